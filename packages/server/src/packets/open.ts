/** What a desk does with a packet it received: opens it, and says what it decided. */
import type { z } from 'zod';
import {
  type openPacket,
  type PacketReceipt,
  type ReceiptStatement,
} from '@amparo/casework/packets';
import { toText } from '../bytes.ts';
import type { Runner } from '../db/handle.ts';
import type { MemberActor } from '../http/member.ts';
import { commitReading, recordLeaf } from '../ledger/index.ts';
import { no, ok, type Outcome } from '../outcome.ts';
import { giveReceipt, signReceipt } from './receipt.ts';
import { listReceipts } from './receipt-store.ts';
import { findReceivedContent, lockReceived, type ReceivedRow, setRead } from './received-store.ts';
import type { PacketDeps } from './send.ts';

interface Asked {
  readonly actor: MemberActor;
  readonly params: { readonly packet: string };
  readonly now: Date;
}

/**
 * Opens a received packet: the leaf and, the first time, the handover receipt are durable before the
 * keystore lends this node's share.
 *
 * Refuses: `not-available`, `packet/gone` (recalled or over).
 */
export async function open(
  deps: PacketDeps,
  { actor, params, now }: Asked,
): Promise<Outcome<z.input<typeof openPacket.output>>> {
  const { db, keystore } = deps;
  const { packet } = params;
  const read = await commitReading(db.as(actor), async (tx) => {
    const found = await readPacket(deps, tx, { packet, now });
    if (!found.ok) return found;
    const about = { actor: actor.member, desk: found.value.desk, object: packet };
    const act = { kind: 'packet-opened', now, about } as const;
    return ok({ drawer: packet, value: found.value, act });
  });
  if (!read.ok) return read;
  const [lent] = await keystore.lend(read.value.reading);
  // Destroyed between the leaf and the loan: what was recorded as an attempt opened nothing.
  if (lent === undefined) return no('packet/gone');
  const { content, from, receipts } = read.value.value;
  return ok({ packet: content, nodeShare: toText(lent.share), from, receipts });
}

async function readPacket(
  deps: PacketDeps,
  tx: Runner,
  { packet, now }: { readonly packet: string; readonly now: Date },
) {
  const row = await lockReceived(tx, packet);
  if (row === undefined) return no('not-available');
  if (!isOpenable(row, now)) return no('packet/gone');
  const content = await findReceivedContent(tx, packet);
  if (content === undefined) return no('packet/gone');
  if (row.read_at === null) await hand(deps, tx, row, now);
  const receipts = await listReceipts(tx, [packet], 'in');
  return ok({ content, from: row.origin, receipts, desk: row.desk });
}

function isOpenable(row: ReceivedRow, now: Date): boolean {
  return row.recalled_at === null && row.ended_at === null && row.expires_at > now;
}

async function hand(
  { federation }: PacketDeps,
  tx: Runner,
  row: ReceivedRow,
  now: Date,
): Promise<void> {
  await setRead(tx, row.packet, now);
  const receipt = await signReceipt(federation, {
    kind: 'handover',
    packet: row.packet,
    node: federation.self().node,
    at: now.toISOString(),
  });
  await giveReceipt(tx, receipt, { row, now });
}

type Decision = Extract<ReceiptStatement, { kind: 'decision' }>['decision'];

/**
 * Says what a person at the receiving desk decided. The same again gets the same receipt; `more-needed` may
 * be followed by another.
 *
 * Refuses: `not-available`, `packet/gone`, `packet/decided`.
 */
export async function decideAs(
  { db, federation }: PacketDeps,
  { actor, params, input, now }: Asked & { readonly input: { readonly decision: Decision } },
): Promise<Outcome<PacketReceipt>> {
  return db.as(actor).commit(async (tx) => {
    const row = await lockReceived(tx, params.packet);
    if (row === undefined) return no('not-available');
    if (!isOpenable(row, now)) return no('packet/gone');
    const before = await findDecision(tx, row.packet);
    if (before?.statement.kind === 'decision') {
      if (before.statement.decision === input.decision) return ok(before);
      if (before.statement.decision !== 'more-needed') return no('packet/decided');
    }
    const receipt = await signReceipt(federation, {
      kind: 'decision',
      packet: row.packet,
      node: federation.self().node,
      at: now.toISOString(),
      decision: input.decision,
    });
    await giveReceipt(tx, receipt, { row, now });
    const about = { actor: actor.member, desk: row.desk, object: row.packet };
    await recordLeaf(tx, { kind: 'packet-decided', now, about });
    return ok(receipt);
  });
}

async function findDecision(tx: Runner, packet: string): Promise<PacketReceipt | undefined> {
  const given = await listReceipts(tx, [packet], 'in');
  return given.findLast(({ statement }) => statement.kind === 'decision');
}
