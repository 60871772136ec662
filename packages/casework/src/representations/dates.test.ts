import { expect, test } from 'vitest';
import { dayInWords, daysInWords } from './dates.ts';

test('days are written out, months and years as far as they are known, and nothing else is touched', () => {
  expect(dayInWords('2026-11-02')).toBe('2 November 2026');
  expect(dayInWords('2026-11')).toBe('November 2026');
  expect(dayInWords('2026')).toBe('2026');
  expect(dayInWords('2026-13')).toBe('2026-13');
  expect(dayInWords('soon')).toBe('soon');
  expect(daysInWords('30 days after 2026-11-19: 2026-12-19; Directive 2012/29')).toBe(
    '30 days after 19 November 2026: 19 December 2026; Directive 2012/29',
  );
});
