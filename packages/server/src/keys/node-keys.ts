/**
 * The node's own secrets, one file each, readable by its account alone. None of them opens anything
 * that a person or a member sealed.
 */
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bytes, fromBase64url, type KeyPair } from '@amparo/seal';
import { StartRefusal } from '../refusal.ts';
import { signingKeyFromSeed } from './signing-key.ts';

/** Which secret each file holds. */
const FILES = {
  logSigning: 'log-signing.key',
  nodeSigning: 'node-signing.key',
  pepper: 'pepper.key',
  logins: 'logins.key',
} as const;

type SecretName = keyof typeof FILES;

/** What the portal's process needs: to acknowledge, to attest, and to answer about unknown receipts. */
export interface PortalKeys {
  readonly nodeSigning: KeyPair;
  readonly pepper: Bytes;
}

export interface NodeKeys extends PortalKeys {
  readonly logSigning: KeyPair;
  /** From which the passwords of the database logins are derived. */
  readonly logins: Bytes;
}

/** The folder of the keys inside `AMPARO_DATA`. */
function keyFolder(dataFolder: string): string {
  return join(dataFolder, 'keys');
}

/**
 * Reads the node's keys, making those that are missing when `mayMake`.
 *
 * Refuses: `StartRefusal` `keys/missing` when a file is not there and must not be made, because the
 * database already knows a key; `keys/unreadable`.
 */
export async function loadNodeKeys(dataFolder: string, mayMake: boolean): Promise<NodeKeys> {
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
  };
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
