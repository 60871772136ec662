import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Card, DrawerVersion } from '@amparo/casework/files';
import type { DrawerClass } from '@amparo/casework/grants';
import { toBuffer, toText } from '../bytes.ts';
import type { Runner } from '../db/handle.ts';
import { build, type Tables } from '../db/tables.ts';

export type FileRow = Selectable<Tables['files']>;
export type DrawerRow = Selectable<Tables['drawers']>;

/** A file that the actor may see, prepared or open. */
export async function findFile(db: Runner, file: string): Promise<FileRow | undefined> {
  const rows = await db.run(build.selectFrom('files').selectAll().where('file', '=', file));
  return rows[0];
}

/** The same, locked for whoever opens it. */
export async function lockFile(tx: Runner, file: string): Promise<FileRow | undefined> {
  const rows = await tx.run(
    build.selectFrom('files').selectAll().where('file', '=', file).forUpdate(),
  );
  return rows[0];
}

export async function insertFile(tx: Runner, row: Tables['files']): Promise<void> {
  await tx.execute(build.insertInto('files').values(row));
}

/** Puts down drawers that lock nothing yet. */
export async function insertPrepared(
  tx: Runner,
  drawers: readonly { readonly drawer: string; readonly class: DrawerClass }[],
  row: { readonly file: string; readonly lead_desk: string; readonly made_at: Date },
): Promise<void> {
  await tx.execute(
    build.insertInto('drawers').values(
      drawers.map((made) => ({
        ...made,
        ...row,
        is_conversation: false,
        head: Buffer.alloc(32),
        erased_at: null,
      })),
    ),
  );
}

/** The drawers of a file that the actor may see; `isPrepared` those that lock nothing yet. */
export async function listDrawers(
  db: Runner,
  file: string,
  isPrepared: boolean,
): Promise<DrawerRow[]> {
  return db.run(
    build
      .selectFrom('drawers')
      .selectAll()
      .where('file', '=', file)
      .where('erased_at', 'is', null)
      .where('version', isPrepared ? '=' : '>', 0)
      .orderBy('made_at')
      .orderBy('drawer'),
  );
}

export async function findDrawer(db: Runner, drawer: string): Promise<DrawerRow | undefined> {
  const rows = await db.run(
    build
      .selectFrom('drawers')
      .selectAll()
      .where('drawer', '=', drawer)
      .where('erased_at', 'is', null)
      .where('version', '>', 0),
  );
  return rows[0];
}

/** Puts a version of a drawer in place: its drop and what leads back to the version before. */
export async function insertVersion(tx: Runner, made: DrawerVersion, now: Date): Promise<void> {
  const { drawer, version, dropKey, sealedDropSecret, sealedPrevious } = made;
  await tx.execute(
    build.insertInto('drawer_versions').values({
      drawer,
      version,
      drop_key: toBuffer(dropKey),
      sealed_drop_secret: toBuffer(sealedDropSecret),
      sealed_previous: sealedPrevious === null ? null : toBuffer(sealedPrevious),
      made_at: now,
    }),
  );
  await tx.execute(
    build.updateTable('drawers').set({ version, stale: false }).where('drawer', '=', drawer),
  );
}

export interface VersionRow {
  readonly version: number;
  readonly dropKey: string;
  readonly sealedDropSecret: string;
  readonly sealedPrevious: string | null;
}

export async function listVersions(db: Runner, drawer: string): Promise<VersionRow[]> {
  const rows = await db.run(
    build
      .selectFrom('drawer_versions')
      .select(['version', 'drop_key', 'sealed_drop_secret', 'sealed_previous'])
      .where('drawer', '=', drawer)
      .orderBy('version'),
  );
  return rows.map((row) => ({
    version: row.version,
    dropKey: toText(row.drop_key),
    sealedDropSecret: toText(row.sealed_drop_secret),
    sealedPrevious: row.sealed_previous === null ? null : toText(row.sealed_previous),
  }));
}

export async function setOpened(tx: Runner, file: string, now: Date): Promise<void> {
  await tx.execute(build.updateTable('files').set({ opened_at: now }).where('file', '=', file));
}

/** The conversation becomes the contact drawer of a file: its desk leads now, and it does not expire. */
export async function joinConversation(
  tx: Runner,
  { file, lead_desk, conversation }: FileRow,
  now: Date,
): Promise<void> {
  await tx.execute(
    build.updateTable('drawers').set({ file, lead_desk }).where('drawer', '=', conversation),
  );
  await tx.execute(build.updateTable('grants').set({ file }).where('drawer', '=', conversation));
  await tx.execute(
    build
      .updateTable('reports')
      .set((eb) => ({
        expires_at: null,
        handed_over_at: eb.fn.coalesce('handed_over_at', eb.val(now)),
      }))
      .where('drawer', '=', conversation),
  );
}

/** Puts a card down if its revision is newer than the one there. */
export async function keepCard(tx: Runner, desk: string, card: Card): Promise<boolean> {
  const { file, revision } = card;
  const sealed = toBuffer(card.sealed);
  const kept = await tx.execute(
    build
      .insertInto('cards')
      .values({ desk, file, revision, sealed })
      .onConflict((conflict) =>
        conflict
          .columns(['desk', 'file'])
          .doUpdateSet({ revision, sealed })
          .where('cards.revision', '<', revision),
      ),
  );
  return kept === 1;
}

export async function findCard(
  db: Runner,
  desk: string,
  file: string,
): Promise<{ readonly revision: number; readonly sealed: Buffer } | undefined> {
  const rows = await db.run(
    build
      .selectFrom('cards')
      .select(['revision', 'sealed'])
      .where('desk', '=', desk)
      .where('file', '=', file),
  );
  return rows[0];
}

/** The cards of the files that a desk still holds something of. */
export async function listCards(db: Runner, desk: string, now: Date): Promise<Card[]> {
  const rows = await db.run(
    build
      .selectFrom('cards')
      .select(['file', 'revision', 'sealed'])
      .where('desk', '=', desk)
      .where(
        sql<boolean>`file in (select g.file from grants g where g.holder = ${desk}
          and g.revoked_at is null and g.expires_at > ${now})`,
      )
      .orderBy('file'),
  );
  return rows.map((row) => ({ ...row, sealed: toText(row.sealed) }));
}

/** Open files that a desk holds something of and has no card of, oldest grant first. */
export async function listUncarded(db: Runner, desk: string, now: Date): Promise<string[]> {
  const rows = await db.run(
    build
      .selectFrom('grants as g')
      .select('g.file')
      .where('g.holder', '=', desk)
      .where('g.file', 'is not', null)
      .where('g.revoked_at', 'is', null)
      .where('g.expires_at', '>', now)
      .where(
        sql<boolean>`not exists (select from cards c where c.desk = ${desk} and c.file = g.file)`,
      )
      .groupBy('g.file')
      .orderBy(sql`min(g.granted_at)`)
      .limit(100),
  );
  return rows.flatMap(({ file }) => (file === null ? [] : [file]));
}
