/** A new receipt in the place of a lost one: by the lead desk only, and the old one is dead at once. */
import type { z } from 'zod';
import type { Acknowledgement } from '@amparo/casework/files';
import type { Mailbox, reissueReceipt } from '@amparo/casework/reports';
import { fromBase64url } from '@amparo/seal';
import { toBuffer, toBytes } from '../bytes.ts';
import type { AppDeps } from '../deps.ts';
import type { Runner } from '../db/handle.ts';
import { build } from '../db/tables.ts';
import { refuseTaken } from '../db/taken.ts';
import { acknowledge, appendTo, checkEntry, lockDrawer } from '../drawers/index.ts';
import { findLiveGrant } from '../grants/index.ts';
import { desksOf, type MemberActor } from '../http/member.ts';
import { recordLeaf } from '../ledger/index.ts';
import { no, type Outcome } from '../outcome.ts';

interface Reissuing {
  readonly actor: MemberActor;
  readonly params: { readonly drawer: string };
  readonly input: z.output<typeof reissueReceipt.input>;
  readonly now: Date;
}

/**
 * Replaces the mailbox of a conversation. Entry, mailbox and leaf commit together.
 *
 * Refuses: `not-available` (no such conversation, not led or not held by a desk of the actor),
 * `mailbox/locator-taken`, and what an entry can be refused for.
 */
export async function reissue(
  { db, keys }: AppDeps,
  { actor, params, input, now }: Reissuing,
): Promise<Outcome<Acknowledgement>> {
  const { drawer } = params;
  const { member: author, device } = actor;
  const by = { author, device, key: toBytes(actor.deviceKey), desk: null };
  const checked = await checkEntry(fromBase64url(input.entry), { drawer, by, now });
  if (!checked.ok) return checked;
  const appended = await refuseTaken(['mailbox/locator-taken'], () =>
    db.as(actor).commit(async (tx) => {
      const locked = await lockDrawer(tx, drawer);
      const held = locked && (await findLiveGrant(tx, drawer, desksOf(actor), now));
      const isLed = locked !== undefined && desksOf(actor).includes(locked.lead_desk);
      if (locked?.is_conversation !== true || held === undefined || !isLed) {
        return no('not-available');
      }
      const entry = { ...checked.value, by: { ...by, desk: held.holder } };
      const outcome = await appendTo(tx, locked, entry, now);
      if (!outcome.ok) return outcome;
      const isReplaced = await replaceMailbox(tx, drawer, input.mailbox);
      if (!isReplaced) return no('not-available');
      const about = {
        actor: author,
        desk: held.holder,
        drawer,
        file: locked.file,
        class: locked.class,
        object: input.mailbox.mailbox,
      };
      await recordLeaf(tx, { kind: 'receipt-reissued', now, about });
      return outcome;
    }),
  );
  return acknowledge(appended, keys.nodeSigning);
}

/** Keeps the public key of the lost receipt, and puts the new one in its place. */
async function replaceMailbox(tx: Runner, drawer: string, fresh: Mailbox): Promise<boolean> {
  const lost = await tx.run(
    build.selectFrom('mailboxes').select(['mailbox', 'signing_key']).where('drawer', '=', drawer),
  );
  const [before] = lost;
  if (before === undefined || before.mailbox === fresh.mailbox) return false;
  await tx.execute(build.insertInto('former_mailboxes').values({ ...before, drawer }));
  await tx.execute(build.deleteFrom('mailboxes').where('drawer', '=', drawer));
  await tx.execute(
    build.insertInto('mailboxes').values({
      mailbox: fresh.mailbox,
      drawer,
      locator: fresh.locator,
      salt: toBuffer(fresh.salt),
      token_hash: toBuffer(fresh.tokenHash),
      signing_key: toBuffer(fresh.signingKey),
      sealed_keys: toBuffer(fresh.sealedKeys),
    }),
  );
  return true;
}
