/** Repeats a piece of work with a pause in between, one round at a time, until it is stopped. */
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
  let isStopped = false;
  let wake: () => void = () => undefined;
  const running = (async () => {
    while (!isStopped) {
      try {
        await work();
      } catch (error) {
        log.error({ event: 'fault', task, ...faultFields(error) });
      }
      if (isStopped) break;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pauseMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();
  return async () => {
    isStopped = true;
    wake();
    await running;
  };
}
