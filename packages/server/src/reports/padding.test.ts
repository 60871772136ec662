import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ANSWER_SIZES, padTo, paddedSize } from './padding.ts';

test('an answer of any length leaves with one of few sizes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000_000 }), (length) => {
      const size = paddedSize(length);
      expect(size).toBeGreaterThanOrEqual(length);
      const largest = ANSWER_SIZES.at(-1)!;
      expect(ANSWER_SIZES.includes(size) || size % largest === 0).toBe(true);
    }),
  );
});

test('filler has exactly the length that is missing', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 70_000 }), (length) => {
      expect(padTo(length, randomBytes).length + length).toBe(paddedSize(length));
    }),
    { numRuns: 30 },
  );
});
