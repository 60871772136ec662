import { expect, test } from 'vitest';
import { isStrongEnough, strengthOf } from './strength.ts';

test('a passphrase of several words is called strong', () => {
  expect(strengthOf('quiet lamp under seven bridges')).toBe('strong');
  expect(strengthOf('chiếc đèn nhỏ dưới cầu vàng')).toBe('strong');
});

test('what is short, repeated or counted up is never enough', () => {
  for (const weak of [
    '',
    'short',
    'aaaaaaaaaaaaaaaa',
    'abcabcabcabcabc',
    '1234567890',
    'abcdefghijklmno',
  ]) {
    expect(isStrongEnough(weak), weak).toBe(false);
  }
});

test('three plain words are enough, because the card stands behind them', () => {
  expect(isStrongEnough('green river stone')).toBe(true);
});
