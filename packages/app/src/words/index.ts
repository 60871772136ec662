export { chooseLocale, LOCALES } from './locales.ts';
export { daysBetween } from './words.ts';
export type { WordKey, Words } from './words.ts';
export { loadWords, useLanguage, useWords, WordsProvider } from './provider.tsx';
