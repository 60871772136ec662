import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DRAWER_CLASSES } from '../grants/index.ts';
import { type AgeingDrawer, DEFAULT_RETENTION, dueAt, shortenRetention } from './retention.ts';

const drawer = (each: AgeingDrawer['class'], isConversation = false): AgeingDrawer => ({
  class: each,
  isConversation,
});

test('every class of drawer has a rule, and only the person’s own is never ended by time', () => {
  for (const each of DRAWER_CLASSES) expect(DEFAULT_RETENTION).toHaveProperty(each);
  const never = DRAWER_CLASSES.filter((each) => DEFAULT_RETENTION[each] === null);
  expect(never).toEqual(['mine']);
  expect(DEFAULT_RETENTION.child).toBeGreaterThanOrEqual(216);
});

test('a date that a month does not have is the last day of that month', () => {
  const retention = { ...DEFAULT_RETENTION, location: 1 };
  const location = drawer('location');
  const file = { lastEntryAt: '2026-01-31T12:00:00.000Z', drawers: [location] };
  expect(dueAt(location, file, retention)).toBe('2026-02-28T12:00:00.000Z');
});

test('the conversation with the person outlasts everything else, and stays while anything does', () => {
  const lastEntryAt = '2026-01-01T00:00:00.000Z';
  const contact = drawer('contact', true);
  const withEvidence = { lastEntryAt, drawers: [contact, drawer('evidence')] };
  expect(dueAt(contact, withEvidence, DEFAULT_RETENTION)).toBe('2036-01-01T00:00:00.000Z');
  const withOwn = { lastEntryAt, drawers: [contact, drawer('mine')] };
  expect(dueAt(contact, withOwn, DEFAULT_RETENTION)).toBeNull();
});

test('property: a node shortens or is refused; nothing is ever kept longer than the default', () => {
  const table = fc.dictionary(fc.constantFrom(...DRAWER_CLASSES), fc.integer({ min: 1, max: 240 }));
  fc.assert(
    fc.property(table, (own) => {
      const made = shortenRetention(own);
      if (made === undefined) return;
      for (const each of DRAWER_CLASSES) {
        const [most, months] = [DEFAULT_RETENTION[each], made[each]];
        if (most === null) expect(months).toBeNull();
        else expect(months).toBeLessThanOrEqual(most);
      }
    }),
  );
});
