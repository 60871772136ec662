/**
 * Between nodes: who belongs to a federation, and the one envelope in which they write to each
 * other. An envelope is a CloudEvent without personal data; what it carries is sealed to a desk.
 */
import { z } from 'zod';
import { OrganisationStatement } from '../directory/index.ts';
import { EncryptionKey, Id, Instant, Key32, Signature } from '../kernel/index.ts';
import { NodeName, Packet, PacketReceipt } from '../packets/index.ts';

/** One node as the federation pins it. */
export const FederationNode = z.strictObject({
  node: NodeName,
  name: z.string().min(1).max(120),
  /** ISO 3166-1, or ISO 3166-2 where the law differs inside a country, as `GB-EAW`. */
  country: z.string().regex(/^[A-Z]{2}(-[A-Z]{2,3})?$/),
  url: z.url().max(200),
  signingKeys: z.array(Key32).min(1).max(2),
  encryptionKey: EncryptionKey,
  /** The C2SP verifier key of its log. */
  logKey: z.string().max(300),
  organisations: z.array(OrganisationStatement).max(500),
});
export type FederationNode = z.infer<typeof FederationNode>;

/** What both bodies sign, in context `federation`. A node that is not in it is not spoken with. */
export const FederationStatement = z.strictObject({
  federation: z.string().min(1).max(120),
  /** Rises by one with each release; an older one is never taken again. */
  release: z.int().min(1),
  issuedAt: Instant,
  expiresAt: Instant,
  nodes: z.array(FederationNode).min(1).max(500),
});
export type FederationStatement = z.infer<typeof FederationStatement>;

export const FederationFile = z.strictObject({
  statement: FederationStatement,
  /** Two bodies, whose keys every node has pinned itself. */
  signatures: z
    .array(z.strictObject({ body: z.string().max(120), key: Key32, signature: Signature }))
    .length(2),
});
export type FederationFile = z.infer<typeof FederationFile>;

/** What a message can be about. Recalls, and packets of kind `alert`, overtake the queue. */
export const MessageBody = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('org.amparo.packet.v1'), data: Packet }),
  z.strictObject({ type: z.literal('org.amparo.receipt.v1'), data: PacketReceipt }),
  z.strictObject({
    type: z.literal('org.amparo.recall.v1'),
    data: z.strictObject({ packet: Id, at: Instant }),
  }),
]);
export type MessageBody = z.infer<typeof MessageBody>;

/** The envelope. `subject` is the thread: an opaque id that two desks share. */
export const Message = z.intersection(
  z.object({
    specversion: z.literal('1.0'),
    id: Id,
    source: NodeName,
    audience: NodeName,
    subject: Id,
    time: Instant,
    expirytime: Instant,
    datacontenttype: z.literal('application/json'),
    /** Counts from 1 in each thread and direction. */
    sequence: z.int().min(1),
    /** SHA-256 of the signed message before it in this thread and direction; zeros for the first. */
    previous: Key32,
    urgent: z.boolean(),
  }),
  MessageBody,
);
export type Message = z.infer<typeof Message>;

/** A message with the signature of the sending node over its canonical JSON, in context `message`. */
export const SignedMessage = z.strictObject({ message: Message, signature: Signature });
export type SignedMessage = z.infer<typeof SignedMessage>;
