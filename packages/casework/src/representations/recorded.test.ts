import { expect, test } from 'vitest';
import type { Facts } from '@amparo/law';
import { findText, listAccusations } from './recorded.ts';

const entries = (values: Readonly<Record<string, string>>) =>
  new Map(Object.entries(values).map(([key, value]) => [key, { value }] as const));

test('the day that was recorded once stands for each accusation that names no other', () => {
  const recorded = {
    entries: entries({ actDate: '2026-11-20', location: 'GB-EAW' }),
    lists: new Map([
      ['offences', [entries({ code: 'one' }), entries({ code: 'two', actDate: '2026-10' })]],
    ]),
  } as unknown as Facts;
  const accusations = listAccusations(recorded);
  expect(accusations.map((each) => findText(each, 'actDate'))).toEqual(['2026-11-20', '2026-10']);
  expect(accusations.map((each) => findText(each, 'location'))).toEqual([undefined, undefined]);
});
