/** Writers and readers that go on through crashes, and remember everything that the node ever answered. */
import { setTimeout as pause } from 'node:timers/promises';
import type { OpenDrawer, Session } from '@amparo/app/client';
import { appendEntry, openDrawer } from '@amparo/casework/files';
import type { Acknowledgement } from '@amparo/casework/files';
import { sealEntry, toBase64url, utf8 } from '@amparo/seal';
import type { z } from 'zod';
import type { Chance } from './chance.ts';
import { noteSaying } from './organisation.ts';

type Acknowledged = z.infer<typeof Acknowledgement>;

/** One entry as it was sent, and what the node answered; undefined while nobody knows. */
export interface Sent {
  /** Its author: nobody else may send it. */
  readonly by: Session;
  readonly drawer: string;
  readonly entry: string;
  readonly bytes: string;
  acknowledged: Acknowledged | undefined;
}

/** What somebody does until they are told to stop. */
export interface AtWork {
  stop(): Promise<void>;
}

/** Seals one entry that names the past that was opened. */
export async function sealNote(
  by: Session,
  { view, keys, seen }: OpenDrawer,
  text: string,
): Promise<Sent> {
  const key = keys.get(view.version);
  if (key === undefined) throw new Error('The current key of the drawer is not here.');
  const entry = globalThis.crypto.randomUUID();
  const { file, drawer, version } = view;
  const bytes = await sealEntry({
    key: key.key,
    header: {
      entry,
      file,
      drawer,
      version,
      author: by.member,
      device: by.device.device,
      time: by.now(),
      seen,
      checkpoint: null,
    },
    payload: utf8(JSON.stringify(noteSaying(text))),
    signingKey: by.device.signing,
  });
  return { by, drawer, entry, bytes: toBase64url(bytes), acknowledged: undefined };
}

/** Sends an entry once. Throws when the node refuses it for good: these entries are all in order. */
export async function send({ by, drawer, bytes }: Sent): Promise<Acknowledged | undefined> {
  const answer = await by.caller.call(appendEntry, {
    params: { drawer },
    input: { bytes },
  });
  if (answer.ok) return answer.value;
  if (answer.offline || answer.refusal.code === 'node/busy') return undefined;
  throw new Error(`an entry in order was refused: ${JSON.stringify(answer.refusal)}`);
}

/** Writes one entry after the other into a drawer, and sends the same bytes again until they are acknowledged. */
export function startWriting(
  session: Session,
  opened: OpenDrawer,
  { sent, chance }: { readonly sent: Sent[]; readonly chance: Chance },
): AtWork {
  return untilStopped(async (isStopped) => {
    const past = { ...opened, seen: lastSeen(sent, opened) };
    const item = await sealNote(session, past, 'Written while the node is being killed.');
    sent.push(item);
    while (item.acknowledged === undefined && !isStopped()) {
      item.acknowledged = await send(item);
      await pause(item.acknowledged === undefined ? 60 : chance.between(5, 50));
    }
  });
}

/** The last past of the drawer that an acknowledgement told of. */
function lastSeen(sent: readonly Sent[], { view, seen }: OpenDrawer): OpenDrawer['seen'] {
  const last = sent.findLast((item) => item.drawer === view.drawer && item.acknowledged);
  const { position, head } = last?.acknowledged ?? seen;
  return { position, head };
}

/** Opens drawers one after the other; `lent` counts, by drawer, how often the node's share was lent. */
export function startReading(
  session: Session,
  drawers: readonly string[],
  { lent, chance }: { readonly lent: Map<string, number>; readonly chance: Chance },
): AtWork {
  return untilStopped(async () => {
    const drawer = chance.pick(drawers);
    const answer = await session.caller.call(openDrawer, {
      params: { drawer },
      input: { after: 1_000_000 },
    });
    if (answer.ok) lent.set(drawer, (lent.get(drawer) ?? 0) + 1);
    else if (!answer.offline && answer.refusal.code !== 'node/busy') {
      throw new Error(`a drawer in order was refused: ${JSON.stringify(answer.refusal)}`);
    }
    await pause(answer.ok ? chance.between(20, 80) : 60);
  });
}

/** Repeats `work`; `stop` settles when the last round is over, and throws what a round threw. */
export function untilStopped(work: (isStopped: () => boolean) => Promise<void>): AtWork {
  const told = new AbortController();
  const isStopped = (): boolean => told.signal.aborted;
  const running = (async () => {
    while (!isStopped()) await work(isStopped);
  })();
  // Whoever stops it hears of a failure; until then it must not end the process.
  running.catch(() => undefined);
  return {
    stop: async () => {
      told.abort();
      await running;
    },
  };
}
