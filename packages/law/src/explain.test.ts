import { expect, test } from 'vitest';
import { explainFinding } from './index.ts';
import { assessSmall, findP, provision } from './testing/small-law.ts';

function explain(own: object, facts: object): string {
  const law = provision({ id: 'P', ...own });
  return explainFinding(findP(assessSmall([law], { location: 'AA', ...facts }))).join('\n');
}

test('a no is never the end: this law may not help, others may', () => {
  expect(explain({}, { signs: false })).toContain('this law may not help; others may');
});

test('a defence is available to argue, never promised', () => {
  const text = explain({ defence: true }, { signs: true });
  expect(text).toContain('available to argue');
  expect(text).not.toContain('engaged on these facts');
});

test('each fact is shown with where it comes from, when, and who disputes it', () => {
  const signs = {
    value: true,
    source: 'document',
    by: 'a clinic',
    on: '2026-01-02',
    disputedBy: 'a court',
  };
  expect(explain({}, { signs })).toContain(
    'Signs: yes (from a document, by a clinic, on 2026-01-02, disputed by a court).',
  );
});

test('law written from memory says so, and its deadline is only a possible one', () => {
  const deadlines = [
    {
      id: 'D',
      label: 'Appeal',
      kind: 'person-must-act',
      rule: { add: '28 days', from: 'started' },
      source: 's. 3',
    },
  ];
  const text = explain({ deadlines }, { signs: true, startedOn: '2026-01-01' });
  expect(text).toContain('Possible deadline, check with a lawyer by 2026-01-29: Appeal.');
  expect(text).toContain('Written from memory: a lawyer must check it');
});

test('what a finding does not decide, and authority against it, are said', () => {
  const text = explain({ doesNotDecide: ['guilt'], contrary: ['A v B'] }, { signs: true });
  expect(text).toContain('This does not decide guilt.');
  expect(text).toContain('Contrary or later authority: A v B.');
});
