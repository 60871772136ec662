/**
 * Directory: which organisations, desks and members exist on a node, and who vouches for whom.
 * Organisation root (kept offline) certifies desks with their kind; a desk certifies its members;
 * a member certifies devices. Clients wrap only to keys that such a chain proves.
 */
import { z } from 'zod';
import { certificateOf, EncryptionKey, Id, Instant, Key32, bytesUpTo } from '../kernel/index.ts';

/** The functions a desk can have. Immigration enforcement has none. */
export const DESK_KINDS = [
  'hotline',
  'casework',
  'shelter',
  'legal',
  'health',
  'therapy',
  'police',
  'prosecution',
  'court',
  'authority',
  'liaison',
  'taskforce',
  'fund',
  'oversight',
] as const;
export const DeskKind = z.enum(DESK_KINDS);
export type DeskKind = z.infer<typeof DeskKind>;

export const Name = z.string().trim().min(1).max(120);

export const OrganisationStatement = z.strictObject({
  organisation: Id,
  name: Name,
  rootKey: Key32,
});
export type OrganisationStatement = z.infer<typeof OrganisationStatement>;

/** What a desk is. `enforces` is declared by an authority and shown before anybody consents. */
export const DeskSubject = z.strictObject({
  desk: Id,
  organisation: Id,
  name: Name,
  kind: DeskKind,
  signingKey: Key32,
  encryptionKey: EncryptionKey,
  enforces: z.strictObject({ immigration: z.boolean(), police: z.boolean() }),
});
export type DeskSubject = z.infer<typeof DeskSubject>;

export const MemberSubject = z.strictObject({
  member: Id,
  desk: Id,
  name: Name,
  role: z.enum(['lead', 'member']),
  signingKey: Key32,
  encryptionKey: EncryptionKey,
});
export type MemberSubject = z.infer<typeof MemberSubject>;

export const DeviceSubject = z.strictObject({ device: Id, member: Id, signingKey: Key32 });
export type DeviceSubject = z.infer<typeof DeviceSubject>;

export const DeskCertificate = certificateOf('desk', DeskSubject);
export const MemberCertificate = certificateOf('member', MemberSubject);
export const DeviceCertificate = certificateOf('device', DeviceSubject);
export type DeskCertificate = z.infer<typeof DeskCertificate>;
export type MemberCertificate = z.infer<typeof MemberCertificate>;
export type DeviceCertificate = z.infer<typeof DeviceCertificate>;

/** A member's own keys as the node keeps them: sealed under passphrase and sign-in card. */
export const SignInRecord = z.strictObject({
  member: Id,
  /** What the node compares; it is derived from the card and opens nothing. */
  lookup: Key32,
  sealedKeys: bytesUpTo(2048),
});
export type SignInRecord = z.infer<typeof SignInRecord>;

/** A desk's keys (`sealDeskKeys`), wrapped to one member. */
export const DeskMembership = z.strictObject({
  certificate: MemberCertificate,
  wrappedKeys: bytesUpTo(4096),
});
export type DeskMembership = z.infer<typeof DeskMembership>;

export const OrganisationView = z.strictObject({
  ...OrganisationStatement.shape,
  joinedAt: Instant,
});
