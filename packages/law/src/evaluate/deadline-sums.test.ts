/** Every date with its whole sum: from which day, by which rule, to which day, and how sure it is. */
import { expect, test } from 'vitest';
import type { Due } from '../index.ts';
import { assessSmall, findP, provision } from '../testing/small-law.ts';

const OFFICIAL = {
  level: 'official',
  read: 'Invented.',
  where: 'https://law.example',
  pinpoint: 's. 1',
  on: '2026-01-01',
};

function listOf(rules: readonly object[], facts: object, own: object = {}): readonly Due[] {
  const deadlines = rules.map((rule, index) => ({
    id: `D${String(index)}`,
    label: 'Ask',
    kind: 'person-must-act',
    source: 's. 4',
    ...rule,
  }));
  const law = [provision({ id: 'P', deadlines, verified: OFFICIAL, ...own })];
  return findP(assessSmall(law, { location: 'AA', signs: true, ...facts })).due;
}

function dueOf(rule: object, facts: object, own: object = {}): Due {
  const [due] = listOf([{ rule, ...own }], facts);
  if (due === undefined) throw new Error('no deadline');
  return due;
}

const KNOWN = { startedOn: '2026-01-10', dateOfBirth: '2000-02-29' };

test.each<[object, object, Partial<Due>]>([
  [
    { add: '30 days', from: 'started' },
    KNOWN,
    {
      start: '2026-01-10',
      date: '2026-02-09',
      arithmetic: '30 days after the start (2026-01-10): 2026-02-09. Source: s. 4.',
    },
  ],
  [
    { add: '2 weeks', from: 'started', countFirstDay: true },
    KNOWN,
    {
      start: '2026-01-10',
      date: '2026-01-23',
      arithmetic:
        '2 weeks beginning with the day of the start (2026-01-10): 2026-01-23. Source: s. 4.',
    },
  ],
  [
    { add: '3 months', from: 'started', countFirstDay: true, lessOneDay: true },
    KNOWN,
    {
      start: '2026-01-10',
      date: '2026-04-08',
      arithmetic:
        '3 months less one day beginning with the day of the start (2026-01-10): 2026-04-08. Source: s. 4.',
    },
  ],
  [
    { add: '10 years', from: 'started', lessOneDay: true },
    KNOWN,
    {
      start: '2026-01-10',
      date: '2036-01-09',
      arithmetic: '10 years less one day after the start (2026-01-10): 2036-01-09. Source: s. 4.',
    },
  ],
  [
    { add: '47 hours', from: 'started' },
    KNOWN,
    {
      start: '2026-01-10',
      date: '2026-01-11',
      arithmetic: '47 hours after the start (2026-01-10): 2026-01-11. Source: s. 4.',
    },
  ],
  [
    { event: 'started' },
    KNOWN,
    {
      start: '2026-01-10',
      date: '2026-01-10',
      arithmetic: 'The day of the start: 2026-01-10. Source: s. 4.',
    },
  ],
  [
    { birthday: 21 },
    KNOWN,
    {
      start: '2000-02-29',
      date: '2021-03-01',
      arithmetic: 'The day the person turns 21: 2021-03-01. Source: s. 4.',
    },
  ],
  [
    { laterOf: [{ add: '1 day', from: 'started' }, { event: 'started' }] },
    KNOWN,
    {
      start: '2026-01-10',
      date: '2026-01-11',
      arithmetic:
        'The later of: 1 day after the start (2026-01-10): 2026-01-11; or the day of the start: 2026-01-10. Source: s. 4.',
    },
  ],
  [
    { open: 'promptly', from: 'started' },
    KNOWN,
    {
      start: '2026-01-10',
      openStandard: 'promptly',
      arithmetic: 'Promptly, counted from the start; the law gives no number. Source: s. 4.',
    },
  ],
  [
    { open: 'promptly', from: 'started' },
    {},
    {
      openStandard: 'promptly',
      missing: ['startedOn'],
      arithmetic: 'Promptly, counted from the start; the law gives no number. Source: s. 4.',
    },
  ],
  [
    { event: 'started' },
    {},
    {
      openStandard: 'the start',
      missing: ['startedOn'],
      arithmetic: 'The start, whose day is not known. Source: s. 4.',
    },
  ],
  [
    { add: '30 days', from: 'started' },
    {},
    {
      openStandard: '30 days after the start',
      missing: ['startedOn'],
      arithmetic: '30 days after the start, whose day is not known. Source: s. 4.',
    },
  ],
  [
    { birthday: 21 },
    {},
    {
      openStandard: 'the day the person turns 21',
      missing: ['dateOfBirth'],
      arithmetic: 'The day the person turns 21, whose day is not known. Source: s. 4.',
    },
  ],
  [
    { event: 'started' },
    { startedOn: '2026-01' },
    {
      start: '2026-01-01',
      date: '2026-01-31',
      possible: true,
      arithmetic: 'The day of the start: 2026-01-31. Source: s. 4.',
    },
  ],
  [
    { birthday: 21 },
    { dateOfBirth: '2000' },
    {
      start: '2000-01-01',
      date: '2021-01-01',
      possible: true,
      missing: ['dateOfBirth'],
      arithmetic: 'The day the person turns 21: 2021-01-01. Source: s. 4.',
    },
  ],
  [
    { add: '1 month', from: 'started' },
    { startedOn: '2026-01' },
    {
      start: '2026-01-01',
      date: '2026-02-01',
      possible: true,
      arithmetic:
        '1 month after the start (2026-01-01): 2026-02-01. The start is not known to the day; the earliest possible one was taken. Source: s. 4.',
    },
  ],
  [
    { laterOf: [{ event: 'started' }, { birthday: 21 }] },
    { startedOn: '2026-01-10' },
    {
      start: '2026-01-10',
      openStandard:
        'the later of: the day of the start: 2026-01-10; or the day the person turns 21, whose day is not known. Not before 2026-01-10',
      possible: true,
      missing: ['dateOfBirth'],
      arithmetic:
        'The later of: the day of the start: 2026-01-10; or the day the person turns 21, whose day is not known. Not before 2026-01-10. Source: s. 4.',
    },
  ],
  [
    { earlierOf: [{ birthday: 21 }, { event: 'started' }] },
    { startedOn: '2026-01-10' },
    {
      start: '2026-01-10',
      date: '2026-01-10',
      possible: true,
      missing: ['dateOfBirth'],
      arithmetic:
        'The earlier of: the day the person turns 21, whose day is not known; or the day of the start: 2026-01-10. Not after 2026-01-10. Source: s. 4.',
    },
  ],
  [
    { earlierOf: [{ birthday: 21 }, { event: 'started' }] },
    {},
    {
      openStandard:
        'the earlier of: the day the person turns 21, whose day is not known; or the start, whose day is not known',
      possible: true,
      missing: ['dateOfBirth', 'startedOn'],
      arithmetic:
        'The earlier of: the day the person turns 21, whose day is not known; or the start, whose day is not known. Source: s. 4.',
    },
  ],
  [
    { laterOf: [{ event: 'started' }, { add: '1 day', from: 'started' }] },
    { startedOn: '2026-01' },
    {
      start: '2026-01-01',
      date: '2026-01-31',
      possible: true,
      arithmetic:
        'The later of: the day of the start: 2026-01-31; or 1 day after the start (2026-01-01): 2026-01-02. The start is not known to the day; the earliest possible one was taken. Source: s. 4.',
    },
  ],
])('%j with %j is reckoned step by step', (rule, facts, due) => {
  expect(dueOf(rule, facts)).toEqual({
    rule: 'D0',
    label: 'Ask',
    kind: 'person-must-act',
    start: null,
    date: null,
    openStandard: null,
    possible: false,
    missing: [],
    ...due,
  });
});

test.each([
  [
    'next-working-day',
    '2026-04-07',
    'Nobody works on that day; the next working day is 2026-04-07',
  ],
  [
    'previous-working-day',
    '2026-04-02',
    'Nobody works on that day; the last working day is 2026-04-02',
  ],
])(
  'over the holidays the last day moves to the %s, and the sum says so',
  (lastDay, date, words) => {
    const rule = { add: '3 days', from: 'started', calendar: 'aa', lastDay };
    const due = dueOf(rule, { startedOn: '2026-03-31' });
    expect(due).toMatchObject({ date, possible: false });
    expect(due.arithmetic).toContain(`(2026-03-31): 2026-04-03. ${words}. Source`);
    const plain = dueOf(rule, { startedOn: '2026-03-30' });
    expect(plain.arithmetic).toMatch(/\(2026-03-30\): 2026-04-02\. Source: s\. 4\.$/);
  },
);

test.each([
  ['2026-12-30', '2026-12-31', false],
  ['2026-12-31', '2027-01-01', true],
  ['2025-12-31', '2026-01-01', false],
  ['2025-12-30', '2025-12-31', true],
])(
  'a last day from %s on %s is sure only where the holidays are known',
  (startedOn, date, unsure) => {
    const rule = { add: '1 day', from: 'started', calendar: 'aa', lastDay: 'next-working-day' };
    const due = dueOf(rule, { startedOn });
    expect(due).toMatchObject({ date, possible: unsure });
    expect(
      due.arithmetic.includes('The list of holidays does not reach that far: check them'),
    ).toBe(unsure);
  },
);

const PAUSE = { label: 'a stay', when: 'other', from: 'pause-start', until: 'pause-end' };
const paused = (pausedFrom: string, pausedUntil: string): object => ({
  startedOn: '2026-01-10',
  other: true,
  pausedFrom,
  pausedUntil,
});

test.each<[object, Partial<Due>]>([
  [
    paused('2026-01-20', '2026-01-21'),
    {
      date: '2026-02-10',
      possible: false,
      arithmetic:
        '30 days after the start (2026-01-10): 2026-02-09. Time stood still for 1 day, from 2026-01-20 to 2026-01-21: a stay. So it falls on 2026-02-10. Source: s. 4.',
    },
  ],
  [
    paused('2026-01-01', '2026-01-15'),
    {
      date: '2026-02-14',
      possible: false,
      arithmetic:
        '30 days after the start (2026-01-10): 2026-02-09. Time stood still for 5 days, from 2026-01-10 to 2026-01-15: a stay. So it falls on 2026-02-14. Source: s. 4.',
    },
  ],
  [paused('2026-02-09', '2026-02-11'), { date: '2026-02-11', possible: false }],
  [
    paused('2026-02-10', '2026-02-20'),
    {
      date: '2026-02-09',
      possible: false,
      arithmetic: '30 days after the start (2026-01-10): 2026-02-09. Source: s. 4.',
    },
  ],
  [paused('2026-01-20', '2026-02'), { date: '2026-02-21', possible: true }],
  [paused('2026-01', '2026-02-05'), { date: '2026-02-14', possible: true }],
  [
    { startedOn: '2026-01-10', other: true, pausedFrom: '2026-01-20' },
    {
      date: null,
      openStandard: 'time does not run: a stay',
      possible: false,
      arithmetic:
        '30 days after the start (2026-01-10): 2026-02-09. Time does not run now: a stay. Source: s. 4.',
    },
  ],
  [
    { startedOn: '2026-01-10', other: true, pausedUntil: '2026-01-20' },
    { date: null, openStandard: 'time does not run: a stay' },
  ],
  [
    { other: true, pausedFrom: '2026-01-20', pausedUntil: '2026-01-21' },
    { date: null, openStandard: 'time does not run: a stay' },
  ],
  [
    { startedOn: '2026-01-10', other: false },
    { date: '2026-02-09', possible: false, missing: [] },
  ],
  [
    { startedOn: '2026-01-10' },
    {
      date: '2026-02-09',
      possible: true,
      missing: ['other'],
      arithmetic:
        '30 days after the start (2026-01-10): 2026-02-09. Time may stand still: a stay. Source: s. 4.',
    },
  ],
])('with a pause and %j the time that stood still is added, and no more', (facts, due) => {
  const rule = { add: '30 days', from: 'started' };
  expect(dueOf(rule, facts, { pausedWhile: [PAUSE] })).toMatchObject(due);
});

test('a date that hangs on something is shown while that is open, and not where it is ruled out', () => {
  const one = { rule: { event: 'started' }, when: { any: ['helps', 'other'] } };
  const [open] = listOf([one], KNOWN);
  expect(open).toMatchObject({
    possible: true,
    missing: ['helps', 'other'],
    arithmetic:
      'The day of the start: 2026-01-10. Whether it applies depends on: helps the police; other sign. Source: s. 4.',
  });
  expect(listOf([one], { ...KNOWN, helps: true })).toMatchObject([
    { possible: false, missing: [] },
  ]);
  expect(listOf([one], { ...KNOWN, helps: false, other: false })).toEqual([]);
});

test('a date of one version of the law is shown under that version alone', () => {
  const versions = [
    { from: '2010', to: '2019-12-31', anchor: 'started', when: 'signs' },
    { from: '2020', anchor: 'started', when: 'signs' },
  ];
  const rules = [{ rule: { event: 'started' } }, { version: '2020', rule: { event: 'started' } }];
  const names = (startedOn: string): readonly string[] =>
    listOf(rules, { startedOn }, { versions }).map(({ rule }) => rule);
  expect(names('2019-12-31')).toEqual(['D0']);
  expect(names('2020-01-01')).toEqual(['D0', 'D1']);
});

test('a right that does not apply has no dates, and a text that was not read gives only possible ones', () => {
  const rules = [{ rule: { event: 'started' } }];
  expect(listOf(rules, { ...KNOWN, signs: false })).toEqual([]);
  expect(listOf(rules, KNOWN)).toMatchObject([{ possible: false }]);
  const memory = { level: 'memory', read: 'x', where: 'y' };
  expect(listOf(rules, KNOWN, { verified: memory })).toMatchObject([{ possible: true }]);
});
