/** A desk takes back a question that it asked: no yes is taken any more, and nothing rests on one. */
import type { Runner } from '../db/handle.ts';
import { refuseTaken } from '../db/taken.ts';
import type { MemberActor } from '../http/member.ts';
import { recordLeaf } from '../ledger/index.ts';
import { no, ok, type Outcome } from '../outcome.ts';
import {
  findPacketAuthorisation,
  findSpokenConversation,
  findTakenBack,
  insertTakenBack,
  lockQuestion,
  withdrawOne,
} from './authorisation-store.ts';
import { takeBack } from './recall.ts';
import type { PacketDeps } from './send.ts';
import { lockResting } from './sent-store.ts';

interface TakingBack {
  readonly actor: MemberActor;
  readonly params: { readonly drawer: string; readonly authorisation: string };
  readonly now: Date;
}

/**
 * Marks the question as taken back; a yes that came before ends, and what rests on it is refused here or
 * recalled, whichever desk sent it. The same again gets the same answer.
 *
 * Refuses: `not-available` (no conversation for which one of the member's desks speaks).
 */
export async function takeBackAsked(
  { db }: Pick<PacketDeps, 'db'>,
  { actor, params, now }: TakingBack,
): Promise<Outcome<{ takenBackAt: string; recalled: number }>> {
  const { drawer, authorisation } = params;
  return refuseTaken(['not-available'], () =>
    db.as(actor).commit(async (tx) => {
      await lockQuestion(tx, authorisation);
      const conversation = await findSpokenConversation(tx, drawer);
      if (conversation === undefined) return no('not-available');
      const known = await findTakenBack(tx, authorisation);
      if (known !== undefined) {
        return ok({ takenBackAt: known.taken_back_at.toISOString(), recalled: 0 });
      }
      await insertTakenBack(tx, { authorisation, drawer, taken_back_at: now });
      const about = {
        ...conversation,
        actor: actor.member,
        class: 'contact',
        object: authorisation,
      } as const;
      await recordLeaf(tx, { kind: 'question-taken-back', now, about });
      const recalled = await endWord(tx, { authorisation, drawer, about, now });
      return ok({ takenBackAt: now.toISOString(), recalled });
    }),
  );
}

interface Ending {
  readonly authorisation: string;
  readonly drawer: string;
  readonly about: Parameters<typeof recordLeaf>[1]['about'] & { readonly actor: string };
  readonly now: Date;
}

/** Ends the yes to the question, if there is one. Gives how many packets are recalled. */
async function endWord(tx: Runner, { authorisation, drawer, about, now }: Ending): Promise<number> {
  const word = await findPacketAuthorisation(tx, authorisation);
  if (word?.statement.drawer !== drawer) return 0;
  if (await withdrawOne(tx, authorisation, now)) {
    await recordLeaf(tx, { kind: 'authorisation-withdrawn', now, about });
  }
  let recalled = 0;
  for (const sent of await lockResting(tx, [authorisation])) {
    const taken = await takeBack(tx, sent, { actor: about.actor, now });
    if (taken === 'recalled') recalled += 1;
  }
  return recalled;
}
