import { expect, test } from 'vitest';
import fc from 'fast-check';
import type { Clock } from '@amparo/casework/clocks';
import { dueLines, summariseInbox, workingDaysBetween } from './today.ts';
import { mergeCards, searchCards } from './search.ts';
import type { DeskCard } from './search.ts';

const card = (file: string, chosenName: string, due: string | null): DeskCard => ({
  desk: 'd',
  file,
  revision: 1,
  content: {
    v: 1,
    chosenName,
    pronoun: 'she',
    language: 'vi',
    safe: 'call after four',
    nextClock: due === null ? null : { label: 'Representations before plea', due },
  },
});

const clock = (file: string, due: string, state: Clock['state'] = 'running'): Clock => ({
  clock: '00000000-0000-4000-8000-000000000001',
  file,
  desk: 'd',
  due,
  owner: 'm',
  deputy: null,
  state,
});

test('a missed date comes first and stays until it is settled', () => {
  const cards = mergeCards([card('a', 'Mai', '2026-05-10'), card('b', 'Ana', null)]);
  const lines = dueLines(cards, [clock('b', '2026-05-01')], '2026-05-05');
  expect(lines.map(({ file, missed }) => [file, missed])).toEqual([
    ['b', true],
    ['a', false],
  ]);
  expect(dueLines(cards, [clock('b', '2026-05-01', 'met')], '2026-05-05')).toHaveLength(1);
});

test('a clock says what it is about only where the card of that file says the same day', () => {
  const cards = mergeCards([card('a', 'Mai', '2026-05-10')]);
  const [first] = dueLines(cards, [clock('a', '2026-05-10')], '2026-05-05');
  expect(first?.label).toBe('Representations before plea');
  const [other] = dueLines(cards, [clock('a', '2026-05-06')], '2026-05-05');
  expect(other?.label).toBeNull();
});

test('the search finds a name whatever marks, case or script it is written with', () => {
  const cards = mergeCards([card('a', 'Đỗ Thị Mài', null), card('b', 'أمل', null)]);
  expect(searchCards(cards, 'do mai').map(({ file }) => file)).toEqual(['a']);
  expect(searchCards(cards, 'أمل').map(({ file }) => file)).toEqual(['b']);
  expect(searchCards(cards, 'after four')).toHaveLength(2);
  expect(searchCards(cards, 'nobody')).toEqual([]);
});

test('a file with two desks is one line, and the newest card speaks', () => {
  const older = card('a', 'Mai', null);
  const newer = { ...card('a', 'Mai Anh', null), desk: 'e', revision: 4 };
  const merged = mergeCards([older, newer]);
  expect(merged).toHaveLength(1);
  expect(merged[0]?.content?.chosenName).toBe('Mai Anh');
});

test('conversations that nobody opened and those that wait for an answer are told apart', () => {
  const item = (state: 'new' | 'opened' | 'closed', waiting: boolean) => ({
    drawer: 'x',
    desk: 'd',
    receivedAt: '2026-05-01T10:00:00Z',
    sealedBy: 'browser' as const,
    state,
    waiting,
    expiresAt: '2026-06-01T10:00:00Z',
  });
  const { fresh, waiting } = summariseInbox([
    item('new', true),
    item('opened', true),
    item('closed', true),
  ]);
  expect([fresh.length, waiting.length]).toEqual([1, 1]);
});

test('working days leave out weekends and are the same forward and back', () => {
  expect(workingDaysBetween('2026-05-01', '2026-05-04')).toBe(1);
  expect(workingDaysBetween('2026-05-04', '2026-05-08')).toBe(4);
  const day = fc
    .integer({ min: 0, max: 400 })
    .map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));
  fc.assert(
    fc.property(day, day, (a, b) => {
      expect(Math.abs(workingDaysBetween(a, b))).toBeLessThanOrEqual(
        Math.abs(Date.parse(a) - Date.parse(b)) / 86_400_000,
      );
    }),
  );
});
