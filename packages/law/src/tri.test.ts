import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Tri } from './model.ts';
import { allOf, anyOf, notOf } from './tri.ts';

const tri = fc.constantFrom<Tri>('yes', 'no', 'unknown');

/** Every way in which the unknown parts may turn out. */
function worlds(values: readonly Tri[]): readonly (readonly Tri[])[] {
  return values.reduce<readonly (readonly Tri[])[]>(
    (rows, value) =>
      rows.flatMap((row) =>
        (value === 'unknown' ? (['yes', 'no'] as const) : [value]).map((known) => [...row, known]),
      ),
    [[]],
  );
}

test('an answer that is known stays the same in every world that the unknown parts may turn into', () => {
  fc.assert(
    fc.property(fc.array(tri, { maxLength: 6 }), (values) => {
      for (const join of [allOf, anyOf]) {
        const answer = join(values);
        if (answer === 'unknown') continue;
        for (const world of worlds(values)) expect(join(world)).toBe(answer);
      }
    }),
  );
});

test('"not" turns "and" into "or", and leaves unknown unknown', () => {
  expect(notOf('unknown')).toBe('unknown');
  fc.assert(
    fc.property(fc.array(tri, { maxLength: 6 }), (values) => {
      expect(notOf(allOf(values))).toBe(anyOf(values.map(notOf)));
    }),
  );
});
