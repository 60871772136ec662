import type { FactDefinition, Vocabulary } from '@amparo/law';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OpenedEntry } from '../kernel/index.ts';
import { decideFact, decideWithdrawal, factsDocument, foldFacts, recordIds } from './index.ts';
import type { FactContext, FactRecorded } from './index.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const NOW = '2026-05-01T10:00:00.000Z';

const definition = (key: string, rest: Partial<FactDefinition>): [string, FactDefinition] => [
  key,
  {
    key,
    type: 'boolean',
    label: key,
    question: key,
    class: 'account',
    burden: 1,
    mayAsk: [],
    never: [],
    ...rest,
  },
];

const vocabulary: Vocabulary = {
  facts: new Map([
    definition('nationality', { type: 'list', of: 'country', class: 'identity' }),
    definition('claimedAge', { type: 'age', class: 'identity' }),
    definition('offences[].code', { type: 'text', class: 'accusations' }),
    definition('offences[].nexus.directConsequence', { class: 'privileged' }),
    definition('plea', { type: 'enum', values: ['guilty', 'none'], class: 'accusations' }),
    definition('entered', { type: 'date', class: 'immigration' }),
  ]),
  lists: new Map(),
  classes: ['identity', 'account', 'accusations', 'privileged'],
};

const base = (over: Partial<FactRecorded>): FactRecorded => ({
  v: 1,
  kind: 'fact/recorded',
  fact: id(1),
  key: 'claimedAge',
  item: null,
  answer: { value: 16 },
  source: 'said',
  by: 'the person',
  on: '2026-05-01',
  ...over,
});

function context(over: Partial<FactContext>): FactContext {
  return {
    vocabulary,
    provisions: new Map(),
    deskKind: 'casework',
    drawerClass: 'identity',
    today: '2026-05-01',
    known: [],
    ...over,
  };
}

function code(over: Partial<FactRecorded>, ctx: Partial<FactContext> = {}): string {
  const decision = decideFact(base(over), context(ctx));
  return decision.ok ? 'recorded' : decision.refusal.code;
}

function entry(position: number, payload: unknown, author = 'Caseworker (demo)'): OpenedEntry {
  return {
    entry: id(1000 + position),
    position,
    author: id(9),
    authorName: author,
    deskName: 'Casework (demo)',
    byPerson: false,
    time: NOW,
    receivedAt: `2026-05-01T10:00:${String(position).padStart(2, '0')}.000Z`,
    payload,
  };
}

test('nexus facts are written by a legal desk in the privileged drawer and by nobody else', () => {
  const nexus = {
    key: 'offences[].nexus.directConsequence',
    item: id(7),
    answer: { value: true },
  } as const;
  expect(code(nexus, { drawerClass: 'privileged', deskKind: 'legal' })).toBe('recorded');
  for (const deskKind of ['casework', 'hotline', 'police', 'prosecution', 'health'] as const) {
    expect(code(nexus, { drawerClass: 'privileged', deskKind })).toBe('fact/legal-desk-only');
  }
  expect(code(nexus, { drawerClass: 'account', deskKind: 'legal' })).toBe('fact/wrong-drawer');
});

test('an unknown key, a wrong drawer, an impossible value and a future date are refused by name', () => {
  expect(code({ key: 'colour' })).toBe('fact/unknown-key');
  expect(code({}, { drawerClass: 'account' })).toBe('fact/wrong-drawer');
  expect(code({ answer: { value: 'sixteen' } })).toBe('fact/value');
  expect(code({ answer: { value: 131 } })).toBe('fact/value');
  expect(code({ on: '2026-05-02' })).toBe('fact/date');
  expect(code({ item: id(3) })).toBe('fact/value');
  expect(code({ key: 'plea', answer: { value: 'maybe' } }, { drawerClass: 'accusations' })).toBe(
    'fact/value',
  );
});

test('what was refused or not asked is recorded as such, never as no', () => {
  expect(code({ answer: { unknown: 'refused' } })).toBe('recorded');
  const { state } = foldFacts([entry(1, base({ answer: { unknown: 'refused' } }))]);
  expect(factsDocument(state)).toEqual({
    claimedAge: { unknown: 'refused', source: 'said', by: 'the person', on: '2026-05-01' },
  });
});

test('a correction keeps the history, an undo keeps it too', () => {
  const first = base({});
  const second = base({ fact: id(2), answer: { value: 17 }, replaces: id(1) });
  const folded = foldFacts([entry(1, first), entry(2, second)]);
  expect(folded.state.map((fact) => fact.state)).toEqual(['replaced', 'current']);
  expect(factsDocument(folded.state)['claimedAge']).toMatchObject({ value: 17 });
  const undo = decideWithdrawal(folded.state, id(2));
  expect(undo.ok).toBe(true);
  expect(decideWithdrawal(folded.state, id(1))).toMatchObject({ ok: false });
});

test('two current statements that differ are shown as a dispute, not silently settled', () => {
  const { state } = foldFacts([
    entry(1, base({ by: 'age assessment, police', answer: { value: 19 } })),
    entry(2, base({ fact: id(2), answer: { value: 16 } })),
  ]);
  expect(factsDocument(state)['claimedAge']).toMatchObject({
    value: 16,
    disputedBy: 'age assessment, police',
  });
});

test('facts of one accusation stay together, and of two stay apart', () => {
  const { state } = foldFacts([
    entry(1, base({ key: 'offences[].code', item: id(7), answer: { value: 'a' } })),
    entry(2, base({ fact: id(2), key: 'offences[].code', item: id(8), answer: { value: 'b' } })),
    entry(
      3,
      base({
        fact: id(3),
        key: 'offences[].nexus.directConsequence',
        item: id(7),
        answer: { value: true },
      }),
    ),
  ]);
  expect(recordIds(state, 'offences')).toEqual([id(7), id(8)]);
  expect(factsDocument(state)['offences']).toMatchObject([
    { code: { value: 'a' }, nexus: { directConsequence: { value: true } } },
    { code: { value: 'b' } },
  ]);
});

test('property: folding hostile payloads never throws and never yields a fact', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), (payloads) => {
      const entries = payloads.map((payload, i) => entry(i + 1, payload));
      expect(foldFacts(entries).state).toEqual([]);
    }),
  );
});
