/** A log with a real key, as a node keeps one: for tests of watching it. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import {
  ED25519,
  formatCheckpoint,
  formatNote,
  formatTile,
  formatVerifierKey,
  leafHash,
  parseTilePath,
  rootHash,
  signNote,
  TILE_WIDTH,
  treeNodes,
  verifierKey,
} from '@amparo/ledger';
import type { NoteSigner } from '@amparo/ledger';

const hash = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/** One history of a log: leaves in order, and what a node would answer about it. */
export interface TestLog {
  readonly key: string;
  readonly leaves: Uint8Array[];
  checkpoint(): Promise<string>;
  tile(path: string): Uint8Array | undefined;
}

export interface LogKey {
  readonly signer: NoteSigner;
  readonly vkey: string;
}

/** Draws the key of a log. */
export function makeLogKey(origin = 'amparo/test/1'): LogKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { x } = publicKey.export({ format: 'jwk' });
  const key = verifierKey(hash, origin, ED25519, Buffer.from(x ?? '', 'base64url'));
  const signer: NoteSigner = { key, sign: async (message) => sign(null, message, privateKey) };
  return { signer, vkey: formatVerifierKey(key) };
}

/** A log of these entries. */
export function makeLog({ signer, vkey }: LogKey, entries: readonly string[]): TestLog {
  const leaves = entries.map((entry) => leafHash(hash, Buffer.from(entry)));
  return {
    key: vkey,
    leaves,
    checkpoint: async () => {
      const root = rootHash(hash, leaves);
      const text = formatCheckpoint({ origin: signer.key.name, size: leaves.length, root });
      return formatNote(text, [await signNote(text, signer)]);
    },
    tile: (path) => {
      const tile = parseTilePath(path);
      if (tile === undefined || tile.level === 'entries') return undefined;
      const nodes = treeNodes(hash, leaves);
      const from = tile.index * TILE_WIDTH;
      const places = Array.from({ length: tile.width }, (_, at) => from + at);
      return formatTile(places.map((at) => nodes(8 * Number(tile.level), at)));
    },
  };
}
