// npm run bench:*: runs one measurement on Node 24, whatever Node npm came with.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { findNode } from './node24.mjs';

const root = join(import.meta.dirname, '..');
ensureInstalled(root);
const { status } = spawnSync(findNode(root), process.argv.slice(2), {
  cwd: root,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
