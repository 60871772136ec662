import { vocabularyKey } from '../facts/vocabulary.ts';
import { findDateSpan } from '../dates.ts';
import type { Condition, FactTest, Scalar, Vocabulary } from '../model.ts';
import { nearestName } from '../names.ts';
import { formatPath, isObject, report } from './reader.ts';
import type { Path, Reading, YamlObject } from './reader.ts';

/** The names a condition may use; whether each exists is checked while it is read. */
export interface ConditionNames {
  readonly vocabulary: Vocabulary;
  readonly anchors: ReadonlySet<string>;
  readonly concepts: ReadonlySet<string>;
  readonly openTests: ReadonlySet<string>;
  /** The list whose record is at hand, inside `each` or `some`. */
  readonly list: string | undefined;
}

const KINDS = [
  'all',
  'any',
  'not',
  'fact',
  'age',
  'some',
  'decision',
  'concept',
  'provision',
  'listed',
  'here',
  'open',
] as const;

const NEVER: Condition = { kind: 'any', of: [] };

/** Reads a condition tree as a lawyer writes it; see docs/formats/law-packs.md for every form. */
export function readCondition(
  reading: Reading,
  value: unknown,
  path: Path,
  names: ConditionNames,
): Condition {
  if (typeof value === 'string') return readName(reading, value, path, names);
  if (!isObject(value)) return refuse(reading, path, 'A condition must be a name or one form.');
  const kind = KINDS.find((key) => key in value);
  if (kind === undefined) {
    const given = Object.keys(value)[0] ?? '';
    const nearest = nearestName(given, KINDS);
    return refuse(
      reading,
      path,
      `"${given}" is not a form of condition.`,
      nearest === undefined ? `Use one of ${KINDS.join(', ')}.` : `Did you mean "${nearest}"?`,
    );
  }
  switch (kind) {
    case 'all':
    case 'any':
      return readGroup(reading, value, path, { kind, names });
    case 'not':
      return { kind, of: readCondition(reading, value['not'], [...path, 'not'], names) };
    case 'fact':
      return readFactCondition(reading, value, path, names);
    case 'age':
      return readAge(reading, value, path, names);
    case 'some':
      return readSome(reading, value, path, names);
    case 'decision':
      return readDecision(reading, value, path);
    case 'concept':
    case 'provision':
    case 'listed':
    case 'here':
    case 'open':
      return readReference(reading, value, path, { kind, names });
  }
}

function refuse(
  reading: Reading,
  path: Path,
  message: string,
  remedy = 'See docs/formats/law-packs.md for the forms of a condition.',
): Condition {
  report(reading, path, { code: 'pack/condition', message, remedy });
  return NEVER;
}

function readName(reading: Reading, name: string, path: Path, names: ConditionNames): Condition {
  if (name === 'always') return { kind: 'always' };
  if (vocabularyKey(names.vocabulary, name, names.list) !== undefined) {
    return { kind: 'fact', path: name, test: { op: 'true' } };
  }
  if (names.concepts.has(name)) return { kind: 'concept', name };
  const nearest = nearestName(name, [...names.vocabulary.facts.keys(), ...names.concepts]);
  return refuse(
    reading,
    path,
    `"${name}" is neither a fact of the vocabulary nor a concept.`,
    nearest === undefined ? 'Define it first.' : `Did you mean "${nearest}"?`,
  );
}

function readGroup(
  reading: Reading,
  value: YamlObject,
  path: Path,
  target: { readonly kind: 'all' | 'any'; readonly names: ConditionNames },
): Condition {
  const items = value[target.kind];
  if (!Array.isArray(items) || items.length === 0) {
    return refuse(reading, path, `"${target.kind}" must hold a list of conditions.`);
  }
  const label = value['label'];
  const of = items.map((item, index) =>
    readCondition(reading, item, [...path, target.kind, index], target.names),
  );
  return { kind: target.kind, of, ...(typeof label === 'string' ? { label } : {}) };
}

function readFactCondition(
  reading: Reading,
  value: YamlObject,
  path: Path,
  names: ConditionNames,
): Condition {
  const fact = String(value['fact']);
  if (vocabularyKey(names.vocabulary, fact, names.list) === undefined) {
    const nearest = nearestName(fact, names.vocabulary.facts.keys());
    return refuse(
      reading,
      path,
      `"${fact}" is not a fact of the vocabulary.`,
      nearest === undefined ? 'Add it to the vocabulary first.' : `Did you mean "${nearest}"?`,
    );
  }
  const tests = Object.keys(value).filter((key) => key !== 'fact');
  if (tests.length === 0) return { kind: 'fact', path: fact, test: { op: 'true' } };
  const op = tests[0] ?? '';
  const test = tests.length === 1 ? findTest(op, value[op]) : undefined;
  const isKnownEvent = test?.op !== 'beforeEvent' || names.anchors.has(test.event);
  if (test !== undefined && isKnownEvent) return { kind: 'fact', path: fact, test };
  return refuse(
    reading,
    path,
    `The test of "${fact}" cannot be read.`,
    'Use one of is, isNot, in, includes, includesAny, before, onOrAfter, beforeEvent, atLeast, lessThan, present, happened.',
  );
}

function findTest(op: string, value: unknown): FactTest | undefined {
  switch (op) {
    case 'is':
    case 'isNot':
      return isScalar(value) ? { op, value } : undefined;
    case 'in':
    case 'includesAny':
      return Array.isArray(value) && value.every(isScalar) ? { op, values: value } : undefined;
    case 'includes':
      return isScalar(value) ? { op, values: [value] } : undefined;
    case 'before':
    case 'onOrAfter':
      return typeof value === 'string' && findDateSpan(value) !== undefined
        ? { op, date: value }
        : undefined;
    case 'beforeEvent':
      return typeof value === 'string' ? { op, event: value } : undefined;
    case 'atLeast':
    case 'lessThan':
      return typeof value === 'number' ? { op, amount: value } : undefined;
    case 'happened':
    case 'present':
      return value === true ? { op } : undefined;
    default:
      return undefined;
  }
}

function isScalar(value: unknown): value is Scalar {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function readAge(
  reading: Reading,
  value: YamlObject,
  path: Path,
  names: ConditionNames,
): Condition {
  const at = String(value['age']);
  if (!names.anchors.has(at)) {
    return refuse(reading, path, `"${at}" is not an event at which age is known.`);
  }
  const under = value['under'];
  const atLeast = value['atLeast'];
  if (typeof under !== 'number' && typeof atLeast !== 'number') {
    return refuse(reading, path, 'An age needs "under:" or "atLeast:" with a number of years.');
  }
  const presume = value['presume'];
  return {
    kind: 'age',
    at,
    ...(typeof under === 'number' ? { under } : {}),
    ...(typeof atLeast === 'number' ? { atLeast } : {}),
    ...(typeof presume === 'string' ? { presume } : {}),
  };
}

function readSome(
  reading: Reading,
  value: YamlObject,
  path: Path,
  names: ConditionNames,
): Condition {
  const list = String(value['some']);
  if (!names.vocabulary.lists.has(list)) {
    return refuse(reading, path, `"${list}" is not a list of records.`);
  }
  const where = readCondition(reading, value['where'], [...path, 'where'], { ...names, list });
  return { kind: 'some', list, where };
}

function readDecision(reading: Reading, value: YamlObject, path: Path): Condition {
  const decision = value['decision'];
  const of = typeof decision === 'string' ? [decision] : decision;
  const result = value['result'];
  const by = value['by'] ?? 'here';
  if (!Array.isArray(of) || typeof result !== 'string' || (by !== 'here' && by !== 'any')) {
    return refuse(
      reading,
      path,
      'A decision needs "decision:", "result:" and "by: here" or "any".',
    );
  }
  return { kind: 'decision', of: of.map(String), result, by };
}

function readReference(
  reading: Reading,
  value: YamlObject,
  path: Path,
  target: {
    readonly kind: 'concept' | 'provision' | 'listed' | 'here' | 'open';
    readonly names: ConditionNames;
  },
): Condition {
  const { kind, names } = target;
  const name = String(value[kind]);
  switch (kind) {
    case 'concept':
      return names.concepts.has(name)
        ? { kind, name }
        : refuse(reading, path, `"${name}" is not a concept.`);
    case 'provision':
      return { kind, id: name };
    case 'listed':
      return { kind, list: name };
    case 'here':
      return vocabularyKey(names.vocabulary, name, names.list) === undefined
        ? refuse(reading, path, `"${name}" is not a fact of the vocabulary.`)
        : { kind, path: name };
    case 'open':
      return names.openTests.has(name)
        ? { kind, test: name }
        : refuse(reading, path, `${formatPath(path)}: the open test "${name}" is not defined.`);
  }
}

/** Every condition in the tree, the tree itself first. */
export function listConditions(condition: Condition): readonly Condition[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return [condition, ...condition.of.flatMap(listConditions)];
    case 'not':
      return [condition, ...listConditions(condition.of)];
    case 'some':
      return [condition, ...listConditions(condition.where)];
    default:
      return [condition];
  }
}
