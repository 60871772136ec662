/** The y coordinates, little-endian hex without the sign bit, of every encoding of a point of order 1 to 8. */
const SMALL_ORDER = [
  '00'.repeat(32),
  `01${'00'.repeat(31)}`,
  `ec${'ff'.repeat(30)}7f`,
  `ed${'ff'.repeat(30)}7f`,
  `ee${'ff'.repeat(30)}7f`,
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
];

/**
 * Says whether an Ed25519 public key is a point of small order.
 *
 * Platforms disagree on whether to accept them; checking here makes all of them agree.
 * Source: Web Cryptography Level 2, Ed25519 verify, step on small-order elements.
 */
export function isSmallOrder(publicKey: Uint8Array): boolean {
  const y = Array.from(publicKey, (byte, at) => (at === 31 ? byte & 0x7f : byte));
  return SMALL_ORDER.includes(y.map((byte) => byte.toString(16).padStart(2, '0')).join(''));
}
