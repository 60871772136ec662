/**
 * How long a node takes from its start until it says that it is ready: `npm run bench:start [-- --json]`.
 *
 * The first start of a folder makes two databases, keys and cards for the demo's people and fills it through its
 * front doors; the second finds everything there. Seconds are reported and never judged: there is no peer that
 * would do the same, and another machine has other seconds. What browsers load is built before the first pass.
 */
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isJsonAsked, median, secondsOf } from './line.ts';

const AMPARO = fileURLToPath(new URL('../../bin/amparo.mjs', import.meta.url));
const READY = 'Amparo is ready';
const PASSES = 5;

await inFolder(async (dataDir) => {
  await startAndStop(dataDir);
});
const first: number[] = [];
const second: number[] = [];
for (let pass = 0; pass < PASSES; pass += 1) {
  await inFolder(async (dataDir) => {
    first.push(await startAndStop(dataDir));
    second.push(await startAndStop(dataDir));
  });
}
tell('first start, seconds to ready', first);
tell('second start, seconds to ready', second);

async function inFolder(work: (dataDir: string) => Promise<void>): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'amparo-start-'));
  await chmod(dataDir, 0o711);
  try {
    await work(dataDir);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Starts a node, waits for its word, and stops it; gives the seconds to its word. */
async function startAndStop(dataDir: string): Promise<number> {
  const args = [AMPARO, 'start', '--port-base', String(await findFreePort())];
  const env = { ...process.env, AMPARO_DATA: dataDir };
  let output = '';
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString('utf8');
        if (output.includes(READY)) resolve();
      });
    }
  });
  const seconds = await secondsOf(() => Promise.race([ready, ended]));
  if (child.exitCode !== null) throw new Error(`The node ended early:\n${output}`);
  child.kill('SIGINT');
  await ended;
  return seconds;
}

/** A base with free ports behind it, below those that the system hands out for connections. */
async function findFreePort(): Promise<number> {
  for (let base = 20_000 + ((process.pid * 20) % 10_000); base < 32_000; base += 20) {
    const ports = Array.from({ length: 20 }, (_, offset) => base + offset);
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return base;
  }
  throw new Error('There are no free ports between 20000 and 32000.');
}

function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => {
      resolve(false);
    });
    probe.listen(port, '127.0.0.1', () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
}

function tell(name: string, seconds: readonly number[]): void {
  const spread = Math.max(...seconds) - Math.min(...seconds);
  const figures = { name, median: median(seconds), spread, bar: null, ok: true };
  const inWords = `     ${name}: ${figures.median.toFixed(1)} (spread ${spread.toFixed(1)})`;
  console.log(isJsonAsked() ? JSON.stringify(figures) : inWords);
}
