import { expect, test } from 'vitest';
import { createLimiter } from './limiter.ts';

const RATE = { name: 'tries', perMinute: 6 };

test('after the attempts of a minute the next is refused, and a little later one is let through', () => {
  let now = 0;
  const limiter = createLimiter(() => now);
  for (let attempt = 0; attempt < 6; attempt += 1) expect(limiter.mayTry(RATE, 'a')).toBe(true);
  expect(limiter.mayTry(RATE, 'a')).toBe(false);
  now += 10_000;
  expect(limiter.mayTry(RATE, 'a')).toBe(true);
  expect(limiter.mayTry(RATE, 'a')).toBe(false);
});

test('one sender’s attempts are not another’s, nor another call’s', () => {
  const limiter = createLimiter(() => 0);
  for (let attempt = 0; attempt < 6; attempt += 1) limiter.mayTry(RATE, 'a');
  expect(limiter.mayTry(RATE, 'b')).toBe(true);
  expect(limiter.mayTry({ name: 'others', perMinute: 6 }, 'a')).toBe(true);
});

test('trying on while refused does not keep the door shut', () => {
  let now = 0;
  const limiter = createLimiter(() => now);
  for (let attempt = 0; attempt < 60; attempt += 1) {
    limiter.mayTry(RATE, 'a');
    now += 1000;
  }
  now += 10_000;
  expect(limiter.mayTry(RATE, 'a')).toBe(true);
});

test('a clock that is set back by a year locks nobody out', () => {
  let now = 400 * 24 * 60 * 60_000;
  const limiter = createLimiter(() => now);
  limiter.mayTry(RATE, 'a');
  now -= 60_000;
  expect(limiter.mayTry(RATE, 'a')).toBe(true);
  now -= 365 * 24 * 60 * 60_000;
  expect(limiter.mayTry(RATE, 'a')).toBe(true);
  for (let attempt = 0; attempt < 6; attempt += 1) limiter.mayTry(RATE, 'a');
  expect(limiter.mayTry(RATE, 'a')).toBe(false);
  now += 20_000;
  expect(limiter.mayTry(RATE, 'a')).toBe(true);
});
