import { createServer } from 'node:net';
import { StartRefusal } from './refusal.ts';

/** The three ports of a node, next to each other: the app's face, the portal's, the one for other nodes. */
export interface Ports {
  readonly app: number;
  readonly portal: number;
  readonly federation: number;
}

/** How much higher the ports of the demo's second node are. */
export const SECOND_OFFSET = 10;

const HIGHEST_BASE = 65_535 - 2;

/** All ports from the first one. Throws `StartRefusal` for a base that leaves no room. */
export function portsFrom(base: number): Ports {
  if (!Number.isSafeInteger(base) || base < 1 || base > HIGHEST_BASE) {
    throw new StartRefusal(
      `--port-base takes a number from 1 to ${HIGHEST_BASE - SECOND_OFFSET}, or to ${HIGHEST_BASE} with --empty.`,
    );
  }
  return { app: base, portal: base + 1, federation: base + 2 };
}

/** Makes sure that all ports can be listened on. Throws `StartRefusal` naming the one that cannot. */
export async function refuseTakenPorts(nodes: readonly Ports[]): Promise<void> {
  for (const port of nodes.flatMap(({ app, portal, federation }) => [app, portal, federation])) {
    const code = await tryPort(port);
    if (code === 'EACCES') {
      throw new StartRefusal(`Port ${port} is reserved for root. Choose another with --port-base.`);
    }
    if (code !== undefined) {
      throw new StartRefusal(
        `Port ${port} is taken by another program. Stop that one, or choose others with --port-base.`,
      );
    }
  }
}

function tryPort(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? 'unknown');
    });
    server.listen(port, '127.0.0.1', () => {
      server.close(() => {
        resolve(undefined);
      });
    });
  });
}
