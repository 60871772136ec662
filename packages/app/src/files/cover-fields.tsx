/** How a person wants to be called, and how it is safe to reach them. One free name; no first and last. */
import type { SafeContact } from '@amparo/casework/reports';
import { LineField } from '../look/index.ts';
import { useWords } from '../words/index.ts';

export interface CoverDraft {
  readonly chosenName: string;
  readonly howToSayIt: string;
  readonly pronoun: string;
  readonly language: string;
  readonly safe: SafeContact;
}

export type CoverFault = 'name' | 'language' | null;

/** What is missing: a name to call the person by, and a language. */
export function coverFault({ chosenName, language }: CoverDraft): CoverFault {
  if (chosenName.trim() === '') return 'name';
  return language.trim() === '' ? 'language' : null;
}

interface Props {
  readonly draft: CoverDraft;
  readonly onChange: (draft: CoverDraft) => void;
  readonly fault: CoverFault;
}

export function CoverFields({ draft, onChange, fault }: Props) {
  const { t } = useWords();
  const set = (change: Partial<CoverDraft>) => {
    onChange({ ...draft, ...change });
  };
  const setSafe = (change: Partial<SafeContact>) => {
    onChange({ ...draft, safe: { ...draft.safe, ...change } });
  };
  return (
    <>
      <section className="sheet stack">
        <h2>{t('cover.title')}</h2>
        <LineField
          label={t('cover.name')}
          hint={t('cover.name.hint')}
          value={draft.chosenName}
          onChange={(chosenName) => {
            set({ chosenName });
          }}
          fault={fault === 'name' ? t('cover.name.needed') : undefined}
        />
        <LineField
          label={t('cover.say')}
          value={draft.howToSayIt}
          onChange={(howToSayIt) => {
            set({ howToSayIt });
          }}
        />
        <LineField
          width="short"
          label={t('cover.pronoun')}
          value={draft.pronoun}
          onChange={(pronoun) => {
            set({ pronoun });
          }}
        />
        <LineField
          width="short"
          label={t('cover.language')}
          hint={t('cover.language.hint')}
          value={draft.language}
          onChange={(language) => {
            set({ language });
          }}
          fault={fault === 'language' ? t('cover.language.needed') : undefined}
        />
      </section>
      <section className="sheet stack">
        <h2>{t('safe.title')}</h2>
        <p className="soft">{t('safe.lead')}</p>
        <LineField
          label={t('safe.how')}
          hint={t('safe.how.hint')}
          value={draft.safe.how ?? ''}
          onChange={(how) => {
            setSafe({ how });
          }}
        />
        <LineField
          label={t('safe.when')}
          value={draft.safe.when ?? ''}
          onChange={(when) => {
            setSafe({ when });
          }}
        />
        <LineField
          label={t('safe.name')}
          value={draft.safe.name ?? ''}
          onChange={(name) => {
            setSafe({ name });
          }}
        />
        <LineField
          label={t('safe.someone-else')}
          value={draft.safe.ifSomeoneElse ?? ''}
          onChange={(ifSomeoneElse) => {
            setSafe({ ifSomeoneElse });
          }}
        />
      </section>
    </>
  );
}
