/** Writing down why something may be sent: the person's consent at each change, and every other basis. */
import {
  basisRecord,
  consentRecord,
  findConsentDue,
  foldPacketQuestions,
} from '@amparo/casework/packets';
import type {
  BasisRecord,
  ConsentDue,
  PacketAuthorisationView,
  PacketBasis,
  PacketEvent,
  PacketQuestions,
  PacketStatement,
} from '@amparo/casework/packets';
import type { RefusalCode } from '@amparo/casework/kernel';
import { appendTo } from './append.ts';
import type { Appended } from './append.ts';
import type { OpenDrawer } from './drawers.ts';
import { listWaiting } from './outbox.ts';
import { no } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import type { PacketToSend } from './packet-sealing.ts';
import { sealAndSend, secondPacket } from './packets.ts';
import type { PacketSent } from './packets.ts';
import type { Session } from './session.ts';

/** What a record of consent says besides what the conversation says. */
export interface RecordingPlace {
  /** The yeses as the node keeps them. */
  readonly words: readonly PacketAuthorisationView[];
  /** This node, by the name that the federation gives it, and where it is. */
  readonly node: string;
  readonly country: string;
  /** How consent is withdrawn, in the words that the person was shown. */
  readonly withdrawal: string;
}

/** Conversations in which this device is writing records just now. */
const writing = new WeakMap<Session, Set<string>>();

/**
 * Writes a record for each answer, withdrawal and part taken back that has none yet, sealed into the
 * conversation, so that whoever opens it later can read when the person said what.
 *
 * Shape: what waits in the outbox counts as written; two devices that write the same leave one record, because
 * readers do not add what is there already. Gives the last entry, or null when nothing was missing.
 */
export async function recordConsents(
  session: Session,
  opened: OpenDrawer,
  place: RecordingPlace,
): Promise<Appended | null> {
  const { drawer } = opened.view;
  const busy = writing.get(session) ?? new Set();
  writing.set(session, busy);
  if (busy.has(drawer)) return null;
  busy.add(drawer);
  try {
    const waiting = await listWaiting(session, opened);
    const { state } = foldPacketQuestions([...opened.entries, ...waiting]);
    let last: Appended | null = null;
    let now = opened;
    for (const due of findConsentDue(state, place.words)) {
      last = await appendTo(session, now, recordOf(opened, due, place));
      if (last.kind === 'refused') return last;
      if (last.kind === 'appended') now = last.drawer ?? now;
    }
    return last;
  } finally {
    busy.delete(drawer);
  }
}

function recordOf(
  { access }: OpenDrawer,
  { question, codes, changes }: ConsentDue,
  { node, country, withdrawal }: RecordingPlace,
): PacketEvent {
  const { organisation, name } = access.organisation;
  const controller = { organisation, name, country, contact: node, node };
  const receipt = globalThis.crypto.randomUUID();
  const { asked } = question;
  const record = consentRecord({ receipt, asked, codes, changes, controller, withdrawal });
  return { v: 1, kind: 'consent/recorded', record };
}

/** A packet on another basis, with the reason that goes sealed with it and is written down here. */
export interface OtherBasisPacket extends Omit<PacketToSend, 'basis' | 'conversation'> {
  readonly basis: Exclude<PacketBasis, { kind: 'consent' | 'no-person' }>;
  readonly reason: string;
  /** The member who is asked to sign second. */
  readonly second: string;
}

/** What became of a packet on another basis, and of writing down why. */
export interface OtherBasisSent {
  readonly sent: Outcome<PacketSent>;
  readonly recorded: Appended;
}

/**
 * Sends on a basis that is not consent and writes down why, so that the second member reads the reason before
 * they sign. Nothing leaves before they did.
 *
 * Refuses: what `sealAndSend` refuses; then nothing is written.
 */
export async function sendOnOtherBasis(
  session: Session,
  opened: OpenDrawer,
  { reason, second, ...packet }: OtherBasisPacket,
): Promise<OtherBasisSent> {
  const conversation = opened.view.drawer;
  const fields = [...packet.fields, { code: 'basis.statement', words: reason }];
  const sent = await sealAndSend(session, { ...packet, fields, conversation });
  if (!sent.ok) return { sent, recorded: refused(sent.offline ? 'node/busy' : sent.refusal.code) };
  const record = basisRecord({
    ...{ record: globalThis.crypto.randomUUID(), conversation, reason },
    statement: sent.value.statement,
    secondMember: second,
    at: session.now(),
  });
  const recorded = await appendTo(session, opened, { v: 1, kind: 'basis/recorded', record });
  return { sent, recorded };
}

/**
 * Stands behind a packet on another basis as the second member, and writes that down.
 *
 * Refuses: `packet/basis` where no reason is written down in the conversation: nobody signs what they cannot
 * read; what `secondPacket` refuses, and then nothing is written.
 */
export async function standBehind(
  session: Session,
  opened: OpenDrawer,
  statement: PacketStatement,
): Promise<{ readonly seconded: Outcome<unknown>; readonly recorded: Appended }> {
  const stated = findStated(foldPacketQuestions(opened.entries).state, statement.packet);
  const { basis } = statement;
  if (stated === undefined || basis.kind === 'consent' || basis.kind === 'no-person') {
    return { seconded: no('packet/basis'), recorded: refused('packet/basis') };
  }
  const seconded = await secondPacket(session, statement);
  if (!seconded.ok) {
    return { seconded, recorded: refused(seconded.offline ? 'node/busy' : seconded.refusal.code) };
  }
  const record: BasisRecord = {
    ...stated,
    second_member: session.member,
    signed_at: seconded.value.at,
  };
  const recorded = await appendTo(session, opened, { v: 1, kind: 'basis/recorded', record });
  return { seconded, recorded };
}

function findStated({ records }: PacketQuestions, packet: string): BasisRecord | undefined {
  return records.find(
    (record): record is BasisRecord => record.kind === 'basis' && record.packet === packet,
  );
}

function refused(code: RefusalCode): Appended {
  return { kind: 'refused', entry: '', refusal: { code } };
}
