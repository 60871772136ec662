/** The end of a received packet: its share and its ciphertext are destroyed, and the sender is told. */
import type { Database } from '../db/handle.ts';
import { recordLeaf } from '../ledger/index.ts';
import { ok } from '../outcome.ts';
import type { PacketKeeping } from './receive.ts';
import { giveReceipt, signDeletion } from './receipt.ts';
import { listOver, lockReceived, setEnded } from './received-store.ts';

/** What the packets' tasks work with. */
export type EndingDeps = PacketKeeping & { readonly keeper: Database };

/**
 * Destroys the node's share of a packet that was recalled or has run out, then its ciphertext, and gives the
 * signed deletion receipt. Safe to repeat; a packet that a law keeps is left alone.
 *
 * Throws when the keystore does not answer: the queue tries again, and no receipt was given.
 */
export async function endPacket(
  { keeper, keystore, federation }: EndingDeps,
  packet: string,
  now: Date,
): Promise<boolean> {
  const handle = keeper.as({ kind: 'keeper' });
  const isDue = async (tx: Parameters<typeof lockReceived>[0]) => {
    const row = await lockReceived(tx, packet);
    const isOver = row !== undefined && (row.recalled_at !== null || row.expires_at <= now);
    return isOver && row.ended_at === null && row.held_for === null ? row : undefined;
  };
  const due = await handle.commit(async (tx) => ok((await isDue(tx)) !== undefined));
  if (!due.ok || !due.value) return false;
  await keystore.destroy(packet);
  const ended = await handle.commit(async (tx) => {
    const row = await isDue(tx);
    if (row === undefined) return ok(false);
    const isRecalled = row.recalled_at !== null;
    await setEnded(tx, packet, { now, state: isRecalled ? 'deleted' : 'expired' });
    await recordLeaf(tx, {
      kind: 'packet-deleted',
      now,
      about: { desk: row.desk, object: packet },
    });
    const receipt = await signDeletion(federation, {
      packet,
      readAt: row.read_at,
      provision: null,
      now,
    });
    await giveReceipt(tx, receipt, { row, now });
    return ok(true);
  });
  return ended.ok && ended.value;
}

/** Ends every packet whose time is over. Gives how many. */
export async function expirePackets(deps: EndingDeps, now: Date): Promise<number> {
  const over = await listOver(deps.keeper.as({ kind: 'keeper' }), now);
  let count = 0;
  for (const packet of over) if (await endPacket(deps, packet, now)) count += 1;
  return count;
}
