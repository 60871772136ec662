import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare, judge, report } from './bench-ratio.mjs';

test('both sides are measured once in each of five passes, and the first place alternates', async () => {
  /** @type {string[]} */
  const order = [];
  const result = await compare({
    name: 'reads',
    bar: { atMost: 2 },
    ours: () => order.push('ours') && 3,
    peer: () => order.push('peer') && 2,
  });
  const [even, odd] = ['peer ours', 'ours peer'];
  expect(order.join(' ')).toBe([even, odd, even, odd, even].join(' '));
  expect(result).toEqual({ name: 'reads', median: 1.5, spread: 0, bar: { atMost: 2 }, ok: true });
});

test('it is a miss only if every pass misses', () => {
  expect(judge('x', { atMost: 1 }, [3, 2, 1.01]).ok).toBe(false);
  expect(judge('x', { atMost: 1 }, [3, 2, 1]).ok).toBe(true);
  expect(judge('x', { atLeast: 1 }, [0.2, 0.99]).ok).toBe(false);
  expect(judge('x', { atLeast: 1 }, [0.2, 1]).ok).toBe(true);
});

test('the median is the middle one, or between the middle two, and the spread is from least to most', () => {
  expect(judge('x', { atMost: 9 }, [5, 1, 2])).toMatchObject({ median: 2, spread: 4 });
  expect(judge('x', { atMost: 9 }, [4, 1, 2, 3])).toMatchObject({ median: 2.5, spread: 3 });
});

test('the order of the passes never changes the verdict, and the median lies within the spread', () => {
  const ratios = fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(ratios, fc.double({ min: 0.01, max: 100, noNaN: true }), (measured, limit) => {
      const there = judge('x', { atMost: limit }, measured);
      expect(judge('x', { atMost: limit }, measured.toReversed())).toEqual(there);
      expect(there.median).toBeGreaterThanOrEqual(Math.min(...measured));
      expect(there.median).toBeLessThanOrEqual(Math.max(...measured));
    }),
  );
});

test('a measurement that measured nothing is an error, not a pass', () => {
  for (const ratios of [[], [NaN], [0, 1], [Infinity], [-1]]) {
    expect(() => judge('x', { atMost: 1 }, ratios)).toThrow(/nothing was measured/);
  }
});

test('the exit code is 1 only when a comparison missed, and JSON lines carry exactly the five figures', () => {
  /** @type {string[]} */
  const lines = [];
  const print = (/** @type {string} */ line) => lines.push(line);
  const good = judge('good', { atMost: 2 }, [1]);
  const bad = judge('bad', { atLeast: 2 }, [1]);
  expect(report([good], { json: true, print })).toBe(0);
  expect(report([good, bad], { json: false, print })).toBe(1);
  expect(Object.keys(JSON.parse(lines[0] ?? ''))).toEqual([
    'name',
    'median',
    'spread',
    'bar',
    'ok',
  ]);
  expect(lines[2]).toBe('MISS bad: 1.00 (spread 0.00), at least 2');
});
