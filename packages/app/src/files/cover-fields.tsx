/** How a person wants to be called, and how it is safe to reach them. One free name; no first and last. */
import { LANGUAGES } from '@amparo/casework/reports';
import type { SafeContact } from '@amparo/casework/reports';
import { LineField, PickOne } from '../look/index.ts';
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
        <LanguageField
          language={draft.language}
          onChange={(language) => {
            set({ language });
          }}
          fault={fault === 'language' ? t('cover.language.needed') : undefined}
        />
      </section>
      <SafeFields
        safe={draft.safe}
        onChange={(safe) => {
          set({ safe });
        }}
      />
    </>
  );
}

interface LanguageProps {
  readonly language: string;
  readonly onChange: (language: string) => void;
  readonly fault: string | undefined;
}

const OTHER = 'other';

/** A language that the portal speaks, or any other in words, with its dialect. */
function LanguageField({ language, onChange, fault }: LanguageProps) {
  const { t, languageName } = useWords();
  const isListed = LANGUAGES.some((each) => each === language);
  return (
    <>
      <PickOne
        label={t('cover.language')}
        choices={[
          ...LANGUAGES.map((each) => ({ value: each, label: languageName(each) })),
          { value: OTHER, label: t('cover.language.other') },
        ]}
        value={isListed ? language : OTHER}
        onChange={(value) => {
          onChange(value === OTHER ? '' : value);
        }}
      />
      {isListed ? null : (
        <LineField
          label={t('cover.language.which')}
          value={language}
          onChange={onChange}
          fault={fault}
        />
      )}
    </>
  );
}

const SAFE = [
  ['how', 'safe.how', 'safe.how.hint'],
  ['when', 'safe.when', undefined],
  ['name', 'safe.name', undefined],
  ['ifSomeoneElse', 'safe.someone-else', undefined],
] as const;

interface SafeProps {
  readonly safe: SafeContact;
  readonly onChange: (safe: SafeContact) => void;
}

function SafeFields({ safe, onChange }: SafeProps) {
  const { t } = useWords();
  return (
    <section className="sheet stack">
      <h2>{t('safe.title')}</h2>
      <p className="soft">{t('safe.lead')}</p>
      {SAFE.map(([part, label, hint]) => (
        <LineField
          key={part}
          label={t(label)}
          hint={hint === undefined ? undefined : t(hint)}
          value={safe[part] ?? ''}
          onChange={(text) => {
            onChange({ ...safe, [part]: text });
          }}
        />
      ))}
    </section>
  );
}
