/** What a joint answer rests on: only the parts that carry it, and the plain ones where they are enough. */
import { expect, test } from 'vitest';
import { join, leaf, negate } from './truth.ts';
import type { Truth } from './truth.ts';

const presumption = { that: 'child', purpose: 'protection', by: 'R', until: 'age is known' };
const about = { missing: ['m'], openTests: ['t'], presumptions: [presumption], argued: ['a'] };

function sure(tri: 'yes' | 'no', own: Parameters<typeof leaf>[3] = {}): Truth {
  return leaf('fact', 'sure', tri, own);
}

function open(...missing: readonly string[]): Truth {
  return leaf('fact', 'open', 'unknown', { missing });
}

test('a plain answer carries nothing that nobody gave it', () => {
  expect(leaf('fact', 'x', 'unknown')).toEqual({
    tri: 'unknown',
    missing: [],
    openTests: [],
    presumptions: [],
    argued: [],
    trace: { node: 'fact', label: 'x', value: 'unknown', facts: [], of: [] },
  });
});

test('what is missing counts only while the answer is open', () => {
  expect(leaf('fact', 'x', 'unknown', about)).toMatchObject(about);
  expect(leaf('fact', 'x', 'yes', about)).toMatchObject({ ...about, missing: [] });
  expect(leaf('fact', 'x', 'no', about).missing).toEqual([]);
});

test('a label in three wordings is said as the answer is', () => {
  const wording = { yes: 'it is', no: 'it is not', unknown: 'whether it is' };
  const said = (['yes', 'no', 'unknown'] as const).map((tri) => leaf('fact', wording, tri).trace);
  expect(said.map(({ label }) => label)).toEqual(['it is', 'it is not', 'whether it is']);
});

test('a joint answer that is open lacks what its open parts lack, each once', () => {
  expect(join('all', 'x', [open('a', 'b'), sure('yes'), open('b', 'c')]).missing).toEqual([
    'a',
    'b',
    'c',
  ]);
  expect(join('all', 'x', [open('a'), sure('no')]).missing).toEqual([]);
  expect(join('any', 'x', [open('a'), sure('yes')]).missing).toEqual([]);
});

test('a joint answer keeps its name and its parts in the trace', () => {
  const parts = [sure('yes'), open('a')];
  expect(join('any', 'either', parts).trace).toEqual({
    node: 'any',
    label: 'either',
    value: 'yes',
    facts: [],
    of: parts.map(({ trace }) => trace),
  });
});

test.each([
  ['any', 'yes'],
  ['all', 'no'],
] as const)('of several reasons for "%s" being %s a plain one is enough', (kind, tri) => {
  const joined = join(kind, 'x', [sure(tri, about), sure(tri)]);
  expect(joined).toMatchObject({ tri, openTests: [], presumptions: [], argued: [] });
});

test.each([
  ['a presumption', { presumptions: [presumption] }],
  ['an open test', { openTests: ['t'] }],
  ['an argument', { argued: ['a'] }],
])('a reason that needs %s counts where there is no plain one', (_what, own) => {
  expect(join('any', 'x', [sure('yes', own), sure('no', about)])).toMatchObject(own);
  const plain = join('any', 'x', [sure('yes', own), sure('yes')]);
  expect(plain).toMatchObject({ openTests: [], presumptions: [], argued: [] });
});

test('where every part must hold, each one’s presumptions, tests and arguments count', () => {
  const joined = join('all', 'x', [sure('yes', about), sure('yes')]);
  expect(joined).toMatchObject({ ...about, missing: [] });
  const none = join('any', 'x', [sure('no', about), sure('no')]);
  expect(none.tri).toBe('no');
});

test('an open answer rests on its open parts, and not on those that are settled', () => {
  const unsettled = leaf('open', 'x', 'unknown', { openTests: ['t'], missing: ['m'] });
  const joined = join('all', 'x', [unsettled, open('n'), sure('yes', { openTests: ['other'] })]);
  expect(joined).toMatchObject({ tri: 'unknown', missing: ['m', 'n'], openTests: ['t'] });
});

test('the same test is named once, however many parts wait for it', () => {
  const one = leaf('open', 'x', 'unknown', { openTests: ['t'], argued: ['a'] });
  expect(join('any', 'x', [one, one])).toMatchObject({ openTests: ['t'], argued: ['a'] });
});

test('turned around, an answer keeps what it rests on and shows what was turned', () => {
  const turned = negate(leaf('fact', 'x', 'yes', about));
  expect(turned).toMatchObject({ tri: 'no', openTests: ['t'], argued: ['a'] });
  expect(turned.trace).toEqual({
    node: 'not',
    label: 'not',
    value: 'no',
    facts: [],
    of: [leaf('fact', 'x', 'yes').trace],
  });
  expect(negate(open('a'))).toMatchObject({ tri: 'unknown', missing: ['a'] });
});
