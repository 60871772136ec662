import { z } from 'zod';
import {
  bytesOf,
  bytesUpTo,
  endpoint,
  Id,
  Instant,
  Key32,
  Nothing,
  SealedEntry,
} from '../kernel/index.ts';
import { Authorisation } from '../grants/index.ts';
import { PersonKeeping } from '../keeping/index.ts';
import { PacketAuthorisation } from '../packets/index.ts';
import { Acknowledgement } from '../files/index.ts';
import { InboxItem, Locator, Mailbox, MailboxView, ReportParcel, ReportStart } from './wire.ts';

const held = z.strictObject({ locator: Locator, token: Key32 });

export const startReport = endpoint({
  face: 'portal',
  method: 'POST',
  path: '/drop/start',
  summary: 'A fresh drawer, the node’s share, and the proved key of the desk that will read.',
  session: false,
  params: Nothing,
  input: Nothing,
  output: ReportStart,
});

export const sendReport = endpoint({
  face: 'portal',
  method: 'POST',
  path: '/drop/reports',
  summary: 'A report that the browser sealed.',
  session: false,
  params: Nothing,
  input: ReportParcel,
  output: Acknowledgement,
});

/** An unknown locator gets a stable fake salt: nobody can tell which numbers exist. */
export const findSalt = endpoint({
  face: 'portal',
  method: 'POST',
  path: '/drop/salt',
  summary: 'The salt of a receipt.',
  session: false,
  params: Nothing,
  input: z.strictObject({ locator: Locator }),
  output: z.strictObject({ salt: bytesOf(16) }),
});

export const openMailbox = endpoint({
  face: 'portal',
  method: 'POST',
  path: '/drop/mailbox',
  summary: 'Opens the mailbox of a receipt; a leaf is committed first.',
  session: false,
  params: Nothing,
  input: held,
  output: MailboxView,
});

/** `authorisation` goes with the entry that answers yes; both commit together. */
export const answerFromMailbox = endpoint({
  face: 'portal',
  method: 'POST',
  path: '/drop/mailbox/entries',
  summary: 'Appends the person’s sealed message, with an authorisation where they gave one.',
  session: false,
  params: Nothing,
  input: z.strictObject({
    ...held.shape,
    entry: SealedEntry,
    authorisation: Authorisation.nullable(),
    /** With the entry that answers yes to a packet. */
    packetAuthorisation: PacketAuthorisation.optional(),
  }),
  output: Acknowledgement,
});

/** Destroys the node’s share and the sealed entries; the log keeps that it happened. */
export const deleteMailbox = endpoint({
  face: 'portal',
  method: 'POST',
  path: '/drop/mailbox/delete',
  summary: 'Deletes the conversation now, unless a file was opened from it.',
  session: false,
  params: Nothing,
  input: held,
  output: Nothing,
});

/**
 * Withdraws at once every live authorisation given in this conversation, or only the one that is
 * named; packets that rest on it are refused here and recalled where they went.
 */
export const stopSharing = endpoint({
  face: 'portal',
  method: 'POST',
  path: '/drop/mailbox/stop',
  summary: 'Stop: withdraws what was allowed here; grants and packets that rest on it end.',
  session: false,
  params: Nothing,
  input: z.strictObject({ ...held.shape, authorisation: Id.optional() }),
  output: z.strictObject({ withdrawn: z.int().min(0) }),
});

/**
 * Takes some fields out of what was allowed and leaves the rest. The narrower word is signed anew and takes the
 * place of the old one. What waits with a withdrawn field is refused here; what left with one is recalled whole,
 * and then nothing goes on that word any more: the rest has to be asked for again.
 */
export const narrowSharing = endpoint({
  face: 'portal',
  method: 'POST',
  path: '/drop/mailbox/narrow',
  summary: 'Withdraws some fields of what was allowed here, and keeps the rest.',
  session: false,
  params: Nothing,
  input: z.strictObject({ ...held.shape, narrowed: PacketAuthorisation }),
  output: z.strictObject({
    narrowedAt: Instant,
    /** Packets that had left and are recalled whole. */
    recalled: z.int().min(0),
  }),
});

/** What the node keeps of a second secret; `tokenHash` is the SHA-256 of the page's token. */
export const PageLock = z.strictObject({
  salt: bytesOf(16),
  tokenHash: Key32,
  sealedSeed: bytesUpTo(200),
});
export type PageLock = z.infer<typeof PageLock>;

/**
 * Chooses, changes or drops the second secret. `entry` is the sealed choice of the person; it is null
 * when only the secret changes and the page key stays, and then `current` proves the old secret.
 */
export const setPage = endpoint({
  face: 'portal',
  method: 'POST',
  path: '/drop/mailbox/page',
  summary: 'The second secret of the person’s page, or none.',
  session: false,
  params: Nothing,
  input: z.strictObject({
    ...held.shape,
    page: PageLock.nullable(),
    current: Key32.nullable(),
    entry: SealedEntry.nullable(),
  }),
  output: z.strictObject({ set: z.boolean(), acknowledged: Acknowledgement.nullable() }),
});

/**
 * Lends the sealed key of the page for the right token. A wrong one gets null, and after some of them
 * the moment before which no try is taken: it never locks for ever.
 */
export const openPage = endpoint({
  face: 'portal',
  method: 'POST',
  path: '/drop/mailbox/page/open',
  summary: 'The sealed key of the person’s page, for receipt and second secret together.',
  session: false,
  params: Nothing,
  input: z.strictObject({ ...held.shape, pageToken: Key32 }),
  output: z.strictObject({
    sealedSeed: bytesUpTo(200).nullable(),
    waitsUntil: Instant.nullable(),
  }),
});

/**
 * How long the person's information is kept and what keeps it longer. Only for the token of the second secret:
 * a found receipt must not say that there is a file, or a court.
 */
export const readMyKeeping = endpoint({
  face: 'portal',
  method: 'POST',
  path: '/drop/mailbox/page/keeping',
  summary: 'How long what is kept about the person is kept, and what keeps it by law.',
  session: false,
  params: Nothing,
  input: z.strictObject({ ...held.shape, pageToken: Key32 }),
  output: PersonKeeping.nullable(),
});

/**
 * A new receipt for a conversation whose old one was lost. Only its lead desk, after it checked in
 * person who asks; the old receipt opens nothing from then on. `entry` says so to whoever reads on.
 */
export const reissueReceipt = endpoint({
  face: 'app',
  method: 'POST',
  path: '/api/reports/:drawer/receipt',
  summary: 'Replaces a lost receipt after a check in person.',
  session: true,
  params: z.strictObject({ drawer: Id }),
  input: z.strictObject({ mailbox: Mailbox, entry: SealedEntry }),
  output: Acknowledgement,
});

export const readInbox = endpoint({
  face: 'app',
  method: 'GET',
  path: '/api/desks/:desk/inbox',
  summary: 'The reports waiting at a hotline desk or handed over to a desk: envelopes only.',
  session: true,
  params: z.strictObject({ desk: Id }),
  input: Nothing,
  output: z.strictObject({ items: z.array(InboxItem) }),
});

export const closeReport = endpoint({
  face: 'app',
  method: 'POST',
  path: '/api/reports/:drawer/close',
  summary: 'Closes a conversation that became no file.',
  session: true,
  params: z.strictObject({ drawer: Id }),
  input: Nothing,
  output: Nothing,
});
