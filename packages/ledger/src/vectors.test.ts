import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type LogProblemCode, verifyLog } from './index.ts';
import { sha256, verifyEd25519 } from './testing/node-crypto.ts';
import { filesOf } from './testing/sample-log.ts';
import { ledgerVectors, VECTOR_LOG_SIZE } from './testing/vectors.ts';

const folder = fileURLToPath(new URL('../../../vectors/ledger/', import.meta.url));
const OWN_FILES = ['.gitattributes', 'README.md', 'write.mjs', 'check.py'];

type Tampered = {
  readonly name: string;
  readonly trusted?: string;
  readonly flip?: { readonly path: string; readonly at: number; readonly mask: number };
  readonly remove?: string;
  readonly add?: string;
  readonly codes: readonly LogProblemCode[];
};

function readVectors(): Map<string, Uint8Array> {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => relative(folder, join(item.parentPath, item.name)))
    .filter((path) => !OWN_FILES.includes(path));
  return new Map(found.map((path) => [path, new Uint8Array(readFileSync(join(folder, path)))]));
}

const vectors = readVectors();
const log = new Map(
  [...vectors]
    .filter(([path]) => path.startsWith('log/'))
    .map(([path, bytes]) => [path.slice('log/'.length), bytes]),
);
const tampered = jsonOf(vectors.get('tampered.json')) as readonly Tampered[];

test('the published vectors are what this package makes', async () => {
  const made = await ledgerVectors();
  expect([...vectors.keys()].toSorted()).toEqual([...made.keys()].toSorted());
  for (const [path, bytes] of made) {
    const found = vectors.get(path) ?? new Uint8Array(0);
    // The layout of a JSON table may change; the files of a log may not, by a single byte.
    if (path.endsWith('.json')) expect(jsonOf(found), path).toEqual(jsonOf(bytes));
    else expect(Buffer.from(found).equals(bytes), path).toBe(true);
  }
});

test.each(tampered)(
  'the published log, with $name',
  async ({ trusted, flip, remove, add, codes }) => {
    const files = new Map(log);
    if (flip !== undefined) {
      const bytes = Uint8Array.from(files.get(flip.path) ?? []);
      bytes[flip.at] = (bytes[flip.at] ?? 0) ^ flip.mask;
      files.set(flip.path, bytes);
    }
    if (remove !== undefined) expect(files.delete(remove)).toBe(true);
    if (add !== undefined) files.set(add, new Uint8Array(32));
    const earlier = trusted === undefined ? {} : { trusted: textOf(trusted) };
    const report = await verifyLog(filesOf(files), {
      hash: sha256,
      verify: verifyEd25519,
      ...earlier,
    });
    expect([...new Set(report.problems.map(({ code }) => code))]).toEqual(codes);
    expect(report).toMatchObject({ ok: codes.length === 0, size: VECTOR_LOG_SIZE });
  },
);

function jsonOf(bytes: Uint8Array | undefined): unknown {
  return JSON.parse(new TextDecoder().decode(bytes));
}

function textOf(path: string): string {
  return new TextDecoder().decode(vectors.get(path));
}
