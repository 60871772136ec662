import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomBytes, toBase64url } from './bytes.ts';
import { GENESIS_HEAD, chainHead } from './chain.ts';
import { refusalOf } from './testing/samples.ts';

const anyHash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => toBase64url(bytes));

test('a head is the SHA-256 that anybody can compute from the entries alone', async () => {
  const entry = toBase64url(randomBytes(32));
  const text = `["amparo/chain/v1","${GENESIS_HEAD}",1,"${entry}"]`;
  const expected = createHash('sha256').update(text).digest('base64url');
  expect(await chainHead(GENESIS_HEAD, 1, entry)).toBe(expected);
});

test('leaving out, swapping or changing an entry changes every later head', async () => {
  const headOf = async (entries: readonly string[]): Promise<string> => {
    let head = GENESIS_HEAD;
    for (const [at, entry] of entries.entries()) head = await chainHead(head, at + 1, entry);
    return head;
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyHash, { minLength: 2, maxLength: 6 }),
      fc.nat(),
      async (all, pick) => {
        fc.pre(new Set(all).size === all.length);
        const at = pick % (all.length - 1);
        const swapped = all.with(at, all[at + 1] ?? '').with(at + 1, all[at] ?? '');
        const heads = [all, swapped, all.toSpliced(at, 1), all.with(at, GENESIS_HEAD)];
        expect(new Set(await Promise.all(heads.map(headOf))).size).toBe(heads.length);
      },
    ),
    { numRuns: 40 },
  );
});

test('the same entry at another position gives another head', async () => {
  const entry = toBase64url(randomBytes(32));
  expect(await chainHead(GENESIS_HEAD, 1, entry)).not.toBe(await chainHead(GENESIS_HEAD, 2, entry));
});

test('a chain of anything but hashes and positions is refused', async () => {
  const hash = toBase64url(randomBytes(32));
  const bad: [string, number, string][] = [
    ['', 1, hash],
    [hash, 1, `${hash}A`],
    [hash, -1, hash],
    [hash, 0.5, hash],
    [hash, 1, hash.replace(/.$/, '+')],
  ];
  for (const [head, position, entry] of bad) {
    expect(await refusalOf(() => chainHead(head, position, entry))).toBe('seal/malformed');
  }
});
