/**
 * Grants: which desk may open which drawer until when, and on whose word.
 * No grant exists without need to know, and none outside the lead organisation without an
 * authorisation of the person or another named basis, which is never recorded as consent.
 */
import { z } from 'zod';
import { Id, Instant, Key32, Signature, Wrapped, bytesUpTo } from '../kernel/index.ts';

/** The data classes a drawer can have: one drawer holds one class. */
export const DRAWER_CLASSES = [
  'identity',
  'cover',
  'contact',
  'location',
  'account',
  'health',
  'therapy',
  'privileged',
  'immigration',
  'accusations',
  'evidence',
  'safety',
  'money',
  'child',
  'complaint',
  'mine',
] as const;
export const DrawerClass = z.enum(DRAWER_CLASSES);
export type DrawerClass = z.infer<typeof DrawerClass>;

/**
 * What a person allows, in clear, because the node must check it: these desks may hold these
 * classes of drawers about them until this moment. Purpose and wording are in the sealed question.
 */
export const AuthorisationStatement = z.strictObject({
  authorisation: Id,
  /** The conversation in which it was asked. */
  drawer: Id,
  desks: z.array(Id).min(1).max(10),
  classes: z.array(DrawerClass).min(1).max(16),
  /** True when the casework desk among `desks` may open a file. */
  opensFile: z.boolean(),
  askedBy: Id,
  askedAt: Instant,
  expiresAt: Instant,
});
export type AuthorisationStatement = z.infer<typeof AuthorisationStatement>;

/**
 * Who vouches that the person said yes: the person's own mailbox key, or the node for a session
 * without JavaScript. The mark is shown wherever the authorisation is.
 */
export const Authorisation = z.strictObject({
  statement: AuthorisationStatement,
  attestedBy: z.enum(['person-key', 'node']),
  signature: Signature,
});
export type Authorisation = z.infer<typeof Authorisation>;

export const AuthorisationView = z.strictObject({
  ...Authorisation.shape,
  givenAt: Instant,
  withdrawnAt: Instant.nullable(),
});
export type AuthorisationView = z.infer<typeof AuthorisationView>;

/** Why a grant may exist. `own`: the lead desk's own drawer class. */
export const GrantBasis = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('own') }),
  z.strictObject({ kind: z.literal('consent'), authorisation: Id }),
]);
export type GrantBasis = z.infer<typeof GrantBasis>;

/** What the granting device signs, in context `grant`. */
export const GrantStatement = z.strictObject({
  grant: Id,
  drawer: Id,
  version: z.int().min(1),
  holder: Id,
  basis: GrantBasis,
  expiresAt: Instant,
  wrappedHash: Key32,
});
export type GrantStatement = z.infer<typeof GrantStatement>;

export const Grant = z.strictObject({
  statement: GrantStatement,
  /** The holder's share, wrapped to the holding desk (`sealGrant`). */
  wrapped: Wrapped,
  signature: Signature,
});
export type Grant = z.infer<typeof Grant>;

export const GrantView = z.strictObject({
  statement: GrantStatement,
  wrapped: Wrapped,
  /** The same share under the desk's keyring, once somebody of the desk has opened it. */
  rewrapped: bytesUpTo(256).nullable(),
  /** The member who granted; for the first grant of a conversation, the person's mailbox. */
  grantedBy: Id,
  /** Of the statement, by a device of `grantedBy`; null where a reporting browser granted. */
  signature: Signature.nullable(),
  grantedAt: Instant,
  revokedAt: Instant.nullable(),
});
export type GrantView = z.infer<typeof GrantView>;
