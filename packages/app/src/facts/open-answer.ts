/** From what was typed about a legal test to an answer that may be recorded, or what is missing. Pure. */
import type { FactRecorded, OpenQuestion, RecordedFact } from '@amparo/casework/facts';
import type { WordKey } from '../words/words.ts';
import type { Holding } from './offer.ts';

export interface AnswerDraft {
  readonly answer: 'yes' | 'no' | 'open' | null;
  readonly reasons: string;
  readonly by: string;
  readonly source: 'said' | 'document';
  readonly on: string;
}

/** An empty answer, given by whoever is at this device until somebody else is named. */
export function newAnswer(by: string, today: string): AnswerDraft {
  return { answer: null, reasons: '', by, source: 'said', on: today };
}

/** The draft that shows a recorded answer again, to be replaced. */
export function answerAgain({ event }: RecordedFact): AnswerDraft {
  const { answer, reasons = '', by, source, on } = event;
  const from = source === 'document' ? 'document' : 'said';
  return { answer: answerOf(answer), reasons, by, source: from, on };
}

/** What a recorded answer says: yes, no, or that nobody has decided yet. */
export function answerOf(answer: FactRecorded['answer']): 'yes' | 'no' | 'open' {
  if ('unknown' in answer) return 'open';
  return answer.value === true ? 'yes' : 'no';
}

export type AnswerField = 'answer' | 'reasons' | 'by' | 'on';

export type ReadAnswer =
  | {
      readonly ok: true;
      readonly recorded: Pick<FactRecorded, 'answer' | 'reasons' | 'by' | 'source' | 'on'>;
    }
  | { readonly ok: false; readonly field: AnswerField; readonly fault: WordKey };

/** Reads a draft; `today` is the last day an answer can be dated. */
export function readAnswer(draft: AnswerDraft, today: string): ReadAnswer {
  const { answer, source, on } = draft;
  const reasons = draft.reasons.trim();
  const by = draft.by.trim();
  if (answer === null) return { ok: false, field: 'answer', fault: 'test.fault.answer' };
  if (answer !== 'open' && reasons === '') {
    return { ok: false, field: 'reasons', fault: 'test.fault.reasons' };
  }
  if (by === '') return { ok: false, field: 'by', fault: 'test.fault.by' };
  if (!/^\d{4}-\d{2}-\d{2}$/.test(on) || Number.isNaN(Date.parse(on))) {
    return { ok: false, field: 'on', fault: 'fact.fault.on' };
  }
  if (on > today) return { ok: false, field: 'on', fault: 'fact.fault.future' };
  return {
    ok: true,
    recorded: {
      answer: answer === 'open' ? { unknown: 'unknown' } : { value: answer === 'yes' },
      ...(reasons === '' ? {} : { reasons }),
      by,
      source,
      on,
    },
  };
}

/** How far a member is from recording an answer: may, must open the drawer, or it is for another desk. */
export function answering(
  { desks, class: own }: Pick<OpenQuestion, 'desks' | 'class'>,
  holdings: readonly Holding[],
): 'may' | 'closed' | 'other-desk' {
  const named = holdings.filter(({ kind }) => desks.includes(kind));
  if (named.length === 0) return 'other-desk';
  return named.some(({ classes }) => classes.includes(own)) ? 'may' : 'closed';
}

/** The answers to one test that stand, of one record or of the person, newest first. */
export function listAnswers<T extends RecordedFact>(
  facts: readonly T[],
  key: string,
  item: string | null,
): readonly T[] {
  return facts
    .filter(({ event, state }) => state === 'current' && event.key === key && event.item === item)
    .toSorted((a, b) => b.at.localeCompare(a.at));
}
