/** A new receipt for somebody who lost theirs, made by the lead desk after a check in person. */
import {
  concatBytes,
  formatReceipt,
  generateSigningKey,
  newReceipt,
  randomBytes,
  receiptKeys,
  sealWithKey,
  sha256,
  toBase64url,
} from '@amparo/seal';
import type { Bytes, Receipt } from '@amparo/seal';
import { reissueReceipt as reissueReceiptCall } from '@amparo/casework/reports';
import type { Mailbox } from '@amparo/casework/reports';
import { currentKey } from './drawers.ts';
import type { OpenDrawer } from './drawers.ts';
import { refuseWrapping } from './granting.ts';
import { no, ok } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { sealEvent } from './sealing.ts';
import type { Session } from './session.ts';

/** A locator has five digits: at 10 000 open mailboxes one in ten is taken. */
const LOCATOR_TRIES = 8;

/**
 * Makes a new receipt for an opened conversation; the old one opens nothing from then on.
 *
 * Shape: 24 digits in groups of four, to be shown or written down once and kept nowhere. `checkedInPerson`
 * is the member's word that they know who asks: nothing else stands between a thief and the messages.
 * Refuses: `request/malformed` without that word; `entry/stale-version` without the conversation's key, `not-available` where this desk does not
 * lead the conversation, and what the node refuses.
 */
export async function reissueReceipt(
  session: Session,
  opened: OpenDrawer,
  { checkedInPerson }: { readonly checkedInPerson: boolean },
): Promise<Outcome<{ readonly receipt: string }>> {
  const refused = refuseWrapping(session);
  if (refused !== undefined) return refused;
  if (!checkedInPerson) return no('request/malformed', 'nobody checked in person who asks');
  const current = currentKey(opened);
  if (current === undefined || opened.rewritten) return no('entry/stale-version');
  const { drawer } = opened.view;
  const signing = await generateSigningKey();
  const mailbox = globalThis.crypto.randomUUID();
  const event = {
    v: 1,
    kind: 'receipt/reissued',
    mailbox,
    key: toBase64url(signing.publicKey),
  };
  const entry = globalThis.crypto.randomUUID();
  const bytes = await sealEvent(session, opened, { entry, event, exclusive: false });
  if (bytes === undefined) return no('entry/stale-version');
  const keys = concatBytes(current.holderShare, signing.secretKey);
  for (let tries = 0; tries < LOCATOR_TRIES; tries += 1) {
    const receipt = newReceipt();
    const locked = await lockMailbox({ receipt, drawer, mailbox, keys });
    const sent = await session.caller.call(reissueReceiptCall, {
      params: { drawer },
      input: { mailbox: { ...locked, mailbox, signingKey: event.key }, entry: bytes },
    });
    if (sent.ok) return ok({ receipt: formatReceipt(receipt) });
    if (sent.offline || sent.refusal.code !== 'mailbox/locator-taken') return sent;
  }
  return no('node/busy');
}

interface MailboxToLock {
  readonly receipt: Receipt;
  readonly drawer: string;
  readonly mailbox: string;
  /** The holder's share and the signing seed. */
  readonly keys: Bytes;
}

/** What the node keeps so that the new receipt opens the mailbox, and nothing else does. */
async function lockMailbox({
  receipt,
  drawer,
  mailbox,
  keys,
}: MailboxToLock): Promise<Omit<Mailbox, 'mailbox' | 'signingKey'>> {
  const salt = randomBytes(16);
  const { token, key } = await receiptKeys(receipt.secret, salt);
  const sealed = await sealWithKey(key, `mailbox-keys ${drawer} ${mailbox}`, keys);
  return {
    locator: receipt.locator,
    salt: toBase64url(salt),
    tokenHash: toBase64url(await sha256(token)),
    sealedKeys: toBase64url(sealed),
  };
}
