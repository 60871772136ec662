/** Seals a report and makes its mailbox. Runs in the browser, or in a worker process that exits. */
import { ReportEvent } from '@amparo/casework/reports';
import type { PacketAnswered } from '@amparo/casework/packets';
import type { Language, ReportParcel } from '@amparo/casework/reports';
import {
  canonicalJson,
  concatBytes,
  drawerKey,
  fromBase64url,
  generateSigningKey,
  GENESIS_HEAD,
  newDropKey,
  newShare,
  parseReceipt,
  randomBytes,
  sealEntry,
  sealGrant,
  sealWithKey,
  sha256,
  toBase64url,
  utf8,
} from '@amparo/seal';
import type { Bytes, DrawerKey } from '@amparo/seal';
import type { Fields } from './fields.ts';
import { doorOf } from './journey.ts';
import type { Outside, Session } from './outside.ts';

export type Draft = Session & { kind: 'draft' };

/** Where the mailbox's own keys are sealed: bound to the drawer and the mailbox. */
export function mailboxKeysInfo(drawer: string, mailbox: string): string {
  return `mailbox-keys ${drawer} ${mailbox}`;
}

/**
 * The event of a report, from the answers of the form.
 *
 * Throws for answers that {@link decideStep} would have stopped: no text, or too long.
 */
export function reportEvent(fields: Fields, language: Language): ReportEvent {
  const safe = Object.fromEntries(
    (['how', 'when', 'name', 'ifSomeoneElse'] as const)
      .map((part) => [part, fields[part]?.trim() ?? ''] as const)
      .filter(([, answer]) => answer !== ''),
  );
  const text = fields.text?.trim() ?? '';
  return ReportEvent.parse({
    v: 1,
    kind: 'report/sent',
    door: doorOf(fields),
    language,
    text,
    safe,
  });
}

/**
 * Seals a report to the desk of the draft and makes the mailbox that its receipt opens.
 *
 * Shape: what `sendReport` takes. Call `checkReader` on the draft's start first: this wraps to
 * whatever key it is given.
 */
export async function sealReport(
  draft: Draft,
  event: ReportEvent,
  outside: Pick<Outside, 'stretch' | 'now'>,
): Promise<ReportParcel> {
  const { drawer, version, desk } = draft.start;
  const holderShare = newShare();
  const nodeShare = fromBase64url(draft.start.nodeShare);
  const key = await drawerKey({ holderShare, nodeShare, drawer, version });
  const drop = await newDropKey(key);
  const signing = await generateSigningKey();
  const entry = await sealMailboxEntry({
    key,
    mailbox: draft.mailbox,
    entry: draft.entry,
    seen: { position: 0, head: GENESIS_HEAD },
    signingSeed: signing.secretKey,
    event,
    now: outside.now(),
  });
  const wrapped = await sealGrant({
    drawer,
    version,
    holder: desk.subject.desk,
    holderPublicKey: fromBase64url(desk.subject.encryptionKey),
    holderShare,
  });
  return {
    drawer,
    wrapped: toBase64url(wrapped),
    dropKey: toBase64url(drop.publicKey),
    sealedDropSecret: toBase64url(drop.sealedSecret),
    mailbox: await makeMailbox(draft, { holderShare, signing }, outside),
    entry: toBase64url(entry),
  };
}

interface MailboxKeys {
  readonly holderShare: Bytes;
  readonly signing: { readonly secretKey: Bytes; readonly publicKey: Bytes };
}

async function makeMailbox(
  draft: Draft,
  { holderShare, signing }: MailboxKeys,
  outside: Pick<Outside, 'stretch'>,
): Promise<ReportParcel['mailbox']> {
  const { locator, secret } = parseReceipt(draft.receipt);
  const salt = randomBytes(16);
  const { token, key } = await outside.stretch(secret, salt);
  const info = mailboxKeysInfo(draft.start.drawer, draft.mailbox);
  const sealed = await sealWithKey(key, info, concatBytes(holderShare, signing.secretKey));
  return {
    mailbox: draft.mailbox,
    locator,
    salt: toBase64url(salt),
    tokenHash: toBase64url(await sha256(token)),
    signingKey: toBase64url(signing.publicKey),
    sealedKeys: toBase64url(sealed),
  };
}

/** What an entry of the person is made of. */
export interface MailboxEntry {
  readonly key: DrawerKey;
  readonly mailbox: string;
  readonly entry: string;
  readonly seen: { readonly position: number; readonly head: string };
  readonly signingSeed: Bytes;
  readonly event: ReportEvent | PacketAnswered;
  readonly now: Date;
}

/** Seals and signs one entry of the person, whose author and device is the mailbox. */
export async function sealMailboxEntry(said: MailboxEntry): Promise<Bytes> {
  const { key, mailbox, entry, seen, signingSeed, event, now } = said;
  return sealEntry({
    key,
    header: {
      entry,
      file: null,
      drawer: key.drawer,
      version: key.version,
      author: mailbox,
      device: mailbox,
      time: now.toISOString(),
      seen,
      checkpoint: null,
    },
    payload: utf8(canonicalJson(event)),
    signingKey: signingSeed,
  });
}
