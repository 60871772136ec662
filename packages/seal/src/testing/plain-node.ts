import {
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  decapsulate,
  diffieHellman,
  hkdfSync,
  verify,
} from 'node:crypto';
import { Buffer } from 'node:buffer';

/**
 * A second reader of our formats, written from docs/formats alone with nothing but node:crypto, to which
 * the vectors are shown. It shares no line with the code it checks: if both read the same, the documents
 * say what the code does.
 */

const NOTHING = Buffer.alloc(0);
const ZERO_NONCE = Buffer.alloc(12);

/** docs/formats/keys.md, "Purposes". */
export function purposeText(name: string, ...place: (string | number)[]): Buffer {
  return Buffer.from(JSON.stringify([`amparo/${name}/v1`, ...place]));
}

export function deriveHkdf(from: Buffer, salt: Buffer, info: Buffer, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', from, salt, info, length));
}

export function openGcm(
  key: Buffer,
  nonce: Buffer,
  { aad, ciphertext }: { aad: Buffer; ciphertext: Buffer },
): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
  decipher.setAAD(aad).setAuthTag(ciphertext.subarray(-16));
  return Buffer.concat([decipher.update(ciphertext.subarray(0, -16)), decipher.final()]);
}

/** docs/formats/keys.md, "Sealing with a key". */
export function openSealed(key: Buffer, info: Buffer, sealed: Buffer): Buffer {
  if (sealed[0] !== 1) throw new Error('suite');
  const derived = deriveHkdf(key, sealed.subarray(1, 33), info, 64);
  if (!derived.subarray(32).equals(sealed.subarray(33, 65))) throw new Error('commitment');
  const [aad, ciphertext] = [sealed.subarray(0, 65), sealed.subarray(65)];
  return openGcm(derived.subarray(0, 32), ZERO_NONCE, { aad, ciphertext });
}

/** draft-connolly-cfrg-xwing-kem, Decapsulate; ML-KEM and X25519 are those of OpenSSL. */
function xWingDecapsulate(seed: Buffer, encapsulated: Buffer): Buffer {
  const expanded = createHash('shake256', { outputLength: 96 }).update(seed).digest();
  const mlKem = createPrivateKey({
    key: Buffer.concat([
      Buffer.from('3054020100300b060960864801650304040204428040', 'hex'),
      expanded.subarray(0, 64),
    ]),
    format: 'der',
    type: 'pkcs8',
  });
  const x25519 = createPrivateKey({
    key: Buffer.concat([
      Buffer.from('302e020100300506032b656e04220420', 'hex'),
      expanded.subarray(64),
    ]),
    format: 'der',
    type: 'pkcs8',
  });
  const sharedM = decapsulate(mlKem, encapsulated.subarray(0, 1088));
  const ciphertextX = encapsulated.subarray(1088);
  const theirs = { kty: 'OKP', crv: 'X25519', x: ciphertextX.toString('base64url') };
  const publicKey = createPublicKey({ key: theirs, format: 'jwk' });
  const sharedX = diffieHellman({ privateKey: x25519, publicKey });
  const ours = createPublicKey(x25519).export({ format: 'jwk' }).x ?? '';
  return createHash('sha3-256')
    .update(Buffer.concat([sharedM, sharedX, ciphertextX, Buffer.from(ours, 'base64url')]))
    .update(Buffer.from('5c2e2f2f5e5c', 'hex'))
    .digest();
}

/** RFC 9180 sections 4 and 5.1, base mode, with KEM 0x647a, KDF 0x0001, AEAD 0x0002; one message. */
export function openWrap(seed: Buffer, info: Buffer, wrapped: Buffer): Buffer {
  if (wrapped[0] !== 1) throw new Error('suite');
  const suiteId = Buffer.concat([Buffer.from('HPKE'), Buffer.from('647a00010002', 'hex')]);
  const label = (text: string): Buffer =>
    Buffer.concat([Buffer.from('HPKE-v1'), suiteId, Buffer.from(text)]);
  const extract = (salt: Buffer, text: string, input: Buffer): Buffer =>
    hmac(salt, Buffer.concat([label(text), input]));
  const shared = xWingDecapsulate(seed, wrapped.subarray(1, 1121));
  const context = Buffer.concat([
    Buffer.of(0),
    extract(NOTHING, 'psk_id_hash', NOTHING),
    extract(NOTHING, 'info_hash', info),
  ]);
  const secret = extract(shared, 'secret', NOTHING);
  const expand = (text: string, length: number): Buffer => {
    const input = Buffer.concat([Buffer.of(0, length), label(text), context]);
    return hmac(secret, Buffer.concat([input, Buffer.of(1)])).subarray(0, length);
  };
  const ciphertext = wrapped.subarray(1121);
  return openGcm(expand('key', 32), expand('base_nonce', 12), { aad: NOTHING, ciphertext });
}

/** HMAC-SHA-256 written out (RFC 2104), so that HKDF and HPKE are checked against two codes. */
function hmac(key: Buffer, message: Buffer): Buffer {
  const block = Buffer.alloc(64);
  key.copy(block);
  const inner = createHash('sha256')
    .update(block.map((byte) => byte ^ 0x36))
    .update(message);
  return createHash('sha256')
    .update(block.map((byte) => byte ^ 0x5c))
    .update(inner.digest())
    .digest();
}

export function verifyEd25519(
  publicKey: Buffer,
  context: string,
  signed: { message: Buffer; signature: Buffer },
): boolean {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: publicKey.toString('base64url') };
  const bytes = Buffer.concat([Buffer.from(`amparo/${context}/v1\0`), signed.message]);
  return verify(null, bytes, createPublicKey({ key: jwk, format: 'jwk' }), signed.signature);
}

export function unpadded(padded: Buffer): Buffer {
  const length = padded.readUInt32BE(0);
  if (padded.subarray(4 + length).some((byte) => byte !== 0)) throw new Error('padding');
  return padded.subarray(4, 4 + length);
}

/** The members of a header that opening needs. */
interface PlainHeader {
  readonly drawer: string;
  readonly version: number;
  readonly entry: string;
}

/** What docs/formats/entry.md says can be read of an entry, by offsets. */
export interface PlainEntry {
  readonly header: PlainHeader;
  readonly payload: Buffer;
  readonly isSigned: boolean;
  readonly hash: string;
}

/** docs/formats/entry.md, "Opening". `dropSecret` is the seed of the drop's key pair. */
export function openPlainEntry(
  entry: Buffer,
  keys: { drawerKey: Buffer; dropSecret: Buffer; authorPublicKey: Buffer },
): PlainEntry {
  const headerEnd = 4 + entry.readUInt16BE(2);
  const header = JSON.parse(entry.toString('utf8', 4, headerEnd)) as PlainHeader;
  const isDropped = entry[1] === 1;
  const saltAt = headerEnd + (isDropped ? 1169 : 0);
  const { drawer, version, entry: id } = header;
  const secret = isDropped
    ? openWrap(
        keys.dropSecret,
        purposeText('drop', drawer, version, id),
        entry.subarray(headerEnd, saltAt),
      )
    : keys.drawerKey;
  const salt = entry.subarray(saltAt, saltAt + 32);
  const derived = deriveHkdf(secret, salt, purposeText('entry', id), 64);
  if (!derived.subarray(32).equals(entry.subarray(saltAt + 32, saltAt + 64))) {
    throw new Error('commitment');
  }
  const aad = entry.subarray(0, saltAt + 64);
  const ciphertext = entry.subarray(saltAt + 64, -64);
  const message = Buffer.concat([aad, createHash('sha256').update(ciphertext).digest()]);
  const signature = entry.subarray(-64);
  return {
    header,
    payload: unpadded(openGcm(derived.subarray(0, 32), ZERO_NONCE, { aad, ciphertext })),
    isSigned: verifyEd25519(keys.authorPublicKey, 'entry', { message, signature }),
    hash: createHash('sha256').update(entry).digest('base64url'),
  };
}
