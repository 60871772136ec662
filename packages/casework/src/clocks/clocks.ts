/**
 * Clocks: a deadline with an owner and a deputy. The node sees an opaque id, a date and a desk;
 * what is due, by which rule and from which start event is sealed in a drawer.
 */
import { z } from 'zod';
import { accept, CivilDate, foldEntries, Id, refuse } from '../kernel/index.ts';
import type { Decision, Folded, OpenedEntry } from '../kernel/index.ts';
import type { Clock } from './contract.ts';

/** Sealed, in the drawer of the finding's class: what the clock is about. */
export const ClockSet = z.strictObject({
  v: z.literal(1),
  kind: z.literal('clock/set'),
  clock: Id,
  /** The finding it comes from and the rule in it; null for a date that a person set. */
  rule: z.strictObject({ finding: z.string().max(200), rule: z.string().max(200) }).nullable(),
  label: z.string().trim().min(1).max(300),
  arithmetic: z.string().max(2000),
  /** "Possible deadline: check with a lawyer": the law behind it was not read officially. */
  possible: z.boolean(),
  due: CivilDate,
});
export type ClockSet = z.infer<typeof ClockSet>;

export interface ClockMeaning {
  readonly set: ClockSet;
  readonly by: string;
}
export type ClockMeanings = ReadonlyMap<Id, ClockMeaning>;

/** Folds what the clocks of a drawer mean; setting one again moves it. */
export function foldClocks(entries: readonly OpenedEntry[]): Folded<ClockMeanings> {
  return foldEntries<ClockMeanings, ClockSet>(entries, {
    schema: ClockSet,
    initial: new Map(),
    evolve: (clocks, set, entry) =>
      entry.byPerson ? undefined : new Map([...clocks, [set.clock, { set, by: entry.authorName }]]),
    passes: (kind) => kind !== 'clock/set' && kind !== '',
  });
}

export interface ClockSaved {
  readonly kind: 'clock-saved';
  readonly clock: Clock;
}

/**
 * Decides a change of a clock, on the client and on the node. Refuses `request/malformed` when the
 * deputy is the owner, or when a settled clock would run again under the same id.
 */
export function decideClock(before: Clock | null, next: Clock): Decision<ClockSaved> {
  if (next.deputy === next.owner) return refuse('request/malformed', 'a deputy is somebody else');
  if (before !== null) {
    if (before.file !== next.file || before.desk !== next.desk) return refuse('not-available');
    if (before.state !== 'running' && next.state === 'running') {
      return refuse('request/malformed', 'a settled clock does not run again; set a new one');
    }
  }
  return accept({ kind: 'clock-saved', clock: next });
}

/** Where a clock stands today. `soon` from seven days before; a missed clock stays visible. */
export function clockState(clock: Clock, today: string): 'ahead' | 'soon' | 'missed' | 'settled' {
  if (clock.state === 'met' || clock.state === 'stopped') return 'settled';
  if (clock.due < today || clock.state === 'missed') return 'missed';
  const days = (Date.parse(clock.due) - Date.parse(today)) / (24 * 60 * 60 * 1000);
  return days <= 7 ? 'soon' : 'ahead';
}
