/** The node's own program as a process that can be killed. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { familyOf, killAtOnce, waitForEnd } from './processes.ts';

export interface ServerProcess {
  readonly pid: number;
  readonly urls: { readonly app: string; readonly portal: string };
  /** From starting the process to its word that it is ready. */
  readonly readyAfterMs: number;
  /** Everything it has printed so far, on both streams. */
  output(): string;
  hasEnded(): boolean;
  /** Kills the process itself; those that it started must notice by themselves. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

const MAIN = fileURLToPath(new URL('../../../server/src/main.ts', import.meta.url));
const PATIENCE_MS = 60_000;

/**
 * Starts `packages/server/src/main.ts` and waits until it says that it is ready.
 *
 * Shape: `env` is all that it gets besides PATH and TMPDIR, so that no setting of whoever runs this reaches it.
 * Throws with what it printed when it ends or stays silent.
 */
export async function startServerProcess(
  env: Readonly<Record<string, string>>,
): Promise<ServerProcess> {
  const { PATH = '', TMPDIR } = process.env;
  const began = performance.now();
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH,
      ...(TMPDIR === undefined ? {} : { TMPDIR }),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
    child.once('error', () => {
      resolve();
    });
  });
  const ready = new Promise<{ app: string; portal: string }>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString('utf8');
        const found = /^(\{"ready":true.*\})$/m.exec(output)?.[1];
        if (found !== undefined) resolve(JSON.parse(found) as { app: string; portal: string });
      });
    }
  });
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  const urls = await Promise.race([ready, ended]);
  clearTimeout(late);
  const { pid } = child;
  if (urls === undefined || pid === undefined)
    throw new Error(`The node did not start:\n${output}`);
  return {
    pid,
    urls: { app: urls.app, portal: urls.portal },
    readyAfterMs: performance.now() - began,
    output: () => output,
    hasEnded,
    kill: async () => {
      const family = familyOf(pid);
      killAtOnce([pid]);
      await ended;
      await waitForEnd(family);
    },
    stop: async () => {
      if (!hasEnded()) child.kill('SIGTERM');
      const stuck = setTimeout(() => child.kill('SIGKILL'), 20_000);
      await ended;
      clearTimeout(stuck);
    },
  };
}
