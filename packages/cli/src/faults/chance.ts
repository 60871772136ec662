/** Chance that can be had again: the same seed gives the same choices. */
export interface Chance {
  readonly seed: number;
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number;
  /** One of the items. Throws when there is none. */
  pick<T>(items: readonly T[]): T;
}

/** The seed that AMPARO_SEED names, or a new one. */
export function chooseSeed(): number {
  const named = Number(process.env['AMPARO_SEED'] ?? Number.NaN);
  return Number.isSafeInteger(named) ? named >>> 0 : Math.trunc(Math.random() * 2 ** 32);
}

/** Starts a sequence of choices. Source of the generator: Mulberry32, by Tommy Ettinger, public domain. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    seed,
    between,
    pick: <T>(items: readonly T[]): T => {
      const item = items[between(0, items.length - 1)];
      if (item === undefined) throw new RangeError('Nothing to pick from.');
      return item;
    },
  };
}
