import { expect, test } from 'vitest';
import { findNearest } from './nearest.ts';

const known = ['verify', 'export', 'law', 'demo', 'start'];

test.each([
  ['verifi', 'verify'],
  ['verfiy', 'verify'],
  ['xeport', 'export'],
  ['exprot', 'export'],
  ['lwa', 'law'],
  ['stat', 'start'],
  ['demoo', 'demo'],
  ['law', 'law'],
])('whoever types %s meant %s', (typed, meant) => {
  expect(findNearest(typed, known)).toBe(meant);
});

test.each(['', 'x', 'abcdef', 'delete', 'verification'])('nobody guesses at %j', (typed) => {
  expect(findNearest(typed, known)).toBeUndefined();
});
