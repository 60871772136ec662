/** The next version of a drawer: new locks for those who remain, after a grant ended or somebody left. */
import { drawerKey, fromBase64url, newDropKey, newShare, toBase64url } from '@amparo/seal';
import type { Bytes } from '@amparo/seal';
import { prepareRotation, rotateDrawer as rotateDrawerCall } from '@amparo/casework/files';
import type { DrawerVersion } from '@amparo/casework/files';
import type { Grant, GrantView } from '@amparo/casework/grants';
import { currentKey, openDrawer } from './drawers.ts';
import type { OpenDrawer } from './drawers.ts';
import { makeGrant, refuseWrapping } from './granting.ts';
import type { GrantTerms } from './granting.ts';
import { sealPreviousShare } from './loans.ts';
import { no, ok } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import type { Session } from './session.ts';

/** What locks a drawer version: where, with which node share, and for whom. */
export interface VersionToLock {
  readonly drawer: string;
  readonly version: number;
  /** The node's share on loan, base64url. */
  readonly nodeShare: string;
  /** The holder share of the version before, for those who go on holding; null for a first version. */
  readonly previous: Bytes | null;
  readonly holders: readonly GrantTerms[];
}

/** Locks one version of a drawer: draws the holder share, and wraps it for every holder. */
export async function lockVersion(
  session: Session,
  { drawer, version, nodeShare, previous, holders }: VersionToLock,
): Promise<Outcome<DrawerVersion>> {
  const holderShare = newShare();
  const key = await drawerKey({
    holderShare,
    nodeShare: fromBase64url(nodeShare),
    drawer,
    version,
  });
  const { publicKey, sealedSecret } = await newDropKey(key);
  const grants: Grant[] = [];
  for (const terms of holders) {
    const grant = await makeGrant(session, { drawer, version, holderShare }, terms);
    if (!grant.ok) return grant;
    grants.push(grant.value);
  }
  const sealedPrevious = previous === null ? null : await sealPreviousShare(key, previous);
  return ok({
    drawer,
    version,
    dropKey: toBase64url(publicKey),
    sealedDropSecret: toBase64url(sealedSecret),
    sealedPrevious: sealedPrevious === null ? null : toBase64url(sealedPrevious),
    grants,
  });
}

/**
 * Puts the next version of a drawer in place, wrapped for every desk whose grant still stands, and opens it.
 *
 * Holders keep the past: the share of the version before is sealed under the new one.
 * Refuses: `entry/stale-version` when this desk lacks the current key or the past does not hold,
 * `certificate/refused`, what the node refuses.
 */
export async function rotateDrawer(
  session: Session,
  opened: OpenDrawer,
): Promise<Outcome<OpenDrawer>> {
  const refused = refuseWrapping(session);
  if (refused !== undefined) return refused;
  const current = currentKey(opened);
  if (current === undefined || opened.rewritten) return no('entry/stale-version');
  const { drawer } = opened.view;
  const lent = await session.caller.call(prepareRotation, { params: { drawer } });
  if (!lent.ok) return lent;
  const locked = await lockVersion(session, {
    drawer,
    ...lent.value,
    previous: current.holderShare,
    holders: listRemaining(session, opened.view.grants),
  });
  if (!locked.ok) return locked;
  const rotated = await session.caller.call(rotateDrawerCall, {
    params: { drawer },
    input: locked.value,
  });
  return rotated.ok ? openDrawer(session, drawer) : rotated;
}

/** One set of terms for each desk that still holds: of several grants, the one that lasts longest. */
function listRemaining(session: Session, grants: readonly GrantView[]): GrantTerms[] {
  const now = Date.parse(session.now());
  const byDesk = new Map<string, GrantTerms>();
  for (const { statement, revokedAt } of grants) {
    const { holder: desk, basis, expiresAt } = statement;
    const lasts = revokedAt === null && Date.parse(expiresAt) > now;
    const known = byDesk.get(desk);
    const isLonger = known === undefined || Date.parse(known.expiresAt) < Date.parse(expiresAt);
    if (lasts && isLonger) byDesk.set(desk, { desk, basis, expiresAt });
  }
  return [...byDesk.values()];
}
