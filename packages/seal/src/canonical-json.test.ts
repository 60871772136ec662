import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import { refusalOf } from './testing/samples.ts';

test('members are ordered as RFC 8785 section 3.2.3 orders its example', () => {
  const value = {
    '\u20ac': 'Euro Sign',
    '\r': 'Carriage Return',
    '\ufb33': 'Hebrew Letter Dalet With Dagesh',
    '1': 'One',
    '\ud83d\ude00': 'Emoji: Grinning Face',
    '\u0080': 'Control',
    '\u00f6': 'Latin Small Letter O With Diaeresis',
  };
  const order = Object.keys(value).sort();
  expect(order.map((name) => name.codePointAt(0)?.toString(16))).toEqual([
    'd',
    '31',
    '80',
    'f6',
    '20ac',
    '1f600',
    'fb33',
  ]);
  expect(canonicalJson(value)).toBe(
    `{${order.map((name) => `${JSON.stringify(name)}:${JSON.stringify(value[name as keyof typeof value])}`).join(',')}}`,
  );
});

test('strings are escaped as RFC 8785 section 3.2.2.2 escapes them', () => {
  const text = '\u20ac$\u000f\u000aA\'B"\\\\"/\u007f\u2028';
  expect(canonicalJson(text)).toBe(String.raw`"€$\u000f\nA'B\"\\\\\"/` + '\u007f\u2028"');
});

test('the text does not depend on the order in which members were written', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.maxSafeInteger()), (members) => {
      const reversed = Object.fromEntries(Object.entries(members).reverse());
      expect(canonicalJson(reversed)).toBe(canonicalJson(members));
    }),
  );
});

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 5 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.string({ unit: 'grapheme' }),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(fc.string({ unit: 'grapheme' }), tie('any'), { maxKeys: 4 }),
  ),
})).any;

test('what is written reads back as the same value and is written the same again', () => {
  fc.assert(
    fc.property(value, (original) => {
      const text = canonicalJson(original);
      const read: unknown = JSON.parse(text);
      expect(read).toEqual(JSON.parse(JSON.stringify(original)));
      expect(canonicalJson(read)).toBe(text);
    }),
  );
});

test('nothing that JSON would drop, round or rename is ever signed', async () => {
  const refused: unknown[] = [
    undefined,
    1.5,
    Number.NaN,
    Infinity,
    2 ** 53,
    10n,
    Symbol('s'),
    () => 1,
    new Date(0),
    new Map(),
    new Uint8Array(1),
    'half \ud83d',
    { 'half \udc00': 1 },
    { missing: undefined },
    [undefined],
    new Array(1),
    { [Symbol('s')]: 1 },
    Object.create({ inherited: 1 }),
  ];
  for (const item of refused) {
    expect(await refusalOf(() => canonicalJson(item))).toBe('seal/not-canonical');
    expect(await refusalOf(() => canonicalJson({ inside: [item] }))).toBe('seal/not-canonical');
  }
});

test('a value nested deeper than 32 is refused instead of filling the stack', async () => {
  const nested = (depth: number): unknown => (depth === 0 ? 0 : [nested(depth - 1)]);
  expect(canonicalJson(nested(32))).toContain('[0]');
  expect(await refusalOf(() => canonicalJson(nested(33)))).toBe('seal/not-canonical');
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  expect(await refusalOf(() => canonicalJson(circle))).toBe('seal/not-canonical');
});

test('negative zero is written as zero', () => {
  expect(canonicalJson([-0, 0, -1, 9007199254740991])).toBe('[0,0,-1,9007199254740991]');
});
