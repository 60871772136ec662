/** A node under trial: people at work on it, a history of all it ever said, and the questions asked after a crash. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openDrawer } from '@amparo/app/client';
import type { OpenDrawer, Session } from '@amparo/app/client';
import { nodeInformation } from '@amparo/casework/directory';
import { openDrawer as openDrawerCall } from '@amparo/casework/files';
import type { Chance } from './chance.ts';
import {
  fetchCheckpoint,
  fetchTree,
  isContinuedBy,
  listOpenings,
  listUnproved,
  readHead,
} from './log-reader.ts';
import type { OpenedLeaf, SignedHead } from './log-reader.ts';
import { enrol, must, openInventedFile, signIn } from './organisation.ts';
import type { Enrolled } from './organisation.ts';
import { openOutboxWriter } from './outbox-writer.ts';
import type { OutboxWriter } from './outbox-writer.ts';
import { findBrokenPromises, findLeafFaults, findUnloggedLoans } from './promises.ts';
import type { ShownDrawer } from './promises.ts';
import type { RealNode } from './real-node.ts';
import { send, startReading, startWriting, untilStopped } from './writers.ts';
import type { AtWork, Sent } from './writers.ts';

export interface Trial {
  readonly enrolled: Enrolled;
  readonly worker: Session;
  readonly drawers: readonly string[];
  /** Everything that was ever sent, in order. */
  readonly sent: readonly Sent[];
  /** Every checkpoint that was ever seen. */
  readonly heads: readonly SignedHead[];
  readonly leaves: readonly OpenedLeaf[];
  /** Puts everybody to work, until `stop`. */
  startWork(chance: Chance): AtWork;
  /** Sends again what nobody answered, and some of what was answered; gives what was answered otherwise. */
  sendAgain(chance: Chance): Promise<string[]>;
  /** Everything that the node shows now and that is not as it promised. */
  findFaults(): Promise<string[]>;
}

/** Enrols an organisation, opens a file, and signs in everybody who will work on it. */
export async function startTrial(node: RealNode): Promise<Trial> {
  const enrolled = await enrol(node);
  const worker = await signIn(node, enrolled.worker);
  const colleague = await signIn(node, enrolled.colleague);
  const auditor = await signIn(node, enrolled.auditor);
  const file = await openInventedFile(node, worker);
  const all = file.drawers.map(({ drawer }) => drawer);
  // The last drawer is the outbox writer's alone.
  const drawers = all.slice(0, 3);
  const { logKey } = must(await worker.caller.call(nodeInformation, {}));
  const people = { worker, colleague, auditor };
  const places = await openPlaces(people, drawers);
  const outbox = await openOutboxWriter(colleague, all[3] ?? '');
  const history: History = {
    logKey,
    sent: [],
    lent: new Map(),
    heads: new Map(),
    leaves: [],
  };
  return {
    enrolled,
    worker,
    drawers,
    sent: history.sent,
    get heads() {
      return [...history.heads.values()];
    },
    leaves: history.leaves,
    startWork: (chance) => startWork(places, { history, chance, node, outbox }),
    sendAgain: (chance) => sendAgain(history.sent, chance),
    findFaults: async () => [
      ...(await findFaults(node, people, { drawers, history })),
      ...(await outbox.findFaults()),
    ],
  };
}

interface People {
  readonly worker: Session;
  readonly colleague: Session;
  readonly auditor: Session;
}

interface History {
  readonly logKey: string;
  readonly sent: Sent[];
  /** By drawer: how often its share was lent to the reader. */
  readonly lent: Map<string, number>;
  readonly heads: Map<string, SignedHead>;
  readonly leaves: OpenedLeaf[];
}

type Place = readonly [Session, OpenDrawer];

/** Two people write into the same drawer, and each into another one. */
async function openPlaces(
  { worker, colleague }: People,
  drawers: readonly string[],
): Promise<Place[]> {
  const [shared = '', first = '', second = ''] = drawers;
  const places = [
    [worker, shared],
    [colleague, shared],
    [worker, first],
    [colleague, second],
  ] as const;
  return Promise.all(
    places.map(
      async ([session, drawer]) => [session, must(await openDrawer(session, drawer))] as const,
    ),
  );
}

interface Working {
  readonly history: History;
  readonly chance: Chance;
  readonly node: RealNode;
  readonly outbox: OutboxWriter;
}

/** Everybody writes at their place, somebody opens the same drawers, somebody watches the log. */
function startWork(places: readonly Place[], { history, chance, node, outbox }: Working): AtWork {
  const [[reader] = []] = places;
  if (reader === undefined) throw new Error('Nobody is there to work.');
  const { sent, lent } = history;
  const drawers = places.map(([, { view }]) => view.drawer);
  const atWork = [
    ...places.map(([session, opened]) => startWriting(session, opened, { sent, chance })),
    startReading(reader, drawers, { lent, chance }),
    startWatching(reader, history, node),
    outbox.startWriting(),
  ];
  return {
    stop: async () => {
      await Promise.all(atWork.map((one) => one.stop()));
    },
  };
}

/** Keeps every checkpoint that the node shows, and what it put down in its folder when it signed. */
function startWatching({ caller }: Session, history: History, node: RealNode): AtWork {
  return untilStopped(async () => {
    const shown = await fetchCheckpoint(caller);
    const kept = await readFile(join(node.dataDir, 'last-checkpoint.txt'), 'utf8');
    for (const text of [shown, kept]) {
      if (text === undefined || history.heads.has(text)) continue;
      history.heads.set(text, await readHead(text, history.logKey));
    }
    await pause(100);
  });
}

const SAMPLE = 25;

async function sendAgain(sent: readonly Sent[], chance: Chance): Promise<string[]> {
  const otherwise: string[] = [];
  const known = sent.filter(({ acknowledged }) => acknowledged !== undefined);
  const sample = known.length === 0 ? [] : Array.from({ length: SAMPLE }, () => chance.pick(known));
  for (const item of sent.filter(({ acknowledged }) => acknowledged === undefined)) {
    item.acknowledged = await send(item);
    if (item.acknowledged === undefined) otherwise.push(`${item.entry} is still not acknowledged`);
    else sample.push(item);
  }
  for (const item of sample) {
    const again = await send(item);
    if (JSON.stringify(again) !== JSON.stringify(item.acknowledged)) {
      otherwise.push(`${item.entry} was acknowledged otherwise: ${JSON.stringify(again)}`);
    }
  }
  return otherwise;
}

async function findFaults(
  node: RealNode,
  { worker, auditor }: People,
  { drawers, history }: { drawers: readonly string[]; history: History },
): Promise<string[]> {
  const faults: string[] = [];
  const { sent, heads, leaves, lent, logKey } = history;
  for (const drawer of drawers) {
    const own = sent.filter((item) => item.drawer === drawer);
    faults.push(...(await findBrokenPromises(await readDrawer(worker, drawer), own)));
  }
  await readNewLeaves(auditor, history);
  faults.push(...findLeafFaults(leaves, sent), ...findUnloggedLoans(leaves, worker.member, lent));
  const newest = await readHead((await fetchCheckpoint(auditor.caller)) ?? '', logKey);
  heads.set(newest.text, newest);
  const tree = await fetchTree(auditor.caller, newest);
  for (const head of heads.values()) {
    const isPast = isContinuedBy(head, newest, tree);
    if (!isPast) faults.push(`checkpoint ${head.size} is no past of checkpoint ${newest.size}`);
  }
  const published = leaves.filter(({ index }) => index < newest.size);
  const wrong = await listUnproved(auditor.caller, newest.size, published);
  faults.push(...wrong.map((index) => `leaf ${index} is not what its opening says`));
  if (node.server().hasEnded()) faults.push('the server is not running');
  return faults;
}

/** The whole drawer as it comes over the wire, nothing of it taken from a copy. */
async function readDrawer({ caller }: Session, drawer: string): Promise<ShownDrawer> {
  const entries: ShownDrawer['entries'][number][] = [];
  for (;;) {
    const after = entries.at(-1)?.position ?? 0;
    const page = must(await caller.call(openDrawerCall, { params: { drawer }, input: { after } }));
    entries.push(...page.entries);
    const { position, head } = page.drawer;
    if (page.entries.length === 0 || entries.length >= position) {
      return { drawer, position, head, entries };
    }
  }
}

const INTEGRATED_WITHIN_MS = 20_000;

/** Reads the log on until it has a leaf for everything that was acknowledged, or stays without. */
async function readNewLeaves({ caller }: Session, { leaves, sent }: History): Promise<void> {
  const limit = Date.now() + INTEGRATED_WITHIN_MS;
  for (;;) {
    leaves.push(...(await listOpenings(caller, (leaves.at(-1)?.index ?? -1) + 1)));
    if (findLeafFaults(leaves, sent).length === 0 || Date.now() > limit) return;
    await pause(250);
  }
}
