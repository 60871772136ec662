import type { PacketQuestion } from '@amparo/casework/packets';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tickedFields } from './ticked-fields.ts';

type Field = PacketQuestion['asked']['fields'][number];
const CODES = ['cover.languages', 'money.unpaid-wages', 'identity.name', 'safety.alert'] as const;

function questionWith(codes: readonly Field['code'][]): Pick<PacketQuestion, 'asked' | 'codes'> {
  const fields = CODES.map((code) => ({ code, words: `Invented words of ${code}.` }));
  return { asked: { fields } as unknown as PacketQuestion['asked'], codes };
}

test('a field outside the authorisation is in no print and no file: they hold what was ticked, word for word', () => {
  fc.assert(
    fc.property(fc.subarray([...CODES]), (ticked) => {
      const fields = tickedFields(questionWith(ticked));
      expect(fields.map(({ code }) => code)).toEqual(ticked);
      for (const { code, words } of fields) expect(words).toBe(`Invented words of ${code}.`);
    }),
  );
});

test('a code that was never asked about brings nothing out', () => {
  expect(tickedFields(questionWith(['account.work']))).toEqual([]);
});
