/** What a lawyer writes in a pack is what the engine reads: nothing is lost, renamed or made up. */
import { expect, test } from 'vitest';
import { parsePacks } from '../index.ts';
import type { Packs, Provision } from '../index.ts';
import { loadSmall, MARK, provision, smallFiles } from '../testing/small-law.ts';

function load(
  provisions: readonly object[],
  replace: (file: string) => object = () => ({}),
): Packs {
  const files = smallFiles(provisions).map((file) => {
    return { ...file, content: { ...(file.content as object), ...replace(file.file) } };
  });
  const parsed = parsePacks(files);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.packs;
}

function provisionOf(packs: Packs, id: string): Provision {
  const found = packs.provisions.get(id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
}

const verified = {
  level: 'official',
  read: 'The section.',
  where: 'https://law.example/act',
  pinpoint: 's. 1(2)',
  on: '2026-02-03',
  reviewed: { by: 'A. Lawyer (invented)', on: '2026-03-04' },
};
const WHOLE = {
  id: 'P',
  aliases: ['OLD-P'],
  title: 'A right',
  instrument: 'An Act',
  article: 'section 1',
  eli: 'https://law.example/eli',
  extent: ['AA', 'TREATY'],
  connects: ['prosecuting', 'presence'],
  each: 'offences',
  defence: true,
  force: 'must-entitle',
  category: 'assistance',
  summary: 'Help  is\n given.',
  binds: 'the ministry',
  invokedBy: 'the person or a lawyer',
  before: 'a tribunal',
  remedy: 'an order',
  stages: ['decide', 'enforce'],
  desks: ['police', 'therapy'],
  adultOnly: 'PRESUME',
  gapAgainst: ['PRESUME'],
  doesNotDecide: ['who pays'],
  contrary: ['A v B'],
  doubts: ['not argued yet'],
  verified,
};
const NESTED = {
  versions: [
    { from: '2010', to: '2019-12-31', state: 'enacted', when: 'signs', note: 'as made' },
    { from: '2020', anchor: 'act', when: 'other' },
  ],
  exceptions: [
    { id: 'E', label: 'not so', when: 'excluded', effect: 'defeats', source: 's. 2' },
    { id: 'F', label: 'again so', when: 'helps', effect: 'lifts', of: 'E', source: 's. 3' },
  ],
  tests: [{ id: 'fair', ask: 'Is it fair?', of: 'court', for: ['A v B'], against: ['C v D'] }],
  deadlines: [
    {
      id: 'D',
      label: 'Ask for it',
      kind: 'authority-must-act',
      version: '2020',
      rule: { add: '3 months', from: 'act', countFirstDay: true, lessOneDay: true },
      when: 'helps',
      pausedWhile: [
        { label: 'an appeal', when: 'other' },
        { label: 'a stay', when: 'signs', from: 'pause-start', until: 'pause-end' },
      ],
      source: 's. 4',
    },
  ],
  presumes: { that: 'child', purpose: 'defence', until: 'a court decides' },
  cliffs: [
    {
      on: 'cooperation',
      what: 'Help ends',
      when: 'after 30 days',
      challenge: 'a complaint',
      interimRelief: 'an order',
      survives: ['PRESUME'],
    },
  ],
};

test('every name of a provision is read into its own place', () => {
  const { binds, ...same } = WHOLE;
  expect(provisionOf(load([{ ...WHOLE, ...NESTED }]), 'P')).toMatchObject({
    ...same,
    owes: binds,
    summary: 'Help is given.',
    pack: 'aa',
    file: 'aa/law.yaml',
  });
});

test('the versions, exceptions, tests, deadlines, presumption and cliffs are read whole', () => {
  const fact = (path: string): object => ({ kind: 'fact', path, test: { op: 'true' } });
  const read = provisionOf(load([{ ...WHOLE, ...NESTED }]), 'P');
  const [first, second] = NESTED.versions;
  expect(read.versions).toEqual([
    { ...first, anchor: 'today', when: fact('signs') },
    { ...second, state: 'in-force', when: fact('other') },
  ]);
  const [defeats, lifts] = NESTED.exceptions;
  expect(read.exceptions).toEqual([
    { ...defeats, when: fact('excluded') },
    { ...lifts, when: fact('helps') },
  ]);
  expect(read.openTests).toEqual([
    {
      id: 'fair',
      ask: 'Is it fair?',
      of: 'court',
      authorityFor: ['A v B'],
      authorityAgainst: ['C v D'],
    },
  ]);
  const [deadline] = NESTED.deadlines;
  expect(read.deadlines).toEqual([
    {
      ...deadline,
      rule: {
        kind: 'add',
        amount: 3,
        unit: 'months',
        from: 'act',
        countFirstDay: true,
        lessOneDay: true,
      },
      when: fact('helps'),
      pausedWhile: [
        { label: 'an appeal', when: fact('other') },
        { label: 'a stay', when: fact('signs'), from: 'pause-start', until: 'pause-end' },
      ],
    },
  ]);
  expect(read.presumes).toEqual(NESTED.presumes);
  expect(read.cliffs).toEqual(NESTED.cliffs);
});

test('what is not written stays away, and is not made up', () => {
  const read = provisionOf(load([provision({ id: 'P' })]), 'P');
  for (const name of ['eli', 'each', 'presumes', 'adultOnly'])
    expect(read).not.toHaveProperty(name);
  expect(read).toMatchObject({
    aliases: [],
    stages: [],
    exceptions: [],
    openTests: [],
    deadlines: [],
    desks: [],
    cliffs: [],
    gapAgainst: [],
    doesNotDecide: [],
    contrary: [],
    doubts: [],
    defence: false,
  });
  expect(Object.keys(read.versions[0] ?? {}).sort()).toEqual(['anchor', 'from', 'state', 'when']);
  expect(read.verified).toEqual(MARK);
});

test('what a file sets for all of its provisions counts where one does not say otherwise', () => {
  const packs = load([provision({ id: 'P' }), provision({ id: 'Q', eli: 'own' })], (file) =>
    file === 'aa/law.yaml' ? { defaults: { eli: 'set for all', defence: true } } : {},
  );
  expect(provisionOf(packs, 'P')).toMatchObject({ eli: 'set for all', defence: true });
  expect(provisionOf(packs, 'Q')).toMatchObject({ eli: 'own', defence: true });
});

test('the head of a pack, its lists and its calendars are read with their marks', () => {
  const packs = load([], (file) =>
    file === 'aa/pack.yaml'
      ? {
          lawLists: [
            {
              id: 'LIST',
              title: 'a list',
              source: 'Schedule',
              from: '2012-01-01',
              entries: [
                { label: 'Murder', codes: ['Killing a person'], from: '2013', to: '2014' },
                { label: 'Piracy', source: 'Other Act' },
              ],
              absent: ['Petty theft'],
              verified: MARK,
            },
          ],
          calendars: [
            {
              id: 'aa',
              weekend: [5, 6],
              from: '2026-01-01',
              to: '2026-12-31',
              holidays: { '2026-04-03': 'A holiday' },
              verified: MARK,
            },
          ],
        }
      : {},
  );
  const [head] = packs.packs;
  expect(head).toMatchObject({ id: 'aa', version: '1', title: 'Aa', jurisdiction: 'AA' });
  expect(head?.provisions.map(({ id }) => id)).toEqual(['PRESUME']);
  expect(packs.lists.get('LIST')).toEqual({
    id: 'LIST',
    pack: 'aa',
    title: 'a list',
    verified: MARK,
    entries: [
      {
        codes: ['murder', 'killing-a-person'],
        label: 'Murder',
        source: 'Schedule',
        from: '2013',
        to: '2014',
      },
      { codes: ['piracy'], label: 'Piracy', source: 'Other Act', from: '2012-01-01' },
    ],
    absent: ['petty-theft'],
  });
  expect(packs.calendars.get('aa')).toEqual({
    id: 'aa',
    weekend: [5, 6],
    from: '2026-01-01',
    to: '2026-12-31',
    holidays: new Map([['2026-04-03', 'A holiday']]),
    verified: MARK,
  });
});

test('places, their parts and the parties to a treaty are read with their days', () => {
  const packs = load([], (file) =>
    file === 'places.yaml'
      ? {
          places: {
            AA: 'Aaland',
            BB: { name: 'Beland', choose: ['BB-N'] },
            'BB-N': { name: 'North Beland', of: 'BB', also: ['BB'] },
          },
          groups: {
            TREATY: {
              name: 'a treaty',
              members: { AA: '2015', 'BB-N': { from: '2016', to: '2017' }, BB: null },
              outside: ['BB'],
              verified: MARK,
            },
            LEFT: {
              name: 'another',
              everyone: true,
              closed: true,
              members: { AA: { to: '2012' } },
              verified: MARK,
            },
          },
        }
      : {},
  );
  expect([...packs.extents.places.values()]).toEqual([
    { code: 'AA', name: 'Aaland', country: 'AA', choose: [], also: [] },
    { code: 'BB', name: 'Beland', country: 'BB', choose: ['BB-N'], also: [] },
    { code: 'BB-N', name: 'North Beland', country: 'BB', choose: [], also: ['BB'] },
  ]);
  expect([...packs.extents.groups.values()]).toEqual([
    {
      code: 'TREATY',
      name: 'a treaty',
      everyone: false,
      closed: false,
      members: new Map([
        ['AA', { from: '2015' }],
        ['BB-N', { from: '2016', to: '2017' }],
        ['BB', {}],
      ]),
      outside: ['BB'],
      verified: MARK,
    },
    {
      code: 'LEFT',
      name: 'another',
      everyone: true,
      closed: true,
      members: new Map([['AA', { to: '2012' }]]),
      outside: [],
      verified: MARK,
    },
  ]);
});

test('a concept is read with its title and where it comes from', () => {
  const packs = loadSmall();
  expect(packs.concepts.get('any-sign')).toEqual({
    name: 'any-sign',
    title: 'There is some sign',
    source: 'invented',
    when: {
      kind: 'any',
      of: [
        { kind: 'fact', path: 'signs', test: { op: 'true' } },
        { kind: 'fact', path: 'other', test: { op: 'true' } },
      ],
    },
  });
});

test.each<[object, object]>([
  [
    { subtract: '7 days', from: 'started' },
    { kind: 'add', amount: -7, unit: 'days', from: 'started' },
  ],
  [
    { add: '1 day', from: 'started' },
    { kind: 'add', amount: 1, unit: 'days', from: 'started' },
  ],
  [
    { add: '48 hours', from: 'started' },
    { kind: 'add', amount: 48, unit: 'hours', from: 'started' },
  ],
  [
    { add: '2 weeks', from: 'started', calendar: 'aa', lastDay: 'previous-working-day' },
    {
      kind: 'add',
      amount: 2,
      unit: 'weeks',
      from: 'started',
      calendar: 'aa',
      lastDay: 'previous-working-day',
    },
  ],
  [
    { add: '5 working-days', from: 'started', calendar: 'aa' },
    { kind: 'add', amount: 5, unit: 'working-days', from: 'started', calendar: 'aa' },
  ],
  [
    { add: '10 years', from: 'started' },
    { kind: 'add', amount: 10, unit: 'years', from: 'started' },
  ],
  [{ birthday: 28 }, { kind: 'age', years: 28 }],
  [{ event: 'started' }, { kind: 'event', from: 'started' }],
  [
    { open: 'promptly', from: 'started' },
    { kind: 'open', standard: 'promptly', from: 'started' },
  ],
  [
    { laterOf: [{ event: 'started' }, { birthday: 18 }] },
    {
      kind: 'later-of',
      of: [
        { kind: 'event', from: 'started' },
        { kind: 'age', years: 18 },
      ],
    },
  ],
  [{ earlierOf: [{ birthday: 18 }] }, { kind: 'earlier-of', of: [{ kind: 'age', years: 18 }] }],
])('the date rule %j is read as it is meant', (rule, meant) => {
  const deadlines = [{ id: 'D', label: 'x', kind: 'open-standard', rule, source: 's' }];
  const read = provisionOf(load([provision({ id: 'P', deadlines })]), 'P').deadlines[0];
  const flags = 'add' in rule || 'subtract' in rule;
  expect(read?.rule).toEqual({
    ...meant,
    ...(flags ? { countFirstDay: false, lessOneDay: false } : {}),
  });
  expect(Object.keys(read ?? {}).sort()).toEqual(['id', 'kind', 'label', 'rule', 'source']);
});
