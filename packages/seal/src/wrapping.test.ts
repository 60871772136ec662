import { Aes128Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { XWing } from '@hpke/hybridkem-x-wing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomBytes, utf8 } from './bytes.ts';
import { fromHex, refusalOf, toHex, withFlippedBit } from './testing/samples.ts';
import { WRAP_OVERHEAD, generateEncryptionKey, unwrapWith, wrapTo } from './wrapping.ts';

// draft-connolly-cfrg-xwing-kem, appendix C, the first two vectors: seed, eseed, ss.
const X_WING = [
  {
    seed: '7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26',
    encapsulationSeed:
      '3cb1eea988004b93103cfb0aeefd2a686e01fa4a58e8a3639ca8a1e3f9ae57e2' +
      '35b8cc873c23dc62b8d260169afa2f75ab916a58d974918835d25e6a435085b2',
    sharedSecret: 'd2df0522128f09dd8e2c92b1e905c793d8f57a54c3da25861f10bf4ca613e384',
  },
  {
    seed: 'badfd6dfaac359a5efbb7bcc4b59d538df9a04302e10c8bc1cbf1a0b3a5120ea',
    encapsulationSeed:
      '17cda7cfad765f5623474d368ccca8af0007cd9f5e4c849f167a580b14aabdef' +
      'aee7eef47cb0fca9767be1fda69419dfb927e9df07348b196691abaeb580b32d',
    sharedSecret: 'f2e86241c64d60f6649fbc6c5b7d17180b780a3f34355e64a85749949c45f150',
  },
];

test('the key encapsulation is X-Wing as its draft prints it', async () => {
  const kem = new XWing();
  for (const { seed, encapsulationSeed, sharedSecret } of X_WING) {
    const pair = await kem.generateKeyPairDerand(fromHex(seed));
    const sent = await kem.encap({
      recipientPublicKey: pair.publicKey,
      ekm: fromHex(encapsulationSeed),
    });
    expect(toHex(new Uint8Array(sent.sharedSecret))).toBe(sharedSecret);
    const received = await kem.decap({ recipientKey: pair.privateKey, enc: sent.enc });
    expect(toHex(new Uint8Array(received))).toBe(sharedSecret);
  }
});

test('the key schedule opens the first message of RFC 9180 appendix A.1.1', async () => {
  const suite = new CipherSuite({
    kem: new DhkemX25519HkdfSha256(),
    kdf: new HkdfSha256(),
    aead: new Aes128Gcm(),
  });
  const secretKey = fromHex('4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8');
  const recipientKey = await suite.kem.importKey('raw', secretKey.buffer, false);
  const opened = await suite.open(
    {
      recipientKey,
      enc: fromHex('37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431'),
      info: fromHex('4f6465206f6e2061204772656369616e2055726e'),
    },
    fromHex(
      'f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a9' +
        '6d8770ac83d07bea87e13c512a',
    ),
    fromHex('436f756e742d30'),
  );
  expect(toHex(new Uint8Array(opened))).toBe(toHex(utf8('Beauty is truth, truth beauty')));
});

test('a wrap opens for the one key and purpose it was made for', async () => {
  const pair = await generateEncryptionKey();
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 2000 }),
      fc.string({ unit: 'binary' }),
      async (bytes, purpose) => {
        const secret = new Uint8Array(bytes);
        const wrapped = await wrapTo(pair.publicKey, purpose, secret);
        expect(wrapped.length).toBe(secret.length + WRAP_OVERHEAD);
        expect(await unwrapWith(pair.secretKey, purpose, wrapped)).toEqual(secret);
        expect(await refusalOf(() => unwrapWith(pair.secretKey, `${purpose}.`, wrapped))).toBe(
          'seal/wrong-key',
        );
      },
    ),
    { numRuns: 20 },
  );
});

test("another person's key opens nothing", async () => {
  const [mine, theirs] = [await generateEncryptionKey(), await generateEncryptionKey()];
  const wrapped = await wrapTo(mine.publicKey, 'note', utf8('for me'));
  expect(await refusalOf(() => unwrapWith(theirs.secretKey, 'note', wrapped))).toBe(
    'seal/wrong-key',
  );
});

test('a changed byte anywhere in a wrap is refused', async () => {
  const { publicKey, secretKey } = await generateEncryptionKey();
  const wrapped = await wrapTo(publicKey, 'note', utf8('secret'));
  // Opening costs milliseconds: every seventh byte of the encapsulated key, every byte after it.
  for (let at = 0; at < wrapped.length; at += at < 1115 ? 7 : 1) {
    const changed = withFlippedBit(wrapped, at, at & 7);
    const code = await refusalOf(() => unwrapWith(secretKey, 'note', changed));
    expect(code).toBe(at === 0 ? 'seal/unknown-suite' : 'seal/wrong-key');
  }
});

test('a wrap that is cut off or continued is refused', async () => {
  const { publicKey, secretKey } = await generateEncryptionKey();
  const wrapped = await wrapTo(publicKey, 'note', utf8('secret'));
  for (let length = 0; length < wrapped.length; length += length < 1130 ? 113 : 1) {
    const code = await refusalOf(() => unwrapWith(secretKey, 'note', wrapped.slice(0, length)));
    expect(code).toBe(length < WRAP_OVERHEAD ? 'seal/malformed' : 'seal/wrong-key');
  }
  const longer = new Uint8Array([...wrapped, 0]);
  expect(await refusalOf(() => unwrapWith(secretKey, 'note', longer))).toBe('seal/wrong-key');
});

test('nothing is wrapped to something that is no public key', async () => {
  const { publicKey } = await generateEncryptionKey();
  // All ones is outside the field of ML-KEM: FIPS 203 section 7.2 has the sender check that.
  const impossible = new Uint8Array(1216).fill(0xff);
  for (const key of [impossible, publicKey.slice(1), new Uint8Array(0)]) {
    expect(await refusalOf(() => wrapTo(key, 'note', utf8('s')))).toBe('seal/malformed');
  }
});

test('a secret over 64 KiB is refused: content belongs into entries and files', async () => {
  const { publicKey, secretKey } = await generateEncryptionKey();
  const full = randomBytes(65_536);
  const wrapped = await wrapTo(publicKey, 'note', full);
  expect(await unwrapWith(secretKey, 'note', wrapped)).toEqual(full);
  const longer = new Uint8Array([...wrapped, 0]);
  expect(await refusalOf(() => unwrapWith(secretKey, 'note', longer))).toBe('seal/malformed');
  const over = new Uint8Array(65_537);
  expect(await refusalOf(() => wrapTo(publicKey, 'note', over))).toBe('seal/too-large');
});
