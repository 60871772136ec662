/** Opens a mailbox with the keys of its receipt, checks every entry, and adds to it. */
import type { Acknowledgement } from '@amparo/casework/files';
import type { Authorisation } from '@amparo/casework/grants';
import { foldPacketQuestions } from '@amparo/casework/packets';
import type {
  PacketAnswered,
  PacketAuthorisation,
  PacketQuestions,
  SharingView,
} from '@amparo/casework/packets';
import type { OpenedEntry } from '@amparo/casework/kernel';
import { foldConversation, ReportEvent } from '@amparo/casework/reports';
import type { Conversation, MailboxView } from '@amparo/casework/reports';
import {
  canonicalJson,
  chainHead,
  drawerKey,
  fromBase64url,
  fromUtf8,
  GENESIS_HEAD,
  openEntry,
  openWithKey,
  parseEntry,
  SealRefusal,
  toBase64url,
  utf8,
  verify,
  verifyEntry,
} from '@amparo/seal';
import type { Bytes, DrawerKey } from '@amparo/seal';
import type { Outcome } from '../outcome.ts';
import type { Outside, Session } from './outside.ts';
import { mailboxKeysInfo, sealMailboxEntry } from './report-sealing.ts';

export type OpenSession = Session & { kind: 'open' };

/** A mailbox that is open in memory. */
export interface OpenedMailbox {
  readonly drawer: string;
  readonly mailbox: string;
  readonly key: DrawerKey;
  readonly signingSeed: Bytes;
  /** The public half, as the node has it, base64url. */
  readonly signingKey: string;
  readonly position: number;
  readonly head: string;
  readonly entries: readonly OpenedEntry[];
  readonly conversation: Conversation;
  readonly packets: PacketQuestions;
  /** As the node tells them: `sharedItems` compares them with what was asked. */
  readonly sharing: readonly SharingView[];
  readonly allowed: MailboxView['allowed'];
  readonly pageSalt: string | null;
  /** Entries that are altered, unsigned, out of order or not allowed here. */
  readonly refused: number;
  readonly expiresAt: string;
  readonly closed: boolean;
}

/**
 * Opens what the node lent under a receipt.
 *
 * Shape: `receiptKey` is the 32-byte key of the receipt. Every entry must follow in the chain, be
 * signed by its author and have been sealed by somebody who holds the drawer: an entry that came
 * through the drop could be from anybody. What fails is counted in `refused` and not shown.
 * Refuses: throws a `SealRefusal` when the receipt's key does not open the mailbox's keys.
 */
export async function openLentMailbox(
  view: MailboxView,
  receiptKey: Bytes,
): Promise<OpenedMailbox> {
  const info = mailboxKeysInfo(view.drawer, view.mailbox);
  const keys = await openWithKey(receiptKey, info, fromBase64url(view.sealedKeys));
  const key = await drawerKey({
    holderShare: keys.slice(0, 32),
    nodeShare: fromBase64url(view.nodeShare),
    drawer: view.drawer,
    version: view.version,
  });
  const opened: OpenedEntry[] = [];
  let refused = 0;
  let head = GENESIS_HEAD;
  const people = new Set([view.mailbox]);
  for (const stored of view.entries.toSorted((a, b) => a.position - b.position)) {
    const entry = await openStored(stored, { view, key, head, people });
    head = stored.head;
    if (entry === undefined) refused += 1;
    else opened.push(entry);
  }
  const folded = foldConversation(opened);
  const packets = foldPacketQuestions(opened);
  return {
    drawer: view.drawer,
    mailbox: view.mailbox,
    key,
    signingSeed: keys.slice(32, 64),
    signingKey: signingKeyOf(view, folded.state),
    position: view.position,
    head: view.head,
    entries: opened,
    conversation: folded.state,
    packets: onlyHere(packets.state, view.drawer),
    sharing: view.sharing,
    allowed: view.allowed,
    pageSalt: view.pageSalt,
    refused:
      refused + folded.refused.length + packets.refused.length + (head === view.head ? 0 : 1),
    expiresAt: view.expiresAt,
    closed: view.closed,
  };
}

/** The public half of the mailbox's key: as it signed before, or as the desk that reissued it says. */
function signingKeyOf({ authors, mailbox }: MailboxView, { reissued }: Conversation): string {
  const known = authors.find(({ author }) => author === mailbox);
  return (known ?? reissued.find((each) => each.mailbox === mailbox))?.key ?? '';
}

/** A question that names another conversation is not one of this person's. */
function onlyHere(packets: PacketQuestions, drawer: string): PacketQuestions {
  const questions = packets.questions.filter(({ asked }) => asked.statement.drawer === drawer);
  return { ...packets, questions };
}

interface Opening {
  readonly view: MailboxView;
  readonly key: DrawerKey;
  /** The head of the chain before this entry. */
  readonly head: string;
  /** Mailboxes from which this person spoke: this one, the first, and those that came in between. */
  readonly people: Set<string>;
}

async function openStored(
  stored: MailboxView['entries'][number],
  { view, key, head, people }: Opening,
): Promise<OpenedEntry | undefined> {
  try {
    const bytes = fromBase64url(stored.bytes);
    const { header, dropped, hash } = await parseEntry(bytes);
    const author = view.authors.find(
      (known) => known.author === header.author && known.device === header.device,
    );
    const follows = (await chainHead(head, stored.position, hash)) === stored.head;
    if (dropped || author === undefined || !follows) return undefined;
    if (!(await verifyEntry(bytes, fromBase64url(author.key)))) return undefined;
    // A conversation begins with what the person sent; a later mailbox of theirs is named by a desk.
    if (stored.position === 1) people.add(header.author);
    const payload = parsePayload(await openEntry({ key, bytes }));
    // A mailbox writes under one name; a member never can, whatever a desk says of them.
    const byPerson = people.has(header.author) && header.device === header.author;
    if (!byPerson) addSuccessor(people, payload);
    return {
      entry: header.entry,
      position: stored.position,
      author: header.author,
      authorName: author.name,
      deskName: author.desk,
      byPerson,
      time: header.time,
      receivedAt: stored.receivedAt,
      payload,
    };
  } catch (error) {
    if (error instanceof SealRefusal) return undefined;
    throw error;
  }
}

function addSuccessor(people: Set<string>, payload: unknown): void {
  const parsed = ReportEvent.safeParse(payload);
  if (parsed.success && parsed.data.kind === 'receipt/reissued') people.add(parsed.data.mailbox);
}

/** Hostile bytes: what is no JSON becomes null, which no schema accepts. */
function parsePayload(bytes: Bytes): unknown {
  try {
    return JSON.parse(fromUtf8(bytes));
  } catch {
    return null;
  }
}

/**
 * Asks the node for a mailbox and opens it; the node commits the leaf of this opening first.
 *
 * Refuses: what the node refuses, and `mailbox/refused` for keys that do not open it.
 */
export async function openMailbox(
  session: OpenSession,
  outside: Pick<Outside, 'calls'>,
): Promise<Outcome<OpenedMailbox>> {
  const { locator, token, key } = session;
  const lent = await outside.calls.openMailbox({ locator, token });
  if (!lent.ok) return lent;
  try {
    return { ok: true, value: await openLentMailbox(lent.value, fromBase64url(key)) };
  } catch (error) {
    if (error instanceof SealRefusal) return { ok: false, refusal: { code: 'mailbox/refused' } };
    throw error;
  }
}

/** An entry of the person, sealed and signed, that follows what is in the mailbox. */
export async function sealPersonEntry(
  { mailbox, key, signingSeed, position, head }: OpenedMailbox,
  event: ToAppend['event'],
  now: Date,
): Promise<{ readonly entry: string; readonly bytes: Bytes }> {
  const entry = crypto.randomUUID();
  const seen = { position, head };
  const sealing = { key, mailbox, entry, seen, signingSeed, event, now };
  return { entry, bytes: await sealMailboxEntry(sealing) };
}

/** What {@link appendToMailbox} needs besides the mailbox. */
export interface ToAppend {
  readonly event: ReportEvent | PacketAnswered;
  readonly authorisation: Authorisation | null;
  readonly packetAuthorisation?: PacketAuthorisation | undefined;
  readonly session: OpenSession;
}

/**
 * Seals one entry of the person, sends it, and gives the mailbox as it is afterwards. It is opened
 * at the node again only when somebody else wrote in the meantime.
 *
 * Refuses: what the node refuses, as a value.
 */
export async function appendToMailbox(
  opened: OpenedMailbox,
  { event, authorisation, packetAuthorisation, session }: ToAppend,
  outside: Outside,
): Promise<Outcome<OpenedMailbox>> {
  const now = outside.now();
  const { entry, bytes } = await sealPersonEntry(opened, event, now);
  const { locator, token } = session;
  const sent = await outside.calls.answerFromMailbox({
    locator,
    token,
    entry: toBase64url(bytes),
    authorisation,
    ...(packetAuthorisation !== undefined && { packetAuthorisation }),
  });
  if (!sent.ok) return sent;
  const { drawer } = opened;
  if (!(await isAcknowledged(sent.value, { drawer, entry, nodeKey: outside.nodeKey }))) {
    return { ok: false, refusal: { code: 'node/busy' } };
  }
  // What was allowed changes with an answer: the node is asked again.
  if (authorisation !== null || packetAuthorisation !== undefined) {
    return openMailbox(session, outside);
  }
  if (sent.value.position !== opened.position + 1) return openMailbox(session, outside);
  return { ok: true, value: withEntry(opened, event, { entry, now, acknowledged: sent.value }) };
}

/** What an acknowledgement must be about. */
interface Awaited {
  readonly drawer: string;
  readonly entry: string;
  readonly nodeKey: string;
}

/** Whether this node signed that it has exactly this entry, in this conversation. */
export async function isAcknowledged(
  acknowledgement: Acknowledgement,
  { drawer, entry, nodeKey }: Awaited,
): Promise<boolean> {
  const { signature, ...said } = acknowledgement;
  if (said.drawer !== drawer || said.entry !== entry) return false;
  try {
    const message = utf8(canonicalJson(said));
    const key = fromBase64url(nodeKey);
    return await verify(key, 'acknowledgement', message, fromBase64url(signature));
  } catch (error) {
    if (error instanceof SealRefusal) return false;
    throw error;
  }
}

interface Appended {
  readonly entry: string;
  readonly now: Date;
  readonly acknowledged: Acknowledgement;
}

function withEntry(
  opened: OpenedMailbox,
  event: ToAppend['event'],
  appended: Appended,
): OpenedMailbox {
  const { position, head, receivedAt } = appended.acknowledged;
  const entries: readonly OpenedEntry[] = [
    ...opened.entries,
    {
      entry: appended.entry,
      position,
      author: opened.mailbox,
      authorName: '',
      deskName: '',
      byPerson: true,
      time: appended.now.toISOString(),
      receivedAt,
      payload: event,
    },
  ];
  return {
    ...opened,
    entries,
    position,
    head,
    conversation: foldConversation(entries).state,
    packets: onlyHere(foldPacketQuestions(entries).state, opened.drawer),
  };
}
