/** The keys of a drawer: the desk's share out of its grant, the node's share on loan, both locks together. */
import {
  drawerKey,
  fromBase64url,
  openDropSecret,
  openGrant,
  openRewrappedShare,
  openWithKey,
  rewrapShare,
  SealRefusal,
  sealWithKey,
  toBase64url,
} from '@amparo/seal';
import type { Bytes, DrawerKey } from '@amparo/seal';
import type { OpenedDrawer } from '@amparo/casework/files';
import { rewrapGrant } from '@amparo/casework/grants';
import type { GrantView } from '@amparo/casework/grants';
import type { DeskAccess, Session } from './session.ts';

/** The keys of one version of a drawer, as far as this desk holds them. */
export interface VersionKeys {
  readonly key: DrawerKey;
  /** This version's holder share: what grants wrap and what the next version seals. */
  readonly holderShare: Bytes;
  readonly dropKey: string;
  /** Opens entries that somebody added without being able to read. */
  readonly dropSecret: Bytes | undefined;
}

/** A grant under which one of the member's desks holds a drawer, with the desk. */
export interface HeldGrant {
  readonly access: DeskAccess;
  readonly grant: GrantView;
}

/** Finds the grants by which the member's desks hold this drawer now, newest version first. */
export function listHeldGrants(session: Session, grants: readonly GrantView[]): HeldGrant[] {
  const now = Date.parse(session.now());
  return grants
    .filter(
      ({ revokedAt, statement }) => revokedAt === null && Date.parse(statement.expiresAt) > now,
    )
    .flatMap((grant) => {
      const access = session.desks.find(({ desk }) => desk.desk === grant.statement.holder);
      return access === undefined ? [] : [{ access, grant }];
    })
    .toSorted((a, b) => b.grant.statement.version - a.grant.statement.version);
}

/**
 * Opens a grant into the holder's share.
 *
 * The desk's own rewrapped copy is tried first: only a member of the desk can have made it. The public-key
 * wrap, which anybody could have made, counts only if `isProved` says so; then a copy is left for the desk.
 * Gives undefined when nothing opens that may be believed.
 */
export async function openHeldGrant(
  session: Session,
  { access, grant }: HeldGrant,
  isProved: () => Promise<boolean>,
): Promise<Bytes | undefined> {
  const { drawer, version, holder } = grant.statement;
  const { keyring, encryption } = access.keys;
  if (grant.rewrapped !== null) {
    const wrapped = fromBase64url(grant.rewrapped);
    const share = await orUndefined(openRewrappedShare({ keyring, drawer, version, wrapped }));
    if (share !== undefined) return share;
  }
  if (!(await isProved())) return undefined;
  const wrapped = fromBase64url(grant.wrapped);
  const share = await orUndefined(
    openGrant({ drawer, version, holder, secretKey: encryption, wrapped }),
  );
  if (share !== undefined) await leaveRewrapped(session, { access, grant }, share);
  return share;
}

/** Only makes the next opening faster, so a refusal or a dead line changes nothing. */
async function leaveRewrapped(session: Session, held: HeldGrant, share: Bytes): Promise<void> {
  const { grant, drawer, version } = held.grant.statement;
  const { keyring } = held.access.keys;
  const rewrapped = await rewrapShare({ keyring, drawer, version, holderShare: share });
  await session.caller.call(rewrapGrant, {
    params: { grant },
    input: { rewrapped: toBase64url(rewrapped) },
  });
}

/**
 * Makes the keys of every version that follows from one holder share: its own version, and those before it
 * through the sealed previous shares. Versions that do not open are left out.
 */
export async function openVersions(
  lent: OpenedDrawer,
  { version, holderShare }: { readonly version: number; readonly holderShare: Bytes },
): Promise<ReadonlyMap<number, VersionKeys>> {
  const drawer = lent.drawer.drawer;
  const keys = new Map<number, VersionKeys>();
  let share: Bytes | undefined = holderShare;
  for (let at = version; at >= 1 && share !== undefined; at--) {
    const loan = lent.versions.find((candidate) => candidate.version === at);
    if (loan === undefined) break;
    const nodeShare = fromBase64url(loan.nodeShare);
    const key = await drawerKey({ holderShare: share, nodeShare, drawer, version: at });
    const dropSecret = await orUndefined(openDropSecret(key, fromBase64url(loan.sealedDropSecret)));
    keys.set(at, { key, holderShare: share, dropKey: loan.dropKey, dropSecret });
    share =
      loan.sealedPrevious === null
        ? undefined
        : await orUndefined(openPreviousShare(key, fromBase64url(loan.sealedPrevious)));
  }
  return keys;
}

/** Seals the holder's share of the version before, for those who hold this one. */
export async function sealPreviousShare(key: DrawerKey, previous: Bytes): Promise<Bytes> {
  return sealWithKey(key.key, previousPlace(key), previous);
}

function openPreviousShare(key: DrawerKey, sealed: Bytes): Promise<Bytes> {
  return openWithKey(key.key, previousPlace(key), sealed);
}

function previousPlace({ drawer, version }: DrawerKey): string {
  return `previous-share ${drawer} ${version}`;
}

/** Gives undefined where `seal` refuses. */
export async function orUndefined<T>(opening: Promise<T>): Promise<T | undefined> {
  try {
    return await opening;
  } catch (error) {
    if (error instanceof SealRefusal) return undefined;
    throw error;
  }
}
