import { IntlMessageFormat } from 'intl-messageformat';
import { LANGUAGES } from '@amparo/casework/reports';
import type { Language } from '@amparo/casework/reports';
import { expect, test } from 'vitest';
import { readCatalogue } from './catalogues.ts';
import type { RightsKey } from './rights/rights-words.ts';
import type { Catalogue, WordKey } from './words.ts';

/** Each language's words: those of every page, and those of "what may I ask for?". */
const catalogues = Object.fromEntries(
  LANGUAGES.map((language) => [language, readBoth(language)]),
) as Record<Language, Catalogue>;
const keys = Object.keys(catalogues.en.messages) as WordKey[];

function readBoth(language: Language): Catalogue {
  const portal = JSON.parse(readCatalogue(language)) as Catalogue;
  const rights = JSON.parse(readCatalogue(language, 'rights')) as Catalogue<RightsKey>;
  expect(rights.review).toEqual(portal.review);
  const named = Object.entries(rights.messages).map(
    ([key, text]) => [`rights: ${key}`, text] as const,
  );
  return { ...portal, messages: { ...portal.messages, ...Object.fromEntries(named) } };
}

type Parsed = ReturnType<IntlMessageFormat['getAst']>;

function parse(message: string): Parsed {
  return new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst();
}

/** Two kinds of elements that need no value: plain text, and the `#` of a plural. */
const LITERAL = 0;
const POUND = 7;

/** The values that a message needs, wherever they stand in it. */
function placeholders(elements: Parsed): Set<string> {
  const found = new Set<string>();
  for (const element of elements) {
    const type: number = element.type;
    if (type !== LITERAL && type !== POUND && 'value' in element) found.add(element.value);
    if ('options' in element) {
      for (const option of Object.values(element.options)) {
        for (const name of placeholders(option.value)) found.add(name);
      }
    }
  }
  return found;
}

test.each(LANGUAGES)('%s says everything that English says, with the same values', (language) => {
  const { messages } = catalogues[language];
  expect(Object.keys(messages).toSorted()).toEqual(keys.toSorted());
  for (const key of keys) {
    const parsed = parse(messages[key]);
    const english = parse(catalogues.en.messages[key]);
    expect([key, placeholders(parsed)]).toEqual([key, placeholders(english)]);
  }
});

test.each(LANGUAGES)('%s says how far people have reviewed it', (language) => {
  const { review } = catalogues[language];
  expect(['draft', 'reviewed']).toContain(review.state);
  expect(review.state === 'reviewed').toBe(review.by !== null);
  expect(review.note.length).toBeGreaterThan(20);
});

/** Words that put people off, expose them, or judge them. */
const UNWANTED: Readonly<Record<Language, RegExp>> = {
  en: /victim|survivor|rescu|traffick|slave|exploit|illegal|alleged|claim\b|abuse/i,
  vi: /nạn nhân|giải cứu|buôn (bán )?người|mua bán người|nô lệ|bóc lột|bất hợp pháp|lạm dụng/i,
  ar: /ضحي|ضحاي|إنقاذ|الاتجار|اتجار|عبودية|استغلال|غير شرعي|غير قانوني/,
  ro: /victim|salv(at|ar|ez)|trafic|sclav|exploat|ilegal|abuz/i,
};

test.each(LANGUAGES)('%s uses no word that exposes or judges, and never shouts', (language) => {
  for (const [key, message] of Object.entries(catalogues[language].messages)) {
    expect([key, UNWANTED[language].test(message)]).toEqual([key, false]);
    expect([key, /[!！¡]/.test(message)]).toEqual([key, false]);
  }
});

test.each(LANGUAGES)('the title of a %s page is an ordinary word', (language) => {
  expect(catalogues[language].messages.title).toMatch(/^[\p{L}\p{M}]+( [\p{L}\p{M}]+)?$/u);
});

const MOST_WORDS: Readonly<Record<Language, number>> = { en: 18, vi: 28, ar: 18, ro: 20 };

test.each(LANGUAGES)('%s sentences are short', (language) => {
  for (const [key, message] of Object.entries(catalogues[language].messages)) {
    const plain = message.replace(/\{\w+, plural,.*\}\}/s, '').replace(/[{}]/g, '');
    for (const sentence of plain.split(/[.?؟:;](?:\s|$)/)) {
      const words = sentence.split(/\s+/).filter(Boolean).length;
      expect([key, sentence, words <= MOST_WORDS[language]]).toEqual([key, sentence, true]);
    }
  }
});

test('Arabic writes the digits that phones and codes show, except where it names the others', () => {
  for (const [key, message] of Object.entries(catalogues.ar.messages)) {
    if (key === 'code.hint') continue;
    expect([key, /[٠-٩]/.test(message)]).toEqual([key, false]);
  }
});
