/** Receipts: what a receiving node said of a packet, written here or sent here. */
import type { PacketReceipt } from '@amparo/casework/packets';
import { toBuffer, toText } from '../bytes.ts';
import type { Runner } from '../db/handle.ts';
import { build } from '../db/tables.ts';

type Direction = 'in' | 'out';

export interface ReceiptPlace {
  /** `in`: about a packet that this node received, written by it. `out`: about one it sent. */
  readonly direction: Direction;
  readonly desk: string;
  readonly now: Date;
}

/** Keeps a receipt as the next of its kind. */
export async function insertReceipt(
  tx: Runner,
  { statement, signature }: PacketReceipt,
  { direction, desk, now }: ReceiptPlace,
): Promise<void> {
  const { packet, kind } = statement;
  const before = await listReceipts(tx, [packet], direction);
  const number = before.filter((receipt) => receipt.statement.kind === kind).length + 1;
  await tx.execute(
    build.insertInto('packet_receipts').values({
      packet,
      direction,
      kind,
      number,
      desk,
      statement,
      signature: toBuffer(signature),
      received_at: now,
    }),
  );
}

/** The receipts of packets, in the order in which they came. */
export async function listReceipts(
  db: Runner,
  packets: readonly string[],
  direction: Direction,
): Promise<PacketReceipt[]> {
  if (packets.length === 0) return [];
  const rows = await db.run(
    build
      .selectFrom('packet_receipts')
      .select(['statement', 'signature'])
      .where('packet', 'in', [...packets])
      .where('direction', '=', direction)
      .orderBy('received_at')
      .orderBy('kind')
      .orderBy('number'),
  );
  return rows.map(({ statement, signature }) => ({ statement, signature: toText(signature) }));
}
