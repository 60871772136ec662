/** The end of a conversation: nobody can press Stop in it any more, so nothing may go on resting on it. */
import type { Runner } from '../db/handle.ts';
import { recordLeaf } from '../ledger/index.ts';
import { listPacketAuthorisationsOf, withdrawOne } from './authorisation-store.ts';
import { takeBack } from './recall.ts';
import { lockResting } from './sent-store.ts';

interface Ending {
  readonly drawer: string;
  readonly file: string | null;
  /** Who ends it; null: its time is over. */
  readonly actor: string | null;
  readonly now: Date;
}

/**
 * Stops, as the person could have until now, everything that was allowed to be sent in a conversation which is
 * about to be erased: what waits is refused here, what left is recalled. As the keeper, in the transaction that
 * erases. Gives how many packets.
 */
export async function endConversation(
  tx: Runner,
  { drawer, file, actor, now }: Ending,
): Promise<number> {
  const given = await listPacketAuthorisationsOf(tx, drawer);
  const live = given.filter(({ withdrawnAt }) => withdrawnAt === null);
  const ids = live.map(({ statement }) => statement.authorisation);
  for (const object of ids) {
    if (!(await withdrawOne(tx, object, now))) continue;
    const about = { actor, drawer, file, class: 'contact', object } as const;
    await recordLeaf(tx, { kind: 'authorisation-withdrawn', now, about });
  }
  const resting = await lockResting(tx, ids);
  for (const sent of resting) await takeBack(tx, sent, { actor, now });
  return resting.length;
}
