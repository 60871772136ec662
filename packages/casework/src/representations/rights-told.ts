/** Which rights a letter gives a person, which may be theirs, and which law stands behind each. Pure. */
import type { Assessment, Finding, TraceNode } from '@amparo/law';
import { RIGHT_NAMES, RIGHTS } from '../rights/index.ts';
import type { RightName } from '../rights/index.ts';
import type { RightsLetterPerson } from './rights-person.ts';

/** One right and the law behind it, in each list what says most about this person first. */
export interface ToldRight {
  readonly name: RightName;
  /** Engaged where the person is. */
  readonly here: readonly Finding[];
  /** Law of the place of which it cannot be said yet: a second way. Where no place is known, all law. */
  readonly open: readonly Finding[];
  /** Engaged in another country. */
  readonly abroad: readonly Finding[];
  /** Provisions that say that the law of the place has no such rule. */
  readonly gaps: readonly Finding[];
}

export interface RightsTold {
  readonly given: readonly ToldRight[];
  readonly maybe: readonly ToldRight[];
  /** Left out because the person is in their own country. */
  readonly leftOut: readonly ToldRight[];
}

/** Rights that another country than the one where the person is can give them. */
const FROM_ABROAD: readonly RightName[] = ['lawyer', 'made', 'case', 'again', 'money', 'handed'];

/** Nobody in their own country asks to stay there, or asks an embassy for the way home. */
const FOR_FOREIGNERS: readonly RightName[] = ['stay', 'danger', 'home'];

/** Told as a maybe only where something is known of it: the question alone would frighten. */
const FEARED: Partial<Record<RightName, string>> = {
  handed: 'extradition.requested',
  locked: 'immigration.detained',
};

/**
 * Sorts the rights of one person. Given is what binding law gives where they are, or in another country where that
 * can be; a lawyer, and the law on what somebody was made to do, is always told to a person who stands accused.
 */
export function readRightsTold(assessment: Assessment, person: RightsLetterPerson): RightsTold {
  const rights = readRights(assessment, person);
  const leftOut = rights.filter((right) => isForForeigners(right, person));
  const told = rights.filter((right) => !leftOut.includes(right));
  const given = told.filter((right) => isGiven(right, person));
  const maybe = told.filter((right) => !given.includes(right) && isMaybe(right));
  return { given: inOrder(given, person), maybe, leftOut };
}

function readRights(assessment: Assessment, { places }: RightsLetterPerson): readonly ToldRight[] {
  const findings = assessment.findings.filter(isLawNow);
  const readers = countReaders(findings);
  const inRank = (of: readonly Finding[]) =>
    of.toSorted((a, b) => rank(a, readers) - rank(b, readers));
  const isHere = ({ jurisdiction }: Finding) => places.includes(jurisdiction);
  return RIGHT_NAMES.map((name) => {
    const categories: readonly string[] = RIGHTS[name];
    const behind = findings.filter(({ category }) => categories.includes(category));
    const law = behind.filter(({ force }) => force !== 'gap');
    const engaged = law.filter(({ result }) => result === 'engaged');
    const feared = FEARED[name];
    const open = law.filter((f) => isOpen(f) && !(feared && f.missing.includes(feared)));
    // Without a place nobody knows whose law it is: all of it may be, and nothing is given.
    if (places.length === 0) {
      return { name, here: [], open: inRank([...engaged, ...open]), abroad: [], gaps: [] };
    }
    return {
      name,
      here: inRank(engaged.filter(isHere)),
      open: inRank(open.filter(isHere)),
      abroad: FROM_ABROAD.includes(name) ? inRank(engaged.filter((f) => !isHere(f))) : [],
      gaps: behind.filter((f) => f.force === 'gap' && f.result === 'engaged' && isHere(f)),
    };
  });
}

/** What says something about a person today: not what a word means, nor what is not law yet. */
function isLawNow({ result, force, state }: Finding): boolean {
  const isNow = state === 'in-force' || state === 'transposition-due';
  return isNow && result !== 'not-engaged' && force !== 'definition';
}

/** Binding today: a duty, or a duty to entitle, and no directive that is still to be carried out. */
export function isBinding({ force, state }: Finding): boolean {
  return state === 'in-force' && (force === 'must' || force === 'must-entitle');
}

/** Law of one country, not of a treaty: its pack has the name of the place. */
export function isNational({ pack, jurisdiction }: Finding): boolean {
  return pack.split('-')[0] === jurisdiction.toLowerCase().split('-')[0];
}

/** Something can still be learnt or judged; a treaty of another part of the world has nothing open. */
function isOpen({ result, force, missing, openTests }: Finding): boolean {
  const helps = force !== 'soft' && force !== 'consider';
  return result === 'cannot-say' && helps && missing.length + openTests.length > 0;
}

function isGiven(
  { name, here, abroad, open, gaps }: ToldRight,
  person: RightsLetterPerson,
): boolean {
  if (person.isAccused && name === 'lawyer') return true;
  const isBehind = here.length + open.length > 0;
  // These two say "if": they promise nothing that is not so, and come too late as a maybe.
  const isTold = (name === 'made' && person.isAccused) || (name === 'child' && person.mayBeChild);
  const binding = [...here, ...abroad].filter(isBinding);
  // Where the law of the place is known to have no such rule, a treaty alone is no promise.
  const isHollow = gaps.length > 0 && !binding.some(isNational);
  return (isTold && isBehind) || (binding.length > 0 && !isHollow);
}

function isMaybe({ here, open, abroad }: ToldRight): boolean {
  return here.length + open.length + abroad.length > 0;
}

function isForForeigners(
  { name, here, open }: ToldRight,
  { isAtHome }: RightsLetterPerson,
): boolean {
  if (!isAtHome) return false;
  const isOfTreaties = name === 'rest' && ![...here, ...open].some(isNational);
  return isOfTreaties || FOR_FOREIGNERS.includes(name);
}

/** A child first, then what an accused person needs today, then as the rights are listed. */
function inOrder(
  given: readonly ToldRight[],
  { isAccused }: RightsLetterPerson,
): readonly ToldRight[] {
  const first: readonly RightName[] = isAccused ? ['child', 'lawyer', 'made'] : ['child'];
  const isFirst = ({ name }: ToldRight) => first.includes(name);
  const ahead = first.flatMap((name) => given.filter((right) => right.name === name));
  return [...ahead, ...given.filter((right) => !isFirst(right))];
}

const FORCE = {
  must: 0,
  'must-entitle': 0,
  may: 1,
  policy: 2,
  consider: 3,
  soft: 4,
  gap: 5,
  definition: 5,
} as const;
const READ = { official: 0, secondary: 1, memory: 2 } as const;

/** A fact that so few provisions read speaks of this person; what more of them read speaks of everybody. */
const FEW_READERS = 8;

/**
 * What binds before what does not; then the law of the place, then what was written for such a case, then what is
 * said of everybody; of two alike, the one for a child, and the one whose text was read.
 */
function rank(finding: Finding, readers: ReadonlyMap<string, number>): number {
  const isSpecific = factsOf(finding.trace).some((fact) => (readers.get(fact) ?? 0) <= FEW_READERS);
  const kind = isNational(finding) ? 0 : isSpecific ? 1 : 2;
  const forAdults = finding.adultOnly === undefined ? 0 : 1;
  return FORCE[finding.force] * 100 + kind * 20 + forAdults * 10 + READ[finding.verified.level];
}

/** How many findings read each fact that is known. */
function countReaders(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const readers = new Map<string, number>();
  for (const { trace } of findings) {
    for (const fact of factsOf(trace)) readers.set(fact, (readers.get(fact) ?? 0) + 1);
  }
  return readers;
}

function factsOf(node: TraceNode): readonly string[] {
  const known = node.facts.filter(({ value }) => value !== undefined).map(({ fact }) => fact);
  return [...new Set([...known, ...node.of.flatMap(factsOf)])];
}
