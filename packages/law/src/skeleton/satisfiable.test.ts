import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeClosure, newFrame, NO, triOfNumber, numberOf, UNKNOWN, YES } from './closures.ts';
import { isEquivalent, isSatisfiable } from './satisfiable.ts';
import { listAtoms, newAtomTable } from './skeleton.ts';
import type { Skeleton } from './skeleton.ts';

const ATOMS = 4;
const table = {
  ...newAtomTable(),
  atoms: Array.from({ length: ATOMS }, () => ({ kind: 'provision' as const, id: '', open: [] })),
};

const skeletons: fc.Arbitrary<Skeleton> = fc.letrec<{ tree: Skeleton }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, depthSize: 'medium' },
    fc.nat(ATOMS - 1).map((atom): Skeleton => ({ kind: 'atom', atom })),
    fc.constant<Skeleton>({ kind: 'always' }),
    tie('tree').map((of): Skeleton => ({ kind: 'not', of })),
    fc
      .tuple(
        fc.constantFrom('all' as const, 'any' as const),
        fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
      )
      .map(([kind, of]): Skeleton => ({ kind, of })),
  ),
})).tree;

/** Plain two-valued reading, written as simply as can be. */
function isTrue(skeleton: Skeleton, world: number): boolean {
  switch (skeleton.kind) {
    case 'always':
      return true;
    case 'unknown':
      throw new Error('no such world');
    case 'atom':
      return ((world >> skeleton.atom) & 1) === 1;
    case 'not':
      return !isTrue(skeleton.of, world);
    case 'named':
      return isTrue(skeleton.of, world);
    case 'all':
      return skeleton.of.every((part) => isTrue(part, world));
    case 'any':
      return skeleton.of.some((part) => isTrue(part, world));
  }
}

const WORLDS = Array.from({ length: 1 << ATOMS }, (_, world) => world);

function answer(skeleton: Skeleton, given: readonly number[]): number {
  return makeClosure(skeleton)(
    newFrame({ atoms: ATOMS, slots: 0 }, (atom) => given[atom] ?? UNKNOWN),
  );
}

test('something can make it true exactly when some world does', () => {
  fc.assert(
    fc.property(skeletons, (skeleton) => {
      expect(isSatisfiable(skeleton, table)).toBe(WORLDS.some((world) => isTrue(skeleton, world)));
    }),
    { seed: 7, numRuns: 500 },
  );
});

test('two skeletons are the same exactly when no world tells them apart', () => {
  fc.assert(
    fc.property(skeletons, skeletons, (one, other) => {
      const same = WORLDS.every((world) => isTrue(one, world) === isTrue(other, world));
      expect(isEquivalent(one, other, table)).toBe(same);
    }),
    { seed: 8, numRuns: 500 },
  );
});

test('a certain answer holds in every world that fits what is known', () => {
  const answers = fc.array(fc.constantFrom(NO, UNKNOWN, YES), {
    minLength: ATOMS,
    maxLength: ATOMS,
  });
  fc.assert(
    fc.property(skeletons, answers, (skeleton, given) => {
      const fits = WORLDS.filter((world) =>
        given.every(
          (value, atom) => value === UNKNOWN || (((world >> atom) & 1) === 1) === (value === YES),
        ),
      );
      const value = answer(skeleton, given);
      if (value === YES) expect(fits.every((world) => isTrue(skeleton, world))).toBe(true);
      if (value === NO) expect(fits.some((world) => isTrue(skeleton, world))).toBe(false);
      if (!given.includes(UNKNOWN)) expect(value).not.toBe(UNKNOWN);
    }),
    { seed: 9, numRuns: 500 },
  );
});

test('an atom is asked once, and not at all when the answer is certain without it', () => {
  const asked: number[] = [];
  const both: Skeleton = {
    kind: 'all',
    of: [
      { kind: 'atom', atom: 0 },
      { kind: 'atom', atom: 0 },
      { kind: 'atom', atom: 1 },
    ],
  };
  const read = (value: number) => (atom: number) => {
    asked.push(atom);
    return value;
  };
  expect(makeClosure(both)(newFrame({ atoms: 2, slots: 0 }, read(NO)))).toBe(NO);
  expect(asked).toEqual([0]);
  asked.length = 0;
  expect(makeClosure(both)(newFrame({ atoms: 2, slots: 0 }, read(YES)))).toBe(YES);
  expect(asked).toEqual([0, 1]);
});

test('a concept is worked out once for everybody who names it', () => {
  let asked = 0;
  const concept: Skeleton = {
    kind: 'named',
    slot: 0,
    of: { kind: 'not', of: { kind: 'atom', atom: 0 } },
  };
  const frame = newFrame({ atoms: 1, slots: 1 }, () => {
    asked += 1;
    return YES;
  });
  const closure = makeClosure({ kind: 'any', of: [concept, { kind: 'unknown' }, concept] });
  expect(closure(frame)).toBe(UNKNOWN);
  expect(asked).toBe(1);
  expect(frame.slots[0]).toBe(NO);
  expect(listAtoms({ kind: 'any', of: [concept, { kind: 'always' }] })).toEqual([0]);
});

test('the three values keep their names', () => {
  for (const tri of ['yes', 'no', 'unknown'] as const) expect(triOfNumber(numberOf(tri))).toBe(tri);
  expect(triOfNumber(7)).toBe('unknown');
});
