import { expect, test } from 'vitest';
import { clockState, decideClock } from './index.ts';
import type { Clock } from './index.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const clock: Clock = {
  clock: id(1),
  file: id(2),
  desk: id(3),
  due: '2026-05-10',
  owner: id(4),
  deputy: id(5),
  state: 'running',
};

test('a clock is ahead, then soon from seven days before, then missed, and stays so until settled', () => {
  expect(clockState(clock, '2026-05-02')).toBe('ahead');
  expect(clockState(clock, '2026-05-03')).toBe('soon');
  expect(clockState(clock, '2026-05-10')).toBe('soon');
  expect(clockState(clock, '2026-05-11')).toBe('missed');
  expect(clockState({ ...clock, state: 'met' }, '2026-05-11')).toBe('settled');
});

test('the deputy is another person than the owner', () => {
  expect(decideClock(null, { ...clock, deputy: clock.owner }).ok).toBe(false);
  expect(decideClock(null, clock).ok).toBe(true);
  expect(decideClock(null, { ...clock, deputy: null }).ok).toBe(true);
});

test('a settled clock does not run again, and no clock moves to another file or desk', () => {
  const met: Clock = { ...clock, state: 'met' };
  expect(decideClock(clock, met).ok).toBe(true);
  expect(decideClock(met, clock).ok).toBe(false);
  expect(decideClock(clock, { ...clock, file: id(9) })).toMatchObject({
    ok: false,
    refusal: { code: 'not-available' },
  });
});
