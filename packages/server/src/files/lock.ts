/** Locking prepared drawers with their first grants; with the first of them, the file exists. */
import type { z } from 'zod';
import type { Card, DrawerVersion, lockDrawers, openFile } from '@amparo/casework/files';
import type { Runner } from '../db/handle.ts';
import { refuseTaken } from '../db/taken.ts';
import type { AppDeps } from '../deps.ts';
import { checkGrantSignature, judgeGrant } from '../grants/index.ts';
import { recordGrant } from '../grants/index.ts';
import { insertGrant } from '../grants/index.ts';
import { recordLeaf } from '../ledger/index.ts';
import { no, ok, type Outcome } from '../outcome.ts';
import type { MemberActor } from '../http/member.ts';
import { isSealedCard } from './card.ts';
import { lockDrawer } from '../drawers/index.ts';
import {
  type FileRow,
  findFile,
  insertVersion,
  joinConversation,
  keepCard,
  listDrawers,
  lockFile,
  setOpened,
} from './file-store.ts';
import { mayOpen } from './prepare.ts';

interface Opening {
  readonly actor: MemberActor;
  readonly params: { readonly file: string };
  readonly input: z.output<typeof openFile.input>;
  readonly now: Date;
}

/**
 * Opens a prepared file. Repeating it, when it is open already, gives the same time.
 *
 * Refuses: `not-available`, `authorisation/refused` (withdrawn meanwhile), `request/malformed` (not the
 * drawers that were prepared), and what a grant can be refused for.
 */
export async function openPreparedFile(
  { db }: AppDeps,
  { actor, params, input, now }: Opening,
): Promise<Outcome<z.input<typeof openFile.output>>> {
  const signed = await checkAll(input.drawers, actor);
  if (!signed.ok) return signed;
  return refuseTaken(['not-available'], () =>
    db.as(actor).commit(async (tx) => {
      const file = await lockFile(tx, params.file);
      const seat = actor.seats.find(({ desk }) => desk === file?.lead_desk);
      if (file?.prepared_by !== actor.member || seat === undefined) return no('not-available');
      if (file.opened_at !== null) return ok({ openedAt: file.opened_at.toISOString() });
      const allowed = await mayOpen(tx, { ...actor, seat }, file, now);
      if (!allowed.ok) return allowed;
      const prepared = await listDrawers(tx, file.file, true);
      const wanted = new Set(input.drawers.map(({ drawer }) => drawer));
      const isWhole =
        wanted.size === input.drawers.length &&
        wanted.size === prepared.length &&
        prepared.every(({ drawer }) => wanted.has(drawer));
      if (!isWhole) return no('request/malformed', 'These are not the drawers that were prepared.');
      await setOpened(tx, file.file, now);
      await joinConversation(tx, file, now);
      const about = { actor: actor.member, desk: file.lead_desk, file: file.file };
      await recordLeaf(tx, { kind: 'file-opened', now, about });
      const work = { file, actor, now };
      const locked = await lockAll(tx, input.drawers, work);
      if (!locked.ok) return locked;
      const kept = await putFirstCard(tx, input.card, file);
      return kept.ok ? ok({ openedAt: now.toISOString() }) : kept;
    }),
  );
}

async function putFirstCard(tx: Runner, card: Card, file: FileRow): Promise<Outcome<null>> {
  if (card.file !== file.file || !isSealedCard(card)) return no('request/malformed', 'The card.');
  return (await keepCard(tx, file.lead_desk, card)) ? ok(null) : no('entry/conflict');
}

interface Locking {
  readonly actor: MemberActor;
  readonly params: { readonly file: string };
  readonly input: z.output<typeof lockDrawers.input>;
  readonly now: Date;
}

/** Locks drawers that were prepared in an open file. Refuses: as {@link openPreparedFile}. */
export async function lockMoreDrawers(
  { db }: AppDeps,
  { actor, params, input, now }: Locking,
): Promise<Outcome<z.input<typeof lockDrawers.output>>> {
  const signed = await checkAll(input.drawers, actor);
  if (!signed.ok) return signed;
  return refuseTaken(['not-available'], () =>
    db.as(actor).commit(async (tx) => {
      const file = await findFile(tx, params.file);
      if (file === undefined || file.opened_at === null) return no('not-available');
      const locked = await lockAll(tx, input.drawers, { file, actor, now });
      return locked.ok ? ok({ lockedAt: now.toISOString() }) : locked;
    }),
  );
}

async function checkAll(
  versions: readonly DrawerVersion[],
  actor: MemberActor,
): Promise<Outcome<null>> {
  for (const { drawer, version, sealedPrevious, grants } of versions) {
    if (version !== 1 || sealedPrevious !== null) {
      return no('request/malformed', 'A new drawer begins with version 1.');
    }
    for (const grant of grants) {
      const signed = await checkGrantSignature(grant, drawer, actor);
      if (!signed.ok) return signed;
    }
  }
  return ok(null);
}

interface LockWork {
  readonly file: FileRow;
  readonly actor: MemberActor;
  readonly now: Date;
}

async function lockAll(
  tx: Runner,
  versions: readonly DrawerVersion[],
  work: LockWork,
): Promise<Outcome<null>> {
  for (const made of versions) {
    const locked = await lockOne(tx, made, work);
    if (!locked.ok) return locked;
  }
  return ok(null);
}

async function lockOne(
  tx: Runner,
  made: DrawerVersion,
  { file, actor, now }: LockWork,
): Promise<Outcome<null>> {
  const drawer = await lockDrawer(tx, made.drawer);
  const isOurs = actor.seats.some(({ desk }) => desk === drawer?.lead_desk);
  if (drawer?.file !== file.file || drawer.version !== 0 || !isOurs) return no('not-available');
  if (!made.grants.some(({ statement }) => statement.holder === drawer.lead_desk)) {
    return no('request/malformed', 'The desk that locks a drawer holds it.');
  }
  const { conversation } = file;
  for (const grant of made.grants) {
    const judged = await judgeGrant(tx, grant, { drawer, version: 1, conversation, now });
    if (!judged.ok) return judged;
    const row = { file: file.file, granted_by: actor.member, granted_at: now };
    await insertGrant(tx, grant, row);
  }
  await insertVersion(tx, made, now);
  for (const { statement } of made.grants) {
    await recordGrant(tx, 'grant-given', { drawer, statement, member: actor.member, now });
  }
  return ok(null);
}
