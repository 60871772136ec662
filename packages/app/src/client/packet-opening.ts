/** What the receiving desk does: opens a packet after its own check, and says what it decided. */
import {
  fromBase64url,
  fromUtf8,
  openPacketHolderShare,
  openPacketItems,
  SealRefusal,
} from '@amparo/seal';
import type { PacketField } from '@amparo/seal';
import { answerPacket as answerCall, openPacket as openCall } from '@amparo/casework/packets';
import type {
  Attestation,
  PacketReceipt,
  PacketStatement,
  PinnedPlace,
} from '@amparo/casework/packets';
import { z } from 'zod';
import { no, ok } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { provePacket } from './packet-check.ts';
import type { ProvedPacket } from './packet-check.ts';
import { dropPacketCopy, findPacketCopy, keepPacketCopy } from './packet-copies.ts';
import type { LentPacket } from './packet-copies.ts';
import type { FieldToSend } from './packet-sealing.ts';
import { findDesk, refuseLocked } from './session.ts';
import type { DeskAccess, Session } from './session.ts';

/** A received packet after the third check, with its words. */
export interface ReceivedPacket extends ProvedPacket {
  readonly statement: PacketStatement;
  readonly from: PinnedPlace;
  readonly fields: readonly FieldToSend[];
  /** Who vouches for the person's yes; null where it does not rest on one. */
  readonly attestedBy: Attestation['by'] | null;
  readonly receipts: readonly PacketReceipt[];
  /** True when this came from the device's own copy, without a line. */
  readonly fromCopy: boolean;
}

/** The words of one item; at most what one item can carry. */
const Words = z.strictObject({ v: z.literal(1), words: z.string().max(65_000) });

/**
 * Opens a packet that was sent to one of the member's desks, or this device's copy while there is no line.
 *
 * The node commits the leaf and gives the handover receipt first; then this device checks everything again.
 * Refuses: `session/none`; what the node refuses (`packet/gone` also deletes the copy); what `provePacket`
 * refuses; `packet/signature` when the shares do not open the items.
 */
export async function openReceivedPacket(
  session: Session,
  packet: string,
): Promise<Outcome<ReceivedPacket>> {
  const locked = refuseLocked(session);
  if (locked !== undefined) return locked;
  const answer = await session.caller.call(openCall, { params: { packet } });
  if (answer.ok) {
    const read = await readLent(session, answer.value, { packet, fromCopy: false });
    if (read.ok) await keepPacketCopy(session, answer.value);
    return read;
  }
  if (!answer.offline) {
    if (answer.refusal.code !== 'session/none') await dropPacketCopy(session, packet);
    return answer;
  }
  const copy = await findPacketCopy(session, packet);
  return copy === undefined ? answer : readLent(session, copy, { packet, fromCopy: true });
}

async function readLent(
  session: Session,
  lent: LentPacket,
  { packet, fromCopy }: { readonly packet: string; readonly fromCopy: boolean },
): Promise<Outcome<ReceivedPacket>> {
  const { statement, authorisation } = lent.packet;
  const access = findDesk(session, statement.to.desk);
  if (access === undefined || statement.packet !== packet) return no('packet/address');
  const proved = await provePacket(session, lent, access);
  if (!proved.ok) return proved;
  const opened = await openFields(lent, access);
  if (opened === undefined) return no('packet/signature', 'the shares do not open it');
  return ok({
    ...proved.value,
    statement,
    from: lent.from,
    fields: opened,
    attestedBy: authorisation?.attestation.by ?? null,
    receipts: lent.receipts,
    fromCopy,
  });
}

async function openFields(
  { packet, nodeShare }: LentPacket,
  access: DeskAccess,
): Promise<FieldToSend[] | undefined> {
  const { statement, holderShare, items } = packet;
  try {
    const share = await openPacketHolderShare({
      packet: statement.packet,
      desk: access.desk.desk,
      secretKey: access.keys.encryption,
      wrapped: fromBase64url(holderShare),
    });
    const fields = await openPacketItems({
      packet: statement.packet,
      holderShare: share,
      nodeShare: fromBase64url(nodeShare),
      items: items.map(({ code, sealed }) => ({ code, sealed: fromBase64url(sealed) })),
    });
    return fields.map(wordsOf);
  } catch (error) {
    if (error instanceof SealRefusal || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The words of a field; what its sender made unreadable shows as empty, never as something else. */
function wordsOf({ code, payload }: PacketField): FieldToSend {
  const parsed = Words.safeParse(JSON.parse(fromUtf8(payload)));
  return { code, words: parsed.success ? parsed.data.words : '' };
}

/** Says what a person at the receiving desk decided; the sender gets it as a signed receipt. */
export async function answerPacket(
  session: Session,
  packet: string,
  decision: 'accepted' | 'declined' | 'more-needed',
): Promise<Outcome<PacketReceipt>> {
  const locked = refuseLocked(session);
  if (locked !== undefined) return locked;
  return session.caller.call(answerCall, { params: { packet }, input: { decision } });
}
