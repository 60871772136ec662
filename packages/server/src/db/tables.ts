/** The tables as the migrations make them, for queries that the compiler checks. */
import {
  DummyDriver,
  type Generated,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import type { Authorisation, DrawerClass, GrantStatement } from '@amparo/casework/grants';
import type {
  DeskCertificate,
  DeskKind,
  DeviceCertificate,
  MemberCertificate,
} from '@amparo/casework/directory';
import type { LeafKind } from '@amparo/casework/log';
import type { FederationTables } from './tables-federation.ts';
import type { KeepingTables } from './tables-keeping.ts';
import type { PacketTables } from './tables-packets.ts';

interface NodeTable {
  node: string;
  made_at: Date;
  node_key: Buffer;
  log_key: Buffer;
  encryption_key: Buffer | null;
}

interface LawPinTable {
  pin: string;
  note: string;
  pinned_at: Date;
}

interface EnrolmentTable {
  token_hash: Buffer;
  made_at: Date;
  used_at: Date | null;
}

interface OrganisationTable {
  organisation: string;
  name: string;
  root_key: Buffer;
  joined_at: Date;
}

interface DeskTable {
  desk: string;
  organisation: string;
  kind: DeskKind;
  signing_key: Buffer;
  certificate: DeskCertificate;
  joined_at: Date;
  expires_at: Date;
}

interface MemberTable {
  member: string;
  organisation: string;
  signing_key: Buffer;
  joined_at: Date;
}

interface MembershipTable {
  desk: string;
  member: string;
  organisation: string;
  role: 'lead' | 'member';
  certificate: MemberCertificate;
  wrapped_keys: Buffer;
  added_at: Date;
  expires_at: Date;
}

interface SignInTable {
  member: string;
  lookup_hash: Buffer;
  sealed_keys: Buffer;
}

interface DeviceTable {
  device: string;
  member: string;
  organisation: string;
  signing_key: Buffer;
  certificate: DeviceCertificate;
  certified_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
}

interface ChallengeTable {
  challenge_hash: Buffer;
  member: string;
  expires_at: Date;
}

interface SessionTable {
  token_hash: Buffer;
  member: string;
  device: string;
  expires_at: Date;
  seen_at: Date;
}

interface FileTable {
  file: string;
  lead_desk: string;
  conversation: string;
  authorisation: string;
  prepared_by: string;
  prepared_at: Date;
  opened_at: Date | null;
}

interface DrawerTable {
  drawer: string;
  file: string | null;
  class: DrawerClass;
  lead_desk: string;
  is_conversation: boolean;
  version: Generated<number>;
  stale: Generated<boolean>;
  position: Generated<number>;
  head: Buffer;
  made_at: Date;
  erased_at: Date | null;
}

interface DrawerVersionTable {
  drawer: string;
  version: number;
  drop_key: Buffer;
  sealed_drop_secret: Buffer;
  sealed_previous: Buffer | null;
  made_at: Date;
}

interface AuthorisationTable {
  authorisation: string;
  drawer: string;
  statement: Authorisation['statement'];
  attested_by: Authorisation['attestedBy'];
  signature: Buffer;
  given_at: Date;
  expires_at: Date;
  withdrawn_at: Date | null;
}

interface GrantTable {
  grant_id: string;
  drawer: string;
  file: string | null;
  version: number;
  holder: string;
  authorisation: string | null;
  statement: GrantStatement;
  wrapped: Buffer;
  rewrapped: Buffer | null;
  signature: Buffer | null;
  granted_by: string;
  granted_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
}

interface EntryTable {
  drawer: string;
  position: number;
  entry: string;
  version: number;
  author: string;
  device: string;
  desk: string | null;
  hash: Buffer;
  head: Buffer;
  bytes: Buffer;
  received_at: Date;
}

interface MailboxTable {
  mailbox: string;
  drawer: string;
  locator: string;
  salt: Buffer;
  token_hash: Buffer;
  signing_key: Buffer;
  sealed_keys: Buffer;
}

interface PageTable {
  mailbox: string;
  drawer: string;
  salt: Buffer;
  token_hash: Buffer;
  sealed_seed: Buffer;
  wrong: Generated<number>;
  waits_until: Date | null;
}

interface FormerMailboxTable {
  mailbox: string;
  drawer: string;
  signing_key: Buffer;
}

interface ReportTable {
  drawer: string;
  desk: string;
  sealed_by: 'browser' | 'node';
  received_at: Date;
  opened_at: Date | null;
  handed_over_at: Date | null;
  closed_at: Date | null;
  is_waiting: boolean;
  expires_at: Date | null;
}

interface CardTable {
  desk: string;
  file: string;
  revision: number;
  sealed: Buffer;
}

interface ClockTable {
  clock: string;
  file: string;
  desk: string;
  due: string;
  owner: string;
  deputy: string | null;
  state: 'running' | 'met' | 'missed' | 'stopped';
}

interface LeafTable {
  sequence: Generated<number>;
  leaf: Buffer;
  generation: number | null;
  leaf_index: number | null;
}

interface OpeningTable {
  sequence: number;
  kind: LeafKind;
  at: Date;
  salt: Buffer;
  actor: string | null;
  desk: string | null;
  file: string | null;
  drawer: string | null;
  class: DrawerClass | null;
  object: string | null;
}

/** The origin that a log follows after a backup was restored, with its last signed tree. */
export interface FollowedLog {
  readonly origin: string;
  readonly size: number;
  /** base64, as in its checkpoint. */
  readonly root: string;
}

interface LogOriginTable {
  generation: number;
  origin: string;
  size: number;
  frontier: string;
  checkpoint: string | null;
  signed_size: number | null;
  follows: FollowedLog | null;
  follows_salt: Buffer | null;
}

interface TreeNodeTable {
  generation: number;
  level: number;
  node_index: number;
  hash: Buffer;
}

interface OutboxTable {
  id: Generated<number>;
  task: string;
  subject: string;
  made_at: Generated<Date>;
}

/** Every table of the main database. */
export interface Tables extends FederationTables, PacketTables, KeepingTables {
  node: NodeTable;
  law_pins: LawPinTable;
  enrolments: EnrolmentTable;
  organisations: OrganisationTable;
  desks: DeskTable;
  members: MemberTable;
  memberships: MembershipTable;
  sign_ins: SignInTable;
  devices: DeviceTable;
  challenges: ChallengeTable;
  sessions: SessionTable;
  files: FileTable;
  drawers: DrawerTable;
  drawer_versions: DrawerVersionTable;
  authorisations: AuthorisationTable;
  grants: GrantTable;
  entries: EntryTable;
  mailboxes: MailboxTable;
  pages: PageTable;
  former_mailboxes: FormerMailboxTable;
  reports: ReportTable;
  cards: CardTable;
  clocks: ClockTable;
  leaves: LeafTable;
  openings: OpeningTable;
  log_origins: LogOriginTable;
  tree_nodes: TreeNodeTable;
  outbox: OutboxTable;
}

/** Builds queries; it cannot run them. Running needs `db.as(actor)`. */
export const build = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});
