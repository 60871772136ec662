/**
 * The node's halves of the two locks, in a database of their own. A share is useless alone; it is lent
 * only against a committed leaf, and destroyed for ever with a proof.
 */
import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { openPool } from '../db/pool.ts';
import type { DurableReading } from '../ledger/index.ts';

interface Lent {
  readonly version: number;
  readonly share: Uint8Array;
}

export interface Keystore {
  /**
   * Makes the share of a drawer version that locks nothing yet, or gives the one made before.
   * `undefined` when the drawer was destroyed.
   */
  prepare(drawer: string, version: number): Promise<Uint8Array | undefined>;
  /**
   * Keeps a share that came from elsewhere, as that of a packet. Gives false when the packet was destroyed;
   * the same again is the same.
   */
  keep(packet: string, share: Uint8Array): Promise<boolean>;
  /** Lends all shares of the drawer that was read, oldest first. */
  lend(reading: DurableReading): Promise<Lent[]>;
  /** Destroys all shares of a drawer or packet and keeps the proof. Safe to repeat. */
  destroy(drawer: string): Promise<void>;
  /** What is left of a drawer: shares that could be lent, and the proof of destruction if there is one. */
  inspect(drawer: string): Promise<ShareState>;
  /** The drawers whose shares were destroyed, after an identifier, in order: for restored databases. */
  listDestroyed(after: string, limit: number): Promise<string[]>;
  stop(): Promise<void>;
}

/** `destroyed`: how many shares were destroyed, and when; null while nothing was. */
interface ShareState {
  readonly shares: number;
  readonly destroyed: { readonly shares: number; readonly at: Date } | null;
}

/** Opens the keystore for one login. */
export function openKeystore(url: string, connections: number): Keystore {
  const pool = openPool({ connectionString: url, max: connections });
  return {
    prepare: (drawer, version) => prepare(pool, drawer, version),
    keep: (packet, share) => keep(pool, packet, share),
    lend: async ({ drawer }) => {
      const { rows } = await pool.query<Lent>(
        'select version, share from shares where drawer = $1 order by version',
        [drawer],
      );
      return rows;
    },
    destroy: async (drawer) => {
      await pool.query(
        `with gone as (delete from shares where drawer = $1 returning version)
         insert into destroyed (drawer, shares) select $1, count(*) from gone
         on conflict (drawer) do nothing`,
        [drawer],
      );
    },
    inspect: (drawer) => inspect(pool, drawer),
    listDestroyed: async (after, limit) => {
      const { rows } = await pool.query<{ drawer: string }>(
        'select drawer from destroyed where drawer > $1 order by drawer limit $2',
        [after, limit],
      );
      return rows.map(({ drawer }) => drawer);
    },
    stop: () => pool.end(),
  };
}

async function prepare(
  pool: pg.Pool,
  drawer: string,
  version: number,
): Promise<Uint8Array | undefined> {
  await pool.query(
    `insert into shares (drawer, version, share)
     select $1, $2, $3 where not exists (select from destroyed where drawer = $1)
     on conflict (drawer, version) do nothing`,
    [drawer, version, randomBytes(32)],
  );
  const { rows } = await pool.query<{ share: Buffer }>(
    'select share from shares where drawer = $1 and version = $2',
    [drawer, version],
  );
  return rows[0]?.share;
}

async function keep(pool: pg.Pool, packet: string, share: Uint8Array): Promise<boolean> {
  await pool.query(
    `insert into shares (drawer, version, share)
     select $1, 1, $2 where not exists (select from destroyed where drawer = $1)
     on conflict (drawer, version) do nothing`,
    [packet, Buffer.from(share)],
  );
  const { rows } = await pool.query<{ share: Buffer }>(
    'select share from shares where drawer = $1 and version = 1',
    [packet],
  );
  return rows[0]?.share.equals(share) === true;
}

async function inspect(pool: pg.Pool, drawer: string): Promise<ShareState> {
  const { rows } = await pool.query<{ left: string; shares: number | null; at: Date | null }>(
    `select (select count(*) from shares where drawer = $1) as left, d.shares, d.destroyed_at as at
     from (select) as one left join destroyed d on d.drawer = $1`,
    [drawer],
  );
  const [row] = rows;
  const { at = null, shares = null } = row ?? {};
  return {
    shares: Number(row?.left ?? 0),
    destroyed: at === null || shares === null ? null : { shares, at },
  };
}
