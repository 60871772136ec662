import { assess, makeScene } from '../assess.ts';
import type { AssessRequest } from '../assess.ts';
import { dateSpan } from '../dates.ts';
import { listConnectedStates, placeName } from '../evaluate/connect.ts';
import { countryOf } from '../evaluate/scene.ts';
import type { Finding } from '../finding.ts';
import type { Facts } from '../model.ts';
import { listMostProtective } from './most-protective.ts';
import type { ForumChoice } from './most-protective.ts';

/** Legal systems side by side for one person, right by right. */
export interface Comparison {
  readonly asOf: string;
  readonly extents: readonly ComparedExtent[];
  readonly rows: readonly ComparisonRow[];
  /** For each legal system and kind of right: which of the rights goes furthest there. */
  readonly choices: readonly ForumChoice[];
}

export interface ComparedExtent {
  readonly extent: string;
  readonly name: string;
  /** False where no fact connects this state to the person, and everything hangs on being there. */
  readonly connected: boolean;
}

export interface ComparisonRow {
  readonly category: string;
  /** One for each compared legal system, in their order. */
  readonly cells: readonly ComparisonCell[];
}

export interface ComparisonCell {
  readonly extent: string;
  /** On the facts as they are. */
  readonly findings: readonly Finding[];
  /** What would be added if the person were there; nothing else is supposed. */
  readonly ifThere: readonly Finding[];
}

/**
 * Compares what the law of several states gives this person.
 *
 * Shape: one row for each kind of right that any of them knows, in alphabetical order. What hangs on
 * being in a state is shown apart for a state in which the person is not.
 * Throws when `asOf` is no day; the extents are checked by the caller with `findPlaceProblem`.
 */
export function compareExtents(
  request: Omit<AssessRequest, 'in'>,
  extents: readonly string[],
): Comparison {
  const columns = extents.map((extent) => {
    const { findings } = assess({ ...request, in: [extent] });
    const facts = suppose(request.facts, extent);
    const known = new Set(findings.map((finding) => keyOf(finding)));
    const ifThere = assess({ ...request, facts, in: [extent] }).findings.filter(
      (finding) => !known.has(keyOf(finding)) || isSettledOnlyThere(finding, findings),
    );
    return { extent, findings, ifThere };
  });
  const categories = new Set(
    columns.flatMap(({ findings, ifThere }) =>
      [...findings, ...ifThere].map(({ category }) => category),
    ),
  );
  const rows = [...categories].sort().map((category): ComparisonRow => ({
    category,
    cells: columns.map(({ extent, findings, ifThere }) => ({
      extent,
      findings: findings.filter((finding) => finding.category === category),
      ifThere: ifThere.filter((finding) => finding.category === category),
    })),
  }));
  const { packs } = request;
  const connected = listConnectedStates(makeScene(request, dateSpan(request.asOf).first));
  return {
    asOf: request.asOf,
    extents: extents.map((extent) => ({
      extent,
      name: placeName(packs, extent),
      connected: connected.includes(extent) || connected.includes(countryOf(packs, extent)),
    })),
    rows,
    choices: columns.flatMap(({ findings }) => listMostProtective(packs, findings)),
  };
}

/** The same facts with the person in another place. */
function suppose(facts: Facts, location: string): Facts {
  return { ...facts, entries: new Map([...facts.entries, ['location', { value: location }]]) };
}

function isSettledOnlyThere(there: Finding, findings: readonly Finding[]): boolean {
  const here = findings.find((finding) => keyOf(finding) === keyOf(there));
  return here?.result === 'cannot-say' && there.result !== 'cannot-say';
}

/** What tells a finding from every other finding of the same person. */
export function keyOf(finding: Finding): string {
  return [finding.provision, finding.jurisdiction, finding.about ?? ''].join(' ');
}
