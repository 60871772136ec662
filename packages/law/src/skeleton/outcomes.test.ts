import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assess, compileLaw, listOutcomes, parseFacts, parsePacks } from '../index.ts';
import type { Assessment, Outcome, Packs } from '../index.ts';
import { provision, smallFiles } from '../testing/small-law.ts';
import { randomFacts, randomProvisions } from '../testing/random-law.ts';

const SEED = 20261123;
const asOf = '2026-06-15';

function read(packs: Packs, facts: object): Parameters<typeof assess>[0]['facts'] {
  const parsed = parseFacts(facts, packs);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.facts;
}

/** Random law may contradict itself; such law is refused and is not the matter here. */
function tryLaw(own: object): Packs | undefined {
  const parsed = parsePacks(smallFiles([own]));
  if (parsed.ok) return parsed.packs;
  const allowed = ['pack/never-engaged', 'pack/never-met', 'pack/conflict'];
  const others = parsed.errors.filter(({ code }) => !allowed.includes(code));
  expect(others).toEqual([]);
  return undefined;
}

function resultsOf({ findings }: Assessment): readonly Outcome[] {
  return findings.map(({ provision: id, jurisdiction, about, result }) => {
    return { provision: id, jurisdiction, about, result };
  });
}

test('results without reasons are those with reasons, for any law and any facts', () => {
  let judged = 0;
  let tried = 0;
  fc.assert(
    fc.property(randomProvisions, fc.array(randomFacts, { minLength: 3 }), (own, people) => {
      const packs = tryLaw(own);
      if (packs === undefined) return;
      tried += people.length;
      const law = compileLaw(packs);
      for (const json of people) {
        const facts = read(packs, json);
        const expected = resultsOf(assess({ packs, facts, asOf }));
        expect(listOutcomes(law, { facts, asOf })).toEqual(expected);
        judged += expected.length;
      }
    }),
    { seed: SEED, numRuns: 200 },
  );
  // Most of the invented people have to do with the invented law at all.
  expect(judged).toBeGreaterThan(tried / 2);
});

test('learning one more fact settles an open answer or leaves it, and never turns a settled one', () => {
  const more = randomFacts.chain((facts) =>
    fc.record({
      after: fc.constant(facts),
      forgotten: fc.subarray(Object.keys(facts), {
        minLength: Object.keys(facts).length > 0 ? 1 : 0,
      }),
    }),
  );
  fc.assert(
    fc.property(randomProvisions, fc.array(more, { minLength: 3 }), (own, people) => {
      const packs = tryLaw(own);
      if (packs === undefined) return;
      const law = compileLaw(packs);
      const judge = (facts: object): string | undefined =>
        listOutcomes(law, { facts: read(packs, facts), asOf, in: ['AA'] }).find(
          ({ provision: id }) => id === 'P',
        )?.result;
      for (const { after, forgotten } of people) {
        const kept = Object.entries(after).filter(([key]) => !forgotten.includes(key));
        const before = judge(Object.fromEntries(kept));
        const now = judge(after);
        const turned = [before, now].sort().join(' ') === 'engaged not-engaged';
        expect(turned, `${JSON.stringify(own)} ${JSON.stringify(after)} ${forgotten.join()}`).toBe(
          false,
        );
      }
    }),
    { seed: SEED, numRuns: 200 },
  );
});

test('law that is judged over each record, by treaty and by reference, comes out the same', () => {
  const rules = [
    provision({
      id: 'P',
      connects: ['prosecuting'],
      each: 'offences',
      extent: ['TREATY', 'BB-N'],
      versions: [{ from: '2010', anchor: 'act', when: { any: [{ provision: 'Q' }, 'other'] } }],
    }),
    provision({
      id: 'Q',
      extent: ['ALL'],
      connects: ['any'],
      versions: [{ from: '2010', when: { not: { provision: 'R' } } }],
    }),
    provision({
      id: 'R',
      extent: ['AA'],
      versions: [{ from: '2010', when: { all: ['signs', { provision: 'Q' }] } }],
    }),
  ];
  const parsed = parsePacks(smallFiles(rules));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  const { packs } = parsed;
  const law = compileLaw(packs);
  const offences = fc.array(
    fc.record({
      jurisdiction: fc.constantFrom('AA', 'BB-N', 'BB-S'),
      actDate: fc.constantFrom('2014-12-31', '2015-01-01', '2014'),
    }),
    { maxLength: 3 },
  );
  fc.assert(
    fc.property(randomFacts, fc.option(offences), (facts, accused) => {
      const whole = read(packs, accused === null ? facts : { ...facts, offences: accused });
      for (const extents of [undefined, ['AA'], ['BB-N', 'AA']]) {
        const request = { facts: whole, asOf, ...(extents === undefined ? {} : { in: extents }) };
        expect(listOutcomes(law, request)).toEqual(resultsOf(assess({ ...request, packs })));
      }
    }),
    { seed: SEED, numRuns: 150 },
  );
});

test('the day of the question is not remembered from the person before', () => {
  const parsed = parsePacks(smallFiles([provision({ id: 'P', extent: ['TREATY'] })]));
  if (!parsed.ok) throw new Error('refused');
  const law = compileLaw(parsed.packs);
  const facts = read(parsed.packs, { location: 'AA', signs: true });
  const on = (day: string): boolean =>
    listOutcomes(law, { facts, asOf: day }).some(({ provision: id }) => id === 'P');
  expect([on('2014-12-31'), on('2015-01-01'), on('2014-12-31')]).toEqual([false, true, false]);
});
