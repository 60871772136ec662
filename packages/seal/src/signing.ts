import { type Bytes, concatBytes, fromBase64url, requireLength, utf8 } from './bytes.ts';
import { isSmallOrder } from './small-order.ts';

/** A key pair as raw bytes; how long each half is depends on the kind of key. */
export interface KeyPair {
  readonly publicKey: Bytes;
  readonly secretKey: Bytes;
}

/** How long an Ed25519 signature is, in bytes. */
export const SIGNATURE_LENGTH = 64;

// RFC 8410 section 7: the PKCS #8 wrapping of a 32-byte Ed25519 seed.
const PKCS8_PREFIX = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
const CONTEXT = /^[a-z][a-z0-9-]{0,63}$/;

/**
 * Makes an Ed25519 key pair.
 *
 * Shape: `publicKey` 32 bytes; `secretKey` the 32-byte seed of RFC 8032 section 5.1.5.
 */
export async function generateSigningKey(): Promise<KeyPair> {
  const { subtle } = globalThis.crypto;
  const pair = await subtle.generateKey({ name: 'Ed25519' }, true, ['sign', 'verify']);
  const { d, x } = await subtle.exportKey('jwk', pair.privateKey);
  return { secretKey: fromBase64url(d ?? ''), publicKey: fromBase64url(x ?? '') };
}

/**
 * Signs a message under a context, so that a signature for one purpose is worthless for another.
 *
 * Shape: `context` is a short lower-case word; the signed bytes are `amparo/CONTEXT/v1`, a zero byte,
 * then the message. Gives 64 bytes.
 * Refuses: `seal/malformed` for a seed that is not 32 bytes. Throws on a context that is not a word.
 * Source: RFC 8032, Ed25519.
 */
export async function sign(secretKey: Bytes, context: string, message: Bytes): Promise<Bytes> {
  return signBytes(secretKey, inContext(context, message));
}

/**
 * Says whether a signature by this key, in this context, over exactly this message is valid.
 *
 * Gives `false` for keys and signatures that are malformed, and for the few keys of small order under which
 * one signature fits many messages. Throws on a context that is not a word, and where the platform has no
 * Ed25519, because "cannot check" must not look like "forged".
 */
export async function verify(
  publicKey: Bytes,
  context: string,
  message: Bytes,
  signature: Bytes,
): Promise<boolean> {
  return verifyBytes(publicKey, inContext(context, message), signature);
}

/** Signs bytes as they are. Nothing but {@link sign} and published test vectors may call it. */
export async function signBytes(secretKey: Bytes, bytes: Bytes): Promise<Bytes> {
  requireLength(secretKey, 32, 'A signing key');
  const { subtle } = globalThis.crypto;
  const pkcs8 = concatBytes(Uint8Array.from(PKCS8_PREFIX), secretKey);
  const key = await subtle.importKey('pkcs8', pkcs8, { name: 'Ed25519' }, false, ['sign']);
  return new Uint8Array(await subtle.sign('Ed25519', key, bytes));
}

export async function verifyBytes(
  publicKey: Bytes,
  bytes: Bytes,
  signature: Bytes,
): Promise<boolean> {
  if (publicKey.length !== 32 || signature.length !== SIGNATURE_LENGTH) return false;
  if (isSmallOrder(publicKey)) return false;
  const { subtle } = globalThis.crypto;
  try {
    const key = await subtle.importKey('raw', publicKey, { name: 'Ed25519' }, false, ['verify']);
    return await subtle.verify('Ed25519', key, signature, bytes);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotSupportedError') throw error;
    return false;
  }
}

/**
 * Says whether a signature over bytes as they are is valid: for formats that others define and that know no context,
 * such as signed notes (c2sp.org/signed-note). Gives `false` and throws as {@link verify} does.
 */
export async function verifyWithoutContext(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  return verifyBytes(
    Uint8Array.from(publicKey),
    Uint8Array.from(message),
    Uint8Array.from(signature),
  );
}

function inContext(context: string, message: Bytes): Bytes {
  if (!CONTEXT.test(context)) throw new TypeError('A signing context is a short lower-case word.');
  return concatBytes(utf8(`amparo/${context}/v1\0`), message);
}
