/** How a field that was taken over from a packet stands: may it still be used? Pure. */
import type { PacketView, TakenField } from '@amparo/casework/packets';

export type TakenState = 'current' | 'unchecked' | 'recalled' | 'over' | 'removed';

type Seen = Pick<PacketView, 'statement' | 'state' | 'recalledAt'>;

const ENDED: ReadonlySet<PacketView['state']> = new Set(['recalled', 'deleted']);

/**
 * Says how a field stands now. `packets` are those of the desk, or null where they could not be asked: then nothing
 * is called current. A recall counts before an end, and an end that a packet's copy here outlived counts all the same.
 */
export function takenState(
  field: Pick<TakenField, 'packet' | 'words' | 'expiresAt'>,
  packets: readonly Seen[] | null,
  now: string,
): TakenState {
  if (field.words === null) return 'removed';
  const packet = packets?.find(({ statement }) => statement.packet === field.packet);
  if (packet !== undefined && (packet.recalledAt !== null || ENDED.has(packet.state))) {
    return 'recalled';
  }
  if (field.expiresAt <= now) return 'over';
  return packet === undefined ? 'unchecked' : 'current';
}

/** True for what nobody may use any more and nobody has removed. */
export function mustGo(state: TakenState): boolean {
  return state === 'recalled' || state === 'over';
}
