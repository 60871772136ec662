import { type Bytes, requireLength } from './bytes.ts';
import { purpose } from './derive.ts';
import { requireId, requireVersion } from './identifier.ts';
import { SealRefusal } from './refusal.ts';
import { openUnder, sealUnder } from './symmetric.ts';
import { unwrapFor, wrapFor } from './wrapping.ts';

/** Which share a grant carries: of which version of which drawer, for which holder (desk or person). */
export interface GrantPlace {
  readonly drawer: string;
  readonly version: number;
  readonly holder: string;
}

/** What {@link sealGrant} takes: the certified encryption key of the holder, and the holder's share. */
export interface GrantToSeal extends GrantPlace {
  readonly holderPublicKey: Bytes;
  readonly holderShare: Bytes;
}

/** Which share a desk keeps under its own keyring. */
export interface RewrapPlace {
  readonly keyring: Bytes;
  readonly drawer: string;
  readonly version: number;
}

/**
 * Wraps the holder's share of a drawer to the encryption key of one holder.
 *
 * Shape: 1,169 bytes. Verify the holder's certificate first: this function wraps to whatever key it gets.
 * Refuses: `seal/malformed`.
 */
export async function sealGrant(grant: GrantToSeal): Promise<Bytes> {
  return sealGrantWith(grant);
}

export async function sealGrantWith(grant: GrantToSeal, encapsulationSeed?: Bytes): Promise<Bytes> {
  requireLength(grant.holderShare, 32, "The holder's share");
  return wrapFor({
    publicKey: grant.holderPublicKey,
    info: grantPurpose(grant),
    secret: grant.holderShare,
    ...(encapsulationSeed && { encapsulationSeed }),
  });
}

/**
 * Opens a grant into the holder's share (32 bytes); without the node's share it opens nothing.
 *
 * Refuses: `seal/malformed`, `seal/unknown-suite`, `seal/wrong-key` (another key, drawer, version or
 * holder, or changed bytes).
 */
export async function openGrant(
  grant: GrantPlace & { readonly secretKey: Bytes; readonly wrapped: Bytes },
): Promise<Bytes> {
  const { secretKey, wrapped } = grant;
  return requireShare(await unwrapFor({ secretKey, info: grantPurpose(grant), wrapped }));
}

/**
 * Seals a share again under the desk's symmetric keyring, so that the next opening needs no public key.
 *
 * Shape: 113 bytes. Refuses: `seal/malformed`.
 */
export async function rewrapShare(
  place: RewrapPlace & { readonly holderShare: Bytes },
): Promise<Bytes> {
  return rewrapShareWith(place);
}

export async function rewrapShareWith(
  place: RewrapPlace & { readonly holderShare: Bytes },
  salt?: Bytes,
): Promise<Bytes> {
  requireLength(place.holderShare, 32, "The holder's share");
  const info = rewrapPurpose(place);
  const plaintext = place.holderShare;
  return sealUnder({ key: place.keyring, info, plaintext, ...(salt && { salt }) });
}

/**
 * Opens a share that {@link rewrapShare} sealed.
 *
 * Refuses: `seal/malformed`, `seal/unknown-suite`, `seal/not-committed`, `seal/altered`.
 */
export async function openRewrappedShare(
  place: RewrapPlace & { readonly wrapped: Bytes },
): Promise<Bytes> {
  const info = rewrapPurpose(place);
  return requireShare(await openUnder({ key: place.keyring, info, sealed: place.wrapped }));
}

function grantPurpose({ drawer, version, holder }: GrantPlace): Bytes {
  requireId(drawer, 'A drawer');
  requireVersion(version);
  requireId(holder, 'A holder');
  return purpose('grant', drawer, version, holder);
}

function rewrapPurpose({ drawer, version }: RewrapPlace): Bytes {
  requireId(drawer, 'A drawer');
  requireVersion(version);
  return purpose('rewrapped-share', drawer, version);
}

function requireShare(share: Bytes): Bytes {
  if (share.length === 32) return share;
  throw new SealRefusal('seal/malformed', 'What was sealed here is not a share.');
}
