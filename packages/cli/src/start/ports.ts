import { createServer } from 'node:net';
import { StartRefusal } from './refusal.ts';

/** The two ports of a node: the app's face and the portal's, next to each other. */
export interface Ports {
  readonly app: number;
  readonly portal: number;
}

/** Both ports from the first one. Throws `StartRefusal` for a base that leaves no room. */
export function portsFrom(base: number): Ports {
  if (!Number.isSafeInteger(base) || base < 1 || base > 65_534) {
    throw new StartRefusal('--port-base takes a number from 1 to 65534.');
  }
  return { app: base, portal: base + 1 };
}

/** Makes sure that both ports can be listened on. Throws `StartRefusal` naming the one that cannot. */
export async function refuseTakenPorts({ app, portal }: Ports): Promise<void> {
  for (const port of [app, portal]) {
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
