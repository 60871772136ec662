import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, formatLeaf, type Leaf, makeLeaf, openLeaf, parseLeaf } from './index.ts';
import { sha256 } from './testing/node-crypto.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const salt = sha256(utf8('a salt'));
const detail = { drawer: 'd1', reader: 'desk-7' };
const event = { kind: 'file/read', time: '2031-05-03T10:00:00Z' };
const leaf = makeLeaf(sha256, event, salt, detail);

test('a leaf opens with its salt and detail, and with nothing else', () => {
  expect(openLeaf(sha256, leaf, salt, detail)).toBe(true);
  expect(openLeaf(sha256, leaf, salt, { reader: 'desk-7', drawer: 'd1' })).toBe(true);
  expect(openLeaf(sha256, leaf, salt, { ...detail, reader: 'desk-8' })).toBe(false);
  expect(openLeaf(sha256, leaf, sha256(salt), detail)).toBe(false);
  expect(openLeaf(sha256, leaf, salt.subarray(1), detail)).toBe(false);
  expect(openLeaf(sha256, leaf, salt, undefined)).toBe(false);
});

test('the same detail under another salt leaves another trace', () => {
  expect(makeLeaf(sha256, event, sha256(salt), detail).commitment).not.toBe(leaf.commitment);
});

test('a leaf holds four members and nothing about anybody', () => {
  const text = new TextDecoder().decode(formatLeaf(leaf));
  expect(text).toBe(
    `{"commitment":"${leaf.commitment}","kind":"file/read","time":"2031-05-03T10:00:00Z","v":1}`,
  );
  expect(text).not.toContain('desk-7');
  expect(parseLeaf(formatLeaf(leaf))).toEqual(leaf);
});

const asText = (change: object): string => canonicalJson({ ...leaf, ...change });
test.each([
  ['another version', asText({ v: 2 })],
  ['one member more', asText({ name: 'x' })],
  ['free text as kind', asText({ kind: 'read the file' })],
  ['too long a kind', asText({ kind: 'a'.repeat(65) })],
  ['a short commitment', asText({ commitment: 'AAAA' })],
  ['a number as commitment', asText({ commitment: 1 })],
  ['blanks', JSON.stringify(leaf, null, 1)],
  ['members in another order', JSON.stringify(leaf)],
  ['no JSON', 'leaf'],
  ['no object', 'null'],
])('an entry with %s is not a leaf', (_, text) => {
  expect(() => parseLeaf(utf8(text))).toThrow(expect.objectContaining({ code: 'leaf/malformed' }));
});

test('bytes that are no text are not a leaf', () => {
  expect(() => parseLeaf(Uint8Array.of(0xff))).toThrow(
    expect.objectContaining({ code: 'leaf/malformed' }),
  );
});

test.each([
  '2031-13-01T00:00:00Z',
  '2031-00-01T00:00:00Z',
  '2031-04-31T00:00:00Z',
  '2031-02-30T00:00:00Z',
  '2031-01-00T00:00:00Z',
  '2031-01-01T24:00:00Z',
  '2031-01-01T00:60:00Z',
  '2031-01-01T00:00:60Z',
  '2031-01-01T00:00:00.5Z',
  '2031-01-01T00:00:00+01:00',
  '2031-01-01',
])('%s is not a time of a leaf', (time) => {
  expect(() => makeLeaf(sha256, { kind: 'file/read', time }, salt, detail)).toThrow(RangeError);
  expect(() => parseLeaf(utf8(asText({ time })))).toThrow('leaf');
});

test('a leaf is not made from a short salt, an odd kind or something that is no JSON', () => {
  expect(() => makeLeaf(sha256, event, salt.subarray(1), detail)).toThrow(RangeError);
  expect(() => makeLeaf(sha256, { ...event, kind: 'Read' }, salt, detail)).toThrow(RangeError);
  expect(() => makeLeaf(sha256, event, salt, { a: undefined })).toThrow(
    expect.objectContaining({ code: 'json/not-canonical' }),
  );
});

test('JSON is written as RFC 8785 shows it', () => {
  // Section 3.2.2 and 3.2.3: numbers and strings as ECMAScript writes them, members by UTF-16 units.
  expect(
    canonicalJson({
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001, -0],
      string: '\u20ac$\u000f\nA\'B"\\\\"/',
      literals: [null, true, false],
    }),
  ).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27,0],' +
      '"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
  expect(
    Object.keys(
      JSON.parse(
        canonicalJson({
          '\u20ac': 1,
          '\r': 2,
          '\ufb33': 3,
          '1': 4,
          '\u{1f600}': 5,
          '\u0080': 6,
          '\u00f6': 7,
        }),
      ) as object,
    ),
  ).toEqual(['1', '\r', '\u0080', '\u00f6', '\u20ac', '\u{1f600}', '\ufb33']);
});

test('canonical JSON says the same as the value and writes itself again', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const text = canonicalJson(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(JSON.parse(text))).toBe(text);
    }),
  );
});

test('what JSON cannot carry is refused instead of bent', () => {
  let deep: unknown = 1;
  for (let level = 0; level < 65; level += 1) deep = [deep];
  for (const value of [undefined, Number.NaN, Infinity, 1n, () => 1, '\ud800', [undefined], deep]) {
    expect(() => canonicalJson(value)).toThrow(
      expect.objectContaining({ code: 'json/not-canonical' }),
    );
  }
  expect(() => canonicalJson({ '\udc00': 1 })).toThrow('surrogate');
});

test('reading a leaf never invents a member', () => {
  const read: Leaf = parseLeaf(formatLeaf(leaf));
  expect(Object.keys(read).toSorted()).toEqual(['commitment', 'kind', 'time', 'v']);
});
