/** What a letter of rights reads about the person besides the law: where they are, and whether they stand accused. */
import type { FactEntry, Facts, Place } from '@amparo/law';

export interface RightsLetterPerson {
  /** The legal systems of the place where they are, such as `GB-EAW` and `GB`. Empty: not known. */
  readonly places: readonly string[];
  /** True where that place is in a country of their own nationality. */
  readonly isAtHome: boolean;
  /** True for somebody who may be accused, or whose case is not decided. */
  readonly isAccused: boolean;
  /** Next hearings, ISO dates, the nearest first; some may be past. */
  readonly nextDates: readonly string[];
}

const DECIDED: readonly unknown[] = ['convicted', 'sentenced', 'appealed', 'served'];

/** Reads it from checked facts; `places` are those of the law packs. Total: what is not known is empty or false. */
export function readRightsLetterPerson(
  facts: Facts,
  places: ReadonlyMap<string, Place>,
): RightsLetterPerson {
  const location = facts.entries.get('location')?.value;
  const place = typeof location === 'string' ? places.get(location) : undefined;
  const nationality = listed(facts.entries.get('nationality'));
  const recorded = facts.lists.get('offences') ?? [];
  const offences = 'unknown' in recorded ? [] : recorded;
  const mayBe = facts.entries.get('accusedOrAtRisk')?.value === true;
  return {
    places: place === undefined ? [] : [...new Set([place.code, place.country, ...place.also])],
    isAtHome: place !== undefined && nationality.includes(place.country),
    isAccused: mayBe || offences.some((offence) => !DECIDED.includes(offence.get('stage')?.value)),
    nextDates: offences
      .flatMap((offence) => listed(offence.get('nextHearing')))
      .map(String)
      .toSorted(),
  };
}

function listed(entry: FactEntry | undefined): readonly unknown[] {
  const value = entry?.value;
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}
