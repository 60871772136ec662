/**
 * From a few answers to what a person may ask for: the law engine, twice, and its findings in few words.
 *
 * The second time it is asked as if somebody had held, forced or tricked the person, which is never
 * asked here. What then stands hangs on that alone; what still does not, hangs on more, and the
 * missing facts say on what. Nothing that the law leaves open is told as a "no".
 */
import { RIGHT_NAMES, RIGHTS } from '@amparo/casework/rights';
import type { RightName } from '@amparo/casework/rights';
import { assess, parseFacts, SUPPORT_CATEGORIES, UNKNOWN_STATE } from '@amparo/law';
import type { Finding, Packs, Telling, Verified } from '@amparo/law';
import type { Answers } from './answers.ts';
import { listFirst } from './right.ts';
import { findTheme, THEMES } from './themes.ts';
import type { Theme } from './themes.ts';

/** A provision behind a right, as it is cited. */
export interface LawBehind {
  readonly id: string;
  readonly title: string;
  /** How far its text was checked; `reviewed` once a named lawyer read the entry. */
  readonly mark: Verified['level'] | 'reviewed';
}

/** One right as it is told to a person. */
export interface Right {
  readonly name: RightName;
  readonly isFirst: boolean;
  /** `story` for what hangs on nothing but what happened; `maybe` wherever more is open. */
  readonly standing: 'yes' | 'story' | 'maybe';
  /** On what it can depend, for `maybe`; at most four. */
  readonly depends: readonly Theme[];
  /** Support that really hangs on a status in this country, by a provision that says so. */
  readonly cliffs: readonly Theme[];
  /** Whether those provisions name help that stays when that status falls. */
  readonly survives: boolean;
  /** True where an office may, and no law says that it must. */
  readonly isEachTime: boolean;
  readonly laws: readonly LawBehind[];
}

/** Who may be told by others. Empty `to` where a duty was read that says less. */
interface Tells {
  readonly to: readonly Telling['to'][];
  /** Whether whoever is told may also enforce immigration law. */
  readonly immigration: boolean;
}

/** Everything that the page after the questions says. */
export interface Reading {
  readonly rights: readonly Right[];
  /** The country, or the part of it, that the reading is about; null where none was named. */
  readonly place: string | null;
  /** Whether law of this country itself was read, and not only what binds it from outside. */
  readonly hasOwnLaw: boolean;
  /** To whom somebody here may have to pass on what they hear; null where nobody has read that law. */
  readonly tells: Tells | null;
  /** The newest version among the packs: the day of the law that was read. */
  readonly lawOf: string;
}

/** A finding on the answers, and the same one as if the person had been held, forced or tricked. */
interface Twice {
  readonly given: Finding;
  readonly supposed: Finding;
}

/** Facts that stand for "others held, forced or tricked me"; they are supposed, never recorded. */
const SUPPOSED = {
  indicators: true,
  exploitation: ['forced-labour'],
  traffickingActs: ['recruitment', 'harbouring'],
  means: ['coercion', 'deception'],
};

const MOST_THEMES = 4;

/**
 * Reads the law for these answers on a day (YYYY-MM-DD).
 *
 * Shape: pure. No answer takes a right away that somebody without any answer in the same place sees.
 */
export function readRights(packs: Packs, answers: Answers, asOf: string): Reading {
  const place = placeOf(answers, packs);
  const request = { packs, asOf, ...(place.within !== null && { in: place.within }) };
  const facts = factsOf(answers, place.location);
  const given = assess({ ...request, facts: check(facts, packs) });
  const supposed = assess({ ...request, facts: check({ ...facts, ...SUPPOSED }, packs) });
  const found = pair(given.findings, supposed.findings);
  const first = listFirst(answers);
  const order = [...first, ...RIGHT_NAMES.filter((name) => !first.includes(name))];
  return {
    rights: order.flatMap((name) =>
      tellRight(name, found, { packs, isFirst: first.includes(name) }),
    ),
    place: place.code,
    hasOwnLaw: found.some(({ given: { pack } }) => isOwn(packs, pack, place.code)),
    tells: place.code === null ? null : findTells(found, packs),
    lawOf: newest(given.packs.map(({ version }) => version.slice(0, 10))),
  };
}

interface Where {
  readonly code: string | null;
  /** The one legal system in which the person is, where that is known. */
  readonly location: string | null;
  /** Several, where only the country is. */
  readonly within: readonly string[] | null;
}

function placeOf({ country, part }: Answers, packs: Packs): Where {
  const { places } = packs.extents;
  if (country === undefined) return { code: null, location: null, within: null };
  if (part !== undefined) return { code: part, location: part, within: null };
  const parts = places.get(country)?.choose ?? [];
  if (parts.length === 0) return { code: country, location: country, within: null };
  // Where the law of the whole country is a system of its own, it holds in every part.
  const whole = parts.find((code) => parts.some((of) => places.get(of)?.also.includes(code)));
  return { code: country, location: whole ?? null, within: whole === undefined ? parts : null };
}

/** The facts of the law's own vocabulary that these answers are; "no" is not a fact that helps. */
function factsOf({ age, accused, money }: Answers, location: string | null): object {
  return {
    ...(location !== null && { location }),
    ...(age === 'under' && { claimedAge: '<18', reasonsToBelieveChild: true }),
    ...(age === 'unsure' && { ageDisputed: true, reasonsToBelieveChild: true }),
    ...(accused === 'yes' && { accusedOrAtRisk: true }),
    ...(money === 'no' && { resourcesInsufficient: true }),
  };
}

function check(facts: object, packs: Packs) {
  const parsed = parseFacts(facts, packs);
  if (!parsed.ok) throw new Error(`rights: ${parsed.errors.map(({ path }) => path).join(' ')}`);
  return parsed.facts;
}

/** Law that says something about a person today: not what a word means, nor what is not law yet. */
function pair(given: readonly Finding[], supposed: readonly Finding[]): readonly Twice[] {
  const again = new Map(supposed.map((finding) => [keyOf(finding), finding]));
  return given
    .filter(
      ({ result, force, state }) =>
        result !== 'not-engaged' &&
        force !== 'definition' &&
        force !== 'gap' &&
        (state === 'in-force' || state === 'transposition-due'),
    )
    .map((finding) => ({ given: finding, supposed: again.get(keyOf(finding)) ?? finding }));
}

function keyOf({ provision, jurisdiction, about }: Finding): string {
  return [provision, jurisdiction, about].join(' ');
}

interface Showing {
  readonly packs: Packs;
  readonly isFirst: boolean;
}

function tellRight(
  name: RightName,
  found: readonly Twice[],
  { packs, isFirst }: Showing,
): readonly Right[] {
  const categories: readonly string[] = RIGHTS[name];
  const all = found.filter(({ given }) => categories.includes(given.category));
  const certain = all.filter(({ given }) => isLawHere(given, packs));
  // Where nobody has checked whether a treaty binds this state, it is told only if nothing else is.
  const behind = certain.length > 0 ? certain : all;
  if (behind.length === 0) return [];
  const binding = behind.filter(({ given }) => isBinding(given));
  const standing = standingOf(binding);
  const told = binding.length > 0 ? binding : behind;
  const hanging = behind.filter((twice) => cliffsOf(twice, packs).length > 0);
  return [
    {
      name,
      isFirst,
      standing,
      depends: standing === 'maybe' ? fewest(told.map(themesOf)) : [],
      cliffs: inOrder(hanging.flatMap((twice) => cliffsOf(twice, packs))),
      survives: hanging.every(({ given }) =>
        given.cliffs.every((cliff) => cliff.survives.length > 0),
      ),
      isEachTime: binding.length === 0,
      laws: listLaws(behind, packs),
    },
  ];
}

/** Whether it is certain that a provision is law in the state that the finding is about. */
function isLawHere({ provision, jurisdiction }: Finding, { provisions, extents }: Packs): boolean {
  if (jurisdiction === UNKNOWN_STATE) return true;
  const country = extents.places.get(jurisdiction)?.country ?? jurisdiction;
  return (provisions.get(provision)?.extent ?? []).some((code) => {
    const group = extents.groups.get(code);
    if (group === undefined) return code === jurisdiction || code === country;
    return group.everyone || group.members.has(country);
  });
}

function isBinding({ force }: Finding): boolean {
  return force === 'must' || force === 'must-entitle';
}

function standingOf(binding: readonly Twice[]): Right['standing'] {
  if (binding.some(({ given }) => isClear(given))) return 'yes';
  return binding.some(({ supposed }) => isClear(supposed)) ? 'story' : 'maybe';
}

/** A defence is only ever available to argue, and an exception that is open leaves the right open. */
function isClear({ result, defence, openTests, exceptionsNotExcluded }: Finding): boolean {
  const mayFall = exceptionsNotExcluded.some(({ effect }) => effect !== 'shortens');
  return result === 'engaged' && !defence && openTests.length === 0 && !mayFall;
}

/** A person's standing with the state: support is never told to hang on it, but by {@link cliffsOf}. */
const STATUSES: readonly Theme[] = ['papers', 'decision', 'police'];

/** What is still open once it is supposed that others held, forced or tricked the person. */
function themesOf({ supposed }: Twice): readonly Theme[] {
  const { category, result, missing } = supposed;
  if (result !== 'cannot-say') return [];
  const themes = inOrder(missing.flatMap((fact) => findTheme(fact) ?? []));
  return SUPPORT_CATEGORIES.includes(category)
    ? themes.filter((theme) => !STATUSES.includes(theme))
    : themes;
}

/** The statuses on which this support really hangs: read by the provision, and declared by it. */
function cliffsOf({ supposed }: Twice, packs: Packs): readonly Theme[] {
  const { category, result, missing, cliffs } = supposed;
  if (!SUPPORT_CATEGORIES.includes(category) || result !== 'cannot-say') return [];
  return missing.flatMap((fact) => {
    const touches = packs.vocabulary.facts.get(fact)?.touches;
    const isDeclared = touches !== undefined && cliffs.some(({ on }) => on === touches);
    const theme = isDeclared ? findTheme(fact) : undefined;
    return theme === undefined ? [] : [theme];
  });
}

/** The way on which the least is open: a right needs one law, not all of them. */
function fewest(ways: readonly (readonly Theme[])[]): readonly Theme[] {
  const [least = []] = ways.toSorted((a, b) => a.length - b.length);
  return least.slice(0, MOST_THEMES);
}

function inOrder(themes: readonly Theme[]): readonly Theme[] {
  return THEMES.filter((theme) => themes.includes(theme));
}

function listLaws(behind: readonly Twice[], packs: Packs): readonly LawBehind[] {
  const ids = [...new Set(behind.map(({ given }) => given.provision))];
  return ids.flatMap((id) => {
    const provision = packs.provisions.get(id);
    if (provision === undefined) return [];
    const { instrument, article, verified } = provision;
    const mark = verified.reviewed === undefined ? verified.level : 'reviewed';
    return [{ id, title: `${instrument}, ${article}`, mark }];
  });
}

function findTells(found: readonly Twice[], packs: Packs): Tells | null {
  const duties = found.filter(({ given }) => given.category === 'disclosure-duty');
  if (duties.length === 0) return null;
  const told = duties
    .flatMap(({ given }) => packs.provisions.get(given.provision)?.tells ?? [])
    .filter(({ how }) => how === 'must' || how === 'may');
  return {
    to: [...new Set(told.map(({ to }) => to))],
    immigration: told.some(({ to, immigration }) => to === 'immigration' || immigration === true),
  };
}

function isOwn({ packs }: Packs, id: string, place: string | null): boolean {
  const jurisdiction = packs.find((pack) => pack.id === id)?.jurisdiction ?? '';
  return place !== null && jurisdiction.split('-')[0] === place.split('-')[0];
}

function newest(days: readonly string[]): string {
  return days.toSorted().at(-1) ?? '';
}
