import { expect, test } from 'vitest';
import { findBindingPack, listGaps, parsePacks } from '../index.ts';
import type { GapLine, Packs } from '../index.ts';
import { provision, smallFiles } from '../testing/small-law.ts';

const TREATY = provision({
  id: 'T',
  extent: ['ALL'],
  category: 'assistance',
  title: 'Help for all',
});

function load(treaty: readonly object[], national: readonly object[]): Packs {
  const parsed = parsePacks([
    ...smallFiles(national),
    {
      file: 'tt/pack.yaml',
      content: {
        pack: { id: 'tt', version: '1', title: 'Treaties', jurisdiction: 'INT' },
        provisions: treaty,
      },
    },
  ]);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.packs;
}

function gapsOf(
  national: readonly object[],
  treaty: readonly object[] = [TREATY],
): readonly GapLine[] {
  const packs = load(treaty, national);
  return listGaps(packs, { extent: 'AA', against: 'tt', asOf: '2026-06-15' }).lines;
}

const cliff = {
  on: 'cooperation',
  what: 'It falls.',
  when: 'Then.',
  challenge: 'So.',
  interimRelief: 'Thus.',
  survives: [],
};
const help = (own: object): object => provision({ id: 'N', category: 'assistance', ...own });

test.each<[string, readonly object[], string, string]>([
  ['nothing was read', [], 'nothing-recorded', 'no proof that there is none'],
  ['another kind of right', [help({ category: 'asylum' })], 'nothing-recorded', 'Aaland'],
  ['the law of another state', [help({ extent: ['BB-N'] })], 'nothing-recorded', 'Aaland'],
  [
    'a rule that is repealed',
    [help({ versions: [{ from: '2010', state: 'repealed', when: 'signs' }] })],
    'nothing-recorded',
    'Aaland',
  ],
  [
    'a rule that has ended',
    [help({ versions: [{ from: '2010', to: '2020', when: 'signs' }] })],
    'nothing-recorded',
    'Aaland',
  ],
  [
    'a rule that has not begun',
    [help({ versions: [{ from: '2030', when: 'signs' }] })],
    'nothing-recorded',
    'Aaland',
  ],
  ['a policy', [help({ force: 'policy' })], 'weaker', 'only policy or discretion answers it: N.'],
  ['a rule that hangs on more', [help({ cliffs: [cliff] })], 'narrower', 'hangs on cooperation'],
  ['a duty', [help({})], 'answered', 'Rules of this kind in Aaland: N.'],
  [
    'a duty beside a narrow one',
    [help({ cliffs: [cliff] }), help({ id: 'M' })],
    'answered',
    ': M.',
  ],
  [
    'a recorded gap beside a duty',
    [help({ summary: 'No help for men.', force: 'gap', gapAgainst: ['T'] }), help({ id: 'M' })],
    'gap',
    'falls short of it: No help for men.',
  ],
])('%s', (_what, national, state, sentence) => {
  const [line, ...others] = gapsOf(national);
  expect(others).toEqual([]);
  expect(line).toMatchObject({ provision: 'T', category: 'assistance', binds: 'yes', state });
  expect(line?.sentence).toContain(sentence);
});

test('a status that the treaty itself names makes nothing narrower', () => {
  const [line] = gapsOf(
    [help({ cliffs: [cliff] })],
    [provision({ id: 'T', extent: ['ALL'], category: 'assistance', cliffs: [cliff] })],
  );
  expect(line?.state).toBe('answered');
});

test('only what binds the state counts, and where nobody checked it is said', () => {
  const soft = provision({ id: 'S', extent: ['ALL'], force: 'soft' });
  const elsewhere = provision({ id: 'E', extent: ['BB-N'] });
  const later = provision({ id: 'L', extent: ['TREATY'] });
  expect(gapsOf([], [soft, elsewhere, later]).map(({ provision: id }) => id)).toEqual(['L']);
  const packs = load([later], []);
  const before = listGaps(packs, { extent: 'AA', against: 'tt', asOf: '2014-12-31' });
  expect(before.lines).toEqual([]);
  const partly = load([provision({ id: 'L', extent: ['SOME'] })], []);
  // Beland's parts are outside; nobody knows about a state that is not named.
  expect(listGaps(partly, { extent: 'BB-N', against: 'tt', asOf: '2026-01-01' }).lines).toEqual([]);
});

test('a pack is found by its name as people write it, and a wrong one or a wrong day is a fault', () => {
  const packs = load([TREATY], []);
  expect(findBindingPack(packs, ' TT ')).toBe('tt');
  expect(findBindingPack(packs, 'coe')).toBeUndefined();
  expect(() => listGaps(packs, { extent: 'AA', against: 'coe', asOf: '2026-01-01' })).toThrow(
    'coe',
  );
  expect(() => listGaps(packs, { extent: 'AA', against: 'tt', asOf: 'soon' })).toThrow('soon');
});
