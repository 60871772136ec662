/** Drafts the letter: what is asked, facts, nexus, law by law, evidence. Pure. */
import type { Assessment, Finding } from '@amparo/law';
import {
  check,
  citation,
  factBlocks,
  factsUsed,
  heading,
  paragraph,
  verification,
} from './blocks.ts';
import { lawBlocks } from './law-blocks.ts';
import type { UsedFact } from './blocks.ts';
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
  const argued = engaged.filter((f) => f.defence || f.category === 'non-punishment');
  const used = factsUsed(engaged);
  const open = used.filter((use) => use.class !== 'privileged');
  const nexus = used.filter((use) => use.class === 'privileged');
  return {
    title: `Representations on behalf of ${facts.name}`,
    blocks: [
      paragraph(`To: ${facts.to}`),
      paragraph(`From: ${facts.from}`),
      paragraph(`Reference: ${facts.reference}`),
      paragraph(
        `We act for ${facts.name} and make these representations before any plea is entered.`,
      ),
      check(
        'Say what the charge or accusation is, the stage it has reached, and the next hearing.',
      ),
      ...asked(argued.some((f) => f.defence)),
      heading('1. The facts relied on'),
      ...factBlocks(open, facts.label),
      heading('2. The connection between the alleged offence and what was done to our client'),
      check('Confirm with the client that each of these may be disclosed. Privilege is theirs.'),
      ...factBlocks(nexus, facts.label),
      heading('3. The law'),
      ...argued.toSorted(byWeight).flatMap((finding, at) => lawBlocks(finding, `3.${at + 1}`)),
      heading('4. Duties owed to our client meanwhile'),
      ...dutyBlocks(engaged.filter((f) => !argued.includes(f))),
      heading('5. Evidence'),
      ...evidenceBlocks(used),
      ...openBlocks(relevant, facts.label),
      paragraph(
        `We ask for a written answer with reasons. These representations rest on the law as held on ${facts.assessment.asOf}.`,
      ),
      check('Name and sign. Take out every note like this one before the letter leaves.'),
    ],
  };
}

/** A defence first, and of two the one that asks least of a child; then what binds; soft law last. */
function byWeight(a: Finding, b: Finding): number {
  return weight(a) - weight(b);
}

function weight({ defence, force, adultOnly }: Finding): number {
  if (defence) return adultOnly === undefined ? 0 : 1;
  if (force === 'must' || force === 'must-entitle') return 2;
  return force === 'soft' ? 4 : 3;
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
    'that the prosecution considers, in the light of what follows, whether the case may be ended or left unpunished and, where the law leaves a choice, whether a prosecution is in the public interest; and that it gives its reasons in writing if it departs from the findings of the competent authority;',
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

/** What binds, one line each, with its date; what only guides is named for the lawyer and not argued. */
function dutyBlocks(duties: readonly Finding[]): Block[] {
  const binding = duties.filter((f) => f.force === 'must' || f.force === 'must-entitle');
  const guiding = duties.filter((f) => !binding.includes(f));
  if (duties.length === 0) return [paragraph('None was found engaged on the facts known.')];
  const items = [...binding, ...guiding.filter((f) => f.due.some(hasDate))].map(dutyLine);
  const left = guiding.filter((f) => !f.due.some(hasDate)).map(citation);
  return [
    ...(items.length === 0 ? [] : [{ kind: 'list' as const, items }]),
    check('Keep what helps this request, and leave out the rest.'),
    ...(left.length === 0 ? [] : [check(`Guidance that may be added: ${left.join('; ')}.`)]),
    ...duties.filter((f) => !left.includes(citation(f))).flatMap(verification),
  ];
}

function dutyLine(finding: Finding): string {
  const dates = finding.due
    .filter(hasDate)
    .map((due) => ` ${due.possible ? 'Possible date' : 'Date'}: ${due.arithmetic}`);
  return `${finding.title}: ${citation(finding)}. Owed by ${finding.owes}.${dates.join('')}`;
}

function hasDate({ date }: Finding['due'][number]): boolean {
  return date !== null;
}

function evidenceBlocks(uses: readonly UsedFact[]): Block[] {
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
