import { expect, test } from 'vitest';
import {
  consistencyProof,
  decideCosign,
  formatAddCheckpoint,
  formatCheckpoint,
  formatNote,
  leafHash,
  mayCosign,
  parseAddCheckpoint,
  parseNote,
  rootHash,
  signNote,
  toBase64,
  treeNodes,
  verifyNote,
} from './index.ts';
import { sha256, verifyEd25519 } from './testing/node-crypto.ts';
import { logSigner, ORIGIN } from './testing/sample-log.ts';

const leaves = Array.from({ length: 20 }, (_, at) => leafHash(sha256, Uint8Array.of(at)));
const root = (size: number): Uint8Array => rootHash(sha256, leaves.slice(0, size));
const proof = (from: number, to: number): Uint8Array[] =>
  consistencyProof(sha256, treeNodes(sha256, leaves), from, to);
const head = (size: number, at = root(size)) => ({
  origin: ORIGIN,
  size: BigInt(size),
  root: at,
  extensions: [],
});
const seen = (size: number) => ({
  isKnown: true,
  isSigned: true,
  latest: { size: BigInt(size), root: root(size) },
});
const unseen = { isKnown: true, isSigned: true, latest: undefined };

async function body(oldSize: number, lines: Uint8Array[], size: number): Promise<string> {
  const text = formatCheckpoint(head(size));
  return formatAddCheckpoint(oldSize, lines, formatNote(text, [await signNote(text, logSigner)]));
}

test('a witness cosigns a log that grew, one it meets for the first time, and one that stood still', () => {
  const grown = { oldSize: 7n, proof: proof(7, 20), checkpoint: head(20) };
  expect(decideCosign(sha256, grown, seen(7))).toEqual({ ok: true });
  expect(mayCosign(sha256, grown, seen(7))).toBe(true);
  const first = { oldSize: 0n, proof: [], checkpoint: head(20) };
  expect(decideCosign(sha256, first, unseen)).toEqual({ ok: true });
  const still = { oldSize: 7n, proof: [], checkpoint: head(7) };
  expect(decideCosign(sha256, still, seen(7))).toEqual({ ok: true });
  const empty = { oldSize: 0n, proof: [], checkpoint: head(0) };
  expect(decideCosign(sha256, empty, seen(0))).toEqual({ ok: true });
});

const good = { oldSize: 7n, proof: proof(7, 20), checkpoint: head(20) };
const otherRoot = sha256(Uint8Array.of(1));
test.each([
  ['does not know', 404, good, { ...seen(7), isKnown: false }],
  ['finds unsigned', 403, good, { ...seen(7), isSigned: false }],
  ['is asked to shrink', 400, { ...good, oldSize: 21n }, seen(21)],
  ['saw larger', 409, good, seen(8)],
  ['never saw', 409, good, unseen],
  ['gets no proof for', 422, { ...good, proof: [] }, seen(7)],
  ['gets a wrong proof for', 422, { ...good, proof: proof(8, 20) }, seen(7)],
  ['sees forked', 422, { ...good, checkpoint: head(20, otherRoot) }, seen(7)],
  [
    'sees changed at one size',
    422,
    { oldSize: 7n, proof: [], checkpoint: head(7, otherRoot) },
    seen(7),
  ],
  [
    'gets a needless proof for',
    422,
    { oldSize: 0n, proof: proof(7, 20), checkpoint: head(20) },
    unseen,
  ],
  [
    'sees empty with a root',
    422,
    { oldSize: 0n, proof: [], checkpoint: head(0, otherRoot) },
    unseen,
  ],
])('a witness refuses a log that it %s, with %i', (_, status, request, view) => {
  const decision = decideCosign(sha256, request, view);
  expect(decision).toMatchObject({ ok: false, refusal: { status } });
  expect(mayCosign(sha256, request, view)).toBe(false);
});

test('a witness that saw another size says which', () => {
  const decision = decideCosign(sha256, good, seen(9));
  expect(decision).toMatchObject({ refusal: { code: 'witness/size-conflict', latestSize: 9n } });
});

test('a request reads back as it was written, and its note still verifies', async () => {
  const request = parseAddCheckpoint(await body(7, proof(7, 20), 20));
  expect(request.oldSize).toBe(7n);
  expect(request.proof).toEqual(proof(7, 20));
  expect(request.checkpoint).toEqual(head(20));
  const verified = await verifyNote(request.note, [logSigner.key], verifyEd25519);
  expect(verified).toEqual([{ key: logSigner.key }]);
  expect(decideCosign(sha256, request, seen(7))).toEqual({ ok: true });
});

test('the example request of the specification is read whole', () => {
  // c2sp.org/tlog-witness, add-checkpoint.
  const request = parseAddCheckpoint(
    'old 20852014\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n' +
      'jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n' +
      '5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n' +
      '/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n\n' +
      'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n' +
      '— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n' +
      '— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=\n',
  );
  expect([request.oldSize, request.proof.length, request.checkpoint.size]).toEqual([
    20852014n,
    4,
    20852163n,
  ]);
  expect(request.note.signatures).toHaveLength(2);
});

test('requests that are not written exactly so are refused', async () => {
  const right = await body(7, proof(7, 20), 20);
  const line = `${toBase64(root(1))}\n`;
  const wrong = [
    right.replace('old 7', 'old 07'),
    right.replace('old 7', 'new 7'),
    right.replace('old 7\n', ''),
    right.replace('old 7\n', 'old 7\nAAAA\n'),
    right.replace('old 7\n', `old 7\n${line.repeat(64)}`),
    right.replace('\n\n', '\n'),
    right.replace(ORIGIN, ''),
    '',
  ];
  for (const text of wrong) {
    expect(() => parseAddCheckpoint(text), text).toThrow(
      expect.objectContaining({ name: 'LedgerRefusal' }),
    );
  }
  expect(() => formatAddCheckpoint(1, Array<Uint8Array>(64).fill(root(1)), right)).toThrow(
    RangeError,
  );
  expect(parseNote(right.slice(right.indexOf('\n\n') + 2)).signatures).toHaveLength(1);
});
