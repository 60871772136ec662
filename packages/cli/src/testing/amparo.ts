/** `amparo` as a process of its own, as a person runs it. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const AMPARO = fileURLToPath(new URL('../../bin/amparo.mjs', import.meta.url));

export interface RunningAmparo {
  readonly pid: number;
  /** Everything printed so far, errors last. */
  output(): string;
  /** Waits until it says that it is ready. Throws with what it printed when it ends before. */
  ready(): Promise<void>;
  /** Sends a signal and gives the exit code, or the name of the signal that ended it. */
  end(signal: NodeJS.Signals): Promise<number | string | null>;
  /** The exit code, once it ended by itself. */
  ended: Promise<number | string | null>;
}

/** Runs `amparo` with these arguments on a data folder. */
export function runAmparo(
  args: readonly string[],
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
): RunningAmparo {
  const child = spawn(process.execPath, [AMPARO, ...args], {
    env: { ...process.env, DATABASE_URL: '', KEYSTORE_URL: '', AMPARO_DATA: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
  const output = (): string => said.out + said.err;
  const ended = endOf(child);
  return {
    pid: child.pid ?? 0,
    output,
    ended,
    ready: async () => {
      const early = ended.then(() => 'ended');
      while (!said.out.includes('Amparo is ready')) {
        const turn = new Promise((resolve) => setTimeout(resolve, 50, 'again'));
        if ((await Promise.race([early, turn])) === 'ended') throw new Error(output());
      }
    },
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

function endOf(child: ChildProcess): Promise<number | string | null> {
  return new Promise((resolve) => {
    child.once('close', (code, signal) => {
      resolve(code ?? signal);
    });
  });
}

/** A data folder that the account of the database can reach. */
export async function makeDataDir(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'amparo-start-'));
  await chmod(folder, 0o755);
  return folder;
}

/** A port N such that N to N + 12 are free, outside the range from which systems take ports by themselves. */
export async function findFreeBase(): Promise<number> {
  for (let base = 21_000 + (process.pid % 450) * 20; ; base += 20) {
    const ports = Array.from({ length: 13 }, (_, offset) => base + offset);
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return base;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, '127.0.0.1', () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}

/** A process and everything that it started, by number, deepest last. */
export async function familyOf(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const children = text.split(' ').filter(Boolean).map(Number);
  const families = await Promise.all(children.map(familyOf));
  return [pid, ...families.flat()];
}

/** Those of these processes that still run. A zombie counts as gone. */
export async function livingOf(pids: readonly number[]): Promise<number[]> {
  const states = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') Z')),
  );
  return pids.filter((_, at) => !/\) [ZX]/.test(states[at] ?? ''));
}
