/** Opens a passphrase's age file with nothing but Node's own cryptography. Source: c2sp.org/age. */
import { createDecipheriv, hkdfSync, scryptSync } from 'node:crypto';

const CHUNK = 64 * 1024;
const TAG = 16;

/** Opens a file of the age format that one passphrase locks; throws when it does not open. */
export function openPlainAge(file: Uint8Array, passphrase: string): Buffer {
  const bytes = Buffer.from(file);
  const macAt = bytes.indexOf('\n--- ') + 1;
  const payloadAt = bytes.indexOf('\n', macAt) + 1;
  const [version, stanza, body] = bytes.subarray(0, macAt).toString('latin1').split('\n');
  const [arrow, type, salt, logN] = (stanza ?? '').split(' ');
  if (version !== 'age-encryption.org/v1' || arrow !== '->' || type !== 'scrypt') {
    throw new Error('This is not an age file with a passphrase.');
  }
  const label = Buffer.from('age-encryption.org/v1/scrypt');
  const wrapKey = scryptSync(
    passphrase,
    Buffer.concat([label, Buffer.from(salt ?? '', 'base64')]),
    32,
    {
      N: 2 ** Number(logN),
      r: 8,
      p: 1,
      maxmem: 1024 ** 3,
    },
  );
  const fileKey = openBox(wrapKey, Buffer.alloc(12), Buffer.from(body ?? '', 'base64'));
  const nonce = bytes.subarray(payloadAt, payloadAt + 16);
  const key = Buffer.from(hkdfSync('sha256', fileKey, nonce, 'payload', 32));
  return openStream(key, bytes.subarray(payloadAt + 16));
}

function openStream(key: Buffer, sealed: Buffer): Buffer {
  const opened: Buffer[] = [];
  const size = CHUNK + TAG;
  for (let at = 0, count = 0; at < sealed.length; at += size, count += 1) {
    const nonce = Buffer.alloc(12);
    nonce.writeUInt32BE(count, 7);
    nonce[11] = at + size >= sealed.length ? 1 : 0;
    opened.push(openBox(key, nonce, sealed.subarray(at, at + size)));
  }
  return Buffer.concat(opened);
}

function openBox(key: Buffer, nonce: Buffer, sealed: Buffer): Buffer {
  const box = createDecipheriv('chacha20-poly1305', key, nonce, { authTagLength: TAG });
  box.setAuthTag(sealed.subarray(-TAG));
  return Buffer.concat([box.update(sealed.subarray(0, -TAG)), box.final()]);
}
