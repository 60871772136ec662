/** Adding to a drawer: seal, keep, send. What could not be sent waits on this device and is never lost. */
import {
  canonicalJson,
  chainHead,
  fromBase64url,
  parseEntry,
  SealRefusal,
  utf8,
  verify,
} from '@amparo/seal';
import type { Refusal } from '@amparo/casework/kernel';
import { appendEntry } from '@amparo/casework/files';
import type { Acknowledgement } from '@amparo/casework/files';
import { extendCopy, openDrawer } from './drawers.ts';
import type { OpenDrawer } from './drawers.ts';
import { no } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { discardWaiting, keepWaiting, listOutbox, setAside } from './outbox.ts';
import type { Waiting } from './outbox.ts';
import { rotateDrawer } from './rotation.ts';
import { sealEvent } from './sealing.ts';
import { refuseLocked, stateOf } from './session.ts';
import type { Session } from './session.ts';

/** What became of an event. */
export type Appended =
  /** The node has it, with its leaf. `drawer` shows it in place, or is null if it could not be read again. */
  | { readonly kind: 'appended'; readonly entry: string; readonly drawer: OpenDrawer | null }
  /** No line: it is in the outbox and goes with the next `syncOutbox`. */
  | { readonly kind: 'waiting'; readonly entry: string }
  /** Somebody changed the drawer meanwhile. `drawer` is how it is now; the event is kept in the outbox. */
  | { readonly kind: 'conflict'; readonly entry: string; readonly drawer: OpenDrawer | null }
  /** It was not accepted, and is not kept unless the refusal is `session/none`. */
  | { readonly kind: 'refused'; readonly entry: string; readonly refusal: Refusal };

/** `exclusive`: the event stands only if nothing else happened in the drawer since it was opened. */
export interface AppendOptions {
  readonly exclusive?: boolean;
}

/**
 * Adds one event to an opened drawer.
 *
 * A stale version is first replaced by the next one. Sending twice is harmless: the same bytes get the same
 * acknowledgement.
 * Refuses: `session/none`; `entry/stale-version` where this desk lacks the current key or the node's past of
 * this drawer differs from the one seen before; `request/too-large`; what the node refuses.
 */
export async function appendTo(
  session: Session,
  opened: OpenDrawer,
  event: object,
  options: AppendOptions = {},
): Promise<Appended> {
  const entry = globalThis.crypto.randomUUID();
  const refused = refuseLocked(session);
  if (refused !== undefined) return { kind: 'refused', entry, refusal: refused.refusal };
  const fresh = await makeWritable(session, opened);
  if (!fresh.ok && !fresh.offline) return { kind: 'refused', entry, refusal: fresh.refusal };
  const draft = { entry, event, exclusive: options.exclusive === true };
  const sealed = await sealDraft(session, fresh.ok ? fresh.value : opened, draft);
  if (!sealed.ok) {
    const { refusal } = sealed.offline ? no('node/busy') : sealed;
    return { kind: 'refused', entry, refusal };
  }
  const earlier = await sendWaiting(session, ({ drawer }) => drawer === opened.view.drawer);
  const waiting = await keepWaiting(session, sealed.value);
  if (earlier.some(({ kind }) => kind === 'waiting')) return { kind: 'waiting', entry };
  const result = await deliver(session, waiting, fresh.ok ? fresh.value : opened);
  const isKept = result.kind !== 'refused' || result.refusal.code === 'session/none';
  if (!isKept) await discardWaiting(session, entry);
  return result;
}

/**
 * Sends everything that waits, drawer by drawer in the order of writing.
 *
 * Gives one result for each entry that was tried. Entries in conflict and refused ones stay in the outbox for a
 * person to decide about; what follows an entry that could not be sent is not tried.
 */
export async function syncOutbox(session: Session): Promise<readonly Appended[]> {
  if (refuseLocked(session) !== undefined) return [];
  return sendWaiting(session, () => true);
}

async function sendWaiting(
  session: Session,
  which: (item: Waiting) => boolean,
): Promise<Appended[]> {
  const results: Appended[] = [];
  const stopped = new Set<string>();
  for (const item of await listOutbox(session)) {
    if (item.state !== 'waiting' || !which(item) || stopped.has(item.drawer)) continue;
    const result = await deliver(session, item, undefined);
    results.push(result);
    if (result.kind === 'waiting') stopped.add(item.drawer);
    if (result.kind !== 'refused') continue;
    if (result.refusal.code === 'session/none') break;
    await setAside(session, item, 'refused', result.refusal);
  }
  return results;
}

/** The drawer as it can be written to: a stale one gets its next version. */
async function makeWritable(session: Session, opened: OpenDrawer): Promise<Outcome<OpenDrawer>> {
  if (opened.rewritten) return no('entry/stale-version', 'the past of this drawer does not hold');
  return opened.view.stale ? rotateDrawer(session, opened) : { ok: true, value: opened };
}

type Draft = Pick<Waiting, 'entry' | 'event' | 'exclusive'>;

async function sealDraft(
  session: Session,
  opened: OpenDrawer,
  draft: Draft,
): Promise<Outcome<Omit<Waiting, 'order' | 'state' | 'refusal'>>> {
  try {
    const bytes = await sealEvent(session, opened, draft);
    if (bytes === undefined) return no('entry/stale-version');
    const { drawer } = opened.view;
    const seenPosition = opened.seen.position;
    return { ok: true, value: { ...draft, drawer, bytes, time: session.now(), seenPosition } };
  } catch (error) {
    if (!(error instanceof SealRefusal)) throw error;
    return no(error.code === 'seal/too-large' ? 'request/too-large' : 'request/malformed');
  }
}

/** Refusals after which the same bytes may be accepted later. */
const LATER: ReadonlySet<string> = new Set(['node/busy', 'request/too-many']);

async function deliver(
  session: Session,
  item: Waiting,
  opened: OpenDrawer | undefined,
): Promise<Appended> {
  const { entry, drawer } = item;
  const sent = await session.caller.call(appendEntry, {
    params: { drawer },
    input: { bytes: item.bytes },
  });
  if (sent.ok) return acknowledge(session, item, { opened, acknowledged: sent.value });
  if (sent.offline || LATER.has(sent.refusal.code)) return { kind: 'waiting', entry };
  if (sent.refusal.code === 'entry/conflict') return settleConflict(session, item, sent.refusal);
  if (sent.refusal.code === 'entry/stale-version') return sendUnderNewKey(session, item);
  return { kind: 'refused', entry, refusal: sent.refusal };
}

/**
 * Lets go of an entry that the node acknowledged under its pinned key. An acknowledgement that is not signed, or
 * is about something else, counts as none: the entry keeps waiting.
 */
async function acknowledge(
  session: Session,
  item: Waiting,
  answer: { opened: OpenDrawer | undefined; acknowledged: Acknowledgement },
): Promise<Appended> {
  const { signature, ...signed } = answer.acknowledged;
  const nodeKey = await session.store.get<string>('pin', 'node');
  const isAcknowledged =
    signed.entry === item.entry &&
    signed.drawer === item.drawer &&
    nodeKey !== undefined &&
    (await verify(
      fromBase64url(nodeKey),
      'acknowledgement',
      utf8(canonicalJson(signed)),
      fromBase64url(signature),
    ));
  if (!isAcknowledged) return { kind: 'waiting', entry: item.entry };
  stateOf(session).sent.add(item.entry);
  await discardWaiting(session, item.entry);
  return showAppended(session, item, answer);
}

async function showAppended(
  session: Session,
  item: Waiting,
  { opened, acknowledged }: { opened: OpenDrawer | undefined; acknowledged: Acknowledgement },
): Promise<Appended> {
  const { entry, drawer } = item;
  const followed = opened && (await follow(session, item, { opened, acknowledged }));
  if (followed !== undefined) return { kind: 'appended', entry, drawer: followed };
  const reopened = await openDrawer(session, drawer);
  return { kind: 'appended', entry, drawer: reopened.ok ? reopened.value : null };
}

/** The drawer one entry further, if ours came directly after what we had seen and the chain says so too. */
async function follow(
  session: Session,
  item: Waiting,
  { opened, acknowledged }: { opened: OpenDrawer; acknowledged: Acknowledgement },
): Promise<OpenDrawer | undefined> {
  const { position, head, receivedAt } = acknowledged;
  const { hash, header } = await parseEntry(fromBase64url(item.bytes));
  const isNext = position === opened.seen.position + 1 && acknowledged.entry === item.entry;
  if (!isNext || head !== (await chainHead(opened.seen.head, position, hash))) return undefined;
  await extendCopy(session, opened, { position, head, bytes: item.bytes, receivedAt });
  const written = {
    entry: item.entry,
    position,
    author: session.member,
    authorName: session.name,
    deskName: opened.access.desk.name,
    byPerson: false,
    time: header.time,
    receivedAt,
    payload: item.event,
  };
  const view = { ...opened.view, position, head };
  return { ...opened, view, entries: [...opened.entries, written], seen: { position, head } };
}

/** Somebody else wrote first: a person decides. Where it was only this device itself, it is sealed again. */
async function settleConflict(
  session: Session,
  item: Waiting,
  refusal: Refusal,
): Promise<Appended> {
  const reopened = await openDrawer(session, item.drawer);
  if (reopened.ok) {
    const since = reopened.value.entries.filter(({ position }) => position > item.seenPosition);
    const isOnlyOurs =
      since.length > 0 &&
      since.length === reopened.value.seen.position - item.seenPosition &&
      since.every(({ entry }) => stateOf(session).sent.has(entry));
    if (isOnlyOurs) return sendAgain(session, item, reopened.value);
  }
  await setAside(session, item, 'conflict', refusal);
  return { kind: 'conflict', entry: item.entry, drawer: reopened.ok ? reopened.value : null };
}

/** The drawer has a new key: what waits is sealed again under it, after the next version was made if need be. */
async function sendUnderNewKey(session: Session, item: Waiting): Promise<Appended> {
  const { entry } = item;
  const reopened = await openDrawer(session, item.drawer);
  const writable = reopened.ok ? await makeWritable(session, reopened.value) : reopened;
  if (writable.ok) return sendAgain(session, item, writable.value);
  if (writable.offline) return { kind: 'waiting', entry };
  return { kind: 'refused', entry, refusal: writable.refusal };
}

async function sendAgain(session: Session, item: Waiting, opened: OpenDrawer): Promise<Appended> {
  const { entry, drawer, order } = item;
  const sealed = await sealDraft(session, opened, item);
  if (!sealed.ok) {
    const { refusal } = sealed.offline ? no('node/busy') : sealed;
    return { kind: 'refused', entry, refusal };
  }
  const again = await keepWaiting(session, { ...sealed.value, order });
  const sent = await session.caller.call(appendEntry, {
    params: { drawer },
    input: { bytes: again.bytes },
  });
  if (sent.ok) return acknowledge(session, again, { opened, acknowledged: sent.value });
  if (sent.offline || LATER.has(sent.refusal.code)) return { kind: 'waiting', entry };
  if (sent.refusal.code !== 'entry/conflict') {
    return { kind: 'refused', entry, refusal: sent.refusal };
  }
  await setAside(session, again, 'conflict', sent.refusal);
  return { kind: 'conflict', entry, drawer: opened };
}
