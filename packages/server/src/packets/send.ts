/** Sending a packet: everything is checked before a byte is put into the outbox. */
import type { z } from 'zod';
import {
  decidePacket,
  LARGEST_PACKET,
  type Packet,
  type PacketAuthorisationView,
  type PacketView,
  type secondPacket,
  type sendPacket,
} from '@amparo/casework/packets';
import { canonicalJson } from '@amparo/seal';
import type { Runner } from '../db/handle.ts';
import { refuseTaken } from '../db/taken.ts';
import type { AppDeps } from '../deps.ts';
import { enqueue, type Federation } from '../federation/index.ts';
import type { MemberActor } from '../http/member.ts';
import { recordLeaf } from '../ledger/index.ts';
import { no, ok, type Outcome } from '../outcome.ts';
import { findSpokenConversation, shareLockAuthorisation } from './authorisation-store.ts';
import { hashOfPacket, isSecond, type Proved, verifyPacket } from './check.ts';
import { type Audience, findAudience, ownPins, SENT_NOW } from './place.ts';
import {
  findSent,
  findSentContent,
  insertSent,
  lockSent,
  type SentRow,
  setSentState,
} from './sent-store.ts';

/** What the packets' calls work with. */
export type PacketDeps = Pick<AppDeps, 'db' | 'keystore'> & { readonly federation: Federation };

type Sending = z.output<typeof sendPacket.input>;
type Sent = Outcome<{ state: PacketView['state']; at: string }>;

interface Asked<Input> {
  readonly actor: MemberActor;
  readonly input: Input;
  readonly now: Date;
}

/**
 * Sends a packet, or keeps it until a second member signs. The same packet again gets the same answer.
 *
 * Refuses: `not-available`, `packet/address`, `packet/other-bytes`, `request/too-large`, and what
 * `verifyPacket` and `decidePacket` refuse.
 */
export async function send(deps: PacketDeps, asked: Asked<Sending>): Promise<Sent> {
  const { db, federation } = deps;
  const { actor, input, now } = asked;
  const { packet } = input;
  if (JSON.stringify(packet).length > LARGEST_PACKET) return no('request/too-large');
  const mine = isActors(packet, actor, federation);
  if (!mine.ok) return mine;
  const pins = await ownPins(db.as(actor), packet.statement.from.desk, deps, {
    now,
    age: SENT_NOW,
  });
  const proved = await verifyPacket(packet, pins);
  if (!proved.ok) return proved;
  const place = await findAudience(
    db.as(actor),
    { to: packet.statement.to, desk: input.desk },
    deps,
    now,
  );
  if (!place.ok) return place;
  return refuseTaken(['packet/other-bytes'], () =>
    db.as(actor).commit(async (tx) => {
      const known = await lockSent(tx, packet.statement.packet);
      if (known !== undefined) return sameAnswer(known, packet);
      return put(tx, asked, { proved: proved.value, place: place.value });
    }),
  );
}

function isActors(packet: Packet, actor: MemberActor, federation: Federation): Outcome<null> {
  const { from, member, device } = packet.statement;
  const seat = actor.seats.find(({ desk }) => desk === from.desk);
  if (seat?.organisation !== from.organisation) return no('not-available');
  const isOwn =
    from.node === federation.self().node && member === actor.member && device === actor.device;
  return isOwn ? ok(null) : no('packet/address');
}

function sameAnswer(known: SentRow, packet: Packet): Sent {
  if (!known.hash.equals(hashOfPacket(packet))) return no('packet/other-bytes');
  return ok({ state: known.state, at: known.sent_at.toISOString() });
}

interface Found {
  readonly proved: Proved;
  readonly place: Audience;
}

async function put(
  tx: Runner,
  { actor, input, now }: Asked<Sending>,
  { proved, place }: Found,
): Promise<Sent> {
  const { packet } = input;
  const { statement } = packet;
  const about = await findAbout(tx, input);
  if (!about.ok) return about;
  const { conversation, authorisation } = about.value;
  const needsSecond = statement.basis.kind !== 'consent' && statement.basis.kind !== 'no-person';
  const isWaiting = needsSecond && packet.second === null;
  const decision = decidePacket(packet, {
    now: now.toISOString(),
    toKind: input.desk.subject.kind,
    isAttested: proved.isAttested,
    withdrawnAt: authorisation?.withdrawnAt ?? null,
    // Whoever has not signed yet is asked; nothing leaves before they did.
    isSeconded: proved.isSeconded || isWaiting,
  });
  if (!decision.ok) return decision;
  const row: SentRow = {
    packet: statement.packet,
    desk: statement.from.desk,
    authorisation: authorisation?.statement.authorisation ?? null,
    conversation: conversation?.drawer ?? null,
    file: conversation?.file ?? null,
    hash: hashOfPacket(packet),
    statement,
    to_name: place.name,
    to_country: place.country,
    attested_by: authorisation?.attestation.by ?? null,
    state: isWaiting ? 'awaiting-second' : 'waiting',
    problem: null,
    sent_at: now,
    expires_at: new Date(statement.expiresAt),
    recalled_at: null,
  };
  await insertSent(tx, { ...row, content: isWaiting ? JSON.stringify(packet) : null });
  if (!isWaiting) await dispatch(tx, packet, { row, member: actor.member, now });
  return ok({ state: row.state, at: now.toISOString() });
}

interface About {
  readonly conversation: { readonly drawer: string; readonly file: string | null } | null;
  readonly authorisation: PacketAuthorisationView | null;
}

/** Whom it is about, and the person's word as this node itself was given it: never as the client says. */
async function findAbout(
  tx: Runner,
  { packet, conversation: asked }: Sending,
): Promise<Outcome<About>> {
  const { basis } = packet.statement;
  if (basis.kind === 'no-person') {
    return asked === null ? ok({ conversation: null, authorisation: null }) : no('packet/basis');
  }
  const conversation = asked === null ? undefined : await findSpokenConversation(tx, asked);
  if (conversation === undefined) return no('not-available');
  if (basis.kind !== 'consent') return ok({ conversation, authorisation: null });
  const given = await shareLockAuthorisation(tx, basis.authorisation);
  const isGiven =
    given?.statement.drawer === conversation.drawer &&
    packet.authorisation !== null &&
    canonicalJson(packet.authorisation) ===
      canonicalJson({ statement: given.statement, attestation: given.attestation });
  return isGiven ? ok({ conversation, authorisation: given }) : no('packet/no-authorisation');
}

interface Dispatching {
  readonly row: SentRow;
  readonly member: string;
  readonly now: Date;
}

async function dispatch(
  tx: Runner,
  packet: Packet,
  { row, member, now }: Dispatching,
): Promise<void> {
  const { to, thread, kind, expiresAt } = packet.statement;
  const ends = [expiresAt, packet.authorisation?.statement.expiresAt ?? expiresAt];
  await enqueue(tx, {
    to: to.node,
    thread,
    body: { type: 'org.amparo.packet.v1', data: packet },
    urgent: kind === 'alert',
    notAfter: new Date(Math.min(...ends.map((end) => Date.parse(end)))),
    desk: row.desk,
    now,
  });
  const { conversation: drawer, file } = row;
  const about = { actor: member, desk: to.desk, file, drawer, object: row.packet };
  await recordLeaf(tx, { kind: 'packet-sent', now, about });
}

type Seconding = Asked<z.output<typeof secondPacket.input>> & {
  readonly params: { readonly packet: string };
};

/**
 * Lets a second member of the sending desk stand behind a basis that is not consent, and sends.
 *
 * Refuses: `not-available`, `packet/signature` (the same member or device, another statement),
 * `certificate/refused`, and what `decidePacket` refuses by now.
 */
export async function second(
  deps: PacketDeps,
  { actor, params, input, now }: Seconding,
): Promise<Sent> {
  const { db } = deps;
  const { member, device } = input.proof;
  const isOwn = member.subject.member === actor.member && device.subject.device === actor.device;
  if (!isOwn) return no('certificate/refused');
  const row = await findSent(db.as(actor), params.packet);
  if (row === undefined) return no('not-available');
  const pins = await ownPins(db.as(actor), row.statement.from.desk, deps, {
    now,
    age: SENT_NOW,
  });
  return db.as(actor).commit(async (tx) => {
    const locked = await lockSent(tx, params.packet);
    if (locked === undefined) return no('not-available');
    const kept = await findSentContent(tx, locked.packet);
    if (kept === undefined) return ok({ state: locked.state, at: locked.sent_at.toISOString() });
    if (!(await isSecond(kept, input, pins))) return no('packet/signature');
    const packet = { ...kept, second: input };
    if (Date.parse(packet.statement.expiresAt) <= now.getTime()) return no('packet/expiry');
    await setSentState(tx, locked.packet, { state: 'waiting' });
    await dispatch(tx, packet, { row: locked, member: actor.member, now });
    return ok({ state: 'waiting', at: now.toISOString() });
  });
}
