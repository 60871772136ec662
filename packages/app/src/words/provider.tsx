/** Gives every part of the app its words, and tells the document its language and direction. */
import { createContext, use, useCallback, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import englishFile from '../../../../locales/en/app.json';
import { chooseLocale, LOCALE_CODES, LOCALES } from './locales.ts';
import type { Locale } from './locales.ts';
import { makeWords } from './words.ts';
import type { Messages, Words } from './words.ts';

const REMEMBERED = 'amparo.language';

const english: Messages = englishFile.messages;

type MessageFile = () => Promise<{ default: { messages: Messages } }>;
const others: Readonly<Record<Exclude<Locale, 'en'>, MessageFile>> = {
  vi: () => import('../../../../locales/vi/app.json'),
  ar: () => import('../../../../locales/ar/app.json'),
  ro: () => import('../../../../locales/ro/app.json'),
};

/** The words of any language of the app, such as that of the person one writes to. */
export async function loadWords(locale: Locale): Promise<Words> {
  if (locale === 'en') return makeWords('en', english);
  const { default: file } = await others[locale]();
  return makeWords(locale, file.messages);
}

interface Language {
  readonly words: Words;
  readonly setLocale: (locale: Locale) => void;
}

const LanguageContext = createContext<Language | null>(null);

function firstLocale(): Locale {
  const remembered = localStorage.getItem(REMEMBERED);
  return chooseLocale([...(remembered === null ? [] : [remembered]), ...navigator.languages]);
}

/** Holds the chosen language; the messages of one language are loaded when it is chosen. */
export function WordsProvider({ children }: { readonly children: ReactNode }) {
  const [locale, chooseTo] = useState(firstLocale);
  const [words, setWords] = useState<Words | null>(
    locale === 'en' ? () => makeWords('en', english) : null,
  );

  useEffect(() => {
    let current = true;
    void loadWords(locale)
      .catch(() => makeWords('en', english))
      .then((next) => {
        if (!current) return;
        document.documentElement.lang = next.locale;
        document.documentElement.dir = next.direction;
        setWords(next);
      });
    return () => {
      current = false;
    };
  }, [locale]);

  const setLocale = useCallback((next: Locale) => {
    localStorage.setItem(REMEMBERED, next);
    chooseTo(next);
  }, []);
  const language = useMemo(
    () => (words === null ? null : { words, setLocale }),
    [words, setLocale],
  );
  if (language === null) return null;
  return (
    <LanguageContext value={language}>
      <I18nProvider locale={LOCALES[language.words.locale].dates}>{children}</I18nProvider>
    </LanguageContext>
  );
}

/** The chosen language, its words, and the way to choose another. */
export function useLanguage(): Language & { readonly choices: readonly Locale[] } {
  const language = use(LanguageContext);
  if (language === null) throw new Error('useLanguage outside WordsProvider');
  return { ...language, choices: LOCALE_CODES };
}

/** The words of the chosen language. */
export function useWords(): Words {
  return useLanguage().words;
}
