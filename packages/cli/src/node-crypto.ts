import { createHash } from 'node:crypto';
import type { Hash, VerifySignature } from '@amparo/ledger';
import { verifyWithoutContext } from '@amparo/seal';

/** SHA-256 by Node. */
export const sha256: Hash = (bytes) => createHash('sha256').update(bytes).digest();

/** Ed25519, as the log and its witnesses sign. */
export const verifyEd25519: VerifySignature = verifyWithoutContext;

/** Both, as a signed note is opened with them. */
export const noteCrypto = { hash: sha256, verify: verifyEd25519 } as const;
