/** Which of several rights goes furthest: never a score, always in words, and only where nothing is lost. */
import { expect, test } from 'vitest';
import { listMostProtective } from '../index.ts';
import type { ForumChoice } from '../index.ts';
import { assessSmall, loadSmall, provision } from '../testing/small-law.ts';

const ALWAYS = { versions: [{ from: '2010', when: 'always' }] };

function choose(one: object, other: object, own: object = {}): readonly ForumChoice[] {
  const rules = [
    provision({ id: 'P', title: 'One', ...ALWAYS, ...one }),
    provision({ id: 'Q', title: 'Other', ...ALWAYS, ...other }),
  ];
  const facts = { location: 'AA', startedOn: '2026-01-01', ...own };
  return listMostProtective(loadSmall(rules), assessSmall(rules, facts).findings);
}

const KIND = 'Among the rights of this kind that are engaged in Aaland,';
const BEST = `${KIND} “One” goes furthest.`;
const BOTH = `${KIND} none goes furthest in every respect; rely on them together: “One”, “Other”.`;
const plain = { extent: 'AA', category: 'residence', doubtful: [] };
const best = (...because: readonly string[]): object => ({
  ...plain,
  best: ['P'],
  surpassed: [{ provision: 'Q', by: 'P', because }],
  sentence: BEST,
});
const both = { ...plain, best: ['P', 'Q'], surpassed: [], sentence: BOTH };

const lasting = (id: string, add: string, kind = 'protection-lasts'): object => {
  return { id, label: 'x', kind, rule: { add, from: 'started' }, source: 's' };
};
const cliff = (on: string): object => ({
  on,
  what: 'w',
  when: 'w',
  challenge: 'c',
  interimRelief: 'i',
  survives: [],
});
const exception = (when: string, effect = 'discretion'): object => {
  return { id: `E-${when}`, label: 'x', when, effect, source: 's' };
};

test.each([
  ['must-entitle', 'it binds more (a duty, not authorities must be able to)'],
  ['may', 'it binds more (a duty, not authorities may)'],
  ['consider', 'it binds more (a duty, not to be considered)'],
  ['policy', 'it binds more (a duty, not a policy)'],
  ['soft', 'it binds more (a duty, not a recommendation)'],
])('a duty goes further than what is "%s"', (force, because) => {
  expect(choose({}, { force })).toEqual([best(because)]);
});

test.each<[string, object, object, string]>([
  [
    'the longer one',
    { deadlines: [lasting('D', '60 days')] },
    { deadlines: [lasting('D', '30 days')] },
    'it lasts longer (until 2026-03-02, not 2026-01-31)',
  ],
  [
    'the one with the later of its ends',
    { deadlines: [lasting('D', '60 days'), lasting('F', '10 days')] },
    { deadlines: [lasting('D', '30 days')] },
    'it lasts longer (until 2026-03-02, not 2026-01-31)',
  ],
  [
    'the one without a cliff',
    {},
    { cliffs: [cliff('cooperation')] },
    'it does not hang on cooperation',
  ],
  [
    'the one with fewer cliffs',
    { cliffs: [cliff('immigration')] },
    { cliffs: [cliff('immigration'), cliff('cooperation')] },
    'it does not hang on cooperation',
  ],
  [
    'the one without an open exception',
    {},
    { exceptions: [exception('excluded')] },
    'no exception to it is open',
  ],
  [
    'the one without a limit that is met',
    {},
    { exceptions: [exception('other')] },
    'no exception to it is open',
  ],
])('%s goes further, and says in what', (_what, one, other, because) => {
  expect(choose(one, other, { other: true })).toEqual([best(because)]);
});

test('where one is better in two respects both are said', () => {
  expect(choose({}, { force: 'policy', cliffs: [cliff('cooperation')] })).toEqual([
    best('it binds more (a duty, not a policy)', 'it does not hang on cooperation'),
  ]);
});

test.each<[string, object, object]>([
  ['two that are alike', {}, {}],
  [
    'two of the same length',
    { deadlines: [lasting('D', '30 days')] },
    { deadlines: [lasting('D', '30 days')] },
  ],
  ['one whose end is not known', { deadlines: [lasting('D', '30 days')] }, {}],
  [
    'one whose end has no day',
    { deadlines: [lasting('D', '30 days')] },
    { deadlines: [{ ...lasting('D', '1 day'), rule: { event: 'pause-end' } }] },
  ],
  [
    'one that must be asked for in time',
    { deadlines: [lasting('D', '60 days', 'person-must-act')] },
    { deadlines: [lasting('D', '30 days', 'person-must-act')] },
  ],
  [
    'two that hang on different things',
    { cliffs: [cliff('immigration')] },
    { cliffs: [cliff('cooperation')] },
  ],
  [
    'two with open exceptions',
    { exceptions: [exception('excluded')] },
    { exceptions: [exception('excluded'), exception('helps')] },
  ],
  ['an exception that is ruled out', {}, { exceptions: [exception('signs')] }],
])('%s stand side by side', (_what, one, other) => {
  expect(choose(one, other, { signs: false })).toEqual([both]);
});

test('rights about different accusations are not weighed against each other', () => {
  const own = { connects: ['prosecuting'], each: 'offences' };
  const offences = [{ jurisdiction: 'AA' }, { jurisdiction: 'AA' }];
  const choices = choose(own, { ...own, force: 'policy' }, { offences });
  expect(choices.map(({ best: names }) => names)).toEqual([['P'], ['P']]);
  expect(choose(own, { force: 'policy' }, { offences: [offences[0]] })).toEqual([]);
});

test.each(['criminalisation', 'disclosure-duty', 'disqualification', 'investigation'])(
  'what concerns "%s" is no right of the person',
  (category) => {
    const own = category === 'disclosure-duty' ? { category, tells: [] } : { category };
    expect(choose(own, { ...own, force: 'policy' })).toEqual([]);
  },
);
