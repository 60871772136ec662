import { expect, test } from 'vitest';
import { randomBytes } from './bytes.ts';
import { openDeskKeys, sealDeskKeys } from './desk-keys.ts';
import { refusalOf } from './testing/samples.ts';
import { generateEncryptionKey } from './wrapping.ts';

const place = { desk: 'desk-1', member: 'member-1' };
const keys = { encryption: randomBytes(32), keyring: randomBytes(32), index: randomBytes(32) };
const withSigning = { signing: randomBytes(32), ...keys };
const member = await generateEncryptionKey();
const { publicKey: memberPublicKey, secretKey } = member;

test("a member opens the desk's keys that were sealed for them", async () => {
  for (const sealed of [keys, withSigning]) {
    const wrapped = await sealDeskKeys({ ...place, memberPublicKey, keys: sealed });
    expect(await openDeskKeys({ ...place, secretKey, wrapped })).toEqual(sealed);
  }
});

test('nobody can tell from outside which members may certify others', async () => {
  const lengths = [];
  for (const sealed of [keys, withSigning]) {
    lengths.push((await sealDeskKeys({ ...place, memberPublicKey, keys: sealed })).length);
  }
  expect(lengths).toEqual([1266, 1266]);
});

test("a desk's keys open for no other member and as no other desk's", async () => {
  const wrapped = await sealDeskKeys({ ...place, memberPublicKey, keys });
  const stranger = await generateEncryptionKey();
  const attempts = [
    { ...place, secretKey: stranger.secretKey },
    { ...place, secretKey, desk: 'desk-2' },
    { ...place, secretKey, member: 'member-2' },
  ];
  for (const attempt of attempts) {
    expect(await refusalOf(() => openDeskKeys({ ...attempt, wrapped }))).toBe('seal/wrong-key');
  }
});

test('keys of the wrong length are not sealed', async () => {
  for (const name of ['signing', 'encryption', 'keyring', 'index']) {
    const wrong = { ...withSigning, [name]: randomBytes(31) };
    expect(await refusalOf(() => sealDeskKeys({ ...place, memberPublicKey, keys: wrong }))).toBe(
      'seal/malformed',
    );
  }
});
