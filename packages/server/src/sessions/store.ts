import { sql } from 'kysely';
import type { DeviceCertificate } from '@amparo/casework/directory';
import { toBuffer } from '../bytes.ts';
import type { Runner } from '../db/handle.ts';
import { build } from '../db/tables.ts';
import type { Seat } from '../http/member.ts';

interface SessionRow {
  readonly member: string;
  readonly device: string;
  readonly device_key: Buffer;
  readonly expires_at: Date;
  readonly seen_at: Date;
}

/** A session that is neither over nor idle, of a device that is not revoked. As actor `session`. */
export async function findSession(
  db: Runner,
  now: Date,
  idleSince: Date,
): Promise<(SessionRow & { readonly seats: Seat[] }) | undefined> {
  const rows = await db.run<SessionRow & { readonly seats: Seat[] }>(
    build
      .selectFrom(sql<SessionRow & { seats: Seat[] }>`find_session(${now}, ${idleSince})`.as('s'))
      .selectAll(),
  );
  return rows[0];
}

/** Marks a session as in use; once a minute is enough. */
export async function touchSession(db: Runner, tokenHash: Uint8Array, now: Date): Promise<void> {
  await db.execute(
    build
      .updateTable('sessions')
      .set({ seen_at: now })
      .where('token_hash', '=', Buffer.from(tokenHash)),
  );
}

export async function findSealedKeys(
  db: Runner,
  lookupHash: Buffer,
): Promise<{ readonly member: string; readonly sealed_keys: Buffer } | undefined> {
  const rows = await db.run(
    build
      .selectFrom('sign_ins')
      .select(['member', 'sealed_keys'])
      .where('lookup_hash', '=', lookupHash),
  );
  return rows[0];
}

export async function insertChallenge(
  db: Runner,
  challenge: {
    readonly challenge_hash: Buffer;
    readonly member: string;
    readonly expires_at: Date;
  },
): Promise<void> {
  await db.execute(build.insertInto('challenges').values(challenge));
}

/** Takes a challenge away; `true` only for the first who comes in time. */
export async function takeChallenge(
  db: Runner,
  challengeHash: Buffer,
  now: Date,
): Promise<boolean> {
  const rows = await db.run(
    build
      .deleteFrom('challenges')
      .where('challenge_hash', '=', challengeHash)
      .returning('expires_at'),
  );
  return rows[0] !== undefined && rows[0].expires_at > now;
}

export interface KnownDevice {
  readonly member: string;
  readonly signing_key: Buffer;
  readonly revoked_at: Date | null;
}

export async function findDevice(db: Runner, device: string): Promise<KnownDevice | undefined> {
  const rows = await db.run(
    build
      .selectFrom('devices')
      .select(['member', 'signing_key', 'revoked_at'])
      .where('device', '=', device),
  );
  return rows[0];
}

/** Puts a device down, or its renewed certificate. `false` when another member has this id. */
export async function keepDevice(
  db: Runner,
  certificate: DeviceCertificate,
  organisation: string,
  now: Date,
): Promise<boolean> {
  const { device, member, signingKey } = certificate.subject;
  const renewed = { certificate, expires_at: new Date(certificate.expiresAt) };
  const inserted = await db.execute(
    build
      .insertInto('devices')
      .values({
        device,
        member,
        organisation,
        signing_key: toBuffer(signingKey),
        certified_at: now,
        revoked_at: null,
        ...renewed,
      })
      .onConflict((conflict) => conflict.column('device').doNothing()),
  );
  if (inserted === 1) return true;
  const updated = await db.execute(
    build
      .updateTable('devices')
      .set(renewed)
      .where('device', '=', device)
      .where('member', '=', member)
      .where('revoked_at', 'is', null),
  );
  return updated === 1;
}

export async function insertSession(
  db: Runner,
  session: {
    readonly token_hash: Buffer;
    readonly member: string;
    readonly device: string;
    readonly expires_at: Date;
    readonly seen_at: Date;
  },
): Promise<void> {
  await db.execute(build.insertInto('sessions').values(session));
}

export async function deleteSession(db: Runner, tokenHash: Uint8Array): Promise<void> {
  await db.execute(build.deleteFrom('sessions').where('token_hash', '=', Buffer.from(tokenHash)));
}

export async function listDevices(
  db: Runner,
  member: string,
): Promise<{ device: string; certified_at: Date; revoked_at: Date | null }[]> {
  return db.run(
    build
      .selectFrom('devices')
      .select(['device', 'certified_at', 'revoked_at'])
      .where('member', '=', member)
      .orderBy('certified_at'),
  );
}
