/** Opening a drawer: the leaf is written before the node lends its share; then nothing is taken on trust. */
import type { OpenedEntry } from '@amparo/casework/kernel';
import { openDrawer as openDrawerCall, OpenedDrawer } from '@amparo/casework/files';
import type { DrawerView, StoredEntry } from '@amparo/casework/files';
import { fromBase64url, parseEntry } from '@amparo/seal';
import { listHeldGrants, openHeldGrant, openVersions, orUndefined } from './loans.ts';
import type { HeldGrant, VersionKeys } from './loans.ts';
import { no, ok } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { isSignedGrant, readAuthors } from './presented.ts';
import { readEntries } from './reading.ts';
import type { AuthorsCheckpoint, DrawerToRead, UnprovedEntry } from './reading.ts';
import type { PresentedAuthor } from './trust.ts';
import { refuseLocked, stateOf } from './session.ts';
import type { DeskAccess, Session } from './session.ts';

/** A drawer that was opened: what is proved, what is not, and what it takes to add to it. */
export interface OpenDrawer {
  readonly view: DrawerView;
  /** The member's desk that holds it. */
  readonly access: DeskAccess;
  /** Newest version first is `view.version`; older ones only where they were passed on. */
  readonly keys: ReadonlyMap<number, VersionKeys>;
  readonly entries: readonly OpenedEntry[];
  /** What the node shows and nothing proves: to be shown as refused, never hidden. */
  readonly unproved: readonly UnprovedEntry[];
  /** Position and head of the chain as this device computed it. */
  readonly seen: { readonly position: number; readonly head: string };
  /** True when the node's past differs from the past this device saw before. Reading goes on; adding does not. */
  readonly rewritten: boolean;
  /** True when this came from the device's own copy, without a line. */
  readonly fromCopy: boolean;
  readonly lentUntil: string;
}

/** The last position and head of a drawer that this device saw. */
interface SeenHead {
  readonly position: number;
  readonly head: string;
  readonly person: string | null;
}

/**
 * Opens a drawer, or what this device kept of it while there is no line and the loan lasts.
 *
 * Refuses: what the node refuses (`grant/none` also deletes the device's copy), `grant/none` when none of the
 * member's desks holds a grant that opens, `session/none` when locked.
 */
export async function openDrawer(session: Session, drawer: string): Promise<Outcome<OpenDrawer>> {
  const locked = refuseLocked(session);
  if (locked !== undefined) return locked;
  const copy = await findCopy(session, drawer);
  const answer = await askForRest(session, drawer, copy);
  if (answer.ok) {
    if (answer.value.drawer.drawer !== drawer) return no('not-available', 'another drawer');
    return readLent(session, answer.value, { fromCopy: false });
  }
  if (answer.offline) {
    return copy === undefined ? answer : readLent(session, copy, { fromCopy: true });
  }
  if (ENDS_COPY.has(answer.refusal.code)) await session.store.delete('drawer', drawer);
  return answer;
}

/**
 * Asks for what follows the device's copy. One answer has an upper size; a large drawer takes several, each a
 * reading with a leaf of its own. Stops when an answer brings nothing new, whatever the node says is there.
 */
async function askForRest(session: Session, drawer: string, copy: OpenedDrawer | undefined) {
  let known = copy;
  for (;;) {
    const after = known === copy ? (copy?.drawer.position ?? 0) : lastPosition(known);
    const answer = await session.caller.call(openDrawerCall, {
      params: { drawer },
      input: { after },
    });
    if (!answer.ok) return answer;
    known = join(known, answer.value);
    const reached = lastPosition(known);
    if (reached <= after || reached >= answer.value.drawer.position) return ok(known);
  }
}

function lastPosition(opened: OpenedDrawer | undefined): number {
  return opened?.entries.at(-1)?.position ?? 0;
}

const ENDS_COPY: ReadonlySet<string> = new Set(['grant/none', 'not-available', 'device/revoked']);

/** Adds an acknowledged entry of this device to the copy that it keeps. */
export async function extendCopy(
  session: Session,
  { view }: OpenDrawer,
  stored: StoredEntry,
): Promise<void> {
  const copy = await findCopy(session, view.drawer);
  if (copy === undefined || copy.drawer.position !== stored.position - 1) return;
  const { position, head } = stored;
  await session.store.put('drawer', view.drawer, {
    ...copy,
    drawer: { ...copy.drawer, position, head },
    entries: [...copy.entries, stored],
  });
  const before = await session.store.get<SeenHead>('head', view.drawer);
  await session.store.put('head', view.drawer, { person: null, ...before, position, head });
}

/** Deletes what this device kept of drawers whose loan is over. */
export async function dropEndedLoans(session: Session): Promise<void> {
  for (const drawer of await session.store.list('drawer')) await findCopy(session, drawer);
}

async function findCopy(session: Session, drawer: string): Promise<OpenedDrawer | undefined> {
  const kept = OpenedDrawer.safeParse(await session.store.get('drawer', drawer));
  const lasts = kept.success && Date.parse(kept.data.lentUntil) > Date.parse(session.now());
  if (lasts) return kept.data;
  await session.store.delete('drawer', drawer);
  return undefined;
}

/** Adds the newer entries and their authors to the device's copy. */
function join(copy: OpenedDrawer | undefined, fresh: OpenedDrawer): OpenedDrawer {
  if (copy === undefined) return fresh;
  const entries = [...copy.entries, ...fresh.entries];
  return { ...fresh, entries };
}

async function readLent(
  session: Session,
  lent: OpenedDrawer,
  { fromCopy }: { readonly fromCopy: boolean },
): Promise<Outcome<OpenDrawer>> {
  const { view, place, held } = await openLocks(session, lent);
  if (held === undefined) return no('grant/none', 'no grant of this desk opens');
  const read = await readEntries(lent.entries, place);
  hear(session, read.checkpoints);
  const before = await session.store.get<SeenHead>('head', view.drawer);
  const rewritten =
    (before !== undefined && !continues(before, lent)) ||
    (before?.person != null && place.person !== undefined && before.person !== place.person.key) ||
    view.position !== read.position ||
    view.head !== read.head ||
    read.unproved.some(({ reason }) => BREAKS_PAST.has(reason));
  if (!rewritten) {
    const seen: SeenHead = {
      position: read.position,
      head: read.head,
      person: place.person?.key ?? before?.person ?? null,
    };
    await session.store.put('head', view.drawer, seen);
    if (!fromCopy) await session.store.put('drawer', view.drawer, lent);
  }
  return ok({
    view,
    access: held.access,
    keys: place.keys,
    entries: read.entries,
    unproved: read.unproved,
    seen: { position: read.position, head: read.head },
    rewritten,
    fromCopy,
    lentUntil: lent.lentUntil,
  });
}

/** How many checkpoints of others are held against ours at most; the newest say most. */
const MOST_HEARD = 8;

function hear(session: Session, checkpoints: readonly AuthorsCheckpoint[]): void {
  const { heard } = stateOf(session);
  for (const { size, root, bytes } of checkpoints.slice(-MOST_HEARD)) {
    heard.set(`${size} ${root}`, { size, root, entry: bytes });
  }
}

const BREAKS_PAST: ReadonlySet<UnprovedEntry['reason']> = new Set([
  'missing',
  'malformed',
  'repeated',
  'broken-chain',
]);

/** Whether what this device saw before is still where it was. */
function continues(before: SeenHead, { entries }: OpenedDrawer): boolean {
  if (before.position === 0) return true;
  return entries.some(({ position, head }) => position === before.position && head === before.head);
}

async function openLocks(
  session: Session,
  lent: OpenedDrawer,
): Promise<{ view: DrawerView; place: DrawerToRead; held: HeldGrant | undefined }> {
  const view = lent.drawer;
  const authors = readAuthors(lent.authors, ownChain(session), await findFirstAuthor(lent));
  const place = { drawer: view.drawer, file: view.file, trust: session.trust, ...authors };
  for (const held of listHeldGrants(session, view.grants)) {
    const { drawer, version } = held.grant.statement;
    if (drawer !== view.drawer) continue;
    const holderShare = await openHeldGrant(
      session,
      held,
      async () =>
        isFirstOfConversation(lent, held) ||
        isSignedGrant(held.grant, session.trust, authors.devices),
    );
    if (holderShare === undefined) continue;
    const keys = await openVersions(lent, { version, holderShare });
    return { view, place: { ...place, keys }, held };
  }
  return { view, place: { ...place, keys: new Map() }, held: undefined };
}

/** Who wrote the first entry, as its header says; whether that is true is checked when it is read. */
async function findFirstAuthor({ entries }: OpenedDrawer): Promise<string | undefined> {
  const first = entries.find(({ position }) => position === 1);
  if (first === undefined) return undefined;
  const parsed = await orUndefined(
    Promise.resolve().then(() => parseEntry(fromBase64url(first.bytes))),
  );
  return parsed?.header.author;
}

/** This device's own chain, which needs nobody's presentation. */
function ownChain({ device, desks }: Session): PresentedAuthor | undefined {
  const [access] = desks;
  return access && { device: device.certificate, member: access.membership };
}

/** The one grant that nobody can sign: a reporting browser's, to the desk that reads reports. */
function isFirstOfConversation({ drawer }: OpenedDrawer, { grant }: HeldGrant): boolean {
  return drawer.class === 'contact' && grant.statement.version === 1 && grant.signature === null;
}

/** The key under which new entries are sealed, if this desk holds the current version. */
export function currentKey(opened: OpenDrawer): VersionKeys | undefined {
  return opened.keys.get(opened.view.version);
}
