/** What this device keeps of received packets, so that they can be read without a line; never for longer. */
import { openPacket } from '@amparo/casework/packets';
import type { PacketView } from '@amparo/casework/packets';
import type { z } from 'zod';
import type { Session } from './session.ts';

/** A packet as the node gave it, with the share that it lent. */
export type LentPacket = z.output<typeof openPacket.output>;

/** The device's copy of a packet, while neither its time nor this member's session is over. */
export async function findPacketCopy(
  session: Session,
  packet: string,
): Promise<LentPacket | undefined> {
  const kept = openPacket.output.safeParse(await session.store.get('packet', packet));
  const lasts =
    kept.success && Date.parse(kept.data.packet.statement.expiresAt) > Date.parse(session.now());
  if (lasts) return kept.data;
  await session.store.delete('packet', packet);
  return undefined;
}

export async function keepPacketCopy(session: Session, lent: LentPacket): Promise<void> {
  await session.store.put('packet', lent.packet.statement.packet, lent);
}

export async function dropPacketCopy(session: Session, packet: string): Promise<void> {
  await session.store.delete('packet', packet);
}

const LIVE: ReadonlySet<PacketView['state']> = new Set(['delivered', 'read']);

/** Deletes the copies of packets that a list shows as over, and those whose time has come. */
export async function dropEndedPackets(
  session: Session,
  items: readonly PacketView[],
): Promise<void> {
  const received = items.filter(({ direction }) => direction === 'in');
  for (const { statement, state } of received) {
    if (!LIVE.has(state)) await dropPacketCopy(session, statement.packet);
  }
  for (const packet of await session.store.list('packet')) await findPacketCopy(session, packet);
}
