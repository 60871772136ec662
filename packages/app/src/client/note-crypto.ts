/** Signed notes on a device: `@amparo/ledger` is handed the hashing and the signatures it asks for. */
import { createSHA256 } from 'hash-wasm';
import { LedgerRefusal, openNote } from '@amparo/ledger';
import type { Hash } from '@amparo/ledger';
import { verifyWithoutContext } from '@amparo/seal';

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
      verify: verifyWithoutContext,
    });
  } catch (error) {
    if (error instanceof LedgerRefusal) return undefined;
    throw error;
  }
}
