/** Drafts the letter: what is asked, facts, nexus, law by law, evidence. Pure. */
import type { Assessment, FactUse, Finding } from '@amparo/law';
import {
  check,
  citation,
  factBlocks,
  factsUsed,
  heading,
  paragraph,
  verification,
} from './blocks.ts';
import type { Block, LetterDocument } from './model.ts';

export interface LetterFacts {
  readonly assessment: Assessment;
  /** How the person is called in the letter, and the reference of the prosecution. */
  readonly name: string;
  readonly reference: string;
  readonly to: string;
  readonly from: string;
  /** Turns a fact key into its label in the vocabulary. */
  readonly label: (key: string) => string;
}

/** Order of argument: what ends the case first, then what a prosecutor must weigh, then duties. */
export function draftRepresentations(facts: LetterFacts): LetterDocument {
  const relevant = facts.assessment.findings.filter(
    (f) => f.force !== 'definition' && f.result !== 'not-engaged' && isAbout(f),
  );
  const engaged = relevant.filter((f) => f.result === 'engaged');
  const defences = engaged.filter((f) => f.defence);
  const nonPunishment = engaged.filter((f) => !f.defence && f.category === 'non-punishment');
  const duties = engaged.filter((f) => !f.defence && f.category !== 'non-punishment');
  const used = factsUsed(engaged);
  const open = used.filter((use) => use.class !== 'privileged');
  const nexus = used.filter((use) => use.class === 'privileged');
  return {
    title: `Representations on behalf of ${facts.name}`,
    blocks: [
      paragraph(`To: ${facts.to}`),
      paragraph(`From: ${facts.from}`),
      paragraph(`Reference: ${facts.reference}`),
      ...asked(defences.length > 0),
      heading('1. The facts relied on'),
      ...factBlocks(open, facts.label),
      heading('2. The connection between the alleged offence and what was done to our client'),
      check('Confirm with the client that each of these may be disclosed. Privilege is theirs.'),
      ...factBlocks(nexus, facts.label),
      heading('3. The law'),
      ...[...defences, ...nonPunishment].flatMap(lawBlocks),
      heading('4. Duties owed to our client meanwhile'),
      ...(duties.length === 0 ? [paragraph('None was found engaged on the facts known.')] : []),
      ...duties.flatMap(dutyBlocks),
      heading('5. Evidence'),
      ...evidenceBlocks(used),
      ...openBlocks(relevant, facts.label),
      paragraph(`These representations rest on the law as held on ${facts.assessment.asOf}.`),
    ],
  };
}

/** Duties that a prosecutor deciding about a charge should have before them. */
const ABOUT: ReadonlySet<string> = new Set([
  'non-punishment',
  'identification',
  'child',
  'investigation',
  'protection',
  'reflection',
]);

function isAbout(finding: Finding): boolean {
  return finding.defence || ABOUT.has(finding.category);
}

function asked(hasDefence: boolean): Block[] {
  const items = [
    'that no decision to charge is taken, or that the proceedings are adjourned before plea, until a trained competent authority has assessed whether our client is a person protected by the law on trafficking;',
    'that the prosecution reviews whether a prosecution is in the public interest in the light of what follows, and gives its reasons in writing if it departs from the findings of the competent authority;',
    'that no interview takes place without a lawyer, an interpreter and, where our client is or may be under eighteen, an appropriate adult and guardian;',
  ];
  if (hasDefence) {
    items.push(
      'that, if the case continues, it is noted that the statutory defence set out in section 3 will be raised, in each of its limbs in so far as age is in dispute;',
    );
  }
  items.push('that the proceedings are discontinued.');
  return [heading('What is asked'), paragraph('We ask:'), { kind: 'list', items }];
}

/**
 * Reasoning lines that say only that a law is the law of its place carry no argument; and what somebody of
 * ours answered to a question that is for the other side or a court is never sent there.
 */
const OF_COURSE = /^Law of |^Left to the |^The question left to the /;

function lawBlocks(finding: Finding): Block[] {
  const blocks: Block[] = [paragraph(`${citation(finding)}. ${finding.summary}`)];
  const status = finding.defence
    ? 'This is available to argue on the facts known:'
    : 'This is engaged on the facts known:';
  const questions = new Set(finding.openTests.map((test) => test.ask));
  const reasons = finding.because.filter(
    (reason) => !OF_COURSE.test(reason) && !questions.has(reason.replace(/\.$/, '')),
  );
  blocks.push(paragraph(status), { kind: 'list', items: reasons });
  for (const test of [...finding.openTests, ...finding.answeredTests]) {
    blocks.push(paragraph(`For decision by ${test.of}: ${test.ask}`));
    const authorities = [...test.authorityFor, ...test.authorityAgainst];
    if (authorities.length > 0) blocks.push({ kind: 'list', items: authorities });
  }
  for (const exception of finding.exceptionsNotExcluded) {
    blocks.push(check(`Not excluded yet: ${exception.label} (${exception.source}).`));
  }
  for (const exception of finding.exceptionsMet) {
    blocks.push(check(`An exception is met: ${exception.label} (${exception.source}).`));
  }
  for (const note of finding.contrary) blocks.push(check(`Contrary or later authority: ${note}`));
  blocks.push(...verification(finding));
  return blocks;
}

function dutyBlocks(finding: Finding): Block[] {
  return [
    paragraph(`${citation(finding)}: ${finding.summary} Owed by ${finding.owes}.`),
    ...finding.due
      .filter((due) => due.date !== null)
      .map((due) => paragraph(`${due.possible ? 'Possible date' : 'Date'}: ${due.arithmetic}`)),
    ...verification(finding),
  ];
}

function evidenceBlocks(uses: readonly FactUse[]): Block[] {
  const documents = new Set(
    uses.flatMap((use) => (use.source === 'document' && use.by !== undefined ? [use.by] : [])),
  );
  if (documents.size === 0) {
    return [check('No document is recorded as a source yet. Name the exhibits relied on.')];
  }
  return [{ kind: 'list', items: [...documents] }];
}

/** What may help once more is known: for the lawyer, never part of the argument. */
function openBlocks(findings: readonly Finding[], label: (key: string) => string): Block[] {
  const open = findings.filter((f) => f.result === 'cannot-say' && isNonPunishment(f));
  return open.map((finding) => {
    const missing = finding.missing.map(label).join('; ');
    return check(`May help once more is known: ${citation(finding)}. Missing: ${missing}.`);
  });
}

function isNonPunishment(finding: Finding): boolean {
  return finding.defence || finding.category === 'non-punishment';
}
