import { expect, test } from 'vitest';
import { createSpentTickets } from './spent-tickets.ts';

const terms = { until: '2026-05-03T10:15:00.000Z', graceMilliseconds: 10_000 };

test('a ticket works once, and again for a moment, because people press twice', () => {
  let now = Date.parse('2026-05-03T10:00:00.000Z');
  const tickets = createSpentTickets(() => now);
  expect(tickets.spend('a', terms)).toBe(true);
  now += 9_000;
  expect(tickets.spend('a', terms)).toBe(true);
  now += 2_000;
  expect(tickets.spend('a', terms)).toBe(false);
  expect(tickets.spend('b', terms)).toBe(true);
});

test('a ticket that is over is not accepted, also when nothing remembers it any more', () => {
  const tickets = createSpentTickets(() => Date.parse(terms.until));
  expect(tickets.spend('a', terms)).toBe(false);
});

test('a flood of tickets is refused before it fills the memory, and passes with time', () => {
  let now = Date.parse('2026-05-03T10:00:00.000Z');
  const tickets = createSpentTickets(() => now);
  for (let n = 0; n < 100_000; n++) tickets.spend(String(n), terms);
  expect(tickets.spend('late', terms)).toBe(false);
  now = Date.parse(terms.until) + 1;
  expect(tickets.spend('new', { ...terms, until: '2026-05-03T11:00:00.000Z' })).toBe(true);
});
