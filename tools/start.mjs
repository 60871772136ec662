// npm start: installs what is missing and hands over to `amparo start` on Node 24. Runs on Node 20.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { findNode } from './node24.mjs';

const root = join(import.meta.dirname, '..');

try {
  ensureInstalled(root);
  const amparo = join(root, 'packages/cli/bin/amparo.mjs');
  handOver(findNode(root), [amparo, 'start', ...process.argv.slice(2)]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/**
 * Runs a program in our place: it has our terminal, gets our signals and gives our exit code.
 *
 * @param {string} program
 * @param {string[]} args
 */
function handOver(program, args) {
  const child = spawn(program, args, { stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to both of us; twice would mean "at once".
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('error', (error) => {
    console.error(`Node could not be started: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0));
  });
}
