import {
  CHECKPOINT_FILE,
  COSIGNATURE_V1,
  cosignNote,
  ED25519,
  formatCheckpoint,
  formatEntryBundle,
  formatLeaf,
  formatNote,
  formatOpenings,
  formatTile,
  formatVerifierKey,
  KEY_FILE,
  leafHash,
  type LogFiles,
  makeLeaf,
  type Opening,
  OPENINGS_FILE,
  signNote,
  TILE_WIDTH,
  tilePath,
  TileWriter,
  WITNESSES_FILE,
} from '../index.ts';
import { sha256, testSigner } from './node-crypto.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

export const ORIGIN = 'node.example/log/1';
export const logSigner = testSigner(ORIGIN, ED25519);
export const witnessSigner = testSigner('oversight.example/witness', COSIGNATURE_V1);
// When every sample was cosigned.
const COSIGNED_AT = 1_935_655_200n;

/** The detail behind entry `index` of a sample log, as plain as a real one may never be. */
export function sampleOpening(index: number): Opening {
  const salt = sha256(utf8(`salt of entry ${index}`));
  return {
    index,
    salt,
    detail: { drawer: `drawer-${index}`, note: 'é ✓ "quoted"', try: index % 3 },
  };
}

/** Entry `index` of a sample log. */
export function sampleEntry(index: number): Uint8Array {
  const { salt, detail } = sampleOpening(index);
  const second = String(index % 60).padStart(2, '0');
  const event = { kind: 'file/read', time: `2031-05-03T10:00:${second}Z` };
  return formatLeaf(makeLeaf(sha256, event, salt, detail));
}

/** The signed checkpoint over these entries, cosigned by the witness. */
export async function signedCheckpoint(entries: readonly Uint8Array[]): Promise<string> {
  const writer = new TileWriter(sha256);
  for (const entry of entries) writer.append(leafHash(sha256, entry));
  const text = formatCheckpoint({ origin: ORIGIN, size: writer.size, root: writer.root() });
  return formatNote(text, [
    await signNote(text, logSigner),
    await cosignNote(text, witnessSigner, COSIGNED_AT),
  ]);
}

/** A whole, rightly signed export of these entries, as a map from path to bytes. */
export async function exportLog(
  entries: readonly Uint8Array[],
  openings: readonly Opening[] = [],
): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const writer = new TileWriter(sha256);
  for (const entry of entries) writer.append(leafHash(sha256, entry));
  for (const { level, index, hashes } of writer.takeTiles()) {
    files.set(tilePath(level, index, hashes.length), formatTile(hashes));
  }
  for (let at = 0; at < entries.length; at += TILE_WIDTH) {
    const bundle = entries.slice(at, at + TILE_WIDTH);
    const path = tilePath('entries', at / TILE_WIDTH, bundle.length);
    files.set(path, formatEntryBundle(bundle));
  }
  files.set(CHECKPOINT_FILE, utf8(await signedCheckpoint(entries)));
  files.set(KEY_FILE, utf8(`${formatVerifierKey(logSigner.key)}\n`));
  files.set(WITNESSES_FILE, utf8(`${formatVerifierKey(witnessSigner.key)}\n`));
  if (openings.length > 0) files.set(OPENINGS_FILE, formatOpenings(openings));
  return files;
}

/** Reads such a map. */
export function filesOf(map: ReadonlyMap<string, Uint8Array>): LogFiles {
  return { read: async (path) => map.get(path), list: async () => [...map.keys()] };
}
