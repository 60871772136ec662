import { expect, test } from 'vitest';
import type { RecordedFact } from '@amparo/casework/facts';
import {
  answerAgain,
  answering,
  answerOf,
  listAnswers,
  newAnswer,
  readAnswer,
} from './open-answer.ts';

const TODAY = '2026-05-03';
const draft = newAnswer('A. Lawyer', TODAY);
const whole = { ...draft, answer: 'yes', reasons: 'Locked in.' } as const;

test('an answer needs itself, its reasons, a name and a day that has come', () => {
  expect(readAnswer(draft, TODAY)).toMatchObject({ ok: false, field: 'answer' });
  expect(readAnswer({ ...whole, reasons: '  ' }, TODAY)).toMatchObject({
    ok: false,
    field: 'reasons',
  });
  expect(readAnswer({ ...whole, by: ' ' }, TODAY)).toMatchObject({ ok: false, field: 'by' });
  expect(readAnswer({ ...whole, on: '2026-05-04' }, TODAY)).toMatchObject({
    ok: false,
    fault: 'fact.fault.future',
  });
  expect(readAnswer({ ...whole, on: 'today' }, TODAY)).toMatchObject({ fault: 'fact.fault.on' });
  expect(readAnswer(whole, TODAY)).toEqual({
    ok: true,
    recorded: {
      answer: { value: true },
      reasons: 'Locked in.',
      by: 'A. Lawyer',
      source: 'said',
      on: TODAY,
    },
  });
});

test('that nobody has decided yet needs no reasons and is not a no', () => {
  const read = readAnswer({ ...draft, answer: 'open' }, TODAY);
  expect(read).toMatchObject({ ok: true, recorded: { answer: { unknown: 'unknown' } } });
  expect(answerOf({ unknown: 'unknown' })).toBe('open');
  expect(answerOf({ value: false })).toBe('no');
});

test('a desk that the law names may answer once it has the drawer open; others read who may', () => {
  const question = { desks: ['legal'], class: 'privileged' } as const;
  expect(answering(question, [{ kind: 'legal', classes: ['privileged'] }])).toBe('may');
  expect(answering(question, [{ kind: 'legal', classes: ['account'] }])).toBe('closed');
  expect(answering(question, [{ kind: 'casework', classes: ['privileged'] }])).toBe('other-desk');
});

const recorded = (item: string | null, at: string, state: RecordedFact['state'] = 'current') =>
  ({
    event: {
      v: 1,
      kind: 'fact/recorded',
      fact: crypto.randomUUID(),
      key: 'offences[].tests.t',
      item,
      answer: { value: false },
      source: 'document',
      by: 'jury',
      on: '2026-05-01',
      reasons: 'A verdict.',
    },
    author: crypto.randomUUID(),
    authorName: 'Lawyer',
    at,
    state,
  }) satisfies RecordedFact;

test('answers of one accusation stay apart from those of another, and of what was replaced', () => {
  const first = recorded('a', '1');
  const later = recorded('a', '2');
  const all = [first, later, recorded('b', '3'), recorded('a', '4', 'withdrawn')];
  expect(listAnswers(all, 'offences[].tests.t', 'a')).toEqual([later, first]);
  expect(answerAgain(first)).toEqual({
    answer: 'no',
    reasons: 'A verdict.',
    by: 'jury',
    source: 'document',
    on: '2026-05-01',
  });
});
