import { vocabularyKey } from '../facts/vocabulary.ts';
import { dateSpan } from '../dates.ts';
import { nearestName } from '../names.ts';
import type { Condition, LawError, Packs, Provision } from '../model.ts';
import { listConditions } from './condition.ts';
import { SUPPORT_CATEGORIES } from './provision.ts';

/**
 * What no single file can see: names that lead nowhere, versions that overlap, support that hangs
 * on a status without saying so. Returns every problem; an empty list means the packs may be used.
 */
export function checkPacks(packs: Packs): readonly LawError[] {
  const packErrors = packs.packs
    .filter((pack) => pack.version === '' || pack.title === '' || pack.jurisdiction === '')
    .map((pack): LawError => ({
      code: 'pack/no-head',
      file: `${pack.id}/pack.yaml`,
      path: 'pack',
      message: `The pack "${pack.id}" does not say its version, title and jurisdiction.`,
      remedy: 'Add pack.yaml with "pack:" and these names.',
    }));
  return [
    ...packErrors,
    ...checkTestIds(packs),
    ...[...packs.provisions.values()].flatMap((provision) => [
      ...checkReferences(provision, packs),
      ...checkVersions(provision),
      ...checkNames(provision),
      ...checkCliffs(provision, packs),
    ]),
  ];
}

function problem(provision: Provision, code: string, message: string, remedy: string): LawError {
  return { code, file: provision.file, path: provision.id, message, remedy };
}

function missing(
  provision: Provision,
  kind: string,
  name: string,
  known: Iterable<string>,
): LawError {
  const nearest = nearestName(name, known);
  return problem(
    provision,
    'pack/leads-nowhere',
    `${provision.id} names the ${kind} "${name}", which does not exist.`,
    nearest === undefined ? 'Add it, or take the name out.' : `Did you mean "${nearest}"?`,
  );
}

function checkReferences(provision: Provision, packs: Packs): readonly LawError[] {
  const known = packs.provisions;
  const extents = [...packs.extents.places.keys(), ...packs.extents.groups.keys()];
  const mentioned = [
    ...(provision.adultOnly === undefined ? [] : [provision.adultOnly]),
    ...provision.gapAgainst,
    ...provision.cliffs.flatMap((cliff) => cliff.survives),
    ...listAllConditions(provision).flatMap((node) => (node.kind === 'provision' ? [node.id] : [])),
  ];
  const lists = listAllConditions(provision).flatMap((node) =>
    node.kind === 'listed' ? [node.list] : [],
  );
  const calendars = provision.deadlines.flatMap(({ rule }) =>
    rule.kind === 'add' && rule.calendar !== undefined ? [rule.calendar] : [],
  );
  return [
    ...provision.extent
      .filter((extent) => !extents.includes(extent))
      .map((extent) => missing(provision, 'extent', extent, extents)),
    ...mentioned
      .filter((id) => !known.has(id))
      .map((id) => missing(provision, 'provision', id, known.keys())),
    ...lists
      .filter((id) => !packs.lists.has(id))
      .map((id) => missing(provision, 'list', id, packs.lists.keys())),
    ...calendars
      .filter((id) => !packs.calendars.has(id))
      .map((id) => missing(provision, 'calendar', id, packs.calendars.keys())),
    ...(provision.extent.length === 0 || provision.connects.length === 0
      ? [
          problem(
            provision,
            'pack/reaches-nobody',
            `${provision.id} has no extent or no connection, so it would never be shown.`,
            'Add "extent:" and "connects:".',
          ),
        ]
      : []),
    ...provision.deadlines
      .filter(({ version }) => version !== undefined)
      .filter(({ version }) => !provision.versions.some(({ from }) => from === version))
      .map(({ id, version }) =>
        problem(
          provision,
          'pack/leads-nowhere',
          `${provision.id}: the deadline "${id}" names a version from ${String(version)}, which does not exist.`,
          'Give the "from:" of a version.',
        ),
      ),
    ...(provision.each !== undefined && !packs.vocabulary.lists.has(provision.each)
      ? [missing(provision, 'list of records', provision.each, packs.vocabulary.lists.keys())]
      : []),
  ];
}

function listAllConditions(provision: Provision): readonly Condition[] {
  return [
    ...provision.versions.flatMap((version) => listConditions(version.when)),
    ...provision.exceptions.flatMap((exception) => listConditions(exception.when)),
    ...provision.deadlines.flatMap((deadline) =>
      deadline.when === undefined ? [] : listConditions(deadline.when),
    ),
  ];
}

/** An answer to an open test is recorded by its id, so two different tests may not share one. */
function checkTestIds(packs: Packs): readonly LawError[] {
  const asked = new Map<string, string>();
  return [...packs.provisions.values()].flatMap((provision) =>
    provision.openTests.flatMap(({ id, ask }) => {
      const known = asked.get(id) ?? ask;
      asked.set(id, known);
      if (known === ask) return [];
      const message = `${provision.id}: the open test "${id}" is another question elsewhere.`;
      return [problem(provision, 'pack/twice', message, 'Give it an id of its own.')];
    }),
  );
}

function checkNames(provision: Provision): readonly LawError[] {
  const kinds = [
    ['exception', provision.exceptions.map(({ id }) => id)],
    ['deadline', provision.deadlines.map(({ id }) => id)],
  ] as const;
  return kinds.flatMap(([kind, ids]) =>
    ids
      .filter((id, index) => ids.indexOf(id) !== index)
      .map((id) =>
        problem(
          provision,
          'pack/twice',
          `${provision.id}: the ${kind} "${id}" stands there twice.`,
          'Give each its own id.',
        ),
      ),
  );
}

function checkVersions(provision: Provision): readonly LawError[] {
  if (provision.versions.length === 0) {
    return [
      problem(
        provision,
        'pack/no-version',
        `${provision.id} has no version.`,
        'Add "versions:" with at least one "from:" and "when:".',
      ),
    ];
  }
  return provision.versions.flatMap((version, index) => {
    const next = provision.versions[index + 1];
    if (next === undefined || next.anchor !== version.anchor) return [];
    const end = version.to === undefined ? Infinity : dateSpan(version.to).last;
    if (end < dateSpan(next.from).first) return [];
    return [
      problem(
        provision,
        'pack/versions-overlap',
        `${provision.id}: the version from ${next.from} begins before the one before it ends.`,
        'Give the earlier version a "to:" on the day before.',
      ),
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
  const lists = [undefined, ...packs.vocabulary.lists.keys()];
  for (const list of lists) {
    const key = vocabularyKey(packs.vocabulary, path, list);
    if (key !== undefined) return packs.vocabulary.facts.get(key)?.touches;
  }
  return undefined;
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

function checkCliffs(provision: Provision, packs: Packs): readonly LawError[] {
  if (!SUPPORT_CATEGORIES.includes(provision.category)) return [];
  const conditions = [
    ...provision.versions.map((version) => version.when),
    ...provision.exceptions.map((exception) => exception.when),
  ];
  return [...listStatusesRead(conditions, packs)]
    .filter((status) => !provision.cliffs.some((cliff) => cliff.on === status))
    .map((status) =>
      problem(
        provision,
        'pack/hidden-cliff',
        `${provision.id} makes support depend on ${status} without saying so.`,
        'Add a cliff: when support falls, how to challenge it, and which routes survive; or drop the condition.',
      ),
    );
}
