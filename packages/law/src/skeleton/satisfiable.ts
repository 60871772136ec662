import { makeClosure, newFrame, NO, UNKNOWN, YES } from './closures.ts';
import { listAtoms } from './skeleton.ts';
import type { AtomTable, Skeleton } from './skeleton.ts';

/**
 * True when some answers to its atoms make the skeleton true.
 *
 * Atoms count as independent, so "false" is certain and "true" is not: two atoms may exclude each other.
 */
export function isSatisfiable(skeleton: Skeleton, table: AtomTable): boolean {
  const atoms = listAtoms(skeleton);
  const closure = makeClosure(skeleton);
  const given = new Map<number, number>();
  const answer = (): number =>
    closure(
      newFrame(
        { atoms: table.atoms.length, slots: table.slots.size },
        (atom) => given.get(atom) ?? UNKNOWN,
      ),
    );
  const search = (at: number): boolean => {
    const now = answer();
    const atom = atoms[at];
    if (now !== UNKNOWN || atom === undefined) return now === YES;
    for (const value of [YES, NO]) {
      given.set(atom, value);
      if (search(at + 1)) return true;
    }
    given.delete(atom);
    return false;
  };
  return search(0);
}

/** True when two skeletons cannot differ, whatever the answers to their atoms are. */
export function isEquivalent(one: Skeleton, other: Skeleton, table: AtomTable): boolean {
  const differs = (a: Skeleton, b: Skeleton): boolean =>
    isSatisfiable({ kind: 'all', of: [a, { kind: 'not', of: b }] }, table);
  return !differs(one, other) && !differs(other, one);
}
