/** What a desk does with packets: sends exactly the ticked fields, lists, stands behind, takes back. */
import { signStatement } from '@amparo/seal';
import {
  areSameCodes,
  decidePacket,
  listPacketAuthorisations as listAuthorisationsCall,
  listPackets,
  recallPacket as recallCall,
  secondPacket as secondCall,
  sendPacket,
} from '@amparo/casework/packets';
import type {
  PacketAuthorisationView,
  PacketStatement,
  PacketView,
} from '@amparo/casework/packets';
import { ownProof } from './exchange.ts';
import { no, ok } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { dropEndedPackets } from './packet-copies.ts';
import { sealPacketFor } from './packet-sealing.ts';
import type { PacketToSend } from './packet-sealing.ts';
import { findDesk, refuseLocked } from './session.ts';
import type { Session } from './session.ts';

export interface PacketSent {
  readonly packet: string;
  readonly statement: PacketStatement;
  readonly state: PacketView['state'];
  readonly at: string;
}

/**
 * Seals a packet and sends it. What is sent are exactly the fields that the person ticked, word for word as
 * they are given here.
 *
 * Refuses: `session/none`, `not-available` (no such desk of the member), what `decidePacket` and the node
 * refuse. Nothing is kept on this device; without a line nothing was sent.
 */
export async function sealAndSend(
  session: Session,
  toSend: PacketToSend,
): Promise<Outcome<PacketSent>> {
  const locked = refuseLocked(session);
  if (locked !== undefined) return locked;
  const access = findDesk(session, toSend.from);
  if (access === undefined) return no('not-available', 'not a desk of this member');
  const word = await findWord(session, toSend);
  if (!word.ok) return word;
  const packet = await sealPacketFor(session, { toSend, access, word: word.value });
  if (!packet.ok) return packet;
  const { statement } = packet.value;
  const isOther = statement.basis.kind !== 'consent' && statement.basis.kind !== 'no-person';
  const decision = decidePacket(packet.value, {
    now: session.now(),
    toKind: toSend.to.subject.kind,
    isAttested: word.value !== null,
    withdrawnAt: word.value?.withdrawnAt ?? null,
    isSeconded: isOther,
  });
  if (!decision.ok) return no(decision.refusal.code, decision.refusal.detail);
  const { conversation } = toSend;
  const input = { packet: packet.value, desk: toSend.to.desk, conversation };
  const answer = await session.caller.call(sendPacket, { input });
  return answer.ok ? ok({ packet: statement.packet, statement, ...answer.value }) : answer;
}

/** The person's word as the node keeps it, if the packet rests on one. */
async function findWord(
  session: Session,
  { basis, conversation, fields }: PacketToSend,
): Promise<Outcome<PacketAuthorisationView | null>> {
  if (basis.kind !== 'consent') return ok(null);
  if (conversation === null) return no('packet/no-authorisation');
  const listed = await listPacketAuthorisations(session, conversation);
  if (!listed.ok) return listed;
  const word = listed.value.find(
    ({ statement }) => statement.authorisation === basis.authorisation,
  );
  if (word === undefined) return no('packet/no-authorisation');
  const codes = fields.map(({ code }) => code);
  return areSameCodes(codes, word.statement.codes) ? ok(word) : no('packet/codes');
}

/** What the person of a conversation allowed to be sent, oldest first; withdrawn ones are marked. */
export async function listPacketAuthorisations(
  session: Session,
  conversation: string,
): Promise<Outcome<readonly PacketAuthorisationView[]>> {
  const locked = refuseLocked(session);
  if (locked !== undefined) return locked;
  const params = { drawer: conversation };
  const answer = await session.caller.call(listAuthorisationsCall, { params });
  return answer.ok ? ok(answer.value.items) : answer;
}

/** One page of a desk's packets; `next` is the `before` of the page that follows, or null. */
export interface PacketPage {
  readonly items: readonly PacketView[];
  readonly next: string | null;
}

/**
 * Lists what a desk sent and received, newest first: envelopes and receipts, no content.
 *
 * What this device kept of packets that have ended since is deleted on the way.
 */
export async function readPackets(
  session: Session,
  desk: string,
  before?: string,
): Promise<Outcome<PacketPage>> {
  const locked = refuseLocked(session);
  if (locked !== undefined) return locked;
  const input = before === undefined ? {} : { before };
  const answer = await session.caller.call(listPackets, { params: { desk }, input });
  if (!answer.ok) return answer;
  await dropEndedPackets(session, answer.value.items);
  return ok(answer.value);
}

/**
 * Stands behind a packet on a basis that is not consent, as the second member of the sending desk.
 *
 * The reason is in the conversation, as the record of that basis: read it before calling this.
 * Refuses: `session/none`, `not-available`, what the node refuses.
 */
export async function secondPacket(
  session: Session,
  statement: PacketStatement,
): Promise<Outcome<{ readonly state: PacketView['state']; readonly at: string }>> {
  const locked = refuseLocked(session);
  if (locked !== undefined) return locked;
  const access = findDesk(session, statement.from.desk);
  if (access === undefined) return no('not-available', 'not a desk of this member');
  const signature = await signStatement(session.device.signing, 'packet-second', statement);
  const input = { signature, proof: ownProof(session, access) };
  return session.caller.call(secondCall, { params: { packet: statement.packet }, input });
}

/**
 * Takes back what one of the member's desks sent. What had not left is refused here; the other node is asked
 * to destroy the rest, and says so in a receipt.
 */
export async function recallPacket(
  session: Session,
  packet: string,
): Promise<Outcome<{ readonly recalledAt: string }>> {
  const locked = refuseLocked(session);
  if (locked !== undefined) return locked;
  return session.caller.call(recallCall, { params: { packet } });
}
