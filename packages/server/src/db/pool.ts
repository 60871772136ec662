/** Connections to PostgreSQL that may break at any moment without ending the process. */
import pg from 'pg';

/** Opens a pool: at most `connections` at once, ten seconds to get one; otherwise as `pg.Pool`. */
export function openPool(options: pg.PoolConfig & { readonly max: number }): pg.Pool {
  const pool = new pg.Pool({ connectionTimeoutMillis: 10_000, ...options });
  // A connection that breaks while idle is thrown away by the pool; the next query takes another.
  pool.on('error', () => undefined);
  // A lent connection that breaks fails its query. Between two statements there is none to fail, and
  // an error event that nobody hears would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
