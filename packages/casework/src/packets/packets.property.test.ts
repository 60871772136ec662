/** What holds whatever is in a packet: nothing leaves without a live word or a complete basis. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DESK_KINDS } from '../directory/index.ts';
import { areSameCodes, decidePacket, FIELD_CODES, mayGet, PACKET_KINDS } from './index.ts';
import type { JudgedPacket, PacketBasis, PacketFacts } from './index.ts';
import { consented, FACTS, id, LATER, NOW, SOON, TO } from './testing/sample.ts';

const codes = fc.subarray(
  FIELD_CODES.map(({ code }) => code),
  { minLength: 1, maxLength: 3 },
);
/** Mostly this, sometimes something else. */
const mostly = <T>(usual: T, other: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 8, arbitrary: fc.constant(usual) }, { weight: 2, arbitrary: other });
const moment = fc.constantFrom(NOW, SOON, LATER, '2026-04-30T23:00:00.000Z');
const bases = fc.constantFrom<PacketBasis>(
  { kind: 'consent', authorisation: id(3) },
  { kind: 'consent', authorisation: id(98) },
  { kind: 'vital-interest' },
  { kind: 'child-protection' },
  { kind: 'court-order', provision: 'xx.demo.order' },
  { kind: 'legal-obligation', provision: 'xx.demo.duty' },
  { kind: 'no-person' },
);
const address = mostly(TO, fc.constantFrom({ ...TO, desk: id(99) }, { ...TO, node: 'x.example' }));
const another = mostly<string[] | null>(null, codes);

/** Any packet at all: mostly right in each place, so that some are right in all. */
const packets: fc.Arbitrary<JudgedPacket> = fc
  .record({
    items: codes,
    isStated: fc.boolean(),
    stated: another,
    allowed: another,
    basis: mostly<PacketBasis>({ kind: 'consent', authorisation: id(3) }, bases),
    kind: mostly<JudgedPacket['statement']['kind']>('referral', fc.constantFrom(...PACKET_KINDS)),
    to: address,
    word: fc.record({ to: address, expiresAt: mostly(LATER, moment) }),
    isOdd: mostly(false, fc.boolean()),
    expiresAt: mostly(SOON, moment),
    inReplyTo: fc.constantFrom(null, id(7)),
  })
  .map(({ items, isStated, stated, allowed, basis, word, isOdd, ...statement }) => {
    const isOther = basis.kind !== 'consent' && isStated;
    const sent = isOther ? [...new Set([...items, 'basis.statement'])] : items;
    const packet = consented(sent);
    const { authorisation } = packet;
    if (authorisation === null) throw new Error('the word');
    const given = { ...authorisation.statement, ...word, codes: allowed ?? sent };
    const hasWord = (basis.kind === 'consent') !== isOdd;
    return {
      items: packet.items,
      statement: { ...packet.statement, ...statement, basis, codes: stated ?? sent },
      authorisation: hasWord ? { ...authorisation, statement: given } : null,
    };
  });

const facts: fc.Arbitrary<PacketFacts> = fc.record({
  now: mostly(NOW, moment),
  toKind: mostly('legal', fc.constantFrom(...DESK_KINDS)),
  isAttested: mostly(true, fc.boolean()),
  withdrawnAt: mostly<string | null>(null, fc.constant(NOW)),
  isSeconded: fc.boolean(),
});

const RUNS = { numRuns: 5000 };

test('property: nothing leaves without a live authorisation or a complete basis', () => {
  let allowed = 0;
  fc.assert(
    fc.property(packets, facts, (packet, known) => {
      if (!decidePacket(packet, known).ok) return;
      allowed += 1;
      const { statement, authorisation, items } = packet;
      const { basis } = statement;
      const sent = items.map(({ code }) => code);
      expect(areSameCodes(sent, statement.codes)).toBe(true);
      expect(statement.expiresAt > known.now).toBe(true);
      expect(sent.every((code) => mayGet(code, known.toKind, basis))).toBe(true);
      if (basis.kind === 'consent') {
        expect(known.isAttested && known.withdrawnAt === null).toBe(true);
        expect(authorisation?.statement.authorisation).toBe(basis.authorisation);
        expect(areSameCodes(authorisation?.statement.codes ?? [], sent)).toBe(true);
        expect(authorisation?.statement.to).toEqual(statement.to);
        expect((authorisation?.statement.expiresAt ?? '') > known.now).toBe(true);
        return;
      }
      expect(authorisation).toBeNull();
      if (basis.kind === 'no-person') {
        const classes = FIELD_CODES.filter(({ code }) => sent.includes(code));
        expect(classes.every((entry) => entry.class === null)).toBe(true);
        return;
      }
      expect(known.isSeconded && sent.includes('basis.statement')).toBe(true);
    }),
    RUNS,
  );
  // A property that never sees an allowed packet would say nothing.
  expect(allowed).toBeGreaterThan(20);
});

test('property: codes that differ by one are refused, wherever the difference is', () => {
  fc.assert(
    fc.property(
      codes,
      fc.nat(),
      fc.constantFrom('items', 'statement', 'word'),
      (ticked, at, where) => {
        const packet = consented(ticked);
        const { code } = FIELD_CODES[at % FIELD_CODES.length] ?? { code: '' };
        const other = ticked.includes(code)
          ? ticked.filter((each) => each !== code)
          : [...ticked, code];
        const word = packet.authorisation;
        if (word === null) throw new Error('the word');
        const changed: JudgedPacket = {
          items: where === 'items' ? other.map((each) => ({ code: each })) : packet.items,
          statement:
            where === 'statement' ? { ...packet.statement, codes: other } : packet.statement,
          authorisation:
            where === 'word' ? { ...word, statement: { ...word.statement, codes: other } } : word,
        };
        expect(decidePacket(changed, FACTS).ok).toBe(false);
      },
    ),
    RUNS,
  );
});

test('property: after a withdrawal nothing rests on that word any more, at any later time', () => {
  fc.assert(
    fc.property(packets, facts, (packet, known) => {
      if (packet.statement.basis.kind !== 'consent') return;
      const decision = decidePacket(packet, { ...known, withdrawnAt: NOW });
      expect(decision.ok).toBe(false);
    }),
    RUNS,
  );
});
