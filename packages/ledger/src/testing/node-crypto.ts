import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import {
  type Hash,
  type KeyAlg,
  type NoteSigner,
  type VerifySignature,
  verifierKey,
} from '../index.ts';

// The fixed beginnings of an Ed25519 key in DER, before its 32 bytes (RFC 8410 sections 4 and 7).
const PUBLIC_DER = Buffer.from('302a300506032b6570032100', 'hex');
const PRIVATE_DER = Buffer.from('302e020100300506032b657004220420', 'hex');

export const sha256: Hash = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest());

export const verifyEd25519: VerifySignature = async (publicKey, message, signature) =>
  verify(
    null,
    message,
    createPublicKey({ key: Buffer.concat([PUBLIC_DER, publicKey]), format: 'der', type: 'spki' }),
    signature,
  );

/** A signer whose private key is the hash of its name: never a secret, always the same. */
export function testSigner(name: string, alg: KeyAlg): NoteSigner {
  const seed = sha256(new TextEncoder().encode(`amparo test key ${name}`));
  const privateKey = createPrivateKey({
    key: Buffer.concat([PRIVATE_DER, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const publicDer = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const publicKey = new Uint8Array(publicDer.subarray(PUBLIC_DER.length));
  return {
    key: verifierKey(sha256, name, alg, publicKey),
    sign: async (message) => new Uint8Array(sign(null, message, privateKey)),
  };
}
