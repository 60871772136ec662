import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Bytes, randomBytes, toBase64url, utf8 } from './bytes.ts';
import { sha256 } from './derive.ts';
import { newDropKey, openDropSecret } from './drawer.ts';
import { openEntry, parseEntry, sealDroppedEntry, sealEntry, verifyEntry } from './entry.ts';
import { MAX_PAYLOAD, PADDED_SIZES } from './padding.ts';
import { generateSigningKey } from './signing.ts';
import { freshDrawer, refusalOf, sampleHeader } from './testing/samples.ts';
import { generateEncryptionKey } from './wrapping.ts';

const author = await generateSigningKey();
const signingKey = author.secretKey;

test('an entry opens for who has the drawer key, and says who signed it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (bytes) => {
      const payload: Bytes = new Uint8Array(bytes);
      const key = await freshDrawer();
      const sealed = await sealEntry({ key, header: sampleHeader(), payload, signingKey });
      expect(await openEntry({ key, bytes: sealed })).toEqual(payload);
      expect(await verifyEntry(sealed, author.publicKey)).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('what everybody can read of an entry is its header, its padded size and its hash', async () => {
  const key = await freshDrawer();
  const header = sampleHeader({
    file: null,
    checkpoint: null,
    expects: toBase64url(randomBytes(32)),
  });
  const sealed = await sealEntry({ key, header, payload: utf8('x'), signingKey });
  expect(await parseEntry(sealed)).toEqual({
    suite: 1,
    header,
    dropped: false,
    size: 256,
    hash: toBase64url(await sha256(sealed)),
  });
});

test('the length of an entry shows one of five sizes and nothing else', async () => {
  const key = await freshDrawer();
  const header = sampleHeader();
  const overhead = (await sealEntry({ key, header, payload: utf8(''), signingKey })).length - 256;
  const edges = PADDED_SIZES.flatMap((size) => [size - 5, size - 4, size - 3]);
  for (const length of [0, 1, ...edges].filter((candidate) => candidate <= MAX_PAYLOAD)) {
    const payload = randomBytes(length);
    const sealed = await sealEntry({ key, header, payload, signingKey });
    const expected = PADDED_SIZES.find((size) => size >= length + 4);
    expect(sealed.length - overhead).toBe(expected);
    expect((await parseEntry(sealed)).size).toBe(expected);
    expect(await openEntry({ key, bytes: sealed })).toEqual(payload);
  }
});

test('a payload that fits no size is refused before anything is sealed', async () => {
  const key = await freshDrawer();
  const payload = new Uint8Array(MAX_PAYLOAD + 1);
  const attempt = (): Promise<Bytes> =>
    sealEntry({ key, header: sampleHeader(), payload, signingKey });
  expect(await refusalOf(attempt)).toBe('seal/too-large');
});

test('an entry cannot be sealed into, or opened from, another drawer or version', async () => {
  const key = await freshDrawer();
  const payload = utf8('x');
  for (const place of [{ drawer: 'drawer-2' }, { version: 2 }]) {
    const misplaced = sampleHeader(place);
    expect(await refusalOf(() => sealEntry({ key, header: misplaced, payload, signingKey }))).toBe(
      'seal/wrong-place',
    );
    const otherKey = { ...(await freshDrawer(place)), key: key.key };
    const sealed = await sealEntry({ key, header: sampleHeader(), payload, signingKey });
    expect(await refusalOf(() => openEntry({ key: otherKey, bytes: sealed }))).toBe(
      'seal/wrong-place',
    );
  }
});

test('the key of a stranger to the drawer opens nothing', async () => {
  const key = await freshDrawer();
  const sealed = await sealEntry({ key, header: sampleHeader(), payload: utf8('x'), signingKey });
  const stranger = await freshDrawer();
  expect(await refusalOf(() => openEntry({ key: stranger, bytes: sealed }))).toBe(
    'seal/not-committed',
  );
});

test("somebody else's public key does not verify an author's entry", async () => {
  const key = await freshDrawer();
  const sealed = await sealEntry({ key, header: sampleHeader(), payload: utf8('x'), signingKey });
  const other = await generateSigningKey();
  expect(await verifyEntry(sealed, other.publicKey)).toBe(false);
});

test('who may only add can drop an entry in, and only readers of the drawer open it', async () => {
  const key = await freshDrawer();
  const drop = await newDropKey(key);
  const header = sampleHeader({ file: null });
  const payload = utf8('I need help, but quietly.');
  const bytes = await sealDroppedEntry({ dropKey: drop.publicKey, header, payload, signingKey });
  expect((await parseEntry(bytes)).dropped).toBe(true);
  expect(await verifyEntry(bytes, author.publicKey)).toBe(true);

  const dropSecret = await openDropSecret(key, drop.sealedSecret);
  expect(await openEntry({ key, bytes, dropSecret })).toEqual(payload);
  expect(await refusalOf(() => openEntry({ key, bytes }))).toBe('seal/wrong-key');
  const other = await generateEncryptionKey();
  expect(await refusalOf(() => openEntry({ key, bytes, dropSecret: other.secretKey }))).toBe(
    'seal/wrong-key',
  );
});

test('an entry dropped into one place cannot be passed off as another', async () => {
  const key = await freshDrawer();
  const drop = await newDropKey(key);
  const dropSecret = await openDropSecret(key, drop.sealedSecret);
  const header = sampleHeader({ version: 2 });
  const bytes = await sealDroppedEntry({
    dropKey: drop.publicKey,
    header,
    payload: utf8('x'),
    signingKey,
  });
  expect(await refusalOf(() => openEntry({ key, bytes, dropSecret }))).toBe('seal/wrong-place');
});

test('bytes that a server library hands over as a Buffer work as well', async () => {
  const key = await freshDrawer();
  const drop = await newDropKey(key);
  const header = sampleHeader();
  const payload = utf8('from a pool');
  // A Buffer cut from the middle of a larger one: its own memory starts elsewhere.
  const asBuffer = (bytes: Bytes): Bytes => Buffer.concat([Buffer.alloc(13), bytes]).subarray(13);
  const bytes = asBuffer(
    await sealDroppedEntry({
      dropKey: asBuffer(drop.publicKey),
      header,
      payload: asBuffer(payload),
      signingKey: asBuffer(signingKey),
    }),
  );
  expect(await verifyEntry(bytes, asBuffer(author.publicKey))).toBe(true);
  const dropSecret = asBuffer(await openDropSecret(key, asBuffer(drop.sealedSecret)));
  expect(await openEntry({ key, bytes, dropSecret })).toEqual(payload);
});
