/** What was written and not yet acknowledged: kept sealed on this device, sent in the order of writing. */
import type { OpenedEntry, Refusal } from '@amparo/casework/kernel';
import type { OpenDrawer } from './drawers.ts';
import type { Session } from './session.ts';

/** An entry that waits, with its event, so that it can be shown, compared and sealed again. */
export interface Waiting {
  readonly entry: string;
  readonly drawer: string;
  readonly order: number;
  readonly bytes: string;
  readonly event: object;
  readonly exclusive: boolean;
  readonly time: string;
  /** The position that the author had seen. */
  readonly seenPosition: number;
  /** `conflict` and `refused` wait for a person's decision, not for the line. */
  readonly state: 'waiting' | 'conflict' | 'refused';
  readonly refusal: Refusal | null;
}

/** Lists what waits, oldest first. */
export async function listOutbox(session: Session): Promise<readonly Waiting[]> {
  const names = await session.store.list('outbox');
  const items = await Promise.all(names.map((name) => session.store.get<Waiting>('outbox', name)));
  return items.filter((item) => item !== undefined).toSorted((a, b) => a.order - b.order);
}

/** Keeps an entry until it is acknowledged; the same entry again replaces it and keeps its turn. */
export async function keepWaiting(
  session: Session,
  item: Omit<Waiting, 'order' | 'state' | 'refusal'> & Partial<Pick<Waiting, 'order'>>,
): Promise<Waiting> {
  const order = item.order ?? (await nextTurn(session));
  const waiting: Waiting = { ...item, order, state: 'waiting', refusal: null };
  await session.store.put('outbox', item.entry, waiting);
  return waiting;
}

/** Sets an entry aside for a person to decide about. */
export async function setAside(
  session: Session,
  item: Waiting,
  state: 'conflict' | 'refused',
  refusal: Refusal,
): Promise<void> {
  await session.store.put('outbox', item.entry, { ...item, state, refusal });
}

/** Removes an entry from the outbox: it was acknowledged, or a person decided to let it go. */
export async function discardWaiting(session: Session, entry: string): Promise<void> {
  await session.store.delete('outbox', entry);
}

/** What waits for one drawer, as a reader sees it: after everything that the node has. */
export async function listWaiting(
  session: Session,
  opened: OpenDrawer,
): Promise<readonly OpenedEntry[]> {
  const waiting = (await listOutbox(session)).filter(
    ({ drawer, state }) => drawer === opened.view.drawer && state === 'waiting',
  );
  return waiting.map((item, at) => ({
    entry: item.entry,
    position: opened.seen.position + at + 1,
    author: session.member,
    authorName: session.name,
    deskName: opened.access.desk.name,
    byPerson: false,
    time: item.time,
    receivedAt: item.time,
    payload: item.event,
  }));
}

async function nextTurn(session: Session): Promise<number> {
  const last = (await listOutbox(session)).at(-1);
  return (last?.order ?? 0) + 1;
}
