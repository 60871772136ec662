/** What of a plan is shown, in which order, and how two countries compare. Pure. */
import type { Plan, PlanItem, Urgency } from '@amparo/casework/plan';
import type { Comparison, ComparisonRow, Finding, Packs } from '@amparo/law';
import type { WordKey } from '../words/words.ts';

export interface PlanFilter {
  readonly right: string | null;
  readonly country: string | null;
  readonly owes: string | null;
}

export const NO_FILTER: PlanFilter = { right: null, country: null, owes: null };
export const URGENCIES: readonly Urgency[] = ['now', 'month', 'later'];

/** True when a finding is among what the reader wants to see. */
function isShown(finding: Finding, filter: PlanFilter): boolean {
  return (
    (filter.right === null || finding.category === filter.right) &&
    (filter.country === null || finding.jurisdiction === filter.country) &&
    (filter.owes === null || finding.owes === filter.owes)
  );
}

/** The plan with only what the filter lets through; what stands above it is never filtered away. */
export function filterPlan(plan: Plan, filter: PlanFilter): Plan {
  const keep = (items: readonly PlanItem[]) =>
    items.filter(({ finding }) => isShown(finding, filter));
  return {
    ...plan,
    groups: {
      now: keep(plan.groups.now),
      month: keep(plan.groups.month),
      later: keep(plan.groups.later),
    },
    settled: keep(plan.settled),
    notEngaged: plan.notEngaged.filter((finding) => isShown(finding, filter)),
  };
}

/** Every finding of a plan that is shown as a row, settled or not. */
function findingsOf(plan: Plan): readonly Finding[] {
  const rows = [...URGENCIES.flatMap((urgency) => plan.groups[urgency]), ...plan.settled];
  return [...rows.map(({ finding }) => finding), ...plan.notEngaged];
}

export interface FilterChoices {
  readonly rights: readonly string[];
  readonly countries: readonly string[];
  readonly owes: readonly string[];
}

/** What can be filtered by: only values that something in the plan has. */
export function filterChoices(plan: Plan): FilterChoices {
  const findings = findingsOf(plan);
  const sorted = (values: readonly string[]) =>
    [...new Set(values)].sort((a, b) => a.localeCompare(b));
  return {
    rights: sorted(findings.map(({ category }) => category)),
    countries: sorted(findings.map(({ jurisdiction }) => jurisdiction)),
    owes: sorted(findings.map(({ owes }) => owes)),
  };
}

/** What a finding says about this person, in the words of the app. */
export function resultKey(finding: Finding): WordKey {
  if (finding.result === 'not-engaged') return 'plan.result.not-engaged';
  if (finding.result === 'cannot-say') return 'plan.result.cannot-say';
  return finding.defence ? 'plan.result.available' : 'plan.result.engaged';
}

/** How far the text behind a finding was checked. */
export function verifiedKey(finding: Finding): WordKey {
  if (finding.verified.reviewed !== undefined) return 'plan.verified.reviewed';
  return `plan.verified.${finding.verified.level}`;
}

/** The first citation as one short line, or the title where there is none. */
export function shortCitation(finding: Finding): string {
  const cited = finding.citations[0];
  return cited === undefined ? finding.title : `${cited.instrument}, ${cited.pinpoint}`;
}

/** Places that can be compared: first those that the facts connect to the person, then all that were read. */
export function comparableExtents(packs: Packs, connected: readonly string[]): readonly string[] {
  const read = [...packs.provisions.values()]
    .flatMap(({ extent }) => extent)
    .filter((code) => packs.extents.places.get(code)?.choose.length === 0);
  return [...new Set([...connected, ...[...new Set(read)].sort()])];
}

/** The rows of a comparison, non-punishment first. */
export function rowsInOrder({ rows }: Pick<Comparison, 'rows'>): readonly ComparisonRow[] {
  const weight = ({ category }: ComparisonRow) => (category === 'non-punishment' ? 0 : 1);
  return rows.toSorted((a, b) => weight(a) - weight(b) || a.category.localeCompare(b.category));
}

export interface SplitItems {
  /** Engaged, available to argue, or with a date: to be acted on. */
  readonly toDo: readonly PlanItem[];
  /** Nothing can be said before more is known: folded, never hidden away. */
  readonly cannotSay: readonly PlanItem[];
}

/** What can be acted on, apart from what waits for facts. Non-punishment and dates are always in sight. */
export function splitItems(items: readonly PlanItem[]): SplitItems {
  const isToDo = ({ finding, next }: PlanItem) =>
    finding.result === 'engaged' ||
    next?.date != null ||
    (finding.defence && finding.about !== null);
  return { toDo: items.filter(isToDo), cannotSay: items.filter((item) => !isToDo(item)) };
}

/** A territory with its code: a country may have several systems of law. */
export function placeName(country: string, code: string): string {
  return code.includes('-') ? `${country} (${code})` : country;
}
