import type { Tri } from '../model.ts';
import type { Skeleton } from './skeleton.ts';

/** Kleene's three values as numbers, so that "and" is the least and "or" the greatest of them. */
export const NO = 0;
export const UNKNOWN = 1;
export const YES = 2;
const UNREAD = -1;

/** The answers to the atoms of one person in one place; an atom is read when it is first needed. */
export interface Frame {
  readonly atoms: Int8Array;
  readonly slots: Int8Array;
  /** Reads one atom; called once for each, and never for one that was given. */
  readonly read: (atom: number) => number;
}

/** An answer to a skeleton: 0 no, 1 unknown, 2 yes. */
export type Closure = (frame: Frame) => number;

/** A frame in which nothing was read yet. */
export function newFrame(
  size: { readonly atoms: number; readonly slots: number },
  read: (atom: number) => number,
): Frame {
  const atoms = new Int8Array(size.atoms).fill(UNREAD);
  return { atoms, slots: new Int8Array(size.slots).fill(UNREAD), read };
}

/** Makes a function of a skeleton; it answers as soon as the answer is certain. */
export function makeClosure(skeleton: Skeleton): Closure {
  switch (skeleton.kind) {
    case 'always':
      return () => YES;
    case 'unknown':
      return () => UNKNOWN;
    case 'atom': {
      const { atom } = skeleton;
      return (frame) => {
        const known = frame.atoms[atom] ?? UNREAD;
        if (known !== UNREAD) return known;
        const answer = frame.read(atom);
        frame.atoms[atom] = answer;
        return answer;
      };
    }
    case 'named':
      return makeNamed(skeleton.slot, makeClosure(skeleton.of));
    case 'not': {
      const inner = makeClosure(skeleton.of);
      return (frame) => YES - inner(frame);
    }
    case 'all':
      return makeGroup(skeleton.of.map(makeClosure), NO);
    case 'any':
      return makeGroup(skeleton.of.map(makeClosure), YES);
  }
}

function makeNamed(slot: number, inner: Closure): Closure {
  return (frame) => {
    const known = frame.slots[slot] ?? UNREAD;
    if (known !== UNREAD) return known;
    const answer = inner(frame);
    frame.slots[slot] = answer;
    return answer;
  };
}

/** "All" ends at the first no, "any" at the first yes; an unknown part is remembered. */
function makeGroup(parts: readonly Closure[], end: typeof NO | typeof YES): Closure {
  const start = YES - end;
  return (frame) => {
    let answer: number = start;
    for (const part of parts) {
      const value = part(frame);
      if (value === end) return end;
      if (value === UNKNOWN) answer = UNKNOWN;
    }
    return answer;
  };
}

/** The number of a Kleene value. */
export function numberOf(tri: Tri): number {
  return tri === 'yes' ? YES : tri === 'no' ? NO : UNKNOWN;
}

const TRIS: readonly Tri[] = ['no', 'unknown', 'yes'];

/** The Kleene value of a number. */
export function triOfNumber(value: number): Tri {
  return TRIS[value] ?? 'unknown';
}
