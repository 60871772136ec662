/**
 * Days of the proleptic Gregorian calendar as whole numbers (0 is 1970-01-01).
 *
 * The engine has no clock and no time zone: law speaks of days, and a file may know only the year.
 * A partial date is therefore a span from its first possible day to its last.
 */

/** All days that a (possibly partial) date may mean; an open end is infinite. */
export interface DateSpan {
  readonly first: number;
  readonly last: number;
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0);
}

function dayFromCivil(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function civilFromDay(dayNumber: number): Civil {
  const shifted = dayNumber + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36524) -
      Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/**
 * Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD` as the span of days it may mean.
 * Returns `undefined` for anything else, including days that do not exist such as 2026-02-29.
 */
export function findDateSpan(text: string): DateSpan | undefined {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (match === null) return undefined;
  const year = Number(match[1]);
  const month = match[2] === undefined ? undefined : Number(match[2]);
  const day = match[3] === undefined ? undefined : Number(match[3]);
  if (month !== undefined && (month < 1 || month > 12)) return undefined;
  if (month !== undefined && day !== undefined && (day < 1 || day > daysInMonth(year, month))) {
    return undefined;
  }
  const lastMonth = month ?? 12;
  return {
    first: dayFromCivil(year, month ?? 1, day ?? 1),
    last: dayFromCivil(year, lastMonth, day ?? daysInMonth(year, lastMonth)),
  };
}

/** The span of a date that pack or fact checks have already accepted; throws on anything else. */
export function dateSpan(text: string): DateSpan {
  const span = findDateSpan(text);
  if (span === undefined) throw new Error(`not a date: ${text}`);
  return span;
}

/** ISO 8601 text of a day number. */
export function formatDay(day: number): string {
  const { year, month, day: dayOfMonth } = civilFromDay(day);
  const pad = (value: number, width: number): string => String(value).padStart(width, '0');
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfMonth, 2)}`;
}

/** Day of the week: 1 is Monday, 7 is Sunday (ISO 8601). */
export function weekday(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/**
 * Adds calendar months; a day that the target month lacks becomes its last day
 * (31 January and one month is 28 or 29 February).
 */
export function addMonths(day: number, months: number): number {
  const { year, month, day: dayOfMonth } = civilFromDay(day);
  const index = year * 12 + (month - 1) + months;
  const targetYear = Math.floor(index / 12);
  const targetMonth = index - targetYear * 12 + 1;
  return dayFromCivil(
    targetYear,
    targetMonth,
    Math.min(dayOfMonth, daysInMonth(targetYear, targetMonth)),
  );
}

/** Days on which nothing runs, as day numbers, within the days the calendar covers. */
export interface WorkingCalendar {
  readonly weekend: readonly number[];
  readonly holidays: ReadonlySet<number>;
  readonly first: number;
  readonly last: number;
}

/** True when the day is neither a weekend day nor a listed holiday. */
export function isWorkingDay(day: number, calendar: WorkingCalendar): boolean {
  return !calendar.weekend.includes(weekday(day)) && !calendar.holidays.has(day);
}

/**
 * The day reached after the given number of working days, or before them when it is below zero; the
 * start day counts only when it is a working day and `countFirstDay` is set. `covered` is false when the walk left the calendar.
 */
export function addWorkingDays(
  day: number,
  amount: number,
  calendar: WorkingCalendar,
  countFirstDay: boolean,
): { readonly day: number; readonly covered: boolean } {
  const step = amount < 0 ? -1 : 1;
  let current = countFirstDay ? day - step : day;
  let left = Math.abs(amount);
  while (left > 0) {
    current += step;
    if (isWorkingDay(current, calendar)) left -= 1;
  }
  const [first, last] = [Math.min(day, current), Math.max(day, current)];
  return { day: current, covered: first >= calendar.first && last <= calendar.last };
}

/** Completed years between two days; somebody born on 29 February comes of age on 1 March. */
export function completedYears(born: number, at: number): number {
  const from = civilFromDay(born);
  const to = civilFromDay(at);
  const before = to.month < from.month || (to.month === from.month && to.day < from.day);
  return to.year - from.year - (before ? 1 : 0);
}

/** The first day on which somebody born on `born` has completed `years`. */
export function birthday(born: number, years: number): number {
  const { year, month, day } = civilFromDay(born);
  // A year without 29 February counts it as the day after the 28th, which is 1 March.
  return dayFromCivil(year + years, month, day);
}
