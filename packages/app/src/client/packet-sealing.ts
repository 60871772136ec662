/** One packet, sealed on this device: the words of each field under its code, signed with the device's key. */
import {
  fromBase64url,
  SealRefusal,
  sealPacket,
  signStatement,
  toBase64url,
  utf8,
} from '@amparo/seal';
import { inListOrder, Packet } from '@amparo/casework/packets';
import type {
  PacketAuthorisationView,
  PacketBasis,
  PacketStatement,
} from '@amparo/casework/packets';
import { ownProof } from './exchange.ts';
import type { ReachablePlace } from './exchange.ts';
import { no, ok } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import type { DeskAccess, Session } from './session.ts';

/** One field with the very words that are sent. */
export interface FieldToSend {
  readonly code: string;
  readonly words: string;
}

/** A packet before it is sealed. */
export interface PacketToSend {
  /** The member's own desk. */
  readonly from: string;
  readonly to: ReachablePlace;
  readonly kind: PacketStatement['kind'];
  /** With `basis.statement` among them where the basis is neither consent nor `no-person`. */
  readonly fields: readonly FieldToSend[];
  readonly basis: PacketBasis;
  /** The conversation of the person; null for a packet about nobody. */
  readonly conversation: string | null;
  /** RFC 3339; not after the authorisation's end. */
  readonly expiresAt: string;
  /** The packet that this one answers, and its thread. */
  readonly answers?: { readonly packet: string; readonly thread: string };
  /** A matter that goes on without answering one packet. */
  readonly thread?: string;
}

/** What one packet is sealed from. */
export interface Sealing {
  readonly toSend: PacketToSend;
  readonly access: DeskAccess;
  readonly word: PacketAuthorisationView | null;
}

/**
 * Seals a packet for one desk on one node and signs its statement.
 *
 * Refuses: `packet/codes` for a code twice or not of the closed list, `request/too-large`,
 * `request/malformed`.
 */
export async function sealPacketFor(
  session: Session,
  { toSend, access, word }: Sealing,
): Promise<Outcome<Packet>> {
  const { to, fields } = toSend;
  const codes = inListOrder(fields.map(({ code }) => code));
  if (codes.length !== fields.length) return no('packet/codes');
  const words = new Map(fields.map((field) => [field.code, field.words]));
  const packet = globalThis.crypto.randomUUID();
  try {
    const sealed = await sealPacket({
      packet,
      desk: to.subject.desk,
      deskPublicKey: fromBase64url(to.subject.encryptionKey),
      node: to.node,
      nodePublicKey: fromBase64url(to.nodeEncryptionKey),
      fields: codes.map((code) => ({
        code,
        payload: utf8(JSON.stringify({ v: 1, words: words.get(code) ?? '' })),
      })),
    });
    const contentHash = toBase64url(sealed.contentHash);
    const statement = statementOf(
      session,
      { toSend, access, word },
      { packet, codes, contentHash },
    );
    const made = Packet.safeParse({
      statement,
      signature: await signStatement(session.device.signing, 'packet', statement),
      second: null,
      proof: ownProof(session, access),
      authorisation: word && { statement: word.statement, attestation: word.attestation },
      holderShare: toBase64url(sealed.holderShare),
      nodeShare: toBase64url(sealed.nodeShare),
      items: sealed.items.map((item) => ({ ...item, sealed: toBase64url(item.sealed) })),
    });
    return made.success ? ok(made.data) : no('request/malformed');
  } catch (error) {
    if (!(error instanceof SealRefusal)) throw error;
    return no(error.code === 'seal/too-large' ? 'request/too-large' : 'request/malformed');
  }
}

function statementOf(
  session: Session,
  { toSend, access }: Sealing,
  sealed: Pick<PacketStatement, 'packet' | 'codes' | 'contentHash'>,
): PacketStatement {
  const { to, answers } = toSend;
  return {
    ...sealed,
    kind: toSend.kind,
    thread: answers?.thread ?? toSend.thread ?? globalThis.crypto.randomUUID(),
    inReplyTo: answers?.packet ?? null,
    from: {
      node: to.self,
      organisation: access.organisation.organisation,
      desk: access.desk.desk,
    },
    member: session.member,
    device: session.device.device,
    to: { node: to.node, organisation: to.organisation.organisation, desk: to.subject.desk },
    basis: toSend.basis,
    sentAt: session.now(),
    expiresAt: toSend.expiresAt,
  };
}
