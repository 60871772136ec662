/** The languages of the portal: their own names, their direction, and where "leave" goes. */
import { LANGUAGES } from '@amparo/casework/reports';
import type { Language } from '@amparo/casework/reports';

interface LanguageFacts {
  /** In its own script, as its readers look for it. */
  readonly ownName: string;
  readonly direction: 'ltr' | 'rtl';
  /** For numbers and dates. Arabic is written with Western digits: codes and phones show those. */
  readonly locale: string;
  /** A public page that says nothing about who opens it, in the same language. */
  readonly neutralPage: string;
}

export const LANGUAGE_FACTS: Readonly<Record<Language, LanguageFacts>> = {
  en: {
    ownName: 'English',
    direction: 'ltr',
    locale: 'en-GB',
    neutralPage: 'https://www.bbc.co.uk/weather',
  },
  vi: {
    ownName: 'Tiếng Việt',
    direction: 'ltr',
    locale: 'vi',
    neutralPage: 'https://nchmf.gov.vn/',
  },
  ar: {
    ownName: 'العربية',
    direction: 'rtl',
    locale: 'ar-u-nu-latn',
    neutralPage: 'https://www.arabiaweather.com/',
  },
  ro: {
    ownName: 'Română',
    direction: 'ltr',
    locale: 'ro',
    neutralPage: 'https://www.meteoromania.ro/',
  },
};

/** The language of a form field, or undefined when it names none of ours. */
export function findLanguage(name: string | undefined): Language | undefined {
  return LANGUAGES.find((language) => language === name);
}

/**
 * The language that a browser prefers, of those the portal speaks; English when it names none.
 *
 * Source: RFC 9110 section 12.5.4; a weight of zero means "not this one".
 */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  const wishes = (acceptLanguage ?? '')
    .slice(0, 500)
    .split(',')
    .map((wish) => {
      const [range = '', ...parameters] = wish.trim().toLowerCase().split(';');
      const weight = /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(parameters.join(';'))?.[1];
      return {
        tag: range.split('-')[0],
        weight: parameters.length === 0 ? 1 : Number(weight ?? 0),
      };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight);
  for (const { tag } of wishes) {
    const language = findLanguage(tag);
    if (language !== undefined) return language;
  }
  return 'en';
}
