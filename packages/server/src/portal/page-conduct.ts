/** "My page": opening, choosing and changing the second secret. In the person's own browser only. */
import type { Acknowledgement } from '@amparo/casework/files';
import { PageContent } from '@amparo/casework/reports';
import type { PageState } from '@amparo/casework/reports';
import {
  FEWEST_PAGE_BITS,
  fromBase64url,
  fromUtf8,
  newPageKey,
  newPageSalt,
  openPage,
  openPageSeed,
  pageNumber,
  publicPageKey,
  SealRefusal,
  sealPageSeed,
  secondSecretBits,
  sha256,
  toBase64url,
} from '@amparo/seal';
import type { Bytes } from '@amparo/seal';
import { showThread, withMailbox } from './in-mailbox.ts';
import type { Inside } from './in-mailbox.ts';
import { isAcknowledged, sealPersonEntry } from './opened-mailbox.ts';
import type { OpenedMailbox, OpenSession } from './opened-mailbox.ts';
import type { Outside } from './outside.ts';
import { readKeeping } from './sharing-conduct.ts';
import { sharedItems } from './sharing.ts';
import type { Notice, PageDoor, PageDoorProblem, Shown } from './view.ts';

/** The page if it is open, or its door. */
export async function showPage(inside: Inside): Promise<Shown> {
  return withMailbox(inside, (opened) =>
    inside.session.pageSeed === undefined
      ? showDoor(inside, opened, null)
      : showOpenPage(inside, opened, null),
  );
}

/** Tries the second secret; a wrong one is told without saying which part was wrong. */
export async function openWithSecret(inside: Inside, secret: string): Promise<Shown> {
  const { work, session } = inside;
  const { outside } = work;
  return withMailbox(inside, async (opened) => {
    const { pageHalf, locator, token } = session;
    const { pageSalt, mailbox } = opened;
    if (pageHalf === undefined || pageSalt === null) return showDoor(inside, opened, null);
    const half = fromBase64url(pageHalf);
    const keys = await outside.stretchPage({
      secret,
      salt: fromBase64url(pageSalt),
      half,
      mailbox,
    });
    const pageToken = toBase64url(keys.token);
    const lent = await outside.calls.openPage({ locator, token, pageToken });
    if (!lent.ok) return showDoor(inside, opened, { kind: 'busy' });
    const { sealedSeed, waitsUntil } = lent.value;
    if (sealedSeed === null) return showDoor(inside, opened, problemOf(waitsUntil, outside.now()));
    const seed = await openPageSeed(keys.lock, mailbox, fromBase64url(sealedSeed));
    const unlocked = { ...session, pageSeed: toBase64url(seed), pageToken };
    return showOpenPage({ work, session: unlocked }, opened, null);
  });
}

/** Shows the form for a second secret: the first, another, or one after it was forgotten. */
export async function showNew(
  { work, session }: Inside,
  problem: 'weak' | 'busy' | null,
): Promise<Shown> {
  const ticket = await work.outside.keep(session);
  const isChange = session.pageSeed !== undefined;
  return {
    view: { page: 'page-new', ticket, problem, isChange },
    fields: { ...work.fields, t: ticket },
  };
}

/**
 * Takes a second secret. With the page open only the lock changes; otherwise there is a new page key,
 * and what was written for the old one stays closed until the worker writes again.
 */
export async function setSecret(inside: Inside, secret: string): Promise<Shown> {
  const { work, session } = inside;
  if (secondSecretBits(secret) < FEWEST_PAGE_BITS) return showNew(inside, 'weak');
  return withMailbox(inside, async (opened) => {
    const { pageHalf } = session;
    if (pageHalf === undefined) return showDoor(inside, opened, null);
    const made = await lockPage(inside, opened, { secret, half: fromBase64url(pageHalf) });
    if (made === undefined) return showNew(inside, 'busy');
    const kind = session.pageSeed === undefined ? 'page-chosen' : 'page-changed';
    const after: Inside = { work, session: { ...session, ...made } };
    return withMailbox(after, (now) => showOpenPage(after, now, { kind }));
  });
}

interface Choice {
  readonly secret: string;
  readonly half: Bytes;
}

async function lockPage(
  { work, session }: Inside,
  opened: OpenedMailbox,
  { secret, half }: Choice,
): Promise<Pick<OpenSession, 'pageSeed' | 'pageToken'> | undefined> {
  const { outside } = work;
  const { mailbox } = opened;
  const salt = newPageSalt();
  const keys = await outside.stretchPage({ secret, salt, half, mailbox });
  const { seed, choice } = await pageKeyOf(session, opened, outside.now());
  const { locator, token, pageToken } = session;
  const set = await outside.calls.setPage({
    locator,
    token,
    page: {
      salt: toBase64url(salt),
      tokenHash: toBase64url(await sha256(keys.token)),
      sealedSeed: toBase64url(await sealPageSeed(keys.lock, mailbox, seed)),
    },
    current: choice === null ? (pageToken ?? null) : null,
    entry: choice === null ? null : toBase64url(choice.bytes),
  });
  if (!set.ok || !set.value.set) return undefined;
  if (
    choice !== null &&
    !(await isTaken(set.value.acknowledged, choice.entry, { opened, outside }))
  ) {
    return undefined;
  }
  return { pageSeed: toBase64url(seed), pageToken: toBase64url(keys.token) };
}

type SealedChoice = Awaited<ReturnType<typeof sealPersonEntry>>;

/** Whether the node signed that it has the person's choice. */
async function isTaken(
  acknowledged: Acknowledgement | null,
  entry: string,
  { opened, outside }: { readonly opened: OpenedMailbox; readonly outside: Outside },
): Promise<boolean> {
  const awaited = { drawer: opened.drawer, entry, nodeKey: outside.nodeKey };
  return acknowledged !== null && isAcknowledged(acknowledged, awaited);
}

/** The seed of the open page, or a new one with the entry that makes its key known. */
async function pageKeyOf(
  { pageSeed }: OpenSession,
  opened: OpenedMailbox,
  now: Date,
): Promise<{ readonly seed: Bytes; readonly choice: SealedChoice | null }> {
  if (pageSeed !== undefined) return { seed: fromBase64url(pageSeed), choice: null };
  const { seed, publicKey } = await newPageKey();
  const event = { v: 1, kind: 'page/opened', key: toBase64url(publicKey) } as const;
  return { seed, choice: await sealPersonEntry(opened, event, now) };
}

/** The person holds everything through their worker: the page is closed, nothing is written for it. */
export async function chooseWorker(inside: Inside): Promise<Shown> {
  const { work, session } = inside;
  return withMailbox(inside, async (opened) => {
    const event = { v: 1, kind: 'page/through-worker' } as const;
    const choice = await sealPersonEntry(opened, event, work.outside.now());
    const { locator, token } = session;
    const entry = toBase64url(choice.bytes);
    const set = await work.outside.calls.setPage({
      locator,
      token,
      page: null,
      current: null,
      entry,
    });
    const { outside } = work;
    const acknowledged = set.ok ? set.value.acknowledged : null;
    const isDone = await isTaken(acknowledged, choice.entry, { opened, outside });
    if (!isDone) return showThread(inside, { opened, notice: { kind: 'not-sent' } });
    const after: Inside = { work, session: withoutPage(session) };
    return withMailbox(after, (now) =>
      showThread(after, { opened: now, notice: { kind: 'page-by-worker' } }),
    );
  });
}

function withoutPage({ kind, until, locator, token, key, pageHalf }: OpenSession): OpenSession {
  return { kind, until, locator, token, key, ...(pageHalf !== undefined && { pageHalf }) };
}

function problemOf(waitsUntil: string | null, now: Date): PageDoorProblem {
  if (waitsUntil === null) return { kind: 'wrong' };
  const minutes = Math.max(1, Math.ceil((Date.parse(waitsUntil) - now.getTime()) / 60_000));
  return { kind: 'wait', minutes };
}

async function showDoor(
  { work, session }: Inside,
  { conversation }: OpenedMailbox,
  problem: PageDoorProblem | null,
): Promise<Shown> {
  const ticket = await work.outside.keep(session);
  const hasScript = work.outside.sealedWhere === 'browser';
  const state = hasScript ? DOORS[conversation.page.choice] : 'no-script';
  const { l, message } = work.fields;
  return {
    view: { page: 'page-door', ticket, state, problem },
    fields: { ...(l !== undefined && { l }), ...(message !== undefined && { message }), t: ticket },
  };
}

const DOORS: Readonly<Record<PageState['choice'], PageDoor['state']>> = {
  none: 'choose',
  secret: 'ask',
  worker: 'worker',
};

async function showOpenPage(
  { work, session }: Inside,
  opened: OpenedMailbox,
  notice: Notice | null,
): Promise<Shown> {
  const ticket = await work.outside.keep(session);
  const seed = fromBase64url(session.pageSeed ?? '');
  const publicKey = await publicPageKey(seed);
  const { update } = opened.conversation.page;
  const content = await readPage(opened, seed, publicKey);
  const items = sharedItems(opened, work.outside.now().toISOString());
  const { l, message } = work.fields;
  return {
    view: {
      page: 'my-page',
      ticket,
      content: content ?? null,
      isUnreadable: update !== null && content === undefined,
      writtenAt: content === undefined ? null : (update?.at ?? null),
      number: await pageNumber(publicKey),
      live: items.filter(({ state }) => state === 'live').length,
      keeping: await readKeeping({ work, session }),
      notice,
    },
    fields: { ...(l !== undefined && { l }), ...(message !== undefined && { message }), t: ticket },
  };
}

/** What was written last, or undefined where nothing was, or where it is for another key. */
async function readPage(
  { conversation, drawer, mailbox }: OpenedMailbox,
  seed: Bytes,
  publicKey: Bytes,
): Promise<PageContent | undefined> {
  const { update } = conversation.page;
  if (update === null || update.key !== toBase64url(await sha256(publicKey))) return undefined;
  try {
    const sealed = fromBase64url(update.sealed);
    const bytes = await openPage({ seed, drawer, mailbox, sealed });
    const parsed = PageContent.safeParse(JSON.parse(fromUtf8(bytes)));
    return parsed.success ? parsed.data : undefined;
  } catch (error) {
    if (error instanceof SealRefusal || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
