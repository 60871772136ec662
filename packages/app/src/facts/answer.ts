/** From what was typed about a fact to an answer that may be recorded, or what is wrong with it. Pure. */
import { isPossible } from '@amparo/casework/facts';
import type { FactRecorded, RecordedFact, RecordedFacts } from '@amparo/casework/facts';
import type { FactDefinition } from '@amparo/law';
import type { WordKey } from '../words/words.ts';

type UnknownReason = 'not-asked' | 'refused' | 'not-now' | 'unknown';

/** What the form holds. `text` for one value, `many` for a list; `unknown` when there is no value. */
export interface FactDraft {
  readonly known: boolean;
  readonly text: string;
  readonly many: readonly string[];
  readonly unknown: UnknownReason | null;
  readonly source: 'said' | 'seen' | 'document' | null;
  readonly by: string;
  readonly on: string;
}

export function newDraft(today: string): FactDraft {
  return { known: true, text: '', many: [], unknown: null, source: null, by: '', on: today };
}

/** The draft that shows a recorded fact again, to be corrected. */
export function draftOf({ event }: RecordedFact): FactDraft {
  const { answer, source, by, on } = event;
  const common = { source, by, on };
  if ('unknown' in answer) {
    return { ...common, known: false, text: '', many: [], unknown: answer.unknown };
  }
  const { value } = answer;
  if (Array.isArray(value)) {
    return { ...common, known: true, text: '', many: value.map(String), unknown: null };
  }
  return { ...common, known: true, text: textOf(value), many: [], unknown: null };
}

function textOf(value: unknown): string {
  if (value === true) return 'yes';
  if (value === false) return 'no';
  return String(value);
}

export type ReadDraft =
  | {
      readonly ok: true;
      readonly answer: FactRecorded['answer'];
      readonly source: 'said' | 'seen' | 'document';
    }
  | {
      readonly ok: false;
      readonly field: 'value' | 'unknown' | 'source' | 'on';
      readonly fault: WordKey;
    };

/** Reads a draft for one fact of the vocabulary; `today` is the last day a fact can be dated. */
export function readDraft(definition: FactDefinition, draft: FactDraft, today: string): ReadDraft {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(draft.on) || Number.isNaN(Date.parse(draft.on))) {
    return { ok: false, field: 'on', fault: 'fact.fault.on' };
  }
  if (draft.on > today) return { ok: false, field: 'on', fault: 'fact.fault.future' };
  if (!draft.known) {
    if (draft.unknown === null) return { ok: false, field: 'unknown', fault: 'fact.fault.unknown' };
    return { ok: true, answer: { unknown: draft.unknown }, source: draft.source ?? 'said' };
  }
  const value = readValue(definition, draft);
  if (value === undefined || !isPossible(definition, value)) {
    return { ok: false, field: 'value', fault: faultOf(definition) };
  }
  if (draft.source === null) return { ok: false, field: 'source', fault: 'fact.fault.source' };
  return {
    ok: true,
    answer: { value: typeof value === 'object' ? [...value] : value },
    source: draft.source,
  };
}

function readValue(
  { type }: FactDefinition,
  { text, many }: FactDraft,
): boolean | number | string | readonly string[] | undefined {
  const typed = text.trim();
  switch (type) {
    case 'boolean':
      return typed === 'yes' ? true : typed === 'no' ? false : undefined;
    case 'number':
      return typed === '' ? undefined : Number(typed);
    case 'age':
      return /^\d+$/.test(typed) ? Number(typed) : typed;
    case 'list':
      return many.map((each) => each.trim()).filter((each) => each !== '');
    default:
      return typed === '' ? undefined : typed;
  }
}

function faultOf({ type }: FactDefinition): WordKey {
  if (type === 'date') return 'fact.fault.date';
  if (type === 'age') return 'fact.fault.age';
  if (type === 'number') return 'fact.fault.number';
  return 'fact.fault.value';
}

/** Current facts first by what they are about; each with the versions it replaced, newest first. */
export interface FactLine {
  readonly fact: RecordedFact;
  readonly history: readonly RecordedFact[];
}

/** Puts facts with their history: what was believed when stays readable. */
export function factLines(facts: RecordedFacts): readonly FactLine[] {
  const current = facts.filter(({ state }) => state === 'current');
  const lines = current.map((fact): FactLine => ({ fact, history: historyOf(facts, fact) }));
  const withdrawn = facts.filter(
    (fact) => fact.state === 'withdrawn' && !current.some((c) => isSame(c, fact)),
  );
  return [...lines, ...withdrawn.map((fact) => ({ fact, history: historyOf(facts, fact) }))];
}

function historyOf(facts: RecordedFacts, fact: RecordedFact): readonly RecordedFact[] {
  return facts
    .filter((other) => other !== fact && isSame(other, fact) && other.state !== 'current')
    .toSorted((a, b) => b.at.localeCompare(a.at));
}

function isSame(a: RecordedFact, b: RecordedFact): boolean {
  return a.event.key === b.event.key && a.event.item === b.event.item;
}
