import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addMonths,
  addWorkingDays,
  birthday,
  completedYears,
  dateSpan,
  findDateSpan,
  formatDay,
  isWorkingDay,
  weekday,
} from './dates.ts';

const day = (text: string): number => dateSpan(text).first;
const anyDay = fc.integer({ min: day('1900-01-01'), max: day('2199-12-31') });

test('a day is read and written as the platform’s own calendar does', () => {
  fc.assert(
    fc.property(anyDay, (number) => {
      const platform = new Date(number * 86_400_000);
      expect(formatDay(number)).toBe(platform.toISOString().slice(0, 10));
      expect(day(formatDay(number))).toBe(number);
      expect(weekday(number) % 7).toBe(platform.getUTCDay());
    }),
  );
});

test('a year or a month means all of its days, and a day that does not exist is refused', () => {
  expect(dateSpan('2009')).toEqual({ first: day('2009-01-01'), last: day('2009-12-31') });
  expect(dateSpan('2024-02')).toEqual({ first: day('2024-02-01'), last: day('2024-02-29') });
  for (const text of [
    '2026-02-29',
    '2026-13',
    '2026-00-10',
    '2026-04-31',
    '2026-00',
    '2026-01-00',
    'on 2026-01-01',
    '2026-01-01 or so',
    '20266',
    '26-01-01',
    '',
    'today',
  ]) {
    expect(findDateSpan(text)).toBeUndefined();
  }
});

test.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2024-01-31', 1, '2024-02-29'],
  ['2026-08-31', 1, '2026-09-30'],
  ['2026-12-15', 1, '2027-01-15'],
  ['2024-02-29', 12, '2025-02-28'],
  ['2026-03-31', -1, '2026-02-28'],
])('%s and %i months is %s', (start, months, end) => {
  expect(formatDay(addMonths(day(start), months))).toBe(end);
});

test.each([
  ['2008-02-29', '2026-02-28', 17],
  ['2008-02-29', '2026-03-01', 18],
  ['2008-06-15', '2026-06-14', 17],
  ['2008-06-15', '2026-06-15', 18],
])('somebody born on %s has completed on %s exactly %i years', (born, at, years) => {
  expect(completedYears(day(born), day(at))).toBe(years);
});

test('the birthday is the first day on which the years are complete', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (born, years) => {
      const reached = birthday(born, years);
      expect(completedYears(born, reached)).toBe(years);
      expect(completedYears(born, reached - 1)).toBe(years - 1);
    }),
  );
});

const calendar = {
  weekend: [6, 7],
  holidays: new Set([day('2026-04-03'), day('2026-04-06')]),
  first: day('2026-01-01'),
  last: day('2026-12-31'),
};

test('working days skip weekends and holidays and say when the calendar ends', () => {
  const add = (start: string, amount: number): string =>
    formatDay(addWorkingDays(day(start), amount, calendar, false).day);
  expect(add('2026-03-30', 5)).toBe('2026-04-08');
  expect(add('2026-06-12', 1)).toBe('2026-06-15');
  expect(formatDay(addWorkingDays(day('2026-06-15'), 1, calendar, true).day)).toBe('2026-06-15');
  expect(addWorkingDays(day('2026-12-29'), 5, calendar, false).covered).toBe(false);
  expect(addWorkingDays(day('2026-06-15'), 5, calendar, false).covered).toBe(true);
});

test('the day reached is a working day, and exactly that many working days lie up to it', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 40 }), (start, amount) => {
      const end = addWorkingDays(start, amount, calendar, false).day;
      let count = 0;
      for (let at = start + 1; at <= end; at += 1) if (isWorkingDay(at, calendar)) count += 1;
      expect(count).toBe(amount);
      expect(isWorkingDay(end, calendar)).toBe(true);
    }),
  );
});

test('what is no date is a fault where dates were checked before', () => {
  expect(() => dateSpan('soon')).toThrow('soon');
});

test('the calendar covers its first and its last day, and no other', () => {
  const covered = (start: string, amount: number): boolean =>
    addWorkingDays(day(start), amount, calendar, false).covered;
  expect(covered('2026-01-01', 1)).toBe(true);
  expect(covered('2025-12-31', 1)).toBe(false);
  expect(covered('2026-12-30', 1)).toBe(true);
  expect(covered('2026-12-31', 1)).toBe(false);
  // Backwards, the day reached is the first one.
  expect(covered('2026-01-02', -1)).toBe(true);
  expect(covered('2026-01-01', -1)).toBe(false);
  expect(covered('2027-01-01', -1)).toBe(false);
});

test('so many working days forward and back again is the same working day', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 40 }), (start, amount) => {
      const there = addWorkingDays(start, amount, calendar, false).day;
      const back = addWorkingDays(there, -amount, calendar, false).day;
      expect(isWorkingDay(back, calendar)).toBe(true);
      expect(back).toBeLessThanOrEqual(start);
      expect(addWorkingDays(back, amount, calendar, false).day).toBe(there);
    }),
  );
});

test('a first day that counts is one of the working days', () => {
  const add = (start: string, amount: number): string =>
    formatDay(addWorkingDays(day(start), amount, calendar, true).day);
  expect(add('2026-06-15', 2)).toBe('2026-06-16');
  expect(add('2026-06-15', -2)).toBe('2026-06-12');
  expect(add('2026-06-13', 1)).toBe('2026-06-15');
});
