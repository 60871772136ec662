import fc from 'fast-check';
import { provision } from './small-law.ts';

/** Facts of the small law that are yes or no. */
const FLAGS = ['signs', 'other', 'excluded', 'helps'] as const;

const leaf = fc.oneof(
  fc.constantFrom<unknown>(...FLAGS, 'any-sign', 'always'),
  fc.constantFrom<unknown>(
    { fact: 'colour', is: 'red' },
    { fact: 'colour', isNot: 'red' },
    { fact: 'amount', atLeast: 5 },
    { fact: 'ageAtAct', lessThan: 18 },
    { fact: 'nationality', includes: 'AA' },
    { fact: 'startedOn', before: '2026-01-01' },
    { fact: 'startedOn', happened: true },
    { fact: 'startedOn', beforeEvent: 'today' },
    { here: 'nationality' },
    { open: 'fair' },
    { age: 'now', under: 18 },
    { age: 'now', atLeast: 18 },
    { age: 'now', under: 18, presume: 'protection' },
    { decision: 'first', result: 'positive' },
    { decision: ['first', 'last'], result: 'negative', by: 'any' },
    { some: 'convictions', where: { fact: 'conviction.jurisdiction', is: 'AA' } },
  ),
);

/** Any condition the small law can express, a few levels deep. */
const conditions: fc.Arbitrary<unknown> = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    leaf,
    fc.record({ all: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('tree') }),
  ),
})).tree;

const versions: fc.Arbitrary<readonly object[]> = fc.oneof(
  conditions.map((when) => [{ from: '2010-01-01', when }]),
  fc.tuple(conditions, conditions).map(([when, then]) => [
    { from: '2010-01-01', to: '2025-12-31', anchor: 'started', when },
    { from: '2026-01-01', anchor: 'started', when: then },
  ]),
);

/** A provision `P` with any condition, one or two versions, and perhaps an exception and what lifts it. */
export const randomProvisions: fc.Arbitrary<object> = fc
  .record({
    versions,
    defence: fc.boolean(),
    exception: fc.option(conditions),
    lifted: fc.option(conditions),
    state: fc.constantFrom('in-force', 'paused', 'not-commenced'),
  })
  .map(({ versions: own, defence, exception, lifted, state }) =>
    provision({
      id: 'P',
      defence,
      tests: [{ id: 'fair', ask: 'Is it fair?', of: 'court', for: [], against: [] }],
      versions: own.map((version, index) => (index === 0 ? { ...version, state } : version)),
      exceptions: [
        ...(exception === null
          ? []
          : [{ id: 'E', label: 'e', when: exception, effect: 'defeats', source: 's' }]),
        ...(exception === null || lifted === null
          ? []
          : [{ id: 'F', label: 'f', when: lifted, effect: 'lifts', of: 'E', source: 's' }]),
      ],
    }),
  );

const DAYS = ['2025', '2025-12', '2025-12-31', '2026-01-01', '2026-06-15', '2027-01-01'];

/** Facts of the small law, each known or not. */
export const randomFacts: fc.Arbitrary<Record<string, unknown>> = fc.record(
  {
    location: fc.constantFrom('AA', 'BB-N'),
    signs: fc.boolean(),
    other: fc.boolean(),
    excluded: fc.boolean(),
    helps: fc.boolean(),
    colour: fc.constantFrom('red', 'dark-blue'),
    amount: fc.constantFrom(4, 5),
    ageAtAct: fc.constantFrom('<18', '>=18', 17, 18),
    nationality: fc.constantFrom(['AA'], ['BB'], []),
    startedOn: fc.constantFrom(...DAYS),
    dateOfBirth: fc.constantFrom('2008', '2008-06-15', '2008-06-16', '1990', '2012-01-01'),
    ageDisputed: fc.boolean(),
    reasonsToBelieveChild: fc.boolean(),
    convictions: fc.constantFrom([], [{ jurisdiction: 'AA' }], [{ jurisdiction: 'BB-N' }, {}]),
    identification: fc.constantFrom(
      { decisions: [] },
      { decisions: [{ state: 'AA', kind: 'first', result: 'positive', madeOn: '2026-02-01' }] },
      { decisions: [{ state: 'BB', kind: 'last', result: 'negative' }] },
      { decisions: [{ state: 'AA', kind: 'first', result: 'pending' }] },
    ),
  },
  { requiredKeys: [] },
);
