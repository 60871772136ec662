/**
 * Dates as an iCalendar file (RFC 5545) that says nothing: a calendar is shown on lock screens and shared.
 * Pure; the caller gives the words and the time.
 */

export interface CalendarDate {
  /** A civil date. */
  readonly due: string;
  /** Neutral words, such as "Date 3f2a". */
  readonly words: string;
  /** Unique and opaque. */
  readonly id: string;
}

/** Makes the file. Entries are whole days, free of time, place, person and reminder. */
export function calendarOf(dates: readonly CalendarDate[], now: string): string {
  const stamp = `${now.slice(0, 19).replace(/[-:]/g, '')}Z`;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//dates//EN',
    ...dates.flatMap(({ due, words, id }) => [
      'BEGIN:VEVENT',
      `UID:${id}`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${due.replaceAll('-', '')}`,
      `SUMMARY:${escaped(words)}`,
      'TRANSP:TRANSPARENT',
      'CLASS:PRIVATE',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

/** Text of RFC 5545, 3.3.11. */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');
}

/** No line is longer than 75 octets (RFC 5545, 3.1); what follows begins with a space. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  for (const sign of line) {
    if (new TextEncoder().encode(part + sign).length > 74) {
      parts.push(part);
      part = '';
    }
    part += sign;
  }
  return [...parts, part].join('\r\n ');
}
