import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Bytes, randomBytes } from './bytes.ts';
import { writeCardText } from './crockford.ts';
import { lookupToken, newSignInCard, parseSignInCard } from './sign-in-card.ts';
import { refusalOf, withFlippedBit } from './testing/samples.ts';

const anySecret = fc
  .uint8Array({ minLength: 16, maxLength: 16 })
  .map((bytes): Bytes => new Uint8Array(bytes));

test('a new card is seven groups of four symbols that stand for 128 random bits', () => {
  const card = newSignInCard('member-1');
  expect(card.text).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(card.secret.length).toBe(16);
  expect(parseSignInCard(card.text)).toEqual(card.secret);
  expect(card.text).not.toContain('member');
  expect(newSignInCard('member-1').text).not.toBe(card.text);
});

test('a card reads the same however it is typed', () => {
  fc.assert(
    fc.property(anySecret, (secret) => {
      const text = writeCardText(secret);
      const typed = [
        text.toLowerCase(),
        text.replaceAll('-', ' '),
        text.replaceAll('-', ''),
        ` ${text}\n`,
        text.replaceAll('-', ' – '),
        text.replaceAll('0', 'O').replaceAll('1', 'I'),
        text.replaceAll('0', 'o').replaceAll('1', 'l'),
        `\u200f${text.replaceAll('0', '٠').replaceAll('7', '۷')}`,
      ];
      for (const form of typed) expect(parseSignInCard(form), form).toEqual(secret);
    }),
  );
});

test('one wrong symbol anywhere is noticed', async () => {
  const text = writeCardText(randomBytes(16)).replaceAll('-', '');
  for (let at = 0; at < text.length; at++) {
    for (const symbol of '0123456789ABCDEFGHJKMNPQRSTVWXYZ') {
      if (symbol === text[at]) continue;
      const wrong = text.slice(0, at) + symbol + text.slice(at + 1);
      expect(await refusalOf(() => parseSignInCard(wrong))).toBe('seal/mistyped');
    }
  }
});

test('two neighbouring symbols swapped are noticed', async () => {
  await fc.assert(
    fc.asyncProperty(anySecret, fc.nat(24), async (secret, at) => {
      const text = writeCardText(secret).replaceAll('-', '');
      fc.pre(text[at] !== text[at + 1]);
      const swapped = `${text.slice(0, at)}${text[at + 1]}${text[at]}${text.slice(at + 2)}`;
      expect(await refusalOf(() => parseSignInCard(swapped))).toBe('seal/mistyped');
    }),
  );
});

test('symbols missing, added or foreign are refused', async () => {
  const text = writeCardText(randomBytes(16));
  for (const wrong of ['', text.slice(1), `${text}0`, text.replace(/^./, 'U'), '٠'.repeat(27)]) {
    expect(await refusalOf(() => parseSignInCard(wrong)), wrong).toBe('seal/mistyped');
  }
});

test('a code for more than 128 bits is refused, though its checksum agrees', async () => {
  const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const inBase32 = (number: bigint, length: number): string =>
    Array.from(number.toString(32).padStart(length, '0'), (digit) =>
      symbols.charAt(Number.parseInt(digit, 32)),
    ).join('');
  const codeFor = (number: bigint): string => inBase32(number, 26) + inBase32(number % 1021n, 2);
  expect(parseSignInCard(codeFor(2n ** 128n - 1n))).toEqual(new Uint8Array(16).fill(255));
  expect(await refusalOf(() => parseSignInCard(codeFor(2n ** 128n)))).toBe('seal/mistyped');
});

test('a member without an id gets no card', async () => {
  expect(await refusalOf(() => newSignInCard(''))).toBe('seal/malformed');
});

test('the token by which a node finds sealed keys is stable and says nothing about the secret', async () => {
  const secret = randomBytes(16);
  const token = await lookupToken(secret);
  expect(token.length).toBe(32);
  expect(await lookupToken(secret)).toEqual(token);
  expect(token.slice(0, 16)).not.toEqual(secret);
  for (let bit = 0; bit < 128; bit++) {
    expect(await lookupToken(withFlippedBit(secret, bit >> 3, bit & 7))).not.toEqual(token);
  }
  expect(await refusalOf(() => lookupToken(randomBytes(15)))).toBe('seal/malformed');
});
