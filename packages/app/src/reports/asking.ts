/** Asking a person for a yes: which desks, which parts, until when, in which words. Pure. */
import type { DeskSubject } from '@amparo/casework/directory';
import { DRAWER_CLASSES, LONGEST_GRANT_DAYS, mayHold } from '@amparo/casework/grants';
import type { DrawerClass } from '@amparo/casework/grants';
import type { HandoverToAsk } from '../client/index.ts';

export interface Asking {
  readonly desks: readonly string[];
  readonly classes: readonly DrawerClass[];
  /** A civil date: the last day. */
  readonly until: string;
  readonly text: string;
  readonly ifYes: string;
  readonly ifNo: string;
}

/** What a hand-over most often needs: how to reach the person, what was said, what is feared. */
export const USUAL: readonly DrawerClass[] = ['cover', 'contact', 'identity', 'account', 'safety'];

/**
 * Parts that at least one of the desks may hold at all; the rest cannot be asked for. What is
 * privileged is a lawyer's own and needs no asking.
 */
export function askableClasses(
  desks: readonly Pick<DeskSubject, 'kind'>[],
): readonly DrawerClass[] {
  return DRAWER_CLASSES.filter(
    (each) => each !== 'privileged' && desks.some(({ kind }) => mayHold(each, kind)),
  );
}

/** Desks that can be asked for: they may hold the conversation, or anything else, as a drawer. */
export function isAskable(desk: Pick<DeskSubject, 'kind'>): boolean {
  return mayHold('contact', desk.kind) && desk.kind !== 'hotline';
}

/** The usual end of a yes: three months, so that it is asked again when things are calmer. */
export function usualUntil(today: string): string {
  return addDays(today, 90);
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export type AskFault = 'desks' | 'classes' | 'until' | 'text';

/** What is missing before a question may be sent, or undefined. */
export function findAskFault(asking: Asking, today: string): AskFault | undefined {
  if (asking.desks.length === 0) return 'desks';
  if (asking.classes.length === 0) return 'classes';
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(asking.until) && !Number.isNaN(Date.parse(asking.until));
  if (!isDay || asking.until <= today) return 'until';
  if (asking.until > addDays(today, LONGEST_GRANT_DAYS - 5)) return 'until';
  const texts = [asking.text, asking.ifYes, asking.ifNo];
  return texts.some((text) => text.trim() === '') ? 'text' : undefined;
}

/** The question as the person will read and sign it. */
export function questionOf(
  asking: Asking,
  desks: readonly Pick<DeskSubject, 'desk' | 'kind'>[],
): HandoverToAsk {
  const chosen = desks.filter(({ desk }) => asking.desks.includes(desk));
  return {
    desks: chosen.map(({ desk }) => desk),
    classes: [...asking.classes],
    opensFile: chosen.some(({ kind }) => kind === 'casework'),
    expiresAt: `${asking.until}T23:59:59.000Z`,
    text: asking.text.trim(),
    ifYes: asking.ifYes.trim(),
    ifNo: asking.ifNo.trim(),
  };
}
