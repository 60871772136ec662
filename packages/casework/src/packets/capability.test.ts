import { expect, test } from 'vitest';
import { CapabilityQuery, findCapabilityAnswer, findCapabilityQuery } from './capability.ts';

const query = {
  v: 1,
  needs: ['lawyer-wages', 'safe-return-information'],
  ageBand: '21-up',
  languages: ['ro'],
  by: '2026-12-01',
} as const;

test('a question to another desk has no place for words about a person', () => {
  expect(findCapabilityQuery(JSON.stringify(query))).toEqual(query);
  for (const more of [{ note: 'Maria, 24' }, { name: 'Maria' }, { text: 'x' }]) {
    expect(findCapabilityQuery(JSON.stringify({ ...query, ...more }))).toBeUndefined();
  }
  expect(findCapabilityQuery(JSON.stringify({ ...query, needs: ['Maria'] }))).toBeUndefined();
  expect(findCapabilityQuery(JSON.stringify({ ...query, ageBand: '24' }))).toBeUndefined();
});

test('a need is asked once, and at least one is', () => {
  expect(CapabilityQuery.safeParse({ ...query, needs: [] }).success).toBe(false);
  const twice = { ...query, needs: ['health', 'health'] };
  expect(CapabilityQuery.safeParse(twice).success).toBe(false);
});

test('an answer is yes, no, or from a day that exists', () => {
  const answer = (one: object) =>
    findCapabilityAnswer(JSON.stringify({ v: 1, answers: [one], languages: [] }));
  expect(answer({ need: 'health', can: 'yes' })).toBeDefined();
  expect(answer({ need: 'health', can: 'no' })).toBeDefined();
  expect(answer({ need: 'health', can: 'from', from: '2026-12-24' })).toBeDefined();
  expect(answer({ need: 'health', can: 'from', from: '2026-02-30' })).toBeUndefined();
  expect(answer({ need: 'health', can: 'from' })).toBeUndefined();
});

test('bytes that are no JSON are no question and no answer', () => {
  expect(findCapabilityQuery('Maria is 24')).toBeUndefined();
  expect(findCapabilityAnswer('')).toBeUndefined();
});
