/** Packets of a desk as its members list them: envelopes and receipts, no content. */
import type { PacketView } from '@amparo/casework/packets';
import type { Runner } from '../db/handle.ts';
import { listReceipts } from './receipt-store.ts';
import { listReceived } from './received-store.ts';
import { listSent, listTried } from './sent-store.ts';

const PAGE = 100;

interface Dated {
  readonly at: Date;
  readonly view: PacketView;
}

/** One page of what a desk sent and received, newest first. */
export async function listViews(
  db: Runner,
  { desk, before, names }: Listing,
): Promise<{ items: PacketView[]; next: string | null }> {
  const asked = { desk, before, limit: PAGE };
  const both = [...(await listOut(db, asked, names)), ...(await listIn(db, asked, names))];
  const page = both.toSorted((a, b) => b.at.getTime() - a.at.getTime()).slice(0, PAGE);
  const next = both.length > PAGE || page.length === PAGE ? page.at(-1)?.at : undefined;
  return { items: page.map(({ view }) => view), next: next?.toISOString() ?? null };
}

export interface Listing {
  readonly desk: string;
  readonly before: Date;
  /** The asking desk's own name. */
  readonly names: string;
}

type Page = Parameters<typeof listSent>[1];

async function listOut(db: Runner, asked: Page, own: string): Promise<Dated[]> {
  const rows = await listSent(db, asked);
  const packets = rows.map(({ packet }) => packet);
  const receipts = await listReceipts(db, packets, 'out');
  const tried = await listTried(db, packets);
  return rows.map((row) => ({
    at: row.sent_at,
    view: {
      statement: row.statement,
      direction: 'out',
      file: row.file,
      state: row.state,
      fromName: own,
      toName: row.to_name,
      attestedBy: row.attested_by,
      receipts: receipts.filter(({ statement }) => statement.packet === row.packet),
      problem: row.problem,
      triedAt: row.state === 'recalled' ? (tried.get(row.packet)?.toISOString() ?? null) : null,
      heldFor: null,
      recalledAt: row.recalled_at?.toISOString() ?? null,
    },
  }));
}

async function listIn(db: Runner, asked: Page, own: string): Promise<Dated[]> {
  const rows = await listReceived(db, asked);
  const packets = rows.map(({ packet }) => packet);
  const receipts = await listReceipts(db, packets, 'in');
  return rows.map((row) => ({
    at: row.received_at,
    view: {
      statement: row.statement,
      direction: 'in',
      file: null,
      state: row.state,
      fromName: row.from_name,
      toName: own,
      attestedBy: row.attested_by,
      receipts: receipts.filter(({ statement }) => statement.packet === row.packet),
      problem: null,
      triedAt: null,
      heldFor: row.held_for,
      recalledAt: row.recalled_at?.toISOString() ?? null,
    },
  }));
}
