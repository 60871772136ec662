/** The end of a drawer's time: its lead is told, waits, and then it is erased. As the keeper, every night. */
import { dueAt, type Retention, WARN_MS } from '@amparo/casework/keeping';
import type { Runner } from '../db/handle.ts';
import { recordLeaf } from '../ledger/index.ts';
import { ok } from '../outcome.ts';
import { listHeld, setAct } from './act-store.ts';
import { type ErasureDeps, eraseOne, tidyFile } from './erase.ts';
import { lockLive } from './erase-store.ts';
import { type DrawerRow, holdPackets, listFileDrawers } from './file-store.ts';
import { pagesOf } from './pages.ts';
import {
  deleteOvertaken,
  findNotice,
  listHoldsOver,
  listQuiet,
  putNotice,
} from './retention-store.ts';

export type RetentionDeps = Omit<ErasureDeps, 'recall'> & { readonly retention: Retention };

/**
 * Tells the lead desk of drawers whose time is over within the warning, and erases those of which it was told
 * long enough ago, unless a hold keeps them. A new entry anywhere in the file starts its time again.
 *
 * Gives how many drawers were told of or erased.
 */
export async function keepRetention(deps: RetentionDeps, now: Date): Promise<number> {
  const handle = deps.keeper.as({ kind: 'keeper' });
  await deleteOvertaken(handle);
  const since = new Date(now.getTime() - quietMs(deps.retention));
  let count = 0;
  const files = pagesOf(
    (after) => listQuiet(handle, since, { after, limit: PAGE }),
    ({ file }) => file,
  );
  for await (const page of files) {
    for (const { file, last_entry: lastEntryAt } of page) {
      const touched = await handle.commit(async (tx) =>
        ok(await ageFile(tx, { file, lastEntryAt, now }, deps.retention)),
      );
      const { told, erased } = touched.ok ? touched.value : { told: 0, erased: [] };
      for (const drawer of erased) await deps.keystore.destroy(drawer);
      count += told + erased.length;
    }
  }
  return count;
}

const PAGE = 500;
const SHORTEST_MONTH_MS = 28 * 24 * 60 * 60 * 1000;

/** How long a file must have been quiet at least before anything of it can be due. */
function quietMs(retention: Retention): number {
  const months = Object.values(retention).filter((each) => each !== null);
  return Math.max(0, Math.min(...months) * SHORTEST_MONTH_MS - WARN_MS);
}

interface Ageing {
  readonly file: string;
  readonly lastEntryAt: Date;
  readonly now: Date;
}

async function ageFile(
  tx: Runner,
  { file, lastEntryAt, now }: Ageing,
  retention: Retention,
): Promise<{ readonly told: number; readonly erased: readonly string[] }> {
  const rows = await listFileDrawers(tx, file);
  const held = await listHeld(
    tx,
    rows.map(({ drawer }) => drawer),
    now,
  );
  const drawers = rows.map((row) => ({ class: row.class, isConversation: row.is_conversation }));
  const erased: DrawerRow[] = [];
  let told = 0;
  const ages = { lastEntryAt: lastEntryAt.toISOString(), drawers };
  for (const row of rows) {
    const age = { class: row.class, isConversation: row.is_conversation };
    const due = dueAt(age, ages, retention);
    if (due === null || Date.parse(due) - WARN_MS > now.getTime()) continue;
    const notice = await findNotice(tx, row.drawer);
    if (notice === undefined) {
      await tell(tx, row, { dueAt: new Date(due), now });
      told += 1;
      continue;
    }
    const isOver = notice.due_at <= now && notice.warned_at.getTime() + WARN_MS <= now.getTime();
    const locked = isOver && !held.has(row.drawer) ? await lockLive(tx, row.drawer) : undefined;
    if (locked === undefined) continue;
    const how = { act: null, ground: 'retention', erased_at: now } as const;
    await eraseOne(tx, locked, { actor: null, how });
    erased.push(locked);
  }
  if (erased.length > 0) await tidyFile(tx, file, erased);
  return { told, erased: erased.map(({ drawer }) => drawer) };
}

/** Whoever is told late still has the whole warning. */
async function tell(
  tx: Runner,
  { drawer, file, class: drawerClass, lead_desk }: DrawerRow,
  { dueAt: due, now }: { readonly dueAt: Date; readonly now: Date },
): Promise<void> {
  if (file === null) return;
  const earliest = new Date(now.getTime() + WARN_MS);
  const due_at = due < earliest ? earliest : due;
  await putNotice(tx, { drawer, file, lead_desk, due_at, warned_at: now });
  const about = { desk: lead_desk, file, drawer, class: drawerClass };
  await recordLeaf(tx, { kind: 'retention-warned', now, about });
}

/** Ends holds whose date has come, with a leaf for each drawer: a hold never goes unseen. Gives how many. */
export async function endHolds(deps: Pick<RetentionDeps, 'keeper'>, now: Date): Promise<number> {
  const handle = deps.keeper.as({ kind: 'keeper' });
  const over = await listHoldsOver(handle, now);
  for (const row of over) {
    await handle.commit(async (tx) => {
      await setAct(tx, row.act, { ended_at: row.until_at });
      await holdPackets(tx, row.packets, null);
      const about = { desk: row.desk, file: row.file, object: row.act };
      for (const [at, drawer] of row.drawers.entries()) {
        const kept = { ...about, drawer, class: row.classes[at] ?? null };
        await recordLeaf(tx, { kind: 'hold-ended', now, about: kept });
      }
      return ok(null);
    });
  }
  return over.length;
}
