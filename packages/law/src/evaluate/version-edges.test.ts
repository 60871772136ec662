/** Which version of the law counts on a day, at its edges, between versions and where no day is known. */
import { expect, test } from 'vitest';
import type { Finding } from '../index.ts';
import { assessSmall, findP, provision } from '../testing/small-law.ts';

function on(startedOn: unknown, versions: readonly object[], facts: object = {}): Finding {
  const started = startedOn === undefined ? {} : { startedOn };
  const rule = provision({ id: 'P', versions });
  return findP(assessSmall([rule], { location: 'AA', signs: true, ...started, ...facts }));
}

const ONE = { from: '2012', to: '2013', anchor: 'started', when: 'signs' };
const TWO = { from: '2015', to: '2016', anchor: 'started', when: 'signs' };
const HERE = 'The person is in Aaland.';
const BEFORE = 'This rule applies from';
const AFTER = 'This rule applied until';

test.each([
  [
    '2011-12-31',
    'not-engaged',
    `${BEFORE} 2012-01-01; the date of the start is before it (2011-12-31).`,
  ],
  ['2012-01-01', 'engaged', undefined],
  ['2013-12-31', 'engaged', undefined],
  [
    '2014-01-01',
    'not-engaged',
    `${AFTER} 2013-12-31; the date of the start is after it (2014-01-01).`,
  ],
  [
    '2014-12-31',
    'not-engaged',
    `${AFTER} 2013-12-31; the date of the start is after it (2014-12-31).`,
  ],
  ['2015-01-01', 'engaged', undefined],
  ['2016-12-31', 'engaged', undefined],
  [
    '2017-01-01',
    'not-engaged',
    `${AFTER} 2016-12-31; the date of the start is after it (2017-01-01).`,
  ],
])('on %s, around two versions with a gap, it is %s', (day, result, note) => {
  const finding = on(day, [ONE, TWO]);
  expect(finding.result).toBe(result);
  if (note !== undefined) expect(finding.because).toContain(note);
  else expect(finding.because.join(' ')).not.toMatch(/This rule applie/);
});

test.each([
  ['2011', 'not-engaged'],
  ['2012', 'engaged'],
  ['2014', 'not-engaged'],
  ['2016', 'engaged'],
  ['2017', 'not-engaged'],
])('in the whole of %s it is %s: no day of it says otherwise', (year, result) => {
  expect(on(year, [ONE, TWO]).result).toBe(result);
});

test.each([
  [{ ...ONE, from: '2012-03' }, '2012', 'cannot-say'],
  [{ ...ONE, to: '2013-03' }, '2013', 'cannot-say'],
  [{ ...ONE, to: '2013-03' }, '2013-03', 'engaged'],
  [{ ...ONE, to: '2013-03' }, '2013-04', 'not-engaged'],
])('under %j a start in %s leaves it %s', (version, start, result) => {
  expect(on(start, [version]).result).toBe(result);
});

test('where only the year is known and the versions differ, the day is asked for and the reason told', () => {
  const versions = [
    { from: '2012', to: '2012-06', anchor: 'started', when: 'signs' },
    { from: '2012-07', anchor: 'started', when: { not: 'signs' } },
  ];
  const finding = on('2012', versions);
  expect(finding).toMatchObject({ result: 'cannot-say', citations: [{ version: '2012' }] });
  expect(finding.trace.of.at(-1)).toMatchObject({
    node: 'any',
    label: 'depends on which version of the law applied on the day',
    value: 'unknown',
  });
  expect(on('2012-06-30', versions)).toMatchObject({
    result: 'engaged',
    citations: [{ version: '2012' }],
  });
  expect(on('2012-07-01', versions)).toMatchObject({
    result: 'not-engaged',
    citations: [{ version: '2012-07' }],
  });
  expect(on(undefined, versions)).toMatchObject({ result: 'cannot-say', missing: ['startedOn'] });
  const whole = [versions[0] ?? {}, { ...versions[1], when: { all: ['signs', 'helps'] } }];
  expect(on(undefined, whole).missing).toEqual(['startedOn', 'helps']);
});

test('a start of which nothing is known may lie before the law began, and never in the future', () => {
  expect(on(undefined, [{ ...ONE, to: undefined }])).toMatchObject({
    result: 'cannot-say',
    missing: ['startedOn'],
  });
  const future = on(undefined, [{ from: '2030', anchor: 'started', when: 'signs' }]);
  expect(future.result).toBe('not-engaged');
  expect(future.because).toEqual([
    `${BEFORE} 2030-01-01; the date of the start is before it (2026-06-15).`,
  ]);
});

test('law that follows the day of the assessment says so at its edge', () => {
  const today = (asOf: string): Finding =>
    findP(
      assessSmall(
        [provision({ id: 'P', versions: [{ from: '2012', to: '2013', when: 'signs' }] })],
        { location: 'AA', signs: true },
        { asOf },
      ),
    );
  expect(today('2011-12-31').because).toEqual([
    `${BEFORE} 2012-01-01; the day of this assessment is before it (2011-12-31).`,
  ]);
  expect(today('2012-01-01').result).toBe('engaged');
  expect(today('2013-12-31').result).toBe('engaged');
  expect(today('2014-01-01').because).toEqual([
    `${AFTER} 2013-12-31; the day of this assessment is after it (2014-01-01).`,
  ]);
});

test('versions that follow different events leave a day that belongs to none: then the first is told', () => {
  const versions = [
    { from: '2012', to: '2013', anchor: 'started', when: 'signs' },
    { from: '2020', anchor: 'pause-start', when: 'signs' },
  ];
  const finding = on('2021', versions, { pausedFrom: '2015' });
  expect(finding).toMatchObject({ result: 'not-engaged', citations: [{ version: '2012' }] });
  expect(on('2012', versions, { pausedFrom: '2021' }).result).toBe('engaged');
});

test.each([
  ['enacted', 'This rule is enacted but not in force; check whether it has been commenced.'],
  ['not-commenced', 'This rule is enacted but not in force; check whether it has been commenced.'],
  ['repealed', 'This rule has been repealed.'],
])('a rule that is %s says so, whatever the facts are', (state, because) => {
  const finding = on('2012', [{ ...ONE, state }]);
  expect(finding).toMatchObject({ result: 'not-engaged', state, because: [because], due: [] });
});

test('a rule whose decisions are paused is never promised, and never denied for that', () => {
  const version = { ...ONE, state: 'paused' };
  expect(on('2012', [version])).toMatchObject({
    result: 'cannot-say',
    because: expect.arrayContaining([
      'Decisions under this rule are paused; ask for the present position.',
    ]) as unknown,
  });
  const denied = on('2012', [version], { signs: false });
  expect(denied.result).toBe('not-engaged');
  expect(denied.because.join()).not.toContain('paused');
});

test('what States had to bring into their law says that whether they did is another question', () => {
  const version = { ...ONE, state: 'transposition-due' };
  const said =
    'States had to put this into their own law by then; whether this one did is a separate question.';
  expect(on('2012', [version]).because).toContain(said);
  expect(on('2012', [ONE]).because).not.toContain(said);
  expect(on('2012', [version], { signs: false }).because).not.toContain(said);
});

test('an exception that is met or open is shown beside a right, and not beside what does not apply', () => {
  const exceptions = [
    { id: 'E', label: 'one', when: 'excluded', effect: 'shortens', source: 's. 2' },
    { id: 'F', label: 'two', when: 'other', effect: 'discretion', source: 's. 3' },
    { id: 'L', label: 'three', when: 'helps', effect: 'lifts', of: 'E', source: 's. 4' },
  ];
  const find = (facts: object): Finding =>
    findP(assessSmall([provision({ id: 'P', exceptions })], { location: 'AA', ...facts }));
  const open = find({ signs: true, excluded: true });
  expect(open.result).toBe('engaged');
  expect(open.exceptionsNotExcluded.map(({ id }) => id)).toEqual(['E', 'F']);
  expect(open.because).toEqual([
    HERE,
    'Signs: yes.',
    'Applies unless: one.',
    'Applies unless: two.',
  ]);
  const met = find({ signs: true, excluded: true, helps: false, other: false });
  expect(met.exceptionsMet).toEqual([
    { id: 'E', label: 'one', effect: 'shortens', source: 's. 2' },
  ]);
  expect(met.because).toEqual([HERE, 'Signs: yes.', 'May be limited: one.']);
  expect(find({ signs: true, excluded: true, helps: true, other: false })).toMatchObject({
    exceptionsMet: [],
    exceptionsNotExcluded: [],
  });
  expect(find({ signs: false, excluded: true })).toMatchObject({
    exceptionsMet: [],
    exceptionsNotExcluded: [],
    because: ['Signs: no.'],
  });
});

test('in a defence an exception is not argued away: what is open about it stays open', () => {
  const exceptions = [
    { id: 'E', label: 'one', when: { open: 'fair' }, effect: 'defeats', source: 's' },
  ];
  const tests = [{ id: 'fair', ask: 'Is it?', of: 'court', for: [], against: [] }];
  const rule = provision({ id: 'P', defence: true, exceptions, tests });
  const find = (facts: object): Finding =>
    findP(assessSmall([rule], { location: 'AA', signs: true, ...facts }));
  expect(find({}).result).toBe('cannot-say');
  expect(find({ tests: { fair: false } }).result).toBe('engaged');
  expect(find({ tests: { fair: true } }).result).toBe('not-engaged');
});
