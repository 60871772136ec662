/** What holds whenever a person takes some fields back: nothing with one of them leaves any more. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideNarrowing, decidePacket, FIELD_CODES, inListOrder } from './index.ts';
import { consented, FACTS, id, LATER, NOW, SOON } from './testing/sample.ts';

const seed = Number(process.env['AMPARO_SEED'] ?? Date.now() % 2 ** 31);
console.log(`narrowing: AMPARO_SEED=${String(seed)} makes the same cases again`);
const RUNS = { numRuns: 3000, seed };

const ALL = FIELD_CODES.map(({ code }) => code);
const codes = fc.subarray(ALL, { minLength: 1, maxLength: 8 });

function wordFor(allowed: readonly string[]) {
  const { authorisation } = consented(allowed);
  if (authorisation === null) throw new Error('the word');
  return authorisation;
}

test('property: after a partial withdrawal no packet with a withdrawn field is ever allowed', () => {
  let narrowed = 0;
  let left = 0;
  fc.assert(
    fc.property(codes, codes, codes, (allowed, keep, sent) => {
      const held = wordFor(allowed);
      const statement = { ...held.statement, codes: inListOrder(keep) };
      const decision = decideNarrowing(held.statement, statement, { now: NOW, withdrawnAt: null });
      if (!decision.ok) return;
      narrowed += 1;
      const withdrawn = decision.events.flatMap((event) => event.withdrawn);
      expect([...withdrawn, ...keep].toSorted()).toEqual([...allowed].toSorted());
      for (const tried of [sent, allowed, keep, [...keep, ...withdrawn.slice(0, 1)]]) {
        const packet = { ...consented(tried), authorisation: { ...held, statement } };
        if (!decidePacket(packet, FACTS).ok) continue;
        left += 1;
        expect(tried.some((code) => withdrawn.includes(code))).toBe(false);
      }
    }),
    RUNS,
  );
  // A property that never narrows, or never lets anything out, would say nothing.
  expect(narrowed).toBeGreaterThan(5);
  expect(left).toBeGreaterThan(2);
});

test('property: a word is only ever made smaller, never empty, wider or about something else', () => {
  fc.assert(
    fc.property(codes, codes, (allowed, keep) => {
      const held = wordFor(allowed).statement;
      const facts = { now: NOW, withdrawnAt: null };
      const isSmaller =
        keep.length < allowed.length && keep.every((code) => allowed.includes(code));
      expect(decideNarrowing(held, { ...held, codes: keep }, facts).ok).toBe(isSmaller);
    }),
    RUNS,
  );
  const held = wordFor(ALL.slice(0, 3)).statement;
  const less = { ...held, codes: ALL.slice(0, 2) };
  const facts = { now: NOW, withdrawnAt: null };
  expect(decideNarrowing(held, less, facts).ok).toBe(true);
  for (const changed of [
    { ...less, codes: [] },
    { ...less, to: { ...less.to, desk: id(99) } },
    { ...less, expiresAt: LATER },
    { ...less, drawer: id(98) },
    { ...less, authorisation: id(97) },
  ]) {
    expect(decideNarrowing(held, changed, facts).ok).toBe(false);
  }
  expect(decideNarrowing(held, less, { now: NOW, withdrawnAt: NOW }).ok).toBe(false);
  expect(decideNarrowing(held, less, { now: SOON, withdrawnAt: null }).ok).toBe(false);
});
