import { findDateSpan } from './dates.ts';
import {
  evaluateConnection,
  evaluateReach,
  listConnectedStates,
  mayBindAnyState,
} from './evaluate/connect.ts';
import { listDue } from './evaluate/deadline.ts';
import { findTestAnswer, isDecided } from './evaluate/leaves.ts';
import { evaluateProvision } from './evaluate/provision.ts';
import type { ProvisionTruth } from './evaluate/provision.ts';
import { countryOf, isRecords } from './evaluate/scene.ts';
import type { Scene } from './evaluate/scene.ts';
import { join } from './evaluate/truth.ts';
import type { Truth } from './evaluate/truth.ts';
import { explainTruth } from './explain.ts';
import type { Assessment, Finding, TraceNode } from './finding.ts';
import type { DataClass, Facts, OpenTest, Packs, Provision } from './model.ts';
import { listQuestions } from './questions.ts';

/** The state that is bound when nobody knows yet where the person is. */
export const UNKNOWN_STATE = 'INT';

export interface AssessRequest {
  readonly packs: Packs;
  readonly facts: Facts;
  /** The day on which the question is asked, as YYYY-MM-DD. */
  readonly asOf: string;
  /** Only these extents; it can hide a state, never connect one. */
  readonly in?: readonly string[];
}

/**
 * Says for every provision that may reach this person whether it is engaged on these facts.
 *
 * Shape: one finding for each provision, state and (where judged one by one) record; a provision
 * whose state has nothing to do with the person gives none.
 * Refuses nothing: facts and packs were checked when they were read. Throws when `asOf` is no day.
 */
export function assess(request: AssessRequest): Assessment {
  const today = findDateSpan(request.asOf);
  if (today === undefined || today.first !== today.last) {
    throw new Error(`asOf is not a day: ${request.asOf}`);
  }
  const scene = makeScene(request, today.first);
  const findings = listWantedStates(scene, request.in).flatMap((state) =>
    [...request.packs.provisions.values()].flatMap((provision) =>
      findIn(provision, {
        ...scene,
        jurisdiction: state,
        country: countryOf(request.packs, state),
      }),
    ),
  );
  return {
    asOf: request.asOf,
    packs: request.packs.packs.map(({ id, version }) => ({ id, version })),
    findings,
  };
}

/** The states the facts connect to the person, less those the caller hides; one unknown when none. */
export function listWantedStates(
  scene: Scene,
  filter: readonly string[] | undefined,
): readonly string[] {
  const connected = [...new Set([...listConnectedStates(scene), ...(filter ?? [])])];
  const states = connected.length === 0 ? [UNKNOWN_STATE] : connected;
  return states.filter((state) => filter === undefined || filter.includes(state));
}

/** The scene in which nothing is chosen yet: no state, no record. */
export function makeScene(request: AssessRequest, asOf: number): Scene {
  return {
    packs: request.packs,
    facts: request.facts,
    asOf,
    jurisdiction: UNKNOWN_STATE,
    country: UNKNOWN_STATE,
    record: undefined,
    arguing: false,
    negated: false,
    open: [],
    judge: (provision, scene) => judgeHere(provision, scene),
  };
}

/** A provision that another one refers to counts only where it is law. */
export function judgeHere(provision: Provision, scene: Scene): Truth {
  const reach = evaluateReach(provision, scene);
  if (reach.tri === 'no') return reach;
  return join('all', provision.id, [reach, evaluateProvision(provision, scene).truth]);
}

function findIn(provision: Provision, scene: Scene): readonly Finding[] {
  const reach = scene.jurisdiction === UNKNOWN_STATE ? undefined : evaluateReach(provision, scene);
  if (reach?.tri === 'no') return [];
  if (reach === undefined && !mayBindAnyState(provision, scene.packs)) return [];
  return listRecordScenes(provision, scene).flatMap((here) => {
    const connection = evaluateConnection(provision, here);
    if (connection.tri === 'no') return [];
    const judged = evaluateProvision(provision, here);
    const outer = [connection, ...(reach === undefined ? [] : [reach])];
    return [makeFinding(provision, here, withOuter(judged, outer))];
  });
}

/** The scenes in which a provision is judged: one for each record where it is judged one by one. */
export function listRecordScenes(provision: Provision, scene: Scene): readonly Scene[] {
  if (provision.each === undefined) return [scene];
  const list = provision.each;
  const records = scene.facts.lists.get(list);
  if (!isRecords(records)) return [scene];
  return records.map((entries, index) => ({ ...scene, record: { list, index, entries } }));
}

function withOuter(judged: ProvisionTruth, outer: readonly Truth[]): ProvisionTruth {
  return { ...judged, truth: join('all', 'reach and conditions', [...outer, judged.truth]) };
}

const RESULTS = { yes: 'engaged', no: 'not-engaged', unknown: 'cannot-say' } as const;

function makeFinding(provision: Provision, scene: Scene, judged: ProvisionTruth): Finding {
  const { truth } = judged;
  const due = truth.tri === 'no' ? [] : listDue(provision, judged.version, scene);
  const isAnswered = ({ id }: OpenTest): boolean => isDecided(findTestAnswer(id, scene));
  const asked = [...truth.missing, ...due.flatMap(({ missing }) => missing)];
  return {
    provision: provision.id,
    title: provision.title,
    jurisdiction: scene.jurisdiction,
    pack: provision.pack,
    about:
      scene.record === undefined ? null : `${scene.record.list}[${String(scene.record.index)}]`,
    category: provision.category,
    result: RESULTS[truth.tri],
    defence: provision.defence,
    force: provision.force,
    state: judged.version.state,
    stages: provision.stages,
    summary: provision.summary,
    because: explainTruth(provision, judged),
    trace: truth.trace,
    missing: truth.missing,
    questions: listQuestions(asked, scene.packs.vocabulary, scene.facts),
    due,
    owes: provision.owes,
    invokedBy: provision.invokedBy,
    before: provision.before,
    remedy: provision.remedy,
    presumptions: truth.presumptions,
    openTests: provision.openTests.filter(
      (test) => !isAnswered(test) && !judged.notAsked.includes(test.id),
    ),
    answeredTests: provision.openTests.filter(isAnswered),
    exceptionsNotExcluded: judged.notExcluded,
    exceptionsMet: judged.met,
    cliffs: provision.cliffs,
    gapAgainst: provision.gapAgainst,
    ...(provision.adultOnly === undefined ? {} : { adultOnly: provision.adultOnly }),
    doesNotDecide: provision.doesNotDecide,
    contrary: provision.contrary,
    doubts: provision.doubts,
    citations: [
      {
        instrument: provision.instrument,
        pinpoint: provision.article,
        version: judged.version.from,
        extent: scene.jurisdiction,
        lastChecked: provision.verified.on ?? null,
        eli: provision.eli ?? null,
      },
    ],
    verified: provision.verified,
    class: mostProtectedClass(scene.packs, listClasses(truth.trace)),
  };
}

function listClasses(trace: TraceNode): readonly DataClass[] {
  return [
    ...trace.facts.filter((fact) => fact.value !== undefined).map((fact) => fact.class),
    ...trace.of.flatMap(listClasses),
  ];
}

/**
 * The most protected of these data classes in the order of the vocabulary; the least protected one
 * when there are none. What is built from a finding belongs in a drawer of this class.
 */
export function mostProtectedClass(
  packs: Pick<Packs, 'vocabulary'>,
  classes: readonly DataClass[],
): DataClass {
  const order = packs.vocabulary.classes;
  const rank = Math.max(0, ...classes.map((name) => order.indexOf(name)));
  return order[rank] ?? '';
}
