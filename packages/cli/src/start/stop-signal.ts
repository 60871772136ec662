/** That somebody asked Amparo to stop: Ctrl-C, SIGTERM, or a closed terminal. */
export interface StopSignal {
  readonly signal: AbortSignal;
  /** Settles when stopping is asked. */
  readonly asked: Promise<void>;
  /** Stops listening. */
  dispose(): void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Listens for the signals that mean "stop". Later ones change nothing: stopping is under way. */
export function listenForStop(): StopSignal {
  const controller = new AbortController();
  const asked = new Promise<void>((resolve) => {
    controller.signal.addEventListener('abort', () => {
      resolve();
    });
  });
  const stop = (): void => {
    controller.abort();
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  return {
    signal: controller.signal,
    asked,
    dispose: () => {
      for (const signal of SIGNALS) process.off(signal, stop);
    },
  };
}
