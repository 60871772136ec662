import type {
  DeskCertificate,
  DeskMembership,
  MemberCertificate,
  OrganisationStatement,
  SignInRecord,
} from '@amparo/casework/directory';
import { hashOf, toBuffer } from '../bytes.ts';
import type { Runner } from '../db/handle.ts';
import { build, type Tables } from '../db/tables.ts';

/** A desk and a member of it, with the root that stands behind both. */
export interface Chain {
  readonly organisation: string;
  readonly root_key: Buffer;
  readonly desk: DeskCertificate;
  readonly member: MemberCertificate;
}

/** Every chain that leads to a member, newest certificate first. */
export async function findChains(db: Runner, member: string): Promise<Chain[]> {
  return db.run(
    build
      .selectFrom('memberships')
      .innerJoin('desks', 'desks.desk', 'memberships.desk')
      .innerJoin('organisations', 'organisations.organisation', 'memberships.organisation')
      .select([
        'organisations.organisation',
        'organisations.root_key',
        'desks.certificate as desk',
        'memberships.certificate as member',
      ])
      .where('memberships.member', '=', member)
      .orderBy('memberships.expires_at', 'desc'),
  );
}

/** The desks that a member sits at now, with their wrapped keys. */
export async function listOwnSeats(
  db: Runner,
  member: string,
  now: Date,
): Promise<{ desk: DeskCertificate; member: MemberCertificate; wrapped_keys: Buffer }[]> {
  return db.run(
    build
      .selectFrom('memberships')
      .innerJoin('desks', 'desks.desk', 'memberships.desk')
      .select([
        'desks.certificate as desk',
        'memberships.certificate as member',
        'memberships.wrapped_keys',
      ])
      .where('memberships.member', '=', member)
      .where('memberships.expires_at', '>', now)
      .where('desks.expires_at', '>', now)
      .orderBy('memberships.desk'),
  );
}

export async function isNodeEmpty(db: Runner): Promise<boolean> {
  const rows = await db.run(build.selectFrom('organisations').select('organisation').limit(1));
  return rows.length === 0;
}

/** Locks an invitation that is still good. As actor `joining`. */
export async function lockInvitation(db: Runner, tokenHash: Buffer): Promise<boolean> {
  const rows = await db.run(
    build
      .selectFrom('enrolments')
      .select('made_at')
      .where('token_hash', '=', tokenHash)
      .where('used_at', 'is', null)
      .forUpdate(),
  );
  return rows.length === 1;
}

export async function useInvitation(db: Runner, tokenHash: Buffer, now: Date): Promise<void> {
  await db.execute(
    build.updateTable('enrolments').set({ used_at: now }).where('token_hash', '=', tokenHash),
  );
}

export async function insertOrganisation(
  db: Runner,
  { organisation, name, rootKey }: OrganisationStatement,
  now: Date,
): Promise<void> {
  await db.execute(
    build
      .insertInto('organisations')
      .values({ organisation, name, root_key: toBuffer(rootKey), joined_at: now }),
  );
}

export async function insertDesk(
  db: Runner,
  certificate: DeskCertificate,
  now: Date,
): Promise<void> {
  const { desk, organisation, kind, signingKey } = certificate.subject;
  await db.execute(
    build.insertInto('desks').values({
      desk,
      organisation,
      kind,
      signing_key: toBuffer(signingKey),
      certificate,
      joined_at: now,
      expires_at: new Date(certificate.expiresAt),
    }),
  );
}

/** Puts a new member down with the keys they sign in with. */
export async function insertMember(
  db: Runner,
  { signIn, organisation, signingKey }: NewMember,
  now: Date,
): Promise<void> {
  const { member } = signIn;
  await db.execute(
    build
      .insertInto('members')
      .values({ member, organisation, signing_key: toBuffer(signingKey), joined_at: now }),
  );
  await db.execute(
    build.insertInto('sign_ins').values({
      member,
      lookup_hash: hashOf(signIn.lookup),
      sealed_keys: toBuffer(signIn.sealedKeys),
    }),
  );
}

interface NewMember {
  readonly signIn: SignInRecord;
  readonly organisation: string;
  readonly signingKey: string;
}

/** Seats a member at a desk, or renews the seat with a newer certificate. */
export async function keepMembership(
  db: Runner,
  { certificate, wrappedKeys }: DeskMembership,
  organisation: string,
  now: Date,
): Promise<void> {
  const { desk, member, role } = certificate.subject;
  const renewed = {
    role,
    certificate,
    wrapped_keys: toBuffer(wrappedKeys),
    expires_at: new Date(certificate.expiresAt),
  };
  const touched = await db.execute(
    build
      .updateTable('memberships')
      .set(renewed)
      .where('desk', '=', desk)
      .where('member', '=', member),
  );
  if (touched === 1) return;
  await db.execute(
    build
      .insertInto('memberships')
      .values({ desk, member, organisation, added_at: now, ...renewed }),
  );
}

export async function findMemberRow(
  db: Runner,
  member: string,
): Promise<Pick<Tables['members'], 'organisation' | 'signing_key'> | undefined> {
  const rows = await db.run(
    build
      .selectFrom('members')
      .select(['organisation', 'signing_key'])
      .where('member', '=', member),
  );
  return rows[0];
}

/** A desk with the organisation behind it. */
export interface DeskRow {
  readonly certificate: DeskCertificate;
  readonly organisation: string;
  readonly organisation_name: string;
  readonly root_key: Buffer;
}

/** Desks by id, with the root of their organisation; unknown ids are left out. */
export async function findDesks(db: Runner, desks: readonly string[]): Promise<DeskRow[]> {
  if (desks.length === 0) return [];
  return db.run(
    build
      .selectFrom('desks')
      .innerJoin('organisations', 'organisations.organisation', 'desks.organisation')
      .select([
        'desks.certificate',
        'desks.organisation',
        'organisations.name as organisation_name',
        'organisations.root_key',
      ])
      .where('desks.desk', 'in', [...desks]),
  );
}

export async function listOrganisations(db: Runner): Promise<Tables['organisations'][]> {
  return db.run(build.selectFrom('organisations').selectAll().orderBy('joined_at'));
}

export async function listDesks(db: Runner): Promise<{ certificate: DeskCertificate }[]> {
  return db.run(
    build.selectFrom('desks').select('certificate').orderBy('joined_at').orderBy('desk'),
  );
}

/** The members whom the actor may see: those of the same organisation. */
export async function listColleagues(db: Runner): Promise<{ certificate: MemberCertificate }[]> {
  return db.run(
    build.selectFrom('memberships').select('certificate').orderBy('added_at').orderBy('member'),
  );
}

/** Revokes a device that the actor may revoke and ends its sessions; `undefined` when there is none. */
export async function revokeDeviceRow(
  db: Runner,
  device: string,
  now: Date,
): Promise<{ readonly wasLive: boolean } | undefined> {
  const rows = await db.run(
    build.selectFrom('devices').select('revoked_at').where('device', '=', device).forUpdate(),
  );
  const [found] = rows;
  if (found === undefined) return undefined;
  if (found.revoked_at === null) {
    await db.execute(
      build.updateTable('devices').set({ revoked_at: now }).where('device', '=', device),
    );
  }
  await db.execute(build.deleteFrom('sessions').where('device', '=', device));
  return { wasLive: found.revoked_at === null };
}
