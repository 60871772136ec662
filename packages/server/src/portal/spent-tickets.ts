/**
 * Which tickets were used: a ticket of somebody without a script works once, so that whoever goes
 * back in the browser and sends an old page again sees nothing. In memory only; a ticket is named by
 * a random number and says nothing.
 */

export interface SpentTickets {
  /**
   * Uses a ticket: true the first time, and again within `graceMilliseconds` of it, because people
   * press twice and lines break.
   */
  spend(id: string, terms: { readonly until: string; readonly graceMilliseconds: number }): boolean;
}

/** A flood of tickets cannot fill the memory; beyond this nothing new is remembered or accepted. */
const MOST = 100_000;

/** Makes an empty memory; `now` gives milliseconds. */
export function createSpentTickets(now: () => number = Date.now): SpentTickets {
  const spent = new Map<string, { readonly first: number; readonly until: number }>();
  const forgetOver = (): void => {
    for (const [id, { until }] of spent) if (until <= now()) spent.delete(id);
  };
  return {
    spend(id, { until, graceMilliseconds }) {
      const known = spent.get(id);
      if (known !== undefined) return now() - known.first <= graceMilliseconds;
      if (spent.size >= MOST) forgetOver();
      if (spent.size >= MOST || Date.parse(until) <= now()) return false;
      spent.set(id, { first: now(), until: Date.parse(until) });
      return true;
    },
  };
}
