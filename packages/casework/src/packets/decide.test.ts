import { expect, test } from 'vitest';
import { DESK_KINDS } from '../directory/index.ts';
import { DRAWER_CLASSES } from '../grants/index.ts';
import { decideAuthorisation, decidePacket, FIELD_CODES, mayGet, rightTo } from './index.ts';
import type { JudgedPacket, PacketBasis } from './index.ts';
import { consented, FACTS, id, LATER, NOW, SOON, TO } from './testing/sample.ts';

const CODES = ['money.unpaid-wages', 'account.work', 'cover.languages'];
const CONSENT: PacketBasis = { kind: 'consent', authorisation: id(3) };

function change(packet: JudgedPacket, statement: Partial<JudgedPacket['statement']>): JudgedPacket {
  return { ...packet, statement: { ...packet.statement, ...statement } };
}

function changeWord(
  packet: JudgedPacket,
  word: Partial<NonNullable<JudgedPacket['authorisation']>['statement']>,
): JudgedPacket {
  const { authorisation } = packet;
  if (authorisation === null) throw new Error('the word');
  const statement = { ...authorisation.statement, ...word };
  return { ...packet, authorisation: { ...authorisation, statement } };
}

function on(basis: PacketBasis, codes: readonly string[]): JudgedPacket {
  return { ...change(consented(codes), { basis }), authorisation: null };
}

const codeOf = (packet: JudgedPacket, facts = FACTS): string => {
  const decision = decidePacket(packet, facts);
  return decision.ok ? 'allowed' : decision.refusal.code;
};

test('what the person ticked goes, to the desk that they named', () => {
  expect(codeOf(consented(CODES))).toBe('allowed');
});

test('a field too many and a field too few are refused, in items, statement and word alike', () => {
  const more = [...CODES, 'money.claim'];
  const fewer = CODES.slice(1);
  for (const other of [more, fewer]) {
    const packet = consented(CODES);
    expect(codeOf({ ...packet, items: other.map((code) => ({ code })) })).toBe('packet/codes');
    expect(codeOf(change(packet, { codes: other }))).toBe('packet/codes');
    expect(codeOf(changeWord(packet, { codes: other }))).toBe('packet/codes');
  }
});

test('a field that is there twice is refused, whatever the sets say', () => {
  const packet = consented(CODES);
  const twice = [...packet.items, { code: 'account.work' }];
  expect(codeOf({ ...packet, items: twice })).toBe('packet/codes');
});

test('another desk, organisation or node than the person named is refused', () => {
  const packet = consented(CODES);
  for (const to of [
    { ...TO, desk: id(99) },
    { ...TO, organisation: id(99) },
    { ...TO, node: 'other.example' },
  ]) {
    expect(codeOf(change(packet, { to }))).toBe('packet/address');
  }
});

test('no word, an unsigned one, a withdrawn one and one that has ended all carry nothing', () => {
  const packet = consented(CODES);
  expect(codeOf({ ...packet, authorisation: null })).toBe('packet/no-authorisation');
  expect(codeOf(packet, { ...FACTS, isAttested: false })).toBe('packet/no-authorisation');
  expect(codeOf(packet, { ...FACTS, withdrawnAt: NOW })).toBe('packet/no-authorisation');
  expect(codeOf(changeWord(packet, { expiresAt: NOW }))).toBe('packet/no-authorisation');
  const other = changeWord(packet, { authorisation: id(98) });
  expect(codeOf(other)).toBe('packet/no-authorisation');
});

test('a packet never outlives the word it rests on, and none lasts for more than 370 days', () => {
  const packet = consented(CODES);
  expect(codeOf(change(packet, { expiresAt: LATER }))).toBe('packet/expiry');
  expect(codeOf(change(packet, { expiresAt: NOW }))).toBe('packet/expiry');
  const long = { expiresAt: '2028-05-01T00:00:00.000Z' };
  expect(codeOf(changeWord(change(packet, long), long))).toBe('packet/expiry');
  const tomorrow = { sentAt: '2026-05-02T10:00:00.000Z' };
  expect(codeOf(change(packet, tomorrow))).toBe('packet/expiry');
});

test('another basis needs its reason and a second member, and carries no word of the person', () => {
  const codes = ['basis.statement', 'safety.alert', 'cover.called'];
  for (const basis of [
    { kind: 'vital-interest' },
    { kind: 'child-protection' },
    { kind: 'court-order', provision: 'xx.demo.order' },
    { kind: 'legal-obligation', provision: 'xx.demo.duty' },
  ] as const satisfies readonly PacketBasis[]) {
    const packet = on(basis, codes);
    expect(codeOf(packet, { ...FACTS, isSeconded: true })).toBe('allowed');
    expect(codeOf(packet)).toBe('packet/basis');
    const unstated = on(basis, codes.slice(1));
    expect(codeOf(unstated, { ...FACTS, isSeconded: true })).toBe('packet/basis');
    const asConsent = { ...packet, authorisation: consented(codes).authorisation };
    expect(codeOf(asConsent, { ...FACTS, isSeconded: true })).toBe('packet/basis');
  }
});

test('a packet about nobody can carry nothing about anybody', () => {
  const nobody: PacketBasis = { kind: 'no-person' };
  const query = (codes: readonly string[]): JudgedPacket =>
    change(on(nobody, codes), { kind: 'capability-query' });
  expect(codeOf(query(['capability.needs']))).toBe('allowed');
  for (const { code, class: drawer } of FIELD_CODES) {
    if (drawer !== null) expect(codeOf(query([code])), code).toBe('packet/need-to-know');
  }
  const stated = change(on(nobody, ['basis.statement']), { kind: 'reply', inReplyTo: id(7) });
  expect(codeOf(stated)).toBe('packet/basis');
  expect(codeOf(on(nobody, ['question.asked']))).toBe('packet/basis');
});

test('an answer answers something', () => {
  const nobody: PacketBasis = { kind: 'no-person' };
  const answer = change(on(nobody, ['capability.answer']), { kind: 'capability-answer' });
  expect(codeOf(answer)).toBe('packet/basis');
  expect(codeOf(change(answer, { inReplyTo: id(7) }))).toBe('allowed');
});

test('of every class and every kind of desk the table says what may be sent, and nothing else may', () => {
  const order: PacketBasis = { kind: 'court-order', provision: 'xx.demo.order' };
  for (const kind of DESK_KINDS) {
    for (const { code, class: drawer, minimum } of FIELD_CODES) {
      const right = rightTo(code, kind);
      const expected =
        drawer === null ||
        right === 'own' ||
        right === 'consent' ||
        (right === 'minimum' && minimum);
      expect(mayGet(code, kind, CONSENT), `${code} ${kind}`).toBe(expected);
      expect(mayGet(code, kind, order), `${code} ${kind}`).toBe(expected || right === 'order');
    }
  }
});

test('police, courts and authorities get no way to reach a person, and a fund no account', () => {
  for (const kind of ['police', 'prosecution', 'court', 'authority', 'liaison'] as const) {
    expect(mayGet('contact.safe-way', kind, CONSENT), kind).toBe(false);
  }
  expect(mayGet('account.summary', 'fund', CONSENT)).toBe(false);
  expect(mayGet('immigration.status', 'police', CONSENT)).toBe(false);
  expect(mayGet('accusations.pending', 'police', CONSENT)).toBe(true);
  expect(mayGet('safety.return-worries', 'legal', CONSENT)).toBe(true);
});

test('a shelter’s place, therapy, privileged and the person’s own have no code at all', () => {
  const classes = new Set(FIELD_CODES.map((entry) => entry.class));
  for (const closed of ['location', 'therapy', 'privileged', 'mine', 'complaint'] as const) {
    expect(classes).not.toContain(closed);
  }
  const known = FIELD_CODES.flatMap((entry) => (entry.class === null ? [] : [entry.class]));
  for (const drawer of known) expect(DRAWER_CLASSES).toContain(drawer);
  expect(new Set(FIELD_CODES.map(({ code }) => code)).size).toBe(FIELD_CODES.length);
});

test('a yes is taken only for a time that has begun and not ended', () => {
  const { authorisation } = consented(CODES);
  const word = authorisation?.statement;
  if (word === undefined) throw new Error('the word');
  expect(decideAuthorisation(word, NOW).ok).toBe(true);
  expect(decideAuthorisation(word, SOON).ok).toBe(false);
  expect(decideAuthorisation({ ...word, askedAt: SOON }, NOW).ok).toBe(false);
});
