/** What the portal's role reads and writes: one conversation at a time, by its receipt. */
import { sql } from 'kysely';
import type { DeskCertificate, OrganisationStatement } from '@amparo/casework/directory';
import type { Authorisation, GrantStatement } from '@amparo/casework/grants';
import type { MailboxView, ReportParcel } from '@amparo/casework/reports';
import { toBuffer, toText } from '../bytes.ts';
import type { Runner } from '../db/handle.ts';
import { build, type Tables } from '../db/tables.ts';
import { expiryFrom } from '../drawers/index.ts';

/** The hotline desk that reads reports on this node: the one that joined first, or undefined. */
export async function findHotline(
  db: Runner,
  now: Date,
): Promise<
  { readonly desk: DeskCertificate; readonly organisation: OrganisationStatement } | undefined
> {
  const rows = await db.run(
    build
      .selectFrom('desks')
      .innerJoin('organisations', 'organisations.organisation', 'desks.organisation')
      .select(['desks.certificate', 'organisations.organisation', 'name', 'root_key'])
      .where('desks.kind', '=', 'hotline')
      .where('desks.expires_at', '>', now)
      .orderBy('desks.joined_at')
      .orderBy('desks.desk')
      .limit(1),
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const { organisation, name } = row;
  return {
    desk: row.certificate,
    organisation: { organisation, name, rootKey: toText(row.root_key) },
  };
}

/** Puts down an empty conversation that waits for its report. As actor `drawer`. */
export async function insertConversation(
  db: Runner,
  { drawer, desk, now }: { readonly drawer: string; readonly desk: string; readonly now: Date },
): Promise<void> {
  await db.execute(
    build.insertInto('drawers').values({
      drawer,
      file: null,
      class: 'contact',
      lead_desk: desk,
      is_conversation: true,
      head: Buffer.alloc(32),
      made_at: now,
      erased_at: null,
    }),
  );
}

/** Locks the conversation, everything that a first report brings, under version 1. */
export async function insertReport(
  tx: Runner,
  parcel: ReportParcel,
  { desk, sealedBy, statement, now }: NewReport,
): Promise<void> {
  const { drawer, mailbox } = parcel;
  await tx.execute(
    build.insertInto('drawer_versions').values({
      drawer,
      version: 1,
      drop_key: toBuffer(parcel.dropKey),
      sealed_drop_secret: toBuffer(parcel.sealedDropSecret),
      sealed_previous: null,
      made_at: now,
    }),
  );
  await tx.execute(
    build.insertInto('grants').values({
      grant_id: statement.grant,
      drawer,
      file: null,
      version: 1,
      holder: desk,
      authorisation: null,
      statement,
      wrapped: toBuffer(parcel.wrapped),
      rewrapped: null,
      signature: null,
      granted_by: mailbox.mailbox,
      granted_at: now,
      expires_at: new Date(statement.expiresAt),
      revoked_at: null,
    }),
  );
  await tx.execute(
    build.insertInto('mailboxes').values({
      mailbox: mailbox.mailbox,
      drawer,
      locator: mailbox.locator,
      salt: toBuffer(mailbox.salt),
      token_hash: toBuffer(mailbox.tokenHash),
      signing_key: toBuffer(mailbox.signingKey),
      sealed_keys: toBuffer(mailbox.sealedKeys),
    }),
  );
  await tx.execute(
    build.insertInto('reports').values({
      drawer,
      desk,
      sealed_by: sealedBy,
      received_at: now,
      opened_at: null,
      handed_over_at: null,
      closed_at: null,
      is_waiting: true,
      expires_at: expiryFrom(now),
    }),
  );
  await tx.execute(build.updateTable('drawers').set({ version: 1 }).where('drawer', '=', drawer));
}

export interface NewReport {
  readonly desk: string;
  readonly sealedBy: 'browser' | 'node';
  readonly statement: GrantStatement;
  readonly now: Date;
}

export async function findSaltRow(db: Runner, locator: string): Promise<Buffer | undefined> {
  const rows = await db.run(
    build.selectFrom('mailboxes').select('salt').where('locator', '=', locator),
  );
  return rows[0]?.salt;
}

/** The mailbox that a receipt opens, with its conversation: one query, found or not. */
export interface HeldMailbox {
  readonly mailbox: string;
  readonly drawer: string;
  readonly signing_key: Buffer;
  readonly sealed_keys: Buffer;
  readonly file: string | null;
  readonly position: number;
  readonly head: Buffer;
  readonly closed_at: Date | null;
  readonly expires_at: Date | null;
}

export async function findHeldMailbox(db: Runner): Promise<HeldMailbox | undefined> {
  const rows = await db.run(
    build
      .selectFrom('mailboxes')
      .innerJoin('drawers', 'drawers.drawer', 'mailboxes.drawer')
      .innerJoin('reports', 'reports.drawer', 'mailboxes.drawer')
      .select([
        'mailboxes.mailbox',
        'mailboxes.drawer',
        'mailboxes.signing_key',
        'mailboxes.sealed_keys',
        'drawers.file',
        'drawers.position',
        'drawers.head',
        'reports.closed_at',
        'reports.expires_at',
      ])
      .where('mailboxes.drawer', '=', sql<string>`(select app_conversation())`)
      .where('drawers.erased_at', 'is', null),
  );
  return rows[0];
}

export async function findAuthorisationRow(
  db: Runner,
  authorisation: string,
): Promise<Tables['authorisations'] | undefined> {
  const rows = await db.run(
    build.selectFrom('authorisations').selectAll().where('authorisation', '=', authorisation),
  );
  return rows[0];
}

export async function insertAuthorisation(
  tx: Runner,
  { statement, attestedBy, signature }: Authorisation,
  now: Date,
): Promise<void> {
  await tx.execute(
    build.insertInto('authorisations').values({
      authorisation: statement.authorisation,
      drawer: statement.drawer,
      statement,
      attested_by: attestedBy,
      signature: toBuffer(signature),
      given_at: now,
      expires_at: new Date(statement.expiresAt),
      withdrawn_at: null,
    }),
  );
}

/** What the person allowed for hand-overs in this conversation, whether it still holds or not. */
export async function listAllowed(db: Runner): Promise<MailboxView['allowed']> {
  const rows = await db.run(
    build
      .selectFrom('authorisations')
      .select(['authorisation', 'attested_by', 'given_at', 'expires_at', 'withdrawn_at'])
      .where('drawer', '=', sql<string>`(select app_conversation())`)
      .orderBy('given_at'),
  );
  return rows.map((row) => ({
    authorisation: row.authorisation,
    attestedBy: row.attested_by,
    givenAt: row.given_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
  }));
}

/** How many of these desks there are. */
export async function countDesks(db: Runner, desks: readonly string[]): Promise<number> {
  const rows = await db.run(
    build
      .selectFrom('desks')
      .select('desk')
      .where('desk', 'in', [...desks]),
  );
  return rows.length;
}

/** Withdraws the live authorisations of the conversation, all or the one named, and names them. */
export async function withdrawAll(tx: Runner, now: Date, only?: string): Promise<string[]> {
  const live = build
    .updateTable('authorisations')
    .set({ withdrawn_at: now })
    .where('drawer', '=', sql<string>`(select app_conversation())`)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', now);
  const wanted = only === undefined ? live : live.where('authorisation', '=', only);
  const rows = await tx.run(wanted.returning('authorisation'));
  return rows.map(({ authorisation }) => authorisation);
}

export type EndedGrant = Pick<Tables['grants'], 'grant_id' | 'drawer' | 'file' | 'holder'>;

/** Ends every live grant that rests on these authorisations. */
export async function revokeResting(
  tx: Runner,
  authorisations: readonly string[],
  now: Date,
): Promise<EndedGrant[]> {
  if (authorisations.length === 0) return [];
  return tx.run(
    build
      .updateTable('grants')
      .set({ revoked_at: now })
      .where('authorisation', 'in', [...authorisations])
      .where('revoked_at', 'is', null)
      .returning(['grant_id', 'drawer', 'file', 'holder']),
  );
}

/** Marks the keys of these drawers as known to somebody who must not read on; never a conversation's. */
export async function markStale(tx: Runner, drawers: readonly string[]): Promise<void> {
  if (drawers.length === 0) return;
  await tx.execute(
    build
      .updateTable('drawers')
      .set({ stale: true })
      .where('drawer', 'in', [...drawers])
      .where('is_conversation', '=', false),
  );
}
