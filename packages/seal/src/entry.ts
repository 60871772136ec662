import { type Bytes, concatBytes, randomBytes, toBase64url } from './bytes.ts';
import { purpose, sha256 } from './derive.ts';
import type { DrawerKey } from './drawer.ts';
import { type EntryHeader, encodeHeader } from './entry-header.ts';
import { type EntryParts, joinHead, splitEntry } from './entry-layout.ts';
import { PADDED_SIZES, pad, unpad } from './padding.ts';
import { SealRefusal } from './refusal.ts';
import { sign, verify } from './signing.ts';
import { SUITE } from './suite.ts';
import { SALT_LENGTH, deriveOneUseKey, requireCommitment } from './symmetric.ts';
import { unwrapFor, wrapFor } from './wrapping.ts';

/** What anybody can say about an entry without a key. */
export interface ParsedEntry {
  readonly suite: number;
  readonly header: EntryHeader;
  /** Whether it came through the drawer's drop, from somebody who may add but not read. */
  readonly dropped: boolean;
  /** The padded size of the plaintext: one of `PADDED_SIZES`. */
  readonly size: number;
  /** SHA-256 over all bytes of the entry, base64url. */
  readonly hash: string;
}

/** What {@link sealEntry} seals: `payload` at most `MAX_PAYLOAD` bytes, `signingKey` a 32-byte seed. */
export interface EntryToSeal {
  readonly key: DrawerKey;
  readonly header: EntryHeader;
  readonly payload: Bytes;
  readonly signingKey: Bytes;
}

/** What {@link sealDroppedEntry} seals: `dropKey` is the public half of the drawer's drop. */
export interface EntryToDrop {
  readonly dropKey: Bytes;
  readonly header: EntryHeader;
  readonly payload: Bytes;
  readonly signingKey: Bytes;
}

/** What {@link openEntry} needs; `dropSecret` only for entries that were dropped in. */
export interface EntryToOpen {
  readonly key: DrawerKey;
  readonly bytes: Bytes;
  readonly dropSecret?: Bytes;
}

/** Everything random in an entry: drawn afresh each time, fixed by test vectors only. */
export interface EntryRandomness {
  readonly salt: Bytes;
  readonly dropped?: { readonly secret: Bytes; readonly encapsulationSeed: Bytes };
}

/**
 * Seals and signs one entry under a drawer's key.
 *
 * Shape: the bytes of docs/formats/entry.md; the payload is padded to one of `PADDED_SIZES`.
 * Refuses: `seal/malformed` (header), `seal/wrong-place` (header names another drawer or version than the
 * key), `seal/too-large`.
 */
export async function sealEntry(input: EntryToSeal): Promise<Bytes> {
  return sealEntryWith(input, { salt: randomBytes(SALT_LENGTH) });
}

export async function sealEntryWith(input: EntryToSeal, { salt }: EntryRandomness): Promise<Bytes> {
  requirePlace(input.header, input.key);
  return assemble(input, { secret: input.key.key, wrapped: null, salt });
}

/**
 * Seals and signs one entry for a drawer that its author cannot read.
 *
 * Shape: as {@link sealEntry}, with the entry's one-use secret wrapped to the drop, 1,169 bytes more.
 * Refuses: `seal/malformed` (header or drop key), `seal/too-large`.
 */
export async function sealDroppedEntry(input: EntryToDrop): Promise<Bytes> {
  return sealDroppedEntryWith(input, { salt: randomBytes(SALT_LENGTH) });
}

export async function sealDroppedEntryWith(
  input: EntryToDrop,
  { salt, dropped }: EntryRandomness,
): Promise<Bytes> {
  const secret = dropped?.secret ?? randomBytes(32);
  const wrapped = await wrapFor({
    publicKey: input.dropKey,
    info: dropPurpose(input.header),
    secret,
    ...(dropped && { encapsulationSeed: dropped.encapsulationSeed }),
  });
  return assemble(input, { secret, wrapped, salt });
}

interface Lock {
  readonly secret: Bytes;
  readonly wrapped: Bytes | null;
  readonly salt: Bytes;
}

async function assemble(
  { header, payload, signingKey }: Pick<EntryToSeal, 'header' | 'payload' | 'signingKey'>,
  { secret, wrapped, salt }: Lock,
): Promise<Bytes> {
  const plaintext = pad(payload, PADDED_SIZES);
  const headerBytes = encodeHeader(header);
  const oneUse = await deriveOneUseKey(secret, salt, purpose('entry', header.entry));
  const head = joinHead({ header: headerBytes, wrapped, salt, commitment: oneUse.commitment });
  const ciphertext = await oneUse.encrypt(plaintext, head);
  const signature = await sign(signingKey, 'entry', await signedBytes(head, ciphertext));
  return concatBytes(head, ciphertext, signature);
}

/**
 * Reads what is in clear in an entry; made for hostile input.
 *
 * Refuses: `seal/malformed`, `seal/unknown-suite`; throws nothing else whatever the bytes are. Says
 * nothing about who wrote it: see {@link verifyEntry}.
 */
export async function parseEntry(bytes: Bytes): Promise<ParsedEntry> {
  const { header, wrapped, size } = splitEntry(bytes);
  const hash = toBase64url(await sha256(bytes));
  return { suite: SUITE, header, dropped: wrapped !== null, size, hash };
}

/**
 * Says whether an entry was signed by this key over exactly these bytes.
 *
 * Needs no drawer key: a node checks it before it stores, a reader before it opens.
 * Refuses: `seal/malformed`, `seal/unknown-suite` for bytes that are no entry.
 */
export async function verifyEntry(bytes: Bytes, authorPublicKey: Bytes): Promise<boolean> {
  const { head, ciphertext, signature } = splitEntry(bytes);
  return verify(authorPublicKey, 'entry', await signedBytes(head, ciphertext), signature);
}

/**
 * Opens the payload of an entry. Does not check who signed it: call {@link verifyEntry} as well.
 *
 * Refuses: `seal/malformed`, `seal/unknown-suite`; `seal/wrong-place` when the header names another
 * drawer or version than the key; `seal/wrong-key` when a dropped entry comes without its secret or with
 * another; `seal/not-committed`; `seal/altered`.
 */
export async function openEntry({ key, bytes, dropSecret }: EntryToOpen): Promise<Bytes> {
  const parts = splitEntry(bytes);
  requirePlace(parts.header, key);
  const secret = parts.wrapped === null ? key.key : await openDrop(parts, dropSecret);
  const oneUse = await deriveOneUseKey(secret, parts.salt, purpose('entry', parts.header.entry));
  requireCommitment(oneUse, parts.commitment);
  return unpad(await oneUse.decrypt(parts.ciphertext, parts.head));
}

async function openDrop({ header, wrapped }: EntryParts, dropSecret?: Bytes): Promise<Bytes> {
  if (wrapped === null || dropSecret === undefined) {
    throw new SealRefusal('seal/wrong-key', 'This entry was dropped in: it needs the drop secret.');
  }
  return unwrapFor({ secretKey: dropSecret, info: dropPurpose(header), wrapped });
}

function dropPurpose({ drawer, version, entry }: EntryHeader): Bytes {
  return purpose('drop', drawer, version, entry);
}

function requirePlace(header: EntryHeader, key: DrawerKey): void {
  if (header.drawer !== key.drawer || header.version !== key.version) {
    throw new SealRefusal('seal/wrong-place', 'This key belongs to another drawer or version.');
  }
}

async function signedBytes(head: Bytes, ciphertext: Bytes): Promise<Bytes> {
  return concatBytes(head, await sha256(ciphertext));
}
