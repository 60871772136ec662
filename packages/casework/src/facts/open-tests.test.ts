import type { FactDefinition, OpenTest, Provision } from '@amparo/law';
import { expect, test } from 'vitest';
import type { OpenedEntry } from '../kernel/index.ts';
import {
  decideFact,
  decideWithdrawal,
  factsDocument,
  findOpenQuestion,
  foldFacts,
  testKey,
} from './index.ts';
import type { FactContext, FactRecorded } from './index.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** A provision with one open test; only what these decisions read. */
function provision(test: string, of: string, own: Partial<Provision>): [string, Provision] {
  const open: OpenTest = { id: test, ask: 'Is it so?', of, authorityFor: [], authorityAgainst: [] };
  return [test, { id: test, defence: false, openTests: [open], ...own } as Provision];
}

const provisions = new Map([
  provision('no-alternative', 'magistrates or jury', {
    each: 'offences',
    defence: true,
    category: 'non-punishment',
  }),
  provision('stay-necessary', 'competent authority', { category: 'residence' }),
  provision('fair-share', 'questore, on a proposal of the prosecutor', {
    category: 'compensation',
  }),
]);
const code: FactDefinition = {
  key: 'offences[].code',
  type: 'text',
  label: 'Offence',
  question: 'Which?',
  class: 'accusations',
  burden: 2,
  mayAsk: ['legal'],
  never: [],
};
const KEY = 'offences[].tests.no-alternative';

function entry(position: number, payload: unknown): OpenedEntry {
  return {
    entry: id(1000 + position),
    position,
    author: id(9),
    authorName: 'A. Lawyer (demo)',
    deskName: 'Duty lawyers (demo)',
    byPerson: false,
    time: '2026-05-01T10:00:00.000Z',
    receivedAt: `2026-05-01T10:00:${String(position).padStart(2, '0')}.000Z`,
    payload,
  };
}

const offence: FactRecorded = {
  v: 1,
  kind: 'fact/recorded',
  fact: id(1),
  key: 'offences[].code',
  item: id(7),
  answer: { value: 'cannabis' },
  source: 'document',
  by: 'charge sheet',
  on: '2026-05-01',
};
const answer: FactRecorded = {
  ...offence,
  fact: id(2),
  key: KEY,
  answer: { value: true },
  source: 'said',
  by: '',
  reasons: 'Locked in, no papers, threatened.',
};
const known = foldFacts([entry(1, offence)], 'accusations').state;

function decide(over: Partial<FactRecorded>, context: Partial<FactContext> = {}): string {
  const decision = decideFact(
    { ...answer, ...over },
    {
      vocabulary: { facts: new Map([[code.key, code]]), lists: new Map(), classes: [] },
      provisions,
      deskKind: 'legal',
      drawerClass: 'privileged',
      today: '2026-05-01',
      known,
      ...context,
    },
  );
  return decision.ok ? 'recorded' : decision.refusal.code;
}

test('what a court would make of an accusation is answered by a legal desk, in the privileged drawer', () => {
  expect(decide({})).toBe('recorded');
  for (const deskKind of ['casework', 'court', 'prosecution', 'police', 'authority'] as const) {
    expect(decide({}, { deskKind })).toBe('fact/legal-desk-only');
  }
  expect(decide({}, { drawerClass: 'accusations' })).toBe('fact/wrong-drawer');
});

test('another test is answered by the role that the law names, or by the lawyer for it', () => {
  const stay = { key: 'tests.stay-necessary', item: null };
  const where = { drawerClass: 'immigration' } as const;
  expect(decide(stay, where)).toBe('recorded');
  expect(decide(stay, { ...where, deskKind: 'authority' })).toBe('recorded');
  for (const deskKind of ['casework', 'shelter', 'police', 'health'] as const) {
    expect(decide(stay, { ...where, deskKind })).toBe('fact/other-desk');
  }
});

test('an answer is yes, no or not yet, never a number, and yes and no have reasons', () => {
  expect(decide({ answer: { value: false } })).toBe('recorded');
  expect(decide({ answer: { unknown: 'unknown' }, reasons: '' })).toBe('recorded');
  expect(decide({ reasons: '  ' })).toBe('fact/reasons');
  expect(decide({ reasons: undefined })).toBe('fact/reasons');
  for (const value of [0.8, 4, 'likely', ['yes']]) {
    expect(decide({ answer: { value } })).toBe('fact/value');
  }
  expect(decide({ answer: { unknown: 'refused' } })).toBe('fact/value');
  expect(decide({ on: '2026-05-02' })).toBe('fact/date');
});

test('an answer belongs to an accusation that is there, and to a test that the law asks', () => {
  expect(decide({ item: id(8) })).toBe('fact/value');
  expect(decide({ item: null })).toBe('fact/value');
  expect(decide({ key: 'offences[].tests.nothing' })).toBe('fact/unknown-key');
  expect(decide({ key: 'tests.no-alternative', item: null })).toBe('fact/unknown-key');
  expect(decide({ ...offence, reasons: 'because' }, { drawerClass: 'accusations' })).toBe(
    'fact/value',
  );
});

test('the law reads the answer with its accusation, who gave it and how protected it is', () => {
  const placed = [
    ...known.map((fact) => ({ ...fact, class: 'accusations' as const })),
    ...foldFacts([entry(2, answer)], 'privileged').state.map((fact) => ({
      ...fact,
      class: 'privileged' as const,
    })),
  ];
  expect(factsDocument(placed)).toEqual({
    offences: [
      {
        code: { value: 'cannabis', source: 'document', by: 'charge sheet', on: '2026-05-01' },
        tests: {
          'no-alternative': {
            value: true,
            source: 'said',
            by: 'A. Lawyer (demo)',
            on: '2026-05-01',
            class: 'privileged',
          },
        },
      },
    ],
  });
});

test('an answer is replaced and taken back like any fact, and stays readable', () => {
  const second = { ...answer, fact: id(3), answer: { value: false }, replaces: id(2) };
  const { state } = foldFacts([entry(1, answer), entry(2, second)], 'privileged');
  expect(state.map((fact) => fact.state)).toEqual(['replaced', 'current']);
  expect(state[0]?.event.reasons).toBe('Locked in, no papers, threatened.');
  const undo = decideWithdrawal(state, id(3));
  if (!undo.ok) throw new Error('refused');
  const after = foldFacts(
    [entry(1, answer), entry(2, second), entry(3, undo.events[0])],
    'privileged',
  );
  expect(factsDocument(after.state)).toEqual({});
});

test('an answer about an accusation that lies in another drawer is shown as refused', () => {
  const { state, refused } = foldFacts([entry(1, answer)], 'account');
  expect(state).toEqual([]);
  expect(refused).toHaveLength(1);
});

test('who proposes does not answer, and a role that is no desk leaves it to the lawyer', () => {
  expect(findOpenQuestion(provisions, 'tests.fair-share')).toMatchObject({
    desks: ['legal', 'police'],
    class: 'money',
    list: null,
  });
  const alone = new Map([provision('t', 'person with their lawyer', { category: 'remedy' })]);
  expect(findOpenQuestion(alone, 'tests.t')).toMatchObject({ desks: ['legal'], class: 'account' });
  expect(testKey({ each: 'offences' }, 'no-alternative')).toBe(KEY);
});
