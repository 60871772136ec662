/** A real node on real databases, asked in process. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { Client } from 'pg';
import { inject } from 'vitest';
import type { Endpoint } from '@amparo/casework/kernel';
import type { z } from 'zod';
import type { NodeConfig } from '../config.ts';
import { mountCalls } from '../http/calls.ts';
import { createLogger } from '../logger.ts';
import { type NodeOptions, type OpenNode, openNode } from '../node.ts';
import { createPortalCalls, type PortalCalls } from '../reports/index.ts';

/** What came back, byte for byte and parsed. */
export interface Answer<T> {
  readonly status: number;
  readonly text: string;
  readonly body: T;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** What `ask` takes: anything may be wrong in it, because tests send wrong things. */
export interface Asking {
  readonly params?: Readonly<Record<string, string>>;
  readonly input?: unknown;
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestNode {
  readonly open: OpenNode;
  /** What the portal's pages stand on. */
  readonly calls: PortalCalls;
  readonly config: NodeConfig;
  readonly invitations: readonly string[];
  readonly logLines: string[];
  /** Moves the node's clock by milliseconds. */
  advance(milliseconds: number): void;
  now(): Date;
  ask<O extends z.ZodType>(
    endpoint: Endpoint<z.ZodType, z.ZodType, O>,
    asking?: Asking,
  ): Promise<Answer<z.output<O>>>;
  /** A superuser's connection to the main database, or to the keystore. */
  superuser(which: 'main' | 'keystore'): Promise<Client>;
  /** Stops and opens again on the same databases and folder. */
  reopen(): Promise<void>;
  /** Takes a copy of the main database as it is now, as a backup does. */
  backUp(): Promise<void>;
  /** Puts that copy in the place of the main database, and opens again. The keystore stays as it is. */
  restore(): Promise<void>;
  /** Opens again after `reopen` was refused. */
  retry(): Promise<void>;
  stop(): Promise<void>;
}

export const TEST_ORIGIN = 'http://localhost';

/** Makes two databases and a data folder and opens a node on them. */
export async function startTestNode(
  settings: Partial<NodeConfig> = {},
  options: Pick<NodeOptions, 'slices'> = {},
): Promise<TestNode> {
  const name = `t${randomBytes(6).toString('hex')}`;
  const cluster = inject('AMPARO_TEST_PG');
  const databases = { main: `${name}_main`, keystore: `${name}_keystore` };
  const owner = `${name}_owner`;
  await asSuperuser(cluster, async (client) => {
    await makeOwner(client, owner);
    await client.query(`create database ${databases.main} owner ${owner}`);
    await client.query(`create database ${databases.keystore} owner ${owner}`);
  });
  const dataFolder = await mkdtemp(join(tmpdir(), 'amparo-node-'));
  const invitations = [1, 2, 3].map(() => randomBytes(18).toString('base64url'));
  const config: NodeConfig = {
    databaseUrl: databaseUrl(cluster, databases.main, owner),
    keystoreUrl: databaseUrl(cluster, databases.keystore, owner),
    host: '127.0.0.1',
    appPort: 0,
    portalPort: 0,
    federationPort: 0,
    federationUrl: null,
    federationFile: null,
    federationKeys: [],
    lawRelease: null,
    lawKeys: [],
    appUrl: null,
    portalUrl: null,
    behindProxy: false,
    nodeName: 'Test node',
    country: 'GB',
    dataFolder,
    enrolmentTokens: invitations,
    demo: false,
    appDist: null,
    ...settings,
  };
  const logLines: string[] = [];
  let ahead = 0;
  const now = (): Date => new Date(Date.now() + ahead);
  const log = createLogger((line) => logLines.push(line));
  const open = async (): Promise<Faces> => {
    const node = await openNode(config, {
      log,
      clock: now,
      faces: () => ({ app: TEST_ORIGIN, portal: 'http://localhost:81' }),
      ...options,
    });
    const calls = await createPortalCalls(node.portal, { clock: now });
    const portal = fastify();
    const { nodeName, country, demo, host, behindProxy } = config;
    const shown = { nodeName, country, demo, host, port: 0, publicUrl: null, behindProxy };
    mountCalls(portal, 'portal', { config: { ...shown, calls: node.portal }, calls, log });
    return { node, calls, portal };
  };
  let faces = await open();
  const close = async (): Promise<void> => {
    await faces.portal.close();
    await faces.calls.stop();
    await faces.node.stop();
  };
  const connections: Client[] = [];
  return {
    get open() {
      return faces.node;
    },
    get calls() {
      return faces.calls;
    },
    config,
    invitations,
    logLines,
    now,
    advance: (milliseconds) => {
      ahead += milliseconds;
    },
    ask: (endpoint, asking) =>
      ask(endpoint.face === 'app' ? faces.node.app : faces.portal, endpoint, asking ?? {}),
    superuser: async (which) => {
      const client = new Client({ connectionString: databaseUrl(cluster, databases[which]) });
      await client.connect();
      connections.push(client);
      return client;
    },
    reopen: async () => {
      await close();
      faces = await open();
    },
    backUp: async () => {
      await close();
      await asSuperuser(cluster, async (client) => {
        await client.query(`create database ${name}_backup template ${databases.main}`);
      });
      faces = await open();
    },
    restore: async () => {
      await Promise.all(connections.splice(0).map((client) => client.end()));
      await close();
      await asSuperuser(cluster, async (client) => {
        await client.query(`drop database ${databases.main} with (force)`);
        await client.query(`alter database ${name}_backup rename to ${databases.main}`);
        await client.query(`alter database ${databases.main} owner to ${owner}`);
      });
      faces = await open();
    },
    retry: async () => {
      faces = await open();
    },
    stop: async () => {
      await Promise.all(connections.map((client) => client.end()));
      await close();
      await rm(dataFolder, { recursive: true, force: true });
      await asSuperuser(cluster, async (client) => {
        await client.query(`drop database ${databases.main} with (force)`);
        await client.query(`drop database ${databases.keystore} with (force)`);
      });
    },
  };
}

interface Faces {
  readonly node: OpenNode;
  readonly calls: PortalCalls;
  readonly portal: FastifyInstance;
}

let senders = 0;

/** Every request comes from another address: limits by sender have tests of their own. */
function nextAddress(): string {
  senders += 1;
  return `10.${(senders >> 16) & 255}.${(senders >> 8) & 255}.${senders & 255}`;
}

async function ask<O extends z.ZodType>(
  server: FastifyInstance,
  endpoint: Endpoint<z.ZodType, z.ZodType, O>,
  { params = {}, input, cookie, headers = {} }: Asking,
): Promise<Answer<z.output<O>>> {
  const path = endpoint.path.replaceAll(/:([a-z]+)/g, (_, name: string) => params[name] ?? '');
  const isGet = endpoint.method === 'GET';
  const query = isGet && input !== undefined ? `?${new URLSearchParams(input as never)}` : '';
  const response = await server.inject({
    remoteAddress: nextAddress(),
    method: endpoint.method,
    url: `${path}${query}`,
    headers: {
      host: 'localhost',
      ...(isGet ? {} : { origin: TEST_ORIGIN, 'content-type': 'application/json' }),
      ...(cookie === undefined ? {} : { cookie }),
      ...headers,
    },
    ...(isGet ? {} : { payload: JSON.stringify(input ?? {}) }),
  });
  return {
    status: response.statusCode,
    text: response.payload,
    body: JSON.parse(response.payload || 'null') as z.output<O>,
    headers: response.headers,
  };
}

/**
 * An owner as an operator makes one: no superuser, so that the policies bind it as well. The groups of
 * nodes that share a server are made beforehand, with leave to grant them.
 */
async function makeOwner(superuser: Client, owner: string): Promise<void> {
  await superuser.query(`create role ${owner} login createrole password '${owner}'`);
  for (const group of ['app', 'portal', 'keeper', 'federation', 'lender'].map(inFull)) {
    await superuser.query(`do $$ begin create role ${group} nologin;
      exception when duplicate_object or unique_violation then null; end $$`);
    await superuser.query(`grant ${group} to ${owner} with admin true, inherit false, set false`);
  }
}

function inFull(group: string): string {
  return `amparo_${group}`;
}

function databaseUrl(cluster: string, name: string, login?: string): string {
  const url = new URL(cluster);
  url.pathname = `/${name}`;
  if (login !== undefined) {
    url.username = login;
    url.password = login;
  }
  return url.href;
}

async function asSuperuser(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
