/**
 * Documents from findings besides representations: a request to reconsider a decision on identification, and a
 * sheet of dates. Drafts; a person answers for them. Pure.
 */
import type { Due, Finding } from '@amparo/law';
import { check, citation, factBlocks, factsUsed, heading, paragraph } from './blocks.ts';
import type { LetterFacts } from './draft.ts';
import { lawBlocks } from './law-blocks.ts';
import type { Block, LetterDocument } from './model.ts';

/** Rights that a decision on identification opens or closes, and what can be asked about the decision. */
const ON_IDENTIFICATION: ReadonlySet<string> = new Set(['identification', 'remedy', 'procedure']);

/** Asks the body that decided on identification to look again; nothing is argued that no finding carries. */
export function draftReconsideration(facts: LetterFacts): LetterDocument {
  const findings = facts.assessment.findings.filter(
    (f) => ON_IDENTIFICATION.has(f.category) && f.force !== 'definition' && !f.defence,
  );
  const engaged = findings.filter(({ result }) => result === 'engaged');
  const open = findings.filter(({ result }) => result === 'cannot-say');
  const lost = facts.assessment.findings.filter(
    (f) => f.result === 'engaged' && f.cliffs.length > 0 && !ON_IDENTIFICATION.has(f.category),
  );
  return {
    title: `Request for reconsideration on behalf of ${facts.name}`,
    blocks: [
      ...head(facts),
      heading('What is asked'),
      paragraph('We ask:'),
      list([
        'that the decision is reconsidered in the light of what follows;',
        'that the reasons, the evidence relied on and the name of the trained person who decided are disclosed;',
        'that the person keeps support and is not removed or charged while this is decided;',
        'that the answer is given in writing and with reasons.',
      ]),
      check('State the date of the decision, the date it was received, and its reference.'),
      ...dateBlocks([...engaged, ...open]),
      heading('1. The facts relied on'),
      ...factBlocks(openFacts(engaged), facts.label),
      heading('2. What was not considered'),
      check('Name each piece of evidence, and say whether the first decision had it.'),
      heading('3. The law'),
      ...(engaged.length === 0
        ? [check('No rule on identification is engaged on the facts known.')]
        : []),
      ...engaged.flatMap((finding, at) => lawBlocks(finding, `3.${at + 1}`)),
      heading('4. What hangs on the decision'),
      ...(lost.length === 0 ? [paragraph('Nothing was found that ends with it.')] : []),
      ...lost.map((f) => paragraph(`${f.title}: ${f.summary} (${citation(f)})`)),
      ...open.map((f) =>
        check(
          `May help once more is known: ${citation(f)}. Missing: ${f.missing.map(facts.label).join('; ')}.`,
        ),
      ),
      paragraph(`This request rests on the law as held on ${facts.assessment.asOf}.`),
    ],
  };
}

/** All dates that follow from the findings, the nearest first, each with its sum and its law. */
export function draftDeadlineSheet(facts: LetterFacts): LetterDocument {
  const { findings, asOf } = facts.assessment;
  const dated = listDated(findings);
  const parts = DATE_PARTS.flatMap(([kinds, words]): Block[] => {
    const own = dated.filter(({ due }) => kinds.includes(due.kind));
    if (own.length === 0) return [];
    return [heading(words), ...own.flatMap((each) => datedBlocks(each, asOf))];
  });
  return {
    title: `Dates, ${facts.name}`,
    blocks: [
      paragraph(`As held on ${asOf}. Reference: ${facts.reference}`),
      ...(dated.length === 0 ? [paragraph('No date can be worked out from the facts known.')] : []),
      ...parts,
      ...undatedBlocks(findings),
    ],
  };
}

const DATE_PARTS: readonly (readonly [readonly Due['kind'][], string])[] = [
  [['person-must-act'], 'To be asked for or done by'],
  [['protection-lasts'], 'Protection lasts until'],
  [['authority-must-act', 'open-standard'], 'Others have to act by'],
];

function datedBlocks({ finding, due }: Dated, asOf: string): Block[] {
  const date = due.date ?? '';
  const past = date < asOf ? ' (past)' : '';
  const applies = finding.result === 'engaged' ? '' : 'If it applies, which is not known yet: ';
  return [
    paragraph(`${date}${past}: ${due.label}`),
    list([
      `${applies}${due.arithmetic}`,
      `${finding.title}. ${citation(finding)}. Owed by ${finding.owes}.`,
    ]),
    ...(due.possible
      ? [check('Possible deadline: read the text and check it before you rely on it.')]
      : []),
  ];
}

/** Dates that begin with something which has not happened or is not recorded: one line each, once. */
function undatedBlocks(findings: readonly Finding[]): Block[] {
  const lines = findings
    .filter(({ result }) => result === 'engaged')
    .flatMap((finding) =>
      finding.due
        .filter(({ date }) => date === null)
        .map((due) => `${due.label}: ${due.openStandard ?? due.arithmetic} (${citation(finding)})`),
    );
  const items = [...new Set(lines)];
  return items.length === 0 ? [] : [heading('Without a date yet'), list(items)];
}

function head(facts: LetterFacts): Block[] {
  return [
    paragraph(`To: ${facts.to}`),
    paragraph(`From: ${facts.from}`),
    paragraph(`Reference: ${facts.reference}`),
  ];
}

function openFacts(findings: readonly Finding[]) {
  return factsUsed(findings).filter(({ class: own }) => own !== 'privileged');
}

function dateBlocks(findings: readonly Finding[]): Block[] {
  const dated = listDated(findings);
  if (dated.length === 0) return [check('Work out until when reconsideration can be asked for.')];
  return dated.map(({ due }) =>
    check(
      `${due.possible ? 'Possible date' : 'Date'}: ${due.label}, ${due.date ?? ''}. ${due.arithmetic}`,
    ),
  );
}

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

function list(items: readonly string[]): Block {
  return { kind: 'list', items: [...items] };
}
