import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeFactsSchema, parseFacts } from '../index.ts';
import type { LawError } from '../index.ts';
import { loadSmall, provision } from '../testing/small-law.ts';

const test1 = { id: 'fair', ask: 'Is it fair?', of: 'court', for: [], against: [] };
const packs = loadSmall([provision({ id: 'P', tests: [test1] })]);

function errorsOf(facts: unknown): readonly LawError[] {
  const parsed = parseFacts(facts, packs);
  return parsed.ok ? [] : parsed.errors;
}

test('an unknown key is refused with the nearest name', () => {
  expect(errorsOf({ nationalty: 'AA' })[0]).toMatchObject({
    code: 'facts/unknown-key',
    path: 'nationalty',
  });
  expect(errorsOf({ nationalty: 'AA' })[0]?.remedy).toContain('"nationality"');
  expect(errorsOf({ offences: [{ cod: 'x' }] })[0]?.path).toBe('offences[0].cod');
  expect(errorsOf({ signs: { valeu: true } }).map(({ code }) => code)).toContain(
    'facts/unknown-key',
  );
});

test('a federation with several legal systems is refused, naming the ones to choose from', () => {
  const [error] = errorsOf({ location: 'BB' });
  expect(error?.code).toBe('facts/place');
  expect(error?.remedy).toBe('Choose one: BB-N (North Beland), BB-S (South Beland).');
  expect(errorsOf({ location: 'BB-N' })).toEqual([]);
  expect(errorsOf({ nationality: ['BB'] })).toEqual([]);
});

test.each<[unknown]>([
  [{ signs: 'yes' }],
  [{ signs: null }],
  [{ signs: { unknown: 'perhaps' } }],
  [{ dateOfBirth: '2026-02-29' }],
  [{ ageAtAct: 'about 17' }],
  [{ ageAtAct: -1 }],
  [{ amount: Number.NaN }],
  [{ colour: 'green' }],
  [{ location: 'ZZ' }],
  [{ nationality: ['ZZ'] }],
  [{ offences: 'none' }],
  [{ offences: ['theft'] }],
  [{ signs: { value: true, source: 'heard' } }],
  [{ tests: { unfair: true } }],
  [{ tests: { fair: 'yes' } }],
  [[]],
  [null],
])('%j is refused', (facts) => {
  expect(errorsOf(facts).length).toBeGreaterThan(0);
});

test('a fact may be plain, or say where it comes from, or say why it is not known', () => {
  const parsed = parseFacts(
    {
      signs: true,
      colour: 'Dark blue',
      nationality: 'AA',
      other: {
        value: false,
        source: 'document',
        by: 'a clinic',
        on: '2026-01-02',
        disputedBy: 'x',
      },
      excluded: { unknown: 'refused' },
      offences: [{ code: 'theft', nexus: { forced: { unknown: 'not-now' } } }],
      identification: { decisions: [] },
      tests: { fair: { value: true, by: 'court' } },
    },
    packs,
  );
  if (!parsed.ok) throw new Error('refused');
  const { entries, lists, tests } = parsed.facts;
  expect(entries.get('signs')).toEqual({ value: true });
  expect(entries.get('colour')).toEqual({ value: 'dark-blue' });
  expect(entries.get('nationality')).toEqual({ value: ['AA'] });
  expect(entries.get('other')).toEqual({
    value: false,
    source: 'document',
    by: 'a clinic',
    on: '2026-01-02',
    disputedBy: 'x',
  });
  expect(entries.get('excluded')).toEqual({ unknown: 'refused' });
  expect(lists.get('offences')).toEqual([
    new Map([
      ['code', { value: 'theft' }],
      ['nexus.forced', { unknown: 'not-now' }],
    ]),
  ]);
  expect(lists.get('identification.decisions')).toEqual([]);
  expect(tests.get('fair')).toEqual({ value: true, by: 'court' });
});

test('a fact may be kept in a more protected class than its own, never in a less protected one', () => {
  const classOf = (facts: object): string | undefined => {
    const parsed = parseFacts(facts, packs);
    if (!parsed.ok) throw new Error('refused');
    const records = parsed.facts.lists.get('offences');
    return records === undefined || 'unknown' in records
      ? undefined
      : records[0]?.get('code')?.class;
  };
  const offence = (dataClass: string): object => ({
    offences: [{ code: { value: 'theft', class: dataClass } }],
  });
  expect(classOf(offence('high'))).toBe('high');
  expect(classOf(offence('low'))).toBe('middle');
  expect(errorsOf(offence('secret'))[0]?.path).toBe('offences[0].code.class');
});

test('a whole list may be unknown, which is not an empty list', () => {
  const parsed = parseFacts({ offences: { unknown: 'refused' } }, packs);
  expect(parsed.ok && parsed.facts.lists.get('offences')).toEqual({ unknown: 'refused' });
});

test('no JSON makes the reader throw', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      expect(() => parseFacts(json, packs)).not.toThrow();
    }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...packs.vocabulary.facts.keys()), fc.jsonValue(), (key, json) => {
      expect(() => parseFacts({ [key]: json }, packs)).not.toThrow();
    }),
  );
});

test('the schema names every fact and every list, and refuses others', () => {
  const schema = makeFactsSchema(packs) as {
    readonly properties: Record<string, unknown>;
    readonly additionalProperties: boolean;
  };
  expect(schema.additionalProperties).toBe(false);
  const names = [...packs.vocabulary.facts.keys(), ...packs.vocabulary.lists.keys()].map(
    (key) => key.split(/[.[]/)[0],
  );
  expect(new Set(Object.keys(schema.properties))).toEqual(new Set([...names, 'tests']));
});
