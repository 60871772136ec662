/** What no single line of a pack can see: each fault is told with its place, its reason and a remedy. */
import { expect, test } from 'vitest';
import { parsePacks } from '../index.ts';
import type { LawError } from '../index.ts';
import { provision, smallFiles } from '../testing/small-law.ts';

function wordsOf(errors: readonly LawError[]): readonly string[] {
  return errors.map(({ code, path, message, remedy }) => `${code} ${path}: ${message} ${remedy}`);
}

function refusalsOf(...provisions: readonly object[]): readonly string[] {
  const parsed = parsePacks(smallFiles(provisions));
  return parsed.ok ? [] : wordsOf(parsed.errors);
}

const when = (condition: unknown): object => ({ versions: [{ from: '2010', when: condition }] });
const NOWHERE = 'which does not exist.';
const FITS = 'Use a test that fits; see docs/formats/law-packs.md.';
const OUT = 'Add it, or take the name out.';

test.each<[unknown, string]>([
  [
    { fact: 'colour', is: 'rde' },
    `pack/leads-nowhere @: This names the value of colour "rde", ${NOWHERE} Did you mean "red"?`,
  ],
  [
    { fact: 'colour', in: ['red', 'x-ray-green'] },
    `pack/leads-nowhere @: This names the value of colour "x-ray-green", ${NOWHERE} ${OUT}`,
  ],
  [
    { fact: 'location', isNot: 'ZZZZZZ' },
    `pack/leads-nowhere @: This names the value of location "ZZZZZZ", ${NOWHERE} ${OUT}`,
  ],
  [
    { fact: 'nationality', includesAny: ['AA', 'ZZZZZZ'] },
    `pack/leads-nowhere @: This names the value of nationality "ZZZZZZ", ${NOWHERE} ${OUT}`,
  ],
  [
    { fact: 'exploitationPlaces', includes: 'ZZZZZZ' },
    `pack/leads-nowhere @: This names the value of exploitationPlaces "ZZZZZZ", ${NOWHERE} ${OUT}`,
  ],
  ['colour', `pack/condition @: "colour" is a enum; the test "true" does not fit it. ${FITS}`],
  [
    'nationality',
    `pack/condition @: "nationality" is a list of country; the test "true" does not fit it. ${FITS}`,
  ],
  [
    { fact: 'signs', is: 'yes' },
    `pack/condition @: "signs" is a boolean; the test "is" does not fit it. ${FITS}`,
  ],
  [
    { fact: 'signs', in: [true, 'yes'] },
    `pack/condition @: "signs" is a boolean; the test "in" does not fit it. ${FITS}`,
  ],
  [
    { fact: 'nationality', in: ['AA'] },
    `pack/condition @: "nationality" is a list of country; the test "in" does not fit it. ${FITS}`,
  ],
  [
    { fact: 'colour', present: true },
    `pack/condition @: "colour" is a enum; the test "present" does not fit it. ${FITS}`,
  ],
  [
    { fact: 'colour', before: '2020' },
    `pack/condition @: "colour" is a enum; the test "before" does not fit it. ${FITS}`,
  ],
  [
    { fact: 'amount', beforeEvent: 'started' },
    `pack/condition @: "amount" is a number; the test "beforeEvent" does not fit it. ${FITS}`,
  ],
  [
    { fact: 'startedOn', lessThan: 5 },
    `pack/condition @: "startedOn" is a date; the test "lessThan" does not fit it. ${FITS}`,
  ],
  [
    { decision: 'frist', result: 'positive' },
    `pack/leads-nowhere @: This names the kind of decision "frist", ${NOWHERE} Did you mean "first"?`,
  ],
  [
    { decision: ['first'], result: 'positve' },
    `pack/leads-nowhere @: This names the result of a decision "positve", ${NOWHERE} Did you mean "positive"?`,
  ],
  [
    { provision: 'PRESUMED' },
    `pack/leads-nowhere @: This names the provision "PRESUMED", ${NOWHERE} Did you mean "PRESUME"?`,
  ],
  [
    { listed: 'LISTS' },
    `pack/leads-nowhere @: This names the list "LISTS", ${NOWHERE} Did you mean "LIST"?`,
  ],
  [
    { age: 'now', under: 18, presume: 'protecting' },
    `pack/leads-nowhere @: This names the presumption for "protecting", ${NOWHERE} Did you mean "protection"?`,
  ],
])('the condition %j is refused wherever it stands', (condition, text) => {
  const exception = { id: 'E', label: 'l', effect: 'shortens', source: 's' };
  const deadline = {
    id: 'D',
    label: 'l',
    kind: 'open-standard',
    rule: { event: 'started' },
    source: 's',
  };
  const places: readonly (readonly [string, object])[] = [
    ['versions[0].when', when(condition)],
    ['versions[0].when', when({ all: [{ not: condition }, 'signs'] })],
    ['exceptions[0].when', { exceptions: [{ ...exception, when: condition }] }],
    ['deadlines[0].when', { deadlines: [{ ...deadline, when: condition }] }],
    [
      'deadlines[0].pausedWhile[0].when',
      { deadlines: [{ ...deadline, pausedWhile: [{ label: 'x', when: condition }] }] },
    ],
  ];
  for (const [path, own] of places) {
    expect(refusalsOf(provision({ id: 'P', ...own }))).toEqual([text.replace('@', `P: ${path}`)]);
  }
});

test.each<[unknown]>([
  [{ fact: 'signs', is: false }],
  [{ fact: 'colour', in: ['red', 'dark-blue'] }],
  [{ fact: 'location', is: 'BB-N' }],
  [{ fact: 'nationality', present: true }],
  [{ fact: 'ageAtAct', lessThan: 18 }],
  [{ fact: 'amount', atLeast: 3 }],
  [{ fact: 'amount', is: 3 }],
  [{ fact: 'startedOn', happened: true }],
  [{ decision: ['first', 'last'], result: 'pending' }],
  [{ age: 'now', under: 18, presume: 'protection' }],
])('the condition %j fits its fact', (condition) => {
  expect(refusalsOf(provision({ id: 'P', ...when(condition) }))).toEqual([]);
});

test('versions of one event follow one another, and a pack is told the day they do not', () => {
  const versions = (...list: readonly object[]): readonly string[] =>
    refusalsOf(provision({ id: 'P', versions: list.map((one) => ({ when: 'signs', ...one })) }));
  expect(versions({ from: '2010', to: '2014' }, { from: '2015' })).toEqual([]);
  expect(versions({ from: '2010', to: '2015' }, { from: '2015' })).toEqual([
    'pack/versions-overlap P: versions[1]: The version from 2015 begins before the one before it ends. Give the earlier version a "to:" on the day before.',
  ]);
  expect(versions({ from: '2010', to: '2015-01-01' }, { from: '2015' })).toHaveLength(1);
  expect(versions({ from: '2010' }, { from: '2015' })).toHaveLength(1);
  expect(versions({ from: '2010' }, { from: '2015', anchor: 'act' })).toEqual([]);
  expect(versions({ from: '2010-01-01', to: '2010-01-01' })).toEqual([]);
  expect(versions({ from: '2010-01-02', to: '2010-01-01' })).toEqual([
    'pack/version-ends-first P: versions[0]: The version from 2010-01-02 ends before it begins. Look at "from:" and "to:".',
  ]);
});

const CLIFF = {
  what: 'It falls.',
  when: 'Then.',
  challenge: 'So.',
  interimRelief: 'Thus.',
  survives: ['PRESUME'],
};
const hidden = (status: string): string =>
  `pack/hidden-cliff P: P makes support depend on ${status} without saying so. Add a cliff: when support falls, how to challenge it, and which routes survive; or drop the condition.`;

test.each<[unknown, string]>([
  ['helps', 'cooperation'],
  [{ not: { any: ['signs', 'helps'] } }, 'cooperation'],
  [{ fact: 'helps', is: false }, 'cooperation'],
  [{ decision: 'first', result: 'positive' }, 'identification'],
  [{ some: 'identification.decisions', where: { here: 'state' } }, 'identification'],
  [{ provision: 'Q' }, 'cooperation'],
  ['through-help', 'cooperation'],
])('support that reads %j hangs on %s, and says so or is refused', (condition, status) => {
  const concepts = { 'through-help': { title: 'x', when: 'helps', source: 's' } };
  const read = (own: object): readonly string[] => {
    const rules = [
      provision({ id: 'P', category: 'health', ...own }),
      provision({ id: 'Q', ...when({ all: ['helps', { provision: 'R' }] }) }),
      // A circle of references is followed once.
      provision({ id: 'R', ...when({ any: ['signs', { provision: 'Q' }] }) }),
    ];
    const files = smallFiles(rules).map((file) => {
      if (file.file !== 'concepts.yaml') return file;
      const content = file.content as { concepts: object };
      return { ...file, content: { concepts: { ...content.concepts, ...concepts } } };
    });
    const parsed = parsePacks(files);
    return parsed.ok ? [] : wordsOf(parsed.errors);
  };
  expect(read(when(condition))).toEqual([hidden(status)]);
  const exception = { id: 'E', label: 'l', when: condition, effect: 'shortens', source: 's' };
  expect(read({ exceptions: [exception] })).toEqual([hidden(status)]);
  expect(read({ ...when(condition), cliffs: [{ on: status, ...CLIFF }] })).toEqual([]);
  expect(read({ ...when(condition), cliffs: [{ on: 'immigration', ...CLIFF }] })).toEqual([
    hidden(status),
  ]);
  expect(read({ ...when(condition), category: 'residence' })).toEqual([]);
});

test('each contradiction is told with both names and what to do', () => {
  const exception = (own: object): object => ({
    id: 'E',
    label: 'l',
    when: 'other',
    effect: 'defeats',
    source: 's',
    ...own,
  });
  const of = (...exceptions: readonly object[]): readonly string[] =>
    refusalsOf(provision({ id: 'P', exceptions }));
  const LIFTS =
    'pack/lifts P: exceptions[0]: An exception that lifts another one names it, and no other exception does. Write "effect: lifts" and "of:".';
  expect(of(exception({ of: 'F' }))[0]).toBe(LIFTS);
  expect(of(exception({ effect: 'lifts' }))[0]).toBe(LIFTS);
  expect(of(exception({ effect: 'lifts', of: 'F' }))).toEqual([
    'pack/leads-nowhere P: exceptions[0]: This names the exception "F", which does not exist. Did you mean "E"?',
  ]);
  expect(of(exception({ effect: 'lifts', of: 'E' }))).toEqual([
    'pack/lifts P: exceptions[0]: The exception "E" lifts itself in a circle. Take one "of:" out.',
  ]);
  expect(of(exception({}), exception({ id: 'F', effect: 'shortens' }))).toEqual([
    'pack/conflict P: exceptions[1]: The exceptions "E" and "F" are met by the same facts and say different things. Keep the one that is law, or say in "when:" how they differ.',
  ]);
  expect(of(exception({}), exception({ id: 'F' }))).toEqual([]);
  expect(of(exception({ when: { all: ['other', { not: 'other' }] } }))).toEqual([
    'pack/never-met P: exceptions[0]: No facts at all can meet the exception "E". Its condition contradicts itself, or another exception always lifts it.',
  ]);
  expect(of(exception({ when: 'signs' }))).toEqual([
    'pack/never-engaged P: versions[0]: No facts at all can engage this version: its exceptions always defeat it. Look at "when:" and at the exceptions that defeat it.',
  ]);
  expect(of(exception({}), exception({ id: 'F', effect: 'lifts', of: 'E' }))).toEqual([
    'pack/never-met P: exceptions[0]: No facts at all can meet the exception "E". Its condition contradicts itself, or another exception always lifts it.',
  ]);
});

test('one open test is one question everywhere, and one name is used once', () => {
  const asking = (id: string, ask: string): object =>
    provision({ id, tests: [{ id: 'fair', ask, of: 'court', for: [], against: [] }] });
  expect(refusalsOf(asking('P', 'Fair?'), asking('Q', 'Just?'), asking('R', 'Fair?'))).toEqual([
    'pack/twice Q: tests: The open test "fair" is another question elsewhere. Give it an id of its own.',
  ]);
  expect(refusalsOf(provision({ id: 'P' }), provision({ id: 'P' }))).toEqual([
    'pack/twice provisions[2]: The provision "P" is defined twice. Give each provision its own id; ids are never reused.',
  ]);
});

test('what looks like a slip is told with its place, and stops nothing', () => {
  const doubtsOf = (own: object): readonly string[] => {
    const tests = ['fair', 'just'].map((id) => ({
      id,
      ask: `${id}?`,
      of: 'court',
      for: [],
      against: [],
    }));
    const rule = provision({
      id: 'P',
      tests,
      ...when({ all: [{ open: 'fair' }, { open: 'just' }] }),
      ...own,
    });
    const parsed = parsePacks(smallFiles([rule]));
    if (!parsed.ok) throw new Error(wordsOf(parsed.errors).join('\n'));
    return wordsOf(parsed.doubts);
  };
  const ASKED =
    'so no finding waits for its answer. Write { open: … } where the answer matters, or take the test out.';
  expect(doubtsOf({})).toEqual([]);
  expect(doubtsOf(when({ open: 'just' }))).toEqual([
    `pack/test-not-asked P: tests[0]: No condition asks the open test "fair", ${ASKED}`,
  ]);
  const exception = { id: 'E', label: 'l', when: { open: 'just' }, effect: 'defeats', source: 's' };
  const deadline = {
    id: 'D',
    label: 'l',
    kind: 'open-standard',
    rule: { event: 'started' },
    source: 's',
  };
  const later = [deadline, { ...deadline, id: 'F', when: { not: { open: 'fair' } } }];
  expect(doubtsOf({ ...when('signs'), exceptions: [exception], deadlines: later })).toEqual([]);
  const CUT =
    'reads like the end of the sentence before it. Put the whole sentence in quotes: inside [ ] a comma begins a new item.';
  expect(
    doubtsOf({ contrary: ['A v B', 'but see C v D'], doubts: ['and so', 'nor that'] }),
  ).toEqual([
    `pack/cut-sentence P: doubts[1]: "nor that" ${CUT}`,
    `pack/cut-sentence P: contrary[1]: "but see C v D" ${CUT}`,
  ]);
  expect(doubtsOf({ doubts: ['one thing', 'another and a third', 'android'] })).toEqual([]);
});
