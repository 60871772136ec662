import { dateSpan, formatDay } from '../dates.ts';
import type { DateSpan } from '../dates.ts';
import type { ExceptionNote } from '../finding.ts';
import type {
  Condition,
  Provision,
  ProvisionException,
  ProvisionVersion,
  VersionState,
} from '../model.ts';
import { listConditions } from '../packs/condition.ts';
import { findAnchorDate } from './anchor.ts';
import type { AnchorDate } from './anchor.ts';
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
  /** Open tests that only exceptions ask which cannot reach this person. */
  readonly notAsked: readonly string[];
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
      notAsked: [],
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

/** A version that the event may fall under, or the edge of the law beyond which it may lie. */
export interface ReachedVersion {
  readonly version: ProvisionVersion;
  readonly outside:
    { readonly span: DateSpan; readonly valid: DateSpan; readonly event: string } | undefined;
}

/** Every version that the event may fall under, then every edge it may lie beyond; never empty. */
export function listReached(provision: Provision, scene: Scene): readonly ReachedVersion[] {
  const found: ReachedVersion[] = [];
  const beyond: ReachedVersion[] = [];
  for (const [index, version] of provision.versions.entries()) {
    const anchored = findAnchorDate(scene, version.anchor);
    const span = spanOf(anchored, scene);
    const valid = validSpan(version);
    if (span.first <= valid.last && span.last >= valid.first) {
      found.push({ version, outside: undefined });
    }
    const next = provision.versions[index + 1];
    const gapEnd = next === undefined ? Infinity : validSpan(next).first - 1;
    const isBefore = span.first < valid.first && index === 0;
    const isAfter = gapEnd > valid.last && span.last > valid.last && span.first <= gapEnd;
    const outside = { span, valid, event: wordEvent(anchored) };
    if (isBefore) beyond.push({ version, outside });
    if (isAfter) beyond.push({ version, outside: outside });
  }
  const all = [...found, ...beyond];
  return all.length > 0 ? all : listBeyondAll(provision, scene);
}

/** Versions that follow different events can leave a day that belongs to none of them. */
function listBeyondAll(provision: Provision, scene: Scene): readonly ReachedVersion[] {
  return provision.versions.slice(0, 1).map((version) => {
    const anchored = findAnchorDate(scene, version.anchor);
    const valid = validSpan(version);
    return {
      version,
      outside: { span: spanOf(anchored, scene), valid, event: wordEvent(anchored) },
    };
  });
}

function wordEvent({ today, label }: AnchorDate): string {
  return today ? 'the day of this assessment' : `the date of ${label}`;
}

/** The days an event may mean: a decision that nobody has made yet will fall under the law of today. */
function spanOf(anchored: AnchorDate, scene: Scene): DateSpan {
  if (anchored.awaited) return { first: scene.asOf, last: scene.asOf };
  return anchored.span ?? { first: -Infinity, last: scene.asOf };
}

function listCandidates(provision: Provision, scene: Scene): readonly Candidate[] {
  return listReached(provision, scene).map(({ version, outside }) => {
    if (outside === undefined) return judgeVersion(version, scene);
    const note = describeOutside(outside);
    return { version, truth: leaf('version', note, 'no'), note };
  });
}

const VALID = new WeakMap<ProvisionVersion, DateSpan>();

/** The days on which a version is the law; read once from its text. */
function validSpan(version: ProvisionVersion): DateSpan {
  const known = VALID.get(version);
  if (known !== undefined) return known;
  const last = version.to === undefined ? Infinity : dateSpan(version.to).last;
  const span = { first: dateSpan(version.from).first, last };
  VALID.set(version, span);
  return span;
}

function describeOutside(outside: NonNullable<ReachedVersion['outside']>): string {
  const { span, valid, event } = outside;
  const isBefore = span.first < valid.first;
  const day = Number.isFinite(span.last) ? formatDay(span.last) : 'a day that is not known';
  const edge = isBefore
    ? `This rule applies from ${formatDay(valid.first)}`
    : `This rule applied until ${formatDay(valid.last)}`;
  return `${edge}; ${event} is ${isBefore ? 'before' : 'after'} it (${day})`;
}

function judgeVersion(version: ProvisionVersion, scene: Scene): Candidate {
  const dormant = DORMANT[version.state];
  if (dormant !== undefined) {
    return { version, truth: leaf('state', dormant, 'no'), note: dormant };
  }
  const truth = evaluate(version.when, scene);
  if (version.state === 'paused' && truth.tri === 'yes') {
    const note = 'Decisions under this rule are paused; ask for the present position';
    return { version, truth: { ...truth, tri: 'unknown' }, note };
  }
  return { version, truth, note: undefined };
}

/** The states of a version in which nobody can rely on it yet, or any more. */
export const DORMANT: Readonly<Partial<Record<VersionState, string>>> = {
  enacted: 'This rule is enacted but not in force; check whether it has been commenced',
  'not-commenced': 'This rule is enacted but not in force; check whether it has been commenced',
  repealed: 'This rule has been repealed',
};

function withExceptions(
  provision: Provision,
  scene: Scene,
  at: {
    readonly base: Truth;
    readonly version: ProvisionVersion;
    readonly note: string | undefined;
  },
): ProvisionTruth {
  const judged = judgeExceptions(provision, { ...scene, arguing: false });
  const pick = (tri: 'yes' | 'unknown'): readonly ExceptionNote[] =>
    judged.filter(({ truth }) => truth.tri === tri).map(({ note }) => note);
  const defeating = judged.filter(({ note }) => note.effect === 'defeats');
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
    notAsked: listNotAsked(
      provision,
      judged.flatMap(({ exception, truth: { tri } }) => (tri === 'no' ? [exception] : [])),
    ),
  };
}

function listNotAsked(
  provision: Provision,
  ruledOut: readonly ProvisionException[],
): readonly string[] {
  const gone = ruledOut.flatMap(({ when }) => listTests(when));
  if (gone.length === 0) return gone;
  const stillAsking = [
    ...provision.versions,
    ...provision.exceptions.filter((exception) => !ruledOut.includes(exception)),
    ...provision.deadlines,
  ];
  const asked = new Set(stillAsking.flatMap(({ when }) => (when ? listTests(when) : [])));
  return gone.filter((test) => !asked.has(test));
}

function listTests(condition: Condition): readonly string[] {
  return listConditions(condition).flatMap((node) => (node.kind === 'open' ? [node.test] : []));
}

interface JudgedException {
  readonly exception: ProvisionException;
  readonly note: ExceptionNote;
  readonly truth: Truth;
}

/** Every exception to the right itself, each without what lifts it. */
function judgeExceptions(provision: Provision, scene: Scene): readonly JudgedException[] {
  const judge = (exception: ProvisionException): Truth => {
    const own = evaluate(exception.when, scene);
    const lifting = provision.exceptions.filter(({ of }) => of === exception.id);
    if (lifting.length === 0) return own;
    const lifted = lifting.map((other) => nameException(other, judge(other)));
    return join('all', exception.label, [own, ...lifted]);
  };
  return provision.exceptions.flatMap((exception): readonly JudgedException[] => {
    const { id, label, effect, source } = exception;
    if (effect === 'lifts') return [];
    return [{ exception, note: { id, label, effect, source }, truth: judge(exception) }];
  });
}

function nameException(exception: ProvisionException, answer: Truth): Truth {
  const negated = negate(answer);
  const label = `it is no exception that ${exception.label}`;
  return { ...negated, trace: { ...negated.trace, node: 'exception', label } };
}
