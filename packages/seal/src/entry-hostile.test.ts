import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Bytes, concatBytes, fromUtf8, utf8 } from './bytes.ts';
import { openEntry, parseEntry, sealEntry, verifyEntry } from './entry.ts';
import { decodeHeader, encodeHeader } from './entry-header.ts';
import { SEAL_REFUSALS, SealRefusal } from './refusal.ts';
import { generateSigningKey } from './signing.ts';
import { freshDrawer, refusalOf, sampleHeader } from './testing/samples.ts';

const key = await freshDrawer();
const { publicKey, secretKey } = await generateSigningKey();
const genuine = await sealEntry({
  key,
  header: sampleHeader(),
  payload: utf8('x'),
  signingKey: secretKey,
});

/** Runs everything that reads an entry; anything thrown that is not a refusal fails the test. */
async function readEverything(bytes: Bytes): Promise<void> {
  const readers = [
    () => parseEntry(bytes),
    () => verifyEntry(bytes, publicKey),
    () => openEntry({ key, bytes, dropSecret: secretKey }),
  ];
  for (const read of readers) {
    try {
      await read();
    } catch (error) {
      if (!(error instanceof SealRefusal)) throw error;
      expect(SEAL_REFUSALS).toContain(error.code);
    }
  }
}

test('no bytes whatever make a reader do anything but refuse', async () => {
  const start = fc.constantFrom([], [1], [1, 0], [1, 1], [1, 0, 0, 2], [1, 0, 255, 255]);
  await fc.assert(
    fc.asyncProperty(start, fc.uint8Array({ maxLength: 1500 }), async (prefix, bytes) => {
      await readEverything(concatBytes(Uint8Array.from(prefix), bytes));
    }),
    { numRuns: 300 },
  );
});

test('a genuine entry with some bytes overwritten makes no reader fail otherwise than by refusing', async () => {
  const damage = fc.array(fc.tuple(fc.nat(genuine.length - 1), fc.nat(255)), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(damage, async (changes) => {
      const bytes = genuine.slice();
      for (const [at, value] of changes) bytes[at] = value;
      await readEverything(bytes);
    }),
    { numRuns: 200 },
  );
});

test('a header in any other spelling than the canonical one is refused', async () => {
  const text = fromUtf8(encodeHeader(sampleHeader()));
  const other = [
    text.replace('{', '{ '),
    ` ${text}`,
    `${text}\n`,
    `\uFEFF${text}`,
    text.replace('{', '{"__proto__":null,'),
    text.replace('"file"', '"\\u0066ile"'),
    text.replace('"version":1', '"version":1.0'),
    text.replace('"version":1', '"version":1e0'),
    text.replace('"version":1', '"version":1,"version":1'),
    text.replace('"position":0', '"position":-0'),
    text.replace(/^\{(.*),("version":1)\}$/, '{$2,$1}'),
  ];
  for (const spelling of other) {
    expect(spelling).not.toBe(text);
    expect(await refusalOf(() => decodeHeader(utf8(spelling))), spelling).toBe('seal/malformed');
  }
  expect(decodeHeader(utf8(text))).toEqual(sampleHeader());
});

test('a header with a missing, added or impossible field is refused', async () => {
  const { head } = sampleHeader().seen;
  const bad: unknown[] = [
    null,
    [],
    'text',
    {},
    { ...sampleHeader(), extra: 1 },
    { ...sampleHeader(), expects: null },
    { ...sampleHeader(), entry: '' },
    { ...sampleHeader(), entry: 'a b' },
    { ...sampleHeader(), entry: 'é' },
    { ...sampleHeader(), entry: 'x'.repeat(129) },
    { ...sampleHeader(), drawer: null },
    { ...sampleHeader(), file: 7 },
    { ...sampleHeader(), version: -1 },
    { ...sampleHeader(), version: '1' },
    { ...sampleHeader(), seen: { position: 0 } },
    { ...sampleHeader(), seen: { position: 0, head, more: 1 } },
    { ...sampleHeader(), seen: { position: 0, head: `${head}=` } },
    { ...sampleHeader(), seen: { position: 0, head: head.replace(/.$/, 'B') } },
    { ...sampleHeader(), seen: [0, head] },
    { ...sampleHeader(), checkpoint: { size: 1, root: 'short' } },
    { ...sampleHeader(), checkpoint: undefined },
  ];
  for (const header of bad) {
    const attempt = (): Bytes => encodeHeader(header as ReturnType<typeof sampleHeader>);
    expect(await refusalOf(attempt), JSON.stringify(header)).toBe('seal/malformed');
    const bytes = utf8(JSON.stringify(header));
    expect(await refusalOf(() => decodeHeader(bytes))).toBe('seal/malformed');
  }
});

test('a time that no calendar has, or that is not UTC, is refused', async () => {
  const bad = [
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:00:60Z',
    '2026-01-01T00:00:00+00:00',
    '2026-01-01T00:00:00',
    '2026-01-01 00:00:00Z',
    '2026-01-01T00:00:00.1234Z',
    '2026-1-1T00:00:00Z',
  ];
  for (const time of bad) {
    expect(await refusalOf(() => encodeHeader(sampleHeader({ time }))), time).toBe(
      'seal/malformed',
    );
  }
  for (const time of ['2024-02-29T23:59:59Z', '2026-01-01T00:00:00.5Z', '0001-01-01T00:00:00Z']) {
    expect(decodeHeader(encodeHeader(sampleHeader({ time }))).time).toBe(time);
  }
});

test('deeply nested JSON in place of a header is refused without filling the stack', async () => {
  const nested = utf8('['.repeat(2000) + ']'.repeat(2000));
  expect(await refusalOf(() => decodeHeader(nested))).toBe('seal/malformed');
});
