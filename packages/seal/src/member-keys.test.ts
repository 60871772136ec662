import { argon2Sync } from 'node:crypto';
import { expect, test } from 'vitest';
import { randomBytes, utf8 } from './bytes.ts';
import { openMemberKeys, sealMemberKeys } from './member-keys.ts';
import { newSignInCard, parseSignInCard } from './sign-in-card.ts';
import { stretch } from './stretch.ts';
import { fromHex, refusalOf, toHex, withFlippedBit } from './testing/samples.ts';

const keys = { signing: randomBytes(32), encryption: randomBytes(32), root: randomBytes(32) };
const card = newSignInCard('member-1');
const lock = { passphrase: 'quatre mots sûrs ici', cardSecret: card.secret, member: 'member-1' };
const sealed = await sealMemberKeys({ ...lock, keys });

test('passphrase and card together open the keys of a member', async () => {
  expect(sealed.length).toBe(194);
  const cardSecret = parseSignInCard(card.text.toLowerCase());
  expect(await openMemberKeys({ ...lock, cardSecret, sealed })).toEqual(keys);
});

test('a passphrase typed on another keyboard, in another Unicode form, is the same passphrase', async () => {
  const passphrase = lock.passphrase.normalize('NFD');
  expect(passphrase).not.toBe(lock.passphrase);
  expect(await openMemberKeys({ ...lock, passphrase, sealed })).toEqual(keys);
});

test('neither a passphrase alone nor a card alone opens anything, nor another member', async () => {
  const others = [
    { ...lock, passphrase: 'quatre mots surs ici' },
    { ...lock, passphrase: `${lock.passphrase} ` },
    { ...lock, cardSecret: randomBytes(16) },
    { ...lock, member: 'member-2' },
  ];
  for (const other of others) {
    expect(await refusalOf(() => openMemberKeys({ ...other, sealed }))).toBe('seal/wrong-key');
  }
});

test('changed or cut sealed keys are refused', async () => {
  const wrongKeyAt = [1, 18, 50];
  for (const at of wrongKeyAt) {
    const changed = withFlippedBit(sealed, at);
    expect(await refusalOf(() => openMemberKeys({ ...lock, sealed: changed })), `${at}`).toBe(
      'seal/wrong-key',
    );
  }
  const altered = withFlippedBit(sealed, 100);
  expect(await refusalOf(() => openMemberKeys({ ...lock, sealed: altered }))).toBe('seal/altered');
  for (const at of [0, 17]) {
    const other = withFlippedBit(sealed, at);
    expect(await refusalOf(() => openMemberKeys({ ...lock, sealed: other }))).toBe(
      'seal/unknown-suite',
    );
  }
  for (const length of [0, 1, 17]) {
    const cut = sealed.slice(0, length);
    expect(await refusalOf(() => openMemberKeys({ ...lock, sealed: cut }))).toBe('seal/malformed');
  }
});

test('two sealings of the same keys share no byte run that could be recognised', async () => {
  const again = await sealMemberKeys({ ...lock, keys });
  expect(toHex(again.slice(1, 17))).not.toBe(toHex(sealed.slice(1, 17)));
  expect(toHex(again.slice(18))).not.toBe(toHex(sealed.slice(18)));
});

test('the checker beside us is Argon2id as RFC 9106 section 5.3 prints it', () => {
  const tag = argon2Sync('argon2id', {
    message: fromHex('01'.repeat(32)),
    nonce: fromHex('02'.repeat(16)),
    secret: fromHex('03'.repeat(8)),
    associatedData: fromHex('04'.repeat(12)),
    parallelism: 4,
    memory: 32,
    passes: 3,
    tagLength: 32,
  });
  expect(toHex(tag)).toBe('0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659');
});

test('stretching is Argon2id with 64 MiB, three passes and one lane', async () => {
  const [secret, salt] = [utf8('quatre mots sûrs ici'), randomBytes(16)];
  const expected = argon2Sync('argon2id', {
    message: secret,
    nonce: salt,
    parallelism: 1,
    memory: 64 * 1024,
    passes: 3,
    tagLength: 32,
  });
  expect(toHex(await stretch(secret, salt))).toBe(toHex(expected));
});
