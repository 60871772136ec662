import { expect, test } from 'vitest';
import { fromUtf8, utf8 } from './bytes.ts';
import { hkdf, purpose, sha256 } from './derive.ts';
import { fromHex, toHex } from './testing/samples.ts';

test('SHA-256 gives the digests of FIPS 180-4 for nothing and for "abc"', async () => {
  expect(toHex(await sha256(utf8('')))).toBe(
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  );
  expect(toHex(await sha256(utf8('abc')))).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
});

test('HKDF gives what RFC 5869 appendix A.1 to A.3 print', async () => {
  const basic = await hkdf({
    from: fromHex('0b'.repeat(22)),
    salt: fromHex('000102030405060708090a0b0c'),
    info: fromHex('f0f1f2f3f4f5f6f7f8f9'),
    length: 42,
  });
  expect(toHex(basic)).toBe(
    '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
  );
  const run = (from: number, length: number): Uint8Array<ArrayBuffer> =>
    Uint8Array.from({ length }, (_, at) => from + at);
  const long = await hkdf({
    from: run(0, 80),
    salt: run(0x60, 80),
    info: run(0xb0, 80),
    length: 82,
  });
  expect(toHex(long)).toBe(
    'b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c' +
      '59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71' +
      'cc30c58179ec3e87c14c01d5c1f3434f1d87',
  );
  const empty = new Uint8Array(0);
  const bare = await hkdf({ from: fromHex('0b'.repeat(22)), salt: empty, info: empty, length: 42 });
  expect(toHex(bare)).toBe(
    '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
  );
});

test('no two purposes or places have the same name', () => {
  expect(fromUtf8(purpose('grant', 'd', 1, 'h'))).toBe('["amparo/grant/v1","d",1,"h"]');
  const names = [
    purpose('a', 'b', 'c'),
    purpose('a', 'b,c'),
    purpose('a', 'b","c'),
    purpose('a', 'bc'),
    purpose('a', 'b', 'c', ''),
    purpose('a', '1'),
    purpose('a', 1),
  ].map(toHex);
  expect(new Set(names).size).toBe(names.length);
});

test('a purpose too long for every platform is a fault of the caller', () => {
  expect(() => purpose('a', 'x'.repeat(1100))).toThrow(RangeError);
});
