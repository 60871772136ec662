import type { FactUse, Presumption, TraceNode } from '../finding.ts';
import type { Tri } from '../model.ts';
import { allOf, anyOf, notOf } from '../tri.ts';
import type { Wording } from '../wording.ts';

/** An answer with what it rests on and what would settle it. */
export interface Truth {
  readonly tri: Tri;
  /** Vocabulary keys that could change "unknown" into an answer. */
  readonly missing: readonly string[];
  readonly openTests: readonly string[];
  readonly presumptions: readonly Presumption[];
  /** Points that are contested and therefore argued in the alternative. */
  readonly argued: readonly string[];
  readonly trace: TraceNode;
}

/** A truth without conditions of its own. */
export function leaf(
  node: string,
  label: string | Wording,
  tri: Tri,
  about: {
    readonly facts?: readonly FactUse[];
    readonly missing?: readonly string[];
    readonly openTests?: readonly string[];
    readonly presumptions?: readonly Presumption[];
    readonly argued?: readonly string[];
  } = {},
): Truth {
  return {
    tri,
    missing: tri === 'unknown' ? (about.missing ?? []) : [],
    openTests: about.openTests ?? [],
    presumptions: about.presumptions ?? [],
    argued: about.argued ?? [],
    trace: {
      node,
      label: typeof label === 'string' ? label : label[tri],
      value: tri,
      facts: about.facts ?? [],
      of: [],
    },
  };
}

/** Joins truths by Kleene "and" or "or", keeping only what the joint answer rests on. */
export function join(kind: 'all' | 'any', label: string, parts: readonly Truth[]): Truth {
  const values = parts.map((part) => part.tri);
  const tri = kind === 'all' ? allOf(values) : anyOf(values);
  const relied = chooseRelied(kind, tri, parts);
  const unique = (pick: (part: Truth) => readonly string[]): readonly string[] => [
    ...new Set(relied.flatMap(pick)),
  ];
  return {
    tri,
    missing: tri === 'unknown' ? unique((part) => part.missing) : [],
    openTests: unique((part) => part.openTests),
    presumptions: relied.flatMap((part) => part.presumptions),
    argued: unique((part) => part.argued),
    trace: { node: kind, label, value: tri, facts: [], of: parts.map((part) => part.trace) },
  };
}

function chooseRelied(kind: 'all' | 'any', tri: Tri, parts: readonly Truth[]): readonly Truth[] {
  const same = parts.filter((part) => part.tri === tri);
  if (tri === 'unknown' || (kind === 'all' && tri === 'yes')) return same;
  const plain = same.filter(
    (part) =>
      part.presumptions.length === 0 && part.openTests.length === 0 && part.argued.length === 0,
  );
  return plain.length > 0 ? plain : same;
}

/** Turns a truth around; unknown stays unknown with the same missing facts. */
export function negate(part: Truth): Truth {
  const tri = notOf(part.tri);
  return {
    ...part,
    tri,
    trace: { node: 'not', label: 'not', value: tri, facts: [], of: [part.trace] },
  };
}
