/** May this act exist, may it be signed a second time, may it be reviewed? The same on client and node. */
import type { DeskKind } from '../directory/index.ts';
import type { DrawerClass } from '../grants/index.ts';
import { accept, refuse } from '../kernel/index.ts';
import type { Decision, Id, Instant } from '../kernel/index.ts';
import type { ActStatement } from './model.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** For how long an emergency opens a drawer, from the second signature on. */
export const BREAK_GLASS_MS = DAY_MS;
/** For how long an act waits for its second signature. */
export const SECOND_WITHIN_MS = 7 * DAY_MS;
/** A hold ends by itself; who needs it longer places it again and says why again. */
export const LONGEST_HOLD_MS = 366 * DAY_MS;

/** No emergency opens these: they are the person's alone, their therapist's, their lawyer's. */
export const NEVER_BROKEN: ReadonlySet<DrawerClass> = new Set(['mine', 'therapy', 'privileged']);

/** Somebody at one of their desks, as the node knows them. */
export interface Seated {
  readonly member: Id;
  readonly seats: readonly {
    readonly desk: Id;
    readonly kind: DeskKind;
    readonly role: 'lead' | 'member';
  }[];
}

/** One drawer that an act is about. */
export interface ActDrawer {
  readonly drawer: Id;
  readonly class: DrawerClass;
  readonly leadDesk: Id;
  readonly isConversation: boolean;
  /** The desk could open it once and cannot any more. */
  readonly isStopped: boolean;
  readonly isHeld: boolean;
}

export interface ActFacts {
  readonly now: Instant;
  readonly asker: Seated;
  readonly drawers: readonly ActDrawer[];
  /** How many drawers of the file this desk leads. */
  readonly ledDrawers: number;
  /** An opening of this desk in an emergency that nobody has reviewed yet. */
  readonly hasUnreviewed: boolean;
}

interface ActAsked {
  readonly kind: 'act-asked';
  readonly act: Id;
}

/**
 * Decides whether one member may ask for an act.
 *
 * Refuses: `not-available` (a drawer that is not there for this desk, or nothing named), and by kind
 * `keeping/never`, `keeping/not-stopped`, `keeping/unreviewed`, `keeping/lead-only`, `keeping/term`,
 * `keeping/held`, `keeping/whole-file`.
 */
export function decideAct(statement: ActStatement, facts: ActFacts): Decision<ActAsked> {
  const seat = facts.asker.seats.find(({ desk }) => desk === statement.desk);
  if (seat === undefined || facts.drawers.length !== statement.drawers.length) {
    return refuse('not-available');
  }
  const refused =
    statement.kind === 'break-glass'
      ? judgeBreakGlass(facts)
      : judgeLeading(statement, facts, seat.role);
  return refused ?? accept({ kind: 'act-asked', act: statement.act });
}

type Refused = ReturnType<typeof refuse>;

function judgeBreakGlass({ drawers, hasUnreviewed }: ActFacts): Refused | undefined {
  if (drawers.some((drawer) => NEVER_BROKEN.has(drawer.class))) return refuse('keeping/never');
  if (!drawers.every(({ isStopped }) => isStopped)) return refuse('keeping/not-stopped');
  return hasUnreviewed ? refuse('keeping/unreviewed') : undefined;
}

function judgeLeading(
  statement: Extract<ActStatement, { kind: 'hold' | 'erasure' }>,
  { now, drawers, ledDrawers }: ActFacts,
  role: 'lead' | 'member',
): Refused | undefined {
  if (role !== 'lead') return refuse('keeping/lead-only');
  if (drawers.some(({ leadDesk }) => leadDesk !== statement.desk)) return refuse('not-available');
  if (statement.kind === 'hold') {
    if (drawers.length + statement.packets.length === 0) return refuse('not-available');
    const lasts = Date.parse(statement.until) - Date.parse(now);
    return lasts > 0 && lasts <= LONGEST_HOLD_MS ? undefined : refuse('keeping/term');
  }
  if (drawers.some(({ isHeld }) => isHeld)) return refuse('keeping/held');
  // With the conversation the person loses the way to their desk, so it goes last or with all.
  const takesConversation = drawers.some(({ isConversation }) => isConversation);
  return takesConversation && drawers.length < ledDrawers
    ? refuse('keeping/whole-file')
    : undefined;
}

/** An act as far as signing it again or reviewing it goes. */
export interface StandingAct {
  readonly statement: ActStatement;
  readonly leadDesk: Id;
  readonly askedBy: Id;
  readonly secondBy: Id | null;
  readonly isEnded: boolean;
  readonly isReviewed: boolean;
  readonly isHeld: boolean;
}

/** Whose desks may sign an act second: the asking desk, the leading one, and oversight. */
export function maySecond({ seats }: Seated, act: Pick<StandingAct, 'statement' | 'leadDesk'>) {
  return seats.some(
    ({ desk, kind }) =>
      desk === act.statement.desk || desk === act.leadDesk || kind === 'oversight',
  );
}

interface ActSigned {
  readonly kind: 'act-signed';
  readonly act: Id;
  /** When it ends by itself. */
  readonly until: Instant;
}

/**
 * Decides whether another member may sign an act.
 *
 * Refuses: `not-available`, `keeping/ended`, `keeping/same-member`, `keeping/held` (an erasure of what is held
 * by now).
 */
export function decideSecond(act: StandingAct, second: Seated, now: Instant): Decision<ActSigned> {
  const { statement } = act;
  if (!maySecond(second, act)) return refuse('not-available');
  if (act.isEnded || act.secondBy !== null) return refuse('keeping/ended');
  const since = Date.parse(now) - Date.parse(statement.askedAt);
  if (since > SECOND_WITHIN_MS) return refuse('keeping/ended');
  if (second.member === act.askedBy) return refuse('keeping/same-member');
  if (statement.kind === 'erasure' && act.isHeld) return refuse('keeping/held');
  const until =
    statement.kind === 'break-glass'
      ? after(now, BREAK_GLASS_MS)
      : statement.kind === 'hold'
        ? statement.until
        : after(now, SECOND_WITHIN_MS);
  return accept({ kind: 'act-signed', act: statement.act, until });
}

interface ActReviewed {
  readonly kind: 'act-reviewed';
  readonly act: Id;
}

/**
 * Decides whether a member may review an opening in an emergency: at an oversight desk, or leading the desk
 * that opened or the one that leads the file, and neither of the two who signed.
 *
 * Refuses: `not-available`, `keeping/same-member`, `keeping/ended` (reviewed already).
 */
export function decideReview(act: StandingAct, reviewer: Seated): Decision<ActReviewed> {
  const { statement, askedBy, secondBy, leadDesk } = act;
  const mayReview = reviewer.seats.some(
    ({ desk, kind, role }) =>
      kind === 'oversight' || (role === 'lead' && (desk === statement.desk || desk === leadDesk)),
  );
  const isThere = statement.kind === 'break-glass' && secondBy !== null && mayReview;
  if (!isThere) return refuse('not-available');
  if (reviewer.member === askedBy || reviewer.member === secondBy) {
    return refuse('keeping/same-member');
  }
  return act.isReviewed
    ? refuse('keeping/ended')
    : accept({ kind: 'act-reviewed', act: statement.act });
}

function after(now: Instant, milliseconds: number): Instant {
  return new Date(Date.parse(now) + milliseconds).toISOString();
}
