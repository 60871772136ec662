/** Facts made to order: for any provision, a person for whom it is engaged. */
import type { Condition, FactDefinition, FactTest, Packs, Provision, Scalar } from '@amparo/law';

/** A file in the making, and choices that chance made between several ways. */
export interface Draft {
  readonly packs: Packs;
  readonly facts: Record<string, unknown>;
  readonly provision: Provision;
  readonly place: string;
  /** Gives a whole number below its argument; the same choices give the same person. */
  readonly choose: (below: number) => number;
}

/** The country a place belongs to. */
function countryOf(packs: Packs, place: string): string {
  return packs.extents.places.get(place)?.country ?? place;
}

/** A place where the provision is law on the day, for a treaty one whose membership has no start. */
export function placeOf(packs: Packs, provision: Provision): string | undefined {
  const [first] = provision.extent.filter((code) => packs.extents.places.has(code));
  if (first !== undefined) return first;
  for (const code of provision.extent) {
    const group = packs.extents.groups.get(code);
    const isSingle = (country: string): boolean =>
      packs.extents.places.get(country)?.choose.length === 0;
    const members = [...(group?.members ?? [])].filter(
      ([country, { to }]) =>
        isSingle(country) && to === undefined && group?.outside.includes(country) !== true,
    );
    const old = members.find(([, { from }]) => from === undefined) ?? members[0];
    if (old !== undefined) return old[0];
    if (group?.everyone === true) return 'RO';
    // Nobody checked who is bound: then any state may be.
    if (group?.closed === false) return 'KE';
  }
  return undefined;
}

/** A person whom every connection ties to one place, and whom nothing else is known about. */
export function connectedTo(packs: Packs, place: string): Record<string, unknown> {
  const country = countryOf(packs, place);
  return {
    location: place,
    nationality: [country],
    permanentResidence: [country],
    livesIn: country,
    exploitationPlaces: [place],
    offences: [{ jurisdiction: place }],
    convictions: [{ jurisdiction: place }],
    identification: { decisions: [] },
    extradition: { requestedState: place, requestingState: country },
    employer: { state: country },
  };
}

/** Where a path of a condition leads: its definition, and its field when it is one of a record. */
function findPath(
  packs: Packs,
  path: string,
  list: string | undefined,
): { readonly key: string; readonly definition: FactDefinition } {
  const { facts, lists } = packs.vocabulary;
  const dot = path.indexOf('.');
  const singular = [...lists.values()].find(
    (one) => one.singular === path.slice(0, Math.max(0, dot)),
  );
  const names = [
    path,
    ...(singular === undefined ? [] : [`${singular.key}[].${path.slice(dot + 1)}`]),
    ...(list === undefined ? [] : [`${list}[].${path}`]),
  ];
  for (const key of names) {
    const definition = facts.get(key);
    if (definition !== undefined) return { key, definition };
  }
  throw new Error(`no such fact: ${path}`);
}

/** Writes one fact where its key says; a field of a record goes into the first record of its list. */
export function setFact(facts: Record<string, unknown>, key: string, value: unknown): void {
  const at = key.indexOf('[].');
  if (at >= 0) {
    const list = key.slice(0, at);
    const records = (getFact(facts, list) ?? [{}]) as Record<string, unknown>[];
    if (records.length === 0) records.push({});
    setFact(facts, list, records);
    const [record = {}] = records;
    setFact(record, key.slice(at + 3), value);
    return;
  }
  const path = key.split('.');
  let inner = facts;
  for (const part of path.slice(0, -1)) {
    const next = (inner[part] ?? {}) as Record<string, unknown>;
    inner[part] = next;
    inner = next;
  }
  inner[path.at(-1) ?? ''] = value;
}

/** Reads a fact that is not a field of a record. */
function getFact(facts: Record<string, unknown>, key: string): unknown {
  return key
    .split('.')
    .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], facts);
}

/** Writes facts under which a condition is met, or under which it is not. */
export function satisfy(
  draft: Draft,
  condition: Condition,
  isMet: boolean,
  list: string | undefined,
): void {
  switch (condition.kind) {
    case 'always':
      return;
    case 'not':
      satisfy(draft, condition.of, !isMet, list);
      return;
    case 'all':
    case 'any': {
      const needsEach = (condition.kind === 'all') === isMet;
      const parts = needsEach ? turned(draft, condition.of) : [pick(draft, condition.of)];
      for (const part of parts) satisfy(draft, part, isMet, list);
      return;
    }
    case 'concept': {
      const concept = draft.packs.concepts.get(condition.name);
      if (concept !== undefined) satisfy(draft, concept.when, isMet, list);
      return;
    }
    case 'provision': {
      const version = draft.packs.provisions.get(condition.id)?.versions.at(-1);
      if (version !== undefined) satisfy(draft, version.when, isMet, list);
      return;
    }
    case 'some':
      if (isMet) satisfy(draft, condition.where, true, condition.list);
      else setFact(draft.facts, condition.list, []);
      return;
    case 'open':
      setFact(draft.facts, 'tests', {
        ...(draft.facts['tests'] as object | undefined),
        [condition.test]: isMet,
      });
      return;
    case 'listed':
      setFact(draft.facts, 'offences[].excludedList', isMet);
      return;
    case 'here':
      satisfyHere(draft, condition.path, isMet, list);
      return;
    case 'decision':
      satisfyDecision(draft, condition, isMet);
      return;
    case 'age':
      satisfyAge(draft, condition, isMet);
      return;
    case 'fact': {
      const { key, definition } = findPath(draft.packs, condition.path, list);
      setFact(draft.facts, key, valueFor(draft, condition.test, isMet, definition));
    }
  }
}

function pick<Item>(draft: Draft, items: readonly Item[]): Item {
  return items[draft.choose(items.length)] as Item;
}

/** The same parts in another order: what is written last has the last word. */
function turned<Item>(draft: Draft, items: readonly Item[]): readonly Item[] {
  const at = draft.choose(items.length);
  return [...items.slice(at), ...items.slice(0, at)];
}

function satisfyHere(draft: Draft, path: string, isMet: boolean, list: string | undefined): void {
  const { key, definition } = findPath(draft.packs, path, list);
  const country = countryOf(draft.packs, draft.place);
  const other = country === 'VN' ? 'RO' : 'VN';
  const kind = definition.of ?? definition.type;
  const here = kind === 'country' ? country : draft.place;
  setFact(
    draft.facts,
    key,
    definition.type === 'list' ? [isMet ? here : other] : isMet ? here : other,
  );
}

function satisfyDecision(
  draft: Draft,
  condition: Extract<Condition, { kind: 'decision' }>,
  isMet: boolean,
): void {
  const other = condition.result === 'positive' ? 'negative' : 'positive';
  const records = (getFact(draft.facts, 'identification.decisions') ?? []) as object[];
  setFact(draft.facts, 'identification.decisions', [
    ...records,
    {
      state: countryOf(draft.packs, draft.place),
      kind: pick(draft, condition.of),
      result: isMet ? condition.result : other,
      madeOn: '2026-06-01',
      receivedOn: '2026-06-02',
    },
  ]);
}

function satisfyAge(
  draft: Draft,
  { under, atLeast }: Extract<Condition, { kind: 'age' }>,
  isMet: boolean,
): void {
  // Every event of a person made to order is in 2026, so one year of birth answers for all of them.
  const isYoung = (under !== undefined) === isMet;
  setFact(
    draft.facts,
    'dateOfBirth',
    `${String(2026 - (isYoung ? 3 : (under ?? atLeast ?? 0) + 10))}-01-01`,
  );
  setFact(draft.facts, 'ageDisputed', false);
}

function valueFor(
  draft: Draft,
  test: FactTest,
  isMet: boolean,
  definition: FactDefinition,
): unknown {
  const kind = definition.type === 'list' ? definition.of : definition.type;
  const known = definition.values ?? (kind === 'text' ? ['something else'] : ['VN', 'RO', 'BR']);
  const others = (values: readonly Scalar[]): Scalar =>
    pick(
      draft,
      known.filter((value) => !values.includes(value)),
    );
  const isList = definition.type === 'list';
  switch (test.op) {
    case 'true':
      return isMet;
    case 'is':
      return isMet
        ? test.value
        : typeof test.value === 'boolean'
          ? !test.value
          : others([test.value]);
    case 'isNot':
      return isMet
        ? typeof test.value === 'boolean'
          ? !test.value
          : others([test.value])
        : test.value;
    case 'in':
    case 'includes':
    case 'includesAny': {
      const value = isMet ? pick(draft, test.values) : others(test.values);
      return isList ? [value] : value;
    }
    case 'before':
      return isMet ? '1990-01-01' : test.date;
    case 'onOrAfter':
      return isMet ? '2026-05-01' : '1990-01-01';
    case 'beforeEvent':
      return isMet ? '2026-01-01' : '2026-12-01';
    case 'atLeast':
      return isMet ? test.amount : test.amount - 1;
    case 'lessThan':
      return isMet ? test.amount - 1 : test.amount;
    case 'happened':
      return isMet ? '2026-05-01' : '2027-05-01';
    case 'present':
      return isMet ? [definition.values?.[0] ?? 'VN'] : [];
  }
}

/** Dates one event; a decision is one of this state. */
export function setAnchor(draft: Draft, name: string, date: string): void {
  const anchor = draft.packs.anchors.get(name);
  if (anchor === undefined || anchor.today) return;
  if (anchor.decision !== undefined) {
    const records = (getFact(draft.facts, 'identification.decisions') ?? []) as Record<
      string,
      unknown
    >[];
    const kind = anchor.decision.of[0] ?? '';
    const own = records.filter((record) => anchor.decision?.of.includes(String(record['kind'])));
    const state = countryOf(draft.packs, draft.place);
    const last = own.at(-1) ?? { state, kind, result: 'positive' };
    const changed = { ...last, [anchor.decision.field]: date };
    setFact(draft.facts, 'identification.decisions', [
      ...records.filter((record) => record !== last),
      changed,
    ]);
    return;
  }
  for (const path of anchor.paths.slice(0, 1)) {
    setFact(draft.facts, findPath(draft.packs, path, draft.provision.each).key, date);
  }
}

/** Choices that a seed repeats. */
export function chooserOf(seed: number): (below: number) => number {
  let state = seed * 7919 + 1;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

/** A person for whom the version of a provision should be engaged; whether it is, the engine says. */
export function makeEngaged(
  packs: Packs,
  provision: Provision,
  version: Provision['versions'][number],
  choose: (below: number) => number,
): Draft | undefined {
  const place = placeOf(packs, provision);
  if (place === undefined) return undefined;
  const facts = connectedTo(packs, place);
  const draft = { packs, facts, provision, place, choose };
  satisfy(draft, version.when, true, provision.each);
  for (const { effect, when } of provision.exceptions) {
    if (effect === 'defeats') satisfy(draft, when, false, provision.each);
  }
  // What must not be so may have undone what must: once more, with the last word.
  satisfy(draft, version.when, true, provision.each);
  setAnchor(draft, version.anchor, '2026-06-01');
  return draft;
}
