import { assess, parseFacts, runScenario, SUPPORT_CATEGORIES } from '@amparo/law';
import type { Assessment, Finding } from '@amparo/law';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadLaw } from './law-files.ts';
import {
  factSets,
  keepLeaves,
  keyOf,
  listLeaves,
  mergeFacts,
  sampleOffence,
  withFact,
} from './testing/law-facts.ts';

const law = await loadLaw();
if (!law.ok) {
  const texts = law.errors.map(({ file, line, message }) => `${file}:${String(line)} ${message}`);
  throw new Error(texts.join('\n'));
}
const { packs, scenarios } = law;
const TODAY = '2026-11-23';
const runs = { numRuns: 60 };

function judge(facts: object, asOf = TODAY): Assessment {
  const parsed = parseFacts(facts, packs);
  if (!parsed.ok) throw new Error(parsed.errors.map(({ message }) => message).join('\n'));
  return assess({ packs, facts: parsed.facts, asOf });
}

function byKey(assessment: Assessment): ReadonlyMap<string, Finding> {
  return new Map(assessment.findings.map((finding) => [keyOf(finding), finding]));
}

test.each(scenarios.map((scenario) => [scenario.id, scenario] as const))(
  'the packs say of %s what was decided or told',
  (_id, scenario) => {
    expect(runScenario(packs, scenario).failures).toEqual([]);
  },
);

test('learning one more fact never turns engaged into not engaged, nor the other way', () => {
  fc.assert(
    fc.property(factSets(packs), fc.nat(), (facts, pick) => {
      const { before, after, added } = withFact(packs, facts, pick);
      const later = byKey(judge(after));
      for (const [key, finding] of byKey(judge(before))) {
        const now = later.get(key)?.result ?? 'cannot-say';
        const flipped = [finding.result, now].sort().join(' ') === 'engaged not-engaged';
        expect(flipped, `${key} after learning ${added}`).toBe(false);
      }
    }),
    runs,
  );
});

const cases = scenarios.map(({ id, steps }) => ({
  id,
  facts: steps.reduce<object>((all, step) => ({ ...all, ...step.facts }), {}),
  asOf: steps.at(-1)?.asOf ?? TODAY,
}));

test('in every case, knowing less leaves an answer as it is or open, and never turns it around', () => {
  const chosen = fc.constantFrom(...cases).chain(({ id, facts, asOf }) => {
    const leaves = listLeaves(facts).map(({ path }) => `/${path.join('/')}`);
    // What a court or an authority decided about an open test replaces an argument; it is no further fact.
    const forgettable = leaves.filter((leaf) => !leaf.startsWith('/tests/'));
    return fc.record({
      id: fc.constant(id),
      facts: fc.constant(facts),
      asOf: fc.constant(asOf),
      forgotten: fc.subarray(forgettable, { minLength: 1, maxLength: 4 }),
      leaves: fc.constant(leaves),
    });
  });
  fc.assert(
    fc.property(chosen, ({ id, facts, asOf, forgotten, leaves }) => {
      const kept = new Set(leaves.filter((leaf) => !forgotten.includes(leaf)));
      const less = byKey(judge(keepLeaves(facts, kept) as object, asOf));
      for (const [key, finding] of byKey(judge(facts, asOf))) {
        const before = less.get(key)?.result ?? 'cannot-say';
        const turned = before !== 'cannot-say' && before !== finding.result;
        expect(turned, `${id}: ${key} without ${forgotten.join(', ')}: ${before}`).toBe(false);
      }
    }),
    { numRuns: 300 },
  );
});

test('support never changes with a status that the provision does not show as its cliff', () => {
  const statuses = ['cooperation', 'immigration', 'identification'] as const;
  const touches = (key: string): string | undefined => packs.vocabulary.facts.get(key)?.touches;
  fc.assert(
    fc.property(factSets(packs), fc.constantFrom(...statuses), (facts, status) => {
      const without = facts.filter(([key]) => touches(key) !== status);
      const blind = byKey(judge(mergeFacts(without)));
      for (const [key, finding] of byKey(judge(mergeFacts(facts)))) {
        const provision = packs.provisions.get(finding.provision);
        if (provision === undefined || !SUPPORT_CATEGORIES.includes(provision.category)) continue;
        if (provision.cliffs.some((cliff) => cliff.on === status)) continue;
        if (provision.connects.includes('identifying')) continue;
        const seen = blind.get(key)?.result ?? 'cannot-say';
        expect(seen, `${key} without ${status}`).toBe(finding.result);
      }
    }),
    runs,
  );
});

test('a person of seventeen keeps everything that one of eighteen has, but what is only for adults', () => {
  fc.assert(
    fc.property(factSets(packs, { ages: false, recent: true }), (facts) => {
      const aged = (dateOfBirth: string): object =>
        mergeFacts([...facts, ['dateOfBirth', dateOfBirth], ['ageDisputed', false]]);
      const child = byKey(judge(aged('2009-05-01')));
      for (const [key, finding] of byKey(judge(aged('2008-05-01')))) {
        if (finding.result !== 'engaged') continue;
        if (packs.provisions.get(finding.provision)?.adultOnly !== undefined) continue;
        expect(child.get(key)?.result, key).toBe('engaged');
      }
    }),
    runs,
  );
});

test('while age is contested, no recorded birthday turns an answer around', () => {
  fc.assert(
    fc.property(factSets(packs, { ages: false }), (facts) => {
      const born = (dateOfBirth: string): Assessment =>
        judge(mergeFacts([...facts, ['dateOfBirth', dateOfBirth], ['ageDisputed', true]]));
      const asChild = byKey(born('2012-05-01'));
      for (const [key, finding] of byKey(born('1990-05-01'))) {
        const results = [finding.result, asChild.get(key)?.result ?? 'cannot-say'].sort();
        expect(results.join(' '), key).not.toBe('engaged not-engaged');
      }
    }),
    runs,
  );
});

test('somebody accused in Scotland never sees the defence of England and Wales, nor theirs', () => {
  fc.assert(
    fc.property(factSets(packs), (facts) => {
      const offences = [{ ...sampleOffence, jurisdiction: 'GB-SCT' }];
      const shown = judge({ ...mergeFacts(facts), offences, location: 'GB-SCT' }).findings;
      const foreign = shown.filter(
        ({ provision, defence, jurisdiction }) =>
          /^UK-MSA-(45|SCH4)/.test(provision) || (defence && /^GB-(EAW|NIR)$/.test(jurisdiction)),
      );
      expect(foreign).toEqual([]);
    }),
    runs,
  );
});

test.each([
  ['2015-07-30', 'not-engaged'],
  ['2015-07-31', 'engaged'],
  ['2015-08-01', 'engaged'],
])('the defence of England and Wales for an act on %s is %s', (actDate, result) => {
  const offences = [{ ...sampleOffence, jurisdiction: 'GB-EAW', actDate }];
  const findings = judge({ offences, ageDisputed: true }).findings;
  for (const id of ['UK-MSA-45-CHILD', 'UK-MSA-45-ADULT']) {
    expect(findings.find(({ provision }) => provision === id)?.result).toBe(result);
  }
});

test('an offence of the Schedule closes the statutory defence and leaves the policy open', () => {
  const offences = [{ ...sampleOffence, code: 'robbery', jurisdiction: 'GB-EAW' }];
  const findings = judge({ offences, ageDisputed: true, indicators: true }).findings;
  const result = (id: string): string | undefined =>
    findings.find(({ provision }) => provision === id)?.result;
  expect(result('UK-MSA-45-CHILD')).toBe('not-engaged');
  expect(result('UK-MSA-SCH4')).toBe('engaged');
  expect(result('UK-CPS-4STAGE')).toBe('engaged');
});

test('no output is ever a score', () => {
  fc.assert(
    fc.property(factSets(packs), (facts) => {
      const numbers: string[] = [];
      JSON.stringify(judge(mergeFacts(facts)), (key: string, value: unknown) => {
        expect(key).not.toMatch(/score|likelihood|probab|credib|confidence|percent/i);
        if (typeof value === 'number') numbers.push(key);
        return value;
      });
      // The cost of a question, and a fact that is itself a number, such as an age.
      expect(numbers.filter((key) => key !== 'burden' && key !== 'value')).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

test('every provision says where it was read, and an official mark names an address and a place in it', () => {
  for (const { id, verified } of packs.provisions.values()) {
    expect(verified.read, id).not.toBe('');
    expect(verified.where, id).not.toBe('');
    if (verified.level === 'memory') continue;
    expect(verified.on, id).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    if (verified.level === 'official') expect(verified.where, id).toMatch(/^https?:\/\//);
  }
});

test('the link between an accusation and the exploitation is privileged and asked by a legal desk alone', () => {
  const nexus = [...packs.vocabulary.facts.values()].filter(({ key }) => key.includes('.nexus.'));
  expect(nexus.length).toBeGreaterThan(0);
  for (const fact of nexus) {
    expect(fact).toMatchObject({ class: 'privileged', mayAsk: ['legal'] });
    expect(fact.never).toEqual(expect.arrayContaining(['portal', 'hotline']));
  }
});
