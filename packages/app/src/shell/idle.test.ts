import { expect, test } from 'vitest';
import {
  attentionAfter,
  BLUR_AFTER_MS,
  LOCK_AFTER_MS,
  secondsLeft,
  WARN_AFTER_MS,
} from './idle.ts';

test('a screen left alone first blurs, then warns, then locks', () => {
  expect(attentionAfter(0)).toBe('here');
  expect(attentionAfter(BLUR_AFTER_MS - 1)).toBe('here');
  expect(attentionAfter(BLUR_AFTER_MS)).toBe('blurred');
  expect(attentionAfter(WARN_AFTER_MS)).toBe('warned');
  expect(attentionAfter(LOCK_AFTER_MS)).toBe('gone');
});

test('there are two whole minutes between the warning and the lock', () => {
  expect(secondsLeft(WARN_AFTER_MS)).toBe(120);
  expect(secondsLeft(LOCK_AFTER_MS + 5000)).toBe(0);
});
