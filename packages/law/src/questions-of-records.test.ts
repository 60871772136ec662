import { expect, test } from 'vitest';
import { nextQuestion, parseFacts } from './index.ts';
import type { Assessment, Finding } from './index.ts';
import { listQuestions } from './questions.ts';
import { assessSmall, loadSmall, provision } from './testing/small-law.ts';

const packs = loadSmall();

/** Why each of these facts would still be asked, by its name; what is not asked is not here. */
function asked(keys: readonly string[], known: object): Readonly<Record<string, string>> {
  const parsed = parseFacts(known, packs);
  if (!parsed.ok) throw new Error(parsed.errors.map(({ message }) => message).join('\n'));
  const questions = listQuestions(keys, packs.vocabulary, parsed.facts);
  return Object.fromEntries(questions.map(({ fact, state }) => [fact, state]));
}
const CODE = 'offences[].code';

test('a field of several records is asked until each of them says it', () => {
  expect(asked([CODE], { offences: [{ code: 'theft' }, {}] })).toEqual({ [CODE]: 'not-asked' });
  expect(asked([CODE], { offences: [{ code: 'theft' }, { code: 'fraud' }] })).toEqual({});
  expect(asked([CODE], { offences: [] })).toEqual({ [CODE]: 'not-asked' });
  const later = { offences: [{ code: 'theft' }, { code: { unknown: 'not-now' } }] };
  expect(asked([CODE], later)).toEqual({ [CODE]: 'not-now' });
});

test('what was refused for one record may still be asked for another, and never for that one alone', () => {
  const refused = { code: { unknown: 'refused' } };
  expect(asked([CODE], { offences: [refused] })).toEqual({});
  expect(asked([CODE], { offences: [refused, {}] })).toEqual({ [CODE]: 'not-asked' });
});

test('a date is asked for its day while only year or month are known, and no longer', () => {
  expect(asked(['startedOn'], { startedOn: '2026' })).toEqual({ startedOn: 'not-asked' });
  expect(asked(['startedOn'], { startedOn: '2026-05' })).toEqual({ startedOn: 'not-asked' });
  expect(asked(['startedOn'], { startedOn: '2026-05-04' })).toEqual({});
  // A code that ends or begins like a year is no date.
  expect(asked([CODE], { offences: [{ code: 'act 1997' }] })).toEqual({});
  expect(asked([CODE], { offences: [{ code: '1997 act' }] })).toEqual({});
});

test('a name that no fact has gives no question', () => {
  expect(asked(['nothing', 'signs'], {})).toEqual({ signs: 'not-asked' });
});

test('what is settled already asks nothing, whatever it lacks', () => {
  const rule = provision({ id: 'P', versions: [{ from: '2010', when: 'signs' }] });
  const open = assessSmall([rule], { location: 'AA' });
  const who = { role: 'legal', place: 'office' };
  expect(nextQuestion(open, who)?.fact).toBe('signs');
  const findings = open.findings.map((finding): Finding => ({ ...finding, result: 'engaged' }));
  const settled: Assessment = { ...open, findings };
  expect(nextQuestion(settled, who)).toBeUndefined();
});
