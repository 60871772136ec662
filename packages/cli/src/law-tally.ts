/** What a change of the law does to many people, counted. Nobody is judged, and nobody is named. */
import { compileLaw, listOutcomes, parseFacts } from '@amparo/law';
import type { CompiledLaw, Outcome, Packs } from '@amparo/law';

/** How many people one rule in one state reaches, before and after a change. */
interface RuleTally {
  before: number;
  after: number;
  gained: number;
  lost: number;
}

/** What was counted so far. Plain data, so that a worker can hand it over. */
export interface Tally {
  people: number;
  /** For whom at least one rule is engaged that was not, or is no longer. */
  gained: number;
  lost: number;
  /** By `PROVISION STATE`. */
  readonly rules: Map<string, RuleTally>;
}

/** Two states of the law, ready to be held against each other. */
export interface TwoLaws {
  readonly before: CompiledLaw;
  readonly after: CompiledLaw;
  readonly asOf: string;
  /** True when facts mean the same under both, so that they are read once. */
  readonly isSameGround: boolean;
}

/** An empty count. */
export function newTally(): Tally {
  return { people: 0, gained: 0, lost: 0, rules: new Map() };
}

/** Makes two bodies of law ready. */
export function makeTwoLaws(before: Packs, after: Packs, asOf: string): TwoLaws {
  const isSameGround = groundOf(before) === groundOf(after);
  const changed = isSameGround ? findChanged(before, after) : undefined;
  return {
    before: compileLaw(before, changed),
    after: compileLaw(after, changed),
    asOf,
    isSameGround,
  };
}

/** Everything that rules rest on: words of facts, places, events, concepts, lists, open tests. */
function groundOf({ vocabulary, extents, anchors, concepts, lists, provisions }: Packs): string {
  const tests = [...provisions.values()].flatMap(({ openTests }) => openTests.map(({ id }) => id));
  return textOf({ vocabulary, extents, anchors, concepts, lists, tests });
}

function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (part instanceof Map ? [...part] : part));
}

/** The rules that differ; none given where another rule may rest on one that differs. */
function findChanged(before: Packs, after: Packs): ReadonlySet<string> | undefined {
  const changed = new Set(
    [...new Set([...before.provisions.keys(), ...after.provisions.keys()])].filter(
      (id) => textOf(before.provisions.get(id)) !== textOf(after.provisions.get(id)),
    ),
  );
  const rests = textOf([before, after]);
  const isRestedOn = [...changed].some(
    (id) =>
      rests.includes(`"kind":"provision","id":${JSON.stringify(id)}`) ||
      before.provisions.get(id)?.presumes !== undefined ||
      after.provisions.get(id)?.presumes !== undefined,
  );
  return isRestedOn ? undefined : changed;
}

/** Adds one person to the count; gives what is wrong with their facts instead, and counts nothing. */
export function addPerson(tally: Tally, laws: TwoLaws, facts: unknown): string | undefined {
  const known = parseFacts(facts, laws.before.packs);
  if (!known.ok) return known.errors.map(({ path, message }) => `${path}: ${message}`).join(' ');
  const read = laws.isSameGround ? known : parseFacts(facts, laws.after.packs);
  if (!read.ok) return read.errors.map(({ path, message }) => `${path}: ${message}`).join(' ');
  const { asOf } = laws;
  const before = listEngaged(listOutcomes(laws.before, { facts: known.facts, asOf }));
  const after = listEngaged(listOutcomes(laws.after, { facts: read.facts, asOf }));
  let gained = false;
  let lost = false;
  for (const key of before) {
    const rule = ruleOf(tally, key);
    rule.before += 1;
    if (after.has(key)) continue;
    rule.lost += 1;
    lost = true;
  }
  for (const key of after) {
    const rule = ruleOf(tally, key);
    rule.after += 1;
    if (before.has(key)) continue;
    rule.gained += 1;
    gained = true;
  }
  tally.people += 1;
  if (gained) tally.gained += 1;
  if (lost) tally.lost += 1;
  return undefined;
}

function listEngaged(outcomes: readonly Outcome[]): ReadonlySet<string> {
  const engaged = new Set<string>();
  for (const { provision, jurisdiction, result } of outcomes) {
    if (result === 'engaged') engaged.add(`${provision} ${jurisdiction}`);
  }
  return engaged;
}

function ruleOf(tally: Tally, key: string): RuleTally {
  const rule = tally.rules.get(key) ?? { before: 0, after: 0, gained: 0, lost: 0 };
  tally.rules.set(key, rule);
  return rule;
}

/** Adds one count to another. */
export function mergeTally(into: Tally, other: Tally): void {
  into.people += other.people;
  into.gained += other.gained;
  into.lost += other.lost;
  for (const [key, { before, after, gained, lost }] of other.rules) {
    const rule = ruleOf(into, key);
    rule.before += before;
    rule.after += after;
    rule.gained += gained;
    rule.lost += lost;
  }
}
