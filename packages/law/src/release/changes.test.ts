import { expect, test } from 'vitest';
import { listReleaseChanges } from '../index.ts';
import type { FindingChange } from '../index.ts';
import { loadSmall, MARK, provision } from '../testing/small-law.ts';

const facts = { location: 'AA', signs: true, startedOn: '2026-01-01' };
const deadline = (add: string): object => ({
  deadlines: [
    {
      id: 'D',
      label: 'Apply',
      kind: 'person-must-act',
      rule: { add, from: 'started' },
      source: 's',
    },
  ],
});

function changes(before: readonly object[], after: readonly object[]): readonly FindingChange[] {
  const found = listReleaseChanges({
    before: loadSmall(before),
    after: loadSmall(after),
    facts,
    asOf: '2026-06-15',
  });
  if (!found.ok) throw new Error(JSON.stringify(found.errors));
  return found.changes;
}

const p = (own: object = {}): object => provision({ id: 'P', title: 'A right', ...own });

test('the same law changes nothing for anybody', () => {
  expect(changes([p(deadline('30 days'))], [p(deadline('30 days'))])).toEqual([]);
});

test.each<[string, object, object, string, string]>([
  [
    'the answer',
    {},
    { versions: [{ from: '2010', when: 'other' }] },
    'result',
    'A right: engaged before, cannot be said yet now.',
  ],
  [
    'a defence',
    { defence: true },
    { defence: true, versions: [{ from: '2010', when: { not: 'signs' } }] },
    'result',
    'A right: available to argue before, may not help now.',
  ],
  [
    'a date',
    deadline('30 days'),
    deadline('20 days'),
    'dates',
    'Apply: 2026-01-31 before, 2026-01-21 now.',
  ],
  ['a new date', {}, deadline('20 days'), 'dates', 'Apply: no such date before, 2026-01-21 now.'],
  [
    'a date that goes',
    deadline('20 days'),
    {},
    'dates',
    'Apply: 2026-01-21 before, no such date now.',
  ],
  [
    'the words',
    { remedy: 'an order' },
    { remedy: 'money' },
    'text',
    'If it is breached: money (before: an order)',
  ],
  ['how it binds', {}, { force: 'may' }, 'text', 'How it binds: may (before: must)'],
  [
    'of when the text is',
    {},
    { verified: { ...MARK, asAt: '2015-11' } },
    'check',
    'memory before, memory (text as at 2015-11) now',
  ],
  [
    'how far it was checked',
    {},
    { verified: { ...MARK, level: 'secondary', on: '2026-01-01' } },
    'check',
    'memory before, secondary now',
  ],
])('%s changes and is said', (...[, before, after, kind, sentence]) => {
  const [change, ...others] = changes([p(before)], [p(after)]);
  expect(others).toEqual([]);
  expect(change).toMatchObject({ provision: 'P', jurisdiction: 'AA', about: null, kind });
  expect(change?.sentences.join(' ')).toContain(sentence);
  expect(change?.before?.provision).toBe('P');
  expect(change?.after?.provision).toBe('P');
});

test('a right that goes is told before everything else, and one that comes is not passed over', () => {
  const found = changes(
    [p(), provision({ id: 'Q', title: 'An old right' })],
    [p({ remedy: 'money' }), provision({ id: 'R', title: 'A new right' })],
  );
  expect(found.map(({ provision: id, kind }) => [id, kind])).toEqual([
    ['Q', 'gone'],
    ['R', 'new'],
    ['P', 'text'],
  ]);
  expect(found[0]?.sentences).toEqual(['An old right is no longer in the law packs.']);
  expect(found[0]?.after).toBeNull();
  expect(found[1]?.sentences).toEqual(['A new right: engaged.']);
  expect(found[1]?.before).toBeNull();
});

test('facts that the new vocabulary cannot read are refused before anything is accepted', () => {
  const before = loadSmall([
    p({ tests: [{ id: 'fair', ask: 'Fair?', of: 'court', for: [], against: [] }] }),
  ]);
  const request = {
    before,
    after: loadSmall([p()]),
    facts: { ...facts, tests: { fair: true } },
    asOf: '2026-06-15',
  };
  expect(listReleaseChanges(request)).toMatchObject({
    ok: false,
    errors: [{ path: 'tests.fair' }],
  });
  const wrong = { ...request, facts: { nothing: true } };
  expect(() => listReleaseChanges(wrong)).toThrow('do not fit the packs');
});
