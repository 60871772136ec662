import { expect, test } from 'vitest';
import { nextQuestion } from './index.ts';
import { assessSmall, provision } from './testing/small-law.ts';

const two = [
  provision({ id: 'P', versions: [{ from: '2010', when: { all: ['signs', 'other'] } }] }),
  provision({ id: 'Q', versions: [{ from: '2010', when: 'signs' }] }),
];
const legal = { role: 'legal', place: 'office' };

test('the next question is the one that settles most for what it costs the person', () => {
  expect(nextQuestion(assessSmall(two, { location: 'AA' }), legal)?.fact).toBe('signs');
  const known = assessSmall(two, { location: 'AA', signs: true });
  expect(nextQuestion(known, legal)?.fact).toBe('other');
});

test('what was refused is never asked again, and "not now" waits', () => {
  const rule = [provision({ id: 'P' })];
  for (const unknown of ['refused', 'not-now', 'unknown']) {
    const assessment = assessSmall(rule, {
      location: 'AA',
      ageDisputed: false,
      signs: { unknown },
    });
    expect(nextQuestion(assessment, legal)).toBeUndefined();
  }
});

test('the link between an accusation and the exploitation is asked by a legal desk alone, and nowhere it may not be', () => {
  const rule = [
    provision({
      id: 'P',
      connects: ['prosecuting'],
      each: 'offences',
      versions: [{ from: '2010', anchor: 'act', when: 'offence.nexus.forced' }],
    }),
  ];
  const offences = [{ jurisdiction: 'AA', actDate: '2026-01-01' }];
  const facts = { location: 'AA', ageDisputed: false, offences };
  const assessment = assessSmall(rule, facts);
  expect(nextQuestion(assessment, legal)?.fact).toBe('offences[].nexus.forced');
  expect(nextQuestion(assessment, { role: 'casework', place: 'office' })).toBeUndefined();
  expect(nextQuestion(assessment, { role: 'legal', place: 'portal' })).toBeUndefined();
});

test('where nothing is open there is nothing to ask', () => {
  const facts = { location: 'AA', signs: true, other: true, ageDisputed: false };
  expect(nextQuestion(assessSmall(two, facts), legal)).toBeUndefined();
});
