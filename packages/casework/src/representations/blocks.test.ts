import { expect, test } from 'vitest';
import type { FactUse, Finding } from '@amparo/law';
import { factsUsed, verifications } from './blocks.ts';
import { finding as lawFinding } from './testing/letter-case.ts';

const use = (fact: string, words: string): FactUse => ({
  fact,
  label: fact,
  value: words,
  words,
  class: 'accusations',
});
const finding = (about: string | null, facts: readonly FactUse[]): Finding =>
  ({ about, trace: { node: 'n', label: '', value: 'yes', facts, of: [] } }) as unknown as Finding;

test('what two findings read of one record is told once, and each record keeps its own', () => {
  const person = use('nationality', 'Vietnam');
  const first = [use('offences[].code', 'cannabis'), use('offences[].date', '2026-03'), person];
  const second = [use('offences[].code', 'papers'), person];
  const used = factsUsed([
    finding('offences[0]', first),
    finding('offences[0]', first),
    finding('offences[1]', second),
    finding(null, [person, use('tests.fair', 'yes')]),
  ]);
  expect(used.map(({ fact, words, record }) => [record, fact, words])).toEqual([
    ['offences[0]', 'offences[].code', 'cannabis'],
    ['offences[0]', 'offences[].date', '2026-03'],
    [null, 'nationality', 'Vietnam'],
    ['offences[1]', 'offences[].code', 'papers'],
  ]);
});

test('laws whose text was not read are named together, by how far they were read', () => {
  const read = (title: string, level: 'official' | 'secondary' | 'memory') =>
    lawFinding({ title, verified: { level, read: '', where: '' } });
  const blocks = verifications([
    read('A', 'memory'),
    read('B', 'official'),
    read('C', 'secondary'),
    read('D', 'memory'),
    read('A', 'memory'),
    lawFinding({
      title: 'E',
      verified: { level: 'official', read: '', where: '', asAt: '2015-11' },
    }),
  ]);
  expect(blocks.map((block) => (block.kind === 'check' ? block.text : ''))).toEqual([
    'Each is from memory: read the text before you send this. Act on A, s. 1; Act on D, s. 1.',
    'Each was checked against a secondary source only: read the text before you send this. Act on C, s. 1.',
    'Each was read in the text as at 2015-11 only: read the text before you send this. Act on E, s. 1.',
  ]);
});
