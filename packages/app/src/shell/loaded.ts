/** Loading something that may be refused, out of reach, or broken: one hook, five states. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Refusal } from '@amparo/casework/kernel';
import type { Outcome } from '../client/index.ts';

export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'offline' }
  | { readonly state: 'refused'; readonly refusal: Refusal }
  | { readonly state: 'fault' };

/** How an outcome of the client shows on a screen. */
export function toLoaded<T>(outcome: Outcome<T>): Loaded<T> {
  if (outcome.ok) return { state: 'ready', value: outcome.value };
  if (outcome.offline) return { state: 'offline' };
  return { state: 'refused', refusal: outcome.refusal };
}

/**
 * Loads when the screen appears and whenever `load` changes (make it with `useCallback`).
 * `again` loads once more and keeps showing what was there until the answer comes.
 */
export function useLoaded<T>(load: () => Promise<Outcome<T>>): {
  readonly loaded: Loaded<T>;
  readonly again: () => Promise<void>;
} {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' });
  const turn = useRef(0);
  const last = useRef(Promise.resolve());
  const again = useCallback(() => {
    turn.current += 1;
    const mine = turn.current;
    const run = async () => {
      const next = await loadSafely(load);
      if (mine !== turn.current) return;
      setLoaded((shown) => (next.state === 'offline' && shown.state === 'ready' ? shown : next));
    };
    // One after the other: a first reader may have to write, and must not race itself.
    last.current = last.current.then(run);
    return last.current;
  }, [load]);
  useEffect(() => {
    setLoaded({ state: 'loading' });
    void again();
    return () => {
      turn.current += 1;
    };
  }, [again]);
  return { loaded, again };
}

async function loadSafely<T>(load: () => Promise<Outcome<T>>): Promise<Loaded<T>> {
  try {
    return toLoaded(await load());
  } catch (cause) {
    reportError(cause);
    return { state: 'fault' };
  }
}
