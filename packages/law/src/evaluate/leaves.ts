import { dateSpan, findDateSpan } from '../dates.ts';
import type { DateSpan } from '../dates.ts';
import type { Condition, FactEntry, FactMap, FactTest, Scalar, Tri } from '../model.ts';
import { codeOf } from '../names.ts';
import { anyOf, triOf } from '../tri.ts';
import { judgeAge } from './age.ts';
import { findAnchorDate, findStandingDecision } from './anchor.ts';
import { countryOf, findDateFact, lookUp } from './scene.ts';
import type { Scene } from './scene.ts';

/** A condition without conditions of its own that the facts answer. */
export type LeafCondition = Extract<
  Condition,
  { kind: 'fact' | 'age' | 'decision' | 'here' | 'listed' | 'open' }
>;

/**
 * What the facts say about one leaf of a condition, without the reasons.
 * The reasoning with traces and the fast way without them both rest on these answers.
 */
export function judgeLeaf(condition: LeafCondition, scene: Scene): Tri {
  switch (condition.kind) {
    case 'fact':
      return judgeFact(condition, scene);
    case 'age':
      return judgeAge(scene, condition).tri;
    case 'decision':
      return judgeDecision(condition, scene);
    case 'here':
      return judgeHere(condition.path, scene);
    case 'listed':
      return judgeListed(condition.list, scene);
    case 'open':
      return judgeOpen(condition.test, scene);
  }
}

function judgeFact(condition: Extract<Condition, { kind: 'fact' }>, scene: Scene): Tri {
  const value = lookUp(scene, condition.path).entry?.value;
  return value === undefined ? 'unknown' : testValue(condition.test, value, scene);
}

function testValue(test: FactTest, value: Scalar | readonly Scalar[], scene: Scene): Tri {
  const values = Array.isArray(value) ? (value as readonly Scalar[]) : [value as Scalar];
  switch (test.op) {
    case 'true':
      return triOf(values.includes(true));
    case 'is':
      return triOf(values.includes(test.value));
    case 'isNot':
      return triOf(!values.includes(test.value));
    case 'in':
    case 'includes':
    case 'includesAny':
      return triOf(test.values.some((wanted) => values.includes(wanted)));
    case 'before':
    case 'onOrAfter':
      return testDate(test, String(value));
    case 'beforeEvent':
      return testBeforeEvent(String(value), findAnchorDate(scene, test.event).span);
    case 'present':
      return triOf(values.length > 0);
    case 'happened': {
      const span = findDateSpan(String(value));
      if (span === undefined || span.first > scene.asOf) return 'no';
      return span.last <= scene.asOf ? 'yes' : 'unknown';
    }
    case 'atLeast':
    case 'lessThan':
      return testAmount(test, value as Scalar);
  }
}

function testDate(test: Extract<FactTest, { op: 'before' | 'onOrAfter' }>, value: string): Tri {
  const span = findDateSpan(value);
  const limit = dateSpan(test.date).first;
  if (span === undefined) return 'unknown';
  if (span.last < limit) return triOf(test.op === 'before');
  return span.first >= limit ? triOf(test.op === 'onOrAfter') : 'unknown';
}

function testBeforeEvent(value: string, event: DateSpan | undefined): Tri {
  const span = findDateSpan(value);
  if (span === undefined || event === undefined) return 'unknown';
  if (span.last < event.first) return 'yes';
  return span.first >= event.last ? 'no' : 'unknown';
}

/** A number, or an age that may be a bound such as "<18". */
function testAmount(test: Extract<FactTest, { op: 'atLeast' | 'lessThan' }>, value: Scalar): Tri {
  const text = String(value);
  const number = Number(text.replace(/[^0-9.-]/g, ''));
  const least = text.startsWith('<') ? 0 : number;
  const most = text.startsWith('<') ? number - 1 : text.startsWith('>=') ? Infinity : number;
  if (test.op === 'lessThan') {
    return most < test.amount ? 'yes' : least >= test.amount ? 'no' : 'unknown';
  }
  return least >= test.amount ? 'yes' : most < test.amount ? 'no' : 'unknown';
}

function judgeDecision(condition: Extract<Condition, { kind: 'decision' }>, scene: Scene): Tri {
  const record = findAnsweringDecision(condition, scene);
  return record === undefined ? 'unknown' : triOf(record.get('result')?.value === condition.result);
}

/** The decision that answers a condition; none while it is awaited, pending or unclear. */
export function findAnsweringDecision(
  condition: Extract<Condition, { kind: 'decision' }>,
  scene: Scene,
): FactMap | undefined {
  const { record, unclear } = findStandingDecision(scene, condition.of, condition.by);
  const result = record?.get('result')?.value;
  return unclear || result === undefined || result === 'pending' ? undefined : record;
}

function judgeHere(path: string, scene: Scene): Tri {
  const value = lookUp(scene, path).entry?.value;
  if (value === undefined) return 'unknown';
  const codes = (Array.isArray(value) ? value : [value]).map(String);
  return triOf(
    codes.some(
      (code) => code === scene.jurisdiction || countryOf(scene.packs, code) === scene.country,
    ),
  );
}

function judgeListed(listId: string, scene: Scene): Tri {
  const byList = findInList(scene, listId, lookUp(scene, 'offence.code').entry?.value);
  const checked = lookUp(scene, 'offence.excludedList').entry?.value;
  const byLawyer = typeof checked === 'boolean' ? triOf(checked) : 'unknown';
  if (byList === byLawyer || byLawyer === 'unknown') return byList;
  // A list and a lawyer who contradict each other leave the question open.
  return byList === 'unknown' ? byLawyer : 'unknown';
}

function findInList(scene: Scene, listId: string, value: unknown): Tri {
  const list = scene.packs.lists.get(listId);
  if (list === undefined || typeof value !== 'string') return 'unknown';
  const code = codeOf(value);
  const act = findDateFact(scene, 'offence.actDate');
  const entries = list.entries.filter((entry) => entry.codes.includes(code));
  if (entries.length === 0) return list.absent.includes(code) ? 'no' : 'unknown';
  return anyOf(
    entries.map((entry) => {
      const from = dateSpan(entry.from).first;
      const to = entry.to === undefined ? Infinity : dateSpan(entry.to).last;
      if (act === undefined) return 'unknown';
      if (act.first >= from && act.last <= to) return 'yes';
      return act.last < from || act.first > to ? 'no' : 'unknown';
    }),
  );
}

/** What a human role said about an open test: about the record at hand, else about the person. */
export function findTestAnswer(test: string, scene: Scene): FactEntry | undefined {
  return scene.record?.entries.get(`tests.${test}`) ?? scene.facts.tests.get(test);
}

/** True for an answer that settles an open test: yes or no, and nobody disputes it. */
export function isDecided(
  answer: FactEntry | undefined,
): answer is FactEntry & { readonly value: boolean } {
  return typeof answer?.value === 'boolean' && answer.disputedBy === undefined;
}

function judgeOpen(test: string, scene: Scene): Tri {
  const answer = findTestAnswer(test, scene);
  if (isDecided(answer)) return triOf(answer.value);
  if (!scene.arguing) return 'unknown';
  return scene.negated ? 'no' : 'yes';
}
