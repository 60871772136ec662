import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase64, fromBase64Url, toBase64, toBase64Url } from './index.ts';

test('bytes are written as every other program writes them, and read back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      expect(toBase64Url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
      expect(fromBase64(toBase64(bytes))).toEqual(bytes);
      expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes);
    }),
  );
});

test.each([
  'A',
  'AA',
  'AAA',
  'AB==',
  'AAB=',
  'AA= =',
  ' AAAA',
  'AAAA\n',
  'AA==AA==',
  '====',
  'A-__',
])('a second spelling of the same bytes is refused: %j', (text) => {
  expect(fromBase64(text)).toBeUndefined();
});

test.each(['A', 'AB', 'AAB', 'AA==', 'AA+A', 'AA/A', 'AAAA\n'])(
  'the URL-safe alphabet is read as strictly: %j',
  (text) => {
    expect(fromBase64Url(text)).toBeUndefined();
  },
);
