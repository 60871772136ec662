import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  consistencyNodes,
  consistencyProof,
  Frontier,
  inclusionNodes,
  inclusionProof,
  leafHash,
  nodeHash,
  rootHash,
  treeNodes,
  verifyConsistency,
  verifyInclusion,
} from './index.ts';
import { sha256 } from './testing/node-crypto.ts';

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));
const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

// The eight-leaf tree that implementations of RFC 6962 have tested themselves with since the first
// one, google/certificate-transparency (cpp/merkletree/merkle_tree_test.cc): leaves, then the root at
// each size from 0 to 8.
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map(hex);
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const leaves = LEAVES.map((leaf) => leafHash(sha256, leaf));

/** Leaf hashes of a log whose entries are its numbers. */
function numbered(size: number): Uint8Array[] {
  return Array.from({ length: size }, (_, at) => leafHash(sha256, Uint8Array.of(at >> 8, at)));
}

const anySize = fc.integer({ min: 0, max: 600 });

test('the published eight-leaf tree has its published root at every size', () => {
  for (const [size, root] of ROOTS.entries()) {
    expect(toHex(rootHash(sha256, leaves.slice(0, size)))).toBe(root);
  }
});

test('a log that grows leaf by leaf has the published root at every size', () => {
  const frontier = new Frontier(sha256);
  for (const [size, root] of ROOTS.entries()) {
    expect(frontier.size).toBe(size);
    expect(toHex(frontier.root())).toBe(root);
    const next = leaves[size];
    if (next !== undefined) frontier.append(next);
  }
});

test('a proof of the published tree is the published one, hash by hash', () => {
  const proof = inclusionProof(sha256, treeNodes(sha256, leaves), 5, 8);
  expect(proof.map(toHex)).toEqual([
    'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ]);
});

test('an entry cannot pass for an inner node', () => {
  const [left = hex(''), right = hex('')] = leaves;
  const node = nodeHash(sha256, left, right);
  const forged = leafHash(sha256, Buffer.concat([left, right]));
  expect(toHex(forged)).not.toBe(toHex(node));
});

test('in a tree of any size, every leaf can be proved, and as no other leaf', () => {
  fc.assert(
    fc.property(anySize, (size) => {
      const hashes = numbered(size);
      const nodes = treeNodes(sha256, hashes);
      const root = rootHash(sha256, hashes);
      for (const [index, leaf] of hashes.entries()) {
        const proof = inclusionProof(sha256, nodes, index, size);
        expect(verifyInclusion(sha256, { index, size, leaf, root }, proof)).toBe(true);
        const other = (index + 1) % size;
        if (other !== index) {
          expect(verifyInclusion(sha256, { index: other, size, leaf, root }, proof)).toBe(false);
        }
      }
    }),
    { numRuns: 25 },
  );
});

test('between any two sizes, growth can be proved', () => {
  fc.assert(
    fc.property(anySize, (newSize) => {
      const hashes = numbered(newSize);
      const nodes = treeNodes(sha256, hashes);
      const newRoot = rootHash(sha256, hashes);
      const frontier = new Frontier(sha256);
      for (const [at, leaf] of hashes.entries()) {
        frontier.append(leaf);
        const oldSize = at + 1;
        const claim = { oldSize, newSize, oldRoot: frontier.root(), newRoot };
        const proof = consistencyProof(sha256, nodes, oldSize, newSize);
        expect(verifyConsistency(sha256, claim, proof)).toBe(true);
      }
    }),
    { numRuns: 25 },
  );
});

test('a proof with any bit turned, a hash added or a hash missing proves nothing', () => {
  const size = fc.integer({ min: 2, max: 600 });
  fc.assert(
    fc.property(size, fc.nat(), fc.nat(), fc.nat({ max: 255 }), (newSize, a, b, bit) => {
      const hashes = numbered(newSize);
      const nodes = treeNodes(sha256, hashes);
      const index = a % newSize;
      const oldSize = 1 + (b % (newSize - 1));
      const newRoot = rootHash(sha256, hashes);
      const oldRoot = rootHash(sha256, hashes.slice(0, oldSize));
      const leaf = hashes[index] ?? hex('');
      const holds = [
        (proof: Uint8Array[]) =>
          verifyInclusion(sha256, { index, size: newSize, leaf, root: newRoot }, proof),
        (proof: Uint8Array[]) =>
          verifyConsistency(sha256, { oldSize, newSize, oldRoot, newRoot }, proof),
      ];
      const proofs = [
        inclusionProof(sha256, nodes, index, newSize),
        consistencyProof(sha256, nodes, oldSize, newSize),
      ];
      for (const [kind, verify] of holds.entries()) {
        const proof = proofs[kind] ?? [];
        expect(verify(proof)).toBe(true);
        const at = a % proof.length;
        const turned = proof.map((one) => Uint8Array.from(one));
        const target = turned[at];
        if (target !== undefined) target[bit >> 3] = (target[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(verify(turned)).toBe(false);
        expect(verify(proof.toSpliced(at, 1))).toBe(false);
        expect(verify(proof.toSpliced(at, 0, leaf))).toBe(false);
        expect(verify(proof.with(at, hex('00')))).toBe(false);
      }
    }),
    { numRuns: 60 },
  );
});

test('a frontier put away and taken up again goes on as if nothing had happened', () => {
  fc.assert(
    fc.property(anySize, anySize, (before, after) => {
      const hashes = numbered(before + after);
      const whole = new Frontier(sha256);
      const first = new Frontier(sha256);
      for (const leaf of hashes.slice(0, before)) first.append(leaf);
      const second = Frontier.parse(sha256, first.toText());
      for (const leaf of hashes.slice(before)) second.append(leaf);
      for (const leaf of hashes) whole.append(leaf);
      expect(second.toText()).toBe(whole.toText());
      expect(toHex(second.root())).toBe(toHex(rootHash(sha256, hashes)));
    }),
    { numRuns: 25 },
  );
});

test('a frontier names every subtree that becomes whole, once, with its hash', () => {
  const hashes = numbered(300);
  const nodes = treeNodes(sha256, hashes);
  const frontier = new Frontier(sha256);
  const named = hashes.flatMap((leaf) => frontier.append(leaf));
  for (const { height, index, hash } of named)
    expect(toHex(nodes(height, index))).toBe(toHex(hash));
  const places = new Set(named.map(({ height, index }) => `${height}/${index}`));
  expect(places.size).toBe(named.length);
  const expected = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((height) => Math.floor(300 / 2 ** height));
  expect(named.length).toBe(expected.reduce((sum, count) => sum + count));
});

test.each([
  '',
  'null',
  '{"hashes":[],"size":1}',
  '{"hashes":[],"size":-1}',
  '{"size":0,"hashes":[]}',
  '{"hashes":["AAAA"],"size":1}',
  '{"hashes":[7],"size":1}',
  '{"hashes":[],"size":0,"more":1}',
])('a saved frontier that cannot be right is refused: %s', (text) => {
  expect(() => Frontier.parse(sha256, text)).toThrow(
    expect.objectContaining({ code: 'frontier/malformed' }),
  );
});

test('a proof asks only for subtrees it lists beforehand', () => {
  const hashes = numbered(571);
  const all = treeNodes(sha256, hashes);
  const listed = [...inclusionNodes(300, 571), ...consistencyNodes(257, 571)];
  const names = new Set(listed.map(({ height, index }) => `${height}/${index}`));
  const only = (height: number, index: number): Uint8Array => {
    expect(names).toContain(`${height}/${index}`);
    return all(height, index);
  };
  const proof = inclusionProof(sha256, only, 300, 571);
  expect(proof).toEqual(inclusionProof(sha256, all, 300, 571));
  const growth = consistencyProof(sha256, only, 257, 571);
  expect(growth).toEqual(consistencyProof(sha256, all, 257, 571));
});

test('no proof is made about leaves or sizes that are not there', () => {
  const nodes = treeNodes(sha256, numbered(5));
  for (const [index, size] of [
    [5, 5],
    [-1, 5],
    [0.5, 5],
    [0, 0],
  ] as const) {
    expect(() => inclusionProof(sha256, nodes, index, size)).toThrow(RangeError);
  }
  for (const [oldSize, newSize] of [
    [0, 5],
    [6, 5],
    [1.5, 5],
    [1, Number.NaN],
  ] as const) {
    expect(() => consistencyProof(sha256, nodes, oldSize, newSize)).toThrow(RangeError);
  }
  expect(() => nodes(3, 0)).toThrow(RangeError);
  expect(() => new Frontier(sha256).append(hex('00'))).toThrow(RangeError);
});

test('sizes beyond what a number can count are judged exactly', () => {
  const big = 2n ** 64n;
  const [leaf = hex('')] = leaves;
  const siblings = Array.from({ length: 64 }, (_, at) => sha256(Uint8Array.of(9, at)));
  const root = siblings.reduce((node, sibling) => nodeHash(sha256, node, sibling), leaf);
  expect(verifyInclusion(sha256, { index: 0n, size: big, leaf, root }, siblings)).toBe(true);
  expect(verifyInclusion(sha256, { index: 1n, size: big, leaf, root }, siblings)).toBe(false);
  expect(verifyInclusion(sha256, { index: 0n, size: big + 1n, leaf, root }, siblings)).toBe(false);
  const claim = { oldSize: 1n, newSize: big, oldRoot: leaf, newRoot: root };
  expect(verifyConsistency(sha256, claim, siblings)).toBe(true);
  expect(verifyConsistency(sha256, { ...claim, oldSize: 0n }, siblings)).toBe(false);
  expect(verifyConsistency(sha256, { ...claim, newSize: 0n }, siblings)).toBe(false);
});
