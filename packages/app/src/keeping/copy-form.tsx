/** Making the person's own copy, in their language, locked with words that they choose. */
import { useState } from 'react';
import { SHORTEST_COPY_PASSPHRASE } from '@amparo/casework/keeping';
import { makeCopy } from '../client/index.ts';
import type { CopyWords } from '../client/index.ts';
import { Button, Fault, Form, OneOf, SecretField } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { refusalWords } from '../shell/states.tsx';
import { loadWords, LOCALES, useLanguage, useWords } from '../words/index.ts';
import type { WordKey, Words } from '../words/index.ts';
import { saveFile } from '../shell/save-file.ts';

type Locale = Words['locale'];

export function CopyForm({ file }: { readonly file: string }) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const { choices } = useLanguage();
  const [passphrase, setPassphrase] = useState('');
  const [locale, setLocale] = useState<Locale>(words.locale);
  const [state, setState] = useState<'idle' | 'making'>('idle');
  const [fault, setFault] = useState<string | null>(null);
  const [made, setMade] = useState<string | null>(null);
  const isShort = passphrase.length < SHORTEST_COPY_PASSPHRASE;
  const make = async () => {
    setFault(isShort ? t('keeping.copy.fault') : null);
    if (isShort) return;
    setState('making');
    const asked = { file, passphrase, words: copyWords(await loadWords(locale)) };
    const copy = await makeCopy(session, asked);
    setState('idle');
    if (!copy.ok) {
      setFault(copy.offline ? t('state.offline.title') : refusalWords(words, copy.refusal));
      return;
    }
    setPassphrase('');
    setMade(copy.value.name);
    saveFile(new Blob([copy.value.bytes], { type: 'application/octet-stream' }), copy.value.name);
  };
  return (
    <Form onSubmit={make}>
      <p className="soft">{t('keeping.copy.lead')}</p>
      <OneOf
        label={t('keeping.copy.language')}
        choices={choices.map((value) => ({ value, label: LOCALES[value].name }))}
        value={locale}
        onChange={setLocale}
        across
      />
      <SecretField
        label={t('keeping.copy.passphrase')}
        hint={t('keeping.copy.passphrase.hint')}
        value={passphrase}
        onChange={setPassphrase}
        isNew
      />
      {fault === null ? null : <Fault>{fault}</Fault>}
      <div className="row">
        <Button type="submit" icon="lock" isDisabled={state === 'making'}>
          {t('keeping.copy.make')}
        </Button>
        <span role="status">
          {state === 'making'
            ? t('keeping.copy.making')
            : made === null
              ? null
              : t('keeping.copy.made', { name: made })}
        </span>
      </div>
    </Form>
  );
}

/** The words of a language as the client takes them: by the names of the app's own. */
export function copyWords({ locale, direction, t, dateTime, list }: Words): CopyWords {
  return {
    locale,
    direction,
    say: (key, values) => t(key as WordKey, values),
    dateTime,
    list,
  };
}
