/** A person takes some fields back and leaves the rest. As the portal, by a receipt. */
import { decideNarrowing, type PacketAuthorisation } from '@amparo/casework/packets';
import { canonicalJson } from '@amparo/seal';
import type { Runner } from '../db/handle.ts';
import { recordLeaf } from '../ledger/index.ts';
import { no, ok, type Outcome } from '../outcome.ts';
import {
  findPacketAuthorisation,
  lockQuestion,
  replaceAuthorisation,
  withdrawOne,
} from './authorisation-store.ts';
import type { Answering } from './authorise.ts';
import { takeBack } from './recall.ts';
import { lockResting } from './sent-store.ts';

interface Narrowing {
  readonly answering: Pick<Answering, 'mailbox' | 'drawer' | 'file'>;
  readonly now: Date;
}

/**
 * Puts a checked, narrower word in the place of the one that holds. What waits with a withdrawn field is refused
 * here. What left with one is recalled whole, and then the word ends: a packet is sent once, so the rest has to
 * be asked for again. The same again changes nothing.
 *
 * Refuses: `authorisation/refused`.
 */
export async function narrowPackets(
  tx: Runner,
  narrowed: PacketAuthorisation,
  { answering, now }: Narrowing,
): Promise<Outcome<{ narrowedAt: string; recalled: number }>> {
  const { statement } = narrowed;
  const object = statement.authorisation;
  await lockQuestion(tx, object);
  const held = await findPacketAuthorisation(tx, object);
  if (held === undefined) return no('authorisation/refused');
  if (held.narrowedAt !== null && isSameWord(held.statement, statement)) {
    return ok({ narrowedAt: held.narrowedAt, recalled: 0 });
  }
  const { withdrawnAt } = held;
  const facts = { now: now.toISOString(), withdrawnAt };
  const decision = decideNarrowing(held.statement, statement, facts);
  if (!decision.ok) return decision;
  await replaceAuthorisation(tx, narrowed, now);
  const { mailbox: actor, drawer, file } = answering;
  const about = { actor, drawer, file, class: 'contact', object } as const;
  await recordLeaf(tx, { kind: 'authorisation-narrowed', now, about });
  let recalled = 0;
  // Everything that rests on it was sent with exactly the codes of before, so each has a withdrawn one.
  for (const sent of await lockResting(tx, [object])) {
    if ((await takeBack(tx, sent, { actor, now })) === 'recalled') recalled += 1;
  }
  if (recalled > 0 && (await withdrawOne(tx, object, now))) {
    await recordLeaf(tx, { kind: 'authorisation-withdrawn', now, about });
  }
  return ok({ narrowedAt: now.toISOString(), recalled });
}

function isSameWord(
  one: PacketAuthorisation['statement'],
  other: PacketAuthorisation['statement'],
): boolean {
  return canonicalJson(one) === canonicalJson(other);
}
