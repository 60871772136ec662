import type { SafeContact } from '@amparo/casework/reports';
import type { Words } from '../words/words.ts';

/** How it is safe to reach somebody, as one line; without a way it reads "do not call". */
export function safeWords({ t }: Pick<Words, 't'>, safe: SafeContact | null): string {
  const { how = '', when = '', name = '', ifSomeoneElse = '' } = safe ?? {};
  if (how === '') return t('safe.none');
  return [
    how,
    when,
    name === '' ? '' : t('safe.as', { name }),
    ifSomeoneElse === '' ? '' : t('safe.else', { say: ifSomeoneElse }),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
