/** What could be sent of a file, field by field, begun in the words that are there already. Pure. */
import { FIELD_CODES, fieldCode, inListOrder, mayGet } from '@amparo/casework/packets';
import type { FieldCode, PacketBasis } from '@amparo/casework/packets';
import type { DeskKind } from '@amparo/casework/directory';
import type { DrawerClass } from '@amparo/casework/grants';
import type { FileState } from '../files/file-model.ts';

/** What is asked for: one desk, fields with their words, reasons, an end, and what the law there says. */
export interface Sharing {
  /** {@link addressKey} of the desk, or empty. */
  readonly desk: string;
  readonly codes: readonly FieldCode[];
  /** The very words of each field. */
  readonly said: Readonly<Record<FieldCode, string>>;
  readonly why: string;
  readonly ifYes: string;
  readonly ifNo: string;
  /** A civil date: the last day. */
  readonly until: string;
  /** Duties to report that the worker said in other words, by the provision's id. */
  readonly duties: Readonly<Record<string, string>>;
}

/** The longest words of one field, as the question that is sealed for the person takes them. */
const LONGEST_FIELD = 8000;
/** The longest that a packet may last is 370 days; a question for one has to be answered first. */
const LONGEST_DAYS = 360;
const DAY_MS = 86_400_000;

/** Codes that say why or answer something: they are not fields of a person. */
const NOT_A_FIELD: ReadonlySet<FieldCode> = new Set([
  'question.answer',
  'basis.statement',
  'capability.needs',
  'capability.answer',
]);

/** The fields that a desk of this kind may get at all on this basis, in the order of the closed list. */
export function offerableCodes(kind: DeskKind, basis: PacketBasis['kind']): readonly FieldCode[] {
  const judged = (
    basis === 'consent' ? { kind: basis, authorisation: '' } : { kind: basis, provision: '' }
  ) as PacketBasis;
  return FIELD_CODES.filter(({ code }) => !NOT_A_FIELD.has(code) && mayGet(code, kind, judged)).map(
    ({ code }) => code,
  );
}

/** Codes that come from a drawer which is open here, or from none. */
export function isFromOpen(code: FieldCode, open: readonly DrawerClass[]): boolean {
  const { class: from } = fieldCode(code);
  return from === null || open.includes(from);
}

/** Which recorded facts each field is begun with; a field that is not here begins empty. */
const FACTS_OF: Readonly<Record<FieldCode, readonly string[]>> = {
  'identity.birth-date': ['dateOfBirth'],
  'identity.age-band': ['claimedAge', 'assessedAge'],
  'identity.nationality': ['nationality'],
  'account.work': ['exploitation', 'exploitationPlaces'],
  'account.period': ['traffickingStart', 'traffickingEnd'],
  'money.unpaid-wages': ['wagesWithheld', 'compensation.lastUnpaidOn'],
  'safety.return-worries': ['risk.return', 'risk.retaliation', 'risk.reTrafficking'],
  'accusations.pending': ['accusedOrAtRisk'],
  'accusations.next-date': ['offences[].nextHearing'],
  'evidence.list': ['documentsTaken'],
};

/** How a fact reads: its label and its value in words. */
export type FactWords = (fact: FileState['facts'][number]) => string;

/** The first words of a field, from what this desk has open; empty where nothing is recorded. */
export function firstWords(
  code: FieldCode,
  state: Pick<FileState, 'cover' | 'facts'>,
  say: {
    readonly fact: FactWords;
    readonly language: (tag: string) => string;
    readonly safe: string;
  },
): string {
  if (code === 'cover.called') return state.cover?.chosenName ?? '';
  if (code === 'cover.languages') {
    return state.cover === null ? '' : say.language(state.cover.language);
  }
  if (code === 'contact.safe-way') return say.safe;
  const keys = FACTS_OF[code] ?? [];
  return state.facts
    .filter((fact) => fact.state === 'current' && 'value' in fact.event.answer)
    .filter((fact) => keys.includes(fact.event.key))
    .map((fact) => say.fact(fact))
    .join('\n');
}

export type ShareFault = 'desk' | 'fields' | 'words' | 'texts' | 'until';

/** What is missing before the person may be asked, or undefined. */
export function findShareFault(sharing: Sharing, today: string): ShareFault | undefined {
  if (sharing.desk === '') return 'desk';
  if (sharing.codes.length === 0) return 'fields';
  const lengths = sharing.codes.map((code) => (sharing.said[code] ?? '').trim().length);
  if (lengths.some((length) => length === 0 || length > LONGEST_FIELD)) return 'words';
  if ([sharing.why, sharing.ifYes, sharing.ifNo].some((text) => text.trim() === '')) return 'texts';
  return isPossibleEnd(sharing.until, today) ? undefined : 'until';
}

/** True for a civil date after today that a packet may last to. */
export function isPossibleEnd(until: string, today: string): boolean {
  const end = /^\d{4}-\d{2}-\d{2}$/.test(until) ? Date.parse(`${until}T00:00:00Z`) : Number.NaN;
  const start = Date.parse(`${today}T00:00:00Z`);
  return end > start && end <= start + LONGEST_DAYS * DAY_MS;
}

/** The fields of a sharing, in the order of the closed list, each with its words. */
export function fieldsOf(
  sharing: Pick<Sharing, 'codes' | 'said'>,
): readonly { readonly code: FieldCode; readonly words: string }[] {
  return inListOrder(sharing.codes).map((code) => ({
    code,
    words: (sharing.said[code] ?? '').trim(),
  }));
}

/** Names a desk across nodes. */
export function addressKey({
  node,
  desk,
}: {
  readonly node: string;
  readonly desk: string;
}): string {
  return `${node} ${desk}`;
}

/** A day some days after another, as a civil date. */
export function daysAfter(today: string, days: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
