/** A person at the portal, as the demo plays them: the same calls and the same sealing as their browser makes. */
import type { Caller, Outcome } from '@amparo/app/client';
import type { Authorisation, AuthorisationStatement } from '@amparo/casework/grants';
import { answerFromMailbox, openMailbox, sendReport, startReport } from '@amparo/casework/reports';
import type { PacketAnswered } from '@amparo/casework/packets';
import type { ReportEvent, ReportStart } from '@amparo/casework/reports';
import type { z } from 'zod';
import {
  canonicalJson,
  concatBytes,
  drawerKey,
  fromBase64url,
  generateSigningKey,
  GENESIS_HEAD,
  newDropKey,
  newReceipt,
  newShare,
  randomBytes,
  receiptKeys,
  sealEntry,
  sealGrant,
  sealWithKey,
  sha256,
  signAuthorisation,
  toBase64url,
  utf8,
  verifyChain,
} from '@amparo/seal';
import type { Bytes, DrawerKey, KeyPair } from '@amparo/seal';

/** Somebody with a receipt: what their browser would have in memory. */
export interface Person {
  readonly drawer: string;
  readonly mailbox: string;
  readonly receipt: { readonly locator: string; readonly secret: string };
  readonly token: string;
  readonly key: DrawerKey;
  readonly signing: KeyPair;
}

interface Said {
  readonly event: ReportEvent | PacketAnswered;
  readonly seen: { readonly position: number; readonly head: string };
}

/** Sends a report and keeps what its receipt opens. Refuses: what the node refuses. */
export async function sendFirstReport(
  portal: Caller,
  event: ReportEvent,
): Promise<Outcome<Person>> {
  const started = await portal.call(startReport, {});
  if (!started.ok) return started;
  const start = started.value;
  const root = fromBase64url(start.organisation.rootKey);
  await verifyChain([start.desk], { root, now: start.time });
  const { drawer, version } = start;
  const holderShare = newShare();
  const nodeShare = fromBase64url(start.nodeShare);
  const key = await drawerKey({ holderShare, nodeShare, drawer, version });
  const receipt = newReceipt();
  const salt = randomBytes(16);
  const { token, key: receiptKey } = await receiptKeys(receipt.secret, salt);
  const signing = await generateSigningKey();
  const mailbox = globalThis.crypto.randomUUID();
  const person = { drawer, mailbox, receipt, token: toBase64url(token), key, signing };
  const drop = await newDropKey(key);
  const sent = await portal.call(sendReport, {
    input: {
      drawer,
      wrapped: await wrapToDesk(start, holderShare),
      dropKey: toBase64url(drop.publicKey),
      sealedDropSecret: toBase64url(drop.sealedSecret),
      mailbox: {
        mailbox,
        locator: receipt.locator,
        salt: toBase64url(salt),
        tokenHash: toBase64url(await sha256(token)),
        signingKey: toBase64url(signing.publicKey),
        sealedKeys: toBase64url(
          await sealWithKey(
            receiptKey,
            `mailbox-keys ${drawer} ${mailbox}`,
            concatBytes(holderShare, signing.secretKey),
          ),
        ),
      },
      entry: await sealSaid(person, { event, seen: { position: 0, head: GENESIS_HEAD } }),
    },
  });
  return sent.ok ? { ok: true, value: person } : sent;
}

/** Says yes to a question that was asked in the conversation. Refuses: what the node refuses. */
export async function sayYes(
  portal: Caller,
  person: Person,
  statement: AuthorisationStatement,
): Promise<Outcome<unknown>> {
  const signed = await signAuthorisation(statement, person.signing.secretKey);
  const event = {
    v: 1,
    kind: 'handover/answered',
    authorisation: statement.authorisation,
    answer: 'yes',
  } as const;
  return answer(portal, person, { event, authorisation: { ...signed, attestedBy: 'person-key' } });
}

/** Writes an event into the conversation, after whatever is there. Refuses: what the node refuses. */
async function answer(
  portal: Caller,
  person: Person,
  {
    event,
    authorisation,
  }: { event: ReportEvent; authorisation: z.infer<typeof Authorisation> | null },
): Promise<Outcome<unknown>> {
  const held = { locator: person.receipt.locator, token: person.token };
  const opened = await portal.call(openMailbox, { input: held });
  if (!opened.ok) return opened;
  const { position, head } = opened.value;
  const entry = await sealSaid(person, { event, seen: { position, head } });
  return portal.call(answerFromMailbox, { input: { ...held, entry, authorisation } });
}

async function wrapToDesk(
  { drawer, version, desk }: z.infer<typeof ReportStart>,
  holderShare: Bytes,
): Promise<string> {
  const holderPublicKey = fromBase64url(desk.subject.encryptionKey);
  const holder = desk.subject.desk;
  return toBase64url(await sealGrant({ drawer, version, holder, holderPublicKey, holderShare }));
}

/** Seals what a person says in their mailbox, as their browser does. */
export async function sealSaid(
  { drawer, mailbox, key, signing }: Pick<Person, 'drawer' | 'mailbox' | 'key' | 'signing'>,
  { event, seen }: Said,
): Promise<string> {
  const bytes = await sealEntry({
    key,
    header: {
      entry: globalThis.crypto.randomUUID(),
      file: null,
      drawer,
      version: key.version,
      author: mailbox,
      device: mailbox,
      time: new Date().toISOString(),
      seen,
      checkpoint: null,
    },
    payload: utf8(canonicalJson(event)),
    signingKey: signing.secretKey,
  });
  return toBase64url(bytes);
}
