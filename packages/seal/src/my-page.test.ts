import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../../vectors/seal/my-page.json' with { type: 'json' };
import { randomBytes, utf8 } from './bytes.ts';
import {
  FEWEST_PAGE_BITS,
  newPageKey,
  openPage,
  openPageSeed,
  pageKeys,
  pageNumber,
  publicPageKey,
  readSecondSecret,
  sealPage,
  sealPageSeed,
  secondSecretBits,
} from './my-page.ts';
import { fromHex as hex, toHex } from './testing/samples.ts';
import { deriveHkdf, openSealed, openWrap, purposeText, unpadded } from './testing/plain-node.ts';

const mailbox = 'mailbox-1';
const drawer = 'drawer-1';

describe('the published page', () => {
  const { seed, publicKey, keys, sealed } = vectors;

  test('its second secret is read, derived and opened as written down', async () => {
    expect(readSecondSecret(keys.typed)).toBe(keys.secret);
    const derived = await pageKeys({
      secret: keys.typed,
      salt: hex(keys.salt),
      half: hex(keys.half),
      mailbox: vectors.mailbox,
    });
    expect(toHex(derived.token)).toBe(keys.token);
    expect(toHex(derived.lock)).toBe(keys.lock);
    expect(toHex(await publicPageKey(hex(seed)))).toBe(publicKey);
    expect(await pageNumber(hex(publicKey))).toBe(vectors.number);
    expect(toHex(await openPageSeed(derived.lock, vectors.mailbox, hex(vectors.sealedSeed)))).toBe(
      seed,
    );
    const opened = await openPage({
      seed: hex(seed),
      drawer: vectors.drawer,
      mailbox: vectors.mailbox,
      sealed: hex(sealed),
    });
    expect(new TextDecoder().decode(opened)).toBe(vectors.content);
  });

  test('a second reader on OpenSSL alone opens it from the document', () => {
    const bytes = (text: string): Buffer => Buffer.from(text, 'hex');
    const from = Buffer.concat([bytes(keys.stretched), bytes(keys.half)]);
    const none = Buffer.alloc(0);
    const lock = deriveHkdf(from, none, purposeText('page-lock', vectors.mailbox), 32);
    const info = purposeText('seal', `page-seed ${vectors.mailbox}`);
    const openedSeed = openSealed(lock, info, bytes(vectors.sealedSeed));
    expect(openedSeed.toString('hex')).toBe(seed);
    const place = purposeText('wrap', `page ${vectors.drawer} ${vectors.mailbox}`);
    const page = unpadded(openWrap(openedSeed, place, bytes(sealed)));
    expect(page.toString('utf8')).toBe(vectors.content);
  });
});

test('neither the receipt alone nor the second secret alone opens a page', async () => {
  const salt = randomBytes(16);
  const half = randomBytes(32);
  const secret = 'river lamp seven';
  const { seed } = await newPageKey();
  const right = await pageKeys({ secret, salt, half, mailbox });
  const sealed = await sealPageSeed(right.lock, mailbox, seed);
  const others = [
    { secret: 'river lamp eight', salt, half, mailbox },
    { secret, salt, half: randomBytes(32), mailbox },
    { secret, salt, half, mailbox: 'mailbox-2' },
  ];
  for (const other of others) {
    const wrong = await pageKeys(other);
    expect(wrong.token).not.toEqual(right.token);
    await expect(openPageSeed(wrong.lock, other.mailbox, sealed)).rejects.toMatchObject({
      code: 'seal/not-committed',
    });
  }
  expect(await openPageSeed(right.lock, mailbox, sealed)).toEqual(seed);
});

test('a page moved to another mailbox or drawer does not open, and its length says one of three', async () => {
  const { seed, publicKey } = await newPageKey();
  const sizes = new Set<number>();
  for (const length of [1, 900, 1021, 4000, 16_380]) {
    const content = new Uint8Array(length).fill(65);
    const sealed = await sealPage({ publicKey, drawer, mailbox, content });
    sizes.add(sealed.length);
    expect(await openPage({ seed, drawer, mailbox, sealed })).toEqual(content);
    const moved = openPage({ seed, drawer: 'drawer-2', mailbox, sealed });
    await expect(moved).rejects.toMatchObject({ code: 'seal/wrong-key' });
  }
  expect(sizes.size).toBe(3);
  const tooLong = sealPage({ publicKey, drawer, mailbox, content: new Uint8Array(16_381) });
  await expect(tooLong).rejects.toMatchObject({ code: 'seal/too-large' });
});

describe('a second secret', () => {
  test('opens again however it is typed', () => {
    expect(readSecondSecret('  River\u00a0 LAMP\u200f seven ')).toBe('river lamp seven');
    expect(readSecondSecret('٤٨٢١ ٠٣٩٣')).toBe('48210393');
    expect(readSecondSecret('4821-0393')).toBe('48210393');
    expect(readSecondSecret('Cafe\u0301 một hai')).toBe('café một hai');
  });

  test.each([
    '',
    '1234567',
    '12345678',
    '87654321',
    '00000000',
    '12121212',
    'aaaa',
    'red',
    'red red red',
  ])('“%s” is too easy to guess', (typed) => {
    expect(secondSecretBits(typed)).toBeLessThan(FEWEST_PAGE_BITS);
  });

  test.each(['48210393', '٤٨٢١٠٣٩٣', 'river lamp seven', 'نهر مصباح سبعة', 'sông đèn bảy núi'])(
    '“%s” will do',
    (typed) => {
      expect(secondSecretBits(typed)).toBeGreaterThanOrEqual(FEWEST_PAGE_BITS);
    },
  );

  test('is never refused by a reader, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const read = readSecondSecret(typed);
        expect(readSecondSecret(read)).toBe(read);
        expect(secondSecretBits(typed)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

test('two keys have two numbers', async () => {
  const numbers = await Promise.all(
    [1, 2, 3].map(async () => pageNumber((await newPageKey()).publicKey)),
  );
  expect(new Set(numbers).size).toBe(3);
  for (const number of numbers) expect(number).toMatch(/^\d{4} \d{4} \d{4}$/);
});

test('the words of a page are nowhere in what is sealed', async () => {
  const { publicKey } = await newPageKey();
  const content = utf8('An invented helper at an invented place');
  const sealed = await sealPage({ publicKey, drawer, mailbox, content });
  expect(Buffer.from(sealed).includes(Buffer.from(content))).toBe(false);
});
