/** Every form of a condition as a lawyer writes it, and what is said when it cannot be read. */
import { expect, test } from 'vitest';
import { parsePacks } from '../index.ts';
import type { Condition } from '../index.ts';
import { provision, smallFiles } from '../testing/small-law.ts';
import { listConditions } from './condition.ts';

const tests = [{ id: 'fair', ask: 'Is it fair?', of: 'court', for: [], against: [] }];

function read(when: unknown, own: object = {}): Condition | readonly string[] {
  const rule = provision({ id: 'P', tests, versions: [{ from: '2010', when }], ...own });
  const parsed = parsePacks(smallFiles([rule]));
  if (!parsed.ok) {
    return parsed.errors.map(
      ({ code, path, message, remedy }) => `${code} ${path}: ${message} ${remedy}`,
    );
  }
  const [version] = parsed.packs.provisions.get('P')?.versions ?? [];
  if (version === undefined) throw new Error('no version');
  return version.when;
}

const signs = { kind: 'fact', path: 'signs', test: { op: 'true' } };
const other = { kind: 'fact', path: 'other', test: { op: 'true' } };

test.each<[unknown, object]>([
  ['always', { kind: 'always' }],
  ['signs', signs],
  ['any-sign', { kind: 'concept', name: 'any-sign' }],
  [{ concept: 'any-sign' }, { kind: 'concept', name: 'any-sign' }],
  [{ all: ['signs', 'other'] }, { kind: 'all', of: [signs, other] }],
  [
    { any: ['signs', 'other'], label: 'x' },
    { kind: 'any', of: [signs, other], label: 'x' },
  ],
  [
    { any: ['signs'], label: 7 },
    { kind: 'any', of: [signs] },
  ],
  [{ not: 'signs' }, { kind: 'not', of: signs }],
  [{ fact: 'signs' }, signs],
  [
    { fact: 'colour', is: 'red' },
    { kind: 'fact', path: 'colour', test: { op: 'is', value: 'red' } },
  ],
  [
    { fact: 'colour', isNot: 'red' },
    { kind: 'fact', path: 'colour', test: { op: 'isNot', value: 'red' } },
  ],
  [
    { fact: 'colour', in: ['red', 'dark-blue'] },
    { kind: 'fact', path: 'colour', test: { op: 'in', values: ['red', 'dark-blue'] } },
  ],
  [
    { fact: 'nationality', includes: 'AA' },
    { kind: 'fact', path: 'nationality', test: { op: 'includes', values: ['AA'] } },
  ],
  [
    { fact: 'nationality', includesAny: ['AA', 'BB'] },
    { kind: 'fact', path: 'nationality', test: { op: 'includesAny', values: ['AA', 'BB'] } },
  ],
  [
    { fact: 'nationality', present: true },
    { kind: 'fact', path: 'nationality', test: { op: 'present' } },
  ],
  [
    { fact: 'startedOn', before: '2026' },
    { kind: 'fact', path: 'startedOn', test: { op: 'before', date: '2026' } },
  ],
  [
    { fact: 'startedOn', onOrAfter: '2026-01' },
    { kind: 'fact', path: 'startedOn', test: { op: 'onOrAfter', date: '2026-01' } },
  ],
  [
    { fact: 'startedOn', beforeEvent: 'pause-end' },
    { kind: 'fact', path: 'startedOn', test: { op: 'beforeEvent', event: 'pause-end' } },
  ],
  [
    { fact: 'startedOn', happened: true },
    { kind: 'fact', path: 'startedOn', test: { op: 'happened' } },
  ],
  [
    { fact: 'amount', atLeast: 5 },
    { kind: 'fact', path: 'amount', test: { op: 'atLeast', amount: 5 } },
  ],
  [
    { fact: 'amount', lessThan: 5 },
    { kind: 'fact', path: 'amount', test: { op: 'lessThan', amount: 5 } },
  ],
  [
    { fact: 'amount', is: 5 },
    { kind: 'fact', path: 'amount', test: { op: 'is', value: 5 } },
  ],
  [
    { fact: 'signs', is: false },
    { kind: 'fact', path: 'signs', test: { op: 'is', value: false } },
  ],
  [
    { age: 'act', under: 18 },
    { kind: 'age', at: 'act', under: 18 },
  ],
  [
    { age: 'now', atLeast: 18, presume: 'protection' },
    { kind: 'age', at: 'now', atLeast: 18, presume: 'protection' },
  ],
  [
    { some: 'convictions', where: { fact: 'jurisdiction', is: 'AA' } },
    {
      kind: 'some',
      list: 'convictions',
      where: { kind: 'fact', path: 'jurisdiction', test: { op: 'is', value: 'AA' } },
    },
  ],
  [
    { decision: 'first', result: 'positive' },
    { kind: 'decision', of: ['first'], result: 'positive', by: 'here' },
  ],
  [
    { decision: ['first', 'last'], result: 'negative', by: 'any' },
    { kind: 'decision', of: ['first', 'last'], result: 'negative', by: 'any' },
  ],
  [{ provision: 'PRESUME' }, { kind: 'provision', id: 'PRESUME' }],
  [{ listed: 'LIST' }, { kind: 'listed', list: 'LIST' }],
  [{ here: 'nationality' }, { kind: 'here', path: 'nationality' }],
  [{ open: 'fair' }, { kind: 'open', test: 'fair' }],
])('%j is read as it is meant', (when, condition) => {
  expect(read(when)).toEqual(condition);
});

test('inside "each" a field is named without its list, and outside it is not', () => {
  const own = { each: 'offences', connects: ['prosecuting'] };
  expect(read('nexus.forced', own)).toEqual({
    kind: 'fact',
    path: 'nexus.forced',
    test: { op: 'true' },
  });
  expect(read('nexus.forced')).toEqual([
    'pack/condition provisions[1].versions[0].when: "nexus.forced" is neither a fact of the vocabulary nor a concept. Define it first.',
  ]);
});

const KINDS =
  'Use one of all, any, not, fact, age, some, decision, concept, provision, listed, here, open.';
const FORMS = 'See docs/formats/law-packs.md for the forms of a condition.';
const TESTS =
  'Use one of is, isNot, in, includes, includesAny, before, onOrAfter, beforeEvent, atLeast, lessThan, present, happened.';
const OF_DECISION = `A decision needs "decision:", "result:" and "by: here" or "any". ${FORMS}`;
const OF_AGE = `An age needs "under:" or "atLeast:" with a number of years. ${FORMS}`;

test.each<[unknown, string, string?]>([
  [7, `A condition must be a name or one form. ${FORMS}`],
  [['signs'], `A condition must be a name or one form. ${FORMS}`],
  [{}, `"" is not a form of condition. ${KINDS}`],
  [{ alll: ['signs'] }, '"alll" is not a form of condition. Did you mean "all"?'],
  [{ whenever: 'signs' }, `"whenever" is not a form of condition. ${KINDS}`],
  ['ohter', '"ohter" is neither a fact of the vocabulary nor a concept. Did you mean "other"?'],
  [
    'any-sing',
    '"any-sing" is neither a fact of the vocabulary nor a concept. Did you mean "any-sign"?',
  ],
  [
    'something else entirely',
    '"something else entirely" is neither a fact of the vocabulary nor a concept. Define it first.',
  ],
  [{ all: [] }, `"all" must hold a list of conditions. ${FORMS}`],
  [{ any: 'signs' }, `"any" must hold a list of conditions. ${FORMS}`],
  [{ all: ['signs', 7] }, `A condition must be a name or one form. ${FORMS}`, '.all[1]'],
  [{ not: 7 }, `A condition must be a name or one form. ${FORMS}`, '.not'],
  [{ fact: 'sgns' }, '"sgns" is not a fact of the vocabulary. Did you mean "signs"?'],
  [
    { fact: 'something else entirely' },
    '"something else entirely" is not a fact of the vocabulary. Add it to the vocabulary first.',
  ],
  [{ fact: 'colour', is: ['red'] }, `The test of "colour" cannot be read. ${TESTS}`],
  [{ fact: 'colour', isNot: null }, `The test of "colour" cannot be read. ${TESTS}`],
  [{ fact: 'colour', in: 'red' }, `The test of "colour" cannot be read. ${TESTS}`],
  [{ fact: 'colour', in: ['red', null] }, `The test of "colour" cannot be read. ${TESTS}`],
  [{ fact: 'colour', includes: ['red'] }, `The test of "colour" cannot be read. ${TESTS}`],
  [{ fact: 'colour', is: 'red', isNot: 'red' }, `The test of "colour" cannot be read. ${TESTS}`],
  [{ fact: 'colour', equals: 'red' }, `The test of "colour" cannot be read. ${TESTS}`],
  [{ fact: 'startedOn', before: 'soon' }, `The test of "startedOn" cannot be read. ${TESTS}`],
  [{ fact: 'startedOn', onOrAfter: 2026 }, `The test of "startedOn" cannot be read. ${TESTS}`],
  [{ fact: 'startedOn', happened: false }, `The test of "startedOn" cannot be read. ${TESTS}`],
  [{ fact: 'startedOn', beforeEvent: 7 }, `The test of "startedOn" cannot be read. ${TESTS}`],
  [{ fact: 'startedOn', beforeEvent: 'x' }, `The test of "startedOn" cannot be read. ${TESTS}`],
  [{ fact: 'amount', atLeast: '5' }, `The test of "amount" cannot be read. ${TESTS}`],
  [{ age: 'party', under: 18 }, `"party" is not an event at which age is known. ${FORMS}`],
  [{ age: 'act' }, OF_AGE],
  [{ age: 'act', under: '18' }, OF_AGE],
  [{ some: 'parties', where: 'signs' }, `"parties" is not a list of records. ${FORMS}`],
  [{ some: 'convictions', where: 7 }, `A condition must be a name or one form. ${FORMS}`, '.where'],
  [{ decision: 7, result: 'positive' }, OF_DECISION],
  [{ decision: 'first' }, OF_DECISION],
  [{ decision: 'first', result: 'positive', by: 'them' }, OF_DECISION],
  [{ concept: 'any-sing' }, `"any-sing" is not a concept. ${FORMS}`],
  [{ here: 'nowhere' }, `"nowhere" is not a fact of the vocabulary. ${FORMS}`],
  [
    { open: 'unfair' },
    `provisions[1].versions[0].when: the open test "unfair" is not defined. ${FORMS}`,
  ],
])('%j is refused, with what to write', (when, text, at = '') => {
  expect(read(when)).toEqual([`pack/condition provisions[1].versions[0].when${at}: ${text}`]);
});

test('the parts of a condition come after it, however deep they stand', () => {
  const when = read({
    all: ['signs', { not: { some: 'convictions', where: { any: ['other'] } } }],
  });
  expect(listConditions(when as Condition).map(({ kind }) => kind)).toEqual([
    'all',
    'fact',
    'not',
    'some',
    'any',
    'fact',
  ]);
});
