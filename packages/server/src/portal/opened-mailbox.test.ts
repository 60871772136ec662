import { randomUUID } from 'node:crypto';
import type { MailboxView, ReportEvent } from '@amparo/casework/reports';
import {
  canonicalJson,
  chainHead,
  drawerKey,
  fromBase64url,
  generateSigningKey,
  GENESIS_HEAD,
  newReceipt,
  formatReceipt,
  openGrant,
  parseEntry,
  receiptKeys,
  sealDroppedEntry,
  sealEntry,
  SealRefusal,
  sign,
  toBase64url,
  utf8,
} from '@amparo/seal';
import type { Bytes, DrawerKey, KeyPair } from '@amparo/seal';
import { beforeAll, expect, test } from 'vitest';
import { isAcknowledged, openLentMailbox } from './opened-mailbox.ts';
import { reportEvent, sealMailboxEntry, sealReport } from './report-sealing.ts';
import type { Draft } from './report-sealing.ts';
import { inventHotline, NOW } from './testing/hotline.ts';
import type { InventedHotline } from './testing/hotline.ts';

/** A report as it was sent, and the mailbox as an honest node would lend it. */
interface Sent {
  readonly hotline: InventedHotline;
  readonly view: MailboxView;
  readonly receiptKey: Bytes;
  readonly dropKey: Bytes;
  readonly key: DrawerKey;
  readonly helper: { readonly id: string; readonly signing: KeyPair };
}

const TEXT = 'Tôi cần giúp';
let sent: Sent;

beforeAll(async () => {
  const hotline = await inventHotline();
  const draft: Draft = {
    kind: 'draft',
    until: NOW.toISOString(),
    receipt: formatReceipt(newReceipt()),
    mailbox: randomUUID(),
    entry: randomUUID(),
    start: hotline.start,
  };
  let receiptKey: Bytes | undefined;
  const parcel = await sealReport(draft, reportEvent({ text: TEXT, d: 'options' }, 'vi'), {
    now: () => NOW,
    stretch: async (secret, salt) => {
      const keys = await receiptKeys(secret, salt);
      receiptKey = keys.key;
      return keys;
    },
  });
  if (receiptKey === undefined) throw new Error('the receipt was not stretched');
  const helper = { id: randomUUID(), signing: await generateSigningKey() };
  const mine = { name: '', desk: '', key: parcel.mailbox.signingKey };
  const view: MailboxView = {
    drawer: parcel.drawer,
    mailbox: draft.mailbox,
    version: 1,
    nodeShare: hotline.start.nodeShare,
    sealedKeys: parcel.mailbox.sealedKeys,
    position: 0,
    head: GENESIS_HEAD,
    entries: [],
    authors: [
      { author: draft.mailbox, device: draft.mailbox, ...mine },
      {
        author: helper.id,
        device: helper.id,
        name: '',
        desk: '',
        key: toBase64url(helper.signing.publicKey),
      },
    ],
    expiresAt: '2026-06-02T00:00:00.000Z',
    closed: false,
    sharing: [],
    allowed: [],
    pageSalt: null,
    padding: '',
  };
  const dropKey = fromBase64url(parcel.dropKey);
  const holderShare = await openGrant({
    secretKey: hotline.encryption.secretKey,
    wrapped: fromBase64url(parcel.wrapped),
    drawer: parcel.drawer,
    version: 1,
    holder: hotline.start.desk.subject.desk,
  });
  const nodeShare = fromBase64url(hotline.start.nodeShare);
  const key = await drawerKey({ holderShare, nodeShare, drawer: parcel.drawer, version: 1 });
  const first = await append(view, fromBase64url(parcel.entry));
  sent = { hotline, view: first, receiptKey, dropKey, key, helper };
  const reply = await sealMailboxEntry({
    key,
    mailbox: helper.id,
    entry: randomUUID(),
    seen: { position: 1, head: sent.view.head },
    signingSeed: helper.signing.secretKey,
    event: { v: 1, kind: 'message/replied', text: 'We are here' },
    now: NOW,
  });
  sent = { ...sent, view: await append(sent.view, reply) };
});

/** Adds an entry as a node does: next position, next head. */
async function append(view: MailboxView, bytes: Bytes): Promise<MailboxView> {
  const position = view.position + 1;
  const head = await chainHead(view.head, position, (await parseEntry(bytes)).hash);
  const stored = { position, head, bytes: toBase64url(bytes), receivedAt: NOW.toISOString() };
  return { ...view, position, head, entries: [...view.entries, stored] };
}

test('the receipt opens what the person sent and what the helper answered', async () => {
  const opened = await openLentMailbox(sent.view, sent.receiptKey);
  const { messages, door, language } = opened.conversation;
  expect(messages.map(({ byPerson, text }) => ({ byPerson, text }))).toEqual([
    { byPerson: true, text: TEXT },
    { byPerson: false, text: 'We are here' },
  ]);
  expect({ door, language, refused: opened.refused }).toEqual({
    door: 'options',
    language: 'vi',
    refused: 0,
  });
});

test('another receipt opens nothing', async () => {
  await expect(openLentMailbox(sent.view, new Uint8Array(32))).rejects.toBeInstanceOf(SealRefusal);
});

test('an entry that somebody dropped in from outside is not shown as an answer', async () => {
  // The drop's public half is known to the node: it could write through it under any name.
  const { helper } = sent;
  const event: ReportEvent = { v: 1, kind: 'message/replied', text: 'Go to the station alone' };
  const header = {
    entry: randomUUID(),
    file: null,
    drawer: sent.view.drawer,
    version: 1,
    author: helper.id,
    device: helper.id,
    time: NOW.toISOString(),
    seen: { position: 2, head: sent.view.head },
    checkpoint: null,
  };
  const dropped = await sealDroppedEntry({
    dropKey: sent.dropKey,
    header,
    payload: utf8(canonicalJson(event)),
    signingKey: helper.signing.secretKey,
  });
  const opened = await openLentMailbox(await append(sent.view, dropped), sent.receiptKey);
  expect(opened.conversation.messages).toHaveLength(2);
  expect(opened.refused).toBe(1);
});

test('a desk that names one of its members as the person’s new mailbox does not make them the person', async () => {
  const member = { id: randomUUID(), device: randomUUID(), signing: await generateSigningKey() };
  const key = toBase64url(member.signing.publicKey);
  const author = { author: member.id, device: member.device, name: '', desk: '', key };
  let view: MailboxView = { ...sent.view, authors: [...sent.view.authors, author] };
  const events = [
    { v: 1, kind: 'receipt/reissued', mailbox: member.id, key },
    { v: 1, kind: 'message/sent', text: 'I want to stop' },
  ];
  for (const event of events) {
    const bytes = await sealEntry({
      key: sent.key,
      header: {
        entry: randomUUID(),
        file: null,
        drawer: view.drawer,
        version: 1,
        author: member.id,
        device: member.device,
        time: NOW.toISOString(),
        seen: { position: view.position, head: view.head },
        checkpoint: null,
      },
      payload: utf8(canonicalJson(event)),
      signingKey: member.signing.secretKey,
    });
    view = await append(view, bytes);
  }
  const opened = await openLentMailbox(view, sent.receiptKey);
  expect(opened.conversation.messages.map(({ text }) => text)).not.toContain('I want to stop');
  expect(opened.refused).toBe(1);
});

test('only an acknowledgement of this very entry, signed by this node, is one', async () => {
  const signing = await generateSigningKey();
  const nodeKey = toBase64url(signing.publicKey);
  const said = {
    entry: randomUUID(),
    drawer: randomUUID(),
    position: 2,
    head: GENESIS_HEAD,
    receivedAt: NOW.toISOString(),
  };
  const message = utf8(canonicalJson(said));
  const signature = toBase64url(await sign(signing.secretKey, 'acknowledgement', message));
  const { entry, drawer } = said;
  const awaited = { entry, drawer, nodeKey };
  expect(await isAcknowledged({ ...said, signature }, awaited)).toBe(true);
  const other = randomUUID();
  const wrong = [
    isAcknowledged({ ...said, signature }, { ...awaited, entry: other }),
    isAcknowledged({ ...said, signature }, { ...awaited, drawer: other }),
    isAcknowledged({ ...said, position: 3, signature }, awaited),
    isAcknowledged({ ...said, signature: 'A'.repeat(86) }, awaited),
    isAcknowledged({ ...said, signature: 'not base64url' }, awaited),
    isAcknowledged({ ...said, signature }, { ...awaited, nodeKey: 'A'.repeat(43) }),
  ];
  expect(await Promise.all(wrong)).toEqual(wrong.map(() => false));
});

test('a changed, missing or exchanged entry is counted, and never shown', async () => {
  const [first, second] = sent.view.entries;
  if (first === undefined || second === undefined) throw new Error('two entries were sent');
  const bytes = fromBase64url(second.bytes);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  const altered = { ...second, bytes: toBase64url(bytes) };
  const views: MailboxView[] = [
    { ...sent.view, entries: [first, altered] },
    { ...sent.view, entries: [second] },
    { ...sent.view, entries: [first] },
    { ...sent.view, entries: [{ ...first, bytes: second.bytes }, second] },
  ];
  for (const view of views) {
    const opened = await openLentMailbox(view, sent.receiptKey);
    expect(opened.refused).toBeGreaterThan(0);
  }
});

test('an entry under the name of an author whose key the node exchanged is not shown', async () => {
  const other = await generateSigningKey();
  const authors = sent.view.authors.map((author) =>
    author.author === sent.helper.id ? { ...author, key: toBase64url(other.publicKey) } : author,
  );
  const opened = await openLentMailbox({ ...sent.view, authors }, sent.receiptKey);
  expect(opened.conversation.messages).toHaveLength(1);
  expect(opened.refused).toBe(1);
});
