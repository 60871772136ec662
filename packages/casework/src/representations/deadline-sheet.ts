/** A sheet of dates for the lawyer: the case's own first, then what the law counts. Pure. */
import type { Due, Finding } from '@amparo/law';
import { check, citation, heading, list, paragraph } from './blocks.ts';
import { dayInWords, daysInWords } from './dates.ts';
import type { CaseFacts } from './matter.ts';
import type { Block, LetterDocument } from './model.ts';
import { findText, isOfState, listAccusations, listDecisions } from './recorded.ts';
import type { IdentificationDecision } from './recorded.ts';

/** The nearest first within each part, each date with its sum and its law. */
export function draftDeadlineSheet(facts: CaseFacts): LetterDocument {
  const { findings, asOf } = facts.assessment;
  const decisions = listDecisions(facts.recorded);
  const live = listDated(findings).filter((each) => !isAnswered(each, decisions));
  const running = live.filter((each) => !isFromNegative(each, decisions));
  const dated = running.filter((each) => !isIdle(each, asOf));
  const parts = DATE_PARTS.flatMap(([kinds, words]): Block[] => {
    const own = dated.filter(({ due }) => kinds.includes(due.kind));
    if (own.length === 0) return [];
    return [heading(words), ...own.flatMap((each) => datedBlocks(each, asOf))];
  });
  return {
    title: `Dates, ${facts.name}`,
    blocks: [
      paragraph(`As held on ${dayInWords(asOf)}. Reference: ${facts.reference}`),
      ...caseBlocks(facts, asOf),
      ...(dated.length === 0 ? [paragraph('No date can be worked out from the facts known.')] : []),
      ...parts,
      ...undatedBlocks(findings, decisions),
      ...live.filter((each) => !running.includes(each)).map(notCounted),
      ...running.filter((each) => isIdle(each, asOf)).map(notKnown),
    ],
  };
}

/** Hearings and interviews of each accusation: the dates that somebody set. */
function caseBlocks({ recorded }: CaseFacts, asOf: string): Block[] {
  const accusations = listAccusations(recorded);
  if (accusations.length === 0) return [];
  const days = accusations.flatMap((accusation) => {
    const name = accusation.offence ?? 'accusation';
    const hearing = findText(accusation, 'nextHearing');
    const interview = findText(accusation, 'interviewOn');
    return [
      ...(hearing === undefined ? [] : [{ day: hearing, text: `next hearing (${name})` }]),
      ...(interview === undefined || interview < asOf
        ? []
        : [{ day: interview, text: `interview (${name})` }]),
    ];
  });
  const lines = days
    .toSorted((a, b) => a.day.localeCompare(b.day))
    .map(({ day, text }) => `${dayInWords(day)}${day < asOf ? ' (past)' : ''}: ${text}`);
  return [
    heading('The case: next dates'),
    ...(lines.length === 0 ? [paragraph('No hearing is recorded.')] : list(lines)),
    check('Write here the return to bail and any interview: a lawyer comes first.'),
  ];
}

const DATE_PARTS: readonly (readonly [readonly Due['kind'][], string])[] = [
  [['person-must-act'], 'To be asked for or done by'],
  [['protection-lasts'], 'Protection lasts until'],
  [['authority-must-act', 'open-standard'], 'Others have to act by'],
];

interface Dated {
  readonly finding: Finding;
  readonly due: Due;
}

function listDated(findings: readonly Finding[]): readonly Dated[] {
  return findings
    .filter(({ result }) => result !== 'not-engaged')
    .flatMap((finding) =>
      finding.due.filter(({ date }) => date !== null).map((due) => ({ finding, due })),
    )
    .toSorted((a, b) => (a.due.date ?? '').localeCompare(b.due.date ?? ''));
}

/** Decisions that an authority owes by a day, by the rule that sets it. */
const OWED: Readonly<Record<string, string>> = { 'rg-decision': 'reasonable-grounds' };

/** Who has decided does not owe the decision any more. */
function isAnswered(
  { finding, due }: Dated,
  decisions: readonly IdentificationDecision[],
): boolean {
  const kind = OWED[due.rule];
  return decisions.some(
    (made) =>
      made.kind === kind &&
      made.state !== undefined &&
      isOfState(finding.jurisdiction, made.state) &&
      (due.start === null || made.madeOn === undefined || made.madeOn >= due.start),
  );
}

/** Protection that would begin on the day of a decision, where that decision was negative. */
function isFromNegative({ due }: Dated, decisions: readonly IdentificationDecision[]): boolean {
  const made = decisions.filter(
    ({ madeOn, receivedOn }) => due.start !== null && [madeOn, receivedOn].includes(due.start),
  );
  return (
    due.kind === 'protection-lasts' &&
    made.some(({ result }) => result === 'negative') &&
    !made.some(({ result }) => result === 'positive')
  );
}

function notCounted({ finding, due }: Dated): Block {
  return check(
    `Not counted: ${due.label} (${citation(finding)}). It would begin with a decision that was negative.`,
  );
}

/** A day that has passed, of a law that may not apply at all: it opens no sheet. */
function isIdle({ finding, due }: Dated, asOf: string): boolean {
  return finding.result !== 'engaged' && (due.date ?? '') < asOf;
}

function notKnown({ finding, due }: Dated): Block {
  return check(
    `Not counted: ${due.label}, ${dayInWords(due.date ?? '')} (${citation(finding)}), because it is not known whether it applies.`,
  );
}

function datedBlocks({ finding, due }: Dated, asOf: string): Block[] {
  const date = due.date ?? '';
  const past = date < asOf ? ' (past)' : '';
  const applies = finding.result === 'engaged' ? '' : 'If it applies, which is not known yet: ';
  return [
    paragraph(`${dayInWords(date)}${past}: ${due.label}`),
    ...list([
      `${applies}${daysInWords(due.arithmetic)}`,
      `${finding.title}. ${citation(finding)}. Owed by ${finding.owes}.`,
    ]),
    ...(due.possible
      ? [check('Possible deadline: read the text and check it before you rely on it.')]
      : []),
  ];
}

/**
 * Time that has no day: what the client can do once something happens, also under a law that is not settled, and what
 * others owe; each line once.
 */
function undatedBlocks(
  findings: readonly Finding[],
  decisions: readonly IdentificationDecision[],
): Block[] {
  const undated = findings
    .flatMap((finding) => finding.due.map((due) => ({ finding, due })))
    .filter((each) => each.due.date === null && !isAnswered(each, decisions));
  const linesOf = (result: Finding['result'], mine: boolean) => [
    ...new Set(
      undated
        .filter(
          ({ finding, due }) =>
            finding.result === result && (due.kind === 'person-must-act') === mine,
        )
        .map(undatedLine),
    ),
  ];
  const own = linesOf('engaged', true);
  const perhaps = linesOf('cannot-say', true).filter((line) => !own.includes(line));
  return [
    ...part('Only once there is such an act, decision or event', [
      ...own,
      ...perhaps.map((line) => `If it applies: ${line}`),
    ]),
    ...part('Without a date yet', linesOf('engaged', false)),
  ];
}

function undatedLine({ finding, due }: Dated): string {
  return `${due.label}: ${due.openStandard ?? daysInWords(due.arithmetic)} (${citation(finding)})`;
}

function part(title: string, lines: readonly string[]): Block[] {
  return lines.length === 0 ? [] : [heading(title), ...list(lines)];
}
