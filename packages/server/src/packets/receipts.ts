/** What the receiving node says of a packet, as the sending node takes it. */
import type { MessageBody } from '@amparo/casework/federation';
import type { PacketReceipt, PacketView } from '@amparo/casework/packets';
import type { LeafKind } from '@amparo/casework/log';
import type { Runner } from '../db/handle.ts';
import type { Received } from '../federation/index.ts';
import { recordLeaf } from '../ledger/index.ts';
import { no, ok, type Outcome } from '../outcome.ts';
import type { PacketKeeping } from './receive.ts';
import { insertReceipt, listReceipts } from './receipt-store.ts';
import { lockSent, type SentRow, setSentState } from './sent-store.ts';

/**
 * Applies a receipt of a peer. One that says again what is known changes nothing.
 *
 * Refuses: `packet/address` for a packet that was not sent to that node, `packet/signature`.
 */
export async function receiveReceipt(
  { federation }: Pick<PacketKeeping, 'federation'>,
  tx: Runner,
  { message, peer, now }: Received<'org.amparo.receipt.v1'>,
): Promise<Outcome<readonly MessageBody[]>> {
  const receipt = message.data;
  const { statement } = receipt;
  const sent = await lockSent(tx, statement.packet);
  const isTheirs = sent?.statement.to.node === peer.node && statement.node === peer.node;
  if (sent === undefined || !isTheirs) return no('packet/address');
  if (!(await federation.isSignedBy(peer.node, 'receipt', receipt))) return no('packet/signature');
  const known = await listReceipts(tx, [sent.packet], 'out');
  if (!isNews(known, receipt)) return ok([]);
  await insertReceipt(tx, receipt, { direction: 'out', desk: sent.desk, now });
  const state = stateAfter(sent, receipt);
  if (state !== undefined) await setSentState(tx, sent.packet, { state, problem: null });
  const { conversation: drawer, file, packet: object } = sent;
  const kind: LeafKind = `receipt-${statement.kind}`;
  await recordLeaf(tx, {
    kind,
    now,
    about: { desk: sent.statement.to.desk, file, drawer, object },
  });
  return ok([]);
}

/** A second word of the same kind counts only where the first left something open. */
function isNews(known: readonly PacketReceipt[], { statement }: PacketReceipt): boolean {
  return known.every(({ statement: before }) => {
    if (before.kind !== statement.kind) return true;
    if (before.kind === 'decision') return before.decision === 'more-needed';
    return before.kind === 'deletion' && before.outcome === 'kept-by-law';
  });
}

/** Where the packet stands after it; undefined where that does not change. */
function stateAfter(
  { state }: SentRow,
  { statement }: PacketReceipt,
): PacketView['state'] | undefined {
  switch (statement.kind) {
    case 'transport':
      return state === 'waiting' || state === 'undeliverable' ? 'delivered' : undefined;
    case 'handover':
      return state === 'waiting' || state === 'delivered' || state === 'undeliverable'
        ? 'read'
        : undefined;
    case 'decision':
      return undefined;
    case 'deletion':
      if (statement.outcome === 'kept-by-law') return undefined;
      return state === 'recalled' ? 'deleted' : 'expired';
  }
}
