import { RIGHT_NAMES } from '@amparo/casework/rights';
import { LANGUAGES } from '@amparo/casework/reports';
import type { Language } from '@amparo/casework/reports';
import { expect, test } from 'vitest';
import { loadAllWords } from '../catalogues.ts';
import { RIGHTS_QUESTIONS } from '../fields.ts';
import type { Fields } from '../fields.ts';
import { LANGUAGE_FACTS } from '../languages.ts';
import { renderDocument } from '../pages/page.ts';
import type { PageFiles } from '../pages/page.ts';
import type { View } from '../view.ts';
import { testLaw } from '../testing/law.ts';
import { atOf, CHOICES, listOffered } from './answers.ts';
import { conductRights } from './conduct-rights.ts';
import { loadRightsWords } from './rights-words.ts';
import { THEMES } from './themes.ts';

const packs = await testLaw();
const words = loadAllWords();
const HOSTILE = `"><script>alert('x')</script>`;
const files: PageFiles = {
  style: '/s.css',
  exitScript: 'var a=1',
  script: { path: '/a.js', integrity: 'sha384-a' },
  stretch: { path: '/b.js', integrity: 'sha384-b' },
  words: { en: '/w', vi: '/w', ar: '/w', ro: '/w' },
};

interface Rendered {
  readonly language: Language;
  readonly view: View;
  readonly carried: Fields;
  readonly text: string;
}

function render(fields: Fields, language: Language): Rendered {
  const place = { nodeName: HOSTILE, country: 'GB', demo: false, nodeKey: 'k' };
  const desk = { words, place, packs, today: '2026-11-23' };
  const { view, fields: carried } = conductRights(fields, language, desk);
  const scene = { words: words[language], place, fields: carried, sealedWhere: 'node' } as const;
  return { language, view, carried, text: renderDocument(scene, view, files) };
}

const PLACES = [
  {},
  { country: 'GB' },
  { country: 'GB', part: 'GB-EAW' },
  { country: 'US', part: 'US-NY' },
].concat(['RO', 'DE', 'VN', 'BR', 'NG', 'TD', 'AE'].map((country) => ({ country })));

/** Every combination of answers that a button can give. */
function* everyAnswer(): Generator<Fields> {
  for (const age of ['', ...CHOICES.age])
    for (const accused of ['', ...CHOICES.accused])
      for (const money of ['', ...CHOICES.money])
        for (const wish of ['', ...CHOICES.wish]) yield { age, accused, money, wish };
}
const COMBINATIONS = [...everyAnswer()];

const questions = LANGUAGES.flatMap((language) =>
  RIGHTS_QUESTIONS.map((question, at) =>
    question === 'country'
      ? render({ go: 'rights' }, language)
      : render(
          { at: atOf(RIGHTS_QUESTIONS[at - 1] ?? 'country'), go: 'rights-next', country: 'GB' },
          language,
        ),
  ),
);
/** A result for every place and every combination, in turns over the languages and places. */
const results = COMBINATIONS.flatMap((answers, at) => {
  const language = LANGUAGES[at % LANGUAGES.length] ?? 'en';
  return [PLACES[at % PLACES.length], PLACES[(at * 7 + 3) % PLACES.length]].map((place) =>
    render({ ...place, ...answers, go: 'rights-show' }, language),
  );
});
const everyPage = [...questions, ...results];

/** What would close a door, in each language. */
const REFUSALS: Readonly<Record<Language, RegExp>> = {
  en: /you are not\b|you have no\b|no right|not entitled|you cannot|you can not|not eligible|refused|does not apply/i,
  vi: /bạn không có quyền|bạn không được (phép|hưởng)|không đủ điều kiện|bị từ chối/i,
  ar: /لا يحق لك|ليس لك|لا يمكنك|غير مؤهل|مرفوض/,
  ro: /nu ai dreptul|nu ești|nu poți|nu îndeplinești|respins/i,
};

/** What names the situation, or puts a label on the person. */
const NAMING =
  /traffick|trafic|slave|victim|exploit|rescu|buôn (bán )?người|mua bán người|اتجار|ضحي/i;

/** A page as it is read before anything is opened: without the law behind each point. */
function withoutLaw(text: string): string {
  return text.replace(/<details class="law">[\s\S]*?<\/details>/g, '');
}

test('no page, for any answers anywhere, ever says "no" to a person', () => {
  for (const { language, text } of everyPage) {
    expect(REFUSALS[language].exec(withoutLaw(text))?.[0]).toBeUndefined();
  }
});

test('no title, heading, summary or printed line names what may have happened', () => {
  for (const { language, text } of everyPage) {
    expect(/<title>([^<]*)<\/title>/.exec(text)?.[1]).toBe(words[language].say('title'));
    expect(NAMING.exec(withoutLaw(text))?.[0]).toBeUndefined();
  }
});

test('the law behind each point is cited, with how far it was checked, and closed until it is opened', () => {
  for (const { text } of results) {
    const rights = text.match(/<details class="right/g)?.length ?? 0;
    expect(rights).toBeGreaterThan(7);
    expect(text.match(/<details class="law">/g)?.length).toBe(rights);
    expect(text.match(/<ul lang="en" dir="ltr">/g)?.length).toBeGreaterThanOrEqual(rights);
  }
});

test('what was answered is on no page but as the hidden answer of the next question, and never after it', () => {
  for (const { carried, text } of results) {
    expect(carried).toEqual({});
    const hidden = [...text.matchAll(/<input[^>]*name="(\w+)"/g)].map(([, name]) => name);
    expect(hidden.filter((name) => name !== 'l' && name !== 'at')).toEqual([]);
  }
});

test('every question can be passed over, is asked with a reason, and its answers fit a thumb', () => {
  for (const { text } of questions) {
    expect(text).toMatch(/value="rights-(skip|next)"/);
    expect(text).toContain('id="why"');
    expect(text).not.toContain('required');
  }
});

test('forms go to the one address by POST; leaving is first; no script and no link to elsewhere', () => {
  for (const { language, text } of everyPage) {
    for (const [form] of text.matchAll(/<form[^>]*>/g)) {
      expect(form).toContain('action="/"');
      expect(form).toContain('method="post"');
    }
    const links = [...text.matchAll(/<a\s[^>]*href="([^"]*)"/g)].map(([, href]) => href);
    expect(new Set(links)).toEqual(new Set([LANGUAGE_FACTS[language].neutralPage]));
    expect(text).not.toContain('id="sealing"');
    expect(text).not.toContain("alert('x')");
  }
});

test('going back to the country leaves its part behind, so that another one can be chosen', () => {
  const { text } = render(
    { at: 'rights-part', go: 'rights-back', country: 'GB', part: 'GB-SCT', age: 'over' },
    'en',
  );
  expect(text).toContain('<option value="GB" selected>');
  expect(text).toContain('name="age" value="over"');
  expect(text).not.toContain('name="part"');
});

test('what no page here could have sent gets the calm page', () => {
  for (const fields of [{ country: HOSTILE }, { age: 'x' }, { country: 'RO', part: 'GB-EAW' }]) {
    const { view, carried } = render({ ...fields, l: 'ro', go: 'rights-show' }, 'ro');
    expect(view).toEqual({ page: 'trouble', trouble: 'malformed' });
    expect(carried).toEqual({ l: 'ro' });
  }
});

test.each(LANGUAGES)('%s has words for every right, theme and answer there can be', (language) => {
  const rightsWords = loadRightsWords(language);
  const wanted: readonly string[] = [
    ...RIGHT_NAMES.flatMap((name) => [`right.${name}`, `right.${name}.text`, `right.${name}.who`]),
    ...THEMES.map((theme) => `theme.${theme}`),
    ...Object.entries(CHOICES).flatMap(([name, choices]) => choices.map((c) => `${name}.${c}`)),
    ...(packs.extents.places.get('GB')?.choose ?? []).map((part) => `part.${part}`),
  ];
  expect(wanted.filter((key) => !rightsWords.has(key))).toEqual([]);
});

test('every country has a name in every language', () => {
  for (const language of LANGUAGES) {
    const rightsWords = loadRightsWords(language);
    for (const code of listOffered('country', {}, packs.extents.places)) {
      expect(rightsWords.country(code)).not.toBe(code);
    }
  }
});
