/** What people allowed to be sent. */
import { type Selectable, sql } from 'kysely';
import type { PacketAuthorisation, PacketAuthorisationView } from '@amparo/casework/packets';
import type { Runner } from '../db/handle.ts';
import { build, type Tables } from '../db/tables.ts';

type Row = Selectable<Tables['packet_authorisations']>;

/** An authorisation that the actor may see, with its row. */
export async function findPacketAuthorisation(
  db: Runner,
  authorisation: string,
): Promise<PacketAuthorisationView | undefined> {
  const rows = await db.run(
    build
      .selectFrom('packet_authorisations')
      .selectAll()
      .where('authorisation', '=', authorisation),
  );
  return rows[0] && viewOf(rows[0]);
}

/**
 * The same for as long as the transaction runs: who withdraws or narrows it waits until what is sent on it is
 * written down, and then finds that to take back.
 */
export async function shareLockAuthorisation(
  tx: Runner,
  authorisation: string,
): Promise<PacketAuthorisationView | undefined> {
  const rows = await tx.run(
    build
      .selectFrom('packet_authorisations')
      .selectAll()
      .where('authorisation', '=', authorisation)
      .forShare(),
  );
  return rows[0] && viewOf(rows[0]);
}

/** Lets answering, narrowing and taking back one question come one after the other, whoever does it. */
export async function lockQuestion(tx: Runner, authorisation: string): Promise<void> {
  await tx.run(
    build.selectNoFrom(
      sql`pg_advisory_xact_lock(hashtextextended(${authorisation}::text, 0))`.as('locked'),
    ),
  );
}

/** When a question was taken back, among those that the actor may see. */
export async function findTakenBack(
  tx: Runner,
  authorisation: string,
): Promise<Tables['taken_back_questions'] | undefined> {
  const rows = await tx.run(
    build.selectFrom('taken_back_questions').selectAll().where('authorisation', '=', authorisation),
  );
  return rows[0];
}

export async function insertTakenBack(
  tx: Runner,
  row: Tables['taken_back_questions'],
): Promise<void> {
  await tx.execute(build.insertInto('taken_back_questions').values(row));
}

/** Puts the narrower word in the place of the one before. As the portal. */
export async function replaceAuthorisation(
  tx: Runner,
  { statement, attestation }: PacketAuthorisation,
  now: Date,
): Promise<void> {
  await tx.execute(
    build
      .updateTable('packet_authorisations')
      .set({ statement, attestation, narrowed_at: now })
      .where('authorisation', '=', statement.authorisation),
  );
}

/** Withdraws one authorisation that is still live. Says whether it was. */
export async function withdrawOne(tx: Runner, authorisation: string, now: Date): Promise<boolean> {
  const count = await tx.execute(
    build
      .updateTable('packet_authorisations')
      .set({ withdrawn_at: now })
      .where('authorisation', '=', authorisation)
      .where('withdrawn_at', 'is', null),
  );
  return count > 0;
}

/** All of one conversation, oldest first, withdrawn ones too. */
export async function listPacketAuthorisationsOf(
  db: Runner,
  drawer: string,
): Promise<PacketAuthorisationView[]> {
  const rows = await db.run(
    build
      .selectFrom('packet_authorisations')
      .selectAll()
      .where('drawer', '=', drawer)
      .orderBy('given_at')
      .orderBy('authorisation'),
  );
  return rows.map(viewOf);
}

export async function insertPacketAuthorisation(
  tx: Runner,
  { statement, attestation }: PacketAuthorisation,
  now: Date,
): Promise<void> {
  await tx.execute(
    build.insertInto('packet_authorisations').values({
      authorisation: statement.authorisation,
      drawer: statement.drawer,
      statement,
      attestation,
      given_at: now,
      expires_at: new Date(statement.expiresAt),
      withdrawn_at: null,
    }),
  );
}

/** Withdraws what is live in the receipt's conversation, all or one, and names it. As the portal. */
export async function withdrawPacketAuthorisations(
  tx: Runner,
  only: string | undefined,
  now: Date,
): Promise<string[]> {
  const live = build
    .updateTable('packet_authorisations')
    .set({ withdrawn_at: now })
    .where('drawer', '=', sql<string>`(select app_conversation())`)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', now);
  const wanted = only === undefined ? live : live.where('authorisation', '=', only);
  const rows = await tx.run(wanted.returning('authorisation'));
  return rows.map(({ authorisation }) => authorisation);
}

/** The conversation of a person for whom one of the actor's desks may speak, with its file. */
export async function findSpokenConversation(
  db: Runner,
  drawer: string,
): Promise<{ readonly drawer: string; readonly file: string | null } | undefined> {
  const rows = await db.run(
    build
      .selectFrom('drawers')
      .select(['drawer', 'file'])
      .where('drawer', '=', drawer)
      .where('is_conversation', '=', true)
      .where('erased_at', 'is', null)
      .where(sql<boolean>`app_speaks_in(drawer)`),
  );
  return rows[0];
}

/** Whether a device of this node is certified and not revoked. */
export async function isDeviceLive(db: Runner, device: string, now: Date): Promise<boolean> {
  const rows = await db.run(
    build.selectNoFrom(sql<boolean>`is_device_live(${device}::uuid, ${now})`.as('live')),
  );
  return rows[0]?.live === true;
}

function viewOf(row: Row): PacketAuthorisationView {
  return {
    statement: row.statement,
    attestation: row.attestation,
    givenAt: row.given_at.toISOString(),
    narrowedAt: row.narrowed_at?.toISOString() ?? null,
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
  };
}
