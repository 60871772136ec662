/** A finding shows everything a lawyer needs to check it: the rule, the facts, the reasons, the text. */
import { expect, test } from 'vitest';
import { assess, parseFacts } from './index.ts';
import type { Finding, TraceNode } from './index.ts';
import { assessSmall, findP, loadSmall, provision } from './testing/small-law.ts';

const OFFICIAL = {
  level: 'official',
  read: 'Section 1.',
  where: 'https://law.example',
  pinpoint: 's. 1',
  on: '2026-02-03',
};
const CLIFF = {
  on: 'cooperation',
  what: 'It falls.',
  when: 'Then.',
  challenge: 'So.',
  interimRelief: 'Thus.',
  survives: [],
};
const TESTS = ['fair', 'just'].map((id) => ({
  id,
  ask: `Is it ${id}?`,
  of: 'court',
  for: [],
  against: [],
}));
const RICH = provision({
  id: 'P',
  title: 'A right',
  eli: 'https://law.example/eli',
  force: 'must-entitle',
  category: 'assistance',
  stages: ['decide'],
  cliffs: [CLIFF],
  gapAgainst: ['PRESUME'],
  doesNotDecide: ['who pays'],
  contrary: ['A v B'],
  doubts: ['untested'],
  tests: TESTS,
  verified: OFFICIAL,
  versions: [{ from: '2010-01-01', when: { all: ['signs', { open: 'fair' }, { open: 'just' }] } }],
  exceptions: [
    { id: 'E', label: 'excluded', when: 'excluded', effect: 'defeats', source: 's. 2' },
    { id: 'F', label: 'limited', when: 'other', effect: 'discretion', source: 's. 3' },
  ],
});

test('the text, the duty and the limits of a rule stand in its finding as the pack says them', () => {
  const facts = { location: 'AA', signs: true, other: true, tests: { fair: true } };
  const finding = findP(assessSmall([RICH], facts));
  const [fair, just] = TESTS.map(({ id, ask, of }) => {
    return { id, ask, of, authorityFor: [], authorityAgainst: [] };
  });
  expect(finding).toMatchObject({
    provision: 'P',
    title: 'A right',
    jurisdiction: 'AA',
    pack: 'aa',
    about: null,
    category: 'assistance',
    result: 'cannot-say',
    defence: false,
    force: 'must-entitle',
    state: 'in-force',
    stages: ['decide'],
    summary: 'An invented rule.',
    missing: ['excluded'],
    due: [],
    owes: 'the state',
    invokedBy: 'the person',
    before: 'a court',
    remedy: 'an order',
    presumptions: [],
    openTests: [just],
    answeredTests: [fair],
    exceptionsNotExcluded: [{ id: 'E', label: 'excluded', effect: 'defeats', source: 's. 2' }],
    exceptionsMet: [{ id: 'F', label: 'limited', effect: 'discretion', source: 's. 3' }],
    cliffs: [CLIFF],
    gapAgainst: ['PRESUME'],
    doesNotDecide: ['who pays'],
    contrary: ['A v B'],
    doubts: ['untested'],
    citations: [
      {
        instrument: 'Invented Act',
        pinpoint: 'section 1',
        version: '2010-01-01',
        extent: 'AA',
        lastChecked: '2026-02-03',
        eli: 'https://law.example/eli',
      },
    ],
    verified: OFFICIAL,
    class: 'low',
  });
  expect(finding.questions.map(({ fact }) => fact)).toEqual(['excluded']);
  const plain = findP(assessSmall([provision({ id: 'P' })], { location: 'AA', signs: true }));
  expect(plain.citations).toMatchObject([{ lastChecked: null, eli: null }]);
});

test('an assessment says its day and which packs it read', () => {
  const { asOf, packs } = assessSmall([], { location: 'AA' }, { asOf: '2026-03-04' });
  expect({ asOf, packs }).toEqual({ asOf: '2026-03-04', packs: [{ id: 'aa', version: '1' }] });
});

test.each(['2026-03', '2026', 'soon', '2026-02-30'])('"%s" is no day to ask about', (asOf) => {
  expect(() => assessSmall([], { location: 'AA' }, { asOf })).toThrow(`asOf is not a day: ${asOf}`);
});

/** Every step of a trace by its kind, with its label, its answer and how many steps it rests on. */
function stepsOf(trace: TraceNode): readonly string[] {
  const own = `${trace.node}: ${trace.label}: ${trace.value}`;
  return [own, ...trace.of.flatMap((step) => stepsOf(step).map((line) => `  ${line}`))];
}

function findOf(when: unknown, facts: object, own: object = {}): Finding {
  const rule = provision({ id: 'P', tests: TESTS, versions: [{ from: '2010', when }], ...own });
  return findP(assessSmall([rule], { location: 'AA', ...facts }));
}

test('the whole reasoning stands in the trace, from the place to the last fact', () => {
  const exceptions = [
    { id: 'E', label: 'excluded', when: 'excluded', effect: 'defeats', source: 's' },
    { id: 'L', label: 'helping', when: 'helps', effect: 'lifts', of: 'E', source: 's' },
  ];
  const when = {
    all: ['always', { any: ['signs', 'other'], label: 'some mark' }, { not: 'other' }],
  };
  const facts = { signs: true, other: false, excluded: true, helps: true };
  expect(stepsOf(findOf(when, facts, { exceptions }).trace)).toEqual([
    'all: reach and conditions: yes',
    '  any: how this state is connected to the person: yes',
    '    connection: the person is in Aaland: yes',
    '  reach: law of Aaland: yes',
    '  all: conditions met and no exception: yes',
    '    all: all: yes',
    '      always: it applies to everybody within its reach: yes',
    '      any: some mark: yes',
    '        fact: Signs: yes',
    '        fact: Other sign: no',
    '      not: not: yes',
    '        fact: Other sign: no',
    '    exception: it is no exception that excluded: yes',
    '      all: excluded: no',
    '        fact: Excluded: yes',
    '        exception: it is no exception that helping: no',
    '          fact: Helps the police: yes',
  ]);
});

test.each<[unknown, object, readonly string[]]>([
  [
    'any-sign',
    { signs: true },
    [
      'concept: There is some sign: yes',
      '  any: any: yes',
      '    fact: Signs: yes',
      '    fact: Other sign: unknown',
    ],
  ],
  [
    { provision: 'PRESUME' },
    { ageDisputed: true, reasonsToBelieveChild: true },
    [
      'provision: An invented rule: yes',
      '  all: PRESUME: yes',
      '    reach: law of Aaland: yes',
      '    all: all: yes',
      '      fact: Age disputed: yes',
      '      fact: Reasons to believe a child: yes',
    ],
  ],
  [
    { some: 'convictions', where: { here: 'jurisdiction' } },
    { convictions: [{ jurisdiction: 'AA' }] },
    ['any: Convictions: yes', '  here: A fact includes Aaland: yes'],
  ],
  [{ some: 'convictions', where: 'always' }, { convictions: [] }, ['some: Convictions: none: no']],
  [{ some: 'convictions', where: 'always' }, {}, ['some: Convictions: unknown']],
  [
    { listed: 'LIST' },
    {},
    ['listed: whether the offence is in the list “an invented list”: unknown'],
  ],
  [{ open: 'fair' }, {}, ['open: Is it fair?: unknown']],
  [
    { open: 'fair' },
    { tests: { fair: { value: false } } },
    ['open: the question left to the court, “Is it fair?”, was answered no: no'],
  ],
  [
    { age: 'now', under: 18 },
    { dateOfBirth: '2010', ageDisputed: false },
    ['age: the person is under 18 at the present day: yes'],
  ],
  [
    { age: 'now', under: 18, presume: 'protection' },
    { ageDisputed: true, reasonsToBelieveChild: true },
    [
      'age: it is presumed that the person is under 18 at the present day: yes',
      '  all: PRESUME: yes',
      '    reach: law of Aaland: yes',
      '    all: all: yes',
      '      fact: Age disputed: yes',
      '      fact: Reasons to believe a child: yes',
    ],
  ],
])('%j with %j is traced step by step', (when, facts, steps) => {
  const own = findOf(when, facts).trace.of[2];
  expect(own === undefined ? [] : stepsOf(own)).toEqual(steps);
});

test.each<[unknown, object, readonly string[]]>([
  [{ listed: 'LIST' }, {}, ['offences[].code', 'offences[].excludedList']],
  [{ listed: 'LIST' }, { offences: [{ code: 'burglary' }] }, ['offences[].excludedList']],
  [{ here: 'nationality' }, {}, ['nationality']],
  [{ some: 'convictions', where: 'always' }, {}, ['convictions']],
  [
    { fact: 'startedOn', beforeEvent: 'pause-end' },
    { startedOn: '2026-01-01' },
    ['startedOn', 'pausedUntil'],
  ],
  [{ decision: 'first', result: 'positive' }, {}, ['identification.decisions']],
  [{ age: 'now', under: 18 }, { ageDisputed: false }, ['dateOfBirth']],
])('what would settle %j with %j is named', (when, facts, missing) => {
  expect(findOf(when, facts).missing).toEqual(missing);
});

test('a fact in the trace says its value in words, where it comes from, and how protected it is', () => {
  const steps = (facts: object): unknown => findOf('signs', facts).trace.of[2]?.facts;
  const plain = { fact: 'signs', label: 'Signs', class: 'low' };
  expect(steps({ signs: true })).toEqual([{ ...plain, value: true, words: 'yes' }]);
  expect(steps({})).toEqual([{ ...plain, unknown: 'not-asked' }]);
  expect(steps({ signs: { unknown: 'refused' } })).toEqual([{ ...plain, unknown: 'refused' }]);
  const about = {
    source: 'document',
    by: 'a clinic',
    on: '2026-01-02',
    asserted: true,
    disputedBy: 'x',
  };
  expect(steps({ signs: { value: false, ...about, class: 'high' } })).toEqual([
    { ...plain, value: false, words: 'no', ...about, class: 'high' },
  ]);
});

test('an answer to an open test in the trace says who gave it, when, and who disputes it', () => {
  const steps = (answer: object): unknown =>
    findOf({ open: 'fair' }, { tests: { fair: answer } }).trace.of[2]?.facts;
  const plain = { fact: 'tests.fair', label: 'Is it fair?', class: 'low' };
  expect(steps({ value: true })).toEqual([{ ...plain, value: true, words: 'yes' }]);
  const about = {
    source: 'document',
    by: 'a court',
    on: '2026-01-02',
    asserted: true,
    disputedBy: 'x',
  };
  expect(steps({ value: false, ...about })).toEqual([
    { ...plain, value: false, words: 'no', ...about },
  ]);
});

test('what only the unknown place keeps open is shown for rules that bind every state, and for no other', () => {
  const rules = [
    provision({ id: 'P', extent: ['ALL'] }),
    provision({ id: 'Q', extent: ['AA'], connects: ['any'] }),
  ];
  const { findings } = assessSmall(rules, { signs: true });
  expect(findings.map(({ provision: id }) => id)).toEqual(['P']);
  const [only] = findings;
  expect(only === undefined ? [] : stepsOf(only.trace).slice(0, 3)).toEqual([
    'all: reach and conditions: unknown',
    '  any: how this state is connected to the person: unknown',
    '    connection: whether the person is in a state that is not known yet: unknown',
  ]);
});

test('a rule about each record is shown once for nobody’s records, and not at all where there are none', () => {
  const own = { connects: ['any'], each: 'offences' };
  const count = (facts: object): number =>
    assessSmall([provision({ id: 'P', ...own })], { location: 'AA', ...facts }).findings.filter(
      ({ provision: id }) => id === 'P',
    ).length;
  expect(count({})).toBe(1);
  expect(count({ offences: [] })).toBe(0);
  expect(count({ offences: [{}, {}] })).toBe(2);
});

test('facts that are not known make no finding more protected', () => {
  const packs = loadSmall([
    provision({
      id: 'P',
      versions: [{ from: '2010', when: { any: ['signs', 'offence.nexus.forced'] } }],
    }),
  ]);
  const parsed = parseFacts({ location: 'AA', signs: true, offences: [{}] }, packs);
  if (!parsed.ok) throw new Error('refused');
  expect(findP(assess({ packs, facts: parsed.facts, asOf: '2026-01-01' })).class).toBe('low');
});
