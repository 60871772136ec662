/** What the node stores and answers about files and drawers: envelopes, never content. */
import { z } from 'zod';
import {
  bytesUpTo,
  EncryptionKey,
  Id,
  Instant,
  Key32,
  SealedEntry,
  Signature,
} from '../kernel/index.ts';
import { DeviceCertificate, MemberCertificate } from '../directory/index.ts';
import { DrawerClass, Grant, GrantView } from '../grants/index.ts';

/** A drawer's keys for one version. The secret half for dropped entries is sealed in the drawer. */
export const DrawerVersion = z.strictObject({
  drawer: Id,
  version: z.int().min(1),
  dropKey: EncryptionKey,
  sealedDropSecret: bytesUpTo(512),
  /** The previous version's holder share, sealed under this version's key; null in version 1. */
  sealedPrevious: bytesUpTo(512).nullable(),
  grants: z.array(Grant).min(1).max(20),
});
export type DrawerVersion = z.infer<typeof DrawerVersion>;

/** An entry at its position. `head` chains all entries of the drawer (`chainHead`). */
export const StoredEntry = z.strictObject({
  position: z.int().min(1),
  head: Key32,
  bytes: SealedEntry,
  receivedAt: Instant,
});
export type StoredEntry = z.infer<typeof StoredEntry>;

/**
 * The acknowledgement: committed with its leaf. The node's key signs, in context `acknowledgement`, the
 * canonical JSON of all the other fields.
 */
export const Acknowledgement = z.strictObject({
  entry: Id,
  drawer: Id,
  position: z.int().min(1),
  head: Key32,
  receivedAt: Instant,
  signature: Signature,
});
export type Acknowledgement = z.infer<typeof Acknowledgement>;

export const DrawerView = z.strictObject({
  drawer: Id,
  file: Id.nullable(),
  class: DrawerClass,
  version: z.int().min(1),
  stale: z.boolean(),
  position: z.int().min(0),
  head: Key32,
  grants: z.array(GrantView),
});
export type DrawerView = z.infer<typeof DrawerView>;

/**
 * Who wrote entries or gave grants in a drawer: a member's device with the certificates that lead from
 * a desk to it, or the person's mailbox. Desks and roots are in the directory; a reader believes
 * nobody whose chain does not hold.
 */
export const DrawerAuthor = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('member'),
    device: DeviceCertificate,
    member: MemberCertificate,
    revokedAt: Instant.nullable(),
  }),
  z.strictObject({ kind: z.literal('person'), mailbox: Id, key: Key32 }),
]);
export type DrawerAuthor = z.infer<typeof DrawerAuthor>;

/** What opening lends: the node's shares and everything sealed that they open. */
export const OpenedDrawer = z.strictObject({
  drawer: DrawerView,
  versions: z.array(
    z.strictObject({
      version: z.int().min(1),
      /** The node's share, useless alone. */
      nodeShare: Key32,
      dropKey: EncryptionKey,
      sealedDropSecret: bytesUpTo(512),
      sealedPrevious: bytesUpTo(512).nullable(),
    }),
  ),
  /**
   * All after the position asked for, or as many as one answer carries: while the last one is before
   * `drawer.position`, ask again after it.
   */
  entries: z.array(StoredEntry),
  /** Everybody who wrote or granted in this drawer, whatever `after` was. */
  authors: z.array(DrawerAuthor),
  lentUntil: Instant,
});
export type OpenedDrawer = z.infer<typeof OpenedDrawer>;

export const Card = z.strictObject({
  file: Id,
  revision: z.int().min(1),
  sealed: bytesUpTo(1400),
});
export type Card = z.infer<typeof Card>;
