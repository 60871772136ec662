import { dateSpan } from '../dates.ts';
import type { Condition, DateRule, LawError, Packs, Provision } from '../model.ts';
import { findDefinition, listConditionFaults, listFaultsOf } from './check-conditions.ts';
import { listConflicts, listLiftFaults } from './check-conflicts.ts';
import { listConditions } from './condition.ts';
import { faultOf, leadsNowhere } from './faults.ts';
import type { CheckedPacks, Fault } from './faults.ts';
import { SUPPORT_CATEGORIES } from './provision.ts';
import type { Path } from './reader.ts';

/**
 * What no single file can see: names that lead nowhere, values that cannot occur, versions that overlap,
 * exceptions that contradict each other, support that hangs on a status without saying so.
 *
 * Shape: every problem with file, line where known, and remedy; none means the packs may be used.
 */
export function checkPacks(checked: CheckedPacks): readonly LawError[] {
  const { packs } = checked;
  return [
    ...checkHeads(packs),
    ...checkConcepts(packs),
    ...checkTestIds(checked),
    ...[...packs.provisions.values()].flatMap((provision) =>
      [
        ...listReferenceFaults(provision, packs),
        ...listConditionFaults(provision, packs),
        ...listVersionFaults(provision),
        ...listNameFaults(provision),
        ...listLiftFaults(provision),
        ...listCliffFaults(provision, packs),
      ].map((fault) => faultOf(checked, provision, fault)),
    ),
  ];
}

/** Contradictions inside a provision; only of packs in which nothing else is wrong. */
export function checkConflicts(checked: CheckedPacks): readonly LawError[] {
  return [...checked.packs.provisions.values()].flatMap((provision) =>
    listConflicts(provision, checked.packs).map((fault) => faultOf(checked, provision, fault)),
  );
}

function checkHeads(packs: Packs): readonly LawError[] {
  return packs.packs
    .filter((pack) => pack.version === '' || pack.title === '' || pack.jurisdiction === '')
    .map((pack) => ({
      code: 'pack/no-head',
      file: `${pack.id}/pack.yaml`,
      path: 'pack',
      message: `The pack "${pack.id}" does not say its version, title and jurisdiction.`,
      remedy: 'Add pack.yaml with "pack:" and these names.',
    }));
}

function checkConcepts(packs: Packs): readonly LawError[] {
  return [...packs.concepts.values()].flatMap((concept) =>
    listFaultsOf(concept.when, packs, { each: undefined, at: [] }).map(
      ({ code, message, remedy }) => {
        const path = `concepts.${concept.name}`;
        return { code, file: 'concepts.yaml', path, message, remedy };
      },
    ),
  );
}

function listReferenceFaults(provision: Provision, packs: Packs): readonly Fault[] {
  const { places, groups } = packs.extents;
  const extents = [...places.keys(), ...groups.keys()];
  const mentioned: readonly (readonly [string, Path])[] = [
    ...(provision.adultOnly === undefined ? [] : ([[provision.adultOnly, ['adultOnly']]] as const)),
    ...provision.gapAgainst.map((id, index) => [id, ['gapAgainst', index]] as const),
    ...provision.cliffs.flatMap((cliff, index) =>
      cliff.survives.map((id) => [id, ['cliffs', index, 'survives']] as const),
    ),
  ];
  return [
    ...provision.extent
      .filter((extent) => !extents.includes(extent))
      .map((extent) => leadsNowhere('extent', extent, extents, ['extent'])),
    ...provision.extent
      .filter((extent) => (places.get(extent)?.choose.length ?? 0) > 0)
      .map((extent) => ({
        code: 'pack/place',
        message: `"${extent}" has several legal systems, so it is no extent of a rule.`,
        remedy: `Name the parts: ${places.get(extent)?.choose.slice(0, 4).join(', ') ?? ''} …`,
        at: ['extent'],
      })),
    ...mentioned
      .filter(([id]) => !packs.provisions.has(id))
      .map(([id, at]) => leadsNowhere('provision', id, packs.provisions.keys(), at)),
    ...listDeadlineFaults(provision, packs),
    ...(provision.extent.length === 0 || provision.connects.length === 0
      ? [
          {
            code: 'pack/reaches-nobody',
            message: `${provision.id} has no extent or no connection, so it would never be shown.`,
            remedy: 'Add "extent:" and "connects:".',
          },
        ]
      : []),
    ...(provision.each !== undefined && !packs.vocabulary.lists.has(provision.each)
      ? [leadsNowhere('list of records', provision.each, packs.vocabulary.lists.keys(), ['each'])]
      : []),
  ];
}

function listDeadlineFaults(provision: Provision, packs: Packs): readonly Fault[] {
  const versions = provision.versions.map(({ from }) => from);
  return provision.deadlines.flatMap(({ rule, version }, index) => {
    const at = ['deadlines', index];
    return [
      ...listSums(rule).flatMap(({ calendar }) =>
        calendar === undefined || packs.calendars.has(calendar)
          ? []
          : [leadsNowhere('calendar', calendar, packs.calendars.keys(), at)],
      ),
      ...(version === undefined || versions.includes(version)
        ? []
        : [leadsNowhere('version from', version, versions, at)]),
    ];
  });
}

/** Every sum of a date rule, also inside "later of". */
function listSums(rule: DateRule): readonly Extract<DateRule, { kind: 'add' }>[] {
  if (rule.kind === 'add') return [rule];
  return rule.kind === 'later-of' || rule.kind === 'earlier-of' ? rule.of.flatMap(listSums) : [];
}

/** An answer to an open test is recorded by its id, so two different tests may not share one. */
function checkTestIds(checked: CheckedPacks): readonly LawError[] {
  const asked = new Map<string, string>();
  return [...checked.packs.provisions.values()].flatMap((provision) =>
    provision.openTests.flatMap(({ id, ask }) => {
      const known = asked.get(id) ?? ask;
      asked.set(id, known);
      if (known === ask) return [];
      const message = `The open test "${id}" is another question elsewhere.`;
      const remedy = 'Give it an id of its own.';
      return [faultOf(checked, provision, { code: 'pack/twice', message, remedy, at: ['tests'] })];
    }),
  );
}

function listNameFaults(provision: Provision): readonly Fault[] {
  const kinds = [
    ['exceptions', provision.exceptions.map(({ id }) => id)],
    ['deadlines', provision.deadlines.map(({ id }) => id)],
  ] as const;
  return kinds.flatMap(([kind, ids]) =>
    ids.flatMap((id, index) =>
      ids.indexOf(id) === index
        ? []
        : [
            {
              code: 'pack/twice',
              message: `The name "${id}" stands twice in ${kind}.`,
              remedy: 'Give each its own id.',
              at: [kind, index],
            },
          ],
    ),
  );
}

function listVersionFaults(provision: Provision): readonly Fault[] {
  if (provision.versions.length === 0) {
    return [
      {
        code: 'pack/no-version',
        message: `${provision.id} has no version.`,
        remedy: 'Add "versions:" with at least one "from:" and "when:".',
      },
    ];
  }
  return provision.versions.flatMap((version, index) => {
    const at = ['versions', index];
    const end = version.to === undefined ? Infinity : dateSpan(version.to).last;
    const backwards = end < dateSpan(version.from).first;
    const next = provision.versions[index + 1];
    const overlaps =
      next !== undefined && next.anchor === version.anchor && end >= dateSpan(next.from).first;
    return [
      ...(backwards
        ? [
            {
              code: 'pack/version-ends-first',
              message: `The version from ${version.from} ends before it begins.`,
              remedy: 'Look at "from:" and "to:".',
              at,
            },
          ]
        : []),
      ...(overlaps
        ? [
            {
              code: 'pack/versions-overlap',
              message: `The version from ${next.from} begins before the one before it ends.`,
              remedy: 'Give the earlier version a "to:" on the day before.',
              at: ['versions', index + 1],
            },
          ]
        : []),
    ];
  });
}

/** Statuses that a condition reads, following concepts and referred provisions. */
function listStatusesRead(
  conditions: readonly Condition[],
  packs: Packs,
  seen: ReadonlySet<string> = new Set(),
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const node of conditions.flatMap(listConditions)) {
    if (node.kind === 'decision') found.add('identification');
    if (node.kind === 'fact' || node.kind === 'here') {
      const touches = findTouches(packs, node.path);
      if (touches !== undefined) found.add(touches);
    }
    const inner = findInner(node, packs);
    if (inner === undefined || seen.has(inner.name)) continue;
    for (const status of listStatusesRead(inner.of, packs, new Set([...seen, inner.name]))) {
      found.add(status);
    }
  }
  return found;
}

function findTouches(packs: Packs, path: string): string | undefined {
  return findDefinition(packs, path, undefined)?.touches;
}

function findInner(
  node: Condition,
  packs: Packs,
): { readonly name: string; readonly of: readonly Condition[] } | undefined {
  if (node.kind === 'concept') {
    const concept = packs.concepts.get(node.name);
    return concept === undefined ? undefined : { name: node.name, of: [concept.when] };
  }
  if (node.kind === 'provision') {
    const provision = packs.provisions.get(node.id);
    return provision === undefined
      ? undefined
      : { name: node.id, of: provision.versions.map((version) => version.when) };
  }
  return undefined;
}

function listCliffFaults(provision: Provision, packs: Packs): readonly Fault[] {
  if (!SUPPORT_CATEGORIES.includes(provision.category)) return [];
  const conditions = [
    ...provision.versions.map((version) => version.when),
    ...provision.exceptions.map((exception) => exception.when),
  ];
  return [...listStatusesRead(conditions, packs)]
    .filter((status) => !provision.cliffs.some((cliff) => cliff.on === status))
    .map((status) => ({
      code: 'pack/hidden-cliff',
      message: `${provision.id} makes support depend on ${status} without saying so.`,
      remedy:
        'Add a cliff: when support falls, how to challenge it, and which routes survive; or drop the condition.',
    }));
}
