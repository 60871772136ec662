import type { Verified } from '@amparo/law';
import { Mark } from '../look/index.ts';
import { useWords } from '../words/index.ts';

/** How far the text behind a provision was checked, and of when it is where an earlier state was read. */
export function VerifiedMark({ verified }: { readonly verified: Verified }) {
  const { t, date } = useWords();
  const { level, reviewed, asAt } = verified;
  const isRead = level === 'official' && asAt === undefined;
  return (
    <>
      <Mark tone={isRead ? 'act' : 'due'} icon={isRead ? 'tick' : 'ask'}>
        {t(reviewed === undefined ? `plan.verified.${level}` : 'plan.verified.reviewed')}
      </Mark>
      {asAt === undefined ? null : (
        <Mark tone="due" icon="waiting">
          {t('plan.verified.as-at', { date: date(asAt) })}
        </Mark>
      )}
    </>
  );
}
