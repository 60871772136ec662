/** Acts that two members sign, as rows. */
import { type Selectable, sql } from 'kysely';
import type { DrawerClass } from '@amparo/casework/grants';
import type { ActView, SignedAct } from '@amparo/casework/keeping';
import { toBuffer, toText } from '../bytes.ts';
import type { Runner } from '../db/handle.ts';
import { build, type Tables } from '../db/tables.ts';

export type ActRow = Selectable<Tables['keeping_acts']>;

/** Where an act is asked for. */
export interface ActPlace {
  readonly lead_desk: string;
  readonly file: string | null;
  /** Of the statement's drawers, in their order. */
  readonly classes: DrawerClass[];
  readonly asked_by: string;
  readonly asked_device: string;
  readonly asked_at: Date;
  readonly until_at: Date;
}

export async function insertAct(
  tx: Runner,
  { statement, words, signature }: SignedAct,
  place: ActPlace,
): Promise<void> {
  await tx.execute(
    build.insertInto('keeping_acts').values({
      act: statement.act,
      kind: statement.kind,
      desk: statement.desk,
      drawers: [...statement.drawers],
      packets: statement.kind === 'hold' ? [...statement.packets] : [],
      statement,
      words,
      signature: toBuffer(signature),
      ...place,
    }),
  );
}

/** An act that the actor may see, locked. */
export async function lockAct(tx: Runner, act: string): Promise<ActRow | undefined> {
  const rows = await tx.run(
    build.selectFrom('keeping_acts').selectAll().where('act', '=', act).forUpdate(),
  );
  return rows[0];
}

export async function findAct(db: Runner, act: string): Promise<ActRow | undefined> {
  const rows = await db.run(build.selectFrom('keeping_acts').selectAll().where('act', '=', act));
  return rows[0];
}

export async function setAct(
  tx: Runner,
  act: string,
  change: Partial<Omit<ActRow, 'review'>> & { readonly review?: string },
): Promise<void> {
  await tx.execute(build.updateTable('keeping_acts').set(change).where('act', '=', act));
}

/** Which of these drawers a live hold keeps, with the date of the longest. */
export async function listHeld(
  db: Runner,
  drawers: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, Date>> {
  if (drawers.length === 0) return new Map();
  const rows = await db.run(
    build
      .selectFrom('keeping_acts')
      .select(['drawers', 'until_at'])
      .where('kind', '=', 'hold')
      .where('second_at', 'is not', null)
      .where('ended_at', 'is', null)
      .where('until_at', '>', now)
      .where(sql<boolean>`drawers && ${[...drawers]}::uuid[]`)
      .orderBy('until_at'),
  );
  return new Map(rows.flatMap((row) => row.drawers.map((drawer) => [drawer, row.until_at])));
}

/** Whether a desk has an opening in an emergency behind it that nobody reviewed. */
export async function hasUnreviewed(db: Runner, desk: string): Promise<boolean> {
  const rows = await db.run(
    build
      .selectFrom('keeping_acts')
      .select('act')
      .where('kind', '=', 'break-glass')
      .where('desk', '=', desk)
      .where('second_at', 'is not', null)
      .where('reviewed_at', 'is', null)
      .limit(1),
  );
  return rows.length === 1;
}

/** The acts of a file among what the actor may see, newest first. */
export async function listFileActs(db: Runner, file: string): Promise<ActRow[]> {
  return db.run(
    build
      .selectFrom('keeping_acts')
      .selectAll()
      .where('file', '=', file)
      .orderBy('asked_at', 'desc')
      .limit(200),
  );
}

/** What somebody at a desk has to do with: what is not over, and what nobody reviewed. Newest first. */
export async function listOpenActs(db: Runner, now: Date): Promise<ActRow[]> {
  return db.run(
    build
      .selectFrom('keeping_acts')
      .selectAll()
      .where((eb) =>
        eb.or([
          eb.and([eb('ended_at', 'is', null), eb('done_at', 'is', null), eb('until_at', '>', now)]),
          eb.and([
            eb('kind', '=', 'break-glass'),
            eb('second_at', 'is not', null),
            eb('reviewed_at', 'is', null),
          ]),
        ]),
      )
      .orderBy('asked_at', 'desc')
      .limit(200),
  );
}

export interface StoppedRow {
  readonly drawer: string;
  readonly file: string | null;
  readonly class: DrawerClass;
  readonly lead_desk: string;
  readonly holder: string;
  readonly version: number;
  readonly stopped_at: Date;
}

/** Drawers that were wrapped to the actor's desks and that they cannot open any more. */
export async function listStopped(db: Runner): Promise<StoppedRow[]> {
  return db.run(
    build
      .selectFrom(sql<StoppedRow>`stopped_drawers()`.as('s'))
      .selectAll()
      .limit(500),
  );
}

/** An act as it is shown. */
export function actView(row: ActRow, now: Date): ActView {
  const isOver = row.ended_at !== null || row.until_at <= now;
  const isSigned = row.second_at !== null;
  return {
    statement: row.statement,
    words: row.words,
    leadDesk: row.lead_desk,
    file: row.file,
    classes: row.classes,
    state: row.done_at !== null ? 'done' : isOver ? 'ended' : isSigned ? 'signed' : 'asked',
    askedBy: row.asked_by,
    signature: toText(row.signature),
    secondBy: row.second_by,
    secondAt: row.second_at?.toISOString() ?? null,
    until: row.until_at.toISOString(),
    review: row.review,
    reviewedBy: row.reviewed_by,
  };
}
