/** Drafts representations about one accusation: what is asked, facts, connection, law, duties, evidence. Pure. */
import type { Finding } from '@amparo/law';
import { ageBlocks } from './age.ts';
import type { AgeStance } from './age.ts';
import { check, citation, factsUsed, heading, list, numbered, paragraph } from './blocks.ts';
import type { UsedFact } from './blocks.ts';
import { daysInWords } from './dates.ts';
import { betraying, standingInWords } from './decisions.ts';
import { said } from './forum.ts';
import { AGAINST_US } from './forums.ts';
import { inLetterWords, lawBlocks } from './law-blocks.ts';
import { accusationBlocks, footBlocks, headBlocks, NO_WAIVER } from './letterhead.ts';
import { matterOf } from './matter.ts';
import type { AccusationFacts, Matter } from './matter.ts';
import type { Block, LetterDocument } from './model.ts';
import { nexusBlocks } from './nexus.ts';
import { endNotes } from './notes.ts';
import { findText, findValue } from './recorded.ts';
import { toldBlocks } from './told-facts.ts';

const STORY =
  'Tell in ten sentences, by date: what happened, who controlled our client, and how the act came about.';
const MOST_DUTIES = 6;
const LINK = 'On the link with this case see section 2.';

/**
 * Drafts representations to a prosecutor about one accusation, in the words of the place that prosecutes; after a
 * conviction, only what the lawyer does instead.
 *
 * Shape: what ends the case first, then what a prosecutor must weigh, then duties; what only the lawyer can fill, and
 * what cuts against the client, stands in `check` blocks. Refuses nothing: what is not known is left out or noted.
 */
export function draftRepresentations(facts: AccusationFacts): LetterDocument {
  const matter = matterOf(facts);
  const [title = ''] = said(matter.forum.title, matter.circumstances);
  const blocks = matter.circumstances.has('convicted')
    ? [check(matter.forum.afterConviction)]
    : letterBlocks(matter);
  return { title: title.replace('{name}', facts.name), blocks };
}

function letterBlocks(matter: Matter): Block[] {
  const { facts, forum, argued, duties, accusation, circumstances } = matter;
  const used = factsUsed(argued);
  return [
    ...opening(matter),
    ...asks(matter),
    heading('1. The facts relied on'),
    ...ageBlocks(facts.recorded, matter.age),
    ...toldBlocks(facts, used, {
      story: STORY,
      first: standingInWords(facts.recorded, matter.jurisdiction),
      without: betraying(facts.recorded, matter.jurisdiction),
    }),
    heading('2. The connection between the alleged offence and what was done to our client'),
    ...nexusBlocks(used, accusation?.record),
    ...tooEarly(matter),
    heading('3. The law'),
    check(
      argued.length === 0
        ? 'No law on non-punishment is engaged yet.'
        : 'Under each question that is put to somebody, write our answer from the evidence.',
    ),
    ...argued.flatMap((finding, at) =>
      lawBlocks(finding, `3.${at + 1}`, { lead: lead(finding, matter), link: LINK }),
    ),
    heading('4. Duties owed to our client meanwhile'),
    ...dutyBlocks(duties),
    heading('5. Evidence'),
    ...evidenceBlocks(used, matter),
    ...footBlocks(facts),
    ...said([AGAINST_US, ...forum.notes], circumstances).map(check),
    ...endNotes({
      named: [...argued, ...duties.slice(0, MOST_DUTIES)],
      open: matter.open,
      gaps: matter.gaps,
      pleaded: circumstances.has('pleaded') || circumstances.has('denied'),
      facts,
    }),
  ];
}

function opening({ facts, accusation, forum, age, circumstances }: Matter): Block[] {
  const [before = 'before any decision is taken'] = said(forum.before, circumstances);
  const who = age.who === '' ? '' : `, ${age.who},`;
  return [
    ...headBlocks(facts, urgent(age)),
    ...accusationBlocks(accusation),
    check('Name the day by which you ask for an answer.'),
    paragraph(
      'Confidential. Before any of this is disclosed to anybody else, those accused with our client included, we ask to be heard.',
    ),
    check(
      'Assume that co-accused may see this letter, and that a court may treat it as our client’s words. Send only what our client has signed off.',
    ),
    paragraph('Dear Sir or Madam,'),
    paragraph(`We act for ${facts.name}${who} and make these representations ${before}.`),
    NO_WAIVER,
  ];
}

function urgent({ stance }: AgeStance): Block[] {
  if (stance !== 'child') return [check('If our client is in custody, head this letter: URGENT.')];
  return [
    paragraph('URGENT: this concerns a child.'),
    check('If our client is in custody, write: URGENT: child in custody.'),
  ];
}

function asks({ argued, open, forum, circumstances, age }: Matter): Block[] {
  const ways = argued.filter(({ defence }) => defence);
  const named = ways.map((finding) => {
    const name = forum.defences[finding.provision] ?? citation(finding);
    return isAlternative(finding, age) ? `in the alternative only, ${name}` : name;
  });
  const defence = named.length === 0 ? '' : `, on the ground of ${named.join('; ')}`;
  const items = said(forum.asks, circumstances).map((text) => text.replace('{defence}', defence));
  const [first, ...others] = numbered(items);
  return [
    heading('What is asked'),
    paragraph('We ask:'),
    ...(first === undefined ? [] : [first]),
    ...said(forum.besideFirst, circumstances).map(check),
    ...Object.entries(forum.unsettled)
      .filter(([fact]) => open.some((one) => one.defence && one.missing.includes(fact)))
      .map(([, text]) => check(text)),
    ...others,
  ];
}

/** A limb for adults is an alternative wherever the client's case is not that of an adult. */
function isAlternative({ adultOnly }: Finding, { stance }: AgeStance): boolean {
  return adultOnly !== undefined && stance !== 'adult';
}

function lead(finding: Finding, { age, argued }: Matter): Block[] {
  if (!isAlternative(finding, age)) return [];
  const own = age.words === '' ? 'Our client’s age is not settled' : age.words;
  const hasChildLimb = argued.some(({ provision }) => provision === finding.adultOnly);
  return [
    paragraph(
      `${own}. Only in the alternative, and without accepting it, if a court were to find that our client was an adult:`,
    ),
    ...(hasChildLimb
      ? []
      : [check('The defence for a child is not argued yet: see at the end what it waits for.')]),
  ];
}

/** A handful of duties that bind, each as a request; the others are named for the lawyer. */
function dutyBlocks(duties: readonly Finding[]): Block[] {
  if (duties.length === 0) return [check('No duty was found engaged: take this section out.')];
  const left = duties.slice(MOST_DUTIES).map(citation);
  return [
    paragraph('We ask that each of these is kept meanwhile, and to be told who sees to it:'),
    ...list(duties.slice(0, MOST_DUTIES).map(dutyLine)),
    ...(left.length === 0 ? [] : [check(`Other duties that may be added: ${left.join('; ')}.`)]),
  ];
}

function dutyLine(finding: Finding): string {
  const dates = finding.due
    .filter(({ date }) => date !== null)
    .map((due) => ` ${due.possible ? 'Possible date' : 'Date'}: ${daysInWords(due.arithmetic)}`);
  return `${inLetterWords(finding.title)}: ${citation(finding)}.${dates.join('')}`;
}

/** Papers that are recorded as a source; those that usually go with such a letter are for the lawyer to add. */
function evidenceBlocks(uses: readonly UsedFact[], { forum, circumstances }: Matter): Block[] {
  const documents = uses.flatMap(({ source, by, class: own }) =>
    source === 'document' && by !== undefined && own !== 'privileged' ? [by] : [],
  );
  return [
    ...list([...new Set(documents)]),
    check(
      `List what you enclose, for example: ${said(forum.enclosures, circumstances).join('; ')}.`,
    ),
  ];
}

/** An act that is dated before what was done to the client is the first thing the other side will say. */
function tooEarly({ facts, accusation }: Matter): Block[] {
  const act = accusation === undefined ? undefined : findText(accusation, 'actDate');
  const began = findValue(facts.recorded, 'traffickingStart');
  return act !== undefined && typeof began === 'string' && act < began
    ? [check('By the recorded dates the alleged act came before the exploitation: deal with it.')]
    : [];
}
