import { expect, test } from 'vitest';
import { describeCondition, describeDateRule, describeStages, explainFinding } from './index.ts';
import { assessSmall, findP, loadSmall, provision } from './testing/small-law.ts';

function linesOf(when: unknown, own: object = {}): readonly string[] {
  const tests = [{ id: 'fair', ask: 'Is it fair?', of: 'court', for: [], against: [] }];
  const packs = loadSmall([
    provision({ id: 'P', tests, versions: [{ from: '2010', when }], ...own }),
  ]);
  const rule = packs.provisions.get('P');
  const version = rule?.versions[0];
  if (rule === undefined || version === undefined) throw new Error('no rule');
  return describeCondition(packs, version.when, rule.each).map(
    ({ depth, text }) => `${'  '.repeat(depth)}${text}`,
  );
}

test('a condition is read from the outside in', () => {
  expect(
    linesOf({
      all: [
        'signs',
        { any: ['other', { not: 'helps' }] },
        { some: 'convictions', where: { fact: 'conviction.jurisdiction', is: 'AA' } },
        { not: { all: ['excluded', 'other'] } },
      ],
    }),
  ).toEqual([
    'all of these:',
    '  Signs',
    '  any of these:',
    '    Other sign',
    '    it is not so that helps the police',
    '  among convictions, one for which:',
    '    A fact: Aaland',
    '  not all of these:',
    '    Excluded',
    '    Other sign',
  ]);
});

test.each<[unknown, string]>([
  ['always', 'it applies to everybody within its reach'],
  ['any-sign', 'There is some sign'],
  [{ fact: 'colour', is: 'dark-blue' }, 'A fact: dark blue'],
  [{ fact: 'colour', isNot: 'red' }, 'A fact: anything but red'],
  [{ fact: 'colour', in: ['red', 'dark-blue'] }, 'A fact: one of red, dark blue'],
  [{ fact: 'nationality', includes: 'BB' }, 'Nationality: among others Beland'],
  [{ fact: 'nationality', includesAny: ['AA', 'BB'] }, 'Nationality: one of Aaland, Beland'],
  [{ fact: 'nationality', present: true }, 'Nationality: at least one'],
  [{ fact: 'startedOn', before: '2026-01-01' }, 'Start: before 2026-01-01'],
  [{ fact: 'startedOn', onOrAfter: '2026' }, 'Start: on or after 2026'],
  [{ fact: 'startedOn', beforeEvent: 'act' }, 'Start: before the act'],
  [{ fact: 'startedOn', happened: true }, 'Start: a day that has come'],
  [{ fact: 'amount', atLeast: 5 }, 'A fact: 5 or more'],
  [{ fact: 'amount', lessThan: 5 }, 'A fact: less than 5'],
  [{ age: 'act', under: 18 }, 'the person was under 18 at the act'],
  [{ age: 'act', atLeast: 21 }, 'the person was 21 or over at the act'],
  [
    { age: 'now', under: 18, presume: 'protection' },
    'the person was under 18 at the present day; in doubt as presumed for protection',
  ],
  [
    { decision: ['first', 'last'], result: 'positive' },
    'the last first or last decision by this state is positive',
  ],
  [{ decision: 'first', result: 'negative', by: 'any' }, 'the last first decision is negative'],
  [{ here: 'nationality' }, 'Nationality includes this state'],
  [{ listed: 'LIST' }, 'the offence is in the list “an invented list”'],
  [{ open: 'fair' }, 'a human decides “Is it fair?”'],
  [{ provision: 'PRESUME' }, 'PRESUME is engaged'],
])('%j reads "%s"', (when, text) => {
  expect(linesOf(when)).toEqual([text]);
});

test('a field of a record at hand is read by its own label', () => {
  expect(linesOf('nexus.forced', { each: 'offences', connects: ['prosecuting'] })).toEqual([
    'Forced',
  ]);
});

test.each<[object, string]>([
  [{ add: '30 days', from: 'started' }, '30 days after the start'],
  [
    { add: '1 month', from: 'started', countFirstDay: true },
    '1 month beginning with the day of the start',
  ],
  [{ add: '3 months', from: 'started', lessOneDay: true }, '3 months less one day after the start'],
  [
    { subtract: '5 working-days', from: 'started', calendar: 'aa' },
    '5 working days before the start',
  ],
  [
    { add: '2 weeks', from: 'started', calendar: 'aa', lastDay: 'next-working-day' },
    '2 weeks after the start, moved to the next working day',
  ],
  [{ event: 'started' }, 'the day of the start'],
  [{ birthday: 28 }, 'the day the person turns 28'],
  [
    { open: 'promptly', from: 'started' },
    'promptly, counted from the start; the law gives no number',
  ],
  [
    { laterOf: [{ event: 'started' }, { birthday: 18 }] },
    'the later of: the day of the start; or the day the person turns 18',
  ],
  [
    { earlierOf: [{ event: 'started' }, { birthday: 18 }] },
    'the earlier of: the day of the start; or the day the person turns 18',
  ],
])('%j reads "%s"', (rule, words) => {
  const deadlines = [{ id: 'D', label: 'x', kind: 'person-must-act', rule, source: 's' }];
  const packs = loadSmall([provision({ id: 'P', deadlines })]);
  const found = packs.provisions.get('P')?.deadlines[0]?.rule;
  expect(found === undefined ? '' : describeDateRule(packs, found)).toBe(words);
});

test('what may go on meanwhile is said beside what is stopped', () => {
  expect(describeStages([])).toBeUndefined();
  expect(describeStages(['enforce'])).toBe(
    'While it holds, it stops enforcing. Deciding and preparing may go on meanwhile.',
  );
  expect(describeStages(['enforce', 'prepare'])).toBe(
    'While it holds, it stops preparing and enforcing. Deciding may go on meanwhile.',
  );
  expect(describeStages(['decide', 'prepare', 'enforce'])).toBe(
    'While it holds, it stops deciding and preparing and enforcing.',
  );
  const law = provision({ id: 'P', stages: ['enforce'] });
  const found = (facts: object): string =>
    explainFinding(findP(assessSmall([law], { location: 'AA', ...facts }))).join(' ');
  expect(found({ signs: true })).toContain('it stops enforcing');
  expect(found({ signs: false })).not.toContain('it stops enforcing');
});
