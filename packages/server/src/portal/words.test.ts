import { LANGUAGES } from '@amparo/casework/reports';
import { expect, test } from 'vitest';
import { loadAllWords } from './catalogues.ts';
import { LANGUAGE_FACTS, preferredLanguage } from './languages.ts';

const words = loadAllWords();

test('a date is written out in words, in the language, with Western digits', () => {
  const day = '2026-05-03T10:00:00.000Z';
  expect(words.en.day(day)).toBe('Sunday, 3 May 2026');
  expect(words.ro.day(day)).toBe('duminică, 3 mai 2026');
  expect(words.vi.day(day)).toMatch(/^Chủ Nhật, (ngày )?3 tháng 5,? (năm )?2026$/i);
  expect(words.ar.day(day)).toBe('الأحد، 3 مايو 2026');
});

test('a message with a hole in it is a fault, not a page', () => {
  expect(() => words.en.say('front.who')).toThrow();
});

test('in Arabic a name in another script does not turn the sentence around', () => {
  const text = words.ar.say('front.who', { name: 'Invented Line' });
  expect(text).toContain('\u2068Invented Line\u2069');
  expect(words.en.say('front.who', { name: 'Invented Line' })).not.toContain('\u2068');
});

test('plurals follow the grammar of each language', () => {
  expect(words.en.say('problem.too-long', { over: 1 })).toContain('1 character too');
  expect(words.ro.say('problem.too-long', { over: 25 })).toContain('25 de caractere');
  expect(words.ar.say('problem.too-long', { over: 2 })).toContain('حرفين');
});

test('the browser’s own language is taken, by weight, and English where there is none of ours', () => {
  expect(preferredLanguage('vi-VN,vi;q=0.9,en;q=0.8')).toBe('vi');
  expect(preferredLanguage('fr-FR, en;q=0.3, AR;q=0.7')).toBe('ar');
  expect(preferredLanguage('ro;q=0, en;q=0.1')).toBe('en');
  for (const none of [undefined, '', '*', 'de', ';;;,q=', 'x'.repeat(10_000)]) {
    expect(preferredLanguage(none)).toBe('en');
  }
});

test('leaving goes to an encrypted page in the same language', () => {
  for (const language of LANGUAGES) {
    expect(LANGUAGE_FACTS[language].neutralPage).toMatch(/^https:\/\/[a-z.]+\/[a-z]*$/);
  }
});
