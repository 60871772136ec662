import type { LawError } from '@amparo/law';
import { Note } from '../look/index.ts';
import { LawText } from '../law/law-text.tsx';
import { useWords } from '../words/index.ts';

const MOST = 5;

/** Some recorded facts cannot be read by the law: which, and what to do. Nothing is left out in silence. */
export function Unreadable({ errors }: { readonly errors: readonly LawError[] }) {
  const { t } = useWords();
  return (
    <Note tone="due" icon="note">
      <p className="strong">{t('facts.unreadable')}</p>
      {errors.slice(0, MOST).map((error) => (
        <p key={error.path + error.code}>
          <LawText>{`${error.path}: ${error.message} ${error.remedy}`}</LawText>
        </p>
      ))}
    </Note>
  );
}
