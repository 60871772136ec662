/** What a person's mailbox shows of packets, and Stop. Runs as the portal's role, by a receipt. */
import type { SharingView } from '@amparo/casework/packets';
import type { Runner } from '../db/handle.ts';
import { recordLeaf } from '../ledger/index.ts';
import { listPacketAuthorisationsOf, withdrawPacketAuthorisations } from './authorisation-store.ts';
import { takeBack } from './recall.ts';
import { listReceipts } from './receipt-store.ts';
import { listResting, listTried, lockResting, type WithdrawnRow } from './sent-store.ts';

type Shared = SharingView['packets'][number];
type Receipts = Awaited<ReturnType<typeof listReceipts>>;

/** What was allowed to be sent in a conversation and what became of it, each thing apart. */
export async function listSharing(db: Runner, drawer: string): Promise<SharingView[]> {
  const given = await listPacketAuthorisationsOf(db, drawer);
  const ids = given.map(({ statement }) => statement.authorisation);
  const sent = await listResting(db, ids);
  const packets = sent.map(({ packet }) => packet);
  const receipts = await listReceipts(db, packets, 'out');
  const tried = await listTried(db, packets);
  return given.map(({ statement, attestation, givenAt, narrowedAt, withdrawnAt }) => ({
    statement,
    attestedBy: attestation.by,
    givenAt,
    narrowedAt,
    withdrawnAt,
    packets: sent
      .filter(({ authorisation }) => authorisation === statement.authorisation)
      .map((row) => sharedOf(row, receipts, tried.get(row.packet))),
  }));
}

function sharedOf(row: WithdrawnRow, all: Receipts, tried: Date | undefined): Shared {
  const receipts = all
    .map(({ statement }) => statement)
    .filter(({ packet }) => packet === row.packet);
  const at = (kind: 'transport' | 'handover'): string | null =>
    receipts.find((receipt) => receipt.kind === kind)?.at ?? null;
  const decision = receipts.findLast((receipt) => receipt.kind === 'decision');
  const deletion = receipts.findLast((receipt) => receipt.kind === 'deletion');
  const isConfirmed = deletion !== undefined || row.recalled_at === null;
  return {
    packet: row.packet,
    codes: row.statement.codes,
    sentAt: row.sent_at.toISOString(),
    deliveredAt: at('transport'),
    readAt: at('handover') ?? deletion?.readAt ?? null,
    decision: decision?.decision ?? null,
    recalledAt: row.recalled_at?.toISOString() ?? null,
    deletion: deletion?.outcome ?? null,
    deletionAt: deletion?.at ?? null,
    provision: deletion?.provision ?? null,
    triedAt: isConfirmed ? null : (tried?.toISOString() ?? null),
  };
}

interface Stopping {
  readonly mailbox: string;
  readonly drawer: string;
  readonly file: string | null;
  /** Only this one; all that are live when undefined. */
  readonly only: string | undefined;
  readonly now: Date;
}

/**
 * Withdraws what was allowed to be sent, at once: what waits is refused here, what may have left is recalled.
 * Gives the authorisations that were withdrawn.
 */
export async function stopPackets(
  tx: Runner,
  { mailbox, drawer, file, only, now }: Stopping,
): Promise<string[]> {
  const withdrawn = await withdrawPacketAuthorisations(tx, only, now);
  for (const object of withdrawn) {
    const about = { actor: mailbox, drawer, file, class: 'contact', object } as const;
    await recordLeaf(tx, { kind: 'authorisation-withdrawn', now, about });
  }
  for (const sent of await lockResting(tx, withdrawn)) {
    await takeBack(tx, sent, { actor: mailbox, now });
  }
  return withdrawn;
}
