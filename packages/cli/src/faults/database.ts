/** An embedded database that can be killed, and that comes back at the address it had. */
import { readFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@amparo/server';
import type { EmbeddedOptions } from '@amparo/server';
import { familyOf, killAtOnce, waitForEnd } from './processes.ts';

export interface KillableDatabase {
  /** For the superuser; the same after every restart. */
  readonly url: string;
  /** The postmaster and all of its processes. */
  pids(): Promise<number[]>;
  /** Kills the postmaster and all its processes in the middle of whatever they do. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a cluster behind a relay with a fixed port.
 *
 * An embedded database takes a new free port at each start, but a database of production keeps its address;
 * with the relay a node lives through the crash of its database, as it must there.
 */
export async function startKillableDatabase(options: EmbeddedOptions): Promise<KillableDatabase> {
  let postgres = await startEmbeddedPostgres(options);
  let isDown = false;
  const relay = await startRelay(() => (isDown ? undefined : postgres.port));
  const pids = async (): Promise<number[]> => familyOf(await postmasterOf(options));
  const url = new URL(postgres.url);
  url.port = String(relay.port);
  return {
    url: url.href,
    pids,
    kill: async () => {
      const all = await pids();
      isDown = true;
      killAtOnce(all);
      await waitForEnd(all);
      await postgres.ended;
    },
    restart: async () => {
      postgres = await startEmbeddedPostgres(options);
      isDown = false;
    },
    stop: async () => {
      isDown = true;
      relay.stop();
      await postgres.stop();
    },
  };
}

async function postmasterOf({ dataDir, name }: EmbeddedOptions): Promise<number> {
  const notes = await readFile(join(dataDir, name, 'pgdata', 'postmaster.pid'), 'utf8');
  const pid = Number(notes.split('\n')[0]);
  if (!Number.isSafeInteger(pid) || pid <= 1) throw new Error(`${name} has no postmaster`);
  return pid;
}

interface Relay {
  readonly port: number;
  stop(): void;
}

async function startRelay(target: () => number | undefined): Promise<Relay> {
  const open = new Set<Socket>();
  const server = createServer({ noDelay: true }, (client) => {
    const port = target();
    if (port === undefined) {
      client.destroy();
      return;
    }
    const database = connect({ host: '127.0.0.1', port, noDelay: true });
    tie(client, database, open);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}

/** What one end loses, the other loses too. */
function tie(client: Socket, database: Socket, open: Set<Socket>): void {
  for (const [socket, other] of [
    [client, database],
    [database, client],
  ] as const) {
    open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      open.delete(socket);
      other.destroy();
    });
    socket.pipe(other);
  }
}
