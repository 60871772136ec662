import { assess } from '../assess.ts';
import { keyOf } from '../compare/compare.ts';
import { parseFacts } from '../facts/parse.ts';
import type { Assessment, Due, Finding } from '../finding.ts';
import type { LawError, Packs } from '../model.ts';

/** What one new release of the law changes in one finding of one person. */
export interface FindingChange {
  readonly provision: string;
  readonly title: string;
  readonly jurisdiction: string;
  readonly about: string | null;
  readonly kind: 'new' | 'gone' | 'result' | 'dates' | 'text' | 'check';
  readonly before: Finding | null;
  readonly after: Finding | null;
  /** What changed, in sentences; for a person and not for a lawyer only. */
  readonly sentences: readonly string[];
}

export type ReleaseChanges =
  | { readonly ok: true; readonly changes: readonly FindingChange[] }
  /** Facts that the new vocabulary cannot read: they must be recorded anew before anything is accepted. */
  | { readonly ok: false; readonly errors: readonly LawError[] };

/**
 * Which findings of one person change with a new release, most weighty first.
 *
 * Pure: nothing in a file changes until a member has seen this and accepts. `facts` are those of the
 * file as they are written. Shape: empty when nothing changes for this person.
 * Refuses facts that the new vocabulary cannot read. Throws when `asOf` is no day, or when the facts
 * cannot even be read with the packs they were recorded under.
 */
export function listReleaseChanges(request: {
  readonly before: Packs;
  readonly after: Packs;
  readonly facts: unknown;
  readonly asOf: string;
}): ReleaseChanges {
  const { before, after, facts, asOf } = request;
  const known = parseFacts(facts, before);
  if (!known.ok) throw new Error('the facts do not fit the packs they were recorded under');
  const read = parseFacts(facts, after);
  if (!read.ok) return { ok: false, errors: read.errors };
  return {
    ok: true,
    changes: listFindingChanges(
      assess({ packs: before, facts: known.facts, asOf }),
      assess({ packs: after, facts: read.facts, asOf }),
    ),
  };
}

const WEIGHT: readonly FindingChange['kind'][] = [
  'gone',
  'result',
  'dates',
  'new',
  'text',
  'check',
];

/** What is different between two assessments of the same person, most weighty first. */
export function listFindingChanges(
  before: Assessment,
  after: Assessment,
): readonly FindingChange[] {
  const old = new Map(before.findings.map((finding) => [keyOf(finding), finding]));
  const now = new Map(after.findings.map((finding) => [keyOf(finding), finding]));
  const changes = [...new Set([...old.keys(), ...now.keys()])].flatMap((key) =>
    compareFindings(old.get(key), now.get(key)),
  );
  const rank = ({ kind }: FindingChange): number => WEIGHT.indexOf(kind);
  return changes.sort((one, other) => rank(one) - rank(other));
}

function compareFindings(
  before: Finding | undefined,
  after: Finding | undefined,
): readonly FindingChange[] {
  const found = after ?? before;
  if (found === undefined) return [];
  const { provision, title, jurisdiction, about } = found;
  const make = (kind: FindingChange['kind'], sentences: readonly string[]): FindingChange => ({
    provision,
    title,
    jurisdiction,
    about,
    kind,
    before: before ?? null,
    after: after ?? null,
    sentences,
  });
  if (before === undefined) return [make('new', [`${title}: ${wordResult(found)}.`])];
  if (after === undefined) return [make('gone', [`${title} is no longer in the law packs.`])];
  if (before.result !== after.result) {
    return [make('result', [`${title}: ${wordResult(before)} before, ${wordResult(after)} now.`])];
  }
  const dates = listDateChanges(before.due, after.due);
  if (dates.length > 0) return [make('dates', dates)];
  const texts = listTextChanges(before, after);
  if (texts.length > 0) return [make('text', texts)];
  return wordCheck(before) === wordCheck(after)
    ? []
    : [
        make('check', [
          `How far the text was checked: ${wordCheck(before)} before, ${wordCheck(after)} now.`,
        ]),
      ];
}

function wordResult({ result, defence }: Finding): string {
  if (result === 'engaged') return defence ? 'available to argue' : 'engaged';
  return result === 'cannot-say' ? 'cannot be said yet' : 'may not help';
}

function listDateChanges(before: readonly Due[], after: readonly Due[]): readonly string[] {
  const rules = new Set([...before, ...after].map(({ rule }) => rule));
  return [...rules].flatMap((rule) => {
    const old = before.find((due) => due.rule === rule);
    const now = after.find((due) => due.rule === rule);
    if (old?.date === now?.date && old?.openStandard === now?.openStandard) return [];
    const label = (now ?? old)?.label ?? rule;
    return [`${label}: ${wordDue(old)} before, ${wordDue(now)} now.`];
  });
}

function wordCheck({ verified: { level, asAt } }: Finding): string {
  return asAt === undefined ? level : `${level} (text as at ${asAt})`;
}

function wordDue(due: Due | undefined): string {
  return due === undefined ? 'no such date' : (due.date ?? due.openStandard ?? 'no date');
}

const TEXTS = ['summary', 'owes', 'invokedBy', 'before', 'remedy', 'force', 'state'] as const;

function listTextChanges(before: Finding, after: Finding): readonly string[] {
  return TEXTS.filter((name) => before[name] !== after[name]).map(
    (name) => `${NAMES[name]}: ${after[name]} (before: ${before[name]})`,
  );
}

const NAMES: Readonly<Record<(typeof TEXTS)[number], string>> = {
  summary: 'What it says',
  owes: 'Who owes it',
  invokedBy: 'Who may rely on it',
  before: 'Before whom',
  remedy: 'If it is breached',
  force: 'How it binds',
  state: 'Whether it is in force',
};
