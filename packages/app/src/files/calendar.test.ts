import { expect, test } from 'vitest';
import { calendarOf } from './calendar.ts';

const NOW = '2026-05-03T10:00:00.000Z';

test('a calendar file says dates and nothing else', () => {
  const file = calendarOf([{ due: '2026-06-01', words: 'Date 3f2a', id: 'x1' }], NOW);
  expect(file.split('\r\n')).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//dates//EN',
    'BEGIN:VEVENT',
    'UID:x1',
    'DTSTAMP:20260503T100000Z',
    'DTSTART;VALUE=DATE:20260601',
    'SUMMARY:Date 3f2a',
    'TRANSP:TRANSPARENT',
    'CLASS:PRIVATE',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]);
  expect(file).not.toMatch(/amparo|traffick|VALARM|LOCATION|DESCRIPTION/i);
});

test('words cannot break out of their line, and long ones are folded at 75 octets', () => {
  const file = calendarOf(
    [{ due: '2026-06-01', words: `a;b,c\nEND:VEVENT ${'م'.repeat(60)}`, id: 'x' }],
    NOW,
  );
  expect(file).toContain('SUMMARY:a\\;b\\,c\\nEND:VEVENT');
  for (const line of file.split('\r\n')) {
    expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
  }
});
