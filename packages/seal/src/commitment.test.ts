import { createCipheriv, hkdfSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Bytes, concatBytes, randomBytes } from './bytes.ts';
import { hkdf, purpose } from './derive.ts';
import { aesGcmDecrypt, importAesKey, openWithKey } from './symmetric.ts';
import { fromHex, refusalOf, toHex } from './testing/samples.ts';

/**
 * AES-GCM does not commit to its key. This test makes one ciphertext that AES-GCM accepts under two keys,
 * giving two different texts, and shows that sealed bytes made of it open under one of them only.
 */

// Elements of GF(2^128) in the bit order of NIST SP 800-38D section 6.3, as big-endian whole numbers.
const REDUCTION = 0xe1n << 120n;
const ONE = 1n << 127n;

function times(a: bigint, b: bigint): bigint {
  let product = 0n;
  let shifted = b;
  for (let bit = 127n; bit >= 0n; bit--) {
    if ((a >> bit) & 1n) product ^= shifted;
    shifted = shifted & 1n ? (shifted >> 1n) ^ REDUCTION : shifted >> 1n;
  }
  return product;
}

/** The inverse of a is a to the power 2^128 - 2. */
function inverse(a: bigint): bigint {
  let result = ONE;
  let square = a;
  for (let power = 1; power < 128; power++) {
    square = times(square, square);
    result = times(result, square);
  }
  return result;
}

const toNumber = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(bytes)}`);
const toBlock = (number: bigint): Bytes => fromHex(number.toString(16).padStart(32, '0'));

function aesBlock(key: Uint8Array, block: Uint8Array): bigint {
  const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
  return toNumber(cipher.update(block));
}

/** What the tag is for everything but the one ciphertext block, and the factor of that block in it. */
function tagParts(key: Uint8Array, aad: Uint8Array): { fixed: bigint; factor: bigint } {
  const h = aesBlock(key, new Uint8Array(16));
  const counter = new Uint8Array(16);
  counter[15] = 1;
  let hash = 0n;
  for (let at = 0; at < aad.length; at += 16) {
    const block = new Uint8Array(16);
    block.set(aad.slice(at, at + 16));
    hash = times(hash ^ toNumber(block), h);
  }
  const lengths = (BigInt(aad.length * 8) << 64n) | 128n;
  const fixed = times(times(hash, h) ^ lengths, h) ^ aesBlock(key, counter);
  return { fixed, factor: times(h, h) };
}

test('a ciphertext made to open under two keys opens only under the one it commits to', async () => {
  const [first, second, salt] = [randomBytes(32), randomBytes(32), randomBytes(32)];
  const info = purpose('seal', 'story');
  const derive = (key: Bytes): Bytes => new Uint8Array(hkdfSync('sha256', key, salt, info, 64));
  const aesKeys = [derive(first).slice(0, 32), derive(second).slice(0, 32)] as const;
  expect(derive(first)).toEqual(await hkdf({ from: first, salt, info, length: 64 }));

  const head = concatBytes(Uint8Array.of(1), salt, derive(first).slice(32));
  const [one, two] = [tagParts(aesKeys[0], head), tagParts(aesKeys[1], head)];
  const block = times(one.fixed ^ two.fixed, inverse(one.factor ^ two.factor));
  const tag = one.fixed ^ times(block, one.factor);
  const ciphertext = concatBytes(toBlock(block), toBlock(tag));

  const nonce = new Uint8Array(12);
  const texts = await Promise.all(
    aesKeys.map(async (key) =>
      aesGcmDecrypt(await importAesKey(key), { nonce, aad: head }, ciphertext),
    ),
  );
  expect(texts.map((text) => text.length)).toEqual([16, 16]);
  expect(texts[0]).not.toEqual(texts[1]);

  const sealed = concatBytes(head, ciphertext);
  expect(await openWithKey(first, 'story', sealed)).toEqual(texts[0]);
  expect(await refusalOf(() => openWithKey(second, 'story', sealed))).toBe('seal/not-committed');
});
