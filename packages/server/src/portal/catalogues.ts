/** Reads the catalogues of the portal from `locales/`. Node only. */
import { readFileSync } from 'node:fs';
import { LANGUAGES } from '@amparo/casework/reports';
import type { Language } from '@amparo/casework/reports';
import { createWords } from './words.ts';
import type { Catalogue, Words } from './words.ts';

const LOCALES = new URL('../../../../locales/', import.meta.url);

/** The text of one catalogue file, as it is: every page's words, or those of "what may I ask for?". */
export function readCatalogue(language: Language, name: 'portal' | 'rights' = 'portal'): string {
  return readFileSync(new URL(`${language}/${name}.json`, LOCALES), 'utf8');
}

/** The words of every language. Days are those of UTC: a node does not tell where it stands. */
export function loadAllWords(): Readonly<Record<Language, Words>> {
  const made = LANGUAGES.map((language) => {
    const catalogue = JSON.parse(readCatalogue(language)) as Catalogue;
    return [language, createWords(language, catalogue, 'UTC')] as const;
  });
  return Object.fromEntries(made) as Record<Language, Words>;
}
