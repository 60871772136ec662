/** A real node on real databases, reached over a line that a test can cut, watch and meddle with. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCaller, createCookieJar } from '@amparo/app/client';
import type { Caller } from '@amparo/app/client';
import { createLogger, startNode } from '@amparo/server';
import type { NodeConfig } from '@amparo/server';

/** Runs one statement as the superuser of the test cluster. */
export type RunSql = (statement: string) => Promise<unknown>;

export interface TestNode {
  readonly urls: { readonly app: string; readonly portal: string; readonly federation: string };
  readonly invitations: readonly string[];
  stop(): Promise<void>;
}

/** Makes two databases in the cluster at `clusterUrl` and starts a node on them. */
export async function startTestNode(
  run: RunSql,
  clusterUrl: string,
  settings: Partial<NodeConfig> = {},
): Promise<TestNode> {
  const name = `c${randomBytes(6).toString('hex')}`;
  const databases = [`${name}_main`, `${name}_keystore`] as const;
  for (const database of databases) await run(`create database ${database}`);
  const dataFolder = await mkdtemp(join(tmpdir(), 'amparo-client-'));
  const invitations = Array.from({ length: 6 }, () => randomBytes(18).toString('base64url'));
  const node = await startNode(
    {
      databaseUrl: urlOf(clusterUrl, databases[0]),
      keystoreUrl: urlOf(clusterUrl, databases[1]),
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
      // Each line comes from an address of its own, as people do; no test here is about rates.
      behindProxy: true,
      nodeName: 'Test node',
      country: 'GB',
      dataFolder,
      enrolmentTokens: invitations,
      demo: false,
      appDist: null,
      ...settings,
    },
    createLogger(() => undefined),
  );
  return {
    urls: node.urls,
    invitations,
    stop: async () => {
      await node.stop();
      await rm(dataFolder, { recursive: true, force: true });
      for (const database of databases) {
        await run(untilLeft(database));
        await run(`drop database ${database} with (force)`);
      }
    },
  };
}

/** Waits, five seconds at most, until the last connection is closed: one that is cut off complains to nobody. */
function untilLeft(database: string): string {
  return `do $$ begin for i in 1..100 loop
    exit when not exists (select from pg_stat_activity where datname = '${database}');
    perform pg_sleep(0.05), pg_stat_clear_snapshot();
  end loop; end $$`;
}

function urlOf(clusterUrl: string, database: string): string {
  const url = new URL(clusterUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** What went over a line: the path, and everything that was sent as text. */
interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** A line to a node. */
export interface Line {
  readonly caller: Caller;
  readonly sent: readonly Sent[];
  /** Cut: nothing arrives. Lossy: the node gets it, its answer is lost. */
  state: 'whole' | 'cut' | 'lossy';
  /** Changes an answer's JSON on its way, as a hostile node could; identity by default. */
  meddle: (path: string, json: unknown) => unknown;
}

let lines = 0;

/** Lays a line to one face, with a cookie jar and an address of its own. */
export function layLine(origin: string): Line {
  const sent: Sent[] = [];
  const address = `10.0.${(++lines >> 8) & 255}.${lines & 255}`;
  const fetch = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const path = new URL(url instanceof Request ? url.url : url).pathname;
    const body = typeof init?.body === 'string' ? init.body : '';
    sent.push({ method: init?.method ?? 'GET', path, body });
    if (line.state === 'cut') throw new TypeError('fetch failed');
    const headers = new Headers(init?.headers);
    headers.set('x-forwarded-for', address);
    const answer = await globalThis.fetch(url, { ...init, headers });
    if (line.state === 'lossy') {
      await answer.arrayBuffer();
      throw new TypeError('terminated');
    }
    const type = answer.headers.get('content-type') ?? '';
    if (!answer.ok || !type.includes('json')) return answer;
    const json = line.meddle(path, await answer.json());
    return new Response(JSON.stringify(json), { status: answer.status, headers: answer.headers });
  };
  const line: Line = {
    caller: createCaller({ origin, fetch, cookies: createCookieJar() }),
    sent,
    state: 'whole',
    meddle: (_path, json) => json,
  };
  return line;
}
