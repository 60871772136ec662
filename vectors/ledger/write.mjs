// Writes the vectors anew beside this file: `node vectors/ledger/write.mjs`, on Node 24.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ledgerVectors } from '../../packages/ledger/src/testing/vectors.ts';

for (const [path, bytes] of await ledgerVectors()) {
  const file = join(import.meta.dirname, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}
