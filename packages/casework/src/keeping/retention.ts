/** How long each kind of drawer is kept after the last entry of its file, and when its lead is told. */
import { z } from 'zod';
import { DRAWER_CLASSES } from '../grants/index.ts';
import type { DrawerClass } from '../grants/index.ts';
import type { Instant } from '../kernel/index.ts';
import table from './retention.json' with { type: 'json' };

/** Months for each class; null: never by time. */
export type Retention = Readonly<Record<DrawerClass, number | null>>;

const DAY_MS = 24 * 60 * 60 * 1000;

/** How long before the erasure the lead desk is told at least. */
export const WARN_MS = table.warnDays * DAY_MS;

/** What holds where a node says nothing of its own. Source: retention.json. */
export const DEFAULT_RETENTION: Retention = Object.fromEntries(
  DRAWER_CLASSES.map((each) => [each, table.classes[each].months]),
) as Record<DrawerClass, number | null>;

/** A node's own table: fewer months for some classes. */
export const ShorterRetention = z.partialRecord(z.enum(DRAWER_CLASSES), z.int().min(1).max(1200));

/**
 * The default with a node's own table over it.
 *
 * Gives undefined where the node's table keeps anything longer than the default, or ends `mine` by time: a
 * node may shorten, nobody may lengthen.
 */
export function shortenRetention(own: z.infer<typeof ShorterRetention>): Retention | undefined {
  const isShorter = Object.entries(own).every(([each, months]) => {
    const most = DEFAULT_RETENTION[each as DrawerClass];
    return most !== null && months <= most;
  });
  return isShorter ? { ...DEFAULT_RETENTION, ...own } : undefined;
}

/** A drawer of a file that may come to its end. */
export interface AgeingDrawer {
  readonly class: DrawerClass;
  /** The conversation with the person ends last, when all else of the file has ended. */
  readonly isConversation: boolean;
}

/**
 * When a drawer's time is over: its class's months after the last entry anywhere in the file, so that no part
 * of a file in use is lost. Null: never.
 *
 * Shape: `drawers` all that are left of the file, this one among them.
 */
export function dueAt(
  drawer: AgeingDrawer,
  file: { readonly lastEntryAt: Instant; readonly drawers: readonly AgeingDrawer[] },
  retention: Retention,
): Instant | null {
  const own = monthsAfter(file.lastEntryAt, retention[drawer.class]);
  if (!drawer.isConversation || own === null) return own;
  const others = file.drawers
    .filter((other) => !other.isConversation)
    .map((other) => monthsAfter(file.lastEntryAt, retention[other.class]));
  if (others.includes(null)) return null;
  return [own, ...others.filter((due) => due !== null)].toSorted().at(-1) ?? own;
}

/** The same day so many months later, or the last of a month that is too short. */
function monthsAfter(from: Instant, months: number | null): Instant | null {
  if (months === null) return null;
  const date = new Date(from);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.toISOString();
}
