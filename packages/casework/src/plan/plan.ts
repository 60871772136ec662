/**
 * The plan: findings of the law turned into things to do, by urgency, non-punishment first.
 * It inherits the class of its most protected fact, row by row, and never shows a score.
 */
import type { Assessment, Due, Finding, TraceNode } from '@amparo/law';
import { accept, foldEntries, refuse } from '../kernel/index.ts';
import type { Decision, Folded, OpenedEntry } from '../kernel/index.ts';
import { PlanMarked } from './events.ts';

export type Urgency = 'now' | 'month' | 'later';

export interface PlanItem {
  readonly key: string;
  readonly finding: Finding;
  readonly urgency: Urgency;
  /** The earliest date that is still ahead, or the latest one missed. */
  readonly next: Due | null;
  readonly overdue: boolean;
  readonly mark: {
    readonly mark: 'done' | 'set-aside';
    readonly reason: string;
    readonly by: string;
  } | null;
}

export interface Plan {
  readonly asOf: string;
  /** True when an accusation is possible and no lawyer is known to be there: shown before all. */
  readonly lawyerFirst: boolean;
  /** The date by which representations should be made, where one can be worked out. */
  readonly representationsBefore: Due | null;
  readonly groups: Readonly<Record<Urgency, readonly PlanItem[]>>;
  readonly settled: readonly PlanItem[];
  /** "This law may not help; others may." */
  readonly notEngaged: readonly Finding[];
}

/** Names a finding across assessments of the same person. */
export function findingKey(finding: Finding): string {
  return [finding.provision, finding.jurisdiction, finding.about ?? ''].join('|');
}

export type Marks = ReadonlyMap<string, { readonly event: PlanMarked; readonly by: string }>;

/** Folds the marks out of a drawer; the last word about a finding counts. */
export function foldMarks(entries: readonly OpenedEntry[]): Folded<Marks> {
  return foldEntries<Marks, PlanMarked>(entries, {
    schema: PlanMarked,
    initial: new Map(),
    evolve: (marks, event, entry) =>
      entry.byPerson
        ? undefined
        : new Map([...marks, [event.finding, { event, by: entry.authorName }]]),
    passes: (kind) => kind !== 'plan/marked' && kind !== '',
  });
}

/** Decides a mark. Refuses `plan/no-finding`; a finding set aside needs a reason. */
export function decideMark(
  assessment: Assessment,
  command: Pick<PlanMarked, 'finding' | 'mark' | 'reason'>,
): Decision<PlanMarked> {
  if (!assessment.findings.some((finding) => findingKey(finding) === command.finding)) {
    return refuse('plan/no-finding');
  }
  if (command.mark === 'set-aside' && command.reason.trim() === '') {
    return refuse('request/malformed', 'a finding is set aside for a reason');
  }
  const parsed = PlanMarked.safeParse({ v: 1, kind: 'plan/marked', ...command });
  return parsed.success ? accept(parsed.data) : refuse('request/malformed');
}

/** Days within which a date belongs to "now", and to "this month". */
const NOW_DAYS = 14;
const MONTH_DAYS = 31;

/** Categories of the law whose first step waits for no date: freedom, safety, being a child. */
const URGENT: ReadonlySet<string> = new Set([
  'non-punishment',
  'protection',
  'child',
  'non-refoulement',
  'detention',
  'extradition',
]);

/** Categories that begin with the first contact. */
const SOON: ReadonlySet<string> = new Set([
  'identification',
  'reflection',
  'assistance',
  'health',
  'housing',
  'information',
  'legal-aid',
  'confidentiality',
]);

/** Makes the plan. Pure: `assessment.asOf` is the only today it knows. */
export function makePlan(assessment: Assessment, marks: Marks): Plan {
  const { asOf } = assessment;
  const groups: Record<Urgency, PlanItem[]> = { now: [], month: [], later: [] };
  const settled: PlanItem[] = [];
  const notEngaged: Finding[] = [];
  for (const finding of assessment.findings) {
    if (finding.force === 'definition') continue;
    const item = planItem(finding, asOf, marks);
    if (item.mark !== null) settled.push(item);
    else if (finding.result === 'not-engaged') notEngaged.push(finding);
    else groups[item.urgency].push(item);
  }
  for (const items of Object.values(groups)) items.sort(byWeight);
  const lawyerFirst = needsLawyerFirst(assessment.findings);
  const before = defences(assessment.findings).flatMap(({ due }) => due);
  return {
    asOf,
    lawyerFirst,
    representationsBefore: lawyerFirst ? earliest(before, asOf) : null,
    groups,
    settled,
    notEngaged,
  };
}

function planItem(finding: Finding, asOf: string, marks: Marks): PlanItem {
  const key = findingKey(finding);
  const next = earliest(finding.due, asOf);
  const overdue = next?.date != null && next.date < asOf;
  const found = marks.get(key);
  const mark =
    found === undefined || found.event.mark === 'open'
      ? null
      : { mark: found.event.mark, reason: found.event.reason, by: found.by };
  return { key, finding, next, overdue, urgency: urgencyOf(finding, next, asOf), mark };
}

function urgencyOf(finding: Finding, next: Due | null, asOf: string): Urgency {
  if (isNonPunishment(finding) || URGENT.has(finding.category)) return 'now';
  const days = next?.date == null ? undefined : daysBetween(asOf, next.date);
  const acts = next !== null && next.kind !== 'protection-lasts';
  if (acts && days !== undefined && days <= NOW_DAYS) return 'now';
  if (acts && days !== undefined && days <= MONTH_DAYS) return 'month';
  const binds = finding.force === 'must' || finding.force === 'must-entitle';
  if (SOON.has(finding.category)) return binds ? 'now' : 'month';
  return binds ? 'month' : 'later';
}

/** Non-punishment first, then what binds, what is engaged, what is due sooner. */
function byWeight(a: PlanItem, b: PlanItem): number {
  return (
    Number(isNonPunishment(b.finding)) - Number(isNonPunishment(a.finding)) ||
    FORCES.indexOf(a.finding.force) - FORCES.indexOf(b.finding.force) ||
    RESULTS.indexOf(a.finding.result) - RESULTS.indexOf(b.finding.result) ||
    (a.next?.date ?? '9999').localeCompare(b.next?.date ?? '9999') ||
    a.key.localeCompare(b.key)
  );
}

const FORCES = ['must', 'must-entitle', 'policy', 'may', 'consider', 'soft', 'gap', 'definition'];
const RESULTS = ['engaged', 'cannot-say', 'not-engaged'];

function isNonPunishment(finding: Finding): boolean {
  return finding.defence || finding.category === 'non-punishment';
}

function defences(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter((f) => isNonPunishment(f) && f.result !== 'not-engaged');
}

/** Somebody is or may be accused: an accusation is recorded, or that there may be one. */
function needsLawyerFirst(findings: readonly Finding[]): boolean {
  return findings.some(
    (finding) =>
      isNonPunishment(finding) &&
      finding.result !== 'not-engaged' &&
      (finding.about !== null || readsAccused(finding.trace)),
  );
}

/** The one fact about an accusation that every desk may record. */
function readsAccused({ facts, of }: TraceNode): boolean {
  const says = facts.some(({ fact, value }) => fact === 'accusedOrAtRisk' && value === true);
  return says || of.some(readsAccused);
}

function earliest(due: readonly Due[], asOf: string): Due | null {
  const dated = due
    .filter((d) => d.date !== null)
    .toSorted((a, b) => order(a).localeCompare(order(b)));
  return dated.find((d) => order(d) >= asOf) ?? dated.at(-1) ?? due[0] ?? null;
}

function order(due: Due): string {
  return due.date ?? '9999-12-31';
}

const DAY = 24 * 60 * 60 * 1000;

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}
