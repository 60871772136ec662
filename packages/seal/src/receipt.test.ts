import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomBytes } from './bytes.ts';
import { drawDigits, formatReceipt, newReceipt, parseReceipt, receiptKeys } from './receipt.ts';
import { refusalOf, toHex } from './testing/samples.ts';

const anyReceipt = fc.record({
  locator: fc.stringMatching(/^\d{5}$/),
  secret: fc.stringMatching(/^\d{19}$/),
});

/** Writes the digits of a text in the script whose zero is given. */
function inScript(text: string, zero: string): string {
  const first = zero.codePointAt(0) ?? 0;
  return text.replace(/\d/g, (digit) => String.fromCodePoint(first + Number(digit)));
}

test('a receipt is written as six groups of four and reads back', () => {
  fc.assert(
    fc.property(anyReceipt, (receipt) => {
      const text = formatReceipt(receipt);
      expect(text).toMatch(/^(\d{4} ){5}\d{4}$/);
      expect(parseReceipt(text)).toEqual(receipt);
    }),
  );
});

test('a receipt reads the same in the digits of the person, with any dashes and spaces', () => {
  fc.assert(
    fc.property(anyReceipt, fc.constantFrom(...Array.from('0٠۰०০๐០０༠၀')), (receipt, zero) => {
      const text = inScript(formatReceipt(receipt), zero);
      const typed = [
        text,
        text.replaceAll(' ', '-'),
        text.replaceAll(' ', ''),
        text.replaceAll(' ', '\u00a0'),
        text.replaceAll(' ', ' – '),
        text.replaceAll(' ', '.'),
        `\u200f\u2067${text}\u2069\n`,
      ];
      for (const form of typed) expect(parseReceipt(form), form).toEqual(receipt);
    }),
  );
});

test('too few, too many, or anything but digits is refused', async () => {
  const text = formatReceipt(newReceipt());
  const wrong = ['', text.slice(1), `${text}0`, text.replace(/^./, 'O'), text.replace(/^./, '½')];
  for (const form of [...wrong, text.replace(' ', '/'), text.replace(/^./, '①x')]) {
    expect(await refusalOf(() => parseReceipt(form)), form).toBe('seal/mistyped');
  }
});

test('every digit of a new receipt is drawn evenly', () => {
  const counts = new Map<string, number>();
  const draws = 2000;
  for (let draw = 0; draw < draws; draw++) {
    const { locator, secret } = newReceipt();
    expect([locator.length, secret.length]).toEqual([5, 19]);
    for (const digit of locator + secret) counts.set(digit, (counts.get(digit) ?? 0) + 1);
  }
  // 48,000 draws: the standard deviation of each count is 66, and this allows more than nine of them.
  expect(counts.size).toBe(10);
  for (const count of counts.values()) expect(Math.abs(count - 4800)).toBeLessThan(600);
});

test('the random bytes that would favour low digits are thrown away', () => {
  const draws = [Uint8Array.of(250, 255, 249), Uint8Array.of(251, 7, 10), Uint8Array.of(13, 1, 1)];
  expect(drawDigits(4, () => draws.shift() ?? new Uint8Array(0))).toBe('9703');
});

test('a receipt gives the same token and key again, and other ones under another salt', async () => {
  const { secret } = newReceipt();
  const [salt, otherSalt] = [randomBytes(16), randomBytes(16)];
  const keys = await receiptKeys(secret, salt);
  expect([keys.token.length, keys.key.length]).toEqual([32, 32]);
  expect(await receiptKeys(secret, salt)).toEqual(keys);
  const other = await receiptKeys(secret, otherSalt);
  const all = [keys.token, keys.key, other.token, other.key].map(toHex);
  expect(new Set(all).size).toBe(4);
});

test('neighbouring secrets give unrelated keys', async () => {
  const salt = randomBytes(16);
  const one = await receiptKeys('0000000000000000001', salt);
  const two = await receiptKeys('0000000000000000002', salt);
  expect(one.token).not.toEqual(two.token);
  expect(one.key).not.toEqual(two.key);
});

test('keys are derived only from 19 plain digits and a salt of 16 bytes', async () => {
  const secret = '1234567890123456789';
  const bad: [string, number][] = [
    [secret.slice(1), 16],
    [`${secret}0`, 16],
    ['١234567890123456789', 16],
    [secret, 15],
    [secret, 0],
  ];
  for (const [digits, length] of bad) {
    expect(await refusalOf(() => receiptKeys(digits, randomBytes(length)))).toBe('seal/malformed');
  }
});
