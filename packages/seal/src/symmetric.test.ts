import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomBytes, utf8 } from './bytes.ts';
import { openWithKey, sealWithKey } from './symmetric.ts';
import { refusalOf, toHex, withFlippedBit } from './testing/samples.ts';

test('what was sealed opens under the same key and purpose', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 500 }),
      fc.string({ unit: 'binary' }),
      async (bytes, info) => {
        const [key, plaintext] = [randomBytes(32), new Uint8Array(bytes)];
        const sealed = await sealWithKey(key, info, plaintext);
        expect(sealed.length).toBe(plaintext.length + 81);
        expect(await openWithKey(key, info, sealed)).toEqual(plaintext);
      },
    ),
  );
});

test('another key or another purpose opens nothing', async () => {
  const key = randomBytes(32);
  const sealed = await sealWithKey(key, 'keyring', utf8('share'));
  expect(await refusalOf(() => openWithKey(randomBytes(32), 'keyring', sealed))).toBe(
    'seal/not-committed',
  );
  expect(await refusalOf(() => openWithKey(key, 'index', sealed))).toBe('seal/not-committed');
});

test('every single changed byte is refused', async () => {
  const key = randomBytes(32);
  const sealed = await sealWithKey(key, 'keyring', utf8('share'));
  for (let at = 0; at < sealed.length; at++) {
    const code = await refusalOf(() => openWithKey(key, 'keyring', withFlippedBit(sealed, at)));
    expect(code).toBe(
      at === 0 ? 'seal/unknown-suite' : at <= 64 ? 'seal/not-committed' : 'seal/altered',
    );
  }
});

test('every truncation is refused', async () => {
  const key = randomBytes(32);
  const sealed = await sealWithKey(key, 'keyring', utf8('share'));
  for (let length = 0; length < sealed.length; length++) {
    const code = await refusalOf(() => openWithKey(key, 'keyring', sealed.slice(0, length)));
    expect(code).toBe(length < 81 ? 'seal/malformed' : 'seal/altered');
  }
});

test('sealing the same thing twice shows nothing of it being the same', async () => {
  const key = randomBytes(32);
  const [one, two] = [
    await sealWithKey(key, 'k', utf8('x')),
    await sealWithKey(key, 'k', utf8('x')),
  ];
  expect(toHex(one.slice(1, 33))).not.toBe(toHex(two.slice(1, 33)));
  expect(toHex(one.slice(65))).not.toBe(toHex(two.slice(65)));
});

test('a key that is not 32 bytes long seals and opens nothing', async () => {
  const sealed = await sealWithKey(randomBytes(32), 'k', utf8('x'));
  for (const length of [0, 16, 31, 33]) {
    expect(await refusalOf(() => sealWithKey(randomBytes(length), 'k', utf8('x')))).toBe(
      'seal/malformed',
    );
    expect(await refusalOf(() => openWithKey(randomBytes(length), 'k', sealed))).toBe(
      'seal/malformed',
    );
  }
});
