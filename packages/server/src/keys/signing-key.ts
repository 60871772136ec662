import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { type Bytes, fromBase64url, type KeyPair } from '@amparo/seal';

// RFC 8410 section 7: the PKCS #8 wrapping of a 32-byte Ed25519 seed.
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The Ed25519 key of a 32-byte seed, for Node's own signing. */
export function privateKeyFromSeed(seed: Bytes): KeyObject {
  const key = Buffer.concat([PKCS8_PREFIX, seed]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

/** The Ed25519 key pair of a 32-byte seed, as `seal` writes key pairs. */
export function signingKeyFromSeed(seed: Bytes): KeyPair {
  const { x } = createPublicKey(privateKeyFromSeed(seed)).export({ format: 'jwk' });
  return { secretKey: seed, publicKey: fromBase64url(x ?? '') };
}
