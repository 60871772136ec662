/** Taking a packet back: asked for by its desk, by the person's Stop, and done where it went. */
import type { MessageBody } from '@amparo/casework/federation';
import type { PacketReceipt, PacketStatement } from '@amparo/casework/packets';
import type { Runner } from '../db/handle.ts';
import { enqueue, type Received, stopSending } from '../federation/index.ts';
import { recordLeaf } from '../ledger/index.ts';
import { no, ok, type Outcome } from '../outcome.ts';
import { bodyOf, type PacketKeeping } from './receive.ts';
import { lastTry, signDeletion } from './receipt.ts';
import { insertReceipt, listReceipts } from './receipt-store.ts';
import {
  lockReceived,
  type ReceivedRow,
  rememberRecall,
  setReceivedRecalled,
} from './received-store.ts';
import { setSentRecalled, setSentState } from './sent-store.ts';
import { leaveTask } from './task-store.ts';

/** What taking back needs to know of what was sent. */
interface Abroad {
  readonly packet: string;
  readonly desk: string;
  readonly conversation: string | null;
  readonly file: string | null;
  readonly statement: PacketStatement;
}

/**
 * Takes one packet back, in the running transaction: what never left is refused here, everything else is
 * recalled, and that message overtakes the queue. Gives which of the two.
 */
export async function takeBack(
  tx: Runner,
  sent: Abroad,
  { actor, now }: { readonly actor: string | null; readonly now: Date },
): Promise<'refused' | 'recalled'> {
  const { packet, desk, conversation: drawer, file, statement } = sent;
  const about = { actor, desk: statement.to.desk, file, drawer, object: packet };
  if ((await stopSending(tx, packet)) === 'never-sent') {
    await setSentState(tx, packet, { state: 'refused' });
    await recordLeaf(tx, { kind: 'packet-refused', now, about });
    return 'refused';
  }
  await setSentRecalled(tx, packet, now);
  await enqueue(tx, {
    to: statement.to.node,
    thread: statement.thread,
    body: { type: 'org.amparo.recall.v1', data: { packet, at: now.toISOString() } },
    urgent: true,
    notAfter: lastTry(now),
    desk,
    now,
  });
  await recordLeaf(tx, { kind: 'packet-recalled', now, about });
  return 'recalled';
}

/**
 * Applies a recall that a peer sent: from this moment the packet opens no more; share and ciphertext are
 * destroyed by the task `end-packet`, which then answers with the deletion receipt.
 *
 * A recall that comes before its packet is remembered. What a law keeps is said to be kept.
 * Refuses: `packet/address` when another node sent that packet.
 */
export async function receiveRecall(
  keeping: PacketKeeping,
  tx: Runner,
  { message, peer, now }: Received<'org.amparo.recall.v1'>,
): Promise<Outcome<readonly MessageBody[]>> {
  const { packet } = message.data;
  const known = await lockReceived(tx, packet);
  if (known === undefined) return forget(keeping, tx, { source: peer.node, packet, now });
  if (known.source !== peer.node) return no('packet/address');
  if (known.ended_at !== null || known.recalled_at !== null) {
    const given = await listReceipts(tx, [packet], 'in');
    return ok(given.filter(({ statement }) => statement.kind === 'deletion').map(bodyOf));
  }
  const isHeld = known.held_for !== null;
  await setReceivedRecalled(tx, packet, { now, isHeld });
  await recordLeaf(tx, {
    kind: 'packet-recalled',
    now,
    about: { desk: known.desk, object: packet },
  });
  if (isHeld) return ok([bodyOf(await sayKept(keeping, tx, known, now))]);
  await leaveTask(tx, 'end-packet', packet);
  return ok([]);
}

interface Unknown {
  readonly source: string;
  readonly packet: string;
  readonly now: Date;
}

/** Nothing is here; the answer is the same whether it never came or was destroyed long ago. */
async function forget(
  { federation }: PacketKeeping,
  tx: Runner,
  { source, packet, now }: Unknown,
): Promise<Outcome<readonly MessageBody[]>> {
  await rememberRecall(tx, { source, packet, recalled_at: now });
  const receipt = await signDeletion(federation, { packet, readAt: null, provision: null, now });
  return ok([bodyOf(receipt)]);
}

async function sayKept(
  { federation }: PacketKeeping,
  tx: Runner,
  row: ReceivedRow,
  now: Date,
): Promise<PacketReceipt> {
  const receipt = await signDeletion(federation, {
    packet: row.packet,
    readAt: row.read_at,
    provision: row.held_for,
    now,
  });
  await insertReceipt(tx, receipt, { direction: 'in', desk: row.desk, now });
  return receipt;
}
