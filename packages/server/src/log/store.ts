import { sql } from 'kysely';
import { build, type Tables } from '../db/tables.ts';
import type { Runner } from '../db/handle.ts';

/** One sequencer at a time; `false` when another process is at it. Ends with the transaction. */
export async function tryLock(tx: Runner): Promise<boolean> {
  const rows = await tx.run(
    build.selectNoFrom(sql<boolean>`pg_try_advisory_xact_lock(4219870114)`.as('locked')),
  );
  return rows[0]?.locked === true;
}

export type LogState = Tables['log_origins'];

/** The log as it stands: the newest origin, or undefined on a new node. */
export async function findLogState(db: Runner): Promise<LogState | undefined> {
  const rows = await db.run(
    build.selectFrom('log_origins').selectAll().orderBy('generation', 'desc').limit(1),
  );
  return rows[0];
}

/** Every life of this log, oldest first. */
export async function listOrigins(db: Runner): Promise<LogState[]> {
  return db.run(build.selectFrom('log_origins').selectAll().orderBy('generation'));
}

export async function insertLogState(tx: Runner, state: LogState): Promise<void> {
  await tx.execute(build.insertInto('log_origins').values(state));
}

export async function updateTree(
  tx: Runner,
  { generation, size, frontier }: Pick<LogState, 'generation' | 'size' | 'frontier'>,
): Promise<void> {
  await tx.execute(
    build.updateTable('log_origins').set({ size, frontier }).where('generation', '=', generation),
  );
}

export async function updateCheckpoint(
  tx: Runner,
  generation: number,
  signed: { readonly checkpoint: string; readonly signed_size: number },
): Promise<void> {
  await tx.execute(
    build.updateTable('log_origins').set(signed).where('generation', '=', generation),
  );
}

/** Leaves that have no place yet, in the order in which they were written. */
export async function listPendingLeaves(
  tx: Runner,
  limit: number,
): Promise<{ sequence: number; leaf: Buffer }[]> {
  return tx.run(
    build
      .selectFrom('leaves')
      .select(['sequence', 'leaf'])
      .where('leaf_index', 'is', null)
      .orderBy('sequence')
      .limit(limit),
  );
}

/** Gives leaves their places: `sequences[n]` becomes leaf `first + n`. */
export async function placeLeaves(
  tx: Runner,
  sequences: readonly number[],
  { generation, first }: { readonly generation: number; readonly first: number },
): Promise<void> {
  const places = sql<{ sequence: number; place: number }>`
    unnest(${[...sequences]}::bigint[]) with ordinality`;
  await tx.execute(
    build
      .updateTable('leaves')
      .from(places.as<'places'>(sql`places(sequence, place)`))
      .set({ generation, leaf_index: sql<number>`${first}::bigint + places.place - 1` })
      .whereRef('leaves.sequence', '=', sql.ref('places.sequence')),
  );
}

/** Puts down a leaf that has its place already, the first of a new origin. */
export async function insertPlacedLeaf(
  tx: Runner,
  leaf: Buffer,
  generation: number,
): Promise<void> {
  await tx.execute(build.insertInto('leaves').values({ leaf, generation, leaf_index: 0 }));
}

export async function insertTreeNodes(
  tx: Runner,
  nodes: readonly Tables['tree_nodes'][],
): Promise<void> {
  if (nodes.length > 0) await tx.execute(build.insertInto('tree_nodes').values([...nodes]));
}

/** Hashes of one level of tiles: `count` of them from `from` on. */
export async function listTreeNodes(
  db: Runner,
  { generation, level, from, count }: TreeRange,
): Promise<Buffer[]> {
  const rows = await db.run(
    build
      .selectFrom('tree_nodes')
      .select('hash')
      .where('generation', '=', generation)
      .where('level', '=', level)
      .where('node_index', '>=', from)
      .where('node_index', '<', from + count)
      .orderBy('node_index'),
  );
  return rows.map(({ hash }) => hash);
}

export interface TreeRange {
  readonly generation: number;
  readonly level: number;
  readonly from: number;
  readonly count: number;
}

/** The leaves themselves, in the order of the log. */
export async function listEntries(
  db: Runner,
  { generation, from, count }: Omit<TreeRange, 'level'>,
): Promise<Buffer[]> {
  const rows = await db.run(
    build
      .selectFrom('leaves')
      .select('leaf')
      .where('generation', '=', generation)
      .where('leaf_index', '>=', from)
      .where('leaf_index', '<', from + count)
      .orderBy('leaf_index'),
  );
  return rows.map(({ leaf }) => leaf);
}

/** When the last act was recorded, or undefined when none ever was. */
export async function findLastActTime(db: Runner): Promise<Date | undefined> {
  const rows = await db.run(
    build.selectFrom('openings').select('at').orderBy('sequence', 'desc').limit(1),
  );
  return rows[0]?.at;
}
