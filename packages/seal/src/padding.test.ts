import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Bytes } from './bytes.ts';
import { MAX_PAYLOAD, PADDED_SIZES, pad, unpad } from './padding.ts';
import { refusalOf } from './testing/samples.ts';

test('a padded payload has the smallest size that holds it and comes back whole', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
      const payload: Bytes = new Uint8Array(bytes);
      const padded = pad(payload, PADDED_SIZES);
      expect(padded.length).toBe(PADDED_SIZES.find((size) => size >= payload.length + 4));
      expect(unpad(padded)).toEqual(payload);
    }),
  );
});

test('the longest payload is the largest size less its length', async () => {
  expect(pad(new Uint8Array(MAX_PAYLOAD), PADDED_SIZES).length).toBe(65_536);
  const over = new Uint8Array(MAX_PAYLOAD + 1);
  expect(await refusalOf(() => pad(over, PADDED_SIZES))).toBe('seal/too-large');
});

test('nothing can be hidden in the padding, even by who has the key', async () => {
  for (const at of [5, 100, 255]) {
    const padded = pad(Uint8Array.of(7), PADDED_SIZES);
    padded[at] = 1;
    expect(await refusalOf(() => unpad(padded))).toBe('seal/malformed');
  }
});

test('a length that reaches beyond the plaintext is refused', async () => {
  for (const length of [253, 0xffff, 0xffffffff]) {
    const padded = pad(new Uint8Array(0), PADDED_SIZES);
    new DataView(padded.buffer).setUint32(0, length);
    expect(await refusalOf(() => unpad(padded))).toBe('seal/malformed');
  }
  expect(await refusalOf(() => unpad(new Uint8Array(3)))).toBe('seal/malformed');
});
