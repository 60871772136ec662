/** Packets that ended, and a keystore that was put back from a backup of before. */
import { recordLeaf } from '../ledger/index.ts';
import { ok } from '../outcome.ts';
import type { EndingDeps } from './end.ts';
import { listEndedSince } from './received-store.ts';

/** Longer than the keystore's backups live. */
const LOOK_BACK_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Destroys again the shares that a backup of the keystore brought back for packets that were recalled or have
 * run out. Their ciphertext is gone, so nothing could be opened meanwhile. Gives how many.
 */
export async function endRestored(
  { keeper, keystore }: Pick<EndingDeps, 'keeper' | 'keystore'>,
  now: Date,
): Promise<number> {
  const handle = keeper.as({ kind: 'keeper' });
  const ended = await listEndedSince(handle, new Date(now.getTime() - LOOK_BACK_MS));
  let count = 0;
  for (const { packet, desk } of ended) {
    if ((await keystore.inspect(packet)).shares === 0) continue;
    await keystore.destroy(packet);
    await handle.commit(async (tx) => {
      await recordLeaf(tx, { kind: 'packet-deleted', now, about: { desk, object: packet } });
      return ok(null);
    });
    count += 1;
  }
  return count;
}
