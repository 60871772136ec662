/** The law behind a letter, one part for each: what it says and asks, our authority; what cuts against us as a note. */
import type { Finding, TraceNode } from '@amparo/law';
import { check, citation, factsUsed, heading, paragraph } from './blocks.ts';
import type { Block } from './model.ts';
import { isKept } from './told-facts.ts';

/** A law that only lacks something, or only says what a word means, argues nothing for anybody. */
export function isArgument({ force }: Finding): boolean {
  return force !== 'gap' && force !== 'definition';
}

export interface LawFrame {
  /** Stands before the law, such as that it is argued only in the alternative. */
  readonly lead?: readonly Block[];
  /** Where the letter tells the privileged facts that the law reads: never here. */
  readonly link?: string;
}

/** One law as an argument. */
export function lawBlocks(finding: Finding, number: string, frame: LawFrame = {}): Block[] {
  const { lead = [], link } = frame;
  const { said, aside } = splitSummary(finding.summary);
  const why = [
    ...listed(finding.trace),
    ...(link !== undefined && readsPrivileged(finding) ? [link] : []),
  ];
  return [
    heading(`${number} ${inLetterWords(finding.title)}`),
    ...lead,
    paragraph([`${citation(finding)}.`, ...said, ...why].join(' ')),
    ...(aside.length === 0 ? [] : [check(`For you: ${aside.join(' ')}`)]),
    ...finding.openTests.concat(finding.answeredTests).flatMap(testBlocks),
    ...finding.exceptionsNotExcluded.map(({ label, source }) =>
      check(`Not excluded yet: ${label} (${source}).`),
    ),
    ...finding.exceptionsMet.map(({ label, source }) =>
      check(`An exception is met: ${label} (${source}).`),
    ),
    ...finding.contrary.map(dealWith),
    ...tellsKept(finding),
  ];
}

/** The id of another provision, by which the packs refer to it: `NL-SR-40`. */
const ID = '[A-Z]{2}[A-Z0-9]*-[A-Z0-9.-]*[A-Z0-9]';
/** A sentence that advises whoever argues, or says what the law lacks, is no part of the argument. */
const ADVICE = new RegExp(
  `\\b${ID}\\b|\\bargued?\\b|\\bthe lawyer\\b|^There is no |^No (?:statute|law|clause|rule) `,
);

/** What a letter says of a law, and what its summary says to the lawyer alone. */
function splitSummary(summary: string): { said: readonly string[]; aside: readonly string[] } {
  const sentences = inLetterWords(summary).split(/(?<=[a-z0-9)”]\.)\s+(?=[A-Z])/);
  return {
    said: sentences.filter((sentence) => !ADVICE.test(sentence)),
    aside: sentences.filter((sentence) => ADVICE.test(sentence)),
  };
}

/** The words of a law pack as a letter says them, without names that only the packs use. */
export function inLetterWords(text: string): string {
  return text
    .replaceAll(/\bSomebody (?=who|whose|under|trafficked)/g, 'A person ')
    .replaceAll(/\bsomebody (?=who|whose|under|trafficked)/g, 'a person ')
    .replaceAll(new RegExp(`[;,]? see ${ID}| \\(${ID}\\)`, 'g'), '');
}

/** An argument may tell, by being made, what the letter leaves out. */
function tellsKept(finding: Finding): Block[] {
  const kept = factsUsed([finding]).filter(
    (use) => isKept(use.class) && use.class !== 'privileged',
  );
  const names = new Set(kept.map(({ label }) => label));
  return names.size === 0
    ? []
    : [check(`To argue this tells: ${[...names].join('; ')}. Only if our client agrees.`)];
}

function readsPrivileged(finding: Finding): boolean {
  return factsUsed([finding]).some((use) => use.class === 'privileged' && use.value === true);
}

/** Whether the offence is in a list that a law names: the one step that is argument and no fact of the client. */
function listed(node: TraceNode): string[] {
  const own =
    node.node === 'listed' && node.value !== 'unknown'
      ? [`${node.label.charAt(0).toUpperCase()}${node.label.slice(1)}.`]
      : [];
  return [...new Set([...own, ...node.of.flatMap(listed)])];
}

function testBlocks(test: Finding['openTests'][number]): Block[] {
  const { authorityFor, authorityAgainst } = test;
  if (OURS.test(test.of)) {
    const both = [...authorityFor, ...authorityAgainst].map(unended);
    return [check([`For you to settle: ${test.ask}`, ...both.map((each) => `${each}.`)].join(' '))];
  }
  const decider = test.of.startsWith('the ') ? test.of : `the ${test.of}`;
  return [
    paragraph(`The question for ${decider}: ${test.ask}`),
    ...proofBlocks(test),
    ...(authorityFor.length === 0
      ? []
      : [paragraph(`We rely on: ${authorityFor.map(unended).join('; ')}.`)]),
    ...authorityAgainst.map(dealWith),
  ];
}

/** A question that our own side answers is put to nobody else. */
const OURS = /lawyer|solicitor|counsel/i;

/** Who has to prove it, and how surely; a note where nobody read it. */
function proofBlocks({ burden, standard }: Finding['openTests'][number]): Block[] {
  const proof = [burden, standard].filter((part) => part !== undefined).map(sentence);
  if (proof.length === 0) return [];
  const text = `Proof: ${proof.join(' ')}`;
  return [text.includes('from memory') ? check(text) : paragraph(text)];
}

function dealWith(authority: string): Block {
  return check(`Deal with: ${unended(authority)}.`);
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${unended(text.slice(1))}.`;
}

function unended(text: string): string {
  return text.replace(/\.$/, '');
}
