/** Grants: a drawer's holder share, wrapped to a desk whose chain holds, in words that the device signs. */
import {
  canonicalJson,
  fromBase64url,
  sealGrant,
  sha256,
  sign,
  toBase64url,
  utf8,
} from '@amparo/seal';
import type { Bytes } from '@amparo/seal';
import type { z } from 'zod';
import {
  giveGrant as giveGrantCall,
  revokeGrant as revokeGrantCall,
} from '@amparo/casework/grants';
import type { Grant, GrantBasis, GrantStatement } from '@amparo/casework/grants';
import { currentKey } from './drawers.ts';
import type { OpenDrawer } from './drawers.ts';
import { no, ok } from './outcome.ts';
import type { Outcome, Refused } from './outcome.ts';
import { refuseLocked, stateOf } from './session.ts';
import type { Session } from './session.ts';

/** To whom, on what basis and until when; `expiresAt` RFC 3339. */
export interface GrantTerms {
  readonly desk: string;
  readonly basis: z.infer<typeof GrantBasis>;
  readonly expiresAt: string;
}

/** The share that a grant hands on. */
export interface ShareToGrant {
  readonly drawer: string;
  readonly version: number;
  readonly holderShare: Bytes;
}

/**
 * Lets a desk hold a drawer until a date.
 *
 * Refuses: `certificate/refused` when nothing proves the desk's key, or while the node's log shows two
 * histories; `entry/stale-version` when this desk lacks the current key; what the node refuses.
 */
export async function giveGrant(
  session: Session,
  opened: OpenDrawer,
  terms: GrantTerms,
): Promise<Outcome<GrantStatement>> {
  const refused = refuseWrapping(session);
  if (refused !== undefined) return refused;
  const current = currentKey(opened);
  if (current === undefined || opened.rewritten) return no('entry/stale-version');
  const { drawer, version } = opened.view;
  const share = { drawer, version, holderShare: current.holderShare };
  const grant = await makeGrant(session, share, terms);
  if (!grant.ok) return grant;
  const given = await session.caller.call(giveGrantCall, {
    params: { drawer },
    input: grant.value,
  });
  return given.ok ? ok(grant.value.statement) : given;
}

/** Ends a grant and its loans now. The drawer's next writer makes its next version. */
export async function revokeGrant(
  session: Session,
  grant: string,
): Promise<Outcome<{ readonly revokedAt: string }>> {
  return refuseLocked(session) ?? session.caller.call(revokeGrantCall, { params: { grant } });
}

/** Makes a signed grant for a desk that is proved. Refuses: `certificate/refused`. */
export async function makeGrant(
  session: Session,
  { drawer, version, holderShare }: ShareToGrant,
  { desk, basis, expiresAt }: GrantTerms,
): Promise<Outcome<Grant>> {
  const trusted = session.trust.desks.get(desk);
  if (trusted === undefined) return no('certificate/refused', 'this desk is not proved');
  const holderPublicKey = fromBase64url(trusted.desk.encryptionKey);
  const wrapped = await sealGrant({ drawer, version, holder: desk, holderPublicKey, holderShare });
  const statement: GrantStatement = {
    grant: globalThis.crypto.randomUUID(),
    drawer,
    version,
    holder: desk,
    basis,
    expiresAt,
    wrappedHash: toBase64url(await sha256(wrapped)),
  };
  const message = utf8(canonicalJson(statement));
  const signature = toBase64url(await sign(session.device.signing, 'grant', message));
  return ok({ statement, wrapped: toBase64url(wrapped), signature });
}

/** Why nothing may be wrapped now: locked, or a log with two histories. Reading is never stopped by the latter. */
export function refuseWrapping(session: Session): Refused | undefined {
  const locked = refuseLocked(session);
  if (locked !== undefined) return locked;
  const { fork, isLogBehind } = stateOf(session);
  if (fork !== null) return no('certificate/refused', 'the log of this node shows two histories');
  return isLogBehind ? no('certificate/refused', 'the log of this node is behind') : undefined;
}
