/** What a letter of rights reads about the person besides the law: where they are, and whether they stand accused. */
import type { FactEntry, Facts, Place } from '@amparo/law';

export interface RightsLetterPerson {
  /** The legal systems of the place where they are, such as `GB-EAW` and `GB`. Empty: not known. */
  readonly places: readonly string[];
  /** True where that place is in a country of their own nationality. */
  readonly isAtHome: boolean;
  /** True for somebody who may be accused, or whose case is not decided. */
  readonly isAccused: boolean;
  /** True for somebody under 18, who says so, whose age is disputed, or of whom somebody has reason to believe it. */
  readonly mayBeChild: boolean;
  /** Next hearings, ISO dates, the nearest first; some may be past. */
  readonly nextDates: readonly string[];
}

const DECIDED: readonly unknown[] = ['convicted', 'sentenced', 'appealed', 'served'];

/**
 * Reads it from checked facts; `places` are those of the law packs, `asOf` a day (ISO date).
 * Total: what is not known is empty or false.
 */
export function readRightsLetterPerson(
  facts: Facts,
  places: ReadonlyMap<string, Place>,
  asOf: string,
): RightsLetterPerson {
  const location = facts.entries.get('location')?.value;
  const place = typeof location === 'string' ? places.get(location) : undefined;
  const nationality = listed(facts.entries.get('nationality'));
  const recorded = facts.lists.get('offences') ?? [];
  const offences = 'unknown' in recorded ? [] : recorded;
  return {
    places: place === undefined ? [] : [...new Set([place.code, place.country, ...place.also])],
    isAtHome: place !== undefined && nationality.includes(place.country),
    isAccused:
      isYes(facts, 'accusedOrAtRisk') ||
      offences.some((offence) => !DECIDED.includes(offence.get('stage')?.value)),
    mayBeChild:
      isYes(facts, 'reasonsToBelieveChild') ||
      isYes(facts, 'ageDisputed') ||
      isUnder18(facts.entries.get('claimedAge')?.value) ||
      isBornLate(facts.entries.get('dateOfBirth')?.value, asOf),
    nextDates: offences
      .flatMap((offence) => listed(offence.get('nextHearing')))
      .map(String)
      .toSorted(),
  };
}

function isYes(facts: Facts, fact: string): boolean {
  return facts.entries.get(fact)?.value === true;
}

/** An age is written as a number, or as `<18`. */
function isUnder18(age: FactEntry['value']): boolean {
  return typeof age === 'number'
    ? age < 18
    : typeof age === 'string' && /^(<|[0-9]$|1[0-7]$)/.test(age);
}

/** Whether somebody with this date of birth, which may be a year or a month only, can be under 18 on a day. */
function isBornLate(born: FactEntry['value'], asOf: string): boolean {
  if (typeof born !== 'string') return false;
  const latest = born + '0000-12-31'.slice(born.length);
  return `${String(Number(latest.slice(0, 4)) + 18)}${latest.slice(4)}` > asOf;
}

function listed(entry: FactEntry | undefined): readonly unknown[] {
  const value = entry?.value;
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}
