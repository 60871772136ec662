import {
  judgeHere,
  listRecordScenes,
  listWantedStates,
  makeScene,
  UNKNOWN_STATE,
} from '../assess.ts';
import type { AssessRequest } from '../assess.ts';
import { dateSpan } from '../dates.ts';
import { judgeConnection, judgeReach, mayBindAnyState } from '../evaluate/connect.ts';
import { judgeLeaf } from '../evaluate/leaves.ts';
import { DORMANT, listReached } from '../evaluate/provision.ts';
import { countryOf, isRecords } from '../evaluate/scene.ts';
import type { Scene } from '../evaluate/scene.ts';
import type { Connection, Packs, Provision, ProvisionVersion } from '../model.ts';
import { makeClosure, newFrame, NO, numberOf, triOfNumber, UNKNOWN, YES } from './closures.ts';
import type { Closure, Frame } from './closures.ts';
import { makeSkeleton, newAtomTable } from './skeleton.ts';
import type { Atom, AtomTable } from './skeleton.ts';

/** What the law says about one provision, without the reasons: the result of a finding. */
export interface Outcome {
  readonly provision: string;
  readonly jurisdiction: string;
  readonly about: string | null;
  readonly result: 'engaged' | 'not-engaged' | 'cannot-say';
}

/** Packs made ready to judge very many people fast. Produced by `compileLaw` only. */
export interface CompiledLaw {
  readonly packs: Packs;
  readonly table: AtomTable;
  readonly rules: readonly CompiledRule[];
  /** What each atom asks, ready to be asked. */
  readonly readers: readonly ((scene: Scene) => number)[];
  /** True when no event of a person decides whether a treaty binds: then the day alone does. */
  readonly isReachFixed: boolean;
  /** Which rules are law in a state on the last day that was asked about. */
  readonly reaching: { asOf: number; readonly byState: Map<string, readonly Reaching[]> };
}

interface CompiledRule {
  readonly provision: Provision;
  readonly versions: ReadonlyMap<ProvisionVersion, Closure>;
}

/**
 * Makes packs ready to judge very many people without reasons.
 *
 * The answers are those of `assess`; a test compares the two on every scenario and on generated facts.
 * With `only`, no other provisions are judged; those they rest on are still read.
 */
export function compileLaw(packs: Packs, only?: ReadonlySet<string>): CompiledLaw {
  const table = newAtomTable();
  const wanted = [...packs.provisions.values()].filter(({ id }) => only?.has(id) ?? true);
  const rules = wanted.map((provision): CompiledRule => ({
    provision,
    versions: new Map(
      provision.versions.map((version) => [
        version,
        makeClosure(makeSkeleton(packs, provision, version, table)),
      ]),
    ),
  }));
  const size = (): FrameSize => ({ atoms: table.atoms.length, slots: table.slots.size });
  const readers: ((scene: Scene) => number)[] = [];
  for (const atom of table.atoms) readers.push(makeReader(atom, { readers, size }));
  const reaching = { asOf: Number.NaN, byState: new Map<string, readonly Reaching[]>() };
  return { packs, table, rules, readers, isReachFixed: isReachFixed(packs), reaching };
}

function isReachFixed(packs: Packs): boolean {
  return [...packs.provisions.values()].every(
    ({ extent, versions }) =>
      !extent.some((code) => packs.extents.groups.has(code)) ||
      versions.every(({ anchor }) => packs.anchors.get(anchor)?.today === true),
  );
}

interface FrameSize {
  readonly atoms: number;
  readonly slots: number;
}

interface Making {
  readonly readers: readonly ((scene: Scene) => number)[];
  readonly size: () => FrameSize;
}

function makeReader(atom: Atom, making: Making): (scene: Scene) => number {
  switch (atom.kind) {
    case 'leaf': {
      const { condition, mode, open } = atom;
      if (mode === 'plain' && open.length === 0) {
        return (scene) => numberOf(judgeLeaf(condition, scene));
      }
      const how = { arguing: mode !== 'plain', negated: mode === 'argued-not', open };
      return (scene) => numberOf(judgeLeaf(condition, { ...scene, ...how }));
    }
    case 'provision':
      return (scene) => {
        const provision = scene.packs.provisions.get(atom.id);
        if (provision === undefined) throw new Error(`no such provision: ${atom.id}`);
        return numberOf(judgeHere(provision, { ...scene, open: atom.open }).tri);
      };
    case 'some': {
      const closure = makeClosure(atom.where);
      return (scene) => {
        const records = scene.facts.lists.get(atom.list);
        if (!isRecords(records)) return UNKNOWN;
        const values = records.map((entries, index) =>
          closure(frameOf(making, { ...scene, record: { list: atom.list, index, entries } })),
        );
        return Math.max(NO, ...values);
      };
    }
  }
}

function frameOf({ readers, size }: Making, scene: Scene): Frame {
  return newFrame(size(), (atom) => readers[atom]?.(scene) ?? UNKNOWN);
}

const RESULTS = { yes: 'engaged', no: 'not-engaged', unknown: 'cannot-say' } as const;

/**
 * Judges one person under compiled law: the results of `assess`, in the same order, without reasons.
 *
 * Throws when `asOf` is no day.
 */
export function listOutcomes(
  law: CompiledLaw,
  request: Omit<AssessRequest, 'packs'>,
): readonly Outcome[] {
  const bare = makeScene({ ...request, packs: law.packs }, dateSpan(request.asOf).first);
  const outcomes: Outcome[] = [];
  for (const jurisdiction of listWantedStates(bare, request.in)) {
    const scene = { ...bare, jurisdiction, country: countryOf(law.packs, jurisdiction) };
    const views = new Map<string | undefined, readonly View[]>();
    for (const { rule, reach } of listReaching(law, scene)) {
      const { each } = rule.provision;
      const own =
        views.get(each) ??
        listRecordScenes(rule.provision, scene).map((here) => makeView(law, here));
      views.set(each, own);
      for (const view of own) {
        const { record } = view.scene;
        const connection = connect(rule.provision, view);
        if (connection === NO) continue;
        const value = Math.min(reach, connection, judgeRule(rule, view));
        outcomes.push({
          provision: rule.provision.id,
          jurisdiction,
          about: record === undefined ? null : `${record.list}[${record.index}]`,
          result: RESULTS[triOfNumber(value)],
        });
      }
    }
  }
  return outcomes;
}

/** What was read already for one state and one record. */
interface View {
  readonly scene: Scene;
  readonly frame: Frame;
  readonly connections: Map<Connection, number>;
}

function makeView(law: CompiledLaw, scene: Scene): View {
  const size = (): FrameSize => ({ atoms: law.table.atoms.length, slots: law.table.slots.size });
  return { scene, frame: frameOf({ readers: law.readers, size }, scene), connections: new Map() };
}

interface Reaching {
  readonly rule: CompiledRule;
  readonly reach: number;
}

/** The rules that are law in this state; remembered while neither the day nor any event can change it. */
function listReaching(law: CompiledLaw, scene: Scene): readonly Reaching[] {
  const judge = (rules: readonly CompiledRule[]): readonly Reaching[] =>
    rules.flatMap((rule) => {
      const reach = judgeOuterReach(rule.provision, scene);
      return reach === NO ? [] : [{ rule, reach }];
    });
  if (!law.isReachFixed) return judge(law.rules);
  if (law.reaching.asOf !== scene.asOf) {
    law.reaching.asOf = scene.asOf;
    law.reaching.byState.clear();
  }
  const known = law.reaching.byState.get(scene.jurisdiction) ?? judge(law.rules);
  law.reaching.byState.set(scene.jurisdiction, known);
  return known;
}

function judgeOuterReach(provision: Provision, scene: Scene): number {
  if (scene.jurisdiction === UNKNOWN_STATE) {
    return mayBindAnyState(provision, scene.packs) ? YES : NO;
  }
  return numberOf(judgeReach(provision, scene));
}

function connect(provision: Provision, { scene, connections }: View): number {
  let best: number = NO;
  for (const connection of provision.connects) {
    const value = connections.get(connection) ?? numberOf(judgeConnection(connection, scene));
    connections.set(connection, value);
    best = Math.max(best, value);
    if (best === YES) break;
  }
  return best;
}

/** The version of the event's day, or unknown where several may apply and disagree. */
function judgeRule(rule: CompiledRule, { scene, frame }: View): number {
  let agreed: number | undefined;
  for (const { version, outside } of listReached(rule.provision, scene)) {
    const value = outside === undefined ? judgeVersion(rule, version, frame) : NO;
    if (agreed !== undefined && agreed !== value) return UNKNOWN;
    agreed = value;
  }
  return agreed ?? NO;
}

function judgeVersion(rule: CompiledRule, version: ProvisionVersion, frame: Frame): number {
  if (DORMANT[version.state] !== undefined) return NO;
  const value = rule.versions.get(version)?.(frame) ?? NO;
  return version.state === 'paused' && value === YES ? UNKNOWN : value;
}
