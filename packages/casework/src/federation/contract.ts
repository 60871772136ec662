import { z } from 'zod';
import { DeskCertificate, OrganisationStatement } from '../directory/index.ts';
import { endpoint, Id, Instant, Nothing } from '../kernel/index.ts';
import { NodeName } from '../packets/index.ts';
import { FederationNode } from './model.ts';

/** What a node tells a peer about its desks: those that take packets, and nobody's name. */
export const DeskList = z.strictObject({
  node: NodeName,
  desks: z
    .array(z.strictObject({ organisation: OrganisationStatement, desk: DeskCertificate }))
    .max(2000),
});
export type DeskList = z.infer<typeof DeskList>;

/** What a node tells anybody of itself: how it would stand in a federation file, and by which one it goes. */
export const NodeEntry = z.strictObject({
  entry: z.strictObject({ ...FederationNode.shape, node: NodeName.nullable() }),
  federation: z.string().nullable(),
  release: z.int().min(0),
  time: Instant,
});
export type NodeEntry = z.infer<typeof NodeEntry>;

/** A message that has not arrived: where to, since when, and why as far as this node knows. */
export const Undelivered = z.strictObject({
  message: Id,
  to: NodeName,
  toName: z.string(),
  thread: Id,
  about: z.enum(['packet', 'receipt', 'recall', 'other']),
  /** The packet it is about, where it is about one. */
  packet: Id.nullable(),
  urgent: z.boolean(),
  since: Instant,
  /** After this it is not sent any more. */
  notAfter: Instant,
  attempts: z.int().min(0),
  triedAt: Instant.nullable(),
  /** `late`: still tried. `ended`: never sent again. */
  state: z.enum(['late', 'ended']),
  /** A code of the closed lists. */
  reason: z.string(),
});
export type Undelivered = z.infer<typeof Undelivered>;

export const listUndelivered = endpoint({
  face: 'app',
  method: 'GET',
  path: '/api/desks/:desk/undelivered',
  summary: 'Messages of a desk to other nodes that have not arrived in time, newest first.',
  session: true,
  params: z.strictObject({ desk: Id }),
  input: Nothing,
  output: z.strictObject({ items: z.array(Undelivered) }),
});
