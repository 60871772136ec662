/** An Ed25519 key pair in a file of its own, both halves in base64url. */
import { readFile, writeFile } from 'node:fs/promises';
import { fromBase64url, generateSigningKey, type KeyPair, toBase64url } from '@amparo/seal';
import { z } from 'zod';

const Half = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const KeyFile = z.strictObject({ publicKey: Half, secretKey: Half });

/** The text of a key file. */
export function formatKeyFile({ publicKey, secretKey }: z.infer<typeof KeyFile>): string {
  return `${JSON.stringify({ publicKey, secretKey }, null, 1)}\n`;
}

/** Makes a key file that only its owner can read. Throws when there is a file already. */
export async function makeKeyFile(path: string): Promise<string> {
  const key = await generateSigningKey();
  const publicKey = toBase64url(key.publicKey);
  const text = formatKeyFile({ publicKey, secretKey: toBase64url(key.secretKey) });
  await writeFile(path, text, { mode: 0o600, flag: 'wx' });
  return publicKey;
}

/** Reads a key file; undefined when it cannot be read or is none. */
export async function findKeyFile(path: string): Promise<KeyPair | undefined> {
  const known = KeyFile.safeParse(await readFile(path, 'utf8').then(parse, () => undefined));
  if (!known.success) return undefined;
  const { publicKey, secretKey } = known.data;
  return { publicKey: fromBase64url(publicKey), secretKey: fromBase64url(secretKey) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
