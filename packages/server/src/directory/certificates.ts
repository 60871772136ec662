/** What the node believes about keys: certificates that lead back to an organisation's root. */
import type {
  DeskCertificate,
  DeviceCertificate,
  MemberCertificate,
} from '@amparo/casework/directory';
import { type Bytes, SealRefusal, verifyChain } from '@amparo/seal';

/** How far a clock may be ahead before what it signed is refused. */
export const MAX_SKEW_MS = 5 * 60 * 1000;

/**
 * Says whether a chain holds: root, desk, and whichever of member and device are given. It holds now, or
 * where something is older, when that was signed: a certificate that ended since then was good for it, and
 * one that was renewed since then vouches for the same keys.
 *
 * A certificate that was issued a moment ago by a clock a little ahead counts as issued now; one from
 * further in the future does not.
 */
export async function isCertified(
  chain: readonly [DeskCertificate, MemberCertificate?, DeviceCertificate?],
  {
    root,
    now,
    signedAt = now,
  }: { readonly root: Bytes; readonly now: Date; readonly signedAt?: Date },
): Promise<boolean> {
  const links = chain.filter((link) => link !== undefined);
  const issued = links.map(({ issuedAt }) => Date.parse(issuedAt));
  const latest = Math.max(signedAt.getTime(), ...issued);
  if (latest > now.getTime() + MAX_SKEW_MS) return false;
  // An end that was reached meanwhile must not be missed by the allowance for the beginning.
  if (links.some(({ expiresAt }) => Date.parse(expiresAt) <= signedAt.getTime())) return false;
  try {
    await verifyChain(links, { root, now: new Date(latest).toISOString() });
    return true;
  } catch (error) {
    if (error instanceof SealRefusal) return false;
    throw error;
  }
}
