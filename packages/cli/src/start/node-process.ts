/** The node as a process of its own: started, watched, and stopped in order. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { StartRefusal } from './refusal.ts';

/** Where the three faces of a node answer. */
export interface NodeUrls {
  readonly app: string;
  readonly portal: string;
  readonly federation: string;
}

export interface NodeProcess {
  /** Addresses of its faces, as the node says them. */
  readonly urls: NodeUrls;
  /** Settles with the exit code when the process has ended, asked or not. */
  readonly ended: Promise<number | null>;
  /** Asks it to stop, and ends it after ten seconds. Settles when it has ended. */
  stop(): Promise<void>;
}

const MAIN = fileURLToPath(new URL('../../../server/src/main.ts', import.meta.url));
const FOLLOW = new URL('./follow-parent.ts', import.meta.url).href;
const PORT_TAKEN =
  'Another program took one of the ports a moment ago. Try again, or choose others with --port-base.';
const PATIENCE_MS = 10_000;

/**
 * Starts the node and waits until its faces answer.
 *
 * Shape: `env` is added to this process's own; `log` receives the node's log lines. Throws `StartRefusal` with
 * the node's own sentence when it refuses to start, or when `signal` is aborted first.
 */
export async function startNodeProcess(
  env: Readonly<Record<string, string>>,
  { log, signal }: { readonly log: (line: string) => void; readonly signal: AbortSignal },
): Promise<NodeProcess> {
  const child = spawn(process.execPath, ['--import', FOLLOW, MAIN], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
    child.once('error', () => {
      resolve(null);
    });
  });
  const stop = (): Promise<void> => stopChild(child, ended);
  const said: string[] = [];
  listen(child.stderr, (line) => {
    if (line.includes('"EADDRINUSE"')) said.push(PORT_TAKEN);
    if (line.startsWith('{')) log(line);
    else said.push(line);
  });
  const urls = await Promise.race([readyLine(child), ended, aborted(signal)]);
  if (urls !== null && typeof urls === 'object') return { urls, ended, stop };
  await stop();
  const sentence = said.slice(-5).join('\n').trim();
  throw new StartRefusal(sentence || 'The node ended before it was ready; node.log says why.');
}

function readyLine(child: ChildProcess): Promise<NodeProcess['urls']> {
  return new Promise((resolve) => {
    listen(child.stdout, (line) => {
      const urls = parseReady(line);
      if (urls !== undefined) resolve(urls);
    });
  });
}

function listen(stream: Readable | null, hear: (line: string) => void): void {
  if (stream === null) throw new Error('The process was started with pipes.');
  createInterface({ input: stream }).on('line', hear);
}

function parseReady(line: string): NodeProcess['urls'] | undefined {
  try {
    const said = JSON.parse(line) as Readonly<Record<string, unknown>>;
    const { ready, app, portal, federation } = said;
    const isAddress = (url: unknown): url is string => typeof url === 'string';
    const isReady = ready === true && isAddress(app) && isAddress(portal) && isAddress(federation);
    return isReady ? { app, portal, federation } : undefined;
  } catch {
    return undefined;
  }
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    const stop = (): void => {
      resolve(null);
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

async function stopChild(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  await ended;
  clearTimeout(late);
}
