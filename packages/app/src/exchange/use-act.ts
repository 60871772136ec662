import { useState } from 'react';

export interface Act {
  /** Why it was refused, in words. */
  readonly refused: string | null;
  readonly busy: boolean;
  /** Runs an act that gives why not, or null. */
  readonly run: (act: () => Promise<string | null>) => void;
}

/** One act at a time, with why it was refused. */
export function useAct(): Act {
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const run: Act['run'] = (act) => {
    if (busy) return;
    setBusy(true);
    setRefused(null);
    void act()
      .then(setRefused)
      .finally(() => {
        setBusy(false);
      });
  };
  return { refused, busy, run };
}
