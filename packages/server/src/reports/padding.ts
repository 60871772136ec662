/** Makes every answer of a mailbox one of few sizes, so that a line that is watched tells little. */

/** The sizes in bytes of JSON; beyond the largest, its multiples. */
export const ANSWER_SIZES = [16, 64, 256, 1024, 4096, 16_384].map((kibibytes) => kibibytes * 1024);

/** The size that an answer of `length` bytes is padded to. */
export function paddedSize(length: number): number {
  const largest = ANSWER_SIZES.at(-1) ?? 1;
  const fitting = ANSWER_SIZES.find((size) => size >= length);
  return fitting ?? Math.ceil(length / largest) * largest;
}

/**
 * Filler that brings an answer of `length` ASCII bytes to its padded size; random, because a compressing
 * proxy would undo anything else.
 */
export function padTo(length: number, random: (size: number) => Buffer): string {
  const missing = paddedSize(length) - length;
  return random(Math.ceil((missing * 3) / 4))
    .toString('base64url')
    .slice(0, missing);
}
