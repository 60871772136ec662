import type { Provision } from '@amparo/law';
import { Mark } from '../look/index.ts';
import { useWords } from '../words/index.ts';

/** How far the text behind a provision was checked. */
export function VerifiedMark({ provision }: { readonly provision: Provision }) {
  const { t } = useWords();
  const { level, reviewed } = provision.verified;
  return (
    <Mark tone={level === 'official' ? 'act' : 'due'} icon={level === 'official' ? 'tick' : 'ask'}>
      {t(reviewed === undefined ? `plan.verified.${level}` : 'plan.verified.reviewed')}
    </Mark>
  );
}
