/**
 * Packets: a list of separately sealed items, each with a field code from a closed list, sent once
 * to one desk, here or on another node. Field codes, addresses and the person's word travel in
 * clear, because three parties check them: the sending node, the receiving node, the receiving client.
 */
import { z } from 'zod';
import {
  DeskCertificate,
  DeviceCertificate,
  MemberCertificate,
  OrganisationStatement,
} from '../directory/index.ts';
import { Id, Instant, Key32, Signature, Wrapped, bytesUpTo } from '../kernel/index.ts';
import { FieldCode } from './field-codes.ts';

/** A node by the name that the federation file gives it: a host name in lower case. */
export const NodeName = z
  .string()
  .max(100)
  .regex(/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/);
export type NodeName = z.infer<typeof NodeName>;

/** One desk of one organisation on one node. */
export const DeskAddress = z.strictObject({ node: NodeName, organisation: Id, desk: Id });
export type DeskAddress = z.infer<typeof DeskAddress>;

export const FieldCodes = z
  .array(FieldCode)
  .min(1)
  .max(30)
  .refine((codes) => new Set(codes).size === codes.length, 'A code is there once.');

/**
 * What a person allows, in clear: this desk may get these fields about them until this moment, and
 * may not pass them on. Purpose and wording are in the sealed question.
 */
export const PacketAuthorisationStatement = z.strictObject({
  authorisation: Id,
  kind: z.literal('packet'),
  /** The conversation in which it was asked. */
  drawer: Id,
  to: DeskAddress,
  /** What the person ticked: a part of what was asked, in the order of the closed list. */
  codes: FieldCodes,
  askedBy: Id,
  askedAt: Instant,
  /** After this nothing is sent on it, and the receiving node destroys what it holds. */
  expiresAt: Instant,
});
export type PacketAuthorisationStatement = z.infer<typeof PacketAuthorisationStatement>;

/** Who signed with which device, provable up to the root that the federation file pins. */
export const SenderProof = z.strictObject({
  organisation: OrganisationStatement,
  desk: DeskCertificate,
  member: MemberCertificate,
  device: DeviceCertificate,
});
export type SenderProof = z.infer<typeof SenderProof>;

/**
 * Who vouches for the yes: the person's own mailbox key; the node, for a session without
 * JavaScript; or a worker with a witness, where the person signed with voice or hand.
 */
export const Attestation = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('person-key'), key: Key32, signature: Signature }),
  z.strictObject({ by: z.literal('node'), signature: Signature }),
  z.strictObject({
    by: z.literal('worker'),
    signature: Signature,
    proof: SenderProof,
    /** Another member, who was there. */
    witness: z.strictObject({ signature: Signature, proof: SenderProof }),
  }),
]);
export type Attestation = z.infer<typeof Attestation>;

/** The word of a person as it goes with a packet; the sending node vouches for the whole of it. */
export const PacketAuthorisation = z.strictObject({
  statement: PacketAuthorisationStatement,
  attestation: Attestation,
});
export type PacketAuthorisation = z.infer<typeof PacketAuthorisation>;

export const PacketAuthorisationView = z.strictObject({
  ...PacketAuthorisation.shape,
  givenAt: Instant,
  /** When the person last took fields out of it; the statement is what was left and signed anew. */
  narrowedAt: Instant.nullable(),
  withdrawnAt: Instant.nullable(),
});
export type PacketAuthorisationView = z.infer<typeof PacketAuthorisationView>;

/** A provision of a pack, by its id. */
const ProvisionId = z.string().min(2).max(80);

/**
 * Why a packet may exist. Only the first is consent, and none of the others is ever recorded as
 * consent. Each of those needs a stated reason (an item `basis.statement`) and a second member.
 * `no-person`: the packet is about nobody; only codes without a class are possible.
 */
export const PacketBasis = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('consent'), authorisation: Id }),
  z.strictObject({ kind: z.literal('vital-interest') }),
  z.strictObject({ kind: z.literal('child-protection') }),
  z.strictObject({ kind: z.literal('court-order'), provision: ProvisionId }),
  z.strictObject({ kind: z.literal('legal-obligation'), provision: ProvisionId }),
  z.strictObject({ kind: z.literal('no-person') }),
]);
export type PacketBasis = z.infer<typeof PacketBasis>;

export const PACKET_KINDS = [
  'referral',
  'capability-query',
  'capability-answer',
  'alert',
  'reply',
] as const;

/** What the sending device signs, in context `packet`. It binds audience, thread and contents. */
export const PacketStatement = z.strictObject({
  packet: Id,
  kind: z.enum(PACKET_KINDS),
  /** All packets and receipts of one matter between two desks. */
  thread: Id,
  /** The packet that this one answers. */
  inReplyTo: Id.nullable(),
  from: DeskAddress,
  member: Id,
  device: Id,
  to: DeskAddress,
  codes: FieldCodes,
  basis: PacketBasis,
  sentAt: Instant,
  /** The receiving node destroys its share and the ciphertext at this moment. */
  expiresAt: Instant,
  /** SHA-256 over holder's share, node's share (both wrapped) and items, as docs/formats/packet.md says. */
  contentHash: Key32,
});
export type PacketStatement = z.infer<typeof PacketStatement>;

/** One field, padded and sealed under both locks for its code. */
export const PacketItem = z.strictObject({ code: FieldCode, sealed: bytesUpTo(72 * 1024) });
export type PacketItem = z.infer<typeof PacketItem>;

/** A packet as it is stored and sent. */
export const Packet = z.strictObject({
  statement: PacketStatement,
  signature: Signature,
  /** Over the same statement in context `packet-second`, where the basis needs a second member. */
  second: z.strictObject({ signature: Signature, proof: SenderProof }).nullable(),
  proof: SenderProof,
  authorisation: PacketAuthorisation.nullable(),
  /** The holder's share, wrapped to the receiving desk. */
  holderShare: Wrapped,
  /** The receiving node's share, wrapped to that node. */
  nodeShare: Wrapped,
  items: z.array(PacketItem).min(1).max(30),
});
export type Packet = z.infer<typeof Packet>;

/** The largest packet, in bytes of JSON; larger things go as an age file. */
export const LARGEST_PACKET = 1024 * 1024;

/**
 * What the receiving node says about a packet, signed by that node in context `receipt`.
 * `transport`: stored. `handover`: opened by the desk. `decision`: a member decided.
 * `deletion`: share and ciphertext are destroyed, or kept because a law says so.
 */
export const ReceiptStatement = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('transport'), packet: Id, node: NodeName, at: Instant }),
  z.strictObject({ kind: z.literal('handover'), packet: Id, node: NodeName, at: Instant }),
  z.strictObject({
    kind: z.literal('decision'),
    packet: Id,
    node: NodeName,
    at: Instant,
    decision: z.enum(['accepted', 'declined', 'more-needed']),
  }),
  z.strictObject({
    kind: z.literal('deletion'),
    packet: Id,
    node: NodeName,
    at: Instant,
    outcome: z.enum(['deleted', 'kept-by-law']),
    /** The provision that keeps it, where one does. */
    provision: ProvisionId.nullable(),
    /** When somebody of the desk first opened it: that cannot be unread. */
    readAt: Instant.nullable(),
  }),
]);
export type ReceiptStatement = z.infer<typeof ReceiptStatement>;

export const PacketReceipt = z.strictObject({
  statement: ReceiptStatement,
  signature: Signature,
});
export type PacketReceipt = z.infer<typeof PacketReceipt>;

/** Where a packet stands, as the node that lists it sees it. */
export const PACKET_STATES = [
  'awaiting-second',
  'waiting',
  'delivered',
  'read',
  'recalled',
  'deleted',
  'refused',
  'expired',
  'undeliverable',
] as const;

/** One line of the exchange page: envelope and receipts, no content. */
export const PacketView = z.strictObject({
  statement: PacketStatement,
  direction: z.enum(['in', 'out']),
  /** The file out of which this desk sent it; null for what is about nobody, and for what came from elsewhere. */
  file: Id.nullable(),
  state: z.enum(PACKET_STATES),
  fromName: z.string(),
  toName: z.string(),
  attestedBy: z.enum(['person-key', 'node', 'worker']).nullable(),
  receipts: z.array(PacketReceipt),
  /** Why it could not be delivered or was refused, as a code of the closed list. */
  problem: z.string().nullable(),
  /** The last attempt to reach the other node, while it has not confirmed. */
  triedAt: Instant.nullable(),
  /** The provision for which this node keeps it although it was recalled. */
  heldFor: z.string().nullable(),
  recalledAt: Instant.nullable(),
});
export type PacketView = z.infer<typeof PacketView>;

/** What a person's mailbox shows of one authorisation for a packet, each thing apart. */
export const SharingView = z.strictObject({
  statement: PacketAuthorisationStatement,
  attestedBy: z.enum(['person-key', 'node', 'worker']),
  givenAt: Instant,
  /** When the person last took fields out of it; the statement is what was left. */
  narrowedAt: Instant.nullable(),
  /** Refused here since. */
  withdrawnAt: Instant.nullable(),
  packets: z.array(
    z.strictObject({
      packet: Id,
      codes: FieldCodes,
      sentAt: Instant,
      deliveredAt: Instant.nullable(),
      readAt: Instant.nullable(),
      decision: z.enum(['accepted', 'declined', 'more-needed']).nullable(),
      /** Asked to delete at; null while nothing was asked. */
      recalledAt: Instant.nullable(),
      deletion: z.enum(['deleted', 'kept-by-law']).nullable(),
      deletionAt: Instant.nullable(),
      provision: z.string().nullable(),
      /** The last attempt to reach the other node after a recall, while it has not confirmed. */
      triedAt: Instant.nullable(),
    }),
  ),
});
export type SharingView = z.infer<typeof SharingView>;
