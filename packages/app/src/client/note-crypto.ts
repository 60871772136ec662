/** Hashing and signatures for signed notes, as `@amparo/ledger` asks for them. */
import { createSHA256 } from 'hash-wasm';
import { LedgerRefusal, openNote } from '@amparo/ledger';
import type { Hash, VerifySignature } from '@amparo/ledger';

/** Ed25519 by WebCrypto. */
export const verifyEd25519: VerifySignature = async (publicKey, message, signature) => {
  const { subtle } = globalThis.crypto;
  try {
    const raw = Uint8Array.from(publicKey);
    const key = await subtle.importKey('raw', raw, { name: 'Ed25519' }, false, ['verify']);
    return await subtle.verify(
      'Ed25519',
      key,
      Uint8Array.from(signature),
      Uint8Array.from(message),
    );
  } catch {
    return false;
  }
};

/** SHA-256 that answers at once, which WebCrypto has not. */
export async function synchronousSha256(): Promise<Hash> {
  const hasher = await createSHA256();
  return (bytes) => hasher.init().update(bytes).digest('binary');
}

/** Opens a signed note: its text, and the names whose signatures hold; undefined when it is not signed as said. */
export async function openSignedNote(
  note: string,
  keys: readonly string[],
): Promise<Awaited<ReturnType<typeof openNote>> | undefined> {
  try {
    return await openNote(note, keys, {
      hash: await synchronousSha256(),
      verify: verifyEd25519,
    });
  } catch (error) {
    if (error instanceof LedgerRefusal) return undefined;
    throw error;
  }
}
