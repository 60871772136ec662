import { IntlMessageFormat } from 'intl-messageformat';
import { expect, test } from 'vitest';
import { DESK_KINDS } from '@amparo/casework/directory';
import { DRAWER_CLASSES } from '@amparo/casework/grants';
import { REFUSALS } from '@amparo/casework/kernel';
import { LEAF_KINDS } from '@amparo/casework/log';
import ar from '../../../../locales/ar/app.json' with { type: 'json' };
import en from '../../../../locales/en/app.json' with { type: 'json' };
import ro from '../../../../locales/ro/app.json' with { type: 'json' };
import vi from '../../../../locales/vi/app.json' with { type: 'json' };
import { chooseLocale, LOCALE_CODES } from './locales.ts';
import { daysBetween, makeWords } from './words.ts';
import type { Messages } from './words.ts';

const all: Readonly<Record<string, Messages>> = {
  en: en.messages,
  vi: vi.messages,
  ar: ar.messages,
  ro: ro.messages,
};

type Element = ReturnType<IntlMessageFormat['getAst']>[number];
const isLiteral = ({ type }: Element) => {
  const kind: number = type;
  return kind === 0;
};

/** Names of everything that a message is filled with. */
function fillings(message: string): readonly string[] {
  const names = new Set<string>();
  const walk = (elements: readonly Element[]): void => {
    for (const element of elements) {
      if ('value' in element && !isLiteral(element)) names.add(element.value);
      if (!('options' in element)) continue;
      for (const option of Object.values(element.options)) walk(option.value);
    }
  };
  walk(new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst());
  return [...names].sort();
}

test.each(Object.keys(all))(
  '%s says everything that English says, filled with the same',
  (locale) => {
    const messages = all[locale] ?? {};
    expect(Object.keys(messages).sort()).toEqual(Object.keys(en.messages).sort());
    for (const [key, english] of Object.entries(en.messages)) {
      const said = (messages as Readonly<Record<string, string>>)[key] ?? '';
      expect(fillings(said), `${locale} ${key}`).toEqual(fillings(english));
      expect(said.trim(), `${locale} ${key}`).not.toBe('');
    }
  },
);

test.each(Object.keys(all).filter((locale) => locale !== 'en'))(
  '%s is a translation, not a copy',
  (locale) => {
    const messages = (all[locale] ?? {}) as Readonly<Record<string, string>>;
    const same = Object.entries(en.messages).filter(([key, english]) => messages[key] === english);
    expect(same.length / Object.keys(en.messages).length).toBeLessThan(0.05);
  },
);

test('every refusal, desk kind, drawer class and act of the log has its words', () => {
  const keys = new Set(Object.keys(en.messages));
  for (const code of Object.keys(REFUSALS)) expect(keys, code).toContain(`refusal.${code}`);
  for (const kind of DESK_KINDS) expect(keys, kind).toContain(`desk.${kind}`);
  for (const drawer of DRAWER_CLASSES) expect(keys, drawer).toContain(`drawer.${drawer}`);
  for (const kind of LEAF_KINDS) expect(keys, kind).toContain(`log.did.${kind}`);
});

test('no sentence uses a word that hurts the people it is about', () => {
  for (const [locale, messages] of Object.entries(all)) {
    for (const [key, text] of Object.entries(messages)) {
      expect(text, `${locale} ${key}`).not.toMatch(/\b(res\x63ue|vic\x74im|illegal)/i);
    }
  }
});

test('dates are written out, and Arabic keeps western digits so that they can be compared', () => {
  const { date, nearness } = makeWords('en', en.messages);
  expect(date('2026-05-01')).toMatch(/^Friday,? 1 May 2026$/);
  expect(date('2009-04')).toBe('April 2009');
  expect(date('2009')).toBe('2009');
  expect(nearness('2026-05-02', '2026-05-01')).toBe('tomorrow');
  expect(makeWords('ar', ar.messages).date('2026-05-01')).toMatch(/2026/);
});

test('the browser’s first known language is used, English when none is known', () => {
  expect(chooseLocale(['ti', 'ar-SY', 'en'])).toBe('ar');
  expect(chooseLocale(['ti'])).toBe('en');
  expect(LOCALE_CODES).toEqual(['en', 'vi', 'ar', 'ro']);
});

test('days are counted as civil days, whatever the hour', () => {
  expect(daysBetween('2026-05-01T23:59:00.000Z', '2026-05-02')).toBe(1);
  expect(daysBetween('2026-05-02', '2026-05-01T00:00:00.000Z')).toBe(-1);
});

test('a name in another script keeps its direction inside an Arabic sentence', () => {
  const { t, list } = makeWords('ar', ar.messages);
  expect(t('name.hidden', { code: 'a1b2' })).toContain('\u2068a1b2\u2069');
  expect(list(['Casework (demo)'])).toBe('\u2068Casework (demo)\u2069');
  expect(makeWords('en', en.messages).t('name.hidden', { code: 'a1b2' })).not.toContain('\u2068');
});
