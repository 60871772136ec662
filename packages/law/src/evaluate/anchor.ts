import type { DateSpan } from '../dates.ts';
import { findDateSpan } from '../dates.ts';
import type { Anchor, AnchorDefinition, FactMap, Tri } from '../model.ts';
import { allOf, triOf } from '../tri.ts';
import { countryOf, findDateFact, isRecords, lookUp } from './scene.ts';
import type { Scene } from './scene.ts';

/** When an event was, as far as known. */
export interface AnchorDate {
  readonly label: string;
  readonly span: DateSpan | undefined;
  /** Facts that would tell. */
  readonly missing: readonly string[];
  /** True for a decision that nobody has made yet: the law of today will govern it. */
  readonly awaited: boolean;
  /** True for the day of the assessment itself. */
  readonly today: boolean;
}

/** Finds the date of an event in the scene; throws when the pack names no such event. */
export function findAnchorDate(scene: Scene, anchor: Anchor): AnchorDate {
  const definition = scene.packs.anchors.get(anchor);
  if (definition === undefined) throw new Error(`no such event: ${anchor}`);
  const { label } = definition;
  if (definition.today) {
    const span = { first: scene.asOf, last: scene.asOf };
    return { label, span, missing: [], awaited: false, today: true };
  }
  if (definition.decision !== undefined) return findDecisionDate(scene, definition);
  for (const path of definition.paths) {
    const span = findDateFact(scene, path);
    if (span !== undefined) return { label, span, missing: [], awaited: false, today: false };
  }
  const missing = definition.paths.map((path) => lookUp(scene, path).key);
  return { label, span: undefined, missing, awaited: false, today: false };
}

function findDecisionDate(scene: Scene, definition: AnchorDefinition): AnchorDate {
  const { label } = definition;
  const wanted = definition.decision;
  const { record: standing } = findStandingDecision(scene, wanted?.of ?? [], 'here');
  const key = `identification.decisions[].${wanted?.field ?? 'madeOn'}`;
  if (standing === undefined) {
    const isAsked = isRecords(scene.facts.lists.get('identification.decisions'));
    const missing = isAsked ? [] : ['identification.decisions'];
    return { label, span: undefined, missing, awaited: true, today: false };
  }
  const value = standing.get(wanted?.field ?? 'madeOn')?.value;
  const span = typeof value === 'string' ? findDateSpan(value) : undefined;
  return {
    label,
    span,
    missing: span === undefined ? [key] : [],
    awaited: false,
    today: false,
  };
}

/** The decision that stands, and whether a record that says too little may be a later one. */
export interface StandingDecision {
  readonly record: FactMap | undefined;
  readonly unclear: boolean;
}

/**
 * The last decision recorded of these kinds, by this state or by any.
 * No record of the kind never means that the answer is no: nobody may have decided yet.
 */
export function findStandingDecision(
  scene: Scene,
  kinds: readonly string[],
  by: 'here' | 'any',
): StandingDecision {
  const records = scene.facts.lists.get('identification.decisions');
  if (!isRecords(records)) return { record: undefined, unclear: false };
  const matches = records.map((record) =>
    allOf([isOfKind(record, kinds), by === 'any' ? 'yes' : isOfState(scene, record)]),
  );
  const last = matches.lastIndexOf('yes');
  return { record: records[last], unclear: matches.slice(last + 1).includes('unknown') };
}

function isOfKind(record: FactMap, kinds: readonly string[]): Tri {
  const kind = record.get('kind')?.value;
  return typeof kind === 'string' ? triOf(kinds.includes(kind)) : 'unknown';
}

function isOfState(scene: Scene, record: FactMap): Tri {
  const state = record.get('state')?.value;
  if (typeof state !== 'string') return 'unknown';
  return triOf(countryOf(scene.packs, state) === scene.country);
}
