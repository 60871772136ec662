/** The words of "what you may ask for", which only the workers load. */
import type { Language } from '@amparo/casework/reports';
import type English from '../../../../../locales/en/rights.json';
import { readCatalogue } from '../catalogues.ts';
import { LANGUAGE_FACTS } from '../languages.ts';
import { createWords } from '../words.ts';
import type { Catalogue, Words } from '../words.ts';

export type RightsKey = keyof (typeof English)['messages'];

export interface RightsWords extends Words<RightsKey> {
  /** Several things in one sentence: "your age, your papers or your health". */
  oneOf(things: readonly string[]): string;
  /** In the order in which speakers of the language look for names. */
  compare(one: string, other: string): number;
}

/** Loads the words of one language. */
export function loadRightsWords(language: Language): RightsWords {
  const catalogue = JSON.parse(readCatalogue(language, 'rights')) as Catalogue<RightsKey>;
  const { locale } = LANGUAGE_FACTS[language];
  const list = new Intl.ListFormat(locale, { type: 'disjunction' });
  const { compare } = new Intl.Collator(locale);
  return {
    ...createWords(language, catalogue, 'UTC'),
    oneOf: (things) => list.format(things),
    compare,
  };
}
