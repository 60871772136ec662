import type { DeviceCertificate, MemberCertificate } from '@amparo/casework/directory';
import type { DrawerAuthor, StoredEntry } from '@amparo/casework/files';
import { type Selectable, sql } from 'kysely';
import { toBuffer, toText } from '../bytes.ts';
import type { Runner } from '../db/handle.ts';
import { build, type Tables } from '../db/tables.ts';
import type { CheckedEntry } from './entry-check.ts';

/** A drawer's row, locked until the transaction ends, with the end of its conversation if it is one. */
export type LockedDrawer = Selectable<Tables['drawers']> & { readonly closed_at: Date | null };

/** Locks a drawer that the actor may change; `undefined` when there is none for them. */
export async function lockDrawer(tx: Runner, drawer: string): Promise<LockedDrawer | undefined> {
  const rows = await tx.run(
    build
      .selectFrom('drawers')
      .selectAll()
      .select((eb) =>
        eb
          .selectFrom('reports')
          .select('closed_at')
          .whereRef('reports.drawer', '=', 'drawers.drawer')
          .as('closed_at'),
      )
      .where('drawer', '=', drawer)
      .where('erased_at', 'is', null)
      .forUpdate(['drawers']),
  );
  return rows[0];
}

export async function findEntry(
  db: Runner,
  drawer: string,
  entry: string,
): Promise<Pick<Tables['entries'], 'position' | 'hash' | 'head' | 'received_at'> | undefined> {
  const rows = await db.run(
    build
      .selectFrom('entries')
      .select(['position', 'hash', 'head', 'received_at'])
      .where('drawer', '=', drawer)
      .where('entry', '=', entry),
  );
  return rows[0];
}

/** The chain's head as it was at a position. */
export async function findHeadAt(
  db: Runner,
  drawer: string,
  position: number,
): Promise<Buffer | undefined> {
  const rows = await db.run(
    build
      .selectFrom('entries')
      .select('head')
      .where('drawer', '=', drawer)
      .where('position', '=', position),
  );
  return rows[0]?.head;
}

export async function insertEntry(
  tx: Runner,
  drawer: string,
  { header, hash, bytes, by }: CheckedEntry,
  row: { readonly position: number; readonly head: Buffer; readonly received_at: Date },
): Promise<void> {
  await tx.execute(
    build.insertInto('entries').values({
      drawer,
      entry: header.entry,
      version: header.version,
      author: by.author,
      device: by.device,
      desk: by.desk,
      hash: toBuffer(hash),
      bytes: Buffer.from(bytes),
      ...row,
    }),
  );
}

export async function advanceDrawer(
  tx: Runner,
  drawer: string,
  { position, head }: { readonly position: number; readonly head: Buffer },
): Promise<void> {
  await tx.execute(
    build.updateTable('drawers').set({ position, head }).where('drawer', '=', drawer),
  );
}

/** What one answer may carry; who reads more asks again after the last position. */
const MOST_BYTES = 24 * 1024 * 1024;

/**
 * Sealed entries after a position, in order: all of them, or as many as one answer carries. The first is
 * always given.
 */
export async function listEntriesAfter(
  db: Runner,
  drawer: string,
  after: number,
): Promise<StoredEntry[]> {
  const rows = await db.run(
    build
      .with('counted', (qb) =>
        qb
          .selectFrom('entries')
          .select(['position', 'head', 'bytes', 'received_at'])
          .select(
            sql<number>`sum(octet_length(bytes)) over (order by position)
              - octet_length(bytes)`.as('before'),
          )
          .where('drawer', '=', drawer)
          .where('position', '>', after),
      )
      .selectFrom('counted')
      .select(['position', 'head', 'bytes', 'received_at'])
      .where('before', '<', MOST_BYTES)
      .orderBy('position'),
  );
  return rows.map((row) => ({
    position: row.position,
    head: toText(row.head),
    bytes: toText(row.bytes),
    receivedAt: row.received_at.toISOString(),
  }));
}

/** Everybody who wrote or granted in a drawer, with the certificates that prove them. */
export async function listDrawerAuthors(db: Runner, drawer: string): Promise<DrawerAuthor[]> {
  type Row = {
    readonly device: DeviceCertificate;
    readonly member: MemberCertificate;
    readonly revoked_at: Date | null;
  };
  const chains = await db.run(
    build.selectFrom(sql<Row>`drawer_chains(${drawer})`.as('a')).selectAll(),
  );
  const people = (await listAuthors(db, drawer, 0)).filter(
    ({ author, device }) => author === device,
  );
  return [
    ...chains.map(({ device, member, revoked_at }) => ({
      kind: 'member' as const,
      device,
      member,
      revokedAt: revoked_at?.toISOString() ?? null,
    })),
    ...people.map(({ author, key }) => ({ kind: 'person' as const, mailbox: author, key })),
  ];
}

/** An author of entries in a drawer, with the key that their signatures must fit. */
export interface EntryAuthor {
  readonly author: string;
  readonly device: string;
  readonly name: string;
  readonly desk: string;
  readonly key: string;
}

/** The authors of the entries after a position, also those of other organisations. */
export async function listAuthors(
  db: Runner,
  drawer: string,
  after: number,
): Promise<EntryAuthor[]> {
  type Row = Omit<EntryAuthor, 'key'> & { readonly key: Buffer };
  const rows = await db.run(
    build
      .selectFrom(sql<Row>`drawer_authors(${drawer}, ${after})`.as('a'))
      .selectAll()
      .where('a.key', 'is not', null)
      .orderBy('a.device'),
  );
  return rows.map((row) => ({ ...row, key: toText(row.key) }));
}
