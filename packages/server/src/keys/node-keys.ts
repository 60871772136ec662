/**
 * The node's own secrets, one file each, readable by its account alone. None of them opens anything
 * that a person or a member sealed.
 */
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Bytes,
  encryptionKeyFromSeed,
  fromBase64url,
  type KeyPair,
  toBase64url,
} from '@amparo/seal';
import { StartRefusal } from '../refusal.ts';
import { signingKeyFromSeed } from './signing-key.ts';

/** Which secret each file holds. */
const FILES = {
  logSigning: 'log-signing.key',
  nodeSigning: 'node-signing.key',
  pepper: 'pepper.key',
  logins: 'logins.key',
  encryption: 'node-encryption.key',
  nextSigning: 'node-signing-next.key',
} as const;

type SecretName = keyof typeof FILES;

/** What the portal's process needs: to acknowledge, to attest, and to answer about unknown receipts. */
export interface PortalKeys {
  readonly nodeSigning: KeyPair;
  readonly pepper: Bytes;
}

export interface NodeKeys extends PortalKeys {
  readonly logSigning: KeyPair;
  /** X-Wing: other nodes wrap this node's share of a packet to it. */
  readonly encryption: KeyPair;
  /** The signing key to come or just taken into use between nodes, where there is one. */
  readonly nextSigning: KeyPair | null;
  /** From which the passwords of the database logins are derived. */
  readonly logins: Bytes;
}

/** The folder of the keys inside `AMPARO_DATA`. */
function keyFolder(dataFolder: string): string {
  return join(dataFolder, 'keys');
}

/**
 * Reads the node's keys, making those that are missing when `mayMake` says so; the encryption key came later
 * than the others and has a word of its own.
 *
 * Refuses: `StartRefusal` `keys/missing` when a file is not there and must not be made, because the
 * database already knows a key; `keys/unreadable`.
 */
export async function loadNodeKeys(
  dataFolder: string,
  { mayMake, mayMakeEncryption }: { mayMake: boolean; mayMakeEncryption: boolean },
): Promise<NodeKeys> {
  const folder = keyFolder(dataFolder);
  if (mayMake) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700);
  }
  const read = (name: SecretName): Promise<Bytes> => loadSecret(join(folder, FILES[name]), mayMake);
  return {
    logSigning: signingKeyFromSeed(await read('logSigning')),
    nodeSigning: signingKeyFromSeed(await read('nodeSigning')),
    pepper: await read('pepper'),
    logins: await read('logins'),
    encryption: await encryptionKeyFromSeed(
      await loadSecret(join(folder, FILES.encryption), mayMakeEncryption),
    ),
    nextSigning: await findNextSigning(folder),
  };
}

/**
 * Makes the next signing key for messages between nodes, or gives the one that is there.
 *
 * Shape: `inUse` are the keys by which the node goes now, base64url; gives 32 bytes of Ed25519 public key. It is
 * used once the federation file names it first.
 * Refuses: `StartRefusal` `keys/missing` where no node's keys are, `keys/foreign` where those of another are,
 * `keys/unreadable`.
 */
export async function makeNextSigningKey(
  dataFolder: string,
  inUse: readonly string[],
): Promise<Bytes> {
  const folder = keyFolder(dataFolder);
  const { publicKey } = signingKeyFromSeed(
    await loadSecret(join(folder, FILES.nodeSigning), false),
  );
  const next = await findNextSigning(folder);
  const own = [publicKey, ...(next === null ? [] : [next.publicKey])].map(toBase64url);
  if (!own.some((key) => inUse.includes(key))) {
    throw new StartRefusal(
      'keys/foreign',
      `The keys in ${dataFolder} belong to another node than the one that was asked.`,
    );
  }
  const path = join(folder, FILES.nextSigning);
  return signingKeyFromSeed(await loadSecret(path, true)).publicKey;
}

async function findNextSigning(folder: string): Promise<KeyPair | null> {
  const secret = await readSecret(join(folder, FILES.nextSigning));
  return secret === undefined ? null : signingKeyFromSeed(secret);
}

/** Reads the two keys of the portal. Refuses as {@link loadNodeKeys}; never makes any. */
export async function loadPortalKeys(dataFolder: string): Promise<PortalKeys> {
  const folder = keyFolder(dataFolder);
  return {
    nodeSigning: signingKeyFromSeed(await loadSecret(join(folder, FILES.nodeSigning), false)),
    pepper: await loadSecret(join(folder, FILES.pepper), false),
  };
}

async function loadSecret(path: string, mayMake: boolean): Promise<Bytes> {
  const found = await readSecret(path);
  if (found !== undefined) return found;
  if (!mayMake) {
    throw new StartRefusal(
      'keys/missing',
      `The key file ${path} is missing. Restore the data folder that belongs to this database.`,
    );
  }
  await makeSecret(path);
  return loadSecret(path, false);
}

async function readSecret(path: string): Promise<Bytes | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new StartRefusal('keys/unreadable', `The key file ${path} cannot be read.`);
  }
  const secret = /^[A-Za-z0-9_-]{43}\n$/.test(text) ? fromBase64url(text.trim()) : undefined;
  if (secret?.length === 32) return secret;
  throw new StartRefusal('keys/unreadable', `The key file ${path} is damaged.`);
}

async function makeSecret(path: string): Promise<void> {
  const text = `${randomBytes(32).toString('base64url')}\n`;
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(text);
    await file.sync();
    await file.close();
  } catch (error) {
    // Another process of this node was faster; its key counts.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
