/** What is recorded in a file, as a letter reads it: accusations, decisions, single facts. Pure. */
import type { FactEntry, Facts } from '@amparo/law';

type Entries = ReadonlyMap<string, FactEntry>;

/** One accusation as recorded. */
export interface Accusation {
  /** Its place among the records, such as `offences[0]`: what findings about it carry. */
  readonly record: string;
  /** The offence with its statute, as recorded; absent where neither is. */
  readonly offence: string | undefined;
  /** Code of the state that prosecutes. */
  readonly jurisdiction: string | undefined;
  readonly entries: Entries;
}

/** One decision on identification as recorded; days as YYYY-MM-DD where they are known. */
export interface IdentificationDecision {
  readonly state: string | undefined;
  readonly kind: string | undefined;
  readonly result: string | undefined;
  readonly madeOn: string | undefined;
  readonly receivedOn: string | undefined;
  /** Classes of what is recorded of it, where a class was given with the answer. */
  readonly classes: readonly string[];
}

/** Every accusation of a file, in the order in which the findings count them; none where none is recorded. */
export function listAccusations(recorded: Facts): readonly Accusation[] {
  const about = SAID_ONCE.flatMap((field): [string, FactEntry][] => {
    const entry = recorded.entries.get(field);
    return entry === undefined ? [] : [[field, entry]];
  });
  return listRecords(recorded, 'offences').map((own, at) => {
    const entries = new Map([...about, ...own]);
    return {
      record: `offences[${String(at)}]`,
      offence: nameOffence(entries),
      jurisdiction: findText({ entries }, 'jurisdiction'),
      entries,
    };
  });
}

/** What may be recorded once for the person, and stands for each accusation that says nothing else: as the law reads it. */
const SAID_ONCE = ['actDate', 'ageAtAct', 'plea'] as const;

/** The words of one field of an accusation, such as `code` or `nextHearing`. */
export function findText({ entries }: Pick<Accusation, 'entries'>, field: string) {
  const value = entries.get(field)?.value;
  return value === undefined ? undefined : String(value);
}

/** Decisions on identification, the earliest first; one without a day stands last. */
export function listDecisions(recorded: Facts): readonly IdentificationDecision[] {
  return listRecords(recorded, 'identification.decisions')
    .map((entries) => ({
      state: findText({ entries }, 'state'),
      kind: findText({ entries }, 'kind'),
      result: findText({ entries }, 'result'),
      madeOn: findText({ entries }, 'madeOn'),
      receivedOn: findText({ entries }, 'receivedOn'),
      classes: [...entries.values()].flatMap((entry) => entry.class ?? []),
    }))
    .toSorted((a, b) => dayOf(a).localeCompare(dayOf(b)));
}

/** Whether a legal system such as `GB-EAW` belongs to a state such as `GB`. */
export function isOfState(jurisdiction: string, state: string): boolean {
  return jurisdiction === state || jurisdiction.startsWith(`${state}-`);
}

/** The value of one fact of the file, where there is one. */
export function findValue(recorded: Facts, key: string): FactEntry['value'] {
  return recorded.entries.get(key)?.value;
}

function nameOffence(entries: Entries): string | undefined {
  const parts = ['code', 'statute'].flatMap((field) => findText({ entries }, field) ?? []);
  return parts.length === 0 ? undefined : parts.join(', ');
}

function listRecords(recorded: Facts, list: string): readonly Entries[] {
  const records = recorded.lists.get(list);
  return records === undefined || 'unknown' in records ? [] : records;
}

function dayOf({ madeOn, receivedOn }: IdentificationDecision): string {
  return madeOn ?? receivedOn ?? '9999';
}
