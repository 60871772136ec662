/** The app's words: one flat list of sentences a language, filled in by ICU MessageFormat. */
import { IntlMessageFormat } from 'intl-messageformat';
import type english from '../../../../locales/en/app.json';
import { LOCALES } from './locales.ts';
import type { Locale } from './locales.ts';

export type WordKey = keyof (typeof english)['messages'];
export type Messages = Readonly<Record<WordKey, string>>;
type Values = Readonly<Record<string, string | number | boolean>>;

export interface Words {
  readonly locale: Locale;
  readonly direction: 'ltr' | 'rtl';
  /** The sentence of a key, filled in. */
  readonly t: (key: WordKey, values?: Values) => string;
  /** `Friday 3 May 2026`, from an ISO date or instant. */
  readonly date: (iso: string) => string;
  /** `Friday 3 May 2026, 10:00`, in the time of this device. */
  readonly dateTime: (iso: string) => string;
  /** `23 Nov 2026`, for lines under something that matters more. */
  readonly day: (iso: string) => string;
  readonly time: (iso: string) => string;
  /** `today`, `tomorrow`, `in 3 days`, `2 months ago`. */
  readonly nearness: (iso: string, now: string) => string;
  readonly list: (items: readonly string[]) => string;
  readonly either: (items: readonly string[]) => string;
  readonly languageName: (tag: string) => string;
  readonly countryName: (extent: string) => string;
}

/** Makes the words of a language. Throws on a message that is not ICU MessageFormat. */
export function makeWords(locale: Locale, messages: Messages): Words {
  const { dates, direction } = LOCALES[locale];
  const parsed = new Map<WordKey, IntlMessageFormat>();
  const t = (key: WordKey, values?: Values): string => {
    let message = parsed.get(key);
    if (message === undefined) {
      message = new IntlMessageFormat(messages[key], dates, undefined, { ignoreTag: true });
      parsed.set(key, message);
    }
    return String(message.format(direction === 'rtl' ? isolateAll(values) : values));
  };
  const conjunction = new Intl.ListFormat(dates, { type: 'conjunction' });
  const disjunction = new Intl.ListFormat(dates, { type: 'disjunction' });
  return {
    locale,
    direction,
    t,
    ...makeDates(dates),
    list: (items) => conjunction.format(direction === 'rtl' ? items.map(isolate) : items),
    either: (items) => disjunction.format(direction === 'rtl' ? items.map(isolate) : items),
    languageName: (tag) => (/^[a-z]{2,3}(-|$)/.test(tag) ? nameOf('language', dates, tag) : tag),
    countryName: (extent) => nameOf('region', dates, extent),
  };
}

/** A name in another script keeps its own direction inside the sentence (Unicode UAX 9, isolates). */
function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}

function isolateAll(values: Values | undefined): Values | undefined {
  if (values === undefined) return undefined;
  const isolated = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' && value !== '' ? isolate(value) : value,
  ]);
  return Object.fromEntries(isolated) as Values;
}

function makeDates(dates: string): Pick<Words, 'date' | 'dateTime' | 'day' | 'time' | 'nearness'> {
  const day = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  const clock = { hour: '2-digit', minute: '2-digit' } as const;
  const civil = new Intl.DateTimeFormat(dates, { ...day, timeZone: 'UTC' });
  const month = new Intl.DateTimeFormat(dates, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const local = new Intl.DateTimeFormat(dates, { ...day, ...clock });
  const localDay = new Intl.DateTimeFormat(dates, day);
  const short = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  const shortCivil = new Intl.DateTimeFormat(dates, { ...short, timeZone: 'UTC' });
  const shortLocal = new Intl.DateTimeFormat(dates, short);
  const hours = new Intl.DateTimeFormat(dates, clock);
  const relative = new Intl.RelativeTimeFormat(dates, { numeric: 'auto' });
  return {
    date: (iso) => {
      if (/^\d{4}$/.test(iso)) return iso;
      if (/^\d{4}-\d{2}$/.test(iso)) return month.format(new Date(`${iso}-01T00:00:00Z`));
      if (/^\d{4}-\d{2}-\d{2}$/.test(iso)) return civil.format(new Date(`${iso}T00:00:00Z`));
      return localDay.format(new Date(iso));
    },
    dateTime: (iso) => local.format(new Date(iso)),
    day: (iso) =>
      iso.length === 10
        ? shortCivil.format(new Date(`${iso}T00:00:00Z`))
        : shortLocal.format(new Date(iso)),
    time: (iso) => hours.format(new Date(iso)),
    nearness: (iso, now) => {
      const days = daysBetween(now, iso);
      if (Math.abs(days) < 45) return relative.format(days, 'day');
      if (Math.abs(days) < 550) return relative.format(Math.round(days / 30.44), 'month');
      return relative.format(Math.round(days / 365.25), 'year');
    },
  };
}

/** Whole civil days from one ISO date or instant to another. */
export function daysBetween(from: string, to: string): number {
  const day = (iso: string) => Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) / 86_400_000;
  return Math.round(day(to) - day(from));
}

function nameOf(type: 'language' | 'region', dates: string, code: string): string {
  try {
    const region = type === 'region' ? (code.split('-')[0] ?? code) : code;
    return new Intl.DisplayNames(dates, { type }).of(region) ?? code;
  } catch {
    return code;
  }
}
