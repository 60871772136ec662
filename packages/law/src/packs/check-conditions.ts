import { vocabularyKey } from '../facts/vocabulary.ts';
import type { Condition, FactDefinition, FactTest, Packs, Provision, Scalar } from '../model.ts';
import { listConditions } from './condition.ts';
import { leadsNowhere } from './faults.ts';
import type { Fault } from './faults.ts';
import type { Path } from './reader.ts';

/** A condition of a provision with its place in it. */
interface PlacedCondition {
  readonly condition: Condition;
  readonly at: Path;
}

/** Every whole condition of a provision: of its versions, exceptions, deadlines and pauses. */
function listPlacedConditions(provision: Provision): readonly PlacedCondition[] {
  return [
    ...provision.versions.map(({ when }, index) => ({
      condition: when,
      at: ['versions', index, 'when'],
    })),
    ...provision.exceptions.map(({ when }, index) => ({
      condition: when,
      at: ['exceptions', index, 'when'],
    })),
    ...provision.deadlines.flatMap(({ when, pausedWhile }, index) => [
      ...(when === undefined ? [] : [{ condition: when, at: ['deadlines', index, 'when'] }]),
      ...(pausedWhile ?? []).map((pause, at) => ({
        condition: pause.when,
        at: ['deadlines', index, 'pausedWhile', at, 'when'],
      })),
    ]),
  ];
}

/** What a condition compares with must be able to occur: a mistyped value would never be met. */
export function listConditionFaults(provision: Provision, packs: Packs): readonly Fault[] {
  return listPlacedConditions(provision).flatMap(({ condition, at }) =>
    listFaultsOf(condition, packs, { each: provision.each, at }),
  );
}

/** The same for a condition with a name, which may be read from any record. */
export function listFaultsOf(
  condition: Condition,
  packs: Packs,
  place: { readonly each: string | undefined; readonly at: Path },
): readonly Fault[] {
  return listConditions(condition).flatMap((node): readonly Fault[] => {
    switch (node.kind) {
      case 'fact':
        return listTestFaults(node, packs, place);
      case 'decision':
        return listDecisionFaults(node, packs, place.at);
      case 'provision':
        return packs.provisions.has(node.id)
          ? []
          : [leadsNowhere('provision', node.id, packs.provisions.keys(), place.at)];
      case 'listed':
        return packs.lists.has(node.list)
          ? []
          : [leadsNowhere('list', node.list, packs.lists.keys(), place.at)];
      case 'age':
        return listPresumptionFaults(node, packs, place.at);
      default:
        return [];
    }
  });
}

/** The definition a path may mean, whichever record is at hand. */
export function findDefinition(
  packs: Packs,
  path: string,
  each: string | undefined,
): FactDefinition | undefined {
  for (const list of [each, undefined, ...packs.vocabulary.lists.keys()]) {
    const key = vocabularyKey(packs.vocabulary, path, list);
    if (key !== undefined) return packs.vocabulary.facts.get(key);
  }
  return undefined;
}

function listTestFaults(
  node: Extract<Condition, { kind: 'fact' }>,
  packs: Packs,
  place: { readonly each: string | undefined; readonly at: Path },
): readonly Fault[] {
  const definition = findDefinition(packs, node.path, place.each);
  if (definition === undefined) return [];
  const kind = definition.type === 'list' ? (definition.of ?? 'text') : definition.type;
  const values = listTestValues(node.test);
  const { at } = place;
  if (!mayTest(node.test, definition.type, kind)) {
    return [
      {
        code: 'pack/condition',
        message: `"${node.path}" is ${kind === definition.type ? 'a' : 'a list of'} ${kind}; the test "${node.test.op}" does not fit it.`,
        remedy: 'Use a test that fits; see docs/formats/law-packs.md.',
        at,
      },
    ];
  }
  const known: Iterable<string> =
    kind === 'enum' ? (definition.values ?? []) : packs.extents.places.keys();
  if (!['enum', 'country', 'place', 'extent'].includes(kind)) return [];
  const allowed = new Set(known);
  return values
    .filter((value) => !allowed.has(String(value)))
    .map((value) => leadsNowhere(`value of ${node.path}`, String(value), allowed, at));
}

function listTestValues(test: FactTest): readonly Scalar[] {
  if ('value' in test) return [test.value];
  return 'values' in test ? test.values : [];
}

/** A test of the wrong kind would be "no" for everybody: unknown law would become a no. */
function mayTest(test: FactTest, type: string, kind: string): boolean {
  switch (test.op) {
    case 'true':
      return kind === 'boolean';
    case 'is':
    case 'isNot':
    case 'in':
      return type !== 'list' && (kind !== 'boolean' || listTestValues(test).every(isBoolean));
    case 'includes':
    case 'includesAny':
    case 'present':
      return type === 'list';
    case 'before':
    case 'onOrAfter':
    case 'beforeEvent':
    case 'happened':
      return kind === 'date';
    case 'atLeast':
    case 'lessThan':
      return kind === 'number' || kind === 'age';
  }
}

function isBoolean(value: Scalar): boolean {
  return typeof value === 'boolean';
}

function listDecisionFaults(
  node: Extract<Condition, { kind: 'decision' }>,
  packs: Packs,
  at: Path,
): readonly Fault[] {
  const valuesOf = (field: string): readonly string[] =>
    packs.vocabulary.facts.get(`identification.decisions[].${field}`)?.values ?? [];
  const [kinds, results] = [valuesOf('kind'), valuesOf('result')];
  return [
    ...node.of
      .filter((kind) => !kinds.includes(kind))
      .map((kind) => leadsNowhere('kind of decision', kind, kinds, at)),
    ...(results.includes(node.result)
      ? []
      : [leadsNowhere('result of a decision', node.result, results, at)]),
  ];
}

function listPresumptionFaults(
  node: Extract<Condition, { kind: 'age' }>,
  packs: Packs,
  at: Path,
): readonly Fault[] {
  const { presume } = node;
  const purposes = [...packs.provisions.values()].flatMap(({ presumes }) =>
    presumes === undefined ? [] : [presumes.purpose],
  );
  if (presume === undefined || purposes.includes(presume)) return [];
  return [leadsNowhere('presumption for', presume, purposes, at)];
}
