/**
 * Real nodes for a browser journey: `amparo start` with its own data folder and free ports, as a
 * person would start it: the demo is two nodes that know each other. Everything it starts ends with `stop()`.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const READY = 'Amparo is ready';

/** One way in, as `amparo demo cards --json` prints it. */
export interface DemoCard {
  readonly node: string;
  readonly face: 'app' | 'portal';
  readonly url: string;
  readonly role: string;
  readonly member: string | null;
  readonly passphrase: string | null;
  readonly card: string | null;
}

export interface RunningNode {
  readonly app: string;
  readonly portal: string;
  readonly dataDir: string;
  readonly pid: number;
  readonly cards: readonly DemoCard[];
  /** Everything it has printed so far. */
  readonly output: () => string;
  readonly stop: () => Promise<number | null>;
  /** The card of the first member with this role, on the first node. */
  readonly cardOf: (role: string, member?: RegExp) => DemoCard;
  /** The same on the second node, across the border. */
  readonly cardAbroad: (role: string, member?: RegExp) => DemoCard;
}

/** Starts an empty node; gives the address at which its first organisation joins. */
export async function startEmptyNode(): Promise<Pick<RunningNode, 'stop'> & { join: string }> {
  const started = await start(['--empty']);
  const join = /http:\S+#join=\S+/.exec(started.output())?.[0];
  if (join === undefined) throw new Error(`no invitation was printed:\n${started.output()}`);
  return { join, stop: started.stop };
}

/** Starts a demo node and waits until it says that it is ready. */
export async function startDemoNode(): Promise<RunningNode> {
  const started = await start([]);
  const cards = await readCards(started.dataDir);
  const url = (face: DemoCard['face']): string => {
    const card = cards.find((known) => known.face === face);
    if (card === undefined) throw new Error(`the demo has no ${face} face`);
    return card.url.replace(/\/$/, '');
  };
  return {
    ...started,
    app: url('app'),
    portal: url('portal'),
    cards,
    cardOf: (role, member) => findCard(cards.filter(isFirst), role, member),
    cardAbroad: (role, member) =>
      findCard(
        cards.filter((card) => !isFirst(card)),
        role,
        member,
      ),
  };
}

function isFirst({ node }: DemoCard): boolean {
  return node.startsWith('England');
}

function findCard(cards: readonly DemoCard[], role: string, member = /./): DemoCard {
  const card = cards.find((known) => known.role === role && member.test(known.member ?? ''));
  if (card === undefined) throw new Error(`the demo has no card for ${role}`);
  return card;
}

type Started = Pick<RunningNode, 'dataDir' | 'pid' | 'output' | 'stop'>;

async function start(options: readonly string[]): Promise<Started> {
  const dataDir = mkdtempSync(join(tmpdir(), 'amparo-node-'));
  chmodSync(dataDir, 0o755);
  const base = await freePortBase();
  let output = '';
  const child = spawn(
    process.execPath,
    [join(ROOT, 'packages/cli/bin/amparo.mjs'), 'start', '--port-base', String(base), ...options],
    { cwd: ROOT, env: { ...process.env, AMPARO_DATA: dataDir }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  }
  await waitFor(child, () => output);
  return {
    dataDir,
    pid: child.pid ?? 0,
    output: () => output,
    stop: async () => {
      const code = await end(child);
      rmSync(dataDir, { recursive: true, force: true });
      return code;
    },
  };
}

async function readCards(dataDir: string): Promise<DemoCard[]> {
  const child = spawn(
    process.execPath,
    [join(ROOT, 'packages/cli/bin/amparo.mjs'), 'demo', 'cards', '--json'],
    {
      cwd: ROOT,
      env: { ...process.env, AMPARO_DATA: dataDir },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
  const code = await exitOf(child);
  if (code !== 0) throw new Error(`demo cards ended with ${String(code)}`);
  return JSON.parse(text) as DemoCard[];
}

async function waitFor(child: ChildProcess, output: () => string): Promise<void> {
  const limit = Date.now() + 240_000;
  while (!output().includes(READY)) {
    if (child.exitCode !== null) throw new Error(`the node ended early:\n${output()}`);
    if (Date.now() > limit) {
      await end(child);
      throw new Error(`the node was not ready in time:\n${output()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function end(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  child.kill('SIGINT');
  return exitOf(child);
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  return new Promise((resolve) => child.once('exit', resolve));
}

/** A base with the free ports of two nodes behind it, below those that the system hands out for connections. */
async function freePortBase(): Promise<number> {
  for (let base = 20_000 + ((process.pid * 20) % 10_000); base < 32_000; base += 20) {
    const ports = Array.from({ length: 13 }, (_, offset) => base + offset);
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return base;
  }
  throw new Error('no free ports between 20000 and 32000');
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const free = await new Promise<boolean>((resolve) => {
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, () => {
      resolve(true);
    });
  });
  if (free) await new Promise((resolve) => server.close(resolve));
  return free;
}
