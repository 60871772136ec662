import type { Runner } from '../db/handle.ts';
import { build } from '../db/tables.ts';

/** How long a conversation that became no file is kept after its last entry. */
const REPORT_DAYS = 30;

/** When a conversation without a file expires, counted from its last entry. */
export function expiryFrom(now: Date): Date {
  return new Date(now.getTime() + REPORT_DAYS * 24 * 60 * 60 * 1000);
}

/** Notes whose turn it is, and starts the days anew where no file holds the conversation. */
export async function noteReportEntry(
  tx: Runner,
  { drawer, file }: { readonly drawer: string; readonly file: string | null },
  isByPerson: boolean,
  now: Date,
): Promise<void> {
  await tx.execute(
    build
      .updateTable('reports')
      .set({ is_waiting: isByPerson, expires_at: file === null ? expiryFrom(now) : null })
      .where('drawer', '=', drawer),
  );
}

/** Notes that another desk was let in; the first time counts. */
export async function setHandedOver(tx: Runner, drawer: string, now: Date): Promise<void> {
  await tx.execute(
    build
      .updateTable('reports')
      .set({ handed_over_at: now })
      .where('drawer', '=', drawer)
      .where('handed_over_at', 'is', null),
  );
}

/** Notes that a desk has opened the conversation; the first time counts. */
export async function setReportOpened(tx: Runner, drawer: string, now: Date): Promise<void> {
  await tx.execute(
    build
      .updateTable('reports')
      .set({ opened_at: now })
      .where('drawer', '=', drawer)
      .where('opened_at', 'is', null),
  );
}

/** The conversation in which the person speaks about a drawer: itself, or that of its file. */
export async function findConversationOf(
  db: Runner,
  {
    drawer,
    file,
    is_conversation,
  }: { readonly drawer: string; readonly file: string | null; readonly is_conversation: boolean },
): Promise<string> {
  if (is_conversation || file === null) return drawer;
  const rows = await db.run(
    build.selectFrom('files').select('conversation').where('file', '=', file),
  );
  return rows[0]?.conversation ?? drawer;
}
