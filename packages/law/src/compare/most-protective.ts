import { placeName } from '../evaluate/connect.ts';
import type { Finding } from '../finding.ts';
import type { Force, Packs } from '../model.ts';

/** The rights of one kind that can be invoked in one legal system, and which of them goes furthest. */
export interface ForumChoice {
  readonly extent: string;
  readonly category: string;
  /** Rights that no other one surpasses; several where none is better in every respect. */
  readonly best: readonly string[];
  /** Rights that another one surpasses, and in what. */
  readonly surpassed: readonly Surpassed[];
  /** Rights that may not be open to a person there: whether a treaty can be invoked was not established. */
  readonly doubtful: readonly string[];
  readonly sentence: string;
}

export interface Surpassed {
  readonly provision: string;
  readonly by: string;
  readonly because: readonly string[];
}

/** How binding a rule is; rules of other forces give a person nothing to invoke. */
const BINDING: readonly Force[] = ['soft', 'policy', 'consider', 'may', 'must-entitle', 'must'];

/** Kinds of rules that are no rights of the person. */
const NO_RIGHTS = ['criminalisation', 'disclosure-duty', 'disqualification', 'investigation'];

/**
 * For each legal system and kind of right: the most protective among the engaged rights that can be
 * invoked there.
 *
 * One right surpasses another when it is at least as good in every respect and better in one: how
 * binding it is, how long it lasts, whether it hangs on a status, and whether an exception is open.
 * There is no score: where two differ in different respects, both stand. Rights of different legal
 * systems are never weighed against each other.
 */
export function listMostProtective(
  packs: Packs,
  findings: readonly Finding[],
): readonly ForumChoice[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (!isRight(finding)) continue;
    const key = `${finding.jurisdiction} ${finding.category} ${finding.about ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].flatMap((rights) => {
    const [first] = rights;
    return first === undefined || rights.length < 2 ? [] : [choose(packs, first, rights)];
  });
}

function isRight(finding: Finding): boolean {
  return (
    finding.result === 'engaged' &&
    BINDING.includes(finding.force) &&
    !NO_RIGHTS.includes(finding.category)
  );
}

function choose(packs: Packs, first: Finding, rights: readonly Finding[]): ForumChoice {
  const surpassed = rights.flatMap((right): readonly Surpassed[] => {
    const better = rights.find((other) => surpasses(other, right));
    if (better === undefined) return [];
    const because = listAdvantages(better, right);
    return [{ provision: right.provision, by: better.provision, because }];
  });
  const lesser = new Set(surpassed.map(({ provision }) => provision));
  const best = rights.filter(({ provision }) => !lesser.has(provision));
  const where = placeName(packs, first.jurisdiction);
  const names = best.map(({ title }) => `“${title}”`).join(', ');
  return {
    extent: first.jurisdiction,
    category: first.category,
    best: best.map(({ provision }) => provision),
    surpassed,
    doubtful: best.filter((right) => isDoubtful(packs, right)).map(({ provision }) => provision),
    sentence:
      best.length === 1
        ? `Among the rights of this kind that are engaged in ${where}, ${names} goes furthest.`
        : `Among the rights of this kind that are engaged in ${where}, none goes furthest in every respect; rely on them together: ${names}.`,
  };
}

/** A treaty reaches a court of its own force only where the law of the state lets it. */
function isDoubtful(packs: Packs, right: Finding): boolean {
  const provision = packs.provisions.get(right.provision);
  return provision !== undefined && !provision.extent.includes(right.jurisdiction);
}

function surpasses(one: Finding, other: Finding): boolean {
  return listAdvantages(one, other).length > 0 && listAdvantages(other, one).length === 0;
}

/** In what one right is better than another, in words. */
function listAdvantages(one: Finding, other: Finding): readonly string[] {
  const lasts = findLasting(one);
  const otherLasts = findLasting(other);
  return [
    ...(BINDING.indexOf(one.force) > BINDING.indexOf(other.force)
      ? [`it binds more (${forceInWords(one.force)}, not ${forceInWords(other.force)})`]
      : []),
    ...(lasts !== undefined && otherLasts !== undefined && lasts > otherLasts
      ? [`it lasts longer (until ${lasts}, not ${otherLasts})`]
      : []),
    ...other.cliffs
      .filter(({ on }) => !one.cliffs.some((cliff) => cliff.on === on))
      .map(({ on }) => `it does not hang on ${on}`),
    ...(limitsOf(other) > 0 && limitsOf(one) === 0 ? ['no exception to it is open'] : []),
  ];
}

function findLasting(finding: Finding): string | undefined {
  const dates = finding.due.flatMap(({ kind, date }) =>
    kind === 'protection-lasts' && date !== null ? [date] : [],
  );
  return dates.sort().at(-1);
}

function limitsOf(finding: Finding): number {
  const met = finding.exceptionsMet.filter(({ effect }) => effect !== 'defeats');
  return finding.exceptionsNotExcluded.length + met.length;
}

function forceInWords(force: Force): string {
  const words: Readonly<Partial<Record<Force, string>>> = {
    must: 'a duty',
    'must-entitle': 'authorities must be able to',
    may: 'authorities may',
    consider: 'to be considered',
    policy: 'a policy',
    soft: 'a recommendation',
  };
  return words[force] ?? force;
}
