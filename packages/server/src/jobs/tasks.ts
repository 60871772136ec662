/** What a node does by itself: it ends what has run out, and forgets what it need not know. */
import type { Database } from '../db/handle.ts';
import { ROUNDED } from '../db/visible.ts';
import type { Keystore } from '../keystore/index.ts';
import { recordLeaf } from '../ledger/index.ts';
import { ok } from '../outcome.ts';
import { endConversation } from '../packets/index.ts';
import { eraseConversation } from '../reports/index.ts';
import {
  deleteEnded,
  deleteUnclaimed,
  handOutbox,
  listExpired,
  lockExpired,
  roundColumn,
} from './store.ts';

/** As `amparo_keeper`, with the keystore. */
export interface KeeperDeps {
  readonly keeper: Database;
  readonly keystore: Keystore;
}

/** Does one piece of work and says how many rows it touched. */
export type Task = (deps: KeeperDeps, now: Date) => Promise<number>;

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** After this, times are kept to the hour. */
const EXACT_DAYS = 30;

/**
 * Erases conversations without a file whose days are over: entries, mailbox, and the node's share. Nobody can
 * press Stop in them any more, so what was sent on the person's word is refused or recalled first.
 */
export const expireReports: Task = async ({ keeper, keystore }, now) => {
  const handle = keeper.as({ kind: 'keeper' });
  const expired = await listExpired(handle, now);
  for (const { drawer } of expired) {
    const erased = await handle.commit(async (tx) => {
      if (!(await lockExpired(tx, drawer, now))) return ok(false);
      await endConversation(tx, { drawer, file: null, actor: null, now });
      await eraseConversation(tx, drawer, now);
      await recordLeaf(tx, { kind: 'erased', now, about: { drawer, class: 'contact' } });
      return ok(true);
    });
    if (erased.ok && erased.value) await keystore.destroy(drawer);
  }
  return expired.length;
};

/** Deletes drawers and files that were prepared an hour ago and never locked, and their shares. */
export const purgeUnclaimed: Task = async ({ keeper, keystore }, now) => {
  const before = new Date(now.getTime() - HOUR_MS);
  const purged = await keeper
    .as({ kind: 'keeper' })
    .commit(async (tx) => ok(await deleteUnclaimed(tx, before)));
  const drawers = purged.ok ? purged.value : [];
  for (const drawer of drawers) await keystore.destroy(drawer);
  return drawers.length;
};

/** Makes times coarse that are older than 30 days. */
export const roundTimes: Task = async ({ keeper }, now) => {
  const before = new Date(now.getTime() - EXACT_DAYS * DAY_MS);
  const handle = keeper.as({ kind: 'keeper' });
  let count = 0;
  for (const place of ROUNDED) count += await roundColumn(handle, place, before);
  return count;
};

/** Forgets sessions and challenges that are over. */
export const endSessions: Task = ({ keeper }, now) =>
  deleteEnded(keeper.as({ kind: 'keeper' }), now);

/** Gives the queue what requests left in the outbox. */
export async function handOff(keeper: Database): Promise<number> {
  const handed = await keeper.as({ kind: 'keeper' }).commit(async (tx) => ok(await handOutbox(tx)));
  return handed.ok ? handed.value : 0;
}
