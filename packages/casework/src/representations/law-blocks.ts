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
  const why = [
    ...listed(finding.trace),
    ...(link !== undefined && readsPrivileged(finding) ? [link] : []),
  ];
  return [
    heading(`${number} ${inLetterWords(finding.title)}`),
    ...lead,
    paragraph([`${citation(finding)}. ${inLetterWords(finding.summary)}`, ...why].join(' ')),
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

/** The words of a law pack as a letter says them, without names that only the packs use. */
export function inLetterWords(text: string): string {
  return text
    .replaceAll(/\bSomebody (?=who|whose|under|trafficked)/g, 'A person ')
    .replaceAll(/\bsomebody (?=who|whose|under|trafficked)/g, 'a person ')
    .replaceAll(/[;,]? see [A-Z]{2}[A-Z0-9]*-[A-Z0-9.-]*[A-Z0-9]/g, '');
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
  const { burden, standard, authorityFor, authorityAgainst } = test;
  const proof = [burden, standard].filter((part) => part !== undefined).map(sentence);
  const unread = proof.some((part) => part.includes('from memory'));
  const decider = test.of.startsWith('the ') ? test.of : `the ${test.of}`;
  return [
    paragraph(`The question for ${decider}: ${test.ask}`),
    ...(proof.length === 0 ? [] : [(unread ? check : paragraph)(`Proof: ${proof.join(' ')}`)]),
    ...(authorityFor.length === 0 ? [] : [paragraph(`We rely on: ${authorityFor.join('; ')}.`)]),
    ...authorityAgainst.map(dealWith),
  ];
}

function dealWith(authority: string): Block {
  return check(`Deal with: ${authority.replace(/\.$/, '')}.`);
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
