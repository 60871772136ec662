import { expect, test } from 'vitest';
import { makeScene } from '../assess.ts';
import { parseFacts } from '../index.ts';
import { findDateSpan } from '../dates.ts';
import { loadSmall, provision } from '../testing/small-law.ts';
import { evaluate } from './condition.ts';
import { lookUp, useOf } from './scene.ts';
import type { Scene } from './scene.ts';

const packs = loadSmall();
const TODAY = findDateSpan('2026-06-15')?.first ?? 0;

/** What is known of one person, on one day, before any state is chosen. */
function sceneOf(known: object): Scene {
  const parsed = parseFacts(known, packs);
  if (!parsed.ok) throw new Error(parsed.errors.map(({ message }) => message).join('\n'));
  return makeScene({ packs, facts: parsed.facts, asOf: '2026-06-15' }, TODAY);
}
const used = (path: string, known: object) => useOf(lookUp(sceneOf(known), path), packs);

test('a fact in a trace says what it is, from whom, and who disputes it; nothing that nobody said', () => {
  const entry = {
    value: true,
    source: 'document',
    by: 'A. Clerk',
    on: '2026-05-04',
    asserted: true,
    disputedBy: 'the police',
    class: 'high',
  };
  expect(used('signs', { signs: entry })).toEqual({
    fact: 'signs',
    label: 'Signs',
    value: true,
    words: 'yes',
    source: 'document',
    by: 'A. Clerk',
    on: '2026-05-04',
    asserted: true,
    disputedBy: 'the police',
    class: 'high',
  });
  expect(used('signs', { signs: false })).toEqual({
    fact: 'signs',
    label: 'Signs',
    value: false,
    words: 'no',
    class: 'low',
  });
});

test('what is not known says why: never asked, or not said when it was', () => {
  expect(used('signs', {})).toEqual({
    fact: 'signs',
    label: 'Signs',
    unknown: 'not-asked',
    class: 'low',
  });
  expect(used('signs', { signs: { unknown: 'refused' } })).toMatchObject({ unknown: 'refused' });
  expect(used('signs', { signs: { unknown: 'refused' } })).not.toHaveProperty('value');
});

test('a field of a record is meant outside "each" only where there is one record', () => {
  const code = (...offences: readonly object[]) => used('offence.code', { offences }).value;
  expect(code({ code: 'theft' })).toBe('theft');
  expect(code({ code: 'theft' }, { code: 'fraud' })).toBeUndefined();
  expect(code()).toBeUndefined();
});

test('what a record does not say, the person’s own fact says; what it says counts first', () => {
  const age = (offence: object, known: object) =>
    used('offence.ageAtAct', { offences: [{ code: 'theft', ...offence }], ...known }).value;
  expect(age({}, { ageAtAct: 15 })).toBe(15);
  expect(age({ ageAtAct: 16 }, { ageAtAct: 15 })).toBe(16);
  expect(age({}, {})).toBeUndefined();
  expect(used('offence.code', { offences: [{}], ageAtAct: 15 }).value).toBeUndefined();
});

test('law that was not checked is a fault and never an answer', () => {
  const scene = sceneOf({ offences: [{ code: 'theft' }] });
  expect(() => lookUp(scene, 'nothing')).toThrow('no such fact: nothing');
  expect(() => evaluate({ kind: 'open', test: 'x' }, scene)).toThrow('no such open test: x');
  expect(() => evaluate({ kind: 'listed', list: 'x' }, scene)).toThrow('no such list: x');
  expect(() => evaluate({ kind: 'concept', name: 'x' }, scene)).toThrow('no such concept: x');
  expect(() => evaluate({ kind: 'provision', id: 'x' }, scene)).toThrow('no such provision: x');
});

test('a list nobody asked about is missing by its name, and an empty one is a no', () => {
  const some = (known: object) =>
    evaluate({ kind: 'some', list: 'offences', where: { kind: 'always' } }, sceneOf(known));
  expect(some({})).toMatchObject({ tri: 'unknown', missing: ['offences'] });
  expect(some({ offences: [] })).toMatchObject({
    tri: 'no',
    trace: { label: 'Accusations: none' },
  });
  expect(some({ offences: [{ code: 'theft' }] }).tri).toBe('yes');
});

test('an answered test names its answer in words and carries nothing that nobody said', () => {
  const asked = loadSmall([
    provision({
      id: 'P',
      versions: [{ from: '2010', when: { open: 'fair' } }],
      tests: [{ id: 'fair', ask: 'Is it fair?', of: 'court', for: [], against: [] }],
    }),
  ]);
  const answer = (fair: object | boolean) => {
    const parsed = parseFacts({ tests: { fair } }, asked);
    if (!parsed.ok) throw new Error('the facts');
    const scene = makeScene({ packs: asked, facts: parsed.facts, asOf: '2026-06-15' }, TODAY);
    return evaluate({ kind: 'open', test: 'fair' }, scene).trace.facts;
  };
  const plain = { fact: 'tests.fair', label: 'Is it fair?', class: 'low' };
  expect(answer(true)).toEqual([{ ...plain, value: true, words: 'yes' }]);
  expect(answer({ value: false, by: 'A. Judge', on: '2026-05-04', source: 'document' })).toEqual([
    {
      ...plain,
      value: false,
      words: 'no',
      by: 'A. Judge',
      on: '2026-05-04',
      source: 'document',
    },
  ]);
  expect(answer({ value: true, asserted: true, disputedBy: 'a party' })).toEqual([
    { ...plain, value: true, words: 'yes', asserted: true, disputedBy: 'a party' },
  ]);
});
