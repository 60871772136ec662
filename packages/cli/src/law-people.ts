/** Invented people, drawn by chance from the vocabulary: facts that could be, about nobody. */
import type { FactDefinition, Packs } from '@amparo/law';

/** Numbers from 0 to below 1 that a seed repeats. */
type Chance = () => number;

/** Chance that depends on a seed and a number alone, so that people can be made in any order (mulberry32). */
function chanceOf(seed: number, index: number): Chance {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** What people are drawn from: read once from the packs. */
export interface Population {
  readonly facts: readonly FactDefinition[];
  readonly lists: readonly { readonly key: string; readonly fields: readonly FactDefinition[] }[];
  readonly states: readonly string[];
  readonly countries: readonly string[];
  readonly codes: readonly string[];
}

/** Reads from packs what invented people are drawn from; `states` says where they are, if not anywhere. */
export function makePopulation(packs: Packs, states?: readonly string[]): Population {
  const all = [...packs.vocabulary.facts.values()];
  const withLaw = new Set([...packs.provisions.values()].flatMap(({ extent }) => extent));
  const places = [...packs.extents.places.values()];
  const single = places.filter(({ choose }) => choose.length === 0).map(({ code }) => code);
  return {
    facts: all.filter(({ key }) => !key.includes('[].')),
    lists: [...packs.vocabulary.lists.keys()].map((key) => ({
      key,
      fields: all.filter((fact) => fact.key.startsWith(`${key}[].`)),
    })),
    states: states ?? single.filter((code) => withLaw.has(code)),
    countries: [...new Set(places.map(({ country }) => country))],
    codes: [...packs.lists.values()].flatMap(({ entries, absent }) => [
      ...entries.flatMap(({ codes }) => codes),
      ...absent,
    ]),
  };
}

/**
 * One invented person, the same for the same seed and number.
 *
 * Shape: facts as in docs/formats/facts.md; about a third of all that can be known is known, and a
 * third of the people are accused. It says nothing about how often anything happens to anybody.
 */
export function makePerson(population: Population, seed: number, index: number): object {
  const chance = chanceOf(seed, index);
  const whole: Record<string, unknown> = {};
  const here = pick(population.states, chance);
  for (const fact of population.facts) {
    if (chance() < 0.35) setIn(whole, fact.key, valueOf(fact, population, { chance, here }));
  }
  setIn(whole, 'location', here);
  for (const { key, fields } of population.lists) {
    const share = chance();
    if (share < 0.4) continue;
    const records = share < 0.6 ? 0 : share < 0.9 ? 1 : 2;
    setIn(
      whole,
      key,
      Array.from({ length: records }, () => {
        const record: Record<string, unknown> = {};
        for (const fact of fields) {
          if (chance() > 0.5) continue;
          setIn(
            record,
            fact.key.slice(key.length + 3),
            valueOf(fact, population, { chance, here }),
          );
        }
        return record;
      }),
    );
  }
  return whole;
}

function pick<Item>(items: readonly Item[], chance: Chance): Item {
  return items[Math.floor(chance() * items.length)] as Item;
}

interface Draw {
  readonly chance: Chance;
  readonly here: string;
}

function valueOf(fact: FactDefinition, population: Population, draw: Draw): unknown {
  const kind = fact.type === 'list' ? (fact.of ?? 'text') : fact.type;
  const value = oneOf(kind, fact, population, draw);
  return fact.type === 'list' ? [value] : value;
}

function oneOf(
  kind: string,
  fact: FactDefinition,
  population: Population,
  { chance, here }: Draw,
): unknown {
  switch (kind) {
    case 'boolean':
      return chance() < 0.5;
    case 'number':
      return Math.floor(chance() * 15);
    case 'age':
      return pick(['<18', '>=18', 14, 16, 17, 18, 25, 40], chance);
    case 'date':
      return fact.key === 'dateOfBirth'
        ? dayBetween(1970, 2015, chance)
        : dayBetween(2012, 2026, chance);
    case 'enum':
      return pick(fact.values ?? [], chance);
    case 'country':
      return chance() < 0.4 ? (here.split('-')[0] ?? here) : pick(population.countries, chance);
    case 'place':
    case 'extent':
      return chance() < 0.7 ? here : pick(population.states, chance);
    default:
      return chance() < 0.8 ? pick(population.codes, chance) : 'something else';
  }
}

function dayBetween(first: number, last: number, chance: Chance): string {
  const pad = (value: number): string => String(value).padStart(2, '0');
  const year = first + Math.floor(chance() * (last - first + 1));
  return `${String(year)}-${pad(1 + Math.floor(chance() * 12))}-${pad(1 + Math.floor(chance() * 28))}`;
}

function setIn(whole: Record<string, unknown>, key: string, value: unknown): void {
  if (!key.includes('.')) {
    whole[key] = value;
    return;
  }
  const path = key.split('.');
  let at = whole;
  for (const part of path.slice(0, -1)) {
    const inner = (at[part] ?? {}) as Record<string, unknown>;
    at[part] = inner;
    at = inner;
  }
  at[path.at(-1) ?? ''] = value;
}
