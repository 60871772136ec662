import {
  Decrypter,
  Encrypter,
  armor,
  generateHybridIdentity,
  generateX25519Identity,
  identityToRecipient,
} from 'age-encryption';
import { type Bytes, equalBytes, fromUtf8, utf8 } from './bytes.ts';
import { SealRefusal } from './refusal.ts';

/** Who can open a file: everybody in a list of age recipients (`age1…`), or whoever knows a passphrase. */
export type FileLock = { readonly recipients: readonly string[] } | { readonly passphrase: string };

/** What opens a file: age identities (`AGE-SECRET-KEY-…`), or the passphrase. */
export type FileKey = { readonly identities: readonly string[] } | { readonly passphrase: string };

/** An age key pair in age's own words: `recipient` is public, `identity` is secret. */
export interface FileIdentity {
  readonly identity: string;
  readonly recipient: string;
}

const ARMOR_START = '-----BEGIN AGE ENCRYPTED FILE-----';

/**
 * Makes an age key pair for files, exports and backups.
 *
 * `hybrid: true` adds ML-KEM-768, which age opens from version 1.3 on; without it every age does.
 */
export async function generateFileIdentity(
  { hybrid }: { readonly hybrid: boolean } = { hybrid: false },
): Promise<FileIdentity> {
  const identity = await (hybrid ? generateHybridIdentity() : generateX25519Identity());
  return { identity, recipient: await identityToRecipient(identity) };
}

/**
 * Seals a file in the age format, which the ordinary `age` program opens.
 *
 * Shape: `armor: true` gives the text form as ASCII bytes. A passphrase is stretched by scrypt (2^18) and
 * taken letter by letter as given, so that what is typed into `age` agrees.
 * Refuses: `seal/malformed` for an empty list, a recipient that is not one, or an empty passphrase.
 * Source: c2sp.org/age.
 */
export async function sealFile(
  lock: FileLock,
  bytes: Bytes,
  options: { readonly armor?: boolean } = {},
): Promise<Bytes> {
  const encrypter = new Encrypter();
  try {
    if ('passphrase' in lock) {
      requirePassphrase(lock.passphrase);
      encrypter.setPassphrase(lock.passphrase);
    } else {
      for (const recipient of lock.recipients) encrypter.addRecipient(recipient);
    }
  } catch {
    throw new SealRefusal('seal/malformed', 'This is nobody to whom a file can be sealed.');
  }
  if ('recipients' in lock && lock.recipients.length === 0) {
    throw new SealRefusal('seal/malformed', 'A file is sealed to at least one recipient.');
  }
  const sealed = new Uint8Array(await encrypter.encrypt(bytes));
  return options.armor === true ? utf8(armor.encode(sealed)) : sealed;
}

/**
 * Opens a file in the age format, armored or not.
 *
 * Refuses: `seal/malformed` for bytes that are no age file or a key that is none, `seal/wrong-key` for
 * keys and passphrases that do not open it, or a file that was changed or cut off.
 */
export async function openFile(key: FileKey, sealed: Bytes): Promise<Bytes> {
  const file = isArmored(sealed) ? decodeArmor(sealed) : sealed;
  if (!startsWith(file, 'age-encryption.org/v1\n')) throw notAFile();
  const decrypter = new Decrypter();
  try {
    if ('passphrase' in key) decrypter.addPassphrase(key.passphrase);
    else for (const identity of key.identities) decrypter.addIdentity(identity);
  } catch {
    throw new SealRefusal('seal/malformed', 'This is not a key for files.');
  }
  try {
    return new Uint8Array(await decrypter.decrypt(file));
  } catch {
    throw new SealRefusal('seal/wrong-key', 'This key does not open the file, or it was changed.');
  }
}

function requirePassphrase(passphrase: string): void {
  if (passphrase === '') throw new SealRefusal('seal/malformed', 'A passphrase cannot be empty.');
}

function isArmored(sealed: Bytes): boolean {
  let at = 0;
  while ([9, 10, 13, 32].includes(sealed[at] ?? 0)) at++;
  return startsWith(sealed.subarray(at), ARMOR_START);
}

function decodeArmor(sealed: Bytes): Bytes {
  try {
    return new Uint8Array(armor.decode(fromUtf8(sealed)));
  } catch {
    throw notAFile();
  }
}

function startsWith(bytes: Bytes, text: string): boolean {
  const start = utf8(text);
  return equalBytes(bytes.subarray(0, start.length), start);
}

function notAFile(): SealRefusal {
  return new SealRefusal('seal/malformed', 'These bytes are not an age file.');
}
