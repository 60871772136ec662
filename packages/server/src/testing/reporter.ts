/** An invented person who reports, with real keys, the way the portal's browser does it. */
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { AuthorisationStatement } from '@amparo/casework/grants';
import {
  answerFromMailbox,
  type MailboxView,
  openMailbox,
  type ReportParcel,
  sendReport,
  startReport,
} from '@amparo/casework/reports';
import {
  type Bytes,
  drawerKey,
  type DrawerKey,
  fromBase64url,
  generateSigningKey,
  GENESIS_HEAD,
  type KeyPair,
  newDropKey,
  newShare,
  sealEntry,
  sealGrant,
  sha256,
  signAuthorisation,
  toBase64url,
  utf8,
} from '@amparo/seal';
import type { TestNode } from './test-node.ts';

export interface Reporter {
  readonly drawer: string;
  readonly mailbox: string;
  readonly desk: string;
  readonly locator: string;
  readonly token: string;
  readonly signing: KeyPair;
  readonly key: DrawerKey;
  readonly holderShare: Bytes;
  readonly parcel: ReportParcel;
}

/** How an entry of the person differs from an honest one, for tests that send a wrong one. */
export interface EntryChanges {
  readonly entry?: string;
  readonly text?: string;
  readonly seen?: { readonly position: number; readonly head: string };
  readonly time?: Date;
  readonly version?: number;
  readonly drawer?: string;
  readonly expects?: string;
  readonly signing?: KeyPair;
}

/** Starts a report and seals it, without sending it. */
export async function sealReport(node: TestNode): Promise<Reporter> {
  const started = await node.ask(startReport);
  if (started.status !== 200) throw new Error(`no start: ${started.text}`);
  const { drawer, version, desk } = started.body;
  const nodeShare = fromBase64url(started.body.nodeShare);
  const holderShare = newShare();
  const key = await drawerKey({ holderShare, nodeShare, drawer, version });
  const signing = await generateSigningKey();
  const mailbox = randomUUID();
  const token = randomBytes(32).toString('base64url');
  const drop = await newDropKey(key);
  const holder = desk.subject.desk;
  const wrapped = await sealGrant({
    drawer,
    version,
    holder,
    holderPublicKey: fromBase64url(desk.subject.encryptionKey),
    holderShare,
  });
  const locator = String(randomInt(100_000)).padStart(5, '0');
  const person = { drawer, mailbox, signing, key };
  const parcel: ReportParcel = {
    drawer,
    wrapped: toBase64url(wrapped),
    dropKey: toBase64url(drop.publicKey),
    sealedDropSecret: toBase64url(drop.sealedSecret),
    mailbox: {
      mailbox,
      locator,
      salt: randomBytes(16).toString('base64url'),
      tokenHash: toBase64url(await sha256(fromBase64url(token))),
      signingKey: toBase64url(signing.publicKey),
      sealedKeys: randomBytes(200).toString('base64url'),
    },
    entry: await sealPersonEntry(person, { position: 0, head: GENESIS_HEAD }),
  };
  return { ...person, desk: holder, locator, token, holderShare, parcel };
}

/** Seals and sends a report. */
export async function report(node: TestNode): Promise<Reporter> {
  const reporter = await sealReport(node);
  const sent = await node.ask(sendReport, { input: reporter.parcel });
  if (sent.status !== 200) throw new Error(`the report was refused: ${sent.text}`);
  return reporter;
}

/** Seals an entry as the person. */
export async function sealPersonEntry(
  person: Pick<Reporter, 'drawer' | 'mailbox' | 'signing' | 'key'>,
  seen: { readonly position: number; readonly head: string },
  changes: EntryChanges = {},
): Promise<string> {
  const { drawer, mailbox, signing, key } = person;
  const header = {
    entry: changes.entry ?? randomUUID(),
    file: null,
    drawer: changes.drawer ?? drawer,
    version: changes.version ?? 1,
    author: mailbox,
    device: mailbox,
    time: (changes.time ?? new Date()).toISOString(),
    seen: changes.seen ?? seen,
    checkpoint: null,
    ...(changes.expects === undefined ? {} : { expects: changes.expects }),
  };
  const bytes = await sealEntry({
    key: { ...key, drawer: header.drawer, version: header.version },
    header,
    payload: utf8(changes.text ?? 'An invented message.'),
    signingKey: (changes.signing ?? signing).secretKey,
  });
  return toBase64url(bytes);
}

/** Opens the person's mailbox. */
export async function look(node: TestNode, { locator, token }: Reporter): Promise<MailboxView> {
  const opened = await node.ask(openMailbox, { input: { locator, token } });
  if (opened.status !== 200) throw new Error(`the mailbox was refused: ${opened.text}`);
  return opened.body;
}

/** What the person says yes to. */
export function statementFor(
  { drawer }: Pick<Reporter, 'drawer'>,
  asked: Pick<AuthorisationStatement, 'desks' | 'classes' | 'askedBy'> &
    Partial<AuthorisationStatement>,
): AuthorisationStatement {
  const now = Date.now();
  return {
    authorisation: randomUUID(),
    drawer,
    opensFile: true,
    askedAt: new Date(now - 1000).toISOString(),
    expiresAt: new Date(now + 30 * 24 * 60 * 60 * 1000).toISOString(),
    ...asked,
  };
}

/** The person says yes, with their own key. */
export async function sayYes(
  node: TestNode,
  reporter: Reporter,
  statement: AuthorisationStatement,
): Promise<void> {
  const { position, head } = await look(node, reporter);
  const { locator, token, signing } = reporter;
  const entry = await sealPersonEntry(reporter, { position, head });
  const signed = await signAuthorisation(statement, signing.secretKey);
  const authorisation = { ...signed, attestedBy: 'person-key' };
  const input = { locator, token, entry, authorisation };
  const answered = await node.ask(answerFromMailbox, { input });
  if (answered.status !== 200) throw new Error(`the yes was refused: ${answered.text}`);
}
