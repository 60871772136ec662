/** Receipts as this node writes them: signed, kept, and sent back in the packet's thread. */
import { LONGEST_WAY_DAYS } from '@amparo/casework/federation';
import type { PacketReceipt, ReceiptStatement } from '@amparo/casework/packets';
import type { Runner } from '../db/handle.ts';
import { enqueue, type Federation } from '../federation/index.ts';
import { insertReceipt } from './receipt-store.ts';
import type { ReceivedRow } from './received-store.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The last moment at which a message that must arrive is still tried. */
export function lastTry(now: Date): Date {
  return new Date(now.getTime() + (LONGEST_WAY_DAYS - 1) * DAY_MS);
}

/** Signs a receipt with the key by which peers know this node. */
export async function signReceipt(
  federation: Federation,
  statement: ReceiptStatement,
): Promise<PacketReceipt> {
  return { statement, signature: await federation.sign('receipt', statement) };
}

/** Says that nothing of a packet is left here, or which provision keeps it. `readAt`: it was opened before. */
export async function signDeletion(
  federation: Federation,
  {
    packet,
    readAt,
    provision,
    now,
  }: {
    readonly packet: string;
    readonly readAt: Date | null;
    readonly provision: string | null;
    readonly now: Date;
  },
): Promise<PacketReceipt> {
  return signReceipt(federation, {
    kind: 'deletion',
    packet,
    node: federation.self().node,
    at: now.toISOString(),
    outcome: provision === null ? 'deleted' : 'kept-by-law',
    provision,
    readAt: readAt?.toISOString() ?? null,
  });
}

/** Keeps a receipt of this node and puts it into the outbox, in one transaction. */
export async function giveReceipt(
  tx: Runner,
  receipt: PacketReceipt,
  { row, now }: { readonly row: ReceivedRow; readonly now: Date },
): Promise<void> {
  await insertReceipt(tx, receipt, { direction: 'in', desk: row.desk, now });
  await enqueue(tx, {
    to: row.source,
    thread: row.statement.thread,
    body: { type: 'org.amparo.receipt.v1', data: receipt },
    urgent: false,
    notAfter: lastTry(now),
    desk: null,
    now,
  });
}
