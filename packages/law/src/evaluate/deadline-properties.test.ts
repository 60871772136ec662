/** What holds of every deadline, whatever its numbers are. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assess, parseFacts } from '../index.ts';
import type { Due } from '../index.ts';
import { findP, loadSmall, provision } from '../testing/small-law.ts';

const SEED = 20261123;

function due(rule: object, facts: object, own: object = {}): Due {
  const deadline = { id: 'D', label: 'x', kind: 'person-must-act', source: 's', rule, ...own };
  const packs = loadSmall([provision({ id: 'P', deadlines: [deadline] })]);
  const parsed = parseFacts({ location: 'AA', signs: true, ...facts }, packs);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  const [found] = findP(assess({ packs, facts: parsed.facts, asOf: '2026-06-15' })).due;
  if (found === undefined) throw new Error('no deadline');
  return found;
}

const days = fc
  .integer({ min: Date.UTC(2024, 0, 1) / 86_400_000, max: Date.UTC(2027, 11, 31) / 86_400_000 })
  .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
const sums = fc
  .record({
    amount: fc.integer({ min: 1, max: 40 }),
    unit: fc.constantFrom('days', 'weeks', 'months', 'years', 'working-days'),
    countFirstDay: fc.boolean(),
    lessOneDay: fc.boolean(),
    lastDay: fc.option(fc.constantFrom('next-working-day', 'previous-working-day')),
  })
  .map(({ amount, unit, countFirstDay, lessOneDay, lastDay }) => ({
    add: `${String(amount)} ${unit}`,
    from: 'started',
    calendar: 'aa',
    countFirstDay,
    lessOneDay: lessOneDay && unit !== 'working-days',
    ...(lastDay === null ? {} : { lastDay }),
  }));
const runs = { seed: SEED, numRuns: 150 };

test('a start that is known only by its month or year never gives a later day than the true one', () => {
  fc.assert(
    fc.property(sums, days, fc.constantFrom(4, 7), (rule, day, length) => {
      const partial = due(rule, { startedOn: day.slice(0, length) });
      const exact = due(rule, { startedOn: day });
      expect((partial.date ?? '') <= (exact.date ?? '')).toBe(true);
      expect(partial.possible).toBe(true);
    }),
    runs,
  );
});

test('a later start never gives an earlier day', () => {
  fc.assert(
    fc.property(sums, days, days, (rule, one, other) => {
      const [early = '', late = ''] = [one, other].sort();
      const [first, second] = [early, late].map((day) => due(rule, { startedOn: day }).date ?? '');
      expect((first ?? '') <= (second ?? '')).toBe(true);
    }),
    runs,
  );
});

test('the later of two days is one of them and no earlier than either; the earlier one no later', () => {
  fc.assert(
    fc.property(sums, sums, days, (one, other, day) => {
      const dates = [one, other].map((rule) => due(rule, { startedOn: day }).date ?? '').sort();
      expect(due({ laterOf: [one, other] }, { startedOn: day }).date).toBe(dates[1]);
      expect(due({ earlierOf: [one, other] }, { startedOn: day }).date).toBe(dates[0]);
    }),
    runs,
  );
});

test('a last day that moves lands on a working day, in the direction the law says', () => {
  const holidays = ['2026-04-03', '2026-04-06'];
  fc.assert(
    fc.property(sums, days, (rule, day) => {
      const { lastDay, ...plain } = rule;
      const reached = due(plain, { startedOn: day }).date ?? '';
      const moved = due(rule, { startedOn: day }).date ?? '';
      if (lastDay === undefined) expect(moved).toBe(reached);
      else {
        expect([0, 6]).not.toContain(new Date(moved).getUTCDay());
        expect(holidays).not.toContain(moved);
        expect(lastDay === 'next-working-day' ? moved >= reached : moved <= reached).toBe(true);
      }
    }),
    runs,
  );
});

test('time that stood still never shortens a deadline, and adds no more days than it lasted', () => {
  const pausedWhile = [{ label: 'p', when: 'other', from: 'pause-start', until: 'pause-end' }];
  const number = (day: string): number => Date.parse(day) / 86_400_000;
  fc.assert(
    fc.property(sums, days, days, days, (rule, startedOn, pausedFrom, pausedUntil) => {
      const facts = { startedOn, other: true, pausedFrom, pausedUntil };
      const plain = number(due(rule, facts).date ?? '');
      const longer = number(due(rule, facts, { pausedWhile }).date ?? '');
      const lasted = Math.max(0, number(pausedUntil) - number(pausedFrom));
      expect(longer).toBeGreaterThanOrEqual(plain);
      expect(longer - plain).toBeLessThanOrEqual(lasted);
      const isBefore = pausedUntil <= startedOn || number(pausedFrom) > plain;
      if (isBefore) expect(longer).toBe(plain);
    }),
    runs,
  );
});

test('a deadline is never certain where its start, its condition or its text is not', () => {
  fc.assert(
    fc.property(sums, fc.option(days), (rule, day) => {
      const found = due(rule, day === null ? {} : { startedOn: day });
      expect(found.possible).toBe(true);
      expect(found.date === null).toBe(day === null);
      expect(found.arithmetic).toContain('Source: s.');
    }),
    { seed: SEED, numRuns: 40 },
  );
});
