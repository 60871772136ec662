import { CompiledQuery, sql } from 'kysely';
import type { Message } from '@amparo/casework/federation';
import type { Runner } from '../db/handle.ts';
import { build, type Tables } from '../db/tables.ts';

/** One thread in one direction. */
export interface ThreadPlace {
  readonly peer: string;
  readonly thread: string;
  readonly direction: 'in' | 'out';
}

export type ThreadState = Pick<Tables['message_threads'], 'settled' | 'head'>;

/** Locks a thread until the transaction ends, making it where it is new. */
export async function lockThread(tx: Runner, place: ThreadPlace): Promise<ThreadState> {
  const [row] = await tx.run(
    build
      .insertInto('message_threads')
      .values({ ...place, settled: 0, head: Buffer.alloc(32) })
      .onConflict((conflict) =>
        conflict
          .columns(['peer', 'thread', 'direction'])
          .doUpdateSet({ settled: sql`message_threads.settled` }),
      )
      .returning(['settled', 'head']),
  );
  if (row === undefined) throw new TypeError('A thread that was made is there.');
  return row;
}

export async function updateThread(
  tx: Runner,
  { peer, thread, direction }: ThreadPlace,
  state: ThreadState,
): Promise<void> {
  await tx.execute(
    build
      .updateTable('message_threads')
      .set(state)
      .where('peer', '=', peer)
      .where('thread', '=', thread)
      .where('direction', '=', direction),
  );
}

/** What is remembered of a message that came. */
export type IncomingRow = Omit<Tables['incoming_messages'], 'content' | 'expires_at'>;

const REMEMBERED = [
  'source',
  'message',
  'thread',
  'sequence',
  'hash',
  'previous',
  'state',
  'code',
  'received_at',
] as const;

export async function findIncoming(
  db: Runner,
  source: string,
  message: string,
): Promise<IncomingRow | undefined> {
  const rows = await db.run(
    build
      .selectFrom('incoming_messages')
      .select(REMEMBERED)
      .where('source', '=', source)
      .where('message', '=', message),
  );
  return rows[0];
}

export async function listThread(
  db: Runner,
  source: string,
  thread: string,
): Promise<IncomingRow[]> {
  return db.run(
    build
      .selectFrom('incoming_messages')
      .select(REMEMBERED)
      .where('source', '=', source)
      .where('thread', '=', thread)
      .orderBy('sequence'),
  );
}

export async function insertIncoming(
  tx: Runner,
  row: IncomingRow & { readonly content: Message | null; readonly expires_at: Date },
): Promise<void> {
  const content = row.content === null ? null : JSON.stringify(row.content);
  await tx.execute(build.insertInto('incoming_messages').values({ ...row, content }));
}

/** Notes what became of a message that waited, and forgets its content. */
export async function settleIncoming(
  tx: Runner,
  { source, message }: Pick<IncomingRow, 'source' | 'message'>,
  settled: { readonly state: 'applied' | 'refused'; readonly code: string | null },
): Promise<void> {
  await tx.execute(
    build
      .updateTable('incoming_messages')
      .set({ ...settled, content: null })
      .where('source', '=', source)
      .where('message', '=', message),
  );
}

export async function findContent(
  tx: Runner,
  source: string,
  message: string,
): Promise<Message | undefined> {
  const rows = await tx.run(
    build
      .selectFrom('incoming_messages')
      .select('content')
      .where('source', '=', source)
      .where('message', '=', message),
  );
  return rows[0]?.content ?? undefined;
}

/** Threads in which something waits since before a moment. */
export async function listThreadsWaiting(
  db: Runner,
  before: Date,
): Promise<{ source: string; thread: string }[]> {
  return db.run(
    build
      .selectFrom('incoming_messages')
      .select(['source', 'thread'])
      .distinct()
      .where('state', '=', 'held')
      .where('received_at', '<=', before)
      .limit(500),
  );
}

/** Remembers a nonce; `false` when it was there already. */
export async function spendNonce(
  db: Runner,
  spent: { readonly peer: string; readonly nonce: string; readonly expires_at: Date },
): Promise<boolean> {
  const rows = await db.execute(
    build
      .insertInto('request_nonces')
      .values(spent)
      .onConflict((conflict) => conflict.columns(['peer', 'nonce']).doNothing()),
  );
  return rows === 1;
}

/** Forgets what no message can need any more. */
export async function deletePast(db: Runner, now: Date): Promise<number> {
  const nonces = await db.execute(build.deleteFrom('request_nonces').where('expires_at', '<', now));
  const messages = await db.execute(
    build.deleteFrom('incoming_messages').where('expires_at', '<', now),
  );
  return nonces + messages;
}

/** What one handler does can be undone alone, without the record that it was refused. */
export async function mark(tx: Runner): Promise<void> {
  await tx.execute({ compile: () => CompiledQuery.raw('savepoint message') });
}

export async function undoToMark(tx: Runner): Promise<void> {
  await tx.execute({ compile: () => CompiledQuery.raw('rollback to savepoint message') });
}
