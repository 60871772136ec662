/** Whether a request comes from a peer, now, for the first time: decided before its body is read. */
import {
  CLOCK_SKEW_MS,
  type FederationNode,
  type PeerRefusalCode,
} from '@amparo/casework/federation';
import {
  type Headers,
  isSignatureBy,
  readRequestSignature,
  REQUEST_SECONDS,
} from './http-signature.ts';
import type { Membership } from './membership.ts';

/** A request whose head was checked: it was signed by this peer for this address. */
export interface CheckedRequest {
  readonly peer: FederationNode;
  readonly nonce: string;
  /** When its nonce may be forgotten. */
  readonly forgetAt: Date;
}

interface Head {
  readonly method: string;
  /** Path and query as they came. */
  readonly path: string;
  readonly headers: Headers;
  readonly now: Date;
  /** Where this node says that it can be reached. */
  readonly address: string;
}

export type Checked =
  | { readonly ok: true; readonly request: CheckedRequest }
  | {
      readonly ok: false;
      readonly code: PeerRefusalCode;
      readonly peer: FederationNode | undefined;
    };

/** A key that nobody has: an unknown sender costs as much time as a known one with a bad signature. */
const NOBODY = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';

/**
 * Checks signature, clock and release of a request.
 *
 * Refuses: `peer/refused`, the same for strangers, bad signatures and requests outside the profile;
 * `peer/clock`; `peer/release`, except for who asks for the file itself.
 */
export function checkRequest(membership: Membership, head: Head): Checked {
  const { method, path, headers, now, address } = head;
  const targetUri = `${address}${path}`;
  const signature = readRequestSignature({ method, targetUri, headers });
  if (signature === undefined) return { ok: false, code: 'peer/refused', peer: undefined };
  const peer = membership.findPeerByKey(signature.keyid);
  const isSigned = isSignatureBy(peer === undefined ? NOBODY : signature.keyid, signature);
  if (peer === undefined || !isSigned) {
    return { ok: false, code: 'peer/refused', peer: undefined };
  }
  const { created, expires, nonce } = signature;
  if (!isInTime({ created, expires }, now)) return { ok: false, code: 'peer/clock', peer };
  const release = Number(headers['amparo-release']);
  const isBehind = !(release >= (membership.statement()?.release ?? 0));
  if (isBehind && path !== '/federation/file') return { ok: false, code: 'peer/release', peer };
  const forgetAt = new Date(expires * 1000 + 2 * CLOCK_SKEW_MS);
  return { ok: true, request: { peer, nonce, forgetAt } };
}

function isInTime(
  { created, expires }: { readonly created: number; readonly expires: number },
  now: Date,
): boolean {
  const [from, until, at] = [created * 1000, expires * 1000, now.getTime()];
  const isShort = expires > created && expires - created <= REQUEST_SECONDS;
  return isShort && from <= at + CLOCK_SKEW_MS && until > at - CLOCK_SKEW_MS;
}
