import { z } from 'zod';
import { endpoint, Id, Instant, Key32, Nothing } from '../kernel/index.ts';
import {
  DeskCertificate,
  DeskMembership,
  MemberCertificate,
  Name,
  OrganisationStatement,
  OrganisationView,
  SignInRecord,
} from './model.ts';

/** What anybody may know of a node before signing in. */
export const nodeInformation = endpoint({
  face: 'app',
  method: 'GET',
  path: '/api/node',
  summary: 'The name, origin and log key of this node, and whether it is still empty.',
  session: false,
  params: Nothing,
  input: Nothing,
  output: z.strictObject({
    node: Id,
    name: Name,
    country: z.string(),
    /** True until the first organisation has joined. */
    empty: z.boolean(),
    demo: z.boolean(),
    /** Addresses of the two faces, as a browser on this machine reaches them. */
    faces: z.strictObject({ app: z.string(), portal: z.string() }),
    logOrigin: z.string(),
    /** A C2SP verifier key of the log, `name+hash+key`. */
    logKey: z.string(),
    /** With which the node signs acknowledgements and what it attests: Ed25519, 32 bytes. */
    nodeKey: Key32,
    time: Instant,
    version: z.string(),
  }),
});

/**
 * An organisation joins with its desks and its first members. The token is printed by
 * `amparo start --empty`, or given by the operator; on an empty node it works once.
 */
export const joinNode = endpoint({
  face: 'app',
  method: 'POST',
  path: '/api/organisations',
  summary: 'An organisation joins this node with its desks and first members.',
  session: false,
  params: Nothing,
  input: z.strictObject({
    token: z.string().min(16).max(200),
    organisation: OrganisationStatement,
    desks: z.array(DeskCertificate).min(1).max(20),
    members: z
      .array(
        z.strictObject({
          signIn: SignInRecord,
          memberships: z.array(DeskMembership).min(1).max(20),
        }),
      )
      .min(1)
      .max(50),
  }),
  output: z.strictObject({ organisation: Id }),
});

export const addMember = endpoint({
  face: 'app',
  method: 'POST',
  path: '/api/members',
  summary: 'A desk lead adds a member to the desk.',
  session: true,
  params: Nothing,
  input: z.strictObject({
    signIn: SignInRecord,
    memberships: z.array(DeskMembership).min(1).max(20),
  }),
  output: z.strictObject({ member: Id }),
});

/** Desks are visible to everybody on the node, members only inside their organisation. */
export const readDirectory = endpoint({
  face: 'app',
  method: 'GET',
  path: '/api/directory',
  summary: 'Organisations and desks of this node, and the members of your own organisation.',
  session: true,
  params: Nothing,
  input: Nothing,
  output: z.strictObject({
    organisations: z.array(OrganisationView),
    desks: z.array(DeskCertificate),
    members: z.array(MemberCertificate),
  }),
});

export const revokeDevice = endpoint({
  face: 'app',
  method: 'POST',
  path: '/api/devices/:device/revoke',
  summary: 'Ends a device: its session, its loans and its right to sign.',
  session: true,
  params: z.strictObject({ device: Id }),
  input: Nothing,
  output: Nothing,
});
