import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeInformation } from '@amparo/casework/directory';
import { createCaller } from '@amparo/app/client';
import { type Command, readOptions, UsageError } from './command.ts';
import { DEMO_NODE, inColumns, listCards } from './demo/cards.ts';
import { seedDemo } from './demo/seed.ts';
import { findDemo, keepDemo, makeDemo } from './demo/state.ts';
import type { DemoState } from './demo/state.ts';
import { APP_DIST, ensureAppBuilt, ensurePortalBuilt } from './start/build.ts';
import { chooseFolder } from './start/data-folder.ts';
import { openDatabases } from './start/databases.ts';
import { openLogFile } from './start/log-file.ts';
import { startNodeProcess } from './start/node-process.ts';
import type { NodeProcess } from './start/node-process.ts';
import { portsFrom, refuseTakenPorts } from './start/ports.ts';
import { explainRefusal, StartRefusal } from './start/refusal.ts';
import { listenForStop } from './start/stop-signal.ts';

/** Help for `amparo start`. */
export const usage = `Usage: amparo start [--empty] [--port-base N]

Starts a node on this machine: its databases, the practitioners' app and the survivors' portal. The first start
fills it with a demo of invented people; later starts keep what is there. Ctrl-C ends everything it started.

  --empty         no demo: prints the address at which the first organisation joins
  --port-base N   the app answers on port N and the portal on N + 1 (default 4400)

Environment
  AMPARO_DATA     the data folder (default: /var/lib/amparo for root, else ~/.local/share/amparo)
  DATABASE_URL, KEYSTORE_URL
                  two databases of your own PostgreSQL, 15 or later, instead of the embedded ones
  and every setting of the node, which its own page and docs list

Exit code: 0 stopped when asked, 1 it could not start or ended by itself (one sentence says why)

Example
  amparo start --empty --port-base 8080
`;

const DEFAULT_BASE = 4400;

/** Starts a node and runs until it is asked to stop; see `usage`. */
export const run: Command['run'] = async (args) => {
  const { values, positionals } = readOptions(args, {
    empty: { type: 'boolean' },
    'port-base': { type: 'string' },
  });
  if (positionals.length > 0) throw new UsageError('start takes options only.');
  const base = values['port-base'] ?? String(DEFAULT_BASE);
  const stop = listenForStop();
  const endings: Ending[] = [];
  const starting = { isEmpty: values.empty === true, base: Number(base), signal: stop.signal };
  try {
    const { ended } = await startAll(starting, endings);
    await Promise.race([stop.asked, ended]);
    return 0;
  } catch (error) {
    if (stop.signal.aborted) return 0;
    const sentence = explainRefusal(error);
    if (sentence === undefined) throw error;
    process.stderr.write(`amparo: ${sentence}\n`);
    return 1;
  } finally {
    for (const end of endings.toReversed()) await end();
    stop.dispose();
  }
};

/** Ends one thing that was started, and settles when it has ended. */
type Ending = () => Promise<void>;

interface Starting {
  readonly isEmpty: boolean;
  readonly base: number;
  readonly signal: AbortSignal;
}

/** Starts everything in order. `ended` fails when something ends that nobody asked to end. */
async function startAll(
  { isEmpty, base, signal }: Starting,
  endings: Ending[],
): Promise<{ readonly ended: Promise<never> }> {
  const ports = portsFrom(base);
  const dataDir = await chooseFolder();
  const server = await import('@amparo/server');
  server.forbidMemoryDumps();
  const databases = await openDatabases(dataDir, process.env, server.startEmbeddedPostgres);
  endings.push(() => databases.stop());
  signal.throwIfAborted();
  await mkdir(dataDir, { recursive: true });
  await refuseTakenPorts(ports);
  const mode = await settleMode(dataDir, isEmpty, signal);
  await ensureAppBuilt({ say, signal });
  signal.throwIfAborted();
  await ensurePortalBuilt(server.buildPortal, { say });
  signal.throwIfAborted();
  // Building takes a while, in which somebody else may have come.
  await refuseTakenPorts(ports);

  const node = await startNodeProcess(
    {
      AMPARO_NODE_NAME: process.env['AMPARO_NODE_NAME'] ?? mode.nodeName,
      AMPARO_COUNTRY: process.env['AMPARO_COUNTRY'] ?? 'GB',
      AMPARO_DEMO: mode.demo === undefined ? 'no' : 'yes',
      AMPARO_ENROLMENT_TOKEN: mode.tokens.join(','),
      AMPARO_DATA: dataDir,
      AMPARO_APP_PORT: String(ports.app),
      AMPARO_PORTAL_PORT: String(ports.portal),
      AMPARO_APP_DIST: APP_DIST,
      DATABASE_URL: databases.databaseUrl,
      KEYSTORE_URL: databases.keystoreUrl,
    },
    { log: openLogFile(join(dataDir, 'node.log')), signal },
  );
  endings.push(() => node.stop());
  if (mode.demo === undefined) await welcome(node, mode.tokens[0] ?? '');
  else await welcomeToDemo(mode.demo, { dataDir, node, signal });
  say('Amparo is ready');
  return { ended: watch(node, databases.ended, signal) };
}

function watch(node: NodeProcess, databases: Promise<void>, signal: AbortSignal): Promise<never> {
  const fail = (what: string): Promise<never> =>
    signal.aborted
      ? new Promise(() => undefined)
      : Promise.reject(
          new StartRefusal(`${what} ended by itself. Its log in the data folder says why.`),
        );
  return Promise.race([
    node.ended.then(() => fail('The node')),
    databases.then(() => fail('The database')),
  ]);
}

interface Mode {
  readonly nodeName: string;
  readonly tokens: readonly string[];
  readonly demo: DemoState | undefined;
}

/** A folder stays what its first start made it: a demo never becomes a real node, nor the other way. */
async function settleMode(dataDir: string, isEmpty: boolean, signal: AbortSignal): Promise<Mode> {
  const demo = await findDemo(dataDir);
  const token = await findToken(dataDir);
  if (isEmpty && demo !== undefined) {
    throw new StartRefusal(
      `The data folder ${dataDir} holds the demo. Choose another one with AMPARO_DATA, or start without --empty.`,
    );
  }
  if (isEmpty || token !== undefined) {
    return { nodeName: 'Amparo', tokens: [token ?? (await makeToken(dataDir))], demo: undefined };
  }
  if (demo !== undefined) return { nodeName: DEMO_NODE, tokens: demo.tokens, demo };
  say('Making the demo: keys and cards for invented people …');
  const made = await makeDemo(signal);
  await keepDemo(dataDir, made);
  return { nodeName: DEMO_NODE, tokens: made.tokens, demo: made };
}

const TOKEN_FILE = 'first-invitation';

async function findToken(dataDir: string): Promise<string | undefined> {
  try {
    return (await readFile(join(dataDir, TOKEN_FILE), 'utf8')).trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function makeToken(dataDir: string): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  await writeFile(join(dataDir, TOKEN_FILE), `${token}\n`, { mode: 0o600, flag: 'wx' });
  return token;
}

async function welcome({ urls }: NodeProcess, token: string): Promise<void> {
  sayAddresses(urls);
  const caller = createCaller({ origin: urls.app, fetch: globalThis.fetch });
  const node = await caller.call(nodeInformation, {});
  if (!node.ok || !node.value.empty) return;
  say(`The first organisation joins at\n  ${urls.app}/#join=${token}\n`);
}

async function welcomeToDemo(
  demo: DemoState,
  { dataDir, node, signal }: { dataDir: string; node: NodeProcess; signal: AbortSignal },
): Promise<void> {
  const { urls } = node;
  const state = { ...demo, urls };
  await keepDemo(dataDir, state);
  if (!demo.isSeeded) say('Filling the demo …');
  await seedDemo(state, { dataDir, urls, signal });
  sayAddresses(urls);
  const cards = listCards(state, urls);
  const shown = ['casework', 'hotline', 'legal', 'oversight'].flatMap(
    (role) => cards.find((card) => card.role === role) ?? [],
  );
  say(`Everything here is invented. To sign in to the app:\n\n${inColumns(shown)}\n`);
  say('All cards: npx amparo demo cards\n');
}

function sayAddresses(urls: NodeProcess['urls']): void {
  say(`\nFor practitioners   ${urls.app}\nFor survivors       ${urls.portal}\n`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
