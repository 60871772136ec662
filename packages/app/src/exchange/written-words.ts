import type { Written } from '../files/file-context.tsx';
import { refusalWords } from '../shell/states.tsx';
import type { Words } from '../words/index.ts';

/** Why it was not written, or null. */
export function whyNotWritten(written: Written, words: Words): string | null {
  switch (written.kind) {
    case 'appended':
    case 'waiting':
      return null;
    case 'conflict':
      return words.t('write.conflict');
    case 'no-drawer':
      return words.t('refusal.file/no-drawer');
    case 'refused':
      return refusalWords(words, written.refusal);
  }
}
