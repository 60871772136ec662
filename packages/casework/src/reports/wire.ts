/**
 * Reports: a first quiet contact. A report is a drawer of class `contact` without a file, held by
 * a hotline desk and by the person's mailbox; question and answer are entries in that same drawer.
 */
import { z } from 'zod';
import {
  bytesOf,
  bytesUpTo,
  EncryptionKey,
  Id,
  Instant,
  Key32,
  SealedEntry,
  Wrapped,
} from '../kernel/index.ts';
import { DeskCertificate, OrganisationStatement } from '../directory/index.ts';
import { StoredEntry } from '../files/index.ts';
import { SharingView } from '../packets/index.ts';

/** The four doors of the portal's front page. */
export const DOORS = ['help-now', 'options', 'code', 'worried'] as const;

export const Locator = z.string().regex(/^[0-9]{5}$/);

/** What the node keeps so that a receipt opens its mailbox and nothing else. */
export const Mailbox = z.strictObject({
  /** Also the `author` and `device` of the person's entries. */
  mailbox: Id,
  locator: Locator,
  salt: bytesOf(16),
  /** SHA-256 of the receipt's token. */
  tokenHash: Key32,
  signingKey: Key32,
  /** The holder's share and signing seed, sealed under the receipt's key. */
  sealedKeys: bytesUpTo(512),
});
export type Mailbox = z.infer<typeof Mailbox>;

/** Everything a reporting browser must check before it seals to a desk. */
export const ReportStart = z.strictObject({
  drawer: Id,
  version: z.literal(1),
  nodeShare: Key32,
  organisation: OrganisationStatement,
  desk: DeskCertificate,
  time: Instant,
});
export type ReportStart = z.infer<typeof ReportStart>;

export const ReportParcel = z.strictObject({
  drawer: Id,
  /** The holder's share wrapped to the desk (`sealGrant`). */
  wrapped: Wrapped,
  dropKey: EncryptionKey,
  sealedDropSecret: bytesUpTo(512),
  mailbox: Mailbox,
  entry: SealedEntry,
});
export type ReportParcel = z.infer<typeof ReportParcel>;

export const MailboxView = z.strictObject({
  drawer: Id,
  mailbox: Id,
  version: z.literal(1),
  nodeShare: Key32,
  sealedKeys: bytesUpTo(512),
  position: z.int().min(0),
  head: Key32,
  entries: z.array(StoredEntry),
  authors: z.array(
    z.strictObject({ author: Id, device: Id, name: z.string(), desk: z.string(), key: Key32 }),
  ),
  expiresAt: Instant,
  closed: z.boolean(),
  /** What was allowed to be sent to whom, and what became of it. */
  sharing: z.array(SharingView),
  /** What was allowed for a hand-over here, whether it still holds or not. */
  allowed: z.array(
    z.strictObject({
      authorisation: Id,
      attestedBy: z.enum(['person-key', 'node']),
      givenAt: Instant,
      expiresAt: Instant,
      withdrawnAt: Instant.nullable(),
    }),
  ),
  /** The salt of the second secret, where one was chosen. */
  pageSalt: bytesOf(16).nullable(),
  /** Random filler: every answer of the mailbox has one of few sizes. */
  padding: z.string(),
});
export type MailboxView = z.infer<typeof MailboxView>;

export const InboxItem = z.strictObject({
  drawer: Id,
  desk: Id,
  receivedAt: Instant,
  sealedBy: z.enum(['browser', 'node']),
  state: z.enum(['new', 'opened', 'handed-over', 'closed']),
  /** True when the last entry is the person's. */
  waiting: z.boolean(),
  expiresAt: Instant,
});
export type InboxItem = z.infer<typeof InboxItem>;
