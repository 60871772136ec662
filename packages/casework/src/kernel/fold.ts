/**
 * Folding: the state of a drawer is what its entries add up to. Every reader validates again; an
 * entry that is malformed or illegal is set apart and shown as refused, never silently dropped.
 */
import type { z } from 'zod';
import type { Id, Instant } from './shapes.ts';

/** An entry after it was verified and opened. `payload` is still hostile. */
export interface OpenedEntry {
  readonly entry: Id;
  readonly position: number;
  readonly author: Id;
  readonly authorName: string;
  readonly deskName: string;
  /** True when the person wrote it, from their mailbox. */
  readonly byPerson: boolean;
  /** The author's claim. */
  readonly time: Instant;
  /** The node's time. */
  readonly receivedAt: Instant;
  readonly payload: unknown;
}

/** An entry that a reader does not accept, and why. */
export interface RefusedEntry {
  readonly entry: Id;
  readonly position: number;
  readonly reason: 'malformed' | 'illegal';
}

export interface Folded<S> {
  readonly state: S;
  readonly refused: readonly RefusedEntry[];
}

/** How one kind of drawer content folds. `evolve` returns undefined for an illegal event. */
export interface Fold<S, E> {
  readonly schema: z.ZodType<E>;
  readonly initial: S;
  readonly evolve: (state: S, event: E, entry: OpenedEntry) => S | undefined;
  /** Kinds that belong to another slice in the same drawer, and are passed over in silence. */
  readonly passes: (kind: string) => boolean;
}

/** Folds entries in the order of their positions. Pure; never throws on hostile payloads. */
export function foldEntries<S, E>(entries: readonly OpenedEntry[], fold: Fold<S, E>): Folded<S> {
  let state = fold.initial;
  const refused: RefusedEntry[] = [];
  for (const entry of entries.toSorted((a, b) => a.position - b.position)) {
    if (fold.passes(kindOf(entry.payload))) continue;
    const parsed = fold.schema.safeParse(entry.payload);
    const next = parsed.success ? fold.evolve(state, parsed.data, entry) : undefined;
    if (next !== undefined) state = next;
    else {
      const reason = parsed.success ? 'illegal' : 'malformed';
      refused.push({ entry: entry.entry, position: entry.position, reason });
    }
  }
  return { state, refused };
}

/** The `kind` of a payload, or an empty text where it has none. */
export function kindOf(payload: unknown): string {
  if (typeof payload !== 'object' || payload === null || !('kind' in payload)) return '';
  return typeof payload.kind === 'string' ? payload.kind : '';
}
