import type { DateSpan } from '../dates.ts';
import { findDateSpan } from '../dates.ts';
import { vocabularyKey } from '../facts/vocabulary.ts';
import type { FactUse } from '../finding.ts';
import type {
  FactDefinition,
  FactEntry,
  FactMap,
  Facts,
  Packs,
  Provision,
  Vocabulary,
} from '../model.ts';
import { valueInWords } from '../wording.ts';
import type { Truth } from './truth.ts';

/** Everything one evaluation looks at: the law, the facts, the day, and the state it is about. */
export interface Scene {
  readonly packs: Packs;
  readonly facts: Facts;
  /** Day number of "today". */
  readonly asOf: number;
  readonly jurisdiction: string;
  readonly country: string;
  readonly record: SceneRecord | undefined;
  /** True inside a defence: what only a court can settle is argued, not awaited. */
  readonly arguing: boolean;
  /** True under an odd number of "not". */
  readonly negated: boolean;
  /** Provisions and concepts being evaluated, so that a circle ends in "unknown". */
  readonly open: readonly string[];
  /** Judges a provision that a condition refers to. */
  readonly judge: (provision: Provision, scene: Scene) => Truth;
}

interface SceneRecord {
  readonly list: string;
  readonly index: number;
  readonly entries: FactMap;
}

/** A fact as found in a scene: its vocabulary key, and its entry when there is one. */
export interface FoundFact {
  readonly key: string;
  readonly definition: FactDefinition;
  readonly entry: FactEntry | undefined;
}

/** Finds a fact by the path a pack uses; throws when the pack was not checked. */
export function lookUp(scene: Scene, path: string): FoundFact {
  const place = placeOf(scene.packs.vocabulary, path, scene.record?.list);
  const { key, definition } = place;
  const own = findOwnEntry(scene, place);
  const fallback =
    own === undefined && definition.fallback !== undefined
      ? scene.facts.entries.get(definition.fallback)
      : undefined;
  return { key, definition, entry: own ?? fallback };
}

/** Where a path leads: a fact of its own, or a field of the records of a list. */
interface FactPlace {
  readonly key: string;
  readonly definition: FactDefinition;
  readonly list: string | undefined;
  readonly field: string;
}

const PLACES = new WeakMap<Vocabulary, Map<string | undefined, Map<string, FactPlace>>>();

function placeOf(vocabulary: Vocabulary, path: string, list: string | undefined): FactPlace {
  const found = PLACES.get(vocabulary)?.get(list)?.get(path);
  if (found !== undefined) return found;
  const key = vocabularyKey(vocabulary, path, list);
  const definition = key === undefined ? undefined : vocabulary.facts.get(key);
  if (key === undefined || definition === undefined) throw new Error(`no such fact: ${path}`);
  const at = key.indexOf('[].');
  const place = {
    key,
    definition,
    list: at < 0 ? undefined : key.slice(0, at),
    field: at < 0 ? key : key.slice(at + 3),
  };
  const lists = PLACES.get(vocabulary) ?? new Map<string | undefined, Map<string, FactPlace>>();
  const paths = lists.get(list) ?? new Map<string, FactPlace>();
  PLACES.set(vocabulary, lists.set(list, paths.set(path, place)));
  return place;
}

function findOwnEntry(scene: Scene, { list, field }: FactPlace): FactEntry | undefined {
  if (list === undefined) return scene.facts.entries.get(field);
  if (scene.record?.list === list) return scene.record.entries.get(field);
  const records = scene.facts.lists.get(list);
  // Outside "each", a field can only be meant when there is one record to mean.
  return isRecords(records) && records.length === 1 ? records[0]?.get(field) : undefined;
}

/** Tells known records from a list that nobody has answered for. */
export function isRecords(
  value: readonly FactMap[] | { readonly unknown: unknown } | undefined,
): value is readonly FactMap[] {
  return Array.isArray(value);
}

/** The fact as it appears in a trace, with its value in words, its source, date and class. */
export function useOf(found: FoundFact, packs: Packs): FactUse {
  const { key, definition, entry } = found;
  return {
    fact: key,
    label: definition.label,
    ...(entry?.value === undefined
      ? {}
      : { value: entry.value, words: valueInWords(definition, entry.value, packs) }),
    ...(entry?.value === undefined ? { unknown: entry?.unknown ?? 'not-asked' } : {}),
    ...(entry?.source === undefined ? {} : { source: entry.source }),
    ...(entry?.by === undefined ? {} : { by: entry.by }),
    ...(entry?.on === undefined ? {} : { on: entry.on }),
    ...(entry?.asserted === undefined ? {} : { asserted: entry.asserted }),
    ...(entry?.disputedBy === undefined ? {} : { disputedBy: entry.disputedBy }),
    class: entry?.class ?? definition.class,
  };
}

/** The days a date fact may mean, or `undefined` when it is not known. */
export function findDateFact(scene: Scene, path: string): DateSpan | undefined {
  const { entry } = lookUp(scene, path);
  return typeof entry?.value === 'string' ? findDateSpan(entry.value) : undefined;
}

/** The country whose legal system or part this code is. */
export function countryOf(packs: Packs, code: string): string {
  return packs.extents.places.get(code)?.country ?? code;
}
