import { expect, test } from 'vitest';
import { assessSmall, findP, provision } from '../testing/small-law.ts';
import type { Due } from '../index.ts';

function due(rule: object, facts: object, own: object = {}, verified?: object): Due {
  const deadline = {
    id: 'D',
    label: 'Do it',
    kind: 'person-must-act',
    source: 's. 3',
    rule,
    ...own,
  };
  const law = provision({
    id: 'P',
    deadlines: [deadline],
    ...(verified === undefined ? {} : { verified }),
  });
  const [first] = findP(assessSmall([law], { location: 'AA', signs: true, ...facts })).due;
  if (first === undefined) throw new Error('no deadline');
  return first;
}

const started = { startedOn: '2026-01-31' };

test.each([
  [{ add: '1 month', from: 'started' }, '2026-02-28'],
  [{ add: '30 days', from: 'started' }, '2026-03-02'],
  [{ add: '30 days', from: 'started', countFirstDay: true }, '2026-03-01'],
  [{ add: '3 months', from: 'started', lessOneDay: true }, '2026-04-29'],
  [{ add: '2 years', from: 'started' }, '2028-01-31'],
  [{ add: '2 weeks', from: 'started' }, '2026-02-14'],
  [{ add: '72 hours', from: 'started' }, '2026-02-03'],
  [{ add: '5 working-days', from: 'started', calendar: 'aa' }, '2026-02-06'],
])('%j from 31 January 2026 falls on %s', (rule, date) => {
  const found = due(rule, started);
  expect(found.date).toBe(date);
  expect(found.start).toBe('2026-01-31');
  expect(found.arithmetic).toContain('2026-01-31');
  expect(found.arithmetic).toContain(date);
});

test('a deadline whose start is not known has no date and asks for the start', () => {
  const found = due({ add: '30 days', from: 'started' }, {});
  expect(found.date).toBeNull();
  expect(found.start).toBeNull();
  expect(found.missing).toEqual(['startedOn']);
});

test('a start known only by its month is counted from its first day, and says so', () => {
  const found = due({ add: '30 days', from: 'started' }, { startedOn: '2026-01' });
  expect(found.date).toBe('2026-01-31');
  expect(found.possible).toBe(true);
  expect(found.arithmetic).toContain('earliest possible');
});

test('days beyond the last holiday anybody listed are marked', () => {
  const found = due(
    { add: '5 working-days', from: 'started', calendar: 'aa' },
    { startedOn: '2026-12-29' },
  );
  expect(found.arithmetic).toContain('does not reach that far');
});

const later = {
  laterOf: [{ event: 'last-decision' }, { add: '30 days', from: 'started', countFirstDay: true }],
};
const decisions = (madeOn: string): object => ({
  ...started,
  identification: { decisions: [{ state: 'AA', kind: 'last', result: 'positive', madeOn }] },
});

test('the later of two days waits for both, and names the day before which it cannot end', () => {
  expect(due(later, decisions('2026-02-10')).date).toBe('2026-03-01');
  expect(due(later, decisions('2026-05-10')).date).toBe('2026-05-10');
  const open = due(later, started);
  expect(open.date).toBeNull();
  expect(open.openStandard).toContain('Not before 2026-03-01');
});

test('the earlier of two days is safe with one of them', () => {
  const earlier = { earlierOf: later.laterOf };
  expect(due(earlier, decisions('2026-02-10')).date).toBe('2026-02-10');
  const open = due(earlier, started);
  expect(open.date).toBe('2026-03-01');
  expect(open.arithmetic).toContain('Not after 2026-03-01');
});

test('an open standard is shown as such, never as silence', () => {
  const found = due({ open: 'without undue delay', from: 'started' }, started);
  expect(found).toMatchObject({
    date: null,
    openStandard: 'without undue delay',
    start: '2026-01-31',
  });
});

test('time that stands still gives no date, and time that may stand still is doubtful', () => {
  const pausedWhile = [{ label: 'while the other case runs', when: 'other' }];
  const rule = { add: '30 days', from: 'started' };
  const paused = due(rule, { ...started, other: true }, { pausedWhile });
  expect(paused.date).toBeNull();
  expect(paused.openStandard).toContain('while the other case runs');
  const maybe = due(rule, started, { pausedWhile });
  expect(maybe.date).toBe('2026-03-02');
  expect(maybe.arithmetic).toContain('may stand still');
  expect(due(rule, { ...started, other: false }, { pausedWhile }).missing).toEqual([]);
});

test('only a text that was read officially gives a deadline that is not merely possible', () => {
  const rule = { add: '30 days', from: 'started' };
  const official = {
    level: 'official',
    read: 'All.',
    where: 'here',
    pinpoint: 's. 3',
    on: '2026-01-01',
  };
  expect(due(rule, started).possible).toBe(true);
  expect(due(rule, started, {}, official).possible).toBe(false);
  // An earlier state of the text may have had another time limit.
  expect(due(rule, started, {}, { ...official, asAt: '2015-11' }).possible).toBe(true);
});

test('a birthday falls on its day, and on 1 March for somebody born on 29 February', () => {
  expect(due({ birthday: 28 }, { dateOfBirth: '2004-02-29' }).date).toBe('2032-02-29');
  expect(due({ birthday: 18 }, { dateOfBirth: '2008-02-29' }).date).toBe('2026-03-01');
  expect(due({ birthday: 18 }, {}).missing).toEqual(['dateOfBirth']);
});

const pause = (own: object): object => ({
  pausedWhile: [{ label: 'while the other case ran', when: 'other', ...own }],
});
const dated = pause({ from: 'pause-start', until: 'pause-end' });
const thirty = { add: '30 days', from: 'started' };

test('a pause that is over adds its days, and the sum says so', () => {
  const facts = {
    startedOn: '2026-01-01',
    other: true,
    pausedFrom: '2026-01-11',
    pausedUntil: '2026-01-21',
  };
  const found = due(thirty, facts, dated);
  expect(found.date).toBe('2026-02-10');
  expect(found.arithmetic).toContain('2026-01-31');
  expect(found.arithmetic).toContain('Time stood still for 10 days, from 2026-01-11 to 2026-01-21');
});

test.each([
  [
    'began before time ran: only the days since then count',
    '2025-12-22',
    '2026-01-11',
    '2026-02-10',
  ],
  ['began on the last day', '2026-01-31', '2026-02-02', '2026-02-02'],
  ['began after the last day: too late', '2026-02-01', '2026-02-11', '2026-01-31'],
  ['ended before it began: none', '2026-01-21', '2026-01-11', '2026-01-31'],
])('a pause that %s', (_what, pausedFrom, pausedUntil, date) => {
  const facts = { startedOn: '2026-01-01', other: true, pausedFrom, pausedUntil };
  expect(due(thirty, facts, dated).date).toBe(date);
});

test('a pause known only by its months is counted as short as it may have been', () => {
  const facts = { startedOn: '2026-01-01', other: true };
  const found = due(thirty, { ...facts, pausedFrom: '2026-01', pausedUntil: '2026-02' }, dated);
  expect(found.date).toBe('2026-02-01');
  expect(found.possible).toBe(true);
});

test('a pause that has not ended leaves no date', () => {
  const facts = { startedOn: '2026-01-01', other: true, pausedFrom: '2026-01-11' };
  expect(due(thirty, facts, dated).date).toBeNull();
  expect(due(thirty, { ...facts, other: false }, dated).date).toBe('2026-01-31');
});

test.each([
  [{ add: '1 day', from: 'started', calendar: 'aa' }, '2026-04-03'],
  [{ add: '1 day', from: 'started', calendar: 'aa', lastDay: 'next-working-day' }, '2026-04-07'],
  [
    { add: '1 day', from: 'started', calendar: 'aa', lastDay: 'previous-working-day' },
    '2026-04-02',
  ],
  [{ add: '7 days', from: 'started', calendar: 'aa', lastDay: 'next-working-day' }, '2026-04-09'],
  [{ subtract: '7 days', from: 'started' }, '2026-03-26'],
  [{ subtract: '1 month', from: 'started' }, '2026-03-02'],
  [{ subtract: '2 working-days', from: 'started', calendar: 'aa' }, '2026-03-31'],
  [{ add: '2 working-days', from: 'started', calendar: 'aa' }, '2026-04-08'],
])('%j from the day before Good Friday falls on %s', (rule, date) => {
  expect(due(rule, { startedOn: '2026-04-02' }).date).toBe(date);
});

test('a last day that moves says from where and why, and whether the holidays are known so far', () => {
  const rule = { add: '1 day', from: 'started', calendar: 'aa', lastDay: 'next-working-day' };
  const moved = due(rule, { startedOn: '2026-04-02' }).arithmetic;
  expect(moved).toContain(
    '2026-04-03. Nobody works on that day; the next working day is 2026-04-07',
  );
  expect(due(rule, { startedOn: '2027-01-01' }).arithmetic).toContain('does not reach that far');
  expect(due(rule, { startedOn: '2026-06-15' }).arithmetic).not.toContain('does not reach');
});

test('a time before an event is said so', () => {
  const found = due({ subtract: '7 days', from: 'started' }, { startedOn: '2026-04-02' });
  expect(found.arithmetic).toContain('7 days before the start');
});

test('what a deadline hangs on is named, also behind a "not"', () => {
  const found = due(thirty, started, { when: { not: { all: ['other', 'excluded'] } } });
  expect(found.arithmetic).toContain('Whether it applies depends on: other sign; excluded.');
  expect(found.possible).toBe(true);
  expect([...found.missing].sort()).toEqual(['excluded', 'other']);
});

test('a time limit that was checked less far than its rule is a possible one, and is never more sure', () => {
  const official = {
    level: 'official',
    read: 'Invented.',
    where: 'this test',
    pinpoint: 's. 3',
    on: '2026-01-01',
  };
  const rule = { add: '30 days', from: 'started' };
  expect(due(rule, started, {}, official).possible).toBe(false);
  for (const level of ['secondary', 'memory']) {
    expect(due(rule, started, { level }, official).possible).toBe(true);
  }
  expect(() => due(rule, started, { level: 'official' })).toThrow('one of secondary, memory');
});
