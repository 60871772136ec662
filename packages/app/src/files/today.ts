/** What needs somebody today, as things to say rather than rows to read. Pure. */
import type { Clock } from '@amparo/casework/clocks';
import { clockState } from '@amparo/casework/clocks';
import type { InboxItem } from '@amparo/casework/reports';
import { daysBetween } from '../words/words.ts';
import type { FileCard } from './search.ts';

export interface DueLine {
  readonly file: string;
  readonly chosenName: string | null;
  /** What is due; null where only the node's date is known and the drawer was not opened. */
  readonly label: string | null;
  readonly due: string;
  readonly missed: boolean;
  readonly days: number;
}

const LOOK_AHEAD_DAYS = 14;
const MOST = 7;

/** The dates of the next two weeks and those missed, nearest first: no more than fit on a page. */
export function dueLines(
  cards: readonly FileCard[],
  clocks: readonly Clock[],
  today: string,
): readonly DueLine[] {
  return allDueLines(cards, clocks, today)
    .filter(({ days }) => days <= LOOK_AHEAD_DAYS)
    .slice(0, MOST);
}

/** Every running date and every one missed, nearest first; cards say what the node does not know. */
export function allDueLines(
  cards: readonly FileCard[],
  clocks: readonly Clock[],
  today: string,
): readonly DueLine[] {
  const lines: DueLine[] = [];
  for (const clock of clocks) {
    const state = clockState(clock, today);
    if (state === 'settled') continue;
    const content = cards.find(({ file }) => file === clock.file)?.content ?? null;
    const label = content?.nextClock?.due === clock.due ? content.nextClock.label : null;
    lines.push(line(clock.file, content?.chosenName ?? null, { label, due: clock.due }, today));
  }
  for (const { file, content } of cards) {
    const next = content?.nextClock;
    if (content === null || next == null) continue;
    if (lines.some((known) => known.file === file && known.due === next.due)) continue;
    lines.push(line(file, content.chosenName, next, today));
  }
  return lines.sort((a, b) => a.due.localeCompare(b.due));
}

function line(
  file: string,
  chosenName: string | null,
  { label, due }: { readonly label: string | null; readonly due: string },
  today: string,
): DueLine {
  const days = daysBetween(today, due);
  return { file, chosenName, label, due, missed: days < 0, days };
}

export interface InboxSummary {
  readonly fresh: readonly InboxItem[];
  readonly waiting: readonly InboxItem[];
}

/** Reports nobody opened yet, and conversations where the person wrote last. */
export function summariseInbox(items: readonly InboxItem[]): InboxSummary {
  const open = items.filter(({ state }) => state !== 'closed');
  return {
    fresh: open.filter(({ state }) => state === 'new'),
    waiting: open.filter(({ state, waiting }) => state !== 'new' && waiting),
  };
}

/** Monday to Friday between two days; public holidays are not known here and not left out. */
export function workingDaysBetween(from: string, to: string): number {
  const step = to >= from ? 1 : -1;
  let days = 0;
  let at = Date.parse(`${from.slice(0, 10)}T00:00:00Z`);
  const end = Date.parse(`${to.slice(0, 10)}T00:00:00Z`);
  while (at !== end) {
    at += step * 86_400_000;
    const weekday = new Date(at).getUTCDay();
    if (weekday !== 0 && weekday !== 6) days += step;
  }
  return days;
}
