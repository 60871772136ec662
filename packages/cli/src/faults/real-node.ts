/** A whole node of real processes in a folder of its own: two databases and the server. */
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPortal } from '@amparo/server';
import { startKillableDatabase } from './database.ts';
import type { KillableDatabase } from './database.ts';
import { startServerProcess } from './server-process.ts';
import type { ServerProcess } from './server-process.ts';

export interface RealNode {
  readonly dataDir: string;
  readonly urls: ServerProcess['urls'];
  /** With each, one organisation can join. */
  readonly invitations: readonly string[];
  readonly main: KillableDatabase;
  readonly keystore: KillableDatabase;
  /** The process that runs now. */
  server(): ServerProcess;
  /** Starts the server again, at the same addresses, after it was killed or stopped. */
  restartServer(): Promise<void>;
  /** Ends every process and removes the folder. */
  stop(): Promise<void>;
}

const KEYSTORE_SETTINGS = { shared_buffers: '16MB', max_connections: '40' };

/**
 * Starts a node whose parts can be killed one by one.
 *
 * It trusts `X-Forwarded-For`, because one process here plays many senders, each with a rate of their own; see
 * `fetchFromCrowd`.
 */
export async function startRealNode(): Promise<RealNode> {
  const dataDir = await mkdtemp(join(tmpdir(), 'amparo-faults-'));
  await chmod(dataDir, 0o711);
  await buildPortal();
  const main = await startKillableDatabase({ dataDir, name: 'main' });
  const keystore = await startKillableDatabase({
    dataDir,
    name: 'keystore',
    settings: KEYSTORE_SETTINGS,
  });
  const invitations = [1, 2, 3].map(() => randomBytes(18).toString('base64url'));
  const [appPort, portalPort] = await freePorts(2);
  const env = {
    DATABASE_URL: main.url,
    KEYSTORE_URL: keystore.url,
    AMPARO_DATA: dataDir,
    AMPARO_APP_PORT: String(appPort),
    AMPARO_PORTAL_PORT: String(portalPort),
    AMPARO_FEDERATION_PORT: '0',
    AMPARO_BEHIND_PROXY: 'yes',
    AMPARO_COUNTRY: 'GB',
    AMPARO_NODE_NAME: 'Test node',
    AMPARO_ENROLMENT_TOKEN: invitations.join(','),
  };
  let server = await startServerProcess(env);
  return {
    dataDir,
    urls: server.urls,
    invitations,
    main,
    keystore,
    server: () => server,
    restartServer: async () => {
      server = await startServerProcess(env);
    },
    stop: async () => {
      await server.stop();
      await keystore.stop();
      await main.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

let crowd = 0;

/** `fetch` as a crowd: every request comes from another address, so that no rate is met. */
export const fetchFromCrowd: typeof globalThis.fetch = (input, init) => {
  crowd += 1;
  return send(input, init, 2 ** 23 + (crowd % 2 ** 23));
};

function send(
  input: string | URL | Request,
  init: RequestInit | undefined,
  sender: number,
): Promise<Response> {
  const headers = new Headers(init?.headers);
  headers.set(
    'x-forwarded-for',
    `10.${(sender >> 16) & 255}.${(sender >> 8) & 255}.${sender & 255}`,
  );
  return globalThis.fetch(input, { ...init, headers });
}

async function freePorts(count: number): Promise<number[]> {
  const probes = await Promise.all(Array.from({ length: count }, listen));
  const ports = probes.map((probe) => (probe.address() as AddressInfo).port);
  await Promise.all(probes.map((probe) => new Promise((resolve) => probe.close(resolve))));
  return ports;
}

async function listen(): Promise<ReturnType<typeof createServer>> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', resolve);
  });
  return probe;
}
