/** Giving fields to somebody without Amparo: an age file, a print or a form, with a receipt noted by hand. */
import { SealRefusal, sealFile, utf8 } from '@amparo/seal';
import type { Bytes, FileLock } from '@amparo/seal';
import { areSameCodes, findPacketQuestion, mayGet } from '@amparo/casework/packets';
import type { PacketHanded, PacketReceiptNoted } from '@amparo/casework/packets';
import { appendTo } from './append.ts';
import type { Appended } from './append.ts';
import type { OpenDrawer } from './drawers.ts';
import { no, ok } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { readPacketQuestions } from './packet-asking.ts';
import type { FieldToSend } from './packet-sealing.ts';
import { listPacketAuthorisations } from './packets.ts';
import { refuseLocked } from './session.ts';
import type { Session } from './session.ts';

/** What is given outside: on which yes, in which form, and sealed to whom. */
export interface PacketToHand {
  readonly authorisation: string;
  readonly fields: readonly FieldToSend[];
  readonly lock: FileLock;
}

/** The file to give, and what is to be written down about it. */
export interface PacketFile {
  readonly packet: string;
  /** An `age` file in its text form, which the ordinary `age` program opens to JSON. */
  readonly bytes: Bytes;
  readonly name: string;
}

/**
 * Seals exactly the ticked fields into an age file for somebody without Amparo.
 *
 * The person is asked as for any packet, with the member's own desk as the one that gets it and hands it on.
 * A file cannot be recalled: the question must say so. Write it down with {@link noteHanded}.
 * Refuses: `packet/no-authorisation` (no live yes that the node knows), `packet/codes`,
 * `packet/need-to-know`, `request/malformed` (nobody to seal to).
 */
export async function packetToFile(
  session: Session,
  opened: OpenDrawer,
  { authorisation, fields, lock }: PacketToHand,
): Promise<Outcome<PacketFile>> {
  const locked = refuseLocked(session);
  if (locked !== undefined) return locked;
  const listed = await listPacketAuthorisations(session, opened.view.drawer);
  if (!listed.ok) return listed;
  const word = listed.value.find(({ statement }) => statement.authorisation === authorisation);
  const question = findPacketQuestion(readPacketQuestions(opened).state, authorisation);
  const isLive =
    word?.withdrawnAt === null && Date.parse(word.statement.expiresAt) > Date.parse(session.now());
  if (!isLive || question === undefined) return no('packet/no-authorisation');
  const codes = fields.map(({ code }) => code);
  if (!areSameCodes(codes, word.statement.codes)) return no('packet/codes');
  const consent = { kind: 'consent', authorisation } as const;
  if (!codes.every((code) => mayGet(code, question.asked.deskKind, consent))) {
    return no('packet/need-to-know');
  }
  const packet = globalThis.crypto.randomUUID();
  const content = { v: 1, packet, expiresAt: word.statement.expiresAt, fields };
  try {
    const bytes = await sealFile(lock, utf8(JSON.stringify(content, null, 2)), { armor: true });
    // A neutral name: a file in somebody's downloads must not say what it is.
    return ok({ packet, bytes, name: `document-${packet.slice(0, 8)}.age` });
  } catch (error) {
    if (error instanceof SealRefusal) return no('request/malformed', error.code);
    throw error;
  }
}

/** Writes down in the conversation that fields were given outside, and in which form. */
export async function noteHanded(
  session: Session,
  opened: OpenDrawer,
  handed: Pick<PacketHanded, 'packet' | 'authorisation' | 'codes' | 'form'>,
): Promise<Appended> {
  const event: PacketHanded = {
    ...{ v: 1, kind: 'packet/handed' },
    ...handed,
    at: session.now(),
  };
  return appendTo(session, opened, event);
}

/** Writes down what somebody without Amparo said of what they were given: a receipt by hand. */
export async function noteReceipt(
  session: Session,
  opened: OpenDrawer,
  receipt: Pick<PacketReceiptNoted, 'packet' | 'says' | 'words'>,
): Promise<Appended> {
  const event: PacketReceiptNoted = {
    ...{ v: 1, kind: 'packet/receipt-noted' },
    ...receipt,
    at: session.now(),
  };
  return appendTo(session, opened, event);
}
