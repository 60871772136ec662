import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RIGHTS_QUESTIONS } from '../fields.ts';
import type { Fields } from '../fields.ts';
import { testLaw } from '../testing/law.ts';
import { atOf, CHOICES, decideRights, isRightsForm, readAnswers } from './answers.ts';

const packs = await testLaw();
const { places } = packs.extents;

function go(fields: Fields): string {
  const answers = readAnswers(fields, places);
  if (answers === undefined) return 'refused';
  const step = decideRights(fields, answers, places);
  return step.kind === 'ask' ? step.question : 'show';
}

test('there are at most six questions, and one country in which all of them are asked', () => {
  expect(RIGHTS_QUESTIONS.length).toBeLessThanOrEqual(6);
  const path = RIGHTS_QUESTIONS.map((question) =>
    go({ at: atOf(question), go: 'rights-next', country: 'GB', part: 'GB-SCT' }),
  );
  expect(path).toEqual(['part', 'age', 'accused', 'money', 'wish', 'show']);
});

test('a country with one legal system is not asked for its parts', () => {
  expect(go({ at: 'rights-country', go: 'rights-next', country: 'RO' })).toBe('age');
  expect(go({ at: 'rights-age', go: 'rights-back', country: 'RO' })).toBe('country');
  expect(go({ at: 'rights-age', go: 'rights-back', country: 'US' })).toBe('part');
});

test('every question can be passed over, left open, or skipped to the end', () => {
  for (const question of RIGHTS_QUESTIONS) {
    const at = atOf(question);
    const answered = { at, country: 'GB', part: 'GB-EAW', age: 'under' } as const;
    const step = decideRights({ ...answered, go: 'rights-skip' }, { country: 'GB' }, places);
    expect(step.answers).not.toHaveProperty(question);
    expect(go({ ...answered, go: 'rights-show' })).toBe('show');
    expect(go({ at, go: 'rights-next' })).not.toBe('refused');
  }
});

test('who passes over the country leaves its part behind as well', () => {
  const fields = { at: 'rights-country', go: 'rights-skip' };
  const step = decideRights(fields, { country: 'GB', part: 'GB-EAW', age: 'over' }, places);
  expect(step.answers).toEqual({ age: 'over' });
});

test('beginning again begins with nothing', () => {
  const step = decideRights({ go: 'rights' }, { country: 'GB', age: 'under' }, places);
  expect(step).toEqual({ kind: 'ask', question: 'country', answers: {} });
});

test('what no page offers is refused: unknown places, parts of other countries, invented answers', () => {
  const refused: readonly Fields[] = [
    { country: 'XX' },
    { country: 'GB-EAW' },
    { country: 'gb' },
    { country: '__proto__' },
    { part: 'GB-EAW' },
    { country: 'US', part: 'GB-EAW' },
    { country: 'RO', part: 'RO' },
    { age: 'constructor' },
    { accused: 'YES' },
    { money: '1' },
    { wish: 'safe health' },
    { wish: 'x'.repeat(100_000) },
  ];
  for (const fields of refused)
    expect([fields, readAnswers(fields, places)]).toEqual([fields, undefined]);
});

test('whatever a form says, it is refused, or a page follows with offered answers only', () => {
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom('', 'GB', 'US-CA', 'GB-EAW', 'under', 'yes', 'no', 'safe', 'toString'),
  );
  const form = fc.record(
    {
      at: fc.oneof(fc.constantFrom(...RIGHTS_QUESTIONS.map(atOf), 'text'), fc.string()),
      go: fc.oneof(fc.constantFrom('rights', 'rights-next', 'rights-back', 'rights-show'), word),
      country: word,
      part: word,
      age: word,
      accused: word,
      money: word,
      wish: word,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(form, (fields) => {
      const answers = readAnswers(fields, places);
      if (answers === undefined) return;
      const step = decideRights(fields, answers, places);
      expect(readAnswers(step.answers, places)).toEqual(step.answers);
    }),
    { numRuns: 3000 },
  );
});

test('only forms of these pages come here', () => {
  expect(isRightsForm({ go: 'rights' })).toBe(true);
  expect(isRightsForm({ at: 'rights-age', age: 'under' })).toBe(true);
  for (const go of ['front', 'write', 'help-now', 'about', 'send', 'rights-', 'nonsense']) {
    expect([go, isRightsForm({ at: 'rights-age', go })]).toEqual([go, false]);
  }
  expect(isRightsForm({ at: 'text', age: 'under' })).toBe(false);
});

test('no question asks for what the vocabulary keeps away from this page, or what is heavy to answer', () => {
  const asked = [
    'location',
    'claimedAge',
    'reasonsToBelieveChild',
    'ageDisputed',
    'accusedOrAtRisk',
    'resourcesInsufficient',
  ];
  for (const key of asked) {
    const fact = packs.vocabulary.facts.get(key);
    expect([key, fact?.never.includes('portal'), fact?.burden]).toEqual([key, false, 1]);
  }
  expect(Object.keys(CHOICES)).toEqual(['age', 'accused', 'money', 'wish']);
});
