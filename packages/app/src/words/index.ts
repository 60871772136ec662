export { chooseLocale, LOCALE_CODES, LOCALES } from './locales.ts';
export type { Locale } from './locales.ts';
export { daysBetween, makeWords } from './words.ts';
export type { Messages, Values, WordKey, Words } from './words.ts';
export { loadWords, useLanguage, useWords, WordsProvider } from './provider.tsx';
