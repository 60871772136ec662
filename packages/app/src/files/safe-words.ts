import type { SafeContact } from '@amparo/casework/reports';
import type { Words } from '../words/words.ts';

/** How it is safe to reach somebody, as one line; nothing given reads "do not call". */
export function safeWords({ t }: Pick<Words, 't'>, safe: SafeContact | null): string {
  const parts = [
    safe?.how ?? '',
    safe?.when ?? '',
    safe?.name === undefined || safe.name === '' ? '' : t('safe.as', { name: safe.name }),
    safe?.ifSomeoneElse === undefined || safe.ifSomeoneElse === ''
      ? ''
      : t('safe.else', { say: safe.ifSomeoneElse }),
  ].filter((part) => part !== '');
  return parts.length === 0 ? t('safe.none') : parts.join(' · ');
}
