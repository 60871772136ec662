// npm test: everything that is tested, in one command, on Node 20 and an empty machine. The last line says
// `N passed, N failed`.
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { ensureInstalled } from './install.mjs';
import { findNode } from './node24.mjs';
import { judgeRunner, sum, tallyPlaywright, tallyVitest } from './tally.mjs';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'amparo-test-'));
// The database may run under another account and must be able to pass through.
chmodSync(folder, 0o711);
/** @type {import('node:child_process').ChildProcess | undefined} */
let running;

let isInterrupted = false;

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    isInterrupted = true;
    running?.kill(signal);
  });
}

const tallies = [await runTests(), await runJourneys()];
rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
const { passed, failed } = sum(tallies);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
console.log(`${passed} passed, ${failed} failed`);

async function runTests() {
  return attempt('tests', async () => {
    ensureInstalled(root);
    const report = join(folder, 'vitest.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const code = await run(['node_modules/vitest/vitest.mjs', 'run', ...reporters], {});
    return judgeRunner(read(report, tallyVitest), code);
  });
}

async function runJourneys() {
  return attempt('journeys', async () => {
    const report = join(folder, 'playwright.json');
    const env = {
      CHROMIUM: ensureBrowser(),
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      AMPARO_E2E_OUTPUT: join(folder, 'e2e'),
    };
    const code = await run(
      ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'],
      env,
    );
    return judgeRunner(read(report, tallyPlaywright), code);
  });
}

/**
 * @param {string} what
 * @param {() => Promise<import('./tally.mjs').Tally>} work
 */
async function attempt(what, work) {
  try {
    if (isInterrupted) throw new Error('Interrupted.');
    return await work();
  } catch (error) {
    console.error(`The ${what} could not run. ${error instanceof Error ? error.message : error}`);
    return judgeRunner(undefined, null);
  }
}

/**
 * Runs a program of the project on its own Node, away from the settings and data of whoever runs it.
 *
 * @param {string[]} args
 * @param {Record<string, string>} env
 * @returns {Promise<number | null>} the exit code
 */
async function run(args, env) {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AMPARO|PG)/.test(name));
  running = spawn(findNode(root), args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...Object.fromEntries(inherited), ...env, TMPDIR: folder },
  });
  const child = running;
  return new Promise((resolve, reject) => {
    child.once('exit', resolve);
    child.once('error', reject);
  });
}

/**
 * @template T
 * @param {string} path
 * @param {(report: T) => import('./tally.mjs').Tally} tally
 */
function read(path, tally) {
  try {
    return tally(/** @type {T} */ (JSON.parse(readFileSync(path, 'utf8'))));
  } catch {
    return undefined;
  }
}
