/** Acts against the ordinary way: asked by one member, in force when another has signed the same words. */
import {
  type ActDrawer,
  type ActStatement,
  decideAct,
  decideReview,
  decideSecond,
  SECOND_WITHIN_MS,
  type Review,
  type SealedWords,
  type SignedAct,
  type StandingAct,
} from '@amparo/casework/keeping';
import { fromBase64url, verifyStatement } from '@amparo/seal';
import { sha256, toBuffer, toBytes, toText } from '../bytes.ts';
import type { Runner } from '../db/handle.ts';
import { refuseTaken } from '../db/taken.ts';
import type { AppDeps } from '../deps.ts';
import { MAX_SKEW_MS } from '../directory/index.ts';
import type { MemberActor } from '../http/member.ts';
import { recordLeaf } from '../ledger/index.ts';
import { no, ok, type Outcome } from '../outcome.ts';
import {
  type ActRow,
  hasUnreviewed,
  insertAct,
  listHeld,
  listStopped,
  lockAct,
  setAct,
} from './act-store.ts';
import { countLed, countReceived, handErasure, holdPackets, listLed } from './file-store.ts';

interface Asking {
  readonly actor: MemberActor;
  readonly now: Date;
}
interface OnAct extends Asking {
  readonly params: { readonly act: string };
}

/**
 * Takes the first signature of an act. Nothing happens by it.
 *
 * Refuses: `entry/signature`, `request/clock`, `request/malformed`, and what `decideAct` refuses.
 */
export async function ask(
  { db }: AppDeps,
  { actor, input, now }: Asking & { readonly input: SignedAct },
): Promise<Outcome<{ askedAt: string }>> {
  const { statement, words, signature } = input;
  const checked = await checkSigned(actor, 'keeping', { statement, words, signature });
  if (!checked.ok) return checked;
  if (Math.abs(Date.parse(statement.askedAt) - now.getTime()) > MAX_SKEW_MS) {
    return no('request/clock');
  }
  return refuseTaken(['not-available'], () =>
    db.as(actor).commit(async (tx) => {
      const drawers = await listActDrawers(tx, statement, now);
      const [first] = drawers;
      const decided = decideAct(statement, {
        now: now.toISOString(),
        asker: actor,
        drawers,
        ledDrawers: first?.file == null ? 0 : await countLed(tx, first.file, statement.desk),
        hasUnreviewed: await hasUnreviewed(tx, statement.desk),
      });
      if (!decided.ok) return decided;
      if (new Set(drawers.map(({ file }) => file)).size > 1) return no('not-available');
      const packets = statement.kind === 'hold' ? statement.packets : [];
      const received = await countReceived(tx, packets, statement.desk);
      if (received !== packets.length) return no('not-available');
      const file = first?.file ?? null;
      await insertAct(tx, input, {
        lead_desk: first?.leadDesk ?? statement.desk,
        file,
        classes: statement.drawers.flatMap((drawer) => classOf(drawers, drawer)),
        asked_by: actor.member,
        asked_device: actor.device,
        asked_at: now,
        until_at: new Date(now.getTime() + SECOND_WITHIN_MS),
      });
      if (statement.kind === 'break-glass' && first !== undefined) {
        const about = { actor: actor.member, desk: statement.desk, object: statement.act };
        const where = { file, drawer: first.drawer, class: first.class };
        await recordLeaf(tx, { kind: 'break-glass-asked', now, about: { ...about, ...where } });
      }
      return ok({ askedAt: now.toISOString() });
    }),
  );
}

function classOf(drawers: readonly ActDrawer[], drawer: string): ActDrawer['class'][] {
  return drawers.filter((each) => each.drawer === drawer).map((each) => each.class);
}

type PlacedDrawer = ActDrawer & { readonly file: string | null };

async function listActDrawers(
  tx: Runner,
  statement: ActStatement,
  now: Date,
): Promise<PlacedDrawer[]> {
  const held = await listHeld(tx, statement.drawers, now);
  const stopped =
    statement.kind === 'break-glass'
      ? (await listStopped(tx)).filter(
          ({ drawer, holder }) => holder === statement.desk && statement.drawers.includes(drawer),
        )
      : [];
  const byLead = statement.kind === 'break-glass' ? null : statement.desk;
  const rows = stopped.length > 0 ? stopped : await listLed(tx, statement.drawers, byLead);
  return rows.map((row) => ({
    drawer: row.drawer,
    file: row.file,
    class: row.class,
    leadDesk: row.lead_desk,
    isConversation: 'is_conversation' in row && row.is_conversation,
    isStopped: stopped.length > 0,
    isHeld: held.has(row.drawer),
  }));
}

/**
 * Takes the second signature over the same statement: the act holds from now on.
 *
 * Refuses: `not-available`, `entry/signature`, and what `decideSecond` refuses.
 */
export async function second(
  { db }: AppDeps,
  { actor, params, input, now }: OnAct & { readonly input: { readonly signature: string } },
): Promise<Outcome<{ signedAt: string; until: string }>> {
  return db.as(actor).commit(async (tx) => {
    const row = await lockAct(tx, params.act);
    if (row === undefined) return no('not-available');
    const held = await listHeld(tx, row.drawers, now);
    const decided = decideSecond(standing(row, now, held.size > 0), actor, now.toISOString());
    if (!decided.ok) return decided;
    const signed = { statement: row.statement, signature: input.signature };
    if (!(await verifyStatement(toBytes(actor.deviceKey), 'keeping-second', signed))) {
      return no('entry/signature');
    }
    const [event] = decided.events;
    if (event === undefined) throw new Error('A decision without an event.');
    await setAct(tx, row.act, {
      second_by: actor.member,
      second_device: actor.device,
      second_signature: toBuffer(input.signature),
      second_at: now,
      until_at: new Date(event.until),
    });
    const begun = await begin(tx, row, actor, now);
    if (!begun.ok) return begun;
    return ok({ signedAt: now.toISOString(), until: event.until });
  });
}

const SIGNED_LEAF = {
  'break-glass': 'break-glass-signed',
  hold: 'hold-placed',
  erasure: 'erasure-asked',
} as const;

async function begin(
  tx: Runner,
  row: ActRow,
  actor: MemberActor,
  now: Date,
): Promise<Outcome<null>> {
  await recordFor(tx, row, { kind: SIGNED_LEAF[row.kind], actor: actor.member, now });
  if (row.kind === 'erasure') await handErasure(tx, row.act);
  if (row.statement.kind === 'hold') {
    // Only a member of the desk that has the packets reaches them: another cannot sign for those.
    const held = await holdPackets(tx, row.packets, row.statement.provision);
    if (held !== row.packets.length) return no('not-available');
  }
  return ok(null);
}

/** One leaf for each drawer of an act, so that each shows in the person's access log with its class. */
async function recordFor(
  tx: Runner,
  row: ActRow,
  act: {
    readonly kind: (typeof SIGNED_LEAF)[ActRow['kind']] | 'hold-ended' | 'break-glass-reviewed';
    readonly actor: string | null;
    readonly now: Date;
    /** Where the actor sits, when that is not the desk that asked. */
    readonly desk?: string;
  },
): Promise<void> {
  const { kind, actor, now, desk = row.desk } = act;
  const about = { actor, desk, file: row.file, object: row.act };
  for (const [at, drawer] of row.drawers.entries()) {
    const drawerClass = row.classes[at] ?? null;
    await recordLeaf(tx, { kind, now, about: { ...about, drawer, class: drawerClass } });
  }
  if (row.drawers.length === 0) await recordLeaf(tx, { kind, now, about });
}

/**
 * Ends a hold or an opening before its time, as somebody who leads the asking desk; or withdraws what has one
 * signature only, as whoever asked.
 *
 * Refuses: `not-available`, `keeping/ended`, `keeping/lead-only`.
 */
export async function end(
  { db }: AppDeps,
  { actor, params, now }: OnAct,
): Promise<Outcome<{ endedAt: string }>> {
  return db.as(actor).commit(async (tx) => {
    const row = await lockAct(tx, params.act);
    const seat = row && actor.seats.find(({ desk }) => desk === row.desk);
    if (row === undefined || seat === undefined) return no('not-available');
    if (row.ended_at !== null || row.done_at !== null || row.until_at <= now) {
      return no('keeping/ended');
    }
    const isSigned = row.second_at !== null;
    const isOwn = row.asked_by === actor.member && !isSigned;
    if (seat.role !== 'lead' && !isOwn) return no('keeping/lead-only');
    // A signed erasure is under way; nothing calls it back.
    if (isSigned && row.kind === 'erasure') return no('keeping/ended');
    await setAct(tx, row.act, { ended_at: now });
    if (isSigned && row.kind === 'hold') {
      await holdPackets(tx, row.packets, null);
      await recordFor(tx, row, { kind: 'hold-ended', actor: actor.member, now });
    }
    return ok({ endedAt: now.toISOString() });
  });
}

/**
 * Records what somebody else found about an opening in an emergency.
 *
 * Refuses: `not-available`, `entry/signature`, `request/malformed`, and what `decideReview` refuses.
 */
export async function review(
  { db }: AppDeps,
  { actor, params, input, now }: OnAct & { readonly input: Review },
): Promise<Outcome<{ reviewedAt: string }>> {
  const checked = await checkSigned(actor, 'keeping-review', input);
  if (!checked.ok) return checked;
  if (input.statement.act !== params.act) return no('request/malformed', 'The act.');
  return db.as(actor).commit(async (tx) => {
    const row = await lockAct(tx, params.act);
    if (row === undefined) return no('not-available');
    const decided = decideReview(standing(row, now, false), actor);
    if (!decided.ok) return decided;
    const reviewed = { review: JSON.stringify(input), reviewed_by: actor.member };
    await setAct(tx, row.act, { ...reviewed, reviewed_at: now });
    // Reviewed by oversight, not at the desk that opened: the log names where the reviewer sits.
    const { desk } = reviewingSeat(actor, row) ?? row;
    await recordFor(tx, row, { kind: 'break-glass-reviewed', actor: actor.member, now, desk });
    return ok({ reviewedAt: now.toISOString() });
  });
}

/** The desk from which a member reviews: one of those that answer for the act, else oversight. */
function reviewingSeat(
  { seats }: MemberActor,
  row: ActRow,
): MemberActor['seats'][number] | undefined {
  const isOwn = ({ desk, role }: MemberActor['seats'][number]) =>
    role === 'lead' && (desk === row.desk || desk === row.lead_desk);
  return seats.find(isOwn) ?? seats.find(({ kind }) => kind === 'oversight');
}

function standing(row: ActRow, now: Date, isHeld: boolean): StandingAct {
  return {
    statement: row.statement,
    leadDesk: row.lead_desk,
    askedBy: row.asked_by,
    secondBy: row.second_by,
    isEnded: row.ended_at !== null || (row.second_at === null && row.until_at <= now),
    isReviewed: row.reviewed_at !== null,
    isHeld,
  };
}

async function checkSigned(
  actor: MemberActor,
  context: 'keeping' | 'keeping-review',
  signed: {
    readonly statement: { readonly wordsHash: string };
    readonly words: SealedWords;
    readonly signature: string;
  },
): Promise<Outcome<null>> {
  const { statement, words, signature } = signed;
  const isBound = toText(sha256(fromBase64url(words.sealed))) === statement.wordsHash;
  if (!isBound) return no('request/malformed', 'The words are not those that were signed.');
  const key = toBytes(actor.deviceKey);
  const isSigned = await verifyStatement(key, context, { statement, signature });
  return isSigned ? ok(null) : no('entry/signature');
}
