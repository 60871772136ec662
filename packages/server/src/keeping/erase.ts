/** Erasing drawers and proving that they are gone. As the keeper, from the queue. */
import type { Database, Runner } from '../db/handle.ts';
import type { Keystore } from '../keystore/index.ts';
import { recordLeaf } from '../ledger/index.ts';
import { ok } from '../outcome.ts';
import { endConversation } from '../packets/index.ts';
import { type ActRow, listHeld, lockAct, setAct } from './act-store.ts';
import {
  countRemains,
  deleteCards,
  deleteClocks,
  deleteOpenings,
  eraseDrawer,
  type ErasureRow,
  insertErasure,
  listErased,
  listFileErasures,
  listLiveAmong,
  listUnproved,
  lockLive,
  setProved,
} from './erase-store.ts';
import { type DrawerRow, listFileDrawers } from './file-store.ts';
import { pagesOf } from './pages.ts';

/** Takes back what was sent out of drawers that are erased, in the running transaction. Gives how many. */
export type Recall = (
  tx: Runner,
  erased: {
    readonly file: string;
    readonly classes: readonly DrawerRow['class'][];
    readonly actor: string;
    readonly now: Date;
  },
) => Promise<number>;

export interface ErasureDeps {
  readonly keeper: Database;
  readonly keystore: Keystore;
  readonly recall: Recall;
}

/**
 * Carries out a signed erasure: ciphertext, wraps, cards and loans are gone in one transaction with their
 * leaves, what was sent is called back, and the node's shares are destroyed. What a hold keeps by now stays.
 * Safe to repeat. Gives how many drawers.
 */
export async function eraseSigned(deps: ErasureDeps, act: string, now: Date): Promise<number> {
  const { keeper, keystore, recall } = deps;
  const erased = await keeper.as({ kind: 'keeper' }).commit(async (tx) => {
    const row = await lockAct(tx, act);
    const isDue =
      row?.kind === 'erasure' &&
      row.second_at !== null &&
      row.done_at === null &&
      row.ended_at === null;
    if (row === undefined || !isDue) return ok([]);
    const drawers = await eraseNamed(tx, row, now);
    if (row.file !== null && drawers.length > 0) {
      const classes = drawers.map((drawer) => drawer.class);
      await recall(tx, { file: row.file, classes, actor: row.asked_by, now });
      await tidyFile(tx, row.file, drawers);
    }
    await setAct(tx, act, { done_at: now });
    return ok(drawers.map(({ drawer }) => drawer));
  });
  const drawers = erased.ok ? erased.value : [];
  // The outbox has each too: should the keystore not answer now, it is destroyed when it does.
  for (const drawer of drawers) await keystore.destroy(drawer);
  return drawers.length;
}

async function eraseNamed(tx: Runner, row: ActRow, now: Date): Promise<DrawerRow[]> {
  const held = await listHeld(tx, row.drawers, now);
  const erased: DrawerRow[] = [];
  for (const id of row.drawers.toSorted()) {
    const drawer = held.has(id) ? undefined : await lockLive(tx, id);
    if (drawer === undefined) continue;
    await eraseOne(tx, drawer, {
      actor: row.asked_by,
      how: { act: row.act, ground: 'wish', erased_at: now },
    });
    erased.push(drawer);
  }
  return erased;
}

/** Erases one locked drawer, with its mark and its leaf. */
export async function eraseOne(
  tx: Runner,
  drawer: DrawerRow,
  by: {
    readonly actor: string | null;
    readonly how: Pick<ErasureRow, 'act' | 'ground' | 'erased_at'>;
  },
): Promise<void> {
  const { how, actor } = by;
  // With the conversation goes the person's Stop: what still rests on their word there is stopped for them.
  if (drawer.is_conversation) {
    await endConversation(tx, { ...drawer, actor, now: how.erased_at });
  }
  await eraseDrawer(tx, drawer, how.erased_at);
  await insertErasure(tx, drawer, how);
  const about = {
    actor,
    desk: drawer.lead_desk,
    file: drawer.file,
    drawer: drawer.drawer,
    class: drawer.class,
    object: how.act,
  };
  await recordLeaf(tx, { kind: 'erased', now: how.erased_at, about });
}

/** What speaks of a file outside its drawers: cards always, clocks and the log's salts with the last drawer. */
export async function tidyFile(
  tx: Runner,
  file: string,
  erased: readonly DrawerRow[],
): Promise<void> {
  if (erased.some((drawer) => ['cover', 'contact'].includes(drawer.class))) {
    await deleteCards(tx, file);
  }
  if ((await listFileDrawers(tx, file)).length > 0) return;
  await deleteCards(tx, file);
  await deleteClocks(tx, file);
  const drawers = await listFileErasures(tx, file);
  await deleteOpenings(tx, { file, drawers });
}

/**
 * Proves erasures: the keystore has no share, has the mark of its destruction and makes no new one; the
 * database has no ciphertext and no wrap. Only then the leaf `erasure-proved` is written.
 *
 * What fails is destroyed once more and tried again at the next run. Gives how many were proved.
 */
export async function proveErasures(
  { keeper, keystore }: Omit<ErasureDeps, 'recall'>,
  now: Date,
): Promise<number> {
  const handle = keeper.as({ kind: 'keeper' });
  let proved = 0;
  for (const row of await listUnproved(handle)) {
    const shares = await findNoShare(keystore, row.drawer);
    if (shares === undefined) {
      await keystore.destroy(row.drawer);
      continue;
    }
    const written = await handle.commit(async (tx) => {
      if ((await countRemains(tx, row.drawer)) > 0) return ok(false);
      await setProved(tx, row.drawer, { shares, proved_at: now });
      const { drawer, file, class: drawerClass, lead_desk: desk, act: object } = row;
      const about = { desk, file, drawer, class: drawerClass, object };
      await recordLeaf(tx, { kind: 'erasure-proved', now, about });
      return ok(true);
    });
    if (written.ok && written.value) proved += 1;
  }
  return proved;
}

/** How many shares were destroyed; undefined while anything could still be lent or made. */
async function findNoShare(keystore: Keystore, drawer: string): Promise<number | undefined> {
  const { shares, destroyed } = await keystore.inspect(drawer);
  if (shares > 0 || destroyed === null) return undefined;
  const made = await keystore.prepare(drawer, 1);
  return made === undefined ? destroyed.shares : undefined;
}

const PAGE = 500;
const itself = (id: string): string => id;

/**
 * Erases again what a backup brought back: ciphertext whose share is destroyed, and shares of drawers that are
 * erased. Gives how many drawers.
 */
export async function eraseRestored(
  { keeper, keystore }: Omit<ErasureDeps, 'recall'>,
  now: Date,
): Promise<number> {
  const handle = keeper.as({ kind: 'keeper' });
  let count = 0;
  for await (const ids of pagesOf((after) => keystore.listDestroyed(after, PAGE), itself)) {
    for (const id of await listLiveAmong(handle, ids)) {
      const erased = await handle.commit(async (tx) => {
        const drawer = await lockLive(tx, id);
        if (drawer === undefined) return ok(false);
        const how = { act: null, ground: 'restored', erased_at: now } as const;
        await eraseOne(tx, drawer, { actor: null, how });
        if (drawer.file !== null) await tidyFile(tx, drawer.file, [drawer]);
        return ok(true);
      });
      if (erased.ok && erased.value) count += 1;
    }
  }
  for await (const ids of pagesOf((after) => listErased(handle, after, PAGE), itself)) {
    for (const id of ids) {
      if ((await keystore.inspect(id)).shares === 0) continue;
      await keystore.destroy(id);
      count += 1;
    }
  }
  return count;
}
