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
import type { Packs, Provision, ProvisionVersion } from '../model.ts';
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
}

interface CompiledRule {
  readonly provision: Provision;
  readonly versions: ReadonlyMap<ProvisionVersion, Closure>;
}

/**
 * Makes packs ready to judge very many people without reasons.
 *
 * The answers are those of `assess`; a test compares the two on every scenario and on generated facts.
 */
export function compileLaw(packs: Packs): CompiledLaw {
  const table = newAtomTable();
  const rules = [...packs.provisions.values()].map((provision): CompiledRule => ({
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
  return { packs, table, rules, readers };
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
  const making: Making = {
    readers: law.readers,
    size: () => ({ atoms: law.table.atoms.length, slots: law.table.slots.size }),
  };
  for (const jurisdiction of listWantedStates(bare, request.in)) {
    const scene = { ...bare, jurisdiction, country: countryOf(law.packs, jurisdiction) };
    const frames = new Map<unknown, Frame>();
    for (const rule of law.rules) {
      const reach = judgeOuterReach(rule.provision, scene);
      if (reach === NO) continue;
      for (const here of listRecordScenes(rule.provision, scene)) {
        const connection = connect(rule.provision, here);
        if (connection === NO) continue;
        const frame = frames.get(here.record?.entries) ?? frameOf(making, here);
        frames.set(here.record?.entries, frame);
        const value = Math.min(reach, connection, judgeRule(rule, here, frame));
        outcomes.push({
          provision: rule.provision.id,
          jurisdiction,
          about: here.record === undefined ? null : `${here.record.list}[${here.record.index}]`,
          result: RESULTS[triOfNumber(value)],
        });
      }
    }
  }
  return outcomes;
}

function judgeOuterReach(provision: Provision, scene: Scene): number {
  if (scene.jurisdiction === UNKNOWN_STATE) {
    return mayBindAnyState(provision, scene.packs) ? YES : NO;
  }
  return numberOf(judgeReach(provision, scene));
}

function connect(provision: Provision, scene: Scene): number {
  let best: number = NO;
  for (const connection of provision.connects) {
    best = Math.max(best, numberOf(judgeConnection(connection, scene)));
    if (best === YES) break;
  }
  return best;
}

/** The version of the event's day, or unknown where several may apply and disagree. */
function judgeRule(rule: CompiledRule, scene: Scene, frame: Frame): number {
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
