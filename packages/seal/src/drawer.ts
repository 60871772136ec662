import { type Bytes, concatBytes, randomBytes, requireLength } from './bytes.ts';
import { hkdf, purpose } from './derive.ts';
import { requireId, requireVersion } from './identifier.ts';
import type { KeyPair } from './signing.ts';
import { openUnder, sealUnder } from './symmetric.ts';
import { generateEncryptionKey } from './wrapping.ts';

declare const drawerKeyBrand: unique symbol;

/**
 * The key of one version of one drawer, which only {@link drawerKey} makes, from both shares.
 *
 * Shape: `key` is 32 bytes; keep it in memory only.
 */
export interface DrawerKey {
  readonly drawer: string;
  readonly version: number;
  readonly key: Bytes;
  readonly [drawerKeyBrand]: true;
}

/** Both locks of a drawer: what the holder keeps and what the node lends. */
export interface DrawerShares {
  readonly holderShare: Bytes;
  readonly nodeShare: Bytes;
  readonly drawer: string;
  readonly version: number;
}

/** A drop: whoever has the public half may add to the drawer and read nothing. */
export interface DropKey {
  readonly publicKey: Bytes;
  readonly sealedSecret: Bytes;
}

/** Draws one share of a drawer's key: 32 random bytes, for the holder or for the node. */
export function newShare(): Bytes {
  return randomBytes(32);
}

/**
 * Makes the key of a drawer from the holder's share and the node's share; one alone says nothing.
 *
 * Shape: HKDF-SHA-256(holder's ‖ node's, info binds drawer and version). The same shares give different
 * keys for another drawer or version.
 * Refuses: `seal/malformed` for shares that are not 32 bytes, or an id or version that is not one.
 */
export async function drawerKey(shares: DrawerShares): Promise<DrawerKey> {
  const { holderShare, nodeShare, drawer, version } = shares;
  requireLength(holderShare, 32, "The holder's share");
  requireLength(nodeShare, 32, "The node's share");
  requireId(drawer, 'A drawer');
  requireVersion(version);
  const key = await hkdf({
    from: concatBytes(holderShare, nodeShare),
    salt: new Uint8Array(0),
    info: purpose('drawer-key', drawer, version),
    length: 32,
  });
  return { drawer, version, key } as DrawerKey;
}

/**
 * Makes the drop of a drawer version: a public key to hand out, and its secret sealed for readers.
 *
 * Shape: `publicKey` 1,216 bytes; `sealedSecret` 113 bytes, to be kept with the drawer.
 */
export async function newDropKey(key: DrawerKey): Promise<DropKey> {
  const pair = await generateEncryptionKey();
  return { publicKey: pair.publicKey, sealedSecret: await sealDropSecret(key, pair) };
}

export async function sealDropSecret(key: DrawerKey, pair: KeyPair, salt?: Bytes): Promise<Bytes> {
  const info = purpose('drop-secret', key.drawer, key.version);
  return sealUnder({ key: key.key, info, plaintext: pair.secretKey, ...(salt && { salt }) });
}

/**
 * Opens the secret half of a drop, with the key of its drawer version.
 *
 * Shape: 32 bytes, for `dropSecret` of `openEntry`.
 * Refuses: `seal/malformed`, `seal/unknown-suite`, `seal/not-committed`, `seal/altered`.
 */
export async function openDropSecret(key: DrawerKey, sealedSecret: Bytes): Promise<Bytes> {
  const info = purpose('drop-secret', key.drawer, key.version);
  const secret = await openUnder({ key: key.key, info, sealed: sealedSecret });
  requireLength(secret, 32, 'The secret of a drop');
  return secret;
}
