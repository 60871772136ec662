/**
 * Open-textured tests of the law, such as "would a reasonable person …": whom the law leaves them to, which
 * desk may record the answer, and in which drawer. The answer is about the test; it is never a score.
 */
import type { OpenTest, Provision } from '@amparo/law';
import type { DeskKind } from '../directory/index.ts';
import type { DrawerClass } from '../grants/index.ts';

export interface OpenQuestion {
  /** The key under which the answer is recorded: `tests.ID`, or `offences[].tests.ID`. */
  readonly key: string;
  readonly test: OpenTest;
  /** The list over whose records it is judged one by one, such as `offences`; null for the person. */
  readonly list: string | null;
  readonly class: DrawerClass;
  /** The kinds of desk that may record the answer; a legal desk always may, as it acts for the person. */
  readonly desks: readonly DeskKind[];
}

/** The key under which the answer to an open test of this provision is recorded. */
export function testKey(provision: Pick<Provision, 'each'>, test: string): string {
  return provision.each === undefined ? `tests.${test}` : `${provision.each}[].tests.${test}`;
}

/** True for a key that holds the answer to an open test. */
export function isTestKey(key: string): boolean {
  return /^(?:[^[]+\[\]\.)?tests\./.test(key);
}

/** The open test that a key names; undefined for a fact of the vocabulary, and where no law asks it. */
export function findOpenQuestion(
  provisions: ReadonlyMap<string, Provision>,
  key: string,
): OpenQuestion | undefined {
  const id = /^(?:[^[]+\[\]\.)?tests\.(.+)$/.exec(key)?.[1];
  if (id === undefined) return undefined;
  const asking = [...provisions.values()].filter(
    (provision) =>
      testKey(provision, id) === key && provision.openTests.some((test) => test.id === id),
  );
  const [first] = asking;
  const test = first?.openTests.find((each) => each.id === id);
  if (first === undefined || test === undefined) return undefined;
  const isPrivileged = asking.some(touchesAccusation);
  return {
    key,
    test,
    list: first.each ?? null,
    class: isPrivileged ? 'privileged' : (CLASSES[first.category] ?? 'account'),
    desks: isPrivileged ? ['legal'] : desksOf(test.of),
  };
}

/** What is said about an accusation or a conviction, and any defence, stays between lawyer and person. */
function touchesAccusation({ each, defence, category }: Provision): boolean {
  return defence || each !== undefined || category === 'non-punishment';
}

/** Where the other answers belong, by what the law is about. */
const CLASSES: Readonly<Record<string, DrawerClass>> = {
  identification: 'identity',
  child: 'child',
  reflection: 'immigration',
  residence: 'immigration',
  asylum: 'immigration',
  'non-refoulement': 'immigration',
  detention: 'immigration',
  disqualification: 'immigration',
  'safe-return': 'immigration',
  extradition: 'accusations',
  compensation: 'money',
  restitution: 'money',
};

/** Which kind of desk a role of the law is; words that name none leave it to a legal desk alone. */
const ROLES: readonly (readonly [RegExp, DeskKind])[] = [
  [/court|jury|judge|magistrate|tribunal/i, 'court'],
  [/prosecut|labour auditor/i, 'prosecution'],
  [/police|garda|marechaussee|questore|inquiry official|inspection/i, 'police'],
  [
    /authority|office|minist|department|deleg|compensation services|executive|commission|comisión|committee|fonds|CIVI|IND\b/i,
    'authority',
  ],
];

function desksOf(role: string): readonly DeskKind[] {
  // "questore, on a proposal of the prosecutor": who proposes does not answer.
  const [answering = ''] = role.split(/, (?:on|from|with) /);
  const named = ROLES.filter(([words]) => words.test(answering)).map(([, kind]) => kind);
  return ['legal', ...named];
}
