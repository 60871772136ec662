/** Repeats a piece of work with a pause in between, one round at a time, until it is stopped. */
import { setTimeout as pause } from 'node:timers/promises';
import { faultFields, type Logger } from './logger.ts';

/**
 * Starts repeating.
 *
 * Shape: `pauseMs` between the end of a round and the next. A round that fails is logged and tried again.
 * The answer stops it and settles when the running round is over.
 */
export function repeat(
  task: string,
  pauseMs: number,
  log: Logger,
  work: () => Promise<void>,
): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = (async () => {
    while (!signal.aborted) {
      try {
        await work();
      } catch (error) {
        log.error({ event: 'fault', task, ...faultFields(error) });
      }
      // Stopping cuts the pause short; that is no fault.
      await pause(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  })();
  return async () => {
    stopping.abort();
    await running;
  };
}
