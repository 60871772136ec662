/** One accusation as a letter sees it: which law speaks of it, what the client's case is, what the words depend on. Pure. */
import type { Assessment, Facts, Finding } from '@amparo/law';
import { stanceOf } from './age.ts';
import type { AgeStance } from './age.ts';
import { identified } from './decisions.ts';
import type { Circumstance, Forum } from './forum.ts';
import { forumOf } from './forums.ts';
import { isArgument } from './law-blocks.ts';
import { findText, findValue, listAccusations } from './recorded.ts';
import type { Accusation } from './recorded.ts';

/** What every letter needs: the findings, and who writes to whom about whom. */
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

/** What a letter to an authority needs besides the findings. */
export interface CaseFacts extends LetterFacts {
  /** The facts that were assessed. */
  readonly recorded: Facts;
  /** Turns the code of a place or country into its name in a sentence. */
  readonly place: (code: string) => string;
}

/** One letter is about one accusation; without a choice, the first. */
export interface AccusationFacts extends CaseFacts {
  /** Such as `offences[0]`: the record of one of `listAccusations`. */
  readonly about?: string | undefined;
}

export interface Matter {
  readonly facts: AccusationFacts;
  readonly accusation: Accusation | undefined;
  /** The legal system that prosecutes. */
  readonly jurisdiction: string | undefined;
  readonly forum: Forum;
  readonly age: AgeStance;
  readonly circumstances: ReadonlySet<Circumstance>;
  /** In the order of argument. */
  readonly argued: readonly Finding[];
  /** The most pressing first. */
  readonly duties: readonly Finding[];
  readonly open: readonly Finding[];
  /** What the law there lacks: the other side's case, for the lawyer to know. */
  readonly gaps: readonly Finding[];
}

/** Keeps what is about this accusation, or about the case in the state that prosecutes it; nothing of another state. */
export function matterOf(facts: AccusationFacts): Matter {
  const { recorded, assessment } = facts;
  const accusation = chosen(facts);
  const jurisdiction = jurisdictionOf(recorded, accusation);
  const forum = forumOf(jurisdiction);
  const own = assessment.findings.filter(
    (finding) =>
      finding.jurisdiction === jurisdiction &&
      (finding.about === null || finding.about === accusation?.record) &&
      finding.result !== 'not-engaged',
  );
  const said = own.filter(isArgument);
  const engaged = said.filter(({ result }) => result === 'engaged');
  const age = stanceOf(recorded, accusation, assessment.asOf);
  const argued = engaged.filter(isNonPunishment).toSorted(byWeight);
  return {
    facts,
    accusation,
    jurisdiction,
    forum,
    age,
    circumstances: new Set([
      age.stance === 'child' || (age.stance === 'open' && age.disputed) ? 'child' : 'adult',
      ...stageOf(accusation),
      argued.some(({ defence }) => defence) ? 'defended' : 'undefended',
      identified(recorded, jurisdiction),
    ]),
    argued,
    duties: engaged.filter((finding) => isDuty(finding, forum)).toSorted(byNearness),
    open: said.filter((finding) => finding.result === 'cannot-say' && isNonPunishment(finding)),
    gaps: own.filter((finding) => finding.force === 'gap' && isNonPunishment(finding)),
  };
}

function chosen({ recorded, about }: AccusationFacts): Accusation | undefined {
  const accusations = listAccusations(recorded);
  return about === undefined ? accusations[0] : accusations.find(({ record }) => record === about);
}

function jurisdictionOf(recorded: Facts, accusation: Accusation | undefined): string | undefined {
  if (accusation !== undefined) return accusation.jurisdiction;
  const here = findValue(recorded, 'location');
  return typeof here === 'string' ? here : undefined;
}

const UNCHARGED = new Set(['suspected', 'arrested', 'interviewed']);
const CONVICTED = new Set(['convicted', 'sentenced', 'appealed', 'served']);

/** The day of a conviction says more than a stage that nobody brought up to date; a plea of guilty likewise. */
function stageOf(accusation: Accusation | undefined): readonly Circumstance[] {
  if (accusation === undefined) return ['other-stage'];
  const [stage = '', plea, convictedOn, sentencedOn] = (
    ['stage', 'plea', 'convictedOn', 'sentencedOn'] as const
  ).map((field) => findText(accusation, field));
  if (CONVICTED.has(stage) || (convictedOn ?? sentencedOn) !== undefined) return ['convicted'];
  if (plea === 'guilty') return ['pleaded'];
  if (plea === 'not-guilty') return ['charged', 'denied'];
  if (UNCHARGED.has(stage)) return ['uncharged'];
  if (stage === 'charged' || stage === 'pleaded') return [stage];
  return ['other-stage'];
}

function isNonPunishment(finding: Finding): boolean {
  return finding.defence || finding.category === 'non-punishment';
}

/** A defence first, and of two the one that asks least of a child; then what binds; soft law last. */
function byWeight(a: Finding, b: Finding): number {
  return weight(a) - weight(b) || byPlace(a, b);
}

function weight({ defence, force, adultOnly }: Finding): number {
  if (defence) return adultOnly === undefined ? 0 : 1;
  if (force === 'must' || force === 'must-entitle') return 2;
  return force === 'soft' ? 4 : 3;
}

/** The law of the place itself before treaties. */
export function byPlace(a: Finding, b: Finding): number {
  return distance(a) - distance(b);
}

function distance({ pack, jurisdiction }: Finding): number {
  const [country] = jurisdiction.toLowerCase().split('-');
  return pack.split('-')[0] === country ? 0 : 1;
}

/** Duties that a prosecutor deciding about a charge should have before them. */
const DUTIES = ['identification', 'child', 'investigation', 'protection', 'reflection'];

function isDuty(finding: Finding, { noDuties }: Forum): boolean {
  const binds = finding.force === 'must' || finding.force === 'must-entitle';
  return (
    binds &&
    !isNonPunishment(finding) &&
    DUTIES.includes(finding.category) &&
    !noDuties.includes(finding.provision)
  );
}

function byNearness(a: Finding, b: Finding): number {
  return byPlace(a, b) || DUTIES.indexOf(a.category) - DUTIES.indexOf(b.category);
}
