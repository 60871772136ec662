import {
  consistencyProof,
  formatLeaf,
  formatVerifierKey,
  inclusionProof,
  leafHash,
  makeLeaf,
  rootHash,
  tilePath,
  tilesFor,
  toBase64,
  toBase64Url,
  treeNodes,
} from '../index.ts';
import { sha256 } from './node-crypto.ts';
import {
  exportLog,
  logSigner,
  sampleEntry,
  sampleOpening,
  signedCheckpoint,
  witnessSigner,
} from './sample-log.ts';

/** How many entries the exported log among the vectors has: one full bundle, and a partial one. */
export const VECTOR_LOG_SIZE = 260;
const EARLIER_SIZE = 200;

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const json = (value: unknown): Uint8Array => utf8(`${JSON.stringify(value, null, 2)}\n`);
const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

/**
 * Makes every file of `vectors/ledger` that others can test their own programs with, by path.
 *
 * `vectors/ledger/write.mjs` writes them; a test holds that what is written is what this makes.
 */
export async function ledgerVectors(): Promise<Map<string, Uint8Array>> {
  const entries = numbers(VECTOR_LOG_SIZE).map(sampleEntry);
  const openings = [0, 7, 255, 256, 259].map(sampleOpening);
  const files = new Map<string, Uint8Array>();
  for (const [path, bytes] of await exportLog(entries, openings)) files.set(`log/${path}`, bytes);
  const earlier = await signedCheckpoint(entries.slice(0, EARLIER_SIZE));
  const later = await signedCheckpoint([...entries, sampleEntry(VECTOR_LOG_SIZE)]);
  const forked = await signedCheckpoint([sampleEntry(9000), ...entries.slice(1, EARLIER_SIZE)]);
  files.set('earlier.checkpoint', utf8(earlier));
  files.set('later.checkpoint', utf8(later));
  files.set('forked.checkpoint', utf8(forked));
  files.set('tree.json', json(treeVectors(entries)));
  files.set('leaves.json', json(leafVectors()));
  files.set('paths.json', json(pathVectors()));
  files.set('keys.json', json(keyVectors()));
  files.set('tampered.json', json(tamperedVectors()));
  return files;
}

function treeVectors(entries: readonly Uint8Array[]): unknown {
  const leaves = entries.map((entry) => leafHash(sha256, entry));
  const nodes = treeNodes(sha256, leaves);
  const root = (size: number): string => toBase64(rootHash(sha256, leaves.slice(0, size)));
  return {
    about: 'Over the entries of log/. Hashes in base64; proofs in the order of RFC 6962.',
    roots: [0, 1, 2, 3, 7, 8, 9, 255, 256, 257, 260].map((size) => ({ size, root: root(size) })),
    inclusion: (
      [
        [0, 1],
        [0, 8],
        [5, 7],
        [255, 256],
        [256, 257],
        [100, 260],
        [259, 260],
      ] as const
    ).map(([index, size]) => ({
      index,
      size,
      proof: inclusionProof(sha256, nodes, index, size).map(toBase64),
    })),
    consistency: (
      [
        [1, 2],
        [3, 7],
        [4, 8],
        [6, 6],
        [128, 256],
        [200, 260],
        [256, 260],
      ] as const
    ).map(([oldSize, newSize]) => ({
      oldSize,
      newSize,
      proof: consistencyProof(sha256, nodes, oldSize, newSize).map(toBase64),
    })),
  };
}

function leafVectors(): unknown {
  const details: unknown[] = [
    {},
    { b: 1, a: [true, null, 'é'] },
    'text',
    { '\u20ac': 1, '\u{1f600}': 2, '\ufb33': 3, number: 1e21 },
  ];
  return details.map((detail, at) => {
    const salt = sha256(utf8(`vector ${at}`));
    const event = { kind: 'grant/withdrawn', time: '2031-12-31T23:59:59Z' };
    const leaf = makeLeaf(sha256, event, salt, detail);
    const entry = formatLeaf(leaf);
    return {
      salt: toBase64Url(salt),
      detail,
      leaf,
      entryHex: toHex(entry),
      leafHash: toBase64(leafHash(sha256, entry)),
    };
  });
}

function pathVectors(): unknown {
  return [0, 1, 255, 256, 257, 70_000].map((size) => ({
    size,
    partialOrTop: tilesFor(size)
      .filter(({ level, width }) => width < 256 || level > 0)
      .map(({ level, index, width }) => tilePath(level, index, width)),
    tiles: tilesFor(size).length,
  }));
}

function keyVectors(): unknown {
  return [logSigner.key, witnessSigner.key].map((key) => ({
    name: key.name,
    type: key.alg,
    idHex: key.id.toString(16).padStart(8, '0'),
    publicKeyHex: toHex(key.publicKey),
    vkey: formatVerifierKey(key),
  }));
}

/** Each changes a copy of `log/`; a verifier must report exactly these codes. */
function tamperedVectors(): unknown {
  const bundle = tilePath('entries', 1, 4);
  return [
    { name: 'nothing changed', codes: [] },
    { name: 'nothing changed since', trusted: 'earlier.checkpoint', codes: [] },
    { name: 'cut at the end', trusted: 'later.checkpoint', codes: ['log/truncated'] },
    { name: 'rewritten since', trusted: 'forked.checkpoint', codes: ['log/forked'] },
    {
      name: 'one bit of an entry',
      flip: { path: bundle, at: 40, mask: 1 },
      codes: ['log/entry-changed', 'log/opening-differs'],
    },
    {
      name: 'one bit of a leaf hash',
      flip: { path: tilePath(0, 0), at: 8191, mask: 128 },
      codes: ['log/tile-changed'],
    },
    {
      name: 'one bit of a hash above',
      flip: { path: tilePath(1, 0, 1), at: 0, mask: 4 },
      codes: ['log/tile-changed'],
    },
    {
      name: 'one bit of a detail',
      flip: { path: 'openings.jsonl', at: 24, mask: 1 },
      codes: ['log/opening-differs'],
    },
    {
      name: 'another origin',
      flip: { path: 'checkpoint', at: 0, mask: 1 },
      codes: ['log/other-origin', 'log/bad-signature'],
    },
    {
      name: 'capital letter in the key id',
      flip: { path: 'log.vkey', at: 'node.example/log/1+'.length + keyLetter(), mask: 32 },
      codes: ['log/malformed'],
    },
    { name: 'a tile is gone', remove: tilePath(0, 1, 4), codes: ['log/missing-file'] },
    { name: 'a file too many', add: 'tile/2/000.p/1', codes: ['log/unexpected-file'] },
  ];
}

/** Where the first letter stands in the log key's id: digits have no capitals. */
function keyLetter(): number {
  return logSigner.key.id.toString(16).padStart(8, '0').search(/[a-f]/);
}
