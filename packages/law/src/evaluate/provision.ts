import { dateSpan, formatDay } from '../dates.ts';
import type { DateSpan } from '../dates.ts';
import type { ExceptionNote } from '../finding.ts';
import type { Provision, ProvisionException, ProvisionVersion } from '../model.ts';
import { findAnchorDate } from './anchor.ts';
import { evaluate } from './condition.ts';
import type { Scene } from './scene.ts';
import { join, leaf, negate } from './truth.ts';
import type { Truth } from './truth.ts';

/** What a provision says in a scene, before it becomes a finding. */
export interface ProvisionTruth {
  readonly truth: Truth;
  readonly version: ProvisionVersion;
  readonly timeNote: string | undefined;
  readonly notExcluded: readonly ExceptionNote[];
  readonly met: readonly ExceptionNote[];
}

interface Candidate {
  readonly version: ProvisionVersion;
  readonly truth: Truth;
  readonly note: string | undefined;
}

/** Judges one provision in one scene: version by the date of its event, condition, exceptions. */
export function evaluateProvision(provision: Provision, outer: Scene): ProvisionTruth {
  const scene: Scene = {
    ...outer,
    arguing: provision.defence,
    negated: false,
    open: [...outer.open, provision.id],
  };
  const candidates = listCandidates(provision, scene);
  const chosen = candidates[0] as Candidate;
  const tris = new Set(candidates.map(({ truth }) => truth.tri));
  const base =
    tris.size === 1
      ? chosen.truth
      : undecidedInTime(candidates, findAnchorDate(scene, chosen.version.anchor).missing);
  if (base.tri === 'no') {
    return {
      truth: base,
      version: chosen.version,
      timeNote: chosen.note,
      notExcluded: [],
      met: [],
    };
  }
  return withExceptions(provision, scene, { base, version: chosen.version, note: chosen.note });
}

function undecidedInTime(candidates: readonly Candidate[], missing: readonly string[]): Truth {
  const label = 'depends on which version of the law applied on the day';
  const joined = join(
    'any',
    label,
    candidates.map(({ truth }) => truth),
  );
  const inner = candidates.flatMap(({ truth }) => truth.missing);
  return {
    ...joined,
    tri: 'unknown',
    missing: [...new Set([...missing, ...inner])],
    trace: { ...joined.trace, value: 'unknown' },
  };
}

/** Every version that the event may fall under, with its answer; never empty. */
function listCandidates(provision: Provision, scene: Scene): readonly Candidate[] {
  const found: Candidate[] = [];
  const notes: Candidate[] = [];
  for (const [index, version] of provision.versions.entries()) {
    const event = findAnchorDate(scene, version.anchor);
    const span = event.awaited
      ? { first: scene.asOf, last: scene.asOf }
      : (event.span ?? { first: -Infinity, last: scene.asOf });
    const valid = { first: dateSpan(version.from).first, last: lastDay(version) };
    const reachesIn = span.first <= valid.last && span.last >= valid.first;
    if (reachesIn) found.push(judgeVersion(version, scene));
    const note = describeOutside(span, valid, event.label);
    const neighbour = provision.versions[index + 1];
    const gapAfter = neighbour === undefined || dateSpan(neighbour.from).first > valid.last + 1;
    if (span.first < valid.first && index === 0) notes.push(outside(version, note));
    if (span.last > valid.last && gapAfter) notes.push(outside(version, note));
  }
  const all = [...found, ...notes];
  if (all.length > 0) return all;
  return provision.versions.slice(0, 1).map((version) => outside(version, 'no version applies'));
}

function lastDay(version: ProvisionVersion): number {
  return version.to === undefined ? Infinity : dateSpan(version.to).last;
}

function outside(version: ProvisionVersion, note: string): Candidate {
  return { version, truth: leaf('version', note, 'no'), note };
}

function describeOutside(span: DateSpan, valid: DateSpan, label: string): string {
  const day = Number.isFinite(span.last) ? formatDay(span.last) : 'an unknown day';
  if (span.first < valid.first) {
    return `This rule applies from ${formatDay(valid.first)}; the date of ${label} is before it (${day}).`;
  }
  const end = Number.isFinite(valid.last) ? formatDay(valid.last) : 'now';
  return `This rule applied until ${end}; the date of ${label} is after it.`;
}

function judgeVersion(version: ProvisionVersion, scene: Scene): Candidate {
  if (version.state === 'not-commenced' || version.state === 'enacted') {
    const note = 'This rule is enacted but not in force; check whether it has been commenced.';
    return { version, truth: leaf('state', note, 'no'), note };
  }
  if (version.state === 'repealed') {
    const note = 'This rule has been repealed.';
    return { version, truth: leaf('state', note, 'no'), note };
  }
  const truth = evaluate(version.when, scene);
  if (version.state === 'paused' && truth.tri === 'yes') {
    const note = 'Decisions under this rule are paused; ask for the present position.';
    return { version, truth: { ...truth, tri: 'unknown' }, note };
  }
  return { version, truth, note: undefined };
}

function withExceptions(
  provision: Provision,
  scene: Scene,
  at: {
    readonly base: Truth;
    readonly version: ProvisionVersion;
    readonly note: string | undefined;
  },
): ProvisionTruth {
  const judged = provision.exceptions.map((exception) => ({
    exception,
    truth: evaluate(exception.when, { ...scene, arguing: false }),
  }));
  const pick = (tri: 'yes' | 'unknown'): readonly ExceptionNote[] =>
    judged.filter(({ truth }) => truth.tri === tri).map(({ exception }) => noteOf(exception));
  const defeating = judged.filter(({ exception }) => exception.effect === 'defeats');
  const truth =
    defeating.length === 0
      ? at.base
      : join('all', 'conditions met and no exception', [
          at.base,
          ...defeating.map(({ exception, truth: answer }) => nameException(exception, answer)),
        ]);
  return {
    truth,
    version: at.version,
    timeNote: at.note,
    notExcluded: pick('unknown'),
    met: pick('yes'),
  };
}

function nameException(exception: ProvisionException, answer: Truth): Truth {
  const negated = negate(answer);
  return {
    ...negated,
    trace: { ...negated.trace, node: 'exception', label: `not the exception: ${exception.label}` },
  };
}

function noteOf(exception: ProvisionException): ExceptionNote {
  const { id, label, effect, source } = exception;
  return { id, label, effect, source };
}
