/** Who may hold what: the need-to-know table, read. Total and deny by default. */
import type { DeskKind } from '../directory/index.ts';
import type { DrawerClass } from './model.ts';
import table from './need-to-know.json' with { type: 'json' };

const RIGHTS = ['own', 'consent', 'minimum', 'order', 'via', 'filed', 'totals', 'never'] as const;
export type Right = (typeof RIGHTS)[number];

export interface NeedToKnow {
  readonly right: Right;
  /** True where the class can be held as a drawer; otherwise it leaves only as a packet, or not. */
  readonly grant: boolean;
}

const rows: Readonly<Record<string, Readonly<Record<string, string>>>> = table.classes;

/**
 * What a desk of this kind may have of this class. Unknown class or kind: never.
 * Source: need-to-know.json; design: only `own`, and `consent` where the table says so, is a grant.
 */
export function needToKnow(drawerClass: DrawerClass, kind: DeskKind): NeedToKnow {
  const cell = rows[drawerClass]?.[kind] ?? 'never';
  const [word, mark] = cell.split('+');
  const right = RIGHTS.find((known) => known === word) ?? 'never';
  return { right, grant: right === 'own' || (right === 'consent' && mark === 'grant') };
}

/** True when a desk of this kind can hold a drawer of this class at all. */
export function mayHold(drawerClass: DrawerClass, kind: DeskKind): boolean {
  return needToKnow(drawerClass, kind).grant;
}
