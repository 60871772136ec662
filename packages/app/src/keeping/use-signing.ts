/** Signing something and saying what came of it: busy, refused, done. */
import { useCallback, useState } from 'react';
import type { Outcome } from '../client/index.ts';
import { useNotice } from '../look/index.ts';
import { refusalWords } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import type { WordKey } from '../words/index.ts';

export interface Signing {
  readonly busy: boolean;
  /** Does it once, tells the outcome in words, and gives whether it was done. */
  readonly sign: (work: () => Promise<Outcome<unknown>>, done: WordKey) => Promise<boolean>;
}

export function useSigning(): Signing {
  const words = useWords();
  const tell = useNotice();
  const [busy, setBusy] = useState(false);
  const sign = useCallback(
    async (work: () => Promise<Outcome<unknown>>, done: WordKey) => {
      setBusy(true);
      const outcome = await work();
      setBusy(false);
      if (outcome.ok) tell(words.t(done));
      else
        tell(
          outcome.offline ? words.t('state.offline.title') : refusalWords(words, outcome.refusal),
        );
      return outcome.ok;
    },
    [tell, words],
  );
  return { busy, sign };
}
