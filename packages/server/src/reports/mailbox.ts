/** What the receipt of a report opens: its mailbox, and nothing else. */
import { createHmac, randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { Acknowledgement } from '@amparo/casework/files';
import type { Authorisation } from '@amparo/casework/grants';
import type {
  answerFromMailbox,
  MailboxView,
  narrowSharing,
  stopSharing,
} from '@amparo/casework/reports';
import { fromBase64url, verifyAuthorisation } from '@amparo/seal';
import { hashOf, toBytes, toText } from '../bytes.ts';
import type { Handle, Runner } from '../db/handle.ts';
import { refuseTaken } from '../db/taken.ts';
import { MAX_SKEW_MS } from '../directory/index.ts';
import { acknowledge, appendTo } from '../drawers/index.ts';
import { listAuthors, listEntriesAfter, lockDrawer } from '../drawers/index.ts';
import { checkEntry } from '../drawers/index.ts';
import { commitReading, recordLeaf } from '../ledger/index.ts';
import { no, ok, type Outcome } from '../outcome.ts';
import {
  checkFromMailbox,
  keepFromMailbox,
  listSharing,
  narrowPackets,
  stopPackets,
} from '../packets/index.ts';
import { eraseConversation } from './erase-store.ts';
import { findPage } from './page-store.ts';
import { padTo } from './padding.ts';
import {
  countDesks,
  type EndedGrant,
  findAuthorisationRow,
  findHeldMailbox,
  findSaltRow,
  type HeldMailbox,
  insertAuthorisation,
  listAllowed,
  markStale,
  revokeResting,
  withdrawAll,
} from './portal-store.ts';
import type { PortalWork } from './send.ts';

interface Held {
  readonly locator: string;
  readonly token: string;
}

/** When a conversation ends that is part of a file: such a one does not expire. */
export const NEVER = '9999-12-31T00:00:00.000Z';

/** The salt of a receipt, or for an unknown number one that is as stable and as random. */
export async function giveSalt(
  { db, keys }: PortalWork,
  { locator }: { readonly locator: string },
): Promise<Outcome<{ salt: string }>> {
  const fake = createHmac('sha256', keys.pepper).update(`salt ${locator}`).digest().subarray(0, 16);
  const known = await findSaltRow(db.as({ kind: 'receipt', locator, tokenHash: null }), locator);
  return ok({ salt: toText(known ?? fake) });
}

/**
 * Opens a mailbox; the leaf is durable before the share is lent.
 *
 * Refuses: `mailbox/refused`, the same for a number that does not exist and for a wrong token: the
 * database asks for both at once and does the same work.
 */
export async function open(
  { db, keystore }: PortalWork,
  held: Held,
  now: Date,
): Promise<Outcome<MailboxView>> {
  const read = await commitReading(actingFor(db, held), async (tx) => {
    const mailbox = await findHeldMailbox(tx);
    if (mailbox === undefined) return no('mailbox/refused');
    const { drawer } = mailbox;
    const entries = await listEntriesAfter(tx, drawer, 0);
    const authors = await listAuthors(tx, drawer, 0);
    const allowed = await listAllowed(tx);
    const page = await findPage(tx);
    const sharing = await listSharing(tx, drawer);
    const act = { kind: 'mailbox-opened', now, about: aboutOf(mailbox) } as const;
    return ok({ drawer, value: { mailbox, entries, authors, allowed, page, sharing }, act });
  });
  if (!read.ok) return read;
  const { mailbox, entries, authors, allowed, page, sharing } = read.value.value;
  const [lent] = await keystore.lend(read.value.reading);
  if (lent === undefined) throw new Error('The keystore has no share of a live conversation.');
  const view = {
    drawer: mailbox.drawer,
    mailbox: mailbox.mailbox,
    version: 1,
    nodeShare: toText(lent.share),
    sealedKeys: toText(mailbox.sealed_keys),
    position: mailbox.position,
    head: toText(mailbox.head),
    entries,
    // A found slip must show no helper and no place: keys prove, names would tell.
    authors: authors.map((author) => ({ ...author, name: '', desk: '' })),
    expiresAt: mailbox.expires_at?.toISOString() ?? NEVER,
    closed: mailbox.closed_at !== null,
    allowed,
    pageSalt: page === undefined ? null : toText(page.salt),
    sharing,
  } as const;
  return ok({
    ...view,
    padding: padTo(JSON.stringify({ ...view, padding: '' }).length, randomBytes),
  });
}

/**
 * Appends the person's entry, with an authorisation where they gave one; both commit together.
 *
 * Refuses: `mailbox/refused`, `authorisation/refused`, and what an entry can be refused for.
 */
export async function answer(
  { db, keys }: PortalWork,
  asked: z.output<typeof answerFromMailbox.input>,
  now: Date,
): Promise<Outcome<Acknowledgement>> {
  const handle = actingFor(db, asked);
  const mailbox = await findHeldMailbox(handle);
  if (mailbox === undefined) return no('mailbox/refused');
  const { drawer } = mailbox;
  const key = toBytes(mailbox.signing_key);
  const by = { author: mailbox.mailbox, device: mailbox.mailbox, key, desk: null };
  const checked = await checkEntry(fromBase64url(asked.entry), { drawer, by, now });
  if (!checked.ok) return checked;
  const { authorisation } = asked;
  const attestors = { 'person-key': key, node: keys.nodeSigning.publicKey };
  if (authorisation !== null) {
    const signer = attestors[authorisation.attestedBy];
    if (!(await verifyAuthorisation(authorisation, signer))) return no('authorisation/refused');
  }
  const { packetAuthorisation: word } = asked;
  const answering = {
    ...{ mailbox: mailbox.mailbox, drawer, file: mailbox.file },
    ...{ signingKey: key, nodeKey: keys.nodeSigning.publicKey },
  };
  if (word !== undefined) {
    const signed = await checkFromMailbox(word, answering);
    if (!signed.ok) return signed;
  }
  const appended = await refuseTaken(['authorisation/refused'], () =>
    handle.commit(async (tx) => {
      const locked = await lockDrawer(tx, drawer);
      if (locked === undefined) return no('mailbox/refused');
      const outcome = await appendTo(tx, locked, checked.value, now);
      if (!outcome.ok) return outcome;
      const allowed =
        authorisation === null ? ok(null) : await allow(tx, { authorisation, mailbox, now });
      if (!allowed.ok) return allowed;
      const kept =
        word === undefined ? ok(null) : await keepFromMailbox(tx, word, { answering, now });
      return kept.ok ? outcome : kept;
    }),
  );
  return acknowledge(appended, keys.nodeSigning);
}

/**
 * Takes fields out of what was allowed, in one step with what follows from it for packets.
 *
 * Refuses: `mailbox/refused`, `authorisation/refused`.
 */
export async function narrow(
  { db, keys }: PortalWork,
  asked: z.output<typeof narrowSharing.input>,
  now: Date,
): Promise<Outcome<z.input<typeof narrowSharing.output>>> {
  const handle = actingFor(db, asked);
  const mailbox = await findHeldMailbox(handle);
  if (mailbox === undefined) return no('mailbox/refused');
  const answering = {
    ...idsOf(mailbox),
    ...{ signingKey: toBytes(mailbox.signing_key), nodeKey: keys.nodeSigning.publicKey },
  };
  const signed = await checkFromMailbox(asked.narrowed, answering);
  if (!signed.ok) return signed;
  return handle.commit((tx) => narrowPackets(tx, asked.narrowed, { answering, now }));
}

interface Allowing {
  readonly authorisation: Authorisation;
  readonly mailbox: HeldMailbox;
  readonly now: Date;
}

async function allow(
  tx: Runner,
  { authorisation, mailbox, now }: Allowing,
): Promise<Outcome<null>> {
  const { statement, signature } = authorisation;
  const known = await findAuthorisationRow(tx, statement.authorisation);
  if (known !== undefined) {
    return toText(known.signature) === signature ? ok(null) : no('authorisation/refused');
  }
  const isTimely =
    Date.parse(statement.askedAt) <= now.getTime() + MAX_SKEW_MS &&
    Date.parse(statement.expiresAt) > now.getTime();
  const desks = new Set(statement.desks);
  const isHere =
    statement.drawer === mailbox.drawer && (await countDesks(tx, [...desks])) === desks.size;
  if (!isTimely || !isHere) return no('authorisation/refused');
  await insertAuthorisation(tx, authorisation, now);
  const about = { ...aboutOf(mailbox), object: statement.authorisation };
  await recordLeaf(tx, { kind: 'authorisation-given', now, about });
  return ok(null);
}

/** Deletes the conversation and destroys its share. Refuses: `mailbox/refused`, `report/closed`. */
export async function erase(
  { db, keystore }: PortalWork,
  held: Held,
  now: Date,
): Promise<Outcome<Record<string, never>>> {
  const erased = await actingFor(db, held).commit(async (tx) => {
    const mailbox = await findHeldMailbox(tx);
    const locked = mailbox && (await lockDrawer(tx, mailbox.drawer));
    if (mailbox === undefined || locked === undefined) return no('mailbox/refused');
    // Since a file was opened from it, it is part of that file.
    if (locked.file !== null) return no('report/closed');
    await stopPackets(tx, { ...idsOf(mailbox), only: undefined, now });
    await eraseConversation(tx, mailbox.drawer, now);
    await recordLeaf(tx, { kind: 'mailbox-deleted', now, about: aboutOf(mailbox) });
    return ok(mailbox.drawer);
  });
  if (!erased.ok) return erased;
  // The outbox has it too: should the keystore not answer now, it is destroyed when it does.
  await keystore.destroy(erased.value).catch(() => undefined);
  return ok({});
}

/**
 * Withdraws what was allowed here, all or the one that is named: grants that rest on it end, packets are
 * refused or recalled. Refuses: `mailbox/refused`.
 */
export async function stop(
  { db }: PortalWork,
  held: z.output<typeof stopSharing.input>,
  now: Date,
): Promise<Outcome<{ withdrawn: number }>> {
  return actingFor(db, held).commit(async (tx) => {
    const mailbox = await findHeldMailbox(tx);
    if (mailbox === undefined) return no('mailbox/refused');
    const only = held.authorisation;
    const stopped = await stopPackets(tx, { ...idsOf(mailbox), only, now });
    const withdrawn = await withdrawAll(tx, now, only);
    const ended = await revokeResting(tx, withdrawn, now);
    await markStale(tx, [...new Set(ended.map(({ drawer }) => drawer))]);
    for (const object of withdrawn) {
      const about = { ...aboutOf(mailbox), object };
      await recordLeaf(tx, { kind: 'authorisation-withdrawn', now, about });
    }
    for (const grant of ended) await recordEnd(tx, mailbox, grant, now);
    return ok({ withdrawn: withdrawn.length + stopped.length });
  });
}

async function recordEnd(
  tx: Runner,
  { mailbox }: HeldMailbox,
  grant: EndedGrant,
  now: Date,
): Promise<void> {
  const { drawer, file, holder, grant_id: object } = grant;
  const about = { actor: mailbox, desk: holder, file, drawer, object };
  await recordLeaf(tx, { kind: 'grant-revoked', now, about });
}

/** The database on behalf of whoever shows this receipt. */
export function actingFor(db: PortalWork['db'], { locator, token }: Held): Handle {
  return db.as({ kind: 'receipt', locator, tokenHash: hashOf(token) });
}

function idsOf({ mailbox, drawer, file }: HeldMailbox) {
  return { mailbox, drawer, file };
}

function aboutOf({ mailbox, drawer, file }: HeldMailbox) {
  return { actor: mailbox, drawer, file, class: 'contact' } as const;
}
