/** How hard a passphrase is to guess, in words. The card's 128 bits stand behind it. Pure. */

/** The shortest that is accepted; the client refuses less. */
const SHORTEST = 10;

export type Strength = 'short' | 'weak' | 'fair' | 'strong';

/**
 * Judges by what guessing costs, not by rules about signs: length, different letters, several words.
 * NIST SP 800-63B: no composition rules, length first.
 */
export function strengthOf(passphrase: string): Strength {
  const letters = Array.from(passphrase.normalize('NFKC').trim());
  if (letters.length < SHORTEST) return 'short';
  const different = new Set(letters.map((letter) => letter.toLowerCase())).size;
  if (different < 5 || isRun(letters)) return 'weak';
  const words = passphrase
    .trim()
    .split(/[\s\-_.]+/)
    .filter((word) => word.length > 2).length;
  if (letters.length >= 20 && (words >= 4 || different >= 12)) return 'strong';
  return letters.length >= 14 || words >= 3 ? 'fair' : 'weak';
}

/** True where a passphrase may be used. */
export function isStrongEnough(passphrase: string): boolean {
  const strength = strengthOf(passphrase);
  return strength === 'fair' || strength === 'strong';
}

/** One thing again and again, or counting up, such as `abcabcabcabc` and `1234567890`. */
function isRun(letters: readonly string[]): boolean {
  const text = letters.join('').toLowerCase();
  for (let size = 1; size <= text.length / 3; size += 1) {
    if (
      text
        .slice(0, size)
        .repeat(Math.ceil(text.length / size))
        .slice(0, text.length) === text
    ) {
      return true;
    }
  }
  return letters.every((letter, at) => {
    const before = letters[at - 1];
    return (
      before === undefined ||
      Math.abs((letter.codePointAt(0) ?? 0) - (before.codePointAt(0) ?? 0)) <= 1
    );
  });
}
