import { expect, test } from 'vitest';
import en from '../../../../locales/en/app.json' with { type: 'json' };
import { makeWords } from '../words/words.ts';
import { safeWords } from './safe-words.ts';

const words = makeWords('en', en.messages);
const none = en.messages['safe.none'];

test('without a way to be reached it reads: do not call, whatever else is known', () => {
  expect(safeWords(words, null)).toBe(none);
  expect(safeWords(words, {})).toBe(none);
  expect(safeWords(words, { name: 'Lan', when: 'mornings' })).toBe(none);
});

test('a way is read with its times, the name to use and what to say to others', () => {
  const safe = { how: 'text only', when: 'after four', name: 'Lan', ifSomeoneElse: 'wrong number' };
  const line = safeWords(words, safe);
  for (const part of Object.values(safe)) expect(line).toContain(part);
  expect(line).not.toContain(none);
});
