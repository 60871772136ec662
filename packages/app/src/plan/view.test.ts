import { expect, test } from 'vitest';
import { makePlan } from '@amparo/casework/plan';
import type { Finding, Packs } from '@amparo/law';
import {
  comparableExtents,
  filterChoices,
  filterPlan,
  NO_FILTER,
  resultKey,
  rowsInOrder,
  splitItems,
  verifiedKey,
} from './view.ts';

const finding = (over: Partial<Finding>): Finding => ({
  provision: 'X-1',
  title: 'A right',
  jurisdiction: 'GB-EAW',
  pack: 'gb-eaw',
  about: null,
  category: 'assistance',
  result: 'engaged',
  defence: false,
  force: 'must',
  state: 'in-force',
  stages: [],
  summary: 'Somebody owes something.',
  because: [],
  trace: { node: 'n', label: 'n', value: 'yes', facts: [], of: [] },
  missing: [],
  questions: [],
  due: [],
  owes: 'police, prosecutor',
  invokedBy: 'the person',
  before: 'court',
  remedy: '',
  presumptions: [],
  openTests: [],
  answeredTests: [],
  exceptionsNotExcluded: [],
  exceptionsMet: [],
  cliffs: [],
  gapAgainst: [],
  doesNotDecide: [],
  contrary: [],
  doubts: [],
  citations: [],
  verified: { level: 'memory', read: '', where: '' },
  class: 'identity',
  ...over,
});

const findings = [
  finding({ provision: 'A', category: 'non-punishment', defence: true, owes: 'prosecutor' }),
  finding({ provision: 'B', jurisdiction: 'RO' }),
  finding({ provision: 'C', jurisdiction: 'RO', category: 'non-punishment', result: 'cannot-say' }),
];
const plan = makePlan({ asOf: '2026-05-03', packs: [], findings }, new Map());

test('a filter hides rows and nothing that stands above them', () => {
  const shown = filterPlan(plan, { ...NO_FILTER, country: 'RO' });
  const rows = [...shown.groups.now, ...shown.groups.month, ...shown.groups.later];
  expect(rows.map((row) => row.finding.provision).sort()).toEqual(['B', 'C']);
  expect(shown.lawyerFirst).toBe(plan.lawyerFirst);
  expect(filterPlan(plan, NO_FILTER)).toEqual(plan);
});

test('who must act is offered as the law packs say it, and filters to exactly that', () => {
  const [first = ''] = filterChoices(plan).owes;
  expect(new Set(findings.map(({ owes }) => owes))).toEqual(new Set(filterChoices(plan).owes));
  const shown = filterPlan(plan, { ...NO_FILTER, owes: first });
  const rows = [...shown.groups.now, ...shown.groups.month, ...shown.groups.later];
  expect(new Set(rows.map((row) => row.finding.owes))).toEqual(new Set([first]));
});

test('two countries are compared right by right, non-punishment first', () => {
  const row = (category: string) => ({ category, cells: [] });
  const rows = rowsInOrder({ rows: [row('assistance'), row('return'), row('non-punishment')] });
  expect(rows.map(({ category }) => category)).toEqual(['non-punishment', 'assistance', 'return']);
});

test('countries that the facts connect come first, and a federation is compared by its parts', () => {
  const place = (choose: readonly string[]) => ({ choose });
  const packs = {
    provisions: new Map([['A', { extent: ['RO', 'GB', 'GB-EAW', 'EU'] }]]),
    extents: {
      places: new Map([
        ['RO', place([])],
        ['GB-EAW', place([])],
        ['GB', place(['GB-EAW'])],
      ]),
    },
  } as unknown as Packs;
  expect(comparableExtents(packs, ['RO'])).toEqual(['RO', 'GB-EAW']);
});

test('an engaged defence reads as available to argue, never as decided', () => {
  expect(resultKey(finding({ defence: true }))).toBe('plan.result.available');
  expect(resultKey(finding({ result: 'cannot-say' }))).toBe('plan.result.cannot-say');
});

test('law from memory is never shown as read', () => {
  expect(verifiedKey(finding({}))).toBe('plan.verified.memory');
});

test('what waits for facts is folded, and what has a date or is engaged is always in sight', () => {
  const rows = [...plan.groups.now, ...plan.groups.month, ...plan.groups.later];
  const { toDo, cannotSay } = splitItems(rows);
  expect(toDo.length + cannotSay.length).toBe(rows.length);
  expect(toDo.map((row) => row.finding.provision).sort()).toEqual(['A', 'B']);
  expect(cannotSay.map((row) => row.finding.provision)).toEqual(['C']);
});
