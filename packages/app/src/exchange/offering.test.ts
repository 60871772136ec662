import { expect, test } from 'vitest';
import { FIELD_CODES } from '@amparo/casework/packets';
import type { FileState } from '../files/file-model.ts';
import {
  fieldsOf,
  findShareFault,
  firstWords,
  isFromOpen,
  isPossibleEnd,
  offerableCodes,
} from './offering.ts';
import type { Sharing } from './offering.ts';

const TODAY = '2026-05-03';
const sharing: Sharing = {
  desk: 'ro.example d',
  codes: ['money.unpaid-wages', 'cover.called'],
  said: { 'money.unpaid-wages': ' Five months. ', 'cover.called': 'Ana', 'account.summary': 'x' },
  why: 'A lawyer for the wages.',
  ifYes: 'They write to us.',
  ifNo: 'Nothing is taken away.',
  until: '2026-08-01',
  duties: {},
};

test('police and authorities are never offered more than their need to know', () => {
  expect(offerableCodes('police', 'consent')).not.toContain('contact.safe-way');
  expect(offerableCodes('police', 'consent')).not.toContain('immigration.status');
  expect(offerableCodes('authority', 'consent')).not.toContain('contact.safe-way');
  expect(offerableCodes('legal', 'consent')).toContain('money.unpaid-wages');
});

test('what is about nobody is never offered as a field about a person', () => {
  for (const code of ['basis.statement', 'capability.needs', 'capability.answer']) {
    expect(offerableCodes('legal', 'consent')).not.toContain(code);
  }
  expect(offerableCodes('legal', 'consent').every((c) => FIELD_CODES.some((f) => f.code === c)));
});

test('a field comes only from a drawer that is open here', () => {
  expect(isFromOpen('money.unpaid-wages', ['contact', 'money'])).toBe(true);
  expect(isFromOpen('health.needs', ['contact', 'money'])).toBe(false);
  expect(isFromOpen('question.asked', [])).toBe(true);
});

test('nothing is asked without desk, fields with words, reasons and an end within the year', () => {
  expect(findShareFault(sharing, TODAY)).toBeUndefined();
  expect(findShareFault({ ...sharing, desk: '' }, TODAY)).toBe('desk');
  expect(findShareFault({ ...sharing, codes: [] }, TODAY)).toBe('fields');
  const unsaid = { ...sharing.said, 'cover.called': ' ' };
  expect(findShareFault({ ...sharing, said: unsaid }, TODAY)).toBe('words');
  expect(findShareFault({ ...sharing, ifNo: '' }, TODAY)).toBe('texts');
  for (const until of ['', TODAY, '2026-02-30', '2028-01-01', 'soon']) {
    expect(findShareFault({ ...sharing, until }, TODAY), until).toBe('until');
  }
  expect(isPossibleEnd('2026-05-04', TODAY)).toBe(true);
});

test('only ticked fields go, in one order, with their own words', () => {
  expect(fieldsOf(sharing)).toEqual([
    { code: 'cover.called', words: 'Ana' },
    { code: 'money.unpaid-wages', words: 'Five months.' },
  ]);
});

test('a field begins with what is recorded, and a withdrawn fact is not in it', () => {
  const fact = (state: string, value: unknown) =>
    ({ state, event: { key: 'wagesWithheld', answer: { value } } }) as FileState['facts'][number];
  const state = { cover: null, facts: [fact('withdrawn', 'no'), fact('current', 'yes')] };
  const say = {
    fact: ({ event }: FileState['facts'][number]) => JSON.stringify(event.answer),
    language: (tag: string) => tag,
    safe: 'text only',
  };
  expect(firstWords('money.unpaid-wages', state, say)).toBe('{"value":"yes"}');
  expect(firstWords('contact.safe-way', state, say)).toBe('text only');
  expect(firstWords('account.summary', state, say)).toBe('');
});
