/** What the portal says, in one language. */
import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '@amparo/casework/reports';
import type English from '../../../../locales/en/portal.json';
import { LANGUAGE_FACTS } from './languages.ts';

/** The name of a message; English decides which there are, and a test holds the others to it. */
export type WordKey = keyof (typeof English)['messages'];

/** `locales/LANGUAGE/portal.json` or `rights.json`: messages in ICU syntax, and how far people have reviewed them. */
export interface Catalogue<Key extends string = WordKey> {
  readonly review: {
    readonly state: 'draft' | 'reviewed';
    readonly by: string | null;
    readonly note: string;
  };
  readonly messages: Readonly<Record<Key, string>>;
}

export interface Words<Key extends string = WordKey> {
  readonly language: Language;
  readonly direction: 'ltr' | 'rtl';
  /** A message with its values filled in: plain text, not markup. */
  say(key: Key, values?: Readonly<Record<string, string | number>>): string;
  /** Whether there is a message of that name: names can come from lists that grow. */
  has(key: string): key is Key;
  /** A country in words, of an ISO 3166 code; of a part of one, the country with the code. */
  country(code: string): string;
  /** A day in words, as "Friday 3 May 2026", of a moment in UTC. */
  day(instant: string): string;
  /** A day with its time, of a moment in UTC. */
  moment(instant: string): string;
}

/**
 * Makes the words of one language from its catalogue.
 *
 * Shape: `timeZone` is an IANA name, or undefined for the device's own. `say` throws for a value that
 * a message needs and does not get: a page with a hole in it is a fault.
 */
export function createWords<Key extends string = WordKey>(
  language: Language,
  catalogue: Catalogue<Key>,
  timeZone: string | undefined,
): Words<Key> {
  const { direction, locale } = LANGUAGE_FACTS[language];
  const formats = new Map<Key, IntlMessageFormat>();
  const days = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone,
  });
  const moments = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    // A node writes the time of no place: it says which time it is.
    ...(timeZone !== undefined && { timeZoneName: 'short' }),
  });
  const countries = new Intl.DisplayNames(locale, { type: 'region' });
  return {
    language,
    direction,
    say(key, values) {
      let format = formats.get(key);
      if (format === undefined) {
        format = new IntlMessageFormat(catalogue.messages[key], locale, undefined, {
          ignoreTag: true,
        });
        formats.set(key, format);
      }
      return String(format.format(direction === 'rtl' ? isolate(values) : values));
    },
    has: (key): key is Key => Object.hasOwn(catalogue.messages, key),
    country: (code) => {
      const name = countries.of(code.slice(0, 2)) ?? code;
      return code.length > 2 ? `${name} (${code})` : name;
    },
    day: (instant) => days.format(new Date(instant)),
    moment: (instant) => moments.format(new Date(instant)),
  };
}

/** A name in another script must not turn the order of the sentence around it. Source: UAX #9. */
function isolate(
  values: Readonly<Record<string, string | number>> = {},
): Record<string, string | number> {
  const isolated = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? `\u2068${value}\u2069` : value,
  ]);
  return Object.fromEntries(isolated) as Record<string, string | number>;
}
