/** What was decided on identification: what is for the client is relied on, what is against is not given away. */
import { expect, test } from 'vitest';
import { draftRepresentations } from './draft.ts';
import { draftReconsideration } from './reconsideration.ts';
import { ACCUSED, caseOf, notes, recordedOf, sent } from './testing/letter-case.ts';

const decision = (over: object) => ({
  state: 'GB',
  kind: 'conclusive-grounds',
  result: 'positive',
  madeOn: '2026-04-16',
  ...over,
});
const caseWith = (decisions: readonly ReturnType<typeof decision>[], facts: object = {}) =>
  caseOf(
    [],
    recordedOf({ ...facts }, { offences: [ACCUSED], 'identification.decisions': decisions }),
  );
const decided = (...decisions: readonly ReturnType<typeof decision>[]) =>
  draftRepresentations(caseWith(decisions));
const FIRST = { kind: 'reasonable-grounds', madeOn: '2026-04-02' };

test('a positive decision is told with its day, and asked to be followed', () => {
  const text = sent(decided(decision(FIRST), decision({})));
  expect(text).toContain(
    'The competent authority made a positive conclusive grounds decision on 16 April 2026.',
  );
  expect(text).toContain('a positive reasonable grounds decision on 2 April 2026.');
  expect(text).toContain('the positive decision on identification is followed');
});

test('a first positive decision is not taken for the last: nothing is to be decided before that', () => {
  const text = sent(decided(decision(FIRST)));
  expect(text).toContain(
    'that the positive reasonable grounds decision is taken into account, and no decision is taken before the conclusive grounds decision',
  );
  expect(text).not.toMatch(/is followed|National Referral Mechanism/);
});

test('a decision of another state, one still awaited, and one about something else are not told as identification', () => {
  const letter = decided(
    decision({ state: 'NL' }),
    decision({ result: 'pending' }),
    decision({ kind: 'disqualification' }),
    decision({ kind: 'refusal-of-stay' }),
  );
  expect(sent(letter)).not.toMatch(/competent authority made|is followed|taken into account/);
});

test('nothing in the letter leads a reader to a decision against the client, not even that one was waited for', () => {
  const facts = {
    'identification.referredOn': '2026-04-01',
    'identification.assessedBeforeCharge': true,
    nationality: ['VN'],
  };
  for (const against of [
    [decision({ result: 'negative' })],
    [decision(FIRST), decision({ result: 'negative' })],
    [decision({ result: 'negative', state: 'NL' })],
  ]) {
    const text = sent(draftRepresentations(caseWith(against, facts)));
    expect(text).toContain('Nationality: VN.');
    expect(text).not.toMatch(
      /negative|reconsider|Referred for identification|qualified|competent authority made/,
    );
  }
  const letter = draftRepresentations(caseWith([decision({ result: 'negative' })], facts));
  expect(sent(letter)).toContain('that no decision is taken before identification is over');
  expect(notes(letter)).toContain('Never say that there is none.');
  expect(sent(draftRepresentations(caseWith([], facts)))).toContain(
    'Referred for identification: 1 April 2026.',
  );
});

test('a decision kept in a drawer that stays is not told', () => {
  const kept = decision({ result: { value: 'positive', class: 'immigration' } });
  expect(sent(decided(kept))).not.toContain('competent authority made');
});

test('who decides on identification is told nothing about an accused act before the criminal lawyer agrees', () => {
  const letter = draftReconsideration(caseWith([decision({ result: 'negative' })]));
  expect(notes(letter)).toContain('Say nothing about an accused act');
  expect(JSON.stringify(letter)).not.toContain('how the act came about');
});
