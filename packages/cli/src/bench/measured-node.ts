/** A real node with enough drawers that sixteen can work at once without waiting for one another. */
import { Agent, request } from 'node:http';
import {
  createCaller,
  createCookieJar,
  createMemoryStore,
  openDrawer,
  unlock,
} from '@amparo/app/client';
import type { OpenDrawer, Session } from '@amparo/app/client';
import { enrol, must, openInventedFile } from '../faults/organisation.ts';
import { fetchFromCrowd, startRealNode } from '../faults/real-node.ts';
import type { RealNode } from '../faults/real-node.ts';

/** How many work at once, on both sides of a comparison. */
export const AT_ONCE = 16;

export interface MeasuredNode {
  readonly node: RealNode;
  readonly session: Session;
  /** One for each of those who work at once. */
  readonly drawers: readonly OpenDrawer[];
  /** Posts JSON with the member's session over a kept connection. Throws for every status but 200. */
  readonly post: (path: string, body: string) => Promise<Buffer>;
  stop(): Promise<void>;
}

/** Starts the node, enrols an organisation and opens the drawers. */
export async function startMeasuredNode(): Promise<MeasuredNode> {
  const node = await startRealNode();
  const { worker, passphrase } = await enrol(node);
  const cookies = createCookieJar();
  const caller = createCaller({ origin: node.urls.app, fetch: fetchFromCrowd, cookies });
  const store = createMemoryStore();
  const session = must(await unlock({ card: worker.card, passphrase, caller, store }));
  const drawers: OpenDrawer[] = [];
  while (drawers.length < AT_ONCE) {
    for (const { drawer } of (await openInventedFile(node, session)).drawers) {
      drawers.push(must(await openDrawer(session, drawer)));
    }
  }
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  return {
    node,
    session,
    drawers: drawers.slice(0, AT_ONCE),
    post: (path, body) => post({ node, agent, cookie: cookies.header() ?? '' }, path, body),
    stop: async () => {
      agent.destroy();
      await node.stop();
    },
  };
}

interface Line {
  readonly node: RealNode;
  readonly agent: Agent;
  readonly cookie: string;
}

let sender = 0;

/** Every request comes from another address, so that no rate is met. */
function post({ node, agent, cookie }: Line, path: string, body: string): Promise<Buffer> {
  const origin = node.urls.app;
  sender += 1;
  const headers = {
    origin,
    cookie,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'x-forwarded-for': `10.${(sender >> 16) & 255}.${(sender >> 8) & 255}.${sender & 255}`,
  };
  return new Promise((resolve, reject) => {
    const asked = request(`${origin}${path}`, { method: 'POST', agent, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const bytes = Buffer.concat(parts);
        if (answer.statusCode === 200) resolve(bytes);
        else reject(new Error(`${path}: ${answer.statusCode ?? 0} ${bytes.toString()}`));
      });
    });
    asked.once('error', reject);
    asked.end(body);
  });
}

/** Lets `AT_ONCE` work side by side; each does its own items one after the other. */
export async function sideBySide<T>(
  items: readonly (readonly T[])[],
  work: (item: T, at: number) => Promise<unknown>,
): Promise<void> {
  await Promise.all(
    items.map(async (own, at) => {
      for (const item of own) await work(item, at);
    }),
  );
}
