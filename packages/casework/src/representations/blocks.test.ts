import { expect, test } from 'vitest';
import type { FactUse, Finding } from '@amparo/law';
import { factBlocks, factsUsed } from './blocks.ts';

const use = (fact: string, words: string): FactUse => ({
  fact,
  label: fact,
  value: words,
  words,
  class: 'accusations',
});
const finding = (about: string | null, facts: readonly FactUse[]): Finding =>
  ({ about, trace: { node: 'n', label: '', value: 'yes', facts, of: [] } }) as unknown as Finding;

test('two accusations stay two lines, each with what belongs to it, and nothing is told twice', () => {
  const person = use('nationality', 'Vietnam');
  const first = [use('offences[].code', 'cannabis'), use('offences[].date', '2026-03'), person];
  const second = [use('offences[].code', 'papers'), person];
  const used = factsUsed([
    finding('offences[0]', first),
    finding('offences[1]', second),
    finding(null, [person]),
  ]);
  expect(factBlocks(used, (key) => key)).toEqual([
    {
      kind: 'list',
      items: [
        'offences[].code: cannabis; offences[].date: 2026-03.',
        'nationality: Vietnam.',
        'offences[].code: papers.',
      ],
    },
  ]);
});

test('what is not so is no fact to rely on, and nothing known is said as such', () => {
  const no: FactUse = { ...use('disqualified', 'no'), value: false };
  expect(factBlocks(factsUsed([finding(null, [no])]), (key) => key)).toEqual([
    { kind: 'paragraph', text: 'Nothing is recorded yet.' },
  ]);
});
