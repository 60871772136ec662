/** The second secret of one conversation, as its receipt's role sees it. */
import { sql } from 'kysely';
import type { DrawerClass } from '@amparo/casework/grants';
import type { PersonKeeping } from '@amparo/casework/keeping';
import type { PageLock } from '@amparo/casework/reports';
import { toBuffer } from '../bytes.ts';
import type { Runner } from '../db/handle.ts';
import { build, type Tables } from '../db/tables.ts';
import type { HeldMailbox } from './portal-store.ts';

type PageRow = Pick<Tables['pages'], 'salt' | 'token_hash' | 'sealed_seed' | 'waits_until'> & {
  readonly wrong: number;
};

const HERE = sql<string>`(select app_conversation())`;

/** The page of the conversation, or undefined where none was chosen. */
export async function findPage(db: Runner): Promise<PageRow | undefined> {
  const rows = await db.run(build.selectFrom('pages').selectAll().where('drawer', '=', HERE));
  return rows[0];
}

/** The same, locked, so that tries are counted one after the other. */
export async function lockPage(tx: Runner): Promise<PageRow | undefined> {
  const rows = await tx.run(
    build.selectFrom('pages').selectAll().where('drawer', '=', HERE).forUpdate(),
  );
  return rows[0];
}

/** Puts a page in the place of whatever was there. */
export async function putPage(
  tx: Runner,
  { mailbox, drawer }: HeldMailbox,
  { salt, tokenHash, sealedSeed }: PageLock,
): Promise<void> {
  await dropPage(tx);
  await tx.execute(
    build.insertInto('pages').values({
      mailbox,
      drawer,
      salt: toBuffer(salt),
      token_hash: toBuffer(tokenHash),
      sealed_seed: toBuffer(sealedSeed),
      waits_until: null,
    }),
  );
}

export async function dropPage(tx: Runner): Promise<void> {
  await tx.execute(build.deleteFrom('pages').where('drawer', '=', HERE));
}

/** Remembers how many tries in a row were wrong, and until when none is taken. */
export async function countTry(
  tx: Runner,
  { wrong, waitsUntil }: { readonly wrong: number; readonly waitsUntil: Date | null },
): Promise<void> {
  await tx.execute(
    build.updateTable('pages').set({ wrong, waits_until: waitsUntil }).where('drawer', '=', HERE),
  );
}

interface PersonDrawer {
  readonly class: DrawerClass;
  readonly is_conversation: boolean;
  /** The last entry anywhere in the file. */
  readonly last_entry: Date;
  readonly due_at: Date | null;
}

/** What is kept in the file of the conversation, part by part. */
export async function listPersonDrawers(db: Runner): Promise<readonly PersonDrawer[]> {
  const query = sql<PersonDrawer>`select class, is_conversation, last_entry, due_at
    from person_drawers()`;
  return db.run({ compile: () => query.compile(build) });
}

interface PersonHold {
  readonly ground: PersonKeeping['holds'][number]['ground'];
  readonly provision: string;
  readonly until_at: Date;
  readonly classes: readonly DrawerClass[];
}

/** What keeps parts of the file of the conversation by law now. */
export async function listPersonHolds(db: Runner): Promise<readonly PersonHold[]> {
  const query = sql<PersonHold>`select ground, provision, until_at, classes from person_holds()`;
  return db.run({ compile: () => query.compile(build) });
}
