/** What keeps a file, what ends it, and what waits for somebody's signature. */
import type { z } from 'zod';
import { dueAt, type readDeskKeeping, type readFileKeeping } from '@amparo/casework/keeping';
import type { AppDeps } from '../deps.ts';
import type { MemberActor, SeatedActor } from '../http/member.ts';
import { no, ok, type Outcome } from '../outcome.ts';
import { actView, listFileActs, listHeld, listOpenActs, listStopped } from './act-store.ts';
import {
  findActivity,
  listCardsOf,
  listErasures,
  listFileDrawers,
  listNotices,
} from './file-store.ts';

interface ReadingFile {
  readonly actor: MemberActor;
  readonly params: { readonly file: string };
  readonly now: Date;
}

/** How long each drawer of a file is kept, for whoever sees them. Refuses: `not-available`. */
export async function showFileKeeping(
  { db, retention }: AppDeps,
  { actor, params, now }: ReadingFile,
): Promise<Outcome<z.input<typeof readFileKeeping.output>>> {
  return db.as(actor).commit(async (tx) => {
    const rows = await listFileDrawers(tx, params.file);
    const erased = await listErasures(tx, params.file);
    if (rows.length === 0 && erased.length === 0) return no('not-available');
    const activity = await findActivity(tx, params.file);
    const notices = await listNotices(tx, { file: params.file });
    const held = await listHeld(
      tx,
      rows.map(({ drawer }) => drawer),
      now,
    );
    const drawers = rows.map((row) => ({ class: row.class, isConversation: row.is_conversation }));
    const file = { lastEntryAt: (activity ?? now).toISOString(), drawers };
    return ok({
      drawers: rows.map((row) => {
        const age = { class: row.class, isConversation: row.is_conversation };
        const notice = notices.find(({ drawer }) => drawer === row.drawer);
        return {
          drawer: row.drawer,
          class: row.class,
          leadDesk: row.lead_desk,
          isConversation: row.is_conversation,
          dueAt: notice?.due_at.toISOString() ?? dueAt(age, file, retention),
          warnedAt: notice?.warned_at.toISOString() ?? null,
          heldUntil: held.get(row.drawer)?.toISOString() ?? null,
        };
      }),
      erased: erased.map((row) => ({
        drawer: row.drawer,
        class: row.class,
        ground: row.ground,
        erasedAt: row.erased_at.toISOString(),
        provedAt: row.proved_at?.toISOString() ?? null,
        shares: row.shares,
      })),
      acts: (await listFileActs(tx, params.file)).map((row) => actView(row, now)),
    });
  });
}

/** What somebody at a desk has to do about keeping. */
export async function showDeskKeeping(
  { db }: AppDeps,
  {
    actor,
    params,
    now,
  }: {
    readonly actor: SeatedActor;
    readonly params: { readonly desk: string };
    readonly now: Date;
  },
): Promise<Outcome<z.input<typeof readDeskKeeping.output>>> {
  const { desk } = params;
  return db.as(actor).commit(async (tx) => {
    const oversees = actor.seat.kind === 'oversight';
    const acts = (await listOpenActs(tx, now)).filter(
      (row) => oversees || row.desk === desk || row.lead_desk === desk,
    );
    const stopped = (await listStopped(tx)).filter(({ holder }) => holder === desk);
    const due = await listNotices(tx, { desk });
    const files = [...stopped, ...due].flatMap(({ file }) => file ?? []);
    return ok({
      acts: acts.map((row) => actView(row, now)),
      stopped: stopped.map((row) => ({
        drawer: row.drawer,
        file: row.file,
        class: row.class,
        leadDesk: row.lead_desk,
        version: row.version,
        stoppedAt: row.stopped_at.toISOString(),
      })),
      due: due.map((row) => ({
        drawer: row.drawer,
        file: row.file,
        class: row.class,
        dueAt: row.due_at.toISOString(),
        warnedAt: row.warned_at.toISOString(),
      })),
      cards: await listCardsOf(tx, desk, [...new Set(files)]),
    });
  });
}
