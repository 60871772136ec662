import { expect, test } from 'vitest';
import { CapabilityAnswer, CapabilityQuery } from '@amparo/casework/packets';
import { answerOf, ASKED_LANGUAGES, findQueryFault, queryOf } from './capability.ts';
import type { AskedCapability } from './capability.ts';

const TODAY = '2026-05-03';
const asked: AskedCapability = {
  desks: ['d'],
  needs: ['lawyer-wages', 'interpreter'],
  ageBand: '21-up',
  languages: ['ro'],
  by: '',
};

test('whatever can be ticked is a question that every node takes', () => {
  expect(findQueryFault(asked, TODAY)).toBeUndefined();
  expect(CapabilityQuery.safeParse(queryOf(asked)).success).toBe(true);
  for (const language of ASKED_LANGUAGES) {
    const query = queryOf({ ...asked, languages: [language] });
    expect(CapabilityQuery.safeParse(query).success, language).toBe(true);
  }
});

test('a question needs a desk and a need, at most four languages, and a day that can still come', () => {
  expect(findQueryFault({ ...asked, desks: [] }, TODAY)).toBe('desks');
  expect(findQueryFault({ ...asked, needs: [] }, TODAY)).toBe('needs');
  expect(findQueryFault({ ...asked, languages: ASKED_LANGUAGES.slice(0, 5) }, TODAY)).toBe(
    'languages',
  );
  expect(findQueryFault({ ...asked, by: '2026-05-02' }, TODAY)).toBe('by');
  expect(findQueryFault({ ...asked, by: TODAY }, TODAY)).toBeUndefined();
});

test('every need is answered, and "from" names a day', () => {
  const query = queryOf(asked);
  const yes = { can: 'yes', from: '' } as const;
  expect(answerOf(query, { 'lawyer-wages': yes }, TODAY)).toEqual({
    ok: false,
    need: 'interpreter',
  });
  const later = { can: 'from', from: 'soon' } as const;
  expect(answerOf(query, { 'lawyer-wages': yes, interpreter: later }, TODAY).ok).toBe(false);
  const given = answerOf(
    query,
    { 'lawyer-wages': yes, interpreter: { can: 'from', from: '2026-06-01' } },
    TODAY,
  );
  expect(given.ok && CapabilityAnswer.safeParse(given.answer).success).toBe(true);
});
