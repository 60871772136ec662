import { useCallback } from 'react';
import { useNotice } from '../look/index.ts';
import { refusalWords } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import type { Written } from './file-context.tsx';

/** Says what became of a write where it is not plainly done. Gives true when it is done or waits safely. */
export function useTellWritten(): (written: Written) => boolean {
  const words = useWords();
  const tell = useNotice();
  return useCallback(
    (written: Written) => {
      switch (written.kind) {
        case 'appended':
        case 'waiting':
          return true;
        case 'conflict':
          tell(words.t('write.conflict'));
          return false;
        case 'no-drawer':
          tell(words.t('refusal.file/no-drawer'));
          return false;
        case 'refused':
          tell(refusalWords(words, written.refusal));
          return false;
      }
    },
    [words, tell],
  );
}
