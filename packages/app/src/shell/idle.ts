/** What an unattended screen does: blur, warn, lock. */

export const BLUR_AFTER_MS = 3 * 60_000;
export const WARN_AFTER_MS = 8 * 60_000;
/** WCAG 2.2, 2.2.1: there are two minutes to stay after the warning. */
export const LOCK_AFTER_MS = WARN_AFTER_MS + 2 * 60_000;

export type Attention = 'here' | 'blurred' | 'warned' | 'gone';

/** What to do after so many milliseconds without a sign of the person at the screen. */
export function attentionAfter(idleMs: number): Attention {
  if (idleMs >= LOCK_AFTER_MS) return 'gone';
  if (idleMs >= WARN_AFTER_MS) return 'warned';
  return idleMs >= BLUR_AFTER_MS ? 'blurred' : 'here';
}

/** Whole seconds left before locking, never below zero. */
export function secondsLeft(idleMs: number): number {
  return Math.max(0, Math.ceil((LOCK_AFTER_MS - idleMs) / 1000));
}
