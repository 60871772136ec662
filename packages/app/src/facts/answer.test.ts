import { expect, test } from 'vitest';
import type { RecordedFact } from '@amparo/casework/facts';
import type { FactDefinition, Vocabulary } from '@amparo/law';
import { draftOf, factLines, newDraft, readDraft } from './answer.ts';
import { firstFieldOf, itemOfAbout, mayRecord, offeredFacts, recordsOf } from './offer.ts';

const TODAY = '2026-05-03';
const definition = (over: Partial<FactDefinition>): FactDefinition => ({
  key: 'age',
  type: 'boolean',
  label: 'A fact',
  question: 'Is it so?',
  class: 'identity',
  burden: 1,
  mayAsk: ['casework', 'legal'],
  never: [],
  ...over,
});

const recorded = (
  key: string,
  value: boolean | string,
  more: {
    readonly item?: string;
    readonly state?: RecordedFact['state'];
    readonly at?: string;
  } = {},
): RecordedFact => ({
  event: {
    v: 1,
    kind: 'fact/recorded',
    fact: crypto.randomUUID(),
    key,
    item: more.item ?? null,
    answer: { value },
    source: 'said',
    by: 'the person',
    on: '2026-05-01',
  },
  author: crypto.randomUUID(),
  authorName: 'Worker',
  at: more.at ?? '2026-05-01T10:00:00.000Z',
  state: more.state ?? 'current',
});

test('a fact needs an answer, a source and a day that has come', () => {
  const draft = newDraft(TODAY);
  expect(readDraft(definition({}), draft, TODAY)).toMatchObject({ ok: false, field: 'value' });
  const yes = { ...draft, text: 'yes' };
  expect(readDraft(definition({}), yes, TODAY)).toMatchObject({ ok: false, field: 'source' });
  const whole = { ...yes, source: 'said' as const };
  expect(readDraft(definition({}), whole, TODAY)).toMatchObject({
    ok: true,
    answer: { value: true },
  });
  expect(readDraft(definition({}), { ...whole, on: '2026-05-04' }, TODAY)).toMatchObject({
    ok: false,
    fault: 'fact.fault.future',
  });
});

test('why something is not known is one of four, and never turns into no', () => {
  const draft = { ...newDraft(TODAY), known: false };
  expect(readDraft(definition({}), draft, TODAY)).toMatchObject({ ok: false, field: 'unknown' });
  for (const unknown of ['not-asked', 'refused', 'not-now', 'unknown'] as const) {
    expect(readDraft(definition({}), { ...draft, unknown }, TODAY)).toMatchObject({
      ok: true,
      answer: { unknown },
    });
  }
});

test('dates may be a year or a month, ages may be about or under', () => {
  const base = { ...newDraft(TODAY), source: 'document' as const };
  const date = definition({ type: 'date' });
  expect(readDraft(date, { ...base, text: '2009' }, TODAY)).toMatchObject({
    answer: { value: '2009' },
  });
  expect(readDraft(date, { ...base, text: 'last May' }, TODAY)).toMatchObject({
    fault: 'fact.fault.date',
  });
  const age = definition({ type: 'age' });
  expect(readDraft(age, { ...base, text: '17' }, TODAY)).toMatchObject({ answer: { value: 17 } });
  expect(readDraft(age, { ...base, text: 'about 16' }, TODAY)).toMatchObject({
    answer: { value: 'about 16' },
  });
});

test('a recorded fact comes back into the form as it was', () => {
  expect(draftOf(recorded('age', false))).toMatchObject({
    known: true,
    text: 'no',
    source: 'said',
  });
});

test('what was believed before stays readable beside the fact, and a withdrawn fact stays in sight', () => {
  const old = recorded('nationality', 'RO', { state: 'replaced' });
  const now = recorded('nationality', 'MD', { at: '2026-05-02T10:00:00.000Z' });
  const gone = recorded('gender', 'woman', { state: 'withdrawn' });
  const lines = factLines([old, now, gone]);
  expect(lines.map(({ fact }) => fact.event.key)).toEqual(['nationality', 'gender']);
  expect(lines[0]?.history).toEqual([old]);
});

const vocabulary = {
  facts: new Map(
    [
      definition({ key: 'nationality', label: 'Nationality' }),
      definition({
        key: 'offences[].code',
        label: 'Offence',
        class: 'accusations',
        mayAsk: ['legal'],
      }),
      definition({
        key: 'offences[].nexus.compelled',
        class: 'privileged',
        mayAsk: ['legal', 'casework'],
      }),
    ].map((each) => [each.key, each]),
  ),
  lists: new Map(),
  classes: [],
} as unknown as Vocabulary;

test('what was done under compulsion is offered to a legal desk with its privileged drawer, and to nobody else', () => {
  const nexus = definition({ class: 'privileged', mayAsk: ['legal', 'casework'] });
  expect(mayRecord(nexus, [{ kind: 'casework', classes: ['privileged'] }])).toBe(false);
  expect(mayRecord(nexus, [{ kind: 'legal', classes: ['identity'] }])).toBe(false);
  expect(mayRecord(nexus, [{ kind: 'legal', classes: ['privileged'] }])).toBe(true);
  const offered = offeredFacts(
    vocabulary,
    [{ kind: 'casework', classes: ['identity', 'accusations'] }],
    '',
  );
  expect(offered.map(({ key }) => key)).toEqual(['nationality']);
});

test('a question about a whole list begins with its first field', () => {
  expect(firstFieldOf(vocabulary, 'offences')).toBe('offences[].code');
  expect(firstFieldOf(vocabulary, 'nationality')).toBe('nationality');
});

test('a finding about the second accusation leads to the second record', () => {
  const facts = [
    recorded('offences[].code', 'first', { item: 'a', at: '2026-05-01T10:00:00.000Z' }),
    recorded('offences[].code', 'second', { item: 'b', at: '2026-05-01T11:00:00.000Z' }),
  ];
  expect(recordsOf(facts, 'offences').map(({ hint }) => hint)).toEqual(['first', 'second']);
  expect(itemOfAbout(facts, 'offences[1]')).toBe('b');
  expect(itemOfAbout(facts, null)).toBeNull();
});
