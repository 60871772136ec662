/**
 * The one way to the database: `db.as(actor)`. Reads take one round trip; the actor's settings and the
 * query travel together and form one implicit transaction, so that a pooled connection keeps nothing.
 */
import type { Compilable } from 'kysely';
import pg from 'pg';
import type { Outcome } from '../outcome.ts';
import { ACTOR_SETTINGS, type Actor, settingsOf } from './actor.ts';
import { openPool } from './pool.ts';

/** Runs compiled queries; rows come back as the tables describe them. */
export interface Runner {
  run<Row>(query: Compilable<Row>): Promise<Row[]>;
  /** For statements without rows: how many rows were touched. */
  execute(query: Compilable): Promise<number>;
}

/** The database on behalf of one actor. */
export interface Handle extends Runner {
  /** One transaction: committed when `work` gives a value, rolled back when it refuses or throws. */
  commit<T>(work: (tx: Runner) => Promise<Outcome<T>>): Promise<Outcome<T>>;
}

export interface Database {
  as(actor: Actor): Handle;
  stop(): Promise<void>;
}

/**
 * Opens a pool for one login.
 *
 * Shape: `url` of a login of `roles.ts`, never of the owner; `connections` at most.
 */
export function openDatabase(url: string, connections: number): Database {
  const pool = openPool({ connectionString: url, max: connections, types: { getTypeParser } });
  return {
    as: (actor) => ({
      run: async <Row>(query: Compilable<Row>) => (await readAs(pool, actor, query)).rows as Row[],
      execute: async (query) => (await readAs(pool, actor, query)).rowCount ?? 0,
      commit: (work) => commitAs(pool, actor, work),
    }),
    stop: () => pool.end(),
  };
}

async function readAs(pool: pg.Pool, actor: Actor, query: Compilable): Promise<pg.QueryResult> {
  const client = await pool.connect();
  let isBroken = true;
  try {
    const result = await new Promise<pg.QueryResult>((resolve, reject) => {
      client.query(new ActorQuery(settingsOf(actor), query, resolve, reject));
    });
    isBroken = false;
    return result;
  } catch (error) {
    isBroken = !(error instanceof pg.DatabaseError);
    throw error;
  } finally {
    client.release(isBroken);
  }
}

async function commitAs<T>(
  pool: pg.Pool,
  actor: Actor,
  work: (tx: Runner) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const client = await pool.connect();
  let isBroken = true;
  try {
    await client.query(`begin; ${settingsSql(actor)}`);
    const outcome = await work(runnerOf(client));
    await client.query(outcome.ok ? 'commit' : 'rollback');
    isBroken = false;
    return outcome;
  } catch (error) {
    isBroken = await client.query('rollback').then(
      () => false,
      () => true,
    );
    throw error;
  } finally {
    client.release(isBroken);
  }
}

function runnerOf(client: pg.PoolClient): Runner {
  const send = (query: Compilable): Promise<pg.QueryResult> => {
    const { sql, parameters } = query.compile();
    return client.query(sql, [...parameters]);
  };
  return {
    run: async <Row>(query: Compilable<Row>) => (await send(query)).rows as Row[],
    execute: async (query) => (await send(query)).rowCount ?? 0,
  };
}

function settingsSql(actor: Actor): string {
  const calls = settingsOf(actor).map(
    (value, at) => `set_config('${ACTOR_SETTINGS[at]}', ${pg.escapeLiteral(value)}, true)`,
  );
  return `select ${calls.join(', ')}`;
}

/** Sets every actor setting and gives no row, so that it needs no description. */
const SET_ACTOR = `select from (select concat(${ACTOR_SETTINGS.map(
  (name, at) => `set_config('${name}', $${at + 1}, true)`,
).join(', ')}) as applied offset 0) as settings where applied is null`;

/** The part of pg's connection that sends messages of the extended protocol. */
interface Wire {
  parse(message: { text: string }): void;
  bind(message: { values: readonly string[] }): void;
  execute(message: { portal?: string; rows?: number }): void;
}

interface PreparingQuery extends pg.Submittable {
  prepare(connection: Wire): void;
}
type Answer = pg.QueryResult | pg.QueryResult[];
const PgQuery = pg.Query as unknown as new (
  config: { text: string; values: unknown[]; queryMode: 'extended' },
  values: undefined,
  callback: (error: Error | null, answer: Answer) => void,
) => PreparingQuery;

/**
 * A query behind the settings of its actor, with one Sync after both: PostgreSQL runs them as one
 * transaction and the settings are gone after it.
 * Source: PostgreSQL documentation, 55.2.3 "Extended Query" and 55.2.4 "Pipelining".
 */
class ActorQuery extends PgQuery {
  readonly #settings: readonly string[];

  constructor(
    settings: readonly string[],
    query: Compilable,
    resolve: (result: pg.QueryResult) => void,
    reject: (error: Error) => void,
  ) {
    const { sql, parameters } = query.compile();
    super(
      { text: sql, values: [...parameters], queryMode: 'extended' },
      undefined,
      (error, answer) => {
        if (error) reject(error);
        else resolve(lastOf(answer));
      },
    );
    this.#settings = settings;
  }

  override prepare(connection: Wire): void {
    connection.parse({ text: SET_ACTOR });
    connection.bind({ values: this.#settings });
    connection.execute({});
    super.prepare(connection);
  }
}

function lastOf(answer: Answer): pg.QueryResult {
  const result = Array.isArray(answer) ? answer.at(-1) : answer;
  if (result === undefined) throw new TypeError('PostgreSQL gave no result.');
  return result;
}

const DATE = 1082;
const INT8 = 20;

/** Civil dates stay text; sequence numbers and sizes are far below 2^53 and become numbers. */
function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === DATE) return (value) => value;
  if (oid === INT8) return Number;
  if (format === 'binary') throw new TypeError('Rows come as text.');
  const parse = pg.types.getTypeParser(oid, 'text') as (value: string) => unknown;
  return parse;
}
