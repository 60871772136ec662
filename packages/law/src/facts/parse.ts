import type {
  FactDefinition,
  FactEntry,
  FactMap,
  Facts,
  LawError,
  Packs,
  UnknownReason,
  Vocabulary,
} from '../model.ts';
import { nearestName } from '../names.ts';
import { formatPath, isObject } from '../packs/reader.ts';
import type { Path, YamlObject } from '../packs/reader.ts';
import { readFactValue } from './value.ts';

export type ParsedFacts =
  | { readonly ok: true; readonly facts: Facts }
  | { readonly ok: false; readonly errors: readonly LawError[] };

const UNKNOWN_REASONS: readonly UnknownReason[] = ['not-asked', 'refused', 'not-now', 'unknown'];
const ENTRY_KEYS = [
  'value',
  'unknown',
  'source',
  'by',
  'on',
  'asserted',
  'disputedBy',
  'class',
] as const;

interface FactReading {
  readonly packs: Pick<Packs, 'vocabulary' | 'extents' | 'provisions'>;
  readonly errors: LawError[];
}

/**
 * Checks facts about one person against the vocabulary.
 *
 * Shape: nested objects and lists as in docs/formats/facts.md; each fact plain, or
 * `{value, source, by, on, asserted, disputedBy, class}`, or `{unknown: reason}`.
 * Refuses: `facts/unknown-key` with the nearest name, `facts/value`, and `facts/place` for a
 * federation with several legal systems, naming the ones to choose from. All errors come at once.
 */
export function parseFacts(
  json: unknown,
  packs: Pick<Packs, 'vocabulary' | 'extents' | 'provisions'>,
): ParsedFacts {
  const reading: FactReading = { packs, errors: [] };
  const entries = new Map<string, FactEntry>();
  const lists = new Map<string, readonly FactMap[] | { readonly unknown: UnknownReason }>();
  const tests = new Map<string, FactEntry>();
  if (!isObject(json)) {
    refuse(reading, [], 'facts/value', 'Facts must be one JSON object.', 'Begin with "{".');
    return { ok: false, errors: reading.errors };
  }
  const { tests: answers, ...rest } = json;
  if (answers !== undefined) {
    readTestAnswers(reading, answers, { path: ['tests'], each: undefined, into: tests });
  }
  readLevel(reading, rest, { path: [], prefix: '', entries, lists });
  return reading.errors.length > 0
    ? { ok: false, errors: reading.errors }
    : { ok: true, facts: { entries, lists, tests } };
}

interface Level {
  readonly path: Path;
  readonly prefix: string;
  readonly entries: Map<string, FactEntry>;
  readonly lists: Map<string, readonly FactMap[] | { readonly unknown: UnknownReason }> | undefined;
}

function readLevel(reading: FactReading, object: YamlObject, level: Level): void {
  const { facts, lists } = reading.packs.vocabulary;
  for (const [name, value] of Object.entries(object)) {
    const key = `${level.prefix}${name}`;
    const path = [...level.path, name];
    const definition = facts.get(key);
    if (definition !== undefined) {
      const entry = readEntry(reading, definition, value, path);
      if (entry !== undefined) level.entries.set(entryName(key), entry);
    } else if (lists.has(key) && level.lists !== undefined) {
      level.lists.set(key, readRecords(reading, key, value, path));
    } else if (isGroup(reading, key) && isObject(value)) {
      readLevel(reading, value, { ...level, path, prefix: `${key}.` });
    } else {
      refuseKey(reading, key, path);
    }
  }
}

/** Inside a record the entry is named without its list: `offences[].code` is `code`. */
function entryName(key: string): string {
  const at = key.indexOf('[].');
  return at < 0 ? key : key.slice(at + 3);
}

function isGroup(reading: FactReading, key: string): boolean {
  const { vocabulary } = reading.packs;
  const groups = GROUPS.get(vocabulary) ?? listGroups(vocabulary);
  GROUPS.set(vocabulary, groups);
  return groups.has(key);
}

const GROUPS = new WeakMap<Vocabulary, ReadonlySet<string>>();

/** Every name that stands before a dot in a key: `identification` of `identification.decisions`. */
function listGroups({ facts, lists }: Vocabulary): ReadonlySet<string> {
  return new Set(
    [...facts.keys(), ...lists.keys()].flatMap((key) =>
      [...key.matchAll(/\./g)].map(({ index }) => key.slice(0, index)),
    ),
  );
}

function readRecords(
  reading: FactReading,
  key: string,
  value: unknown,
  path: Path,
): readonly FactMap[] | { readonly unknown: UnknownReason } {
  if (isObject(value) && 'unknown' in value) {
    return { unknown: readReason(reading, value['unknown'], path) ?? 'unknown' };
  }
  if (!Array.isArray(value)) {
    refuse(
      reading,
      path,
      'facts/value',
      `"${key}" must be a list of records.`,
      'Write [ { … } ], or [] when there are none.',
    );
    return [];
  }
  return value.map((item: unknown, index): FactMap => {
    const entries = new Map<string, FactEntry>();
    const here = [...path, index];
    if (isObject(item)) {
      const { tests: answers, ...rest } = item;
      if (answers !== undefined) {
        const tests = new Map<string, FactEntry>();
        readTestAnswers(reading, answers, { path: [...here, 'tests'], each: key, into: tests });
        for (const [id, entry] of tests) entries.set(`tests.${id}`, entry);
      }
      readLevel(reading, rest, { path: here, prefix: `${key}[].`, entries, lists: undefined });
    } else {
      refuse(reading, here, 'facts/value', 'Each record must be an object.', 'Write { … }.');
    }
    return entries;
  });
}

function readEntry(
  reading: FactReading,
  definition: FactDefinition,
  value: unknown,
  path: Path,
): FactEntry | undefined {
  if (!isObject(value)) return readPlain(reading, definition, value, path);
  for (const key of Object.keys(value)) {
    if (ENTRY_KEYS.some((known) => known === key)) continue;
    refuse(
      reading,
      [...path, key],
      'facts/unknown-key',
      `"${key}" cannot stand beside a fact.`,
      `Use ${ENTRY_KEYS.join(', ')}.`,
    );
  }
  const about = keepProtected(reading, definition, readProvenance(reading, value, path));
  if ('unknown' in value) {
    const unknown = readReason(reading, value['unknown'], path);
    return unknown === undefined ? undefined : { ...about, unknown };
  }
  const plain = readPlain(reading, definition, value['value'], path);
  return plain === undefined ? undefined : { ...about, ...plain };
}

/** A fact may be recorded in a more protected class than its own, never in a less protected one. */
function keepProtected(
  reading: FactReading,
  definition: FactDefinition,
  entry: FactEntry,
): FactEntry {
  const order = reading.packs.vocabulary.classes;
  if (entry.class === undefined) return entry;
  const isHigher = order.indexOf(entry.class) > order.indexOf(definition.class);
  return { ...entry, class: isHigher ? entry.class : definition.class };
}

function readPlain(
  reading: FactReading,
  definition: FactDefinition,
  value: unknown,
  path: Path,
): FactEntry | undefined {
  const read = readFactValue(definition, value, reading.packs.extents);
  if ('value' in read) return { value: read.value };
  refuse(reading, path, read.code, read.message, read.remedy);
  return undefined;
}

function readProvenance(
  reading: FactReading,
  value: YamlObject,
  path: Path,
): Omit<FactEntry, 'value' | 'unknown'> {
  const source = value['source'];
  if (source !== undefined && source !== 'said' && source !== 'seen' && source !== 'document') {
    refuse(
      reading,
      [...path, 'source'],
      'facts/value',
      'A source is "said", "seen" or "document".',
      'Choose one.',
    );
  }
  const dataClass = readClass(reading, value, path);
  const text = (key: string): string | undefined => {
    const given = value[key];
    return typeof given === 'string' ? given : undefined;
  };
  const by = text('by');
  const on = text('on');
  const disputedBy = text('disputedBy');
  return {
    ...(source === 'said' || source === 'seen' || source === 'document' ? { source } : {}),
    ...(by === undefined ? {} : { by }),
    ...(on === undefined ? {} : { on }),
    ...(typeof value['asserted'] === 'boolean' ? { asserted: value['asserted'] } : {}),
    ...(disputedBy === undefined ? {} : { disputedBy }),
    ...(dataClass === undefined ? {} : { class: dataClass }),
  };
}

function readClass(reading: FactReading, value: YamlObject, path: Path): string | undefined {
  const given = value['class'];
  const { classes } = reading.packs.vocabulary;
  const found = classes.find((known) => known === given);
  if (given !== undefined && found === undefined) {
    refuse(
      reading,
      [...path, 'class'],
      'facts/value',
      '"class" must be a data class of the vocabulary.',
      `Use one of ${classes.join(', ')}.`,
    );
  }
  return found;
}

function readReason(reading: FactReading, value: unknown, path: Path): UnknownReason | undefined {
  const reason = UNKNOWN_REASONS.find((known) => known === value);
  if (reason === undefined) {
    refuse(
      reading,
      path,
      'facts/value',
      `"unknown" must say why: ${UNKNOWN_REASONS.join(', ')}.`,
      'Choose one; "refused" is never asked again.',
    );
  }
  return reason;
}

interface TestAnswers {
  readonly path: Path;
  /** The list to whose record the answers belong; `undefined` for the person as a whole. */
  readonly each: string | undefined;
  readonly into: Map<string, FactEntry>;
}

function readTestAnswers(reading: FactReading, value: unknown, answers: TestAnswers): void {
  const known = listTestIds(reading, answers.each);
  for (const [id, answer] of Object.entries(isObject(value) ? value : {})) {
    const path = [...answers.path, id];
    if (!known.has(id)) {
      const nearest = nearestName(id, known);
      const where =
        answers.each === undefined ? '' : ` that is judged for each of "${answers.each}"`;
      refuse(
        reading,
        path,
        'facts/unknown-key',
        `"${id}" is not an open test of any provision${where}.`,
        nearest === undefined ? 'Take it out.' : `Did you mean "${nearest}"?`,
      );
      continue;
    }
    const entry = readTestAnswer(reading, isObject(answer) ? answer : { value: answer }, path);
    if (entry !== undefined) answers.into.set(id, entry);
  }
}

/** The open tests that may be answered for the person, or for one record of a list. */
function listTestIds(reading: FactReading, each: string | undefined): ReadonlySet<string> {
  const provisions = [...reading.packs.provisions.values()].filter(
    (provision) => each === undefined || provision.each === each,
  );
  return new Set(provisions.flatMap(({ openTests }) => openTests.map(({ id }) => id)));
}

/** True, false, or that nobody has decided it yet; the last leaves the test open. */
function readTestAnswer(
  reading: FactReading,
  given: YamlObject,
  path: Path,
): FactEntry | undefined {
  const about = readProvenance(reading, given, path);
  if ('unknown' in given) {
    const unknown = readReason(reading, given['unknown'], path);
    return unknown === undefined ? undefined : { ...about, unknown };
  }
  const value = given['value'];
  if (typeof value === 'boolean') return { ...about, value };
  refuse(reading, path, 'facts/value', 'An open test is answered true or false.', 'Fix it.');
  return undefined;
}

function refuseKey(reading: FactReading, key: string, path: Path): void {
  const { facts, lists } = reading.packs.vocabulary;
  const nearest = nearestName(key, ['tests', ...facts.keys(), ...lists.keys()]);
  refuse(
    reading,
    path,
    'facts/unknown-key',
    `"${key}" is not in the vocabulary of facts.`,
    nearest === undefined
      ? 'See docs/formats/facts.md for the whole list.'
      : `Did you mean "${nearest}"? See docs/formats/facts.md for the whole list.`,
  );
}

// A refusal is made of five words here and nowhere else; an object literal would hide none of them.
function refuse(
  reading: FactReading,
  path: Path,
  ...[code, message, remedy]: readonly [string, string, string]
): void {
  reading.errors.push({ code, file: '', path: formatPath(path), message, remedy });
}
