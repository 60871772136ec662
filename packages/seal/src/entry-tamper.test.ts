import { beforeAll, expect, test } from 'vitest';
import { type Bytes, concatBytes, utf8 } from './bytes.ts';
import { type DrawerKey, newDropKey, openDropSecret } from './drawer.ts';
import { openEntry, parseEntry, sealDroppedEntry, sealEntry, verifyEntry } from './entry.ts';
import { SealRefusal } from './refusal.ts';
import { type KeyPair, generateSigningKey } from './signing.ts';
import { freshDrawer, refusalOf, sampleHeader, withFlippedBit } from './testing/samples.ts';

const SIGNATURE = 64;

let author: KeyPair;
let key: DrawerKey;
let sealed: Bytes;
let dropped: Bytes;
let dropSecret: Bytes;

beforeAll(async () => {
  author = await generateSigningKey();
  key = await freshDrawer();
  const drop = await newDropKey(key);
  dropSecret = await openDropSecret(key, drop.sealedSecret);
  const signingKey = author.secretKey;
  const [header, payload] = [sampleHeader(), utf8('She said yes.')];
  sealed = await sealEntry({ key, header, payload, signingKey });
  dropped = await sealDroppedEntry({ dropKey: drop.publicKey, header, payload, signingKey });
});

/** Whether a node would store these bytes: they are an entry and their author signed them. */
async function isAccepted(bytes: Bytes): Promise<boolean> {
  try {
    return await verifyEntry(bytes, author.publicKey);
  } catch (error) {
    if (error instanceof SealRefusal) return false;
    throw error;
  }
}

test('one changed bit anywhere in an entry makes its signature invalid', async () => {
  expect(await isAccepted(sealed)).toBe(true);
  expect(await isAccepted(dropped)).toBe(true);
  for (const bytes of [sealed, dropped]) {
    for (let at = 0; at < bytes.length; at++) {
      expect(await isAccepted(withFlippedBit(bytes, at, at & 7)), `byte ${at}`).toBe(false);
    }
  }
});

test('one changed bit before the signature makes an entry impossible to open', async () => {
  for (let at = 0; at < sealed.length - SIGNATURE; at++) {
    const bytes = withFlippedBit(sealed, at, at & 7);
    await refusalOf(() => openEntry({ key, bytes }));
  }
  for (let at = 0; at < dropped.length - SIGNATURE; at += 3) {
    const bytes = withFlippedBit(dropped, at, at & 7);
    await refusalOf(() => openEntry({ key, bytes, dropSecret }));
  }
});

test('an entry cut off at any length is refused as malformed', async () => {
  for (const bytes of [sealed, dropped]) {
    for (let length = 0; length < bytes.length; length++) {
      expect(await refusalOf(() => parseEntry(bytes.slice(0, length)))).toBe('seal/malformed');
    }
  }
});

test('bytes before or after an entry are refused', async () => {
  for (const extra of [1, 16, 768, 3072]) {
    const after = concatBytes(sealed, new Uint8Array(extra));
    const before = concatBytes(new Uint8Array(extra), sealed);
    expect(await isAccepted(after)).toBe(false);
    await refusalOf(() => openEntry({ key, bytes: after }));
    await refusalOf(() => parseEntry(before));
  }
});

test('a header cannot be put onto the content of another entry', async () => {
  const signingKey = author.secretKey;
  const header = sampleHeader({ entry: 'entry-2' });
  const other = await sealEntry({ key, header, payload: utf8('She said no.'), signingKey });
  expect(other.length).toBe(sealed.length);
  const cut = sealed.length - SIGNATURE - 272;
  const crossed = concatBytes(sealed.slice(0, cut), other.slice(cut));
  expect(await isAccepted(crossed)).toBe(false);
  expect(await refusalOf(() => openEntry({ key, bytes: crossed }))).toBe('seal/altered');

  const renamed = concatBytes(other.slice(0, cut - 64), sealed.slice(cut - 64));
  expect(await isAccepted(renamed)).toBe(false);
  expect(await refusalOf(() => openEntry({ key, bytes: renamed }))).toBe('seal/not-committed');
});

test('an entry of another kind or suite is refused, and a kind cannot be relabelled', async () => {
  for (const suite of [0, 2, 255]) {
    const bytes = sealed.slice();
    bytes[0] = suite;
    expect(await refusalOf(() => parseEntry(bytes))).toBe('seal/unknown-suite');
  }
  for (const kind of [1, 2, 255]) {
    const bytes = sealed.slice();
    bytes[1] = kind;
    expect(await refusalOf(() => parseEntry(bytes))).toBe('seal/malformed');
  }
});
