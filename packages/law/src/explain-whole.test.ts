/** A finding in plain sentences, whole, as it stands on a page or in a letter. */
import { expect, test } from 'vitest';
import { explainFinding } from './index.ts';
import { assessSmall, findP, provision } from './testing/small-law.ts';

function explain(own: object, facts: object): readonly string[] {
  const law = provision({ id: 'P', ...own });
  return explainFinding(findP(assessSmall([law], { location: 'AA', ...facts })));
}

const HERE = 'The person is in Aaland.';
const DUTY = 'Owed by: the state. May be invoked by: the person. Before: a court.';
const MEMORY = 'Written from memory: a lawyer must check it before anybody relies on it.';
const DEADLINE = { id: 'D', label: 'Ask', kind: 'person-must-act', source: 's. 4' };
const OFFICIAL = {
  level: 'official',
  read: 'x',
  where: 'https://law.example',
  pinpoint: 's. 1',
  on: '2026-01-02',
};

test('a right that is engaged says why, who owes it, before whom, and how far it was checked', () => {
  expect(explain({}, { signs: true })).toEqual([
    'An invented rule (AA): engaged on these facts.',
    'An invented rule.',
    HERE,
    'Signs: yes.',
    DUTY,
    'If it is breached: an order.',
    MEMORY,
  ]);
});

test('a right that does not apply names no duty; one that is open names what it waits for', () => {
  expect(explain({}, { signs: false })).toEqual([
    'An invented rule (AA): this law may not help; others may.',
    'An invented rule.',
    'Signs: no.',
    MEMORY,
  ]);
  expect(explain({}, {})).toEqual([
    'An invented rule (AA): cannot be said yet.',
    'An invented rule.',
    'Not known yet: signs.',
    DUTY,
    'If it is breached: an order.',
    MEMORY,
  ]);
});

test('what a rule stops is said before whom it binds', () => {
  expect(explain({ stages: ['enforce'] }, { signs: true }).slice(4, 6)).toEqual([
    'While it holds, it stops enforcing. Deciding and preparing may go on meanwhile.',
    DUTY,
  ]);
});

test.each([
  [OFFICIAL, 'Checked against the official text on 2026-01-02: https://law.example.'],
  [
    { ...OFFICIAL, asAt: '2015-11' },
    'Checked against the official text on 2026-01-02, in its state of 2015-11: https://law.example.',
  ],
  [
    { level: 'secondary', read: 'x', where: 'a handbook', on: '2026' },
    'Checked only in another source on 2026: a handbook.',
  ],
  [{ level: 'memory', read: 'x', where: 'y' }, MEMORY],
])('with the mark %j the last sentence is: %s', (verified, sentence) => {
  expect(explain({ verified }, { signs: true }).at(-1)).toBe(sentence);
});

test.each<[object, object, object, string]>([
  [
    OFFICIAL,
    { event: 'started' },
    { startedOn: '2026-01-02' },
    'Ask: 2026-01-02. The day of the start: 2026-01-02. Source: s. 4.',
  ],
  [
    OFFICIAL,
    { event: 'started' },
    { startedOn: '2026-01' },
    'Possible deadline, check with a lawyer by 2026-01-31: Ask. The day of the start: 2026-01-31. Source: s. 4.',
  ],
  [OFFICIAL, { event: 'started' }, {}, 'Ask. The start, whose day is not known. Source: s. 4.'],
])('with the mark %j, %j and %j a date reads: %s', (verified, rule, facts, sentence) => {
  const deadlines = [{ ...DEADLINE, rule }];
  expect(explain({ verified, deadlines }, { signs: true, ...facts }).at(-2)).toBe(sentence);
});

test('reasons come in one order: facts, presumptions, arguments, tests, exceptions, limits', () => {
  const tests = ['fair', 'just'].map((id) => ({
    id,
    ask: `Is it ${id}?`,
    of: 'court',
    for: [],
    against: [],
  }));
  const exceptions = [
    { id: 'E', label: 'excluded', when: 'excluded', effect: 'discretion', source: 's' },
    { id: 'F', label: 'limited', when: 'other', effect: 'discretion', source: 's' },
  ];
  const when = {
    all: ['signs', { age: 'now', under: 18, presume: 'protection' }, { open: 'fair' }],
  };
  const facts = { signs: true, other: true, ageDisputed: true, reasonsToBelieveChild: true };
  const own = { tests, exceptions, versions: [{ from: '2010', when }] };
  expect(explain(own, { ...facts, tests: { fair: true } }).slice(2, -3)).toEqual([
    HERE,
    'Signs: yes.',
    'It is presumed that the person is under 18 at the present day (age disputed: yes).',
    'Age disputed: yes.',
    'Reasons to believe a child: yes.',
    'The question left to the court, “Is it fair?”, was answered yes.',
    'For protection, treated as a child under PRESUME, until age is known.',
    'Applies unless: excluded.',
    'May be limited: limited.',
  ]);
  // Of two tests only the one that the answer waits for is named.
  expect(explain(own, facts).slice(2, -3)).toEqual([
    'Left to the court: Is it fair?',
    'Applies unless: excluded.',
    'May be limited: limited.',
  ]);
});

test('in a defence what is contested is argued in the alternative, and said so once', () => {
  const when = { all: ['signs', { age: 'now', under: 18 }] };
  const own = { defence: true, versions: [{ from: '2010', when }] };
  expect(explain(own, { signs: true, ageDisputed: true })).toEqual([
    'An invented rule (AA): available to argue.',
    'An invented rule.',
    HERE,
    'Signs: yes.',
    'It is contested that the person is under 18 at the present day (age disputed: yes).',
    'Age is contested; this is argued in case the court finds that the person is under 18 at the present day.',
    DUTY,
    'If it succeeds: an order.',
    MEMORY,
  ]);
});

test('a sentence that several steps would say is said once', () => {
  const when = { all: ['signs', { any: ['signs', 'other'] }] };
  const text = explain({ versions: [{ from: '2010', when }] }, { signs: true });
  expect(text.filter((sentence) => sentence === 'Signs: yes.')).toHaveLength(1);
});

test.each<[unknown, object, string]>([
  [
    { here: 'nationality' },
    { nationality: { value: ['AA'], by: 'a consulate' } },
    'Nationality includes Aaland (nationality: Aaland, by a consulate).',
  ],
  [{ here: 'nationality' }, { nationality: ['AA'] }, 'Nationality includes Aaland.'],
  [
    { not: { here: 'nationality' } },
    { nationality: ['BB'] },
    'Nationality does not include Aaland (nationality: Beland).',
  ],
  [
    { open: 'fair' },
    { tests: { fair: { value: true, by: 'a court', on: '2026-01-02' } } },
    'The question left to the court, “Is it fair?”, was answered yes (by a court, on 2026-01-02).',
  ],
  [
    { decision: 'first', result: 'positive' },
    { identification: { decisions: [{ state: 'AA', kind: 'first', result: 'positive' }] } },
    'A positive first decision by Aaland was made.',
  ],
  [
    { decision: 'first', result: 'positive' },
    {
      identification: {
        decisions: [{ state: 'AA', kind: 'first', result: 'positive', madeOn: '2026-01-02' }],
      },
    },
    'A positive first decision by Aaland was made (2026-01-02).',
  ],
  [
    { fact: 'nationality', includesAny: ['AA', 'BB'] },
    { nationality: ['AA', 'BB'] },
    'Nationality: Aaland, Beland.',
  ],
  [
    { age: 'now', under: 18 },
    { dateOfBirth: '2012-03-04', ageDisputed: false },
    'The person is under 18 at the present day (date of birth: 2012-03-04; age disputed: no).',
  ],
])('%j with %j is said with its source', (when, facts, sentence) => {
  const tests = [{ id: 'fair', ask: 'Is it fair?', of: 'court', for: [], against: [] }];
  expect(explain({ tests, versions: [{ from: '2010', when }] }, facts)).toContain(sentence);
});

test('a treaty whose parties nobody checked says so, and an exception that is open is not a fact', () => {
  const exceptions = [
    { id: 'E', label: 'excluded', when: 'excluded', effect: 'defeats', source: 's' },
  ];
  expect(explain({ exceptions }, { signs: true }).slice(2, -3)).toEqual([
    'Not known yet: excluded.',
    'Applies unless: excluded.',
  ]);
  expect(explain({ exceptions }, { signs: true, excluded: true }).slice(2, -1)).toEqual([
    'Excluded: yes.',
  ]);
  expect(explain({ exceptions }, { signs: true, excluded: false }).slice(2, -3)).toEqual([
    HERE,
    'Signs: yes.',
    'Excluded: no.',
  ]);
});
