/** Puts a marker, in every shape, into every place that the search must reach. */
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import type { RunningNode } from '../node/node.ts';
import type { Needle } from './encodings.ts';
import { CLUSTERS, superuserUrl } from './search.ts';
import type { Cluster } from './search.ts';

/** A place with what must be found there. */
interface Planted {
  readonly place: string;
  /** How a sighting in this place reads. */
  readonly where: RegExp;
  readonly needles: readonly Needle[];
}

export interface Garden {
  readonly planted: readonly Planted[];
  /** Lets go of what is held open, and removes what was put into the databases. */
  uproot(): Promise<void>;
}

/**
 * Plants `kept` in every place, and `gone` only in rows that are deleted again, so that nothing but the
 * write-ahead log can have it.
 */
export async function plant(
  node: RunningNode,
  kept: readonly Needle[],
  gone: readonly Needle[],
): Promise<Garden> {
  const texts = kept.filter(({ isText }) => isText);
  const clients: pg.Client[] = [];
  const planted: Planted[] = [];
  for (const cluster of CLUSTERS) {
    const client = new pg.Client(superuserUrl(node, cluster));
    await client.connect();
    clients.push(client);
    await plantRows(client, kept, texts);
    await plantGone(client, gone);
    await client.query(`do $$ begin raise log '%', ${pg.escapeLiteral(joined(texts))}; end $$`);
    const pid = await holdInBackend(client, kept);
    planted.push(...expectations(cluster, pid, { kept, texts, gone }));
  }
  plantFile(join(node.dataDir, 'planted.bin'), kept);
  planted.push(at('a file', /planted\.bin$/, kept));
  const senders = [halfSend(node.app, '/api/sign-in/keys', kept), halfSend(node.portal, '/', kept)];
  planted.push(
    at('memory of the server', /^memory of .*main\.ts/, kept),
    at('memory of a portal worker', /^memory of .*worker\.ts/, kept),
  );
  await new Promise((resolve) => setTimeout(resolve, 500));
  return {
    planted,
    uproot: async () => {
      for (const sender of senders) sender.stop();
      for (const client of clients) {
        await client.query('rollback');
        await client.query('drop schema planted cascade');
        await client.end();
      }
    },
  };
}

interface Shapes {
  readonly kept: readonly Needle[];
  readonly texts: readonly Needle[];
  readonly gone: readonly Needle[];
}

function expectations(cluster: Cluster, pid: number, { kept, texts, gone }: Shapes): Planted[] {
  const table = (column: string): RegExp => new RegExp(`^${cluster} table planted\\.${column}$`);
  return [
    at(`${cluster}: text`, table('rows.t'), texts),
    at(`${cluster}: bytea`, table('rows.b'), kept),
    at(`${cluster}: jsonb`, table('rows.j'), texts),
    at(`${cluster}: compressed`, table('long.t'), texts),
    at(`${cluster}: PostgreSQL's log`, new RegExp(`/${cluster}/postgres\\.log$`), texts),
    at(`${cluster}: backend`, new RegExp(`^memory of ${pid} `), kept),
    at(`${cluster}: write-ahead log`, new RegExp(`/${cluster}/pgdata/pg_wal/`), gone),
  ];
}

function at(place: string, where: RegExp, needles: readonly Needle[]): Planted {
  return { place, where, needles };
}

async function plantRows(
  client: pg.Client,
  kept: readonly Needle[],
  texts: readonly Needle[],
): Promise<void> {
  await client.query('create schema planted');
  await client.query('create table planted.rows (t text, b bytea, j jsonb)');
  await client.query('create table planted.long (t text)');
  for (const { bytes } of kept) {
    await client.query('insert into planted.rows (b) values ($1)', [around(bytes)]);
  }
  for (const { bytes } of texts) {
    const text = around(bytes).toString('utf8');
    const json = JSON.stringify({ list: [{ said: text }] });
    await client.query('insert into planted.rows (t, j) values ($1, $2)', [text, json]);
    // Long and dull enough to be compressed.
    const long = `${'a'.repeat(60_000)}${text}${'b'.repeat(60_000)}`;
    await client.query('insert into planted.long (t) values ($1)', [long]);
  }
}

/** Inserted, deleted and dropped; three times, because the end of a page may cut one of them in two. */
async function plantGone(client: pg.Client, gone: readonly Needle[]): Promise<void> {
  await client.query('create table planted.gone (b bytea)');
  for (const { bytes } of [...gone, ...gone, ...gone]) {
    await client.query('insert into planted.gone values ($1)', [around(bytes)]);
  }
  await client.query('delete from planted.gone');
  await client.query('vacuum planted.gone');
  await client.query('drop table planted.gone');
}

/** A temporary table lives in the memory of its own process alone. Gives the process. */
async function holdInBackend(client: pg.Client, kept: readonly Needle[]): Promise<number> {
  await client.query('begin');
  await client.query('create temporary table held (b bytea)');
  for (const { bytes } of kept) await client.query('insert into held values ($1)', [around(bytes)]);
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid ?? 0;
}

/** At odd places, and one of them across the seam between two pieces that are read one after the other. */
function plantFile(path: string, kept: readonly Needle[]): void {
  const seam = Buffer.alloc(8 * 1024 * 1024 - 7, 0x2e);
  const [first] = kept;
  const begin = Buffer.concat([seam, first?.bytes ?? Buffer.alloc(0)]);
  writeFileSync(path, Buffer.concat([begin, ...kept.map(({ bytes }) => around(bytes))]));
}

interface Sender {
  stop(): void;
}

/** Begins a request, never finishes it, and keeps it from falling silent. */
function halfSend(origin: string, path: string, kept: readonly Needle[]): Sender {
  const { host, port } = new URL(origin);
  const socket: Socket = connect({ host: '127.0.0.1', port: Number(port), noDelay: true });
  const type = path.startsWith('/api/') ? 'application/json' : 'application/x-www-form-urlencoded';
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${origin}\r\nContent-Type: ${type}\r\n` +
      'Content-Length: 100000\r\n\r\n',
  );
  socket.write(Buffer.concat(kept.map(({ bytes }) => around(bytes))));
  const drip = setInterval(() => socket.write('.'), 3000);
  socket.on('error', () => undefined);
  return {
    stop: () => {
      clearInterval(drip);
      socket.destroy();
    },
  };
}

function around(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from('<'), bytes, Buffer.from('>')]);
}

function joined(texts: readonly Needle[]): string {
  return texts.map(({ bytes }) => bytes.toString('utf8')).join(' | ');
}
