/** A count over the changed rules alone must be the count over all rules. */
import { compileLaw, parseFacts } from '@amparo/law';
import type { PackFile, Packs } from '@amparo/law';
import { expect, test } from 'vitest';
import { parseAmended } from './law-amend.ts';
import { loadLaw } from './law-files.ts';
import { makePerson, makePopulation } from './law-people.ts';
import { addPerson, makeTwoLaws, mergeTally, newTally } from './law-tally.ts';
import type { Tally } from './law-tally.ts';

const loaded = await loadLaw();
if (!loaded.ok) throw new Error(loaded.errors.map(({ message }) => message).join('\n'));
const { packs: before, files } = loaded;
const asOf = '2026-11-23';

function amended(...provisions: readonly object[]): Packs {
  const amendment: PackFile = { file: 'gb/amendment.yaml', content: { provisions } };
  const parsed = parseAmended(files, amendment);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.packs;
}

const people = makePopulation(before, ['GB-EAW', 'RO']);

function count(laws: ReturnType<typeof makeTwoLaws>, from: number, to: number): Tally {
  const tally = newTally();
  for (let index = from; index < to; index += 1) {
    expect(addPerson(tally, laws, makePerson(people, 3, index))).toBeUndefined();
  }
  return tally;
}

const forEverybody = { versions: [{ from: '2010-01-01', when: 'always' }] };

test.each([
  ['a defence without its exceptions', [{ id: 'UK-MSA-45-ADULT', exceptions: [] }]],
  ['a right for everybody', [{ id: 'ECAT-13', ...forEverybody }]],
  [
    'a right that ends',
    [{ id: 'ECAT-12', versions: [{ from: '2008-02-01', to: '2020-01-01', when: 'always' }] }],
  ],
  [
    'a presumption that is gone',
    [{ id: 'ECAT-10.3', versions: [{ from: '2008', to: '2009', when: 'always' }] }],
  ],
])(
  '%s is counted the same with every rule judged and with the changed ones alone',
  (_what, change) => {
    const after = amended(...change);
    const few = makeTwoLaws(before, after, asOf);
    const all = {
      ...few,
      before: compileLaw(before),
      after: compileLaw(after),
      isSameGround: false,
    };
    const [quick, whole] = [count(few, 0, 120), count(all, 0, 120)];
    const changed = (tally: Tally): unknown =>
      [...tally.rules].filter(([, { gained, lost }]) => gained + lost > 0).sort();
    expect(changed(quick)).toEqual(changed(whole));
    expect([quick.people, quick.gained, quick.lost]).toEqual([
      whole.people,
      whole.gained,
      whole.lost,
    ]);
  },
);

test('a right for everybody reaches somebody whom it did not reach, and takes nothing', () => {
  const tally = count(
    makeTwoLaws(before, amended({ id: 'ECAT-13', ...forEverybody }), asOf),
    0,
    120,
  );
  expect(tally.gained).toBeGreaterThan(0);
  expect(tally.lost).toBe(0);
});

test('the same law changes nothing, and nothing is judged for it', () => {
  const laws = makeTwoLaws(before, amended({ id: 'UK-MSA-45-CHILD' }), asOf);
  expect(laws.before.rules).toEqual([]);
  expect(count(laws, 0, 5)).toMatchObject({ people: 5, gained: 0, lost: 0 });
});

test('two halves counted apart are the whole', () => {
  const laws = makeTwoLaws(before, amended({ id: 'ECAT-13', ...forEverybody }), asOf);
  const whole = count(laws, 0, 60);
  const halves = count(laws, 0, 30);
  mergeTally(halves, count(laws, 30, 60));
  expect(halves).toEqual(whole);
});

test('an invented person is readable, the same for the same seed, and another for another', () => {
  for (let index = 0; index < 200; index += 1) {
    const parsed = parseFacts(makePerson(makePopulation(before), 9, index), before);
    expect(parsed.ok ? [] : parsed.errors).toEqual([]);
  }
  expect(makePerson(people, 9, 4)).toEqual(makePerson(people, 9, 4));
  expect(makePerson(people, 9, 4)).not.toEqual(makePerson(people, 9, 5));
  expect(makePerson(people, 9, 4)).not.toEqual(makePerson(people, 10, 4));
});

test('facts that cannot be read are told and not counted', () => {
  const tally = newTally();
  const laws = makeTwoLaws(before, before, asOf);
  expect(addPerson(tally, laws, { location: 'GB' })).toContain('location');
  expect(tally.people).toBe(0);
});
