import type { Selectable } from 'kysely';
import type { AuthorisationView, Grant, GrantView } from '@amparo/casework/grants';
import { toBuffer, toText } from '../bytes.ts';
import type { Runner } from '../db/handle.ts';
import { build, type Tables } from '../db/tables.ts';

export type GrantRow = Selectable<Tables['grants']>;

/** The grant through which one of these desks holds a drawer now; the one that lasts longest. */
export async function findLiveGrant(
  db: Runner,
  drawer: string,
  desks: readonly string[],
  now: Date,
): Promise<GrantRow | undefined> {
  if (desks.length === 0) return undefined;
  const rows = await db.run(
    build
      .selectFrom('grants')
      .selectAll()
      .where('drawer', '=', drawer)
      .where('holder', 'in', [...desks])
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', now)
      .orderBy('expires_at', 'desc')
      .limit(1),
  );
  return rows[0];
}

/** Says whether a desk holds anything of a file now. */
export async function holdsOfFile(
  db: Runner,
  file: string,
  desk: string,
  now: Date,
): Promise<boolean> {
  const rows = await db.run(
    build
      .selectFrom('grants')
      .select('grant_id')
      .where('file', '=', file)
      .where('holder', '=', desk)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', now)
      .limit(1),
  );
  return rows.length === 1;
}

/** The grants of a drawer's present version that the actor may see. */
export async function listGrants(db: Runner, drawers: readonly string[]): Promise<GrantRow[]> {
  if (drawers.length === 0) return [];
  return db.run(
    build
      .selectFrom('grants')
      .innerJoin('drawers', 'drawers.drawer', 'grants.drawer')
      .selectAll('grants')
      .where('grants.drawer', 'in', [...drawers])
      .whereRef('grants.version', '=', 'drawers.version')
      .orderBy('granted_at')
      .orderBy('grant_id'),
  );
}

/** Everything that was ever wrapped to a desk of a drawer, newest version first. */
export async function listEndedGrants(
  db: Runner,
  drawer: string,
  desk: string,
): Promise<GrantRow[]> {
  return db.run(
    build
      .selectFrom('grants')
      .selectAll()
      .where('drawer', '=', drawer)
      .where('holder', '=', desk)
      .orderBy('version', 'desc')
      .orderBy('expires_at', 'desc'),
  );
}

/** The live grants of a drawer's version, for whoever makes the next one. */
export async function listLiveGrants(
  tx: Runner,
  { drawer, version }: { readonly drawer: string; readonly version: number },
  now: Date,
): Promise<GrantRow[]> {
  return tx.run(
    build
      .selectFrom('grants')
      .selectAll()
      .where('drawer', '=', drawer)
      .where('version', '=', version)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', now),
  );
}

/** A grant as it is shown. */
export function viewOf(row: GrantRow): GrantView {
  return {
    statement: row.statement,
    wrapped: toText(row.wrapped),
    rewrapped: row.rewrapped === null ? null : toText(row.rewrapped),
    grantedBy: row.granted_by,
    signature: row.signature === null ? null : toText(row.signature),
    grantedAt: row.granted_at.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
  };
}

export async function findGrant(db: Runner, grant: string): Promise<GrantRow | undefined> {
  const rows = await db.run(build.selectFrom('grants').selectAll().where('grant_id', '=', grant));
  return rows[0];
}

export async function insertGrant(
  tx: Runner,
  { statement, wrapped, signature }: Grant,
  row: { readonly file: string | null; readonly granted_by: string; readonly granted_at: Date },
): Promise<void> {
  const { basis } = statement;
  await tx.execute(
    build.insertInto('grants').values({
      grant_id: statement.grant,
      drawer: statement.drawer,
      version: statement.version,
      holder: statement.holder,
      authorisation: basis.kind === 'consent' ? basis.authorisation : null,
      statement,
      wrapped: toBuffer(wrapped),
      rewrapped: null,
      signature: toBuffer(signature),
      expires_at: new Date(statement.expiresAt),
      revoked_at: null,
      ...row,
    }),
  );
}

export async function endGrant(tx: Runner, grant: string, now: Date): Promise<void> {
  await tx.execute(
    build
      .updateTable('grants')
      .set({ revoked_at: now })
      .where('grant_id', '=', grant)
      .where('revoked_at', 'is', null),
  );
}

/** Ends the grants of an old version, which the next one replaces. */
export async function endVersion(
  tx: Runner,
  { drawer, version }: { readonly drawer: string; readonly version: number },
  now: Date,
): Promise<void> {
  await tx.execute(
    build
      .updateTable('grants')
      .set({ revoked_at: now })
      .where('drawer', '=', drawer)
      .where('version', '=', version)
      .where('revoked_at', 'is', null),
  );
}

export async function setStale(tx: Runner, drawer: string): Promise<void> {
  await tx.execute(
    build
      .updateTable('drawers')
      .set({ stale: true })
      .where('drawer', '=', drawer)
      .where('is_conversation', '=', false),
  );
}

/** Leaves the share under the desk's keyring, for the first who does. */
export async function setRewrapped(db: Runner, grant: string, rewrapped: Buffer): Promise<void> {
  await db.execute(
    build
      .updateTable('grants')
      .set({ rewrapped })
      .where('grant_id', '=', grant)
      .where('rewrapped', 'is', null),
  );
}

/** The person's word, if the actor may see it and it was given in this conversation. */
export async function findAuthorisation(
  db: Runner,
  authorisation: string,
  conversation: string,
): Promise<AuthorisationView | undefined> {
  const rows = await db.run(
    build
      .selectFrom('authorisations')
      .selectAll()
      .where('authorisation', '=', authorisation)
      .where('drawer', '=', conversation),
  );
  return rows[0] === undefined ? undefined : authorisationOf(rows[0]);
}

/** What the person allowed in a conversation, among what the actor may see. */
export async function listAuthorisations(
  db: Runner,
  conversation: string,
): Promise<AuthorisationView[]> {
  const rows = await db.run(
    build
      .selectFrom('authorisations')
      .selectAll()
      .where('drawer', '=', conversation)
      .orderBy('given_at'),
  );
  return rows.map(authorisationOf);
}

function authorisationOf(row: Selectable<Tables['authorisations']>): AuthorisationView {
  return {
    statement: row.statement,
    attestedBy: row.attested_by,
    signature: toText(row.signature),
    givenAt: row.given_at.toISOString(),
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
  };
}
