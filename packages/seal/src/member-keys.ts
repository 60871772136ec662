import { type Bytes, concatBytes, randomBytes, requireLength, utf8 } from './bytes.ts';
import { hkdf, purpose } from './derive.ts';
import { requireId } from './identifier.ts';
import { SealRefusal } from './refusal.ts';
import { STRETCH_SALT_LENGTH, stretch } from './stretch.ts';
import { SUITE, requireSuite } from './suite.ts';
import { openUnder, sealUnder } from './symmetric.ts';

/** The secret halves of a member's two key pairs, 32-byte seeds each, and whom the member goes by. */
export interface MemberKeys {
  readonly signing: Bytes;
  readonly encryption: Bytes;
  /** The public root key (32 bytes) of the member's organisation, so that a new device believes no other. */
  readonly root: Bytes;
}

/** What only the member has: a passphrase they remember and the secret of the card they hold. */
export interface MemberLock {
  readonly passphrase: string;
  readonly cardSecret: Bytes;
  readonly member: string;
}

/**
 * Seals a member's keys so that it takes both the passphrase and the sign-in card to open them.
 *
 * Shape: suite id, Argon2id salt (16), then the sealing of docs/formats/keys.md; 194 bytes. The passphrase
 * is normalised to NFKC, so that every keyboard types the same one.
 * Refuses: `seal/malformed`.
 */
export async function sealMemberKeys(
  input: MemberLock & { readonly keys: MemberKeys },
): Promise<Bytes> {
  return sealMemberKeysWith(input, { stretchSalt: randomBytes(STRETCH_SALT_LENGTH) });
}

export async function sealMemberKeysWith(
  { keys, ...lock }: MemberLock & { readonly keys: MemberKeys },
  { stretchSalt, salt }: { readonly stretchSalt: Bytes; readonly salt?: Bytes },
): Promise<Bytes> {
  requireLength(keys.signing, 32, 'A signing key');
  requireLength(keys.encryption, 32, 'An encryption key');
  requireLength(keys.root, 32, 'A root key');
  const sealed = await sealUnder({
    key: await lockKey(lock, stretchSalt),
    info: purpose('member-keys', lock.member),
    plaintext: concatBytes(keys.signing, keys.encryption, keys.root),
    ...(salt && { salt }),
  });
  return concatBytes(Uint8Array.of(SUITE), stretchSalt, sealed);
}

/**
 * Opens a member's keys.
 *
 * Refuses: `seal/wrong-key` for another passphrase, card or member; `seal/altered`, `seal/malformed`,
 * `seal/unknown-suite`. Takes about a third of a second and 64 MiB.
 */
export async function openMemberKeys(
  input: MemberLock & { readonly sealed: Bytes },
): Promise<MemberKeys> {
  const { sealed, ...lock } = input;
  requireSuite(sealed);
  const bodyAt = 1 + STRETCH_SALT_LENGTH;
  if (sealed.length <= bodyAt) throw new SealRefusal('seal/malformed', 'These keys are cut off.');
  const key = await lockKey(lock, sealed.slice(1, bodyAt));
  const info = purpose('member-keys', lock.member);
  const opened = await openUnder({ key, info, sealed: sealed.slice(bodyAt) }).catch(asWrongKey);
  requireLength(opened, 96, "A member's sealed keys");
  const [signing, encryption, root] = [0, 32, 64].map((at) => opened.slice(at, at + 32));
  return { signing, encryption, root } as MemberKeys;
}

async function lockKey(
  { passphrase, cardSecret, member }: MemberLock,
  salt: Bytes,
): Promise<Bytes> {
  requireId(member, 'A member');
  requireLength(cardSecret, 16, 'The secret of a sign-in card');
  const stretched = await stretch(utf8(passphrase.normalize('NFKC')), salt);
  return hkdf({
    from: concatBytes(stretched, cardSecret),
    salt: new Uint8Array(0),
    info: purpose('member-lock', member),
    length: 32,
  });
}

function asWrongKey(error: unknown): never {
  if (error instanceof SealRefusal && error.code === 'seal/not-committed') {
    throw new SealRefusal('seal/wrong-key', 'The passphrase and the card do not open these keys.');
  }
  throw error;
}
