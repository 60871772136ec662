/** What a packet proves by itself: who signed it, over which bytes, and who vouches for the yes. */
import type {
  DeskCertificate,
  DeviceCertificate,
  MemberCertificate,
} from '@amparo/casework/directory';
import type {
  DeskAddress,
  Packet,
  PacketAuthorisation,
  SenderProof,
} from '@amparo/casework/packets';
import {
  type Bytes,
  canonicalJson,
  fromBase64url,
  packetContentHash,
  SealRefusal,
  utf8,
  verifyAuthorisation,
  verifyStatement,
} from '@amparo/seal';
import { sha256, toText } from '../bytes.ts';
import { isCertified } from '../directory/index.ts';
import { no, ok, type Outcome } from '../outcome.ts';

/**
 * How long ago the thing that is checked may have been signed, in milliseconds. Certificates must have held
 * then; the date is the signer's word, so it is believed within this and no further.
 */
export interface Age {
  readonly packet: number;
  /** What a worker signed when they took a person's word. */
  readonly word: number;
}

/** What the checking node goes by: pinned roots of the sender's organisations, and its node's keys. */
export interface Pins {
  readonly now: Date;
  readonly age: Age;
  readonly rootOf: (organisation: string) => Bytes | undefined;
  /** Whether the sending node signed, in a context. */
  readonly isNodeSigned: (
    context: string,
    signed: { readonly statement: object; readonly signature: string },
  ) => Promise<boolean>;
}

/** What `decidePacket` must know of the signatures. */
export interface Proved {
  readonly isAttested: boolean;
  readonly isSeconded: boolean;
}

/**
 * Verifies sender, signature and content hash, and says whether authorisation and second member hold.
 *
 * Refuses: `certificate/refused`, `packet/signature`, `request/malformed`.
 */
export async function verifyPacket(packet: Packet, pins: Pins): Promise<Outcome<Proved>> {
  const { statement, signature, proof, second, authorisation } = packet;
  const { from, member, device } = statement;
  const signed = { at: statement.sentAt, age: pins.age.packet };
  const claimed = { from, member, device, signed };
  if (!(await isProved(proof, claimed, pins))) return no('certificate/refused');
  if (!(await isSignedBy(proof, 'packet', { statement, signature }))) return no('packet/signature');
  if ((await contentHashOf(packet)) !== statement.contentHash) return no('packet/signature');
  const isSeconded = second !== null && (await isSecond(packet, second, pins));
  if (second !== null && !isSeconded) return no('packet/signature');
  const isAttested = authorisation !== null && (await isAttestedBy(authorisation, from, pins));
  return ok({ isAttested, isSeconded });
}

/** True when another member of the sending organisation signed the very same statement. */
export async function isSecond(
  { statement }: Packet,
  { signature, proof }: NonNullable<Packet['second']>,
  pins: Pins,
): Promise<boolean> {
  const { from, member: first, device: firstDevice } = statement;
  const member = proof.member.subject.member;
  const device = proof.device.subject.device;
  if (member === first || device === firstDevice) return false;
  const signed = { at: statement.sentAt, age: pins.age.packet };
  const place = { from: { ...from, desk: proof.desk.subject.desk }, member, device, signed };
  if (!(await isProved(proof, place, pins))) return false;
  return isSignedBy(proof, 'packet-second', { statement, signature });
}

/**
 * True when whoever vouches for the yes signed exactly this statement. A worker's word needs a witness:
 * another member of the same organisation, with another device.
 */
export async function isAttestedBy(
  { statement, attestation }: PacketAuthorisation,
  { node, organisation }: Pick<DeskAddress, 'node' | 'organisation'>,
  pins: Pins,
): Promise<boolean> {
  switch (attestation.by) {
    case 'person-key': {
      const key = fromBase64url(attestation.key);
      return verifyAuthorisation({ statement, signature: attestation.signature }, key);
    }
    case 'node':
      return pins.isNodeSigned('authorisation', { statement, signature: attestation.signature });
    case 'worker': {
      const { witness } = attestation;
      const [worker, other] = [attestation.proof, witness.proof];
      const areTwo =
        worker.member.subject.member !== other.member.subject.member &&
        worker.device.subject.device !== other.device.subject.device &&
        worker.member.subject.member === statement.askedBy;
      if (!areTwo) return false;
      for (const { proof, signature } of [attestation, witness]) {
        const from = { node, organisation, desk: proof.desk.subject.desk };
        const member = proof.member.subject.member;
        const device = proof.device.subject.device;
        const signed = { at: statement.askedAt, age: pins.age.word };
        if (!(await isProved(proof, { from, member, device, signed }, pins))) return false;
        if (!(await isSignedBy(proof, 'authorisation', { statement, signature }))) return false;
      }
      return true;
    }
  }
}

/** The hash by which the same packet is known again, over all of it. */
export function hashOfPacket(packet: Packet): Buffer {
  return sha256(utf8(canonicalJson(packet)));
}

interface Claimed {
  readonly from: DeskAddress;
  readonly member: string;
  readonly device: string;
  /** When, as the signer says, and how old that may be. */
  readonly signed: { readonly at: string; readonly age: number };
}

async function isProved(
  proof: SenderProof,
  { from, member, device, signed }: Claimed,
  { rootOf, now }: Pins,
): Promise<boolean> {
  const root = rootOf(from.organisation);
  const isClaimed =
    root !== undefined &&
    proof.organisation.organisation === from.organisation &&
    proof.organisation.rootKey === toText(root) &&
    proof.desk.subject.organisation === from.organisation &&
    proof.desk.subject.desk === from.desk &&
    proof.member.subject.desk === from.desk &&
    proof.member.subject.member === member &&
    proof.device.subject.member === member &&
    proof.device.subject.device === device;
  if (!isClaimed) return false;
  const chain: [DeskCertificate, MemberCertificate, DeviceCertificate] = [
    proof.desk,
    proof.member,
    proof.device,
  ];
  const earliest = Math.max(Date.parse(signed.at), now.getTime() - signed.age);
  const signedAt = new Date(Math.min(now.getTime(), earliest));
  return isCertified(chain, { root, now, signedAt });
}

async function isSignedBy(
  { device }: SenderProof,
  context: string,
  signed: { readonly statement: object; readonly signature: string },
): Promise<boolean> {
  return verifyStatement(fromBase64url(device.subject.signingKey), context, signed);
}

/** The content hash of what came, or an empty text for bytes in another spelling. */
async function contentHashOf({ holderShare, nodeShare, items }: Packet): Promise<string> {
  try {
    const hash = await packetContentHash({
      holderShare: fromBase64url(holderShare),
      nodeShare: fromBase64url(nodeShare),
      items: items.map(({ code, sealed }) => ({ code, sealed: fromBase64url(sealed) })),
    });
    return toText(hash);
  } catch (error) {
    if (error instanceof SealRefusal) return '';
    throw error;
  }
}
