/** Checks a grant before it is written: who signed it, what it wraps, and whether it may exist. */
import { decideGrant, type Grant } from '@amparo/casework/grants';
import { canonicalJson, fromBase64url, utf8, verify } from '@amparo/seal';
import { sha256, toBuffer, toBytes, toText } from '../bytes.ts';
import type { Runner } from '../db/handle.ts';
import { findDesks } from '../directory/index.ts';
import type { LockedDrawer } from '../drawers/index.ts';
import { no, ok, type Outcome } from '../outcome.ts';
import type { MemberActor } from '../http/member.ts';
import { findAuthorisation } from './store.ts';

/**
 * Says whether a grant is what the device signed, for this drawer, over exactly these wrapped bytes.
 *
 * Refuses: `request/malformed`, `entry/signature`.
 */
export async function checkGrantSignature(
  { statement, wrapped, signature }: Grant,
  drawer: string,
  actor: MemberActor,
): Promise<Outcome<null>> {
  const isBound =
    statement.drawer === drawer && statement.wrappedHash === toText(sha256(toBuffer(wrapped)));
  if (!isBound) return no('request/malformed', 'The grant is about another drawer or wrap.');
  const message = utf8(canonicalJson(statement));
  const key = toBytes(actor.deviceKey);
  const isSigned = await verify(key, 'grant', message, fromBase64url(signature));
  return isSigned ? ok(null) : no('entry/signature');
}

/** What a grant is judged by. */
export interface Judging {
  readonly drawer: LockedDrawer;
  /** The version that will be current when the grant exists. */
  readonly version: number;
  /** The conversation in which the person's word for this file was asked. */
  readonly conversation: string;
  readonly now: Date;
}

/**
 * Judges a grant by what the database knows; the decision itself is casework's.
 *
 * Refuses: what `decideGrant` refuses, and `grant/need-to-know` for a desk that is not there.
 */
export async function judgeGrant(
  tx: Runner,
  { statement }: Grant,
  { drawer, version, conversation, now }: Judging,
): Promise<Outcome<null>> {
  const desks = await findDesks(tx, [statement.holder, drawer.lead_desk]);
  const find = (desk: string) => desks.find(({ certificate }) => certificate.subject.desk === desk);
  const holder = find(statement.holder);
  const leading = find(drawer.lead_desk);
  const isThere = holder !== undefined && Date.parse(holder.certificate.expiresAt) > now.getTime();
  if (!isThere || leading === undefined) return no('grant/need-to-know');
  const { basis } = statement;
  const authorisation =
    basis.kind === 'consent'
      ? await findAuthorisation(tx, basis.authorisation, conversation)
      : undefined;
  const decision = decideGrant(statement, {
    now: now.toISOString(),
    class: drawer.class,
    currentVersion: version,
    stale: drawer.stale,
    holderKind: holder.certificate.subject.kind,
    holderIsGranter: statement.holder === drawer.lead_desk,
    holderInLeadOrganisation: holder.organisation === leading.organisation,
    authorisation: authorisation ?? null,
  });
  return decision.ok ? ok(null) : decision;
}
