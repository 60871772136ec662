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
  /** Where it is written to, without a slash at the end; null for a node that only fetches. */
  url: z
    .url({ protocol: /^https?$/ })
    .max(200)
    .refine((url) => !url.endsWith('/'))
    .nullable(),
  /** Ed25519. It signs with the first; the second is the one before or the one to come. */
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
  /** Rises with each release; an older one is never taken again. */
  release: z.int().min(1),
  issuedAt: Instant,
  expiresAt: Instant,
  nodes: z.array(FederationNode).min(1).max(500),
});
export type FederationStatement = z.infer<typeof FederationStatement>;

export const FederationFile = z.strictObject({
  statement: FederationStatement,
  /** Two bodies, whose keys every node has pinned itself; one while the file is on its way to the second. */
  signatures: z
    .array(z.strictObject({ body: z.string().min(1).max(120), key: Key32, signature: Signature }))
    .max(2),
});
export type FederationFile = z.infer<typeof FederationFile>;

/** The envelope. `subject` is the thread: an opaque id that two desks share. */
const envelope = {
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
  /** SHA-256 of the canonical JSON of the message before it in this thread and direction; zeros for the first. */
  previous: Key32,
  /** Applied at once, whatever is missing before it: recalls, and packets of kind `alert`. */
  urgent: z.boolean(),
};

/** What is carried: a packet, a node's word about one, or that one is to be destroyed. */
const packet = { type: z.literal('org.amparo.packet.v1'), data: Packet };
const receipt = { type: z.literal('org.amparo.receipt.v1'), data: PacketReceipt };
const recall = {
  type: z.literal('org.amparo.recall.v1'),
  data: z.strictObject({ packet: Id, at: Instant }),
};
/** A message that was taken and waited for others was refused when its turn came. */
const refusal = {
  type: z.literal('org.amparo.refusal.v1'),
  data: z.strictObject({
    message: Id,
    code: z
      .string()
      .regex(/^[a-z-]+\/[a-z-]+$/)
      .max(60),
  }),
};
/** Changes nothing: shows that a node takes messages. `filling` is there to try sizes. */
const check = {
  type: z.literal('org.amparo.check.v1'),
  data: z.strictObject({ filling: z.string().max(2_000_000) }),
};

/** What a message can be about. */
export const MessageBody = z.discriminatedUnion('type', [
  z.strictObject(packet),
  z.strictObject(receipt),
  z.strictObject(recall),
  z.strictObject(refusal),
  z.strictObject(check),
]);
export type MessageBody = z.infer<typeof MessageBody>;

export const MESSAGE_TYPES = MessageBody.options.map((option) => option.shape.type.value);

/** One message from one node to one other. */
export const Message = z.discriminatedUnion('type', [
  z.strictObject({ ...envelope, ...packet }),
  z.strictObject({ ...envelope, ...receipt }),
  z.strictObject({ ...envelope, ...recall }),
  z.strictObject({ ...envelope, ...refusal }),
  z.strictObject({ ...envelope, ...check }),
]);
export type Message = z.infer<typeof Message>;

/** A message with the signature of the sending node over its canonical JSON, in context `message`. */
export const SignedMessage = z.strictObject({ message: Message, signature: Signature });
export type SignedMessage = z.infer<typeof SignedMessage>;

/** The longest that a message may be on its way, and that a node remembers having seen it. */
export const LONGEST_WAY_DAYS = 120;

/** The largest request between nodes, in bytes. */
export const LARGEST_MESSAGE = 1536 * 1024;
