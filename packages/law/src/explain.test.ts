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
  expect(text).toContain('If it succeeds: an order.');
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

const accused = {
  connects: ['prosecuting'],
  each: 'offences',
  versions: [{ from: '2010', anchor: 'act', when: 'signs' }],
};
const charged = (own: object): object => ({
  signs: true,
  offences: [{ jurisdiction: 'AA', actDate: '2021-01-01', ...own }],
});
const unlessListed = {
  exceptions: [
    { id: 'E', label: 'it is listed', when: { listed: 'LIST' }, effect: 'defeats', source: 's. 2' },
  ],
};

test('an exception that is not met reads as not met', () => {
  const text = explain({ ...accused, ...unlessListed }, charged({ code: 'theft' }));
  expect(text).toContain('The offence is not in the list “an invented list” (a fact: theft).');
  const met = explain({ ...accused, ...unlessListed }, charged({ code: 'murder' }));
  expect(met).toContain('The offence is in the list “an invented list” (a fact: murder).');
  const open = explain({ ...accused, ...unlessListed }, charged({ code: 'burglary' }));
  expect(open).toContain('Not known yet: whether the offence is in the list “an invented list”.');
});

test.each<[unknown, object, string]>([
  [{ here: 'nationality' }, { nationality: ['AA'] }, 'Nationality includes Aaland.'],
  [
    { not: { here: 'nationality' } },
    { nationality: ['BB'] },
    'Nationality does not include Aaland (nationality: Beland).',
  ],
  [{ here: 'nationality' }, {}, 'Not known yet: whether nationality includes Aaland.'],
  [
    { age: 'now', under: 18 },
    { dateOfBirth: '2010-01-01', ageDisputed: false },
    'The person is under 18 at the present day (date of birth: 2010-01-01; age disputed: no).',
  ],
  [
    { age: 'now', atLeast: 18 },
    { dateOfBirth: '2010', ageDisputed: false },
    'The person is under 18 at the present day',
  ],
  [
    { age: 'now', under: 18 },
    {},
    'Not known yet: whether the person is under 18 at the present day.',
  ],
  [
    { decision: 'first', result: 'positive' },
    {
      identification: {
        decisions: [{ state: 'AA', kind: 'first', result: 'negative', madeOn: '2026-01-02' }],
      },
    },
    'The last first decision by Aaland is not positive (2026-01-02).',
  ],
  [
    { decision: 'first', result: 'positive', by: 'any' },
    { identification: { decisions: [{ kind: 'first', result: 'positive' }] } },
    'A positive first decision was made.',
  ],
  [
    { decision: 'first', result: 'positive' },
    {},
    'Not known yet: whether a positive first decision by Aaland was made.',
  ],
  [{ fact: 'colour', is: 'dark-blue' }, { colour: 'dark-blue' }, 'A fact: dark blue.'],
  [{ fact: 'ageAtAct', lessThan: 20 }, { ageAtAct: '<18' }, 'A fact: under 18.'],
  [{ fact: 'ageAtAct', atLeast: 16 }, { ageAtAct: '>=18' }, 'A fact: 18 or over.'],
  [{ fact: 'nationality', present: true }, { nationality: [] }, 'Nationality: none.'],
  [{ some: 'convictions', where: 'always' }, { convictions: [] }, 'Convictions: none.'],
  ['always', {}, 'It applies to everybody within its reach.'],
])('%j with %j reads as a sentence', (when, facts, sentence) => {
  expect(explain({ versions: [{ from: '2010', when }] }, facts)).toContain(sentence);
});

test('a claim that was not shown says so', () => {
  expect(explain({}, { signs: { value: true, asserted: true, source: 'said' } })).toContain(
    'Signs: yes (claimed, not shown, as said).',
  );
});

test('each way in which a state is connected reads as a sentence, known or not', () => {
  const say = (connects: string, facts: object): string =>
    explainFinding(
      findP(
        assessSmall(
          [provision({ id: 'P', connects: [connects] })],
          { signs: true, ...facts },
          { in: ['AA'] },
        ),
      ),
    ).join('\n');
  expect(say('presence', { location: 'AA' })).toContain('The person is in Aaland.');
  expect(say('nationality', {})).toContain(
    'Not known yet: whether the person has the nationality of Aaland.',
  );
  expect(say('requested', { extradition: { requestedState: 'AA' } })).toContain(
    'Aaland was asked to hand the person over.',
  );
  expect(say('any', {})).toContain('The law of Aaland may always be relied on.');
});

test('a contested age is said to be contested, and what is argued is named', () => {
  const when = { age: 'act', under: 18 };
  const own = { ...accused, defence: true, versions: [{ from: '2010', anchor: 'act', when }] };
  const text = explain(own, { ...charged({}), dateOfBirth: '2004-01-01', ageDisputed: true });
  expect(text).toContain(
    'It is contested that the person was under 18 at the act (date of birth: 2004-01-01; age disputed: yes).',
  );
  expect(text).toContain(
    'Age is contested; this is argued in case the court finds that the person was under 18 at the act.',
  );
});

test('a presumption says for what, under what and until when', () => {
  const when = { age: 'now', under: 18, presume: 'protection' };
  const text = explain(
    { versions: [{ from: '2010', when }] },
    { ageDisputed: true, reasonsToBelieveChild: true },
  );
  expect(text).toContain('It is presumed that the person is under 18 at the present day');
  expect(text).toContain('For protection, treated as a child under PRESUME, until age is known.');
});

test('no sentence ends twice, whatever its parts end with', () => {
  const text = explain(
    {
      ...unlessListed,
      title: 'May it be?',
      remedy: 'an order!',
      binds: 'the state.',
      contrary: ['A v B.'],
      doesNotDecide: ['what follows …'],
      tests: [{ id: 'fair', ask: 'Is it fair?', of: 'court', for: [], against: [] }],
      versions: [{ from: '2010', when: { all: ['signs', { open: 'fair' }] } }],
      exceptions: [
        { id: 'E', label: 'is it so?', when: 'other', effect: 'discretion', source: 's' },
      ],
      deadlines: [
        {
          id: 'D',
          label: 'When?',
          kind: 'open-standard',
          rule: { open: 'soon.', from: 'now' },
          source: 's. 3.',
        },
      ],
    },
    { signs: true },
  );
  expect(text).not.toMatch(/[.?!…][.?!]/);
  expect(text).not.toMatch(/:\s*[.;]/);
});

test('law of another day says which day that is', () => {
  const versions = (own: object): object => ({ versions: [{ when: 'signs', ...own }] });
  expect(explain(versions({ from: '2030-01-01' }), { signs: true })).toContain(
    'This rule applies from 2030-01-01; the day of this assessment is before it (2026-06-15).',
  );
  expect(explain(versions({ from: '2010', to: '2020' }), { signs: true })).toContain(
    'This rule applied until 2020-12-31; the day of this assessment is after it (2026-06-15).',
  );
  const dated = versions({ from: '2030-01-01', anchor: 'started' });
  expect(explain(dated, { signs: true, startedOn: '2026-01-02' })).toContain(
    'This rule applies from 2030-01-01; the date of the start is before it (2026-01-02).',
  );
});
