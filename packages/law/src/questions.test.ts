import { expect, test } from 'vitest';
import { nextQuestion } from './index.ts';
import type { Question } from './index.ts';
import { assessSmall, findP, provision } from './testing/small-law.ts';

const two = [
  provision({ id: 'P', versions: [{ from: '2010', when: { all: ['signs', 'other'] } }] }),
  provision({ id: 'Q', versions: [{ from: '2010', when: 'signs' }] }),
];
const legal = { role: 'legal', place: 'office' };

test('the next question is the one that settles most for what it costs the person', () => {
  expect(nextQuestion(assessSmall(two, { location: 'AA' }), legal)?.fact).toBe('signs');
  const known = assessSmall(two, { location: 'AA', signs: true });
  expect(nextQuestion(known, legal)?.fact).toBe('other');
});

test('what was refused is never asked again, and "not now" waits', () => {
  const rule = [provision({ id: 'P' })];
  for (const unknown of ['refused', 'not-now', 'unknown']) {
    const assessment = assessSmall(rule, {
      location: 'AA',
      ageDisputed: false,
      signs: { unknown },
    });
    expect(nextQuestion(assessment, legal)).toBeUndefined();
  }
});

test('the link between an accusation and the exploitation is asked by a legal desk alone, and nowhere it may not be', () => {
  const rule = [
    provision({
      id: 'P',
      connects: ['prosecuting'],
      each: 'offences',
      versions: [{ from: '2010', anchor: 'act', when: 'offence.nexus.forced' }],
    }),
  ];
  const offences = [{ jurisdiction: 'AA', actDate: '2026-01-01' }];
  const facts = { location: 'AA', ageDisputed: false, offences };
  const assessment = assessSmall(rule, facts);
  expect(nextQuestion(assessment, legal)?.fact).toBe('offences[].nexus.forced');
  expect(nextQuestion(assessment, { role: 'casework', place: 'office' })).toBeUndefined();
  expect(nextQuestion(assessment, { role: 'legal', place: 'portal' })).toBeUndefined();
});

test('where nothing is open there is nothing to ask', () => {
  const facts = { location: 'AA', signs: true, other: true, ageDisputed: false };
  expect(nextQuestion(assessSmall(two, facts), legal)).toBeUndefined();
});

/** What is asked because of one rule that waits for one answer. */
function asked(when: unknown, facts: object, own: object = {}): readonly Question[] {
  const rule = provision({ id: 'P', versions: [{ from: '2010', when }], ...own });
  return findP(assessSmall([rule], { location: 'AA', ...facts })).questions;
}

test('a question says what it costs, who may ask it and where never, and whether a paper may answer', () => {
  expect(asked('signs', {})).toEqual([
    {
      fact: 'signs',
      text: 'Is it so?',
      burden: 1,
      mayAsk: ['legal', 'casework'],
      never: [],
      document: null,
      state: 'not-asked',
    },
  ]);
});

test('why a fact is open is told apart, and what was refused is not among the questions', () => {
  const state = (unknown: string): string | undefined =>
    asked('signs', { signs: { unknown } })[0]?.state;
  expect(['not-asked', 'not-now', 'unknown', 'refused'].map(state)).toEqual([
    'not-asked',
    'not-now',
    'unknown',
    undefined,
  ]);
});

test('of a date only its year or month of which is known, the day can still be asked', () => {
  const when = { fact: 'startedOn', before: '2026-03-15' };
  const facts = (startedOn: string): readonly string[] =>
    asked(when, { startedOn }).map(({ fact }) => fact);
  expect(facts('2026')).toEqual(['startedOn']);
  expect(facts('2026-03')).toEqual(['startedOn']);
  expect(facts('2026-03-14')).toEqual([]);
});

test('a list is asked for as a whole, and its fields once there are records', () => {
  const own = {
    connects: ['prosecuting'],
    each: 'offences',
    versions: [{ from: '2010', when: 'offence.nexus.forced' }],
  };
  const rule = [provision({ id: 'P', ...own })];
  const of = (facts: object): readonly (readonly [string, string])[] =>
    assessSmall(rule, facts, { in: ['AA'] })
      .findings.filter(({ provision: id }) => id === 'P')
      .flatMap(({ questions }) => questions.map(({ fact, state }) => [fact, state] as const));
  expect(of({})).toEqual([
    ['offences', 'not-asked'],
    ['offences[].nexus.forced', 'not-asked'],
  ]);
  // Who refuses the list, or says "not now", is not asked for its fields either.
  expect(of({ offences: { unknown: 'refused' } })).toEqual([]);
  expect(of({ offences: { unknown: 'not-now' } }).map(([, state]) => state)).toEqual([
    'not-now',
    'not-now',
  ]);
  const forced = (...values: readonly unknown[]): object => ({
    offences: values.map((value) => ({
      jurisdiction: 'AA',
      ...(value === undefined ? {} : { nexus: { forced: value } }),
    })),
  });
  const [first] = of(forced(undefined, true));
  expect(first).toEqual(['offences[].nexus.forced', 'not-asked']);
  const refused = { unknown: 'refused' };
  expect(of(forced(refused))).toEqual([]);
  expect(of(forced(refused, { unknown: 'not-now' }))[0]).toEqual([
    'offences[].nexus.forced',
    'not-now',
  ]);
  expect(of(forced(true))).toEqual([]);
});

test('a duty is settled before a policy, and a light question comes before a heavy one', () => {
  const rule = (id: string, when: unknown, own: object = {}): object =>
    provision({ id, versions: [{ from: '2010', when }], ...own });
  const next = (...rules: readonly object[]): string | undefined =>
    nextQuestion(assessSmall(rules, { location: 'AA', ageDisputed: false }), legal)?.fact;
  expect(next(rule('P', 'signs'), rule('Q', 'helps', { force: 'policy' }))).toBe('signs');
  expect(
    next(rule('P', 'helps', { force: 'policy' }), rule('Q', 'signs', { force: 'must-entitle' })),
  ).toBe('signs');
  // Of two equal ones the first in the alphabet: the answer does not hang on the order of the packs.
  expect(next(rule('P', 'signs'), rule('Q', 'helps'))).toBe('helps');
  // A rule that needs two facts is settled by neither alone.
  expect(next(rule('P', { all: ['other', 'helps'] }), rule('Q', 'signs'))).toBe('signs');
  const heavy = provision({
    id: 'P',
    connects: ['prosecuting'],
    each: 'offences',
    versions: [{ from: '2010', when: 'offence.nexus.forced' }],
  });
  const facts = { location: 'AA', ageDisputed: false, offences: [{ jurisdiction: 'AA' }] };
  const light = rule('Q', 'signs', { force: 'policy' });
  expect(nextQuestion(assessSmall([heavy, light], facts), legal)?.fact).toBe('signs');
});

test('what a deadline lacks is among the questions of a finding, and never put before what settles it', () => {
  const deadline = { id: 'D', label: 'x', kind: 'person-must-act', source: 's' };
  const rule = [
    provision({
      id: 'P',
      deadlines: [{ ...deadline, rule: { add: '30 days', from: 'started' } }],
    }),
  ];
  const facts = { location: 'AA', ageDisputed: false };
  expect(findP(assessSmall(rule, facts)).questions.map(({ fact }) => fact)).toEqual([
    'signs',
    'startedOn',
  ]);
  expect(nextQuestion(assessSmall(rule, facts), legal)?.fact).toBe('signs');
  expect(nextQuestion(assessSmall(rule, { ...facts, signs: true }), legal)).toBeUndefined();
});
