import { z } from 'zod';
import { DeskCertificate, OrganisationStatement } from '../directory/index.ts';
import {
  EncryptionKey,
  endpoint,
  Id,
  Instant,
  Key32,
  Nothing,
  Signature,
} from '../kernel/index.ts';
import {
  NodeName,
  Packet,
  PACKET_STATES,
  PacketAuthorisation,
  PacketAuthorisationView,
  PacketReceipt,
  PacketView,
  SenderProof,
} from './model.ts';

/** What the federation file says of a node and of one organisation there; clients pin it. */
export const PinnedPlace = z.strictObject({
  node: NodeName,
  nodeName: z.string(),
  country: z.string(),
  /** To which the receiving node's share is wrapped. */
  nodeEncryptionKey: EncryptionKey,
  /** With which the node signs receipts, and vouches for a yes without JavaScript. */
  nodeSigningKeys: z.array(Key32).min(1).max(2),
  organisation: OrganisationStatement,
});
export type PinnedPlace = z.infer<typeof PinnedPlace>;

/** A desk that can be sent packets, with what proves its key. */
export const ReachableDesk = z.strictObject({ ...PinnedPlace.shape, desk: DeskCertificate });
export type ReachableDesk = z.infer<typeof ReachableDesk>;

export const listReachableDesks = endpoint({
  face: 'app',
  method: 'GET',
  path: '/api/exchange/desks',
  summary: 'The desks, here and on pinned nodes, that take packets.',
  session: true,
  params: Nothing,
  input: Nothing,
  output: z.strictObject({
    self: NodeName,
    desks: z.array(ReachableDesk),
    /** Pinned nodes whose desks could not be asked just now. */
    silent: z.array(NodeName),
  }),
});

export const sendPacket = endpoint({
  face: 'app',
  method: 'POST',
  path: '/api/packets',
  summary: 'Sends a sealed packet, or keeps it until a second member signs.',
  session: true,
  params: Nothing,
  input: z.strictObject({
    packet: Packet,
    /** The receiving desk's certificate, so that its kind is proved also while its node is silent. */
    desk: DeskCertificate,
    /** The conversation of the person it is about, for their access log; null: about nobody. */
    conversation: Id.nullable(),
  }),
  output: z.strictObject({ state: z.enum(PACKET_STATES), at: Instant }),
});

export const secondPacket = endpoint({
  face: 'app',
  method: 'POST',
  path: '/api/packets/:packet/second',
  summary: 'A second member stands behind a basis that is not consent.',
  session: true,
  params: z.strictObject({ packet: Id }),
  input: z.strictObject({ signature: Signature, proof: SenderProof }),
  output: z.strictObject({ state: z.enum(PACKET_STATES), at: Instant }),
});

export const listPackets = endpoint({
  face: 'app',
  method: 'GET',
  path: '/api/desks/:desk/packets',
  summary: 'What a desk sent and received: envelopes and receipts only, newest first.',
  session: true,
  params: z.strictObject({ desk: Id }),
  input: z.strictObject({ before: Instant.optional() }),
  /** `next` is the `before` of the page that follows, or null. */
  output: z.strictObject({ items: z.array(PacketView), next: Instant.nullable() }),
});

/** Commits the leaf, lends the node's share, and sends the handover receipt. */
export const openPacket = endpoint({
  face: 'app',
  method: 'POST',
  path: '/api/packets/:packet/open',
  summary: 'Opens a received packet: its bytes and the node’s share.',
  session: true,
  params: z.strictObject({ packet: Id }),
  input: Nothing,
  output: z.strictObject({
    packet: Packet,
    nodeShare: Key32,
    /** Where it came from, as this node's federation file pins it. */
    from: PinnedPlace,
    receipts: z.array(PacketReceipt),
  }),
});

export const answerPacket = endpoint({
  face: 'app',
  method: 'POST',
  path: '/api/packets/:packet/decision',
  summary: 'A person at the receiving desk accepts, declines or asks for more.',
  session: true,
  params: z.strictObject({ packet: Id }),
  input: z.strictObject({ decision: z.enum(['accepted', 'declined', 'more-needed']) }),
  output: PacketReceipt,
});

/** For packets of the member's own desk; what rests on consent ends with the authorisation. */
export const recallPacket = endpoint({
  face: 'app',
  method: 'POST',
  path: '/api/packets/:packet/recall',
  summary: 'Asks the receiving node to destroy what it holds.',
  session: true,
  params: z.strictObject({ packet: Id }),
  input: Nothing,
  output: z.strictObject({ recalledAt: Instant }),
});

export const vouchForAuthorisation = endpoint({
  face: 'app',
  method: 'POST',
  path: '/api/authorisations',
  summary: 'A yes that a worker took with a witness.',
  session: true,
  params: Nothing,
  input: PacketAuthorisation,
  output: z.strictObject({ givenAt: Instant }),
});

/**
 * Takes a question to the person back. A yes that comes after it is refused; one that came before ends, and
 * what rests on it is refused here or recalled. The same again gets the same answer.
 */
export const takeBackQuestion = endpoint({
  face: 'app',
  method: 'POST',
  path: '/api/drawers/:drawer/questions/:authorisation/take-back',
  summary: 'A desk takes back a question about sending that it asked.',
  session: true,
  params: z.strictObject({ drawer: Id, authorisation: Id }),
  input: Nothing,
  output: z.strictObject({
    takenBackAt: Instant,
    /** Packets that had left and are recalled now. */
    recalled: z.int().min(0),
  }),
});

/** For whoever holds the conversation; what was withdrawn stays in the list, marked. */
export const listPacketAuthorisations = endpoint({
  face: 'app',
  method: 'GET',
  path: '/api/drawers/:drawer/authorisations',
  summary: 'What the person allowed to be sent, as it was signed.',
  session: true,
  params: z.strictObject({ drawer: Id }),
  input: Nothing,
  output: z.strictObject({ items: z.array(PacketAuthorisationView) }),
});
