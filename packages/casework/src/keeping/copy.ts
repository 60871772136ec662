/** A person's complete copy: what its files hold, so that anybody can check them without Amparo's node. */
import { z } from 'zod';
import {
  DeskCertificate,
  DeviceCertificate,
  MemberCertificate,
  OrganisationStatement,
} from '../directory/index.ts';
import { AuthorisationView, DrawerClass } from '../grants/index.ts';
import { Id, Instant, Key32, SealedEntry } from '../kernel/index.ts';
import { AccessRecord } from '../log/index.ts';

/** No copy ever holds where a shelter is: a lost copy would endanger everybody there. */
export const NEVER_COPIED: ReadonlySet<DrawerClass> = new Set(['location']);

/** One entry: as it was sealed and signed, and what its author said. */
export const CopiedEntry = z.strictObject({
  position: z.int().min(1),
  head: Key32,
  bytes: SealedEntry,
  receivedAt: Instant,
  /** True when the person wrote it. */
  byPerson: z.boolean(),
  desk: z.string().max(300),
  /** What was opened; null for an entry that could not be proved, which is only listed. */
  says: z.unknown(),
  proved: z.boolean(),
});
export type CopiedEntry = z.infer<typeof CopiedEntry>;

export const CopiedDrawer = z.strictObject({
  drawer: Id,
  class: DrawerClass,
  position: z.int().min(0),
  head: Key32,
  entries: z.array(CopiedEntry),
});
export type CopiedDrawer = z.infer<typeof CopiedDrawer>;

/** A part of the file that is not in the copy, and who can give it. */
export const MissingPart = z.strictObject({
  class: DrawerClass,
  why: z.enum(['held', 'closed', 'location']),
  desks: z.array(z.string()),
});
export type MissingPart = z.infer<typeof MissingPart>;

export const CopiedEntries = z.strictObject({
  v: z.literal(1),
  file: Id,
  madeAt: Instant,
  drawers: z.array(CopiedDrawer),
  authorisations: z.array(AuthorisationView),
  missing: z.array(MissingPart),
});
export type CopiedEntries = z.infer<typeof CopiedEntries>;

/** What the signatures are checked with. It names who wrote. */
export const CopiedCertificates = z.strictObject({
  v: z.literal(1),
  organisations: z.array(OrganisationStatement),
  desks: z.array(DeskCertificate),
  members: z.array(z.strictObject({ device: DeviceCertificate, member: MemberCertificate })),
  persons: z.array(z.strictObject({ mailbox: Id, key: Key32 })),
});
export type CopiedCertificates = z.infer<typeof CopiedCertificates>;

/** The access log; `proof` leads from a record's leaf to the checkpoint, null where the log has no place for it. */
export const CopiedLog = z.strictObject({
  v: z.literal(1),
  /** A C2SP verifier key. */
  key: z.string(),
  /** The signed checkpoint, as it came. */
  checkpoint: z.string(),
  records: z.array(z.strictObject({ record: AccessRecord, proof: z.array(Key32).nullable() })),
});
export type CopiedLog = z.infer<typeof CopiedLog>;

/** The names under which a copy's page offers its files. */
export const COPY_FILES = {
  entries: 'entries.json',
  certificates: 'certificates.json',
  log: 'access-log.json',
  readme: 'README.txt',
} as const;

/** The shortest passphrase of a copy, in characters. */
export const SHORTEST_COPY_PASSPHRASE = 12;
