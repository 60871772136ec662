/** The peer: the same rows, written and read by `pg` alone, in tables of the same shape without any rules. */
import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import type { RealNode } from '../faults/real-node.ts';
import { AT_ONCE } from './measured-node.ts';

/** The rows that one append leaves behind, but for those that the database makes itself. */
export interface BareEntry {
  readonly drawer: string;
  readonly position: number;
  readonly entry: string;
  readonly bytes: Buffer;
}

export interface Bare {
  /** The sixteen drawers of this side. */
  readonly drawers: readonly string[];
  /** One durable commit: the entry, the drawer's new position and head, the leaf and its opening. */
  append(entry: BareEntry): Promise<void>;
  /** One durable commit of leaf and opening, the entries of the drawer, and the share from the keystore. */
  read(drawer: string): Promise<number>;
  stop(): Promise<void>;
}

const HASH = randomBytes(32);
/** As long as the leaves of the log are. */
const LEAF = randomBytes(140);
const SOMEBODY = randomUUID();

const LEAF_SQL = `l as (insert into bare.leaves (leaf) values ($2) returning sequence),
  o as (insert into bare.openings (sequence, kind, at, salt, actor, desk, file, drawer, class, object)
    select sequence, 'entry-appended', now(), $3, $4, $4, $4, $1, 'identity', $4 from l)`;

const APPEND = `with ${LEAF_SQL},
  d as (update bare.drawers set position = $5, head = $3 where drawer = $1)
  insert into bare.entries
    (drawer, position, entry, version, author, device, desk, hash, head, bytes, received_at)
  values ($1, $5, $6, 1, $4, $4, $4, $3, $3, $7, now())`;

const READ = `with ${LEAF_SQL}
  select position, head, bytes, received_at from bare.entries where drawer = $1 order by position`;

const SHARE = 'select version, share from bare.shares where drawer = $1 order by version';

/** Makes the tables beside the node's own, in the same two databases, and as many connections as there is work. */
export async function openBare({ main, keystore }: RealNode): Promise<Bare> {
  const pools = [main.url, keystore.url].map(
    (url) => new pg.Pool({ connectionString: url, max: AT_ONCE }),
  );
  const [rows, shares] = pools;
  if (rows === undefined || shares === undefined) throw new Error('Two databases have two pools.');
  await rows.query('create schema bare');
  for (const table of ['entries', 'drawers', 'leaves', 'openings']) {
    await rows.query(`create table bare.${table} (like public.${table} including all)`);
  }
  await shares.query('create schema bare');
  await shares.query('create table bare.shares (like public.shares including all)');
  const drawers = Array.from({ length: AT_ONCE }, () => randomUUID());
  for (const drawer of drawers) {
    await rows.query(
      `insert into bare.drawers (drawer, class, lead_desk, is_conversation, head, made_at)
       values ($1, 'identity', $2, false, $3, now())`,
      [drawer, SOMEBODY, HASH],
    );
    await shares.query('insert into bare.shares values ($1, 1, $2)', [drawer, HASH]);
  }
  return {
    drawers,
    append: async ({ drawer, position, entry, bytes }) => {
      const values = [drawer, LEAF, HASH, SOMEBODY, position, entry, bytes];
      await rows.query({ name: 'append', text: APPEND, values });
    },
    read: async (drawer) => {
      const found = await rows.query<{ bytes: Buffer }>({
        name: 'read',
        text: READ,
        values: [drawer, LEAF, HASH, SOMEBODY],
      });
      const share = await shares.query({ name: 'share', text: SHARE, values: [drawer] });
      if (share.rowCount !== 1) throw new Error('The drawer has no share.');
      return found.rows.length;
    },
    stop: async () => {
      await Promise.all(pools.map((pool) => pool.end()));
    },
  };
}
