/** Drafts a request to reconsider a negative decision on identification. Pure. */
import type { Finding } from '@amparo/law';
import { ageBlocks, stanceOf } from './age.ts';
import { check, citation, factsUsed, heading, list, numbered, paragraph } from './blocks.ts';
import { dayInWords, daysInWords } from './dates.ts';
import { reconsideringIn } from './reconsidering.ts';
import { inLetterWords, isArgument, lawBlocks } from './law-blocks.ts';
import { footBlocks, headBlocks, NO_WAIVER } from './letterhead.ts';
import { byPlace } from './matter.ts';
import type { CaseFacts } from './matter.ts';
import type { Block, LetterDocument } from './model.ts';
import { endNotes } from './notes.ts';
import { isOfState, listDecisions } from './recorded.ts';
import type { IdentificationDecision } from './recorded.ts';
import { toldBlocks } from './told-facts.ts';

/** What can be asked about a decision: for the lawyer to weigh, and no ground for the authority. */
const WAYS: ReadonlySet<string> = new Set(['remedy', 'procedure']);
const MOST_LOST = 6;
/** An accused act is no part of it: what the authority is told may reach the police. */
const STORY =
  'Tell in ten sentences, by date: what happened and who controlled our client. Say nothing about an accused act before the criminal lawyer has read and agreed this letter: the authority may pass it to the police.';

/** Asks the authority that decided to look again; without a decision against the client there is nothing to ask. */
export function draftReconsideration(facts: CaseFacts): LetterDocument {
  const title = `Request for reconsideration on behalf of ${facts.name}`;
  const decision = findNegative(listDecisions(facts.recorded));
  if (decision === undefined) {
    return {
      title,
      blocks: [
        check(
          'There is no decision to reconsider. Ask for a referral instead. If there is a negative decision, record it first: which state, what kind, made and received when.',
        ),
      ],
    };
  }
  return { title, blocks: [...opening(facts, decision), ...grounds(facts, decision)] };
}

/** The last negative decision that no later one of the same state has overtaken. */
function findNegative(
  decisions: readonly IdentificationDecision[],
): IdentificationDecision | undefined {
  return decisions.findLast(
    ({ state, result }, at) =>
      result === 'negative' &&
      !decisions
        .slice(at + 1)
        .some((later) => later.state === state && later.result === 'positive'),
  );
}

function opening(facts: CaseFacts, decision: IdentificationDecision): Block[] {
  const words = reconsideringIn(decision.state);
  const { madeOn, receivedOn } = decision;
  return [
    ...headBlocks(facts, []),
    check('Add the reference of the decision. Enclose our authority to act and the decision.'),
    ...(madeOn === undefined || receivedOn === undefined
      ? [check('State the day of the decision and the day it was received.')]
      : []),
    ...dateNotes(ofState(facts, decision)),
    paragraph('Dear Sir or Madam,'),
    paragraph(`We act for ${facts.name} and ask you to reconsider ${inWords(decision)}.`),
    NO_WAIVER,
    heading('What is asked'),
    paragraph('We ask:'),
    ...numbered(words.asks),
    paragraph(words.reserved),
  ];
}

function grounds(facts: CaseFacts, decision: IdentificationDecision): Block[] {
  const own = ofState(facts, decision);
  const engaged = own.filter(({ result }) => result === 'engaged');
  const { notes, beside } = reconsideringIn(decision.state);
  const argued = once(
    engaged.filter((f) => f.category === 'identification' && !beside.includes(f.provision)),
  ).toSorted(byPlace);
  const ways = once(engaged.filter((f) => WAYS.has(f.category) && readsIdentification(f)));
  return [
    heading('1. The facts relied on'),
    ...ageBlocks(facts.recorded, stanceOf(facts.recorded, undefined, facts.assessment.asOf)),
    ...toldBlocks(facts, factsUsed(argued), { story: STORY }),
    heading('2. Ground 1: further evidence'),
    check('Name each piece of evidence, and say whether the first decision had it.'),
    heading('3. Ground 2: the decision does not follow the guidance'),
    check(
      'For each point: the paragraph of the guidance, what it says, and what was done instead.',
    ),
    ...argued.flatMap((finding, at) => lawBlocks(finding, `3.${at + 1}`)),
    heading('4. What hangs on the decision'),
    ...lostBlocks(engaged),
    ...footBlocks(facts),
    ...notes.map(check),
    ...(ways.length === 0
      ? []
      : [check(`Other ways, to be weighed apart from this request: ${cite(ways)}.`)]),
    ...endNotes({ named: argued, open: [], gaps: [], pleaded: false, facts }),
  ];
}

/** The law of the state that decided; where that was not recorded, of none. */
function ofState({ assessment }: CaseFacts, { state }: IdentificationDecision): readonly Finding[] {
  return assessment.findings.filter(
    (finding) =>
      state !== undefined &&
      isOfState(finding.jurisdiction, state) &&
      finding.result !== 'not-engaged' &&
      isArgument(finding),
  );
}

/** Rights that end with a decision against the client. */
function lostBlocks(engaged: readonly Finding[]): Block[] {
  const lost = once(
    engaged.filter(
      (f) =>
        f.category !== 'identification' &&
        (f.force === 'must' || f.force === 'must-entitle') &&
        f.cliffs.some(({ on }) => on === 'identification'),
    ),
  ).slice(0, MOST_LOST);
  if (lost.length === 0) return [check('Say what our client loses by this decision.')];
  return [
    paragraph('Our client stands to lose:'),
    ...list(lost.map((finding) => `${inLetterWords(finding.title)}: ${citation(finding)}.`)),
  ];
}

function dateNotes(findings: readonly Finding[]): Block[] {
  const dated = findings
    .flatMap(({ due, category }) =>
      category === 'identification' || WAYS.has(category) ? due : [],
    )
    .filter(({ kind, date }) => kind === 'person-must-act' && date !== null)
    .toSorted((a, b) => (a.date ?? '').localeCompare(b.date ?? ''));
  if (dated.length === 0) return [check('Work out until when reconsideration can be asked for.')];
  return dated.map(({ possible, label, date, arithmetic }) =>
    check(
      `${possible ? 'Possible date' : 'Date'}: ${label}, ${dayInWords(date ?? '')}. ${daysInWords(arithmetic)}`,
    ),
  );
}

function inWords({ kind, madeOn, receivedOn }: IdentificationDecision): string {
  const name = kind === undefined ? '' : `${kind.replaceAll('-', ' ')} `;
  const made = madeOn === undefined ? '' : ` of ${dayInWords(madeOn)}`;
  const received = receivedOn === undefined ? '' : `, received on ${dayInWords(receivedOn)}`;
  return `the negative ${name}decision${made}${received}`;
}

function readsIdentification(finding: Finding): boolean {
  return factsUsed([finding]).some(({ fact }) => fact.startsWith('identification.'));
}

/** One finding for each law. */
function once(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [citation(finding), finding])).values()];
}

function cite(findings: readonly Finding[]): string {
  return findings.map(citation).join('; ');
}
