import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concatBytes, utf8 } from './bytes.ts';
import { generateSigningKey, sign, signBytes, verify, verifyBytes } from './signing.ts';
import { isSmallOrder } from './small-order.ts';
import { fromHex, refusalOf, toHex, withFlippedBit } from './testing/samples.ts';

// RFC 8032 section 7.1, tests 1 to 3.
const PUBLISHED = [
  {
    secretKey: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    publicKey: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    message: '',
    signature:
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155' +
      '5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  },
  {
    secretKey: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '72',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
      '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  },
  {
    secretKey: 'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    publicKey: 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    message: 'af82',
    signature:
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac' +
      '18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  },
];

test('signatures are those that RFC 8032 prints', async () => {
  for (const { secretKey, publicKey, message, signature } of PUBLISHED) {
    expect(toHex(await signBytes(fromHex(secretKey), fromHex(message)))).toBe(signature);
    expect(await verifyBytes(fromHex(publicKey), fromHex(message), fromHex(signature))).toBe(true);
  }
});

test('a new key signs what its public half verifies', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      const { publicKey, secretKey } = await generateSigningKey();
      expect([publicKey.length, secretKey.length]).toEqual([32, 32]);
      const message = new Uint8Array(bytes);
      const signature = await sign(secretKey, 'entry', message);
      expect(await verify(publicKey, 'entry', message, signature)).toBe(true);
    }),
    { numRuns: 20 },
  );
});

test('a signature for one purpose is worthless for another', async () => {
  const { publicKey, secretKey } = await generateSigningKey();
  const signature = await sign(secretKey, 'entry', utf8('yes'));
  expect(await verify(publicKey, 'authorisation', utf8('yes'), signature)).toBe(false);
  expect(await verifyBytes(publicKey, utf8('yes'), signature)).toBe(false);
  const inContext = concatBytes(utf8('amparo/entry/v1\0'), utf8('yes'));
  expect(await verifyBytes(publicKey, inContext, signature)).toBe(true);
});

test('any changed bit of key, message or signature makes a signature invalid', async () => {
  const { publicKey, secretKey } = await generateSigningKey();
  const message = utf8('who may open this drawer');
  const signature = await sign(secretKey, 'entry', message);
  for (let at = 0; at < 512; at++) {
    const changed = withFlippedBit(signature, at >> 3, at & 7);
    expect(await verify(publicKey, 'entry', message, changed)).toBe(false);
  }
  for (let at = 0; at < 256; at++) {
    const otherKey = withFlippedBit(publicKey, at >> 3, at & 7);
    expect(await verify(otherKey, 'entry', message, signature)).toBe(false);
  }
  for (let at = 0; at < message.length; at++) {
    const other = withFlippedBit(message, at);
    expect(await verify(publicKey, 'entry', other, signature)).toBe(false);
  }
});

test('keys and signatures of the wrong length verify nothing', async () => {
  const { publicKey, secretKey } = await generateSigningKey();
  const signature = await sign(secretKey, 'entry', utf8('m'));
  expect(await verify(publicKey, 'entry', utf8('m'), signature.slice(0, 63))).toBe(false);
  expect(await verify(publicKey.slice(1), 'entry', utf8('m'), signature)).toBe(false);
  expect(await refusalOf(() => sign(secretKey.slice(1), 'entry', utf8('m')))).toBe(
    'seal/malformed',
  );
});

test('keys under which one signature would fit many messages are refused', async () => {
  const identity = fromHex(`01${'00'.repeat(31)}`);
  const forged = concatBytes(identity, new Uint8Array(32));
  expect(await verifyBytes(identity, utf8('anything'), forged)).toBe(false);
  const order8 = '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05';
  const withSign = `${order8.slice(0, 62)}85`;
  for (const key of ['00'.repeat(32), order8, withSign, `ee${'ff'.repeat(31)}`]) {
    expect(isSmallOrder(fromHex(key)), key).toBe(true);
  }
  for (const { publicKey } of PUBLISHED) expect(isSmallOrder(fromHex(publicKey))).toBe(false);
});

test('a context that could be mistaken for another is a fault of the caller', async () => {
  const { secretKey } = await generateSigningKey();
  for (const context of ['', 'Entry', 'a\0b', 'a/b', 'x'.repeat(65)]) {
    await expect(sign(secretKey, context, utf8('m'))).rejects.toThrow(TypeError);
  }
});
