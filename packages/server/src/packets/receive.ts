/** Receiving a packet: checked again as if nobody had checked before, then stored under both locks. */
import type { MessageBody } from '@amparo/casework/federation';
import {
  decidePacket,
  type Packet,
  type PacketReceipt,
  type PinnedPlace,
} from '@amparo/casework/packets';
import { fromBase64url, type KeyPair, openPacketNodeShare, SealRefusal } from '@amparo/seal';
import type { Runner } from '../db/handle.ts';
import { type DeskRow, findDesks } from '../directory/index.ts';
import type { Federation, Received } from '../federation/index.ts';
import type { Keystore } from '../keystore/index.ts';
import { recordLeaf } from '../ledger/index.ts';
import { no, ok, type Outcome } from '../outcome.ts';
import { hashOfPacket, type Proved, verifyPacket } from './check.ts';
import { deskName, findPinnedPlace, ON_ITS_WAY, ownPins, peerPins } from './place.ts';
import { signReceipt } from './receipt.ts';
import { insertReceipt, listReceipts } from './receipt-store.ts';
import {
  insertReceived,
  isRecalledBefore,
  lockReceived,
  type ReceivedRow,
} from './received-store.ts';

/** What handlers and tasks work with, beside the transaction they are given. */
export interface PacketKeeping {
  readonly federation: Federation;
  readonly keystore: Keystore;
  /** The node's own encryption key, to which its halves are wrapped. */
  readonly encryption: KeyPair;
}

type Answer = Outcome<readonly MessageBody[]>;

/**
 * Applies a packet that a peer sent. The same packet again gets the same receipt again.
 *
 * Refuses: `packet/address` (another audience, thread or desk), `packet/gone` (recalled before it came),
 * `packet/other-bytes`, `node/busy` (the keystore does not answer), and what `verifyPacket` and
 * `decidePacket` refuse.
 */
export async function receivePacket(
  keeping: PacketKeeping,
  tx: Runner,
  { message, peer, now }: Received<'org.amparo.packet.v1'>,
): Promise<Answer> {
  const packet = message.data;
  const { statement } = packet;
  const { federation } = keeping;
  const isHere =
    statement.from.node === peer.node &&
    statement.to.node === federation.self().node &&
    statement.thread === message.subject;
  if (!isHere) return no('packet/address');
  const known = await lockReceived(tx, statement.packet);
  if (known !== undefined) return sameReceipts(tx, known, packet);
  const recalled = { source: peer.node, packet: statement.packet };
  if (await isRecalledBefore(tx, recalled)) return no('packet/gone');
  const desk = await findReceivingDesk(tx, packet);
  if (desk === undefined) return no('packet/address');
  const pins =
    peer.node === federation.self().node
      ? await ownPins(tx, statement.from.desk, keeping, { now, age: ON_ITS_WAY })
      : peerPins(peer.node, keeping, now);
  const origin = await findPinnedPlace(tx, statement.from, keeping);
  if (origin === undefined) return no('packet/address');
  const proved = await verifyPacket(packet, pins);
  if (!proved.ok) return proved;
  const judged = judge(packet, { desk, proved: proved.value, now });
  if (!judged.ok) return judged;
  const kept = await keepShare(keeping, packet);
  if (!kept.ok) return kept;
  return store(tx, { keeping, packet, desk, origin, now });
}

async function sameReceipts(tx: Runner, known: ReceivedRow, packet: Packet): Promise<Answer> {
  if (!known.hash.equals(hashOfPacket(packet))) return no('packet/other-bytes');
  const given = await listReceipts(tx, [known.packet], 'in');
  return ok(given.map(bodyOf));
}

async function findReceivingDesk(tx: Runner, { statement }: Packet): Promise<DeskRow | undefined> {
  const [desk] = await findDesks(tx, [statement.to.desk]);
  return desk?.organisation === statement.to.organisation ? desk : undefined;
}

interface Judging {
  readonly desk: DeskRow;
  readonly proved: Proved;
  readonly now: Date;
}

function judge(packet: Packet, { desk, proved, now }: Judging): Outcome<null> {
  if (Date.parse(desk.certificate.expiresAt) <= now.getTime()) return no('packet/address');
  const decision = decidePacket(packet, {
    now: now.toISOString(),
    toKind: desk.certificate.subject.kind,
    ...proved,
    // A withdrawal comes as a recall; the sending node looks before each attempt.
    withdrawnAt: null,
  });
  return decision.ok ? ok(null) : decision;
}

/** Unwraps this node's half and puts it into the keystore, before anything is promised. */
async function keepShare(
  { federation, keystore, encryption }: PacketKeeping,
  { statement, nodeShare }: Packet,
): Promise<Outcome<null>> {
  let share: Uint8Array;
  try {
    share = await openPacketNodeShare({
      packet: statement.packet,
      node: federation.self().node,
      secretKey: encryption.secretKey,
      wrapped: fromBase64url(nodeShare),
    });
  } catch (error) {
    if (error instanceof SealRefusal) return no('packet/address', 'wrapped to another key');
    throw error;
  }
  try {
    return (await keystore.keep(statement.packet, share)) ? ok(null) : no('packet/gone');
  } catch {
    return no('node/busy');
  }
}

interface Storing {
  readonly keeping: PacketKeeping;
  readonly packet: Packet;
  readonly desk: DeskRow;
  readonly origin: PinnedPlace;
  readonly now: Date;
}

async function store(tx: Runner, { keeping, packet, desk, origin, now }: Storing): Promise<Answer> {
  const { federation } = keeping;
  const { statement, proof, authorisation } = packet;
  const receipt = await signReceipt(federation, {
    kind: 'transport',
    packet: statement.packet,
    node: federation.self().node,
    at: now.toISOString(),
  });
  await insertReceived(tx, {
    packet: statement.packet,
    source: statement.from.node,
    desk: statement.to.desk,
    hash: hashOfPacket(packet),
    statement,
    content: JSON.stringify(packet),
    from_name: deskName(proof.desk.subject.name, proof.organisation.name),
    origin,
    attested_by: authorisation?.attestation.by ?? null,
    state: 'delivered',
    received_at: now,
    expires_at: new Date(statement.expiresAt),
    read_at: null,
    recalled_at: null,
    ended_at: null,
    held_for: null,
  });
  const { desk: id } = desk.certificate.subject;
  await insertReceipt(tx, receipt, { direction: 'in', desk: id, now });
  const about = { desk: id, object: statement.packet };
  await recordLeaf(tx, { kind: 'packet-received', now, about });
  return ok([bodyOf(receipt)]);
}

/** A receipt as a message. */
export function bodyOf(receipt: PacketReceipt): MessageBody {
  return { type: 'org.amparo.receipt.v1', data: receipt };
}
