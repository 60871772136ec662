import { expect, test } from 'vitest';
import { explainFinding, parseFacts } from '../index.ts';
import type { Finding } from '../index.ts';
import { assessSmall, findP, loadSmall, provision } from '../testing/small-law.ts';

const FAIR = { id: 'fair', ask: 'Is it fair?', of: 'court', for: [], against: [] };
const own = {
  id: 'P',
  tests: [FAIR],
  versions: [{ from: '2010', when: { all: ['signs', { open: 'fair' }] } }],
};
const rule = provision(own);
const defence = provision({
  ...own,
  connects: ['prosecuting'],
  each: 'offences',
  defence: true,
});
const HERE = { location: 'AA', signs: true };

const answered = (answer: object | boolean, tests = [rule]): Finding =>
  findP(assessSmall(tests, { ...HERE, tests: { fair: answer } }));

test('a finding names who answered an open test, from what and when', () => {
  const answer = { value: true, by: 'A. Judge', source: 'document', on: '2026-05-04' };
  const finding = answered(answer);
  expect(finding.result).toBe('engaged');
  expect(finding.openTests).toEqual([]);
  expect(finding.because).toContain(
    'The question left to the court, “Is it fair?”, was answered yes (from a document, by A. Judge, on 2026-05-04).',
  );
  expect(answered({ ...answer, value: false }).because).toEqual([
    'The question left to the court, “Is it fair?”, was answered no (from a document, by A. Judge, on 2026-05-04).',
  ]);
});

test('who answered is said even while another fact is still missing', () => {
  const answer = { value: true, by: 'A. Judge' };
  const finding = findP(assessSmall([rule], { location: 'AA', tests: { fair: answer } }));
  expect(finding.result).toBe('cannot-say');
  expect(finding.because).toEqual([
    'Not known yet: signs.',
    'The question left to the court, “Is it fair?”, was answered yes (by A. Judge).',
  ]);
});

test('that nobody has decided yet leaves the test open, and in a defence it is still argued', () => {
  const notYet = { unknown: 'unknown', by: 'A. Judge', on: '2026-05-04' };
  const finding = answered(notYet);
  expect(finding.result).toBe('cannot-say');
  expect(finding.openTests.map(({ id }) => id)).toEqual(['fair']);
  const offences = [{ jurisdiction: 'AA', actDate: '2020-01-01', tests: { fair: notYet } }];
  expect(findP(assessSmall([defence], { ...HERE, offences })).result).toBe('engaged');
});

test('an answer that somebody disputes settles nothing, and both sides are named', () => {
  const disputed = { value: false, by: 'A. Judge', disputedBy: 'B. Lawyer' };
  const finding = answered(disputed);
  expect(finding.result).toBe('cannot-say');
  expect(finding.openTests.map(({ id }) => id)).toEqual(['fair']);
  expect(finding.because).toContain(
    'The question left to the court, “Is it fair?”, was answered no (by A. Judge, disputed by B. Lawyer).',
  );
  expect(finding.because).toContain('Left to the court: Is it fair?');
});

test('an answer about one accusation says nothing about another', () => {
  const offence = { jurisdiction: 'AA', actDate: '2020-01-01' };
  const offences = [{ ...offence, tests: { fair: { value: false, by: 'jury' } } }, offence];
  const { findings } = assessSmall([defence], { ...HERE, offences });
  const results = findings
    .filter((finding) => finding.provision === 'P')
    .map(({ about, result, openTests }) => [about, result, openTests.length]);
  expect(results).toEqual([
    ['offences[0]', 'not-engaged', 0],
    ['offences[1]', 'engaged', 1],
  ]);
});

test('an answer about the person counts for every accusation that has none of its own', () => {
  const offence = { jurisdiction: 'AA', actDate: '2020-01-01' };
  const offences = [{ ...offence, tests: { fair: true } }, offence];
  const facts = { ...HERE, tests: { fair: false }, offences };
  const results = assessSmall([defence], facts).findings.flatMap((finding) =>
    finding.provision === 'P' ? [finding.result] : [],
  );
  expect(results).toEqual(['engaged', 'not-engaged']);
});

test('a finding inherits the protection of the answer that it rests on', () => {
  expect(answered({ value: true, class: 'high' }).class).toBe('high');
  expect(answered(true).class).toBe('low');
});

test.each([
  [{ offences: [{ tests: { fair: true } }] }, 'offences[0].tests.fair'],
  [{ offences: [{ tests: { fare: true } }] }, 'offences[0].tests.fare'],
  [{ tests: { fair: { unknown: 'perhaps' } } }, 'tests.fair'],
  [{ tests: { fair: { value: true, class: 'secret' } } }, 'tests.fair.class'],
])('an answer to a test that is not judged there, or is no answer, is refused: %j', (facts, at) => {
  const parsed = parseFacts(facts, loadSmall([rule]));
  expect(parsed.ok ? [] : parsed.errors.map(({ path }) => path)).toEqual([at]);
});

test('a pack may say whose burden a test is and to what standard', () => {
  const said = { ...FAIR, burden: 'prosecution', standard: 'beyond reasonable doubt' };
  const finding = findP(assessSmall([provision({ ...own, tests: [said] })], HERE));
  expect(finding.openTests[0]).toMatchObject({
    burden: 'prosecution',
    standard: 'beyond reasonable doubt',
  });
  expect(findP(assessSmall([rule], HERE)).openTests[0]).not.toHaveProperty('burden');
});

test('the role is named with one article', () => {
  const tests = [{ ...FAIR, of: 'the jury' }];
  const finding = findP(assessSmall([provision({ ...own, tests })], HERE));
  expect(explainFinding(finding).join(' ')).toContain('Left to the jury: Is it fair?');
});

test('a question that only an exception asks is not asked of whom the exception cannot reach', () => {
  const asked = provision({
    id: 'P',
    tests: [FAIR, { ...FAIR, id: 'fair-to-child', ask: 'Is it fair to a child?' }],
    exceptions: [
      {
        id: 'adult',
        label: 'adult',
        effect: 'discretion',
        source: 'x',
        when: { all: [{ age: 'now', atLeast: 18 }, { open: 'fair' }] },
      },
      {
        id: 'child',
        label: 'child',
        effect: 'discretion',
        source: 'x',
        when: { all: [{ age: 'now', under: 18 }, { open: 'fair-to-child' }] },
      },
    ],
    versions: [{ from: '2010', when: 'signs' }],
  });
  const open = (facts: object): readonly string[] =>
    findP(assessSmall([asked], { ...HERE, ...facts })).openTests.map(({ id }) => id);
  expect(open({ dateOfBirth: '1990-01-01', ageDisputed: false })).toEqual(['fair']);
  expect(open({ dateOfBirth: '2020-01-01', ageDisputed: false })).toEqual(['fair-to-child']);
  expect(open({ dateOfBirth: '1990-01-01', ageDisputed: true })).toEqual(['fair', 'fair-to-child']);
  expect(open({})).toEqual(['fair', 'fair-to-child']);
});
