/** The third check: what the receiving client makes sure of, whatever two nodes said before. */
import {
  fromBase64url,
  packetContentHash,
  SealRefusal,
  toBase64url,
  verifyAuthorisation,
  verifyStatement,
} from '@amparo/seal';
import { decidePacket } from '@amparo/casework/packets';
import type { PacketAuthorisation } from '@amparo/casework/packets';
import { proveSigner } from './exchange.ts';
import type { ProvedSigner } from './exchange.ts';
import { no, ok } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import type { LentPacket } from './packet-copies.ts';
import type { DeskAccess, Session } from './session.ts';

/** Who sent a packet and who stands behind it, as far as this device could prove it. */
export interface ProvedPacket {
  readonly sender: ProvedSigner;
  readonly second: ProvedSigner | null;
}

/**
 * Proves a packet that a node lent, for one of the member's desks.
 *
 * Refuses: `packet/address` (another desk, or not from where the node says), `certificate/refused`,
 * `packet/signature`, and what `decidePacket` refuses: codes that differ by one, an ended authorisation,
 * an incomplete basis.
 */
export async function provePacket(
  session: Session,
  { packet, from }: LentPacket,
  access: DeskAccess,
): Promise<Outcome<ProvedPacket>> {
  const { statement, signature, proof, second, authorisation } = packet;
  const isAddressed =
    statement.to.desk === access.desk.desk &&
    statement.to.organisation === access.organisation.organisation &&
    statement.from.node === from.node &&
    statement.from.organisation === from.organisation.organisation &&
    statement.from.desk === proof.desk.subject.desk &&
    statement.member === proof.member.subject.member &&
    statement.device === proof.device.subject.device;
  if (!isAddressed) return no('packet/address');
  const place = { organisation: from.organisation, at: statement.sentAt };
  const sender = await proveSigner(session, proof, place);
  if (sender === undefined) return no('certificate/refused');
  const isSigned = await isSignedWith(sender, 'packet', { statement, signature });
  if (!isSigned || (await contentHashOf(packet)) !== statement.contentHash) {
    return no('packet/signature');
  }
  const other = second === null ? null : await proveSigner(session, second.proof, place);
  const isSeconded =
    second !== null &&
    other != null &&
    other.member !== sender.member &&
    (await isSignedWith(other, 'packet-second', { statement, signature: second.signature }));
  const decision = decidePacket(packet, {
    now: session.now(),
    toKind: access.desk.kind,
    isAttested: authorisation !== null && (await isAttested(session, authorisation, from)),
    withdrawnAt: null,
    isSeconded,
  });
  if (!decision.ok) return no(decision.refusal.code, decision.refusal.detail);
  return ok({ sender, second: isSeconded ? other : null });
}

async function isAttested(
  session: Session,
  { statement, attestation }: PacketAuthorisation,
  { organisation, nodeSigningKeys }: LentPacket['from'],
): Promise<boolean> {
  switch (attestation.by) {
    case 'person-key': {
      const { key, signature } = attestation;
      return verifyAuthorisation({ statement, signature }, fromBase64url(key));
    }
    case 'node': {
      const { signature } = attestation;
      const checks = nodeSigningKeys.map((key) =>
        verifyAuthorisation({ statement, signature }, fromBase64url(key)),
      );
      return (await Promise.all(checks)).includes(true);
    }
    case 'worker': {
      const { proof, signature, witness } = attestation;
      const place = { organisation, at: statement.askedAt };
      const worker = await proveSigner(session, proof, place);
      const other = await proveSigner(session, witness.proof, place);
      if (worker === undefined || other === undefined || worker.member === other.member) {
        return false;
      }
      return (
        (await isSignedWith(worker, 'authorisation', { statement, signature })) &&
        (await isSignedWith(other, 'authorisation', { statement, signature: witness.signature }))
      );
    }
  }
}

async function isSignedWith(
  { deviceKey }: ProvedSigner,
  context: string,
  signed: { readonly statement: object; readonly signature: string },
): Promise<boolean> {
  return verifyStatement(fromBase64url(deviceKey), context, signed);
}

async function contentHashOf({
  holderShare,
  nodeShare,
  items,
}: LentPacket['packet']): Promise<string> {
  try {
    const hash = await packetContentHash({
      holderShare: fromBase64url(holderShare),
      nodeShare: fromBase64url(nodeShare),
      items: items.map(({ code, sealed }) => ({ code, sealed: fromBase64url(sealed) })),
    });
    return toBase64url(hash);
  } catch (error) {
    if (error instanceof SealRefusal) return '';
    throw error;
  }
}
