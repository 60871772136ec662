import { RIGHT_NAMES, RIGHTS } from '@amparo/casework/rights';
import fc from 'fast-check';
import { assess, CATEGORIES, parseFacts, SUPPORT_CATEGORIES } from '@amparo/law';
import { expect, test } from 'vitest';
import { testLaw } from '../testing/law.ts';
import { CHOICES, listOffered } from './answers.ts';
import type { Answers } from './answers.ts';
import { readRights } from './reading.ts';
import type { Reading } from './reading.ts';
import { NO_RIGHT } from './right.ts';

const packs = await testLaw();
const { places } = packs.extents;
const TODAY = '2026-11-23';
const COUNTRIES = listOffered('country', {}, places);

function read(answers: Answers): Reading {
  return readRights(packs, answers, TODAY);
}

function namesOf({ rights }: Reading): readonly string[] {
  return rights.map(({ name }) => name).toSorted();
}

/** Any answers that the pages can give. */
const someAnswers = fc
  .record({
    country: fc.option(fc.constantFrom(...COUNTRIES, 'GB', 'US', 'RO', 'DE', 'VN')),
    part: fc.nat(),
    age: fc.option(fc.constantFrom(...CHOICES.age)),
    accused: fc.option(fc.constantFrom(...CHOICES.accused)),
    money: fc.option(fc.constantFrom(...CHOICES.money)),
    wish: fc.option(fc.constantFrom(...CHOICES.wish)),
  })
  .map(({ country, part, ...rest }): Answers => {
    const parts = places.get(country ?? '')?.choose ?? [];
    const given = { country, part: parts[part % (parts.length + 1)], ...rest };
    const said = Object.entries(given).filter(([, value]) => value !== null && value !== undefined);
    return Object.fromEntries(said);
  });

test('every category of law is a right in plain words, or known to give nothing to ask for', () => {
  const told = [...Object.values(RIGHTS).flat(), ...NO_RIGHT];
  expect(told.toSorted()).toEqual(CATEGORIES.toSorted());
});

test('in every country of the world there is something to ask for', () => {
  for (const country of COUNTRIES) {
    expect([country, read({ country }).rights.length >= 8]).toEqual([country, true]);
  }
});

test('no answer takes a right away that somebody who answers nothing in that place sees', () => {
  fc.assert(
    fc.property(someAnswers, ({ country, part, ...rest }) => {
      const place = {
        ...(country !== undefined && { country }),
        ...(part !== undefined && { part }),
      };
      expect(namesOf(read({ ...place, ...rest }))).toEqual(namesOf(read(place)));
    }),
    { numRuns: 150 },
  );
});

test('what matters most comes first, and nothing comes twice', () => {
  fc.assert(
    fc.property(someAnswers, (answers) => {
      const { rights } = read(answers);
      expect(new Set(rights.map(({ name }) => name)).size).toBe(rights.length);
      expect(rights.map(({ isFirst }) => isFirst)).toEqual(
        rights.map(({ isFirst }) => isFirst).toSorted((a, b) => Number(b) - Number(a)),
      );
    }),
    { numRuns: 60 },
  );
  expect(read({ country: 'GB', part: 'GB-EAW', wish: 'money' }).rights[0]?.name).toBe('money');
  expect(read({ country: 'RO', age: 'under', wish: 'money' }).rights[0]?.name).toBe('child');
});

test('support hangs on police, papers or a decision only where a provision of that right declares it', () => {
  for (const country of COUNTRIES) {
    for (const right of read({ country }).rights) {
      const categories: readonly string[] = RIGHTS[right.name];
      if (!categories.some((category) => SUPPORT_CATEGORIES.includes(category))) continue;
      for (const status of ['papers', 'decision', 'police'] as const) {
        expect([country, right.name, right.depends.includes(status)]).toEqual([
          country,
          right.name,
          false,
        ]);
      }
      const declared = right.laws.flatMap(({ id }) => packs.provisions.get(id)?.cliffs ?? []);
      if (right.cliffs.length > 0) expect(declared.length).toBeGreaterThan(0);
    }
  }
});

/** What is never asked here, and must not matter for support unless a provision says so. */
const FLIPS = [
  { cooperation: { complaintFiled: false } },
  { cooperation: { complaintFiled: true } },
  { cooperation: { willing: false } },
  { immigration: { legalStay: false } },
  { identification: { competentAuthority: 'none' } },
];

test('support stays what it is when somebody did not speak with the police, has no papers, or was not referred', () => {
  for (const country of ['RO', 'DE', 'FR', 'VN', 'IE', 'NG', 'TH']) {
    const judge = (extra: object): ReadonlyMap<string, string> => {
      const parsed = parseFacts({ location: country, ...extra }, packs);
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
      const { findings } = assess({ packs, facts: parsed.facts, asOf: TODAY });
      const support = findings.filter(
        ({ category, cliffs }) => SUPPORT_CATEGORIES.includes(category) && cliffs.length === 0,
      );
      return new Map(support.map(({ provision, result }) => [provision, result]));
    };
    const before = judge({});
    for (const flip of FLIPS) expect([country, flip, judge(flip)]).toEqual([country, flip, before]);
  }
});

test('a right hangs on what happened alone only where supposing it settles a law that binds', () => {
  const { rights } = read({ country: 'RO' });
  const support = rights.find(({ name }) => name === 'support');
  expect(support?.standing).toBe('story');
  expect(support?.depends).toEqual([]);
  for (const { name, standing } of rights) {
    // A defence is only ever available to argue.
    if (name === 'made') expect(standing).toBe('maybe');
  }
});

test('a treaty of another part of the world is not told where a nearer law is', () => {
  const { rights } = read({ country: 'GB', part: 'GB-EAW' });
  const ids = rights.flatMap(({ laws }) => laws.map(({ id }) => id));
  for (const far of ['AU-MAPUTO', 'ARAB']) expect(ids).not.toContain(far);
});

test('a country without law of its own in the packs is told as that, and its neighbours are not', () => {
  expect(read({ country: 'TD' }).hasOwnLaw).toBe(false);
  for (const country of ['RO', 'VN', 'IN', 'CO', 'US', 'GB']) {
    expect([country, read({ country }).hasOwnLaw]).toEqual([country, true]);
  }
});

test('a whole country is read where its part is not known, by its common law or all its parts', () => {
  expect(read({ country: 'US' }).place).toBe('US');
  expect(namesOf(read({ country: 'GB' }))).toEqual(
    expect.arrayContaining([...namesOf(read({ country: 'GB', part: 'GB-NIR' }))]),
  );
});

test('before anybody tells anything they see who may have to pass it on, or that we do not know', () => {
  expect(read({ country: 'DE' }).tells).toMatchObject({ immigration: true });
  expect(read({ country: 'DE' }).tells?.to).toEqual(expect.arrayContaining(['police', 'court']));
  expect(read({ country: 'TD' }).tells).toBeNull();
  expect(read({}).tells).toBeNull();
});

test('every law behind a right is named with how far it was checked, and the day of the law is told', () => {
  const { rights, lawOf } = read({ country: 'GB', part: 'GB-EAW' });
  expect(lawOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  for (const { name, laws } of rights) {
    expect(RIGHT_NAMES).toContain(name);
    expect(laws.length).toBeGreaterThan(0);
    for (const { id, mark, title } of laws) {
      const verified = packs.provisions.get(id)?.verified;
      expect(mark).toBe(verified?.reviewed === undefined ? verified?.level : 'reviewed');
      expect(title.length).toBeGreaterThan(5);
    }
  }
});
