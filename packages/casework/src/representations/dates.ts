/** Days as a letter writes them. */

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `2026-11-20` as "20 November 2026", `2026-11` as "November 2026"; anything else as it is. */
export function dayInWords(day: string): string {
  const [, year = '', month = '', date] = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(day) ?? [];
  const name = MONTHS[Number(month) - 1];
  if (name === undefined) return day;
  return date === undefined ? `${name} ${year}` : `${String(Number(date))} ${name} ${year}`;
}

/** A sentence with every whole day in it written out. */
export function daysInWords(text: string): string {
  return text.replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, dayInWords);
}
