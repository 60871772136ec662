/** What the log records, and how one record reads in plain words. */
import { z } from 'zod';
import { Id, Instant, Key32 } from '../kernel/index.ts';
import { DrawerClass } from '../grants/index.ts';

/** Every kind of leaf. The leaf itself shows kind, time and a salted commitment, nothing else. */
export const LEAF_KINDS = [
  'node-started',
  'heartbeat',
  'organisation-joined',
  'member-added',
  'device-certified',
  'device-revoked',
  'session-started',
  'report-received',
  'report-closed',
  'mailbox-opened',
  'mailbox-deleted',
  'receipt-reissued',
  'authorisation-given',
  'authorisation-withdrawn',
  'authorisation-narrowed',
  'question-taken-back',
  'file-opened',
  'drawer-opened',
  'entry-appended',
  'grant-given',
  'grant-revoked',
  'drawer-rotated',
  'caseload-read',
  'log-read',
  'packet-sent',
  'packet-refused',
  'packet-received',
  'packet-opened',
  'packet-decided',
  'packet-recalled',
  'packet-deleted',
  'receipt-transport',
  'receipt-handover',
  'receipt-decision',
  'receipt-deletion',
  'authorisation-witnessed',
  'federation-changed',
  'law-pinned',
  'message-conflict',
  'message-gap',
  'break-glass-asked',
  'break-glass-signed',
  'break-glass-opened',
  'break-glass-reviewed',
  'hold-placed',
  'hold-ended',
  'retention-warned',
  'erasure-asked',
  'erased',
  'erasure-proved',
  'copy-made',
] as const;
export const LeafKind = z.enum(LEAF_KINDS);
export type LeafKind = z.infer<typeof LeafKind>;

/** The committed detail of a leaf. Only identifiers and classes; never content. */
export const LeafDetail = z.strictObject({
  /** Member, mailbox (the person) or null for the node itself. */
  actor: Id.nullable(),
  desk: Id.nullable(),
  file: Id.nullable(),
  drawer: Id.nullable(),
  class: DrawerClass.nullable(),
  /** Grant, authorisation, entry, packet, device or organisation the act was about. */
  object: Id.nullable(),
});
export type LeafDetail = z.infer<typeof LeafDetail>;

/** One line of an access log, with what proves it. */
export const AccessRecord = z.strictObject({
  kind: LeafKind,
  time: Instant,
  detail: LeafDetail,
  actorName: z.string().nullable(),
  deskName: z.string().nullable(),
  /** True when the actor is the person. */
  byPerson: z.boolean(),
  /** Index in the log, or null in the two seconds before it is integrated. */
  index: z.int().min(0).nullable(),
  salt: Key32,
});
export type AccessRecord = z.infer<typeof AccessRecord>;
