/** Results without reasons, case by case: what each is, and that it is the same with reasons. */
import { expect, test } from 'vitest';
import { assess, compileLaw, listOutcomes, parseFacts } from '../index.ts';
import type { CompiledLaw, Outcome, Packs } from '../index.ts';
import { loadSmall, provision } from '../testing/small-law.ts';

const asOf = '2026-06-15';
type Request = Parameters<typeof listOutcomes>[1];

function read(packs: Packs, facts: object): Request['facts'] {
  const parsed = parseFacts(facts, packs);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.facts;
}

/** The results of the rule `P`, once it is certain that the engine with reasons says the same of every rule. */
function judge(
  law: CompiledLaw,
  facts: object,
  day: string = asOf,
): readonly Pick<Outcome, 'jurisdiction' | 'about' | 'result'>[] {
  const request = { facts: read(law.packs, facts), asOf: day };
  const outcomes = listOutcomes(law, request);
  const { findings } = assess({ ...request, packs: law.packs });
  expect(outcomes).toEqual(
    findings.map(({ provision: id, jurisdiction, about, result }) => {
      return { provision: id, jurisdiction, about, result };
    }),
  );
  return outcomes
    .filter(({ provision: id }) => id === 'P')
    .map(({ jurisdiction, about, result }) => ({ jurisdiction, about, result }));
}

function lawOf(own: object, others: readonly object[] = []): CompiledLaw {
  return compileLaw(loadSmall([provision({ id: 'P', ...own }), ...others]));
}

const when = (condition: unknown): object => ({
  versions: [{ from: '2010-01-01', when: condition }],
});
const FAIR = { tests: [{ id: 'fair', ask: 'Is it fair?', of: 'court', for: [], against: [] }] };
const here = { location: 'AA' };
const child = { age: 'now', under: 18 };

test.each<[string, object, object, string]>([
  ['an open test in a duty cannot be said', when({ open: 'fair' }), here, 'cannot-say'],
  [
    'an open test in a defence can be argued',
    { defence: true, ...when({ open: 'fair' }) },
    here,
    'engaged',
  ],
  [
    'also the test that it is not so',
    { defence: true, ...when({ not: { open: 'fair' } }) },
    here,
    'engaged',
  ],
  [
    'a disputed age is argued in a defence',
    { defence: true, ...when(child) },
    { ...here, dateOfBirth: '2005-01-01', ageDisputed: true },
    'engaged',
  ],
  [
    'and the other way round as well',
    { defence: true, ...when({ not: child }) },
    { ...here, dateOfBirth: '2010-01-01', ageDisputed: true },
    'engaged',
  ],
  [
    'a disputed age settles no duty',
    when(child),
    { ...here, dateOfBirth: '2005-01-01', ageDisputed: true },
    'cannot-say',
  ],
  [
    'a record is asked by its own facts',
    when({ some: 'convictions', where: { fact: 'conviction.jurisdiction', is: 'AA' } }),
    { ...here, convictions: [{ jurisdiction: 'BB-N' }, { jurisdiction: 'AA' }] },
    'engaged',
  ],
  [
    'no record is no',
    when({ some: 'convictions', where: { fact: 'conviction.jurisdiction', is: 'AA' } }),
    { ...here, convictions: [{ jurisdiction: 'BB-N' }] },
    'not-engaged',
  ],
  [
    'records that nobody asked about are open',
    when({ some: 'convictions', where: { fact: 'conviction.jurisdiction', is: 'AA' } }),
    here,
    'cannot-say',
  ],
])('%s', (...[, own, facts, result]) => {
  expect(judge(lawOf({ ...FAIR, ...own }), facts)).toEqual([
    { jurisdiction: 'AA', about: null, result },
  ]);
});

test.each<[string, object, string]>([
  ['in force', {}, 'engaged'],
  ['paused', { state: 'paused' }, 'cannot-say'],
  ['not yet commenced', { state: 'not-commenced' }, 'not-engaged'],
])('a version that is %s', (...[, state, result]) => {
  const own = { versions: [{ from: '2010-01-01', when: 'signs', ...state }] };
  expect(judge(lawOf(own), { ...here, signs: true })[0]?.result).toBe(result);
  expect(judge(lawOf(own), { ...here, signs: false })[0]?.result).toBe('not-engaged');
});

const EDGES = {
  versions: [
    { from: '2010-01-01', to: '2025-12-31', anchor: 'started', when: 'signs' },
    { from: '2026-01-01', anchor: 'started', when: 'other' },
  ],
};

test.each<[string, object, string]>([
  ['the earlier version', { startedOn: '2025-12-31', signs: true, other: false }, 'engaged'],
  ['the later version', { startedOn: '2026-01-01', signs: true, other: false }, 'not-engaged'],
  [
    'both where the day is not known, and takes what they agree on',
    { signs: false, other: false },
    'not-engaged',
  ],
  ['none where the day may lie before all of them', { signs: true, other: true }, 'cannot-say'],
  [
    'neither, where they disagree and the day is not known',
    { signs: true, other: false },
    'cannot-say',
  ],
  [
    'no version before the first',
    { startedOn: '2009-12-31', signs: true, other: true },
    'not-engaged',
  ],
])('the day of the event asks %s', (...[, facts, result]) => {
  expect(judge(lawOf(EDGES), { ...here, ...facts })[0]?.result).toBe(result);
});

test('a rule for each accusation answers for each, by its own facts', () => {
  const law = lawOf({
    each: 'offences',
    connects: ['prosecuting'],
    ...when({ fact: 'offence.nexus.forced', is: true }),
  });
  const offences = [
    { jurisdiction: 'AA', nexus: { forced: false } },
    { jurisdiction: 'AA', nexus: { forced: true } },
    { jurisdiction: 'AA' },
  ];
  expect(judge(law, { ...here, offences }).map(({ about, result }) => [about, result])).toEqual([
    ['offences[0]', 'not-engaged'],
    ['offences[1]', 'engaged'],
    ['offences[2]', 'cannot-say'],
  ]);
});

test('where nobody said where the person is, only law that may bind any state answers', () => {
  const law = lawOf({ extent: ['ALL'], connects: ['any'], ...when('signs') }, [
    provision({ id: 'Q', ...when('signs') }),
  ]);
  expect(judge(law, { signs: true })).toHaveLength(1);
  const tied = lawOf({ ...when('signs') });
  expect(judge(tied, { signs: true })).toEqual([]);
});

test('with a choice of rules only those are answered, and what they rest on is still read', () => {
  const packs = loadSmall([
    provision({ id: 'P', ...when({ provision: 'Q' }) }),
    provision({ id: 'Q', ...when('signs') }),
  ]);
  const facts = read(packs, { ...here, signs: true });
  const outcomes = listOutcomes(compileLaw(packs, new Set(['P'])), { facts, asOf });
  expect(outcomes.map(({ provision: id, result }) => [id, result])).toEqual([['P', 'engaged']]);
  expect(listOutcomes(compileLaw(packs, new Set()), { facts, asOf })).toEqual([]);
});

test.each<[string, object, boolean]>([
  ['a rule of one state, whatever its day', { extent: ['AA'], ...EDGES }, true],
  ['a treaty, on the day of the question', { extent: ['TREATY'], ...when('signs') }, true],
  ['a treaty, on the day of an event', { extent: ['TREATY'], ...EDGES }, false],
  [
    'a treaty, where one version asks for an event',
    {
      extent: ['AA', 'TREATY'],
      versions: [
        { from: '2010-01-01', to: '2025-12-31', when: 'signs' },
        { from: '2026-01-01', anchor: 'act', when: 'signs' },
      ],
    },
    false,
  ],
])('whether the day alone decides what binds: %s', (...[, own, isFixed]) => {
  expect(lawOf(own).isReachFixed).toBe(isFixed);
});

test('what binds one person on the day of their event is not carried over to the next', () => {
  const law = lawOf({
    extent: ['TREATY'],
    versions: [{ from: '2000-01-01', anchor: 'started', when: 'signs' }],
  });
  const on = (startedOn: string): number => judge(law, { ...here, signs: true, startedOn }).length;
  expect([on('2014-12-31'), on('2015-01-01'), on('2014-12-31')]).toEqual([0, 1, 0]);
});

test('two rules over the same connection and the same records are each answered', () => {
  const law = lawOf({ connects: ['any', 'presence'], ...when('signs') }, [
    provision({ id: 'Q', connects: ['prosecuting', 'presence'], ...when('other') }),
  ]);
  expect(judge(law, { ...here, signs: true, other: true })).toHaveLength(1);
  expect(judge(law, { location: 'BB-N', signs: true, other: true })).toEqual([]);
});

test('the same skeleton is answered the same for two people, one after the other', () => {
  const law = lawOf(when({ all: ['any-sign', { not: 'excluded' }] }));
  const result = (facts: object) => judge(law, { ...here, ...facts })[0]?.result;
  expect(result({ signs: true, excluded: false })).toBe('engaged');
  expect(result({ signs: false, other: false })).toBe('not-engaged');
  expect(result({})).toBe('cannot-say');
  expect(result({ other: true, excluded: true })).toBe('not-engaged');
});
