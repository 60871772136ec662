#!/usr/bin/env node
// Starts Amparo. Plain JavaScript on purpose: any Node from 20 on can run this file, and hands over to the
// project's own Node 24, which runs the TypeScript behind it as it is.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findNode } from '../../../tools/node24.mjs';

const OLDEST_NODE = 24;
const root = fileURLToPath(new URL('../../..', import.meta.url));

if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) {
  const { main } = await import('../src/main.ts');
  process.exitCode = await main(process.argv.slice(2));
} else {
  try {
    handOver(findNode(root));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.error(`On Linux, \`npm ci --ignore-scripts\` in ${root} brings the right one.`);
    process.exitCode = 2;
  }
}

/**
 * Runs the same command line on another Node: it has our terminal, gets our signals and gives our exit code.
 *
 * @param {string} node
 */
function handOver(node) {
  const self = join(root, 'packages/cli/bin/amparo.mjs');
  const child = spawn(node, [self, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to both of us; twice would mean "at once".
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('error', (error) => {
    console.error(`${node} could not be started: ${error.message}`);
    process.exit(2);
  });
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0));
  });
}
