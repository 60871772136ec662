/** What the skeleton of a rule is made of: each question asked once, each defence read as a defence. */
import { expect, test } from 'vitest';
import type { Packs, Provision } from '../model.ts';
import { loadSmall, provision } from '../testing/small-law.ts';
import { listAtoms, makeExceptionSkeleton, makeSkeleton, newAtomTable } from './skeleton.ts';
import type { AtomTable, Skeleton } from './skeleton.ts';

const exception = (own: object): object => ({
  label: 'e',
  source: 's',
  effect: 'defeats',
  ...own,
});

function skeletonOf(own: object, others: readonly object[] = []) {
  const packs = loadSmall([provision({ id: 'P', ...own }), ...others]);
  const table = newAtomTable();
  return { packs, table, skeleton: make(packs, table) };
}

function make(packs: Packs, table: AtomTable, id = 'P'): Skeleton {
  const rule = ruleOf(packs, id);
  const [version] = rule.versions;
  if (version === undefined) throw new Error('no version');
  return makeSkeleton(packs, rule, version, table);
}

function ruleOf(packs: Packs, id: string): Provision {
  const rule = packs.provisions.get(id);
  if (rule === undefined) throw new Error(`no ${id}`);
  return rule;
}

/** The questions of a table by what they ask: enough to tell them apart. */
function asked({ atoms }: AtomTable): readonly unknown[] {
  return atoms.map((atom) => {
    if (atom.kind === 'some') return ['some', atom.list];
    if (atom.kind === 'provision') return ['provision', atom.id, atom.open];
    return [atom.condition.kind, atom.mode, atom.open];
  });
}

const when = (condition: unknown): object => ({
  versions: [{ from: '2010-01-01', when: condition }],
});

test('"and", "or" and "not" are kept, and the same question is asked once', () => {
  const { skeleton, table } = skeletonOf(
    when({ all: ['signs', { any: ['other', { not: 'signs' }] }] }),
  );
  expect(skeleton).toEqual({
    kind: 'all',
    of: [
      { kind: 'atom', atom: 0 },
      {
        kind: 'any',
        of: [
          { kind: 'atom', atom: 1 },
          { kind: 'not', of: { kind: 'atom', atom: 0 } },
        ],
      },
    ],
  });
  expect(table.atoms).toHaveLength(2);
  expect(listAtoms(skeleton)).toEqual([0, 1]);
});

test('a rule that always holds asks nothing', () => {
  const { skeleton, table } = skeletonOf(when('always'));
  expect(skeleton).toEqual({ kind: 'always' });
  expect(table.atoms).toEqual([]);
  expect(listAtoms(skeleton)).toEqual([]);
});

test('two rules share their questions and their concepts', () => {
  const other = provision({ id: 'Q', ...when({ all: ['any-sign', 'signs'] }) });
  const { packs, table, skeleton } = skeletonOf(when('any-sign'), [other]);
  const second = make(packs, table, 'Q');
  expect(table.atoms).toHaveLength(2);
  expect(table.slots.size).toBe(1);
  expect(skeleton).toMatchObject({ kind: 'named', slot: 0 });
  expect(second).toMatchObject({ kind: 'all', of: [{ kind: 'named', slot: 0 }, { atom: 0 }] });
  expect(listAtoms(second)).toEqual([0, 1]);
});

test('an exception that defeats stands as a "not" beside the condition; one that only limits does not', () => {
  const { skeleton } = skeletonOf({
    ...when('signs'),
    exceptions: [
      exception({ id: 'E', when: 'excluded' }),
      exception({ id: 'D', when: 'other', effect: 'discretion' }),
    ],
  });
  expect(skeleton).toEqual({
    kind: 'all',
    of: [
      { kind: 'atom', atom: 0 },
      { kind: 'not', of: { kind: 'atom', atom: 1 } },
    ],
  });
});

test('what lifts an exception takes it away again, and only that one', () => {
  const { packs, table } = skeletonOf({
    ...when('signs'),
    exceptions: [
      exception({ id: 'E', when: 'excluded' }),
      exception({ id: 'F', when: 'other', effect: 'lifts', of: 'E' }),
      exception({ id: 'G', when: 'helps' }),
    ],
  });
  const rule = ruleOf(packs, 'P');
  const of = (id: string): Skeleton => makeExceptionSkeleton(packs, rule, id, table);
  expect(of('E')).toMatchObject({ kind: 'all', of: [{ kind: 'atom' }, { kind: 'not' }] });
  expect(of('G')).toMatchObject({ kind: 'atom' });
  expect(() => of('H')).toThrow('no such exception: H');
});

const FAIR = { tests: [{ id: 'fair', ask: 'Is it fair?', of: 'court', for: [], against: [] }] };
const CHILD = { age: 'now', under: 18 };

test('in a defence an age and an open test are argued, and argued the other way under a "not"', () => {
  const under = { not: { all: [{ age: 'now', under: 16 }, { not: CHILD }] } };
  const condition = { all: [CHILD, { open: 'fair' }, 'signs', under] };
  const defence = skeletonOf({ ...FAIR, defence: true, ...when(condition) });
  expect(asked(defence.table)).toEqual([
    ['age', 'argued', []],
    ['open', 'argued', []],
    ['fact', 'plain', []],
    ['age', 'argued-not', []],
  ]);
  const duty = skeletonOf({ ...FAIR, ...when(condition) });
  expect(asked(duty.table)).toEqual([
    ['age', 'plain', []],
    ['open', 'plain', []],
    ['fact', 'plain', []],
    ['age', 'plain', []],
  ]);
});

test('the exceptions of a defence are not argued: they are the other side’s', () => {
  const { table } = skeletonOf({
    ...FAIR,
    defence: true,
    ...when('signs'),
    exceptions: [exception({ id: 'E', when: { all: ['other', { open: 'fair' }] } })],
  });
  expect(asked(table)).toContainEqual(['open', 'plain', []]);
});

test('a rule does not rest on its own presumption, but others may', () => {
  const presumed = { age: 'now', under: 18, presume: 'protection' };
  const own = {
    category: 'child',
    presumes: { that: 'child', purpose: 'protection', until: 'age is known' },
    ...when({ all: ['ageDisputed', presumed] }),
  };
  expect(asked(skeletonOf(own).table)).toContainEqual(['age', 'plain', ['P']]);
  expect(asked(skeletonOf(when(presumed)).table)).toEqual([['age', 'plain', []]]);
});

test('rules that rest on one another in a circle are open where the circle closes', () => {
  const q = provision({ id: 'Q', ...when({ any: [{ provision: 'Q' }, { provision: 'P' }] }) });
  const { packs, table } = skeletonOf(when({ provision: 'Q' }), [q]);
  expect(asked(table)).toEqual([['provision', 'Q', ['P']]]);
  expect(make(packs, table, 'Q')).toEqual({
    kind: 'any',
    of: [{ kind: 'unknown' }, { kind: 'atom', atom: 1 }],
  });
  expect(asked(table)[1]).toEqual(['provision', 'P', ['Q']]);
});

test('a question about records is one atom, with its own skeleton inside', () => {
  const where = { fact: 'conviction.jurisdiction', is: 'AA' };
  const { skeleton, table } = skeletonOf(when({ some: 'convictions', where }));
  expect(asked(table)).toEqual([
    ['fact', 'plain', []],
    ['some', 'convictions'],
  ]);
  expect(listAtoms(skeleton)).toEqual([1]);
});

test('a name that no pack explains is a fault, not an answer', () => {
  const { packs, table } = skeletonOf(when('any-sign'));
  const bare = { ...packs, concepts: new Map() };
  expect(() => make(bare as Packs, table)).toThrow('no such concept: any-sign');
});
