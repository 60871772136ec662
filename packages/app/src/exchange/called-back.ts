/** What was sent with a yes and called back since: said on today's page until this member has looked at the file. */
import type { PacketView } from '@amparo/casework/packets';
import type { Session } from '../client/index.ts';

const SEEN = 'called-back-seen';

/** Packets of a desk that went with a yes, were called back, and were not looked at here since. */
export function listCalledBack(
  packets: readonly PacketView[],
  seen: ReadonlySet<string>,
): readonly PacketView[] {
  return packets.filter(
    ({ direction, attestedBy, recalledAt, file, statement }) =>
      direction === 'out' &&
      attestedBy !== null &&
      recalledAt !== null &&
      file !== null &&
      !seen.has(statement.packet),
  );
}

/** The packets that this member was shown as called back, on this device. */
export async function loadSeen(session: Session): Promise<ReadonlySet<string>> {
  return new Set(await session.store.get<readonly string[]>('profile', SEEN));
}

/** Remembers that the file of these packets was looked at. What a node no longer lists is forgotten as well. */
export async function markSeen(
  session: Session,
  packets: readonly PacketView[],
  file: string,
): Promise<void> {
  const seen = await loadSeen(session);
  const looked = packets.filter(({ recalledAt }) => recalledAt !== null);
  const kept = looked
    .filter((each) => each.file === file || seen.has(each.statement.packet))
    .map(({ statement }) => statement.packet);
  await session.store.put('profile', SEEN, kept);
}
