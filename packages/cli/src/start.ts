import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeInformation } from '@amparo/casework/directory';
import { createCaller } from '@amparo/app/client';
import { type Command, readOptions, UsageError } from './command.ts';
import { startDemo } from './start/demo.ts';
import { ensureAppBuilt, ensurePortalBuilt } from './start/build.ts';
import { chooseFolder, SECOND_FOLDER } from './start/data-folder.ts';
import { type Databases, openDatabases, refuseHalfNamed } from './start/databases.ts';
import { isDemoStart, settleToken } from './start/mode.ts';
import type { NodeProcess } from './start/node-process.ts';
import { type OwnLawPin, settleLawPin } from './start/law-pin.ts';
import { startOneNode, watchNode } from './start/one-node.ts';
import { type Ports, portsFrom, refuseTakenPorts, SECOND_OFFSET } from './start/ports.ts';
import { explainRefusal } from './start/refusal.ts';
import { listenForStop } from './start/stop-signal.ts';

/** Help for `amparo start`. */
export const usage = `Usage: amparo start [--empty] [--port-base N]

Starts a demo on this machine: a node in England and one in Romania that know each other, each with its own
databases, practitioners' app and survivors' portal, filled with invented people. Later starts keep what is there.
Ctrl-C ends everything it started.

  --empty         one node without a demo: prints the address at which the first organisation joins
  --port-base N   the app answers on port N, the portal on N + 1, other nodes on N + 2; the second node of the
                  demo ten ports higher (default 4400)

Environment
  AMPARO_DATA     the data folder (default: /var/lib/amparo for root, else ~/.local/share/amparo); the second
                  node of the demo has its own folder in it
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

/**
 * Starts everything, side by side where it can be. `ended` fails when something ends that nobody asked to end.
 */
async function startAll(
  { isEmpty, base, signal }: Starting,
  endings: Ending[],
): Promise<{ readonly ended: Promise<never> }> {
  const first = portsFrom(base);
  refuseHalfNamed(process.env);
  const dataDir = await chooseFolder();
  const server = await import('@amparo/server');
  server.forbidMemoryDumps();
  const isDemo = await isDemoStart(dataDir, isEmpty);
  const places: Place[] = [{ dataDir, ports: first, env: process.env }];
  if (isDemo) {
    const ports = portsFrom(base + SECOND_OFFSET);
    places.push({ dataDir: join(dataDir, SECOND_FOLDER), ports, env: {} });
  }
  const opened = await openAll(places, server.startEmbeddedPostgres, endings);
  signal.throwIfAborted();
  for (const place of places) await mkdir(place.dataDir, { recursive: true });
  const refuseTaken = (): Promise<void> => refuseTakenPorts(places.map(({ ports }) => ports));
  await refuseTaken();
  await ensureAppBuilt({ say, signal });
  signal.throwIfAborted();
  await ensurePortalBuilt(server.buildPortal, { say });
  signal.throwIfAborted();
  // Building takes a while, in which somebody else may have come.
  await refuseTaken();
  const law = await settleLawPin(dataDir);
  const nodes = isDemo
    ? await startDemo(opened, { say, signal, endings, law })
    : [await startEmpty(opened[0] as OpenPlace, { signal, endings, law })];
  say('Amparo is ready');
  return {
    ended: Promise.race(
      nodes.map((node, at) => watchNode(node, (opened[at] as OpenPlace).databases, signal)),
    ),
  };
}

interface Place {
  readonly dataDir: string;
  readonly ports: Ports;
  /** The second node of the demo always has databases of its own. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

interface OpenPlace extends Place {
  readonly databases: Databases;
}

/** Opens the databases of all nodes at once; when one refuses, the others are stopped with the rest. */
async function openAll(
  places: readonly Place[],
  start: Parameters<typeof openDatabases>[2],
  endings: Ending[],
): Promise<OpenPlace[]> {
  const opened = await Promise.allSettled(
    places.map(async (place) => {
      const databases = await openDatabases(place.dataDir, place.env, start);
      endings.push(() => databases.stop());
      return { ...place, databases };
    }),
  );
  return opened.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

async function startEmpty(
  { dataDir, ports, databases }: OpenPlace,
  {
    signal,
    endings,
    law,
  }: {
    readonly signal: AbortSignal;
    readonly endings: Ending[];
    readonly law: OwnLawPin | null;
  },
): Promise<NodeProcess> {
  const token = await settleToken(dataDir);
  const node = await startOneNode(
    {
      ...{ dataDir, databases, ports, isDemo: false, tokens: [token], federation: null, law },
      name: process.env['AMPARO_NODE_NAME'] ?? 'Amparo',
      country: process.env['AMPARO_COUNTRY'] ?? 'GB',
    },
    signal,
  );
  endings.push(() => node.stop());
  const { urls } = node;
  say(`\nFor practitioners   ${urls.app}\nFor survivors       ${urls.portal}`);
  say(`For other nodes     ${urls.federation}\n`);
  const caller = createCaller({ origin: urls.app, fetch: globalThis.fetch });
  const known = await caller.call(nodeInformation, {});
  if (known.ok && known.value.empty) {
    say(`The first organisation joins at\n  ${urls.app}/#join=${token}\n`);
  }
  return node;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
