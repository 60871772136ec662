import { createHash, createPublicKey, verify } from 'node:crypto';
import type { Hash, VerifySignature } from '@amparo/ledger';

// What stands before the 32 bytes of an Ed25519 public key in DER (RFC 8410 section 4).
const ED25519_DER = Buffer.from('302a300506032b6570032100', 'hex');

/** SHA-256 by Node. */
export const sha256: Hash = (bytes) => createHash('sha256').update(bytes).digest();

/** Ed25519 by Node. */
export const verifyEd25519: VerifySignature = (publicKey, message, signature) => {
  const der = Buffer.concat([ED25519_DER, publicKey]);
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  return Promise.resolve(verify(null, message, key, signature));
};

/** Both, as a signed note is opened with them. */
export const noteCrypto = { hash: sha256, verify: verifyEd25519 } as const;
