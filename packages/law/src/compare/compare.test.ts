import { expect, test } from 'vitest';
import { compareExtents, keyOf, parseFacts } from '../index.ts';
import type { Comparison } from '../index.ts';
import { loadSmall, provision } from '../testing/small-law.ts';

function compare(
  provisions: readonly object[],
  facts: object,
  extents = ['AA', 'BB-N'],
): Comparison {
  const packs = loadSmall(provisions);
  const parsed = parseFacts(facts, packs);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return compareExtents({ packs, facts: parsed.facts, asOf: '2026-06-15' }, extents);
}

const always = { versions: [{ from: '2010', when: 'always' }] };

test('what hangs on being there is shown apart for a state in which the person is not', () => {
  const rules = [
    provision({ id: 'P', ...always }),
    provision({ id: 'Q', extent: ['BB-N'], ...always }),
  ];
  const { rows, extents } = compare(rules, { location: 'AA' });
  const residence = rows.find(({ category }) => category === 'residence');
  const [here, there] = residence?.cells ?? [];
  expect(here?.findings.map(({ provision: id }) => id)).toEqual(['P']);
  expect(here?.ifThere).toEqual([]);
  expect(there?.findings).toEqual([]);
  expect(there?.ifThere.map(({ provision: id, result }) => [id, result])).toEqual([
    ['Q', 'engaged'],
  ]);
  expect(extents).toEqual([
    { extent: 'AA', name: 'Aaland', connected: true },
    { extent: 'BB-N', name: 'North Beland', connected: false },
  ]);
});

test('an answer that only the place keeps open is settled in the part that supposes it', () => {
  const rules = [provision({ id: 'P', ...always }), provision({ id: 'Q' })];
  const { rows } = compare(rules, {}, ['AA']);
  const cell = rows.find(({ category }) => category === 'residence')?.cells[0];
  const named = (list: readonly { provision: string; result: string }[] | undefined): unknown =>
    list?.map(({ provision: id, result }) => [id, result]);
  expect(named(cell?.findings)).toEqual([
    ['P', 'cannot-say'],
    ['Q', 'cannot-say'],
  ]);
  // P is settled by being there; Q still waits for another fact and is not repeated.
  expect(named(cell?.ifThere)).toEqual([['P', 'engaged']]);
});

test('rows are in alphabetical order and each has a cell for every state, in the order asked for', () => {
  const rules = [
    provision({ id: 'P', category: 'residence', ...always }),
    provision({ id: 'Q', category: 'asylum', ...always }),
  ];
  const { rows, asOf } = compare(rules, { location: 'AA' }, ['BB-N', 'AA']);
  expect(rows.map(({ category }) => category)).toEqual(['asylum', 'child', 'residence']);
  for (const { cells } of rows) expect(cells.map(({ extent }) => extent)).toEqual(['BB-N', 'AA']);
  expect(asOf).toBe('2026-06-15');
});

test('a finding about one accusation is told from that about another', () => {
  const rule = provision({ id: 'P', connects: ['prosecuting'], each: 'offences', ...always });
  const offences = [{ jurisdiction: 'AA' }, { jurisdiction: 'AA' }];
  const { rows } = compare([rule], { location: 'AA', offences }, ['AA']);
  const keys = rows.flatMap(({ cells }) => cells.flatMap(({ findings }) => findings.map(keyOf)));
  expect(keys).toContain('P AA offences[0]');
  expect(keys).toContain('P AA offences[1]');
  expect(new Set(keys).size).toBe(keys.length);
});

const cliff = {
  on: 'cooperation',
  what: 'It falls.',
  when: 'Then.',
  challenge: 'So.',
  interimRelief: 'Thus.',
  survives: [],
};
const lasting = (add: string): object => ({
  id: 'D',
  label: 'Lasts until',
  kind: 'protection-lasts',
  rule: { add, from: 'started' },
  source: 's',
});
const open = {
  id: 'E',
  label: 'they may limit it',
  when: 'excluded',
  effect: 'discretion',
  source: 's',
};

test.each<[string, object, object, string]>([
  ['a duty and a policy', {}, { force: 'policy' }, 'binds more (a duty, not a policy)'],
  [
    'a longer and a shorter one',
    { deadlines: [lasting('60 days')] },
    { deadlines: [lasting('30 days')] },
    'lasts longer (until 2026-03-02, not 2026-01-31)',
  ],
  ['one that hangs on nothing', {}, { cliffs: [cliff] }, 'does not hang on cooperation'],
  ['one without an open exception', {}, { exceptions: [open] }, 'no exception to it is open'],
])('of %s the better one stands, and says why', (_what, better, worse, because) => {
  const rules = [
    provision({ id: 'Q', ...always, ...worse }),
    provision({ id: 'P', ...always, ...better }),
  ];
  const { choices } = compare(rules, { location: 'AA', startedOn: '2026-01-01' }, ['AA']);
  expect(choices).toHaveLength(1);
  expect(choices[0]?.best).toEqual(['P']);
  expect(choices[0]?.surpassed).toMatchObject([{ provision: 'Q', by: 'P' }]);
  expect(choices[0]?.surpassed[0]?.because.join()).toContain(because);
  expect(choices[0]?.sentence).toContain('goes furthest');
});

test('where each is better in another respect both stand, and nothing is counted', () => {
  const rules = [
    provision({ id: 'P', ...always, force: 'policy', deadlines: [lasting('60 days')] }),
    provision({ id: 'Q', ...always, force: 'must', deadlines: [lasting('30 days')] }),
  ];
  const { choices } = compare(rules, { location: 'AA', startedOn: '2026-01-01' }, ['AA']);
  expect(choices[0]?.best).toEqual(['P', 'Q']);
  expect(choices[0]?.surpassed).toEqual([]);
  expect(choices[0]?.sentence).toContain('rely on them together');
});

test('only engaged rights of one kind in one state are weighed against each other', () => {
  const pairs: readonly (readonly [object, object])[] = [
    [{}, { category: 'asylum' }],
    [{}, { extent: ['BB-N'] }],
    [{}, { versions: [{ from: '2010', when: 'signs' }] }],
    [{}, { force: 'definition' }],
    [{ category: 'disclosure-duty' }, { category: 'disclosure-duty', force: 'may' }],
  ];
  for (const [one, other] of pairs) {
    const rules = [
      provision({ id: 'P', ...always, ...one }),
      provision({ id: 'Q', ...always, ...other }),
    ];
    expect(compare(rules, { location: 'AA' }).choices).toEqual([]);
  }
});

test('a treaty right is marked as doubtful where nobody established that it can be invoked there', () => {
  const rules = [
    provision({ id: 'P', ...always, extent: ['ALL'] }),
    provision({ id: 'Q', ...always }),
  ];
  const { choices } = compare(rules, { location: 'AA' }, ['AA']);
  expect(choices[0]).toMatchObject({ best: ['P', 'Q'], doubtful: ['P'] });
});

test('no choice carries a number', () => {
  const rules = [
    provision({ id: 'P', ...always }),
    provision({ id: 'Q', ...always, force: 'may' }),
  ];
  const { choices } = compare(rules, { location: 'AA' }, ['AA']);
  expect(choices).toHaveLength(1);
  JSON.stringify(choices, (_key, value: unknown) => {
    expect(typeof value).not.toBe('number');
    return value;
  });
});
