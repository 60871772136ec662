import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DESK_KINDS } from '../directory/index.ts';
import { decideGrant, DRAWER_CLASSES, mayHold, needToKnow } from './index.ts';
import type { AuthorisationView, GrantFacts, GrantStatement } from './index.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const NOW = '2026-05-01T10:00:00.000Z';
const SOON = '2026-06-01T00:00:00.000Z';
const LATER = '2026-07-01T00:00:00.000Z';
const DESK = id(1);
const AUTHORISATION = id(2);

const authorisation: AuthorisationView = {
  statement: {
    authorisation: AUTHORISATION,
    drawer: id(3),
    desks: [DESK],
    classes: ['account', 'accusations'],
    opensFile: false,
    askedBy: id(4),
    askedAt: '2026-04-30T10:00:00.000Z',
    expiresAt: SOON,
  },
  attestedBy: 'person-key',
  signature: 'A'.repeat(86),
  givenAt: '2026-04-30T11:00:00.000Z',
  withdrawnAt: null,
};

const statement: GrantStatement = {
  grant: id(5),
  drawer: id(6),
  version: 1,
  holder: DESK,
  basis: { kind: 'consent', authorisation: AUTHORISATION },
  expiresAt: SOON,
  wrappedHash: 'A'.repeat(43),
};

const facts: GrantFacts = {
  now: NOW,
  class: 'account',
  currentVersion: 1,
  stale: false,
  holderKind: 'legal',
  holderIsGranter: false,
  holderInLeadOrganisation: false,
  authorisation,
};

function code(s: Partial<GrantStatement>, f: Partial<GrantFacts> = {}): string {
  const decision = decideGrant({ ...statement, ...s }, { ...facts, ...f });
  return decision.ok ? 'given' : decision.refusal.code;
}

test('a lawyer named in a live authorisation is let into the account', () => {
  expect(code({})).toBe('given');
});

test('an authorisation withdrawn, run out, for another desk or class gives nothing', () => {
  expect(code({}, { authorisation: null })).toBe('grant/no-authorisation');
  expect(code({}, { authorisation: { ...authorisation, withdrawnAt: NOW } })).toBe(
    'grant/no-authorisation',
  );
  expect(code({ expiresAt: LATER }, { now: '2026-06-02T00:00:00.000Z' })).toBe(
    'grant/no-authorisation',
  );
  expect(code({ holder: id(9) })).toBe('grant/no-authorisation');
  expect(code({}, { class: 'money' })).toBe('grant/no-authorisation');
});

test('a grant never outlives the authorisation it rests on, and always ends', () => {
  expect(code({ expiresAt: LATER })).toBe('grant/expiry');
  expect(code({ expiresAt: NOW })).toBe('grant/expiry');
  expect(
    code(
      { basis: { kind: 'own' }, expiresAt: '2028-01-01T00:00:00.000Z' },
      { class: 'safety', holderKind: 'casework', holderInLeadOrganisation: true },
    ),
  ).toBe('grant/expiry');
});

test('a desk outside the lead organisation does not hold on the word "own"', () => {
  const own = { basis: { kind: 'own' } } as const;
  const casework = { class: 'identity', holderKind: 'casework' } as const;
  expect(code(own, casework)).toBe('grant/no-authorisation');
  expect(code(own, { ...casework, holderInLeadOrganisation: true })).toBe('given');
  expect(code(own, { class: 'privileged', holderKind: 'legal', holderIsGranter: true })).toBe(
    'given',
  );
});

test('a stale version takes no grant', () => {
  expect(code({ version: 2 })).toBe('entry/stale-version');
});

test('nobody but the shelter ever holds a location, nobody but a lawyer privileged papers', () => {
  const holders = (drawer: (typeof DRAWER_CLASSES)[number]): string[] =>
    DESK_KINDS.filter((kind) => mayHold(drawer, kind));
  expect(holders('location')).toEqual(['shelter']);
  expect(holders('privileged')).toEqual(['legal']);
  expect(holders('therapy')).toEqual(['therapy']);
  expect(holders('mine')).toEqual([]);
});

test('police, prosecution, court, authority, task force, fund and oversight hold no drawer of a file', () => {
  for (const kind of [
    'police',
    'prosecution',
    'court',
    'authority',
    'taskforce',
    'fund',
  ] as const) {
    expect(DRAWER_CLASSES.filter((drawer) => mayHold(drawer, kind))).toEqual([]);
  }
  expect(DRAWER_CLASSES.filter((drawer) => mayHold(drawer, 'oversight'))).toEqual(['complaint']);
});

test('every cell of the table is one of the rights, for every class and kind', () => {
  for (const drawer of DRAWER_CLASSES) {
    for (const kind of DESK_KINDS) {
      const { right } = needToKnow(drawer, kind);
      expect(['own', 'consent', 'minimum', 'order', 'via', 'filed', 'totals', 'never']).toContain(
        right,
      );
    }
  }
});

test('property: whatever is given, the table allows it and the person or the vault stands behind it', () => {
  const arbitrary = fc.record({
    class: fc.constantFrom(...DRAWER_CLASSES),
    holderKind: fc.constantFrom(...DESK_KINDS),
    holderIsGranter: fc.boolean(),
    holderInLeadOrganisation: fc.boolean(),
    own: fc.boolean(),
    withdrawn: fc.boolean(),
    classes: fc.uniqueArray(fc.constantFrom(...DRAWER_CLASSES), { minLength: 1 }),
    named: fc.boolean(),
  });
  fc.assert(
    fc.property(arbitrary, (a) => {
      const word: AuthorisationView = {
        ...authorisation,
        withdrawnAt: a.withdrawn ? NOW : null,
        statement: {
          ...authorisation.statement,
          classes: a.classes,
          desks: [a.named ? DESK : id(77)],
        },
      };
      const given = decideGrant(
        { ...statement, basis: a.own ? { kind: 'own' } : statement.basis },
        { ...facts, ...a, authorisation: word },
      ).ok;
      if (!given) return;
      expect(mayHold(a.class, a.holderKind)).toBe(true);
      if (a.own) {
        expect(needToKnow(a.class, a.holderKind).right).toBe('own');
        expect(a.holderIsGranter || a.holderInLeadOrganisation).toBe(true);
      } else {
        expect(a.withdrawn).toBe(false);
        expect(a.named && a.classes.includes(a.class)).toBe(true);
      }
    }),
    { numRuns: 2000 },
  );
});
