import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  concatBytes,
  equalBytes,
  fromBase64url,
  fromUtf8,
  randomBytes,
  toBase64url,
  utf8,
} from './bytes.ts';
import { refusalOf } from './testing/samples.ts';

test('base64url agrees with the platform and comes back as the same bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const text = toBase64url(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64url'));
      expect(fromBase64url(text)).toEqual(new Uint8Array(bytes));
    }),
  );
});

test('base64url has one spelling: padding, other letters and spare bits are refused', async () => {
  for (const text of ['QQ==', 'QQ=', 'A', 'QR', 'QUF', 'Q Q', 'QQ\n', 'a+b/', 'Ω', 'QQQQQ', '😀']) {
    expect(await refusalOf(() => fromBase64url(text)), text).toBe('seal/malformed');
  }
});

test('no text but the canonical one is read as base64url', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/), (text) => {
      let bytes;
      try {
        bytes = fromBase64url(text);
      } catch {
        return;
      }
      expect(toBase64url(bytes)).toBe(text);
    }),
  );
});

test('text survives UTF-8, a byte-order mark included', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(fromUtf8(utf8(text))).toBe(text);
    }),
  );
  expect(fromUtf8(utf8('\uFEFFa'))).toBe('\uFEFFa');
});

test('invalid UTF-8 and half surrogates are refused, never replaced', async () => {
  const bad = [[0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xff], [0xe2, 0x82]];
  for (const bytes of bad) {
    expect(await refusalOf(() => fromUtf8(Uint8Array.from(bytes)))).toBe('seal/malformed');
  }
  expect(await refusalOf(() => utf8('a\ud800b'))).toBe('seal/malformed');
});

test('bytes are equal only to the same bytes of the same length', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), (a, b) => {
      expect(equalBytes(a, b)).toBe(Buffer.compare(a, b) === 0);
      expect(equalBytes(a, Uint8Array.from(a))).toBe(true);
    }),
  );
  expect(equalBytes(Uint8Array.of(1), Uint8Array.of(1, 0))).toBe(false);
});

test('joined bytes are a copy in order', () => {
  const first = Uint8Array.of(1, 2);
  const joined = concatBytes(first, new Uint8Array(0), Uint8Array.of(3));
  first[0] = 9;
  expect(joined).toEqual(Uint8Array.of(1, 2, 3));
});

test('random bytes are as many as asked and never the same twice', () => {
  const draws = Array.from({ length: 64 }, () => toBase64url(randomBytes(16)));
  expect(new Set(draws).size).toBe(64);
  expect(draws.every((draw) => fromBase64url(draw).length === 16)).toBe(true);
});
