import type { FactDefinition, Finding, Packs } from '@amparo/law';
import fc from 'fast-check';

/** Facts as pairs of vocabulary key and value; `offences[].code` belongs to the one record of its list. */
export type FactPairs = readonly (readonly [string, unknown])[];

/** What tells a finding from every other finding of the same person. */
export function keyOf(finding: Finding): string {
  return [finding.provision, finding.jurisdiction, finding.about ?? ''].join(' ');
}

/** An accusation on which every defence can be argued. */
export const sampleOffence = {
  code: 'production of cannabis',
  jurisdiction: 'GB-EAW',
  actDate: '2026-03-17',
  nexus: {
    compelled: true,
    compulsionFromExploitation: true,
    directConsequence: true,
  },
};

const PLACES = ['GB-EAW', 'GB-SCT', 'GB-NIR', 'RO', 'VN', 'US-NY', 'AR'];
const COUNTRIES = ['VN', 'GB', 'RO', 'BR', 'US'];
const DATES = ['2012', '2015-07-30', '2015-07-31', '2018-05-05', '2023-02-01', '2026-03-17'];
const RECENT = ['2026-06-01', '2026-08-09', '2026-10', '2026-11-22'];
const AGES = ['<18', '>=18', 15, 17, 18, 40];

interface FactOptions {
  /** False leaves out every fact about age. */
  readonly ages?: boolean;
  /** True keeps every date within half a year before the day of the assessment. */
  readonly recent?: boolean;
}

const ABOUT_AGE =
  /^(dateOfBirth|ageDisputed|claimedAge|assessed|reasonsToBelieveChild|ageAt)|ageAt/;

function listKeys(packs: Packs, options: FactOptions): readonly string[] {
  const fallbacks = new Set([...packs.vocabulary.facts.values()].map(({ fallback }) => fallback));
  return [...packs.vocabulary.facts.keys()].filter(
    // A value of one record replaces the general one, so the general one is no further fact.
    (key) => !fallbacks.has(key) && (options.ages !== false || !ABOUT_AGE.test(key)),
  );
}

function pickFrom<Item>(items: readonly Item[], pick: number): Item {
  return items[pick % items.length] as Item;
}

function valueOf(fact: FactDefinition, pick: number, options: FactOptions): unknown {
  const kind = fact.type === 'list' ? (fact.of ?? 'text') : fact.type;
  const one = (): unknown => {
    switch (kind) {
      case 'boolean':
        return pick % 2 === 0;
      case 'date':
        return pickFrom(options.recent === true ? RECENT : DATES, pick);
      case 'age':
        return pickFrom(AGES, pick);
      case 'enum':
        return pickFrom(fact.values ?? [], pick);
      case 'country':
        return pickFrom(COUNTRIES, pick);
      case 'place':
      case 'extent':
        return pickFrom(PLACES, pick);
      case 'number':
        return pick % 12;
      default:
        return pickFrom(['production of cannabis', 'robbery', 'something else'], pick);
    }
  };
  return fact.type === 'list' ? (pick % 7 === 0 ? [] : [one()]) : one();
}

/** Any set of facts about one person, each known or left out. */
export function factSets(packs: Packs, options: FactOptions = {}): fc.Arbitrary<FactPairs> {
  const keys = listKeys(packs, options);
  const pair = fc.tuple(fc.constantFrom(...keys), fc.nat(1000));
  return fc.array(pair, { maxLength: 60 }).map((pairs) => {
    const facts = new Map<string, unknown>();
    for (const [key, pick] of pairs) {
      const definition = packs.vocabulary.facts.get(key);
      if (definition !== undefined) facts.set(key, valueOf(definition, pick, options));
    }
    return [...facts];
  });
}

/** The same person before and after one more fact is learnt. */
export function withFact(
  packs: Packs,
  facts: FactPairs,
  pick: number,
): { readonly before: object; readonly after: object; readonly added: string } {
  const known = new Set(facts.map(([key]) => key));
  const key = pickFrom(
    listKeys(packs, {}).filter((candidate) => !known.has(candidate)),
    pick,
  );
  const definition = packs.vocabulary.facts.get(key);
  if (definition === undefined) throw new Error(`no such fact: ${key}`);
  const value = valueOf(definition, pick >> 4, {});
  return {
    before: mergeFacts(facts),
    after: mergeFacts([...facts, [key, value]]),
    added: `${key} = ${JSON.stringify(value)}`,
  };
}

/** Facts as a person would write them in a file. */
export function mergeFacts(facts: FactPairs): Record<string, unknown> {
  const whole: Record<string, unknown> = {};
  for (const [key, value] of facts) {
    const at = key.indexOf('[].');
    if (at < 0) {
      setIn(whole, key.split('.'), value);
      continue;
    }
    const path = key.slice(0, at).split('.');
    const record = (getIn(whole, path) as Record<string, unknown>[] | undefined)?.[0] ?? {};
    setIn(record, key.slice(at + 3).split('.'), value);
    setIn(whole, path, [record]);
  }
  return whole;
}

function getIn(whole: Record<string, unknown>, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, part) => (at as Record<string, unknown> | undefined)?.[part],
    whole,
  );
}

function setIn(whole: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let at = whole;
  for (const part of path.slice(0, -1)) {
    const inner = (at[part] ?? {}) as Record<string, unknown>;
    at[part] = inner;
    at = inner;
  }
  at[path.at(-1) ?? ''] = value;
}

/** One fact in a file: where it stands and what it says. */
export interface FactLeaf {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/** Every fact of a file; a value with its source is one fact, a record is as many as it has fields. */
export function listLeaves(
  facts: unknown,
  path: readonly (string | number)[] = [],
): readonly FactLeaf[] {
  const isFact =
    typeof facts !== 'object' || facts === null || 'value' in facts || 'unknown' in facts;
  if (isFact || (Array.isArray(facts) && typeof facts[0] !== 'object'))
    return [{ path, value: facts }];
  if (Array.isArray(facts)) {
    return facts.flatMap((record, index) => listLeaves(record, [...path, index]));
  }
  return Object.entries(facts).flatMap(([key, value]) => listLeaves(value, [...path, key]));
}

/**
 * The same file with only these facts known. A list keeps all its records, each with what is known of
 * it: learning of a further record is news, and not one more fact about the same case.
 */
export function keepLeaves(facts: unknown, kept: ReadonlySet<string>, path = ''): unknown {
  if (Array.isArray(facts) && typeof facts[0] === 'object') {
    return facts.map((record, index) => keepLeaves(record, kept, `${path}/${String(index)}`));
  }
  if (typeof facts !== 'object' || facts === null || Array.isArray(facts)) return facts;
  const entries = Object.entries(facts).flatMap(([key, value]): [string, unknown][] => {
    const here = `${path}/${key}`;
    if (kept.has(here)) return [[key, value]];
    if (![...kept].some((leaf) => leaf.startsWith(`${here}/`)) && !isRecordList(value)) return [];
    return [[key, keepLeaves(value, kept, here)]];
  });
  return Object.fromEntries(entries);
}

function isRecordList(value: unknown): boolean {
  return Array.isArray(value) && typeof value[0] === 'object';
}
