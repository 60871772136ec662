import { expect, test } from 'vitest';
import { makePlan } from '@amparo/casework/plan';
import type { Finding } from '@amparo/law';
import {
  compareCountries,
  filterChoices,
  filterPlan,
  NO_FILTER,
  resultKey,
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

test('two countries are compared right by right, non-punishment first, with a gap where nothing was read', () => {
  const rows = compareCountries(findings, ['GB-EAW', 'RO']);
  expect(rows.map(({ right }) => right)).toEqual(['non-punishment', 'assistance']);
  expect(rows[1]?.cells.map((cell) => cell.length)).toEqual([0, 1]);
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
