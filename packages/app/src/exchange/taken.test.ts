import { expect, test } from 'vitest';
import type { PacketView } from '@amparo/casework/packets';
import { mustGo, takenState } from './taken.ts';

const now = '2026-05-10T10:00:00.000Z';
const field = { packet: 'p', words: 'Four months.', expiresAt: '2026-06-01T10:00:00.000Z' };
const packet = (change: Partial<PacketView>) =>
  ({ statement: { packet: 'p' }, state: 'read', recalledAt: null, ...change }) as PacketView;

test('what was recalled must go, whether or not its end was confirmed already', () => {
  const recalledAt = '2026-05-09T10:00:00.000Z';
  expect(takenState(field, [packet({ recalledAt })], now)).toBe('recalled');
  expect(takenState(field, [packet({ state: 'deleted' })], now)).toBe('recalled');
  expect(mustGo('recalled')).toBe(true);
});

test('what has run out must go, also without a line', () => {
  const late = '2026-06-01T10:00:00.000Z';
  expect(takenState(field, [packet({})], late)).toBe('over');
  expect(takenState(field, null, late)).toBe('over');
  expect(mustGo('over')).toBe(true);
});

test('without a line nothing is called current, and what was removed asks for nothing', () => {
  expect(takenState(field, [packet({})], now)).toBe('current');
  expect(takenState(field, null, now)).toBe('unchecked');
  expect(takenState(field, [], now)).toBe('unchecked');
  const removed = { ...field, words: null };
  expect(takenState(removed, [packet({ recalledAt: now })], now)).toBe('removed');
  expect(mustGo('removed')).toBe(false);
});
