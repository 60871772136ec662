/**
 * Every code that this package can refuse with.
 *
 * Shape: a closed list, `seal/reason`. A refusal is expected (a damaged entry, a wrong key); anything
 * else that is thrown is a fault in the calling program.
 */
export const SEAL_REFUSALS = [
  'seal/malformed',
  'seal/not-canonical',
  'seal/unknown-suite',
  'seal/too-large',
  'seal/wrong-key',
  'seal/not-committed',
  'seal/altered',
  'seal/wrong-place',
  'seal/bad-signature',
  'seal/not-certified',
  'seal/not-valid-now',
  'seal/mistyped',
] as const;

/** One code of {@link SEAL_REFUSALS}. */
export type SealRefusalCode = (typeof SEAL_REFUSALS)[number];

/**
 * The one error that sealing, opening and verifying throw when they refuse.
 *
 * Shape: `code` is stable and meant for programs; `message` is one plain sentence that never contains
 * a key, a plaintext or any other content.
 */
export class SealRefusal extends Error {
  readonly code: SealRefusalCode;

  constructor(code: SealRefusalCode, sentence: string) {
    super(sentence);
    this.name = 'SealRefusal';
    this.code = code;
  }
}
