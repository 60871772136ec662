/** Limits how often somebody may try. Kept in memory only, under keys that name no address. */
import { createHmac, randomBytes } from 'node:crypto';

/** How many attempts a minute, for one key. */
export interface Rate {
  readonly name: string;
  readonly perMinute: number;
}

export interface Limiter {
  /** Takes one attempt; `false` when there is none left. `key` is hashed before it is kept. */
  mayTry(rate: Rate, key: string): boolean;
}

interface Bucket {
  left: number;
  at: number;
}

const MINUTE = 60_000;
/** After this the hashing key is thrown away with everything counted under it. */
const FORGET_AFTER = 10 * MINUTE;
/** A flood from many addresses cannot fill the memory; beyond this the oldest are forgotten. */
const MAX_BUCKETS = 50_000;

/**
 * A limiter with token buckets that refill evenly.
 *
 * Shape: `now` gives milliseconds. Keys are HMAC-SHA-256 under a random key of this process that changes
 * every ten minutes, so that nothing in memory is an address.
 */
export function createLimiter(now: () => number = Date.now): Limiter {
  let secret = randomBytes(32);
  let since = now();
  const buckets = new Map<string, Bucket>();
  return {
    mayTry({ name, perMinute }, key) {
      const at = now();
      // A clock that was set back must not lock anybody out until it is where it was.
      if (at < since || at - since > FORGET_AFTER) {
        secret = randomBytes(32);
        since = at;
        buckets.clear();
      }
      const place = `${name} ${createHmac('sha256', secret).update(key).digest('base64')}`;
      const bucket = buckets.get(place) ?? { left: perMinute, at };
      const refilled = bucket.left + (Math.max(0, at - bucket.at) * perMinute) / MINUTE;
      const left = Math.min(perMinute, refilled);
      buckets.delete(place);
      buckets.set(place, { left: left >= 1 ? left - 1 : left, at });
      forgetOldest(buckets);
      return left >= 1;
    },
  };
}

function forgetOldest(buckets: Map<string, Bucket>): void {
  if (buckets.size <= MAX_BUCKETS) return;
  const [oldest] = buckets.keys();
  if (oldest !== undefined) buckets.delete(oldest);
}
