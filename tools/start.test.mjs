import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

/** @type {string} */
let root;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'amparo-start-')));
  cpSync(import.meta.dirname, join(root, 'tools'), { recursive: true });
  mkdirSync(join(root, 'node_modules'));
  for (const lock of ['package-lock.json', 'node_modules/.package-lock.json']) {
    writeFileSync(join(root, lock), '{}');
  }
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

/**
 * Runs `npm start` as npm does, with a program of ours in the place of the real one.
 *
 * @param {string} program
 * @param {string[]} args
 */
function start(program, ...args) {
  const amparo = join(root, 'packages/cli/bin/amparo.mjs');
  mkdirSync(join(amparo, '..'), { recursive: true });
  writeFileSync(amparo, program);
  return spawn(process.execPath, [join(root, 'tools/start.mjs'), ...args]);
}

test('what follows npm start reaches the program, and its exit code comes back', async () => {
  const child = start(
    'console.log(JSON.stringify(process.argv.slice(2))); process.exitCode = 7;',
    ...['--port', '8080', 'a b'],
  );
  const [[said], [code]] = await Promise.all([once(child.stdout, 'data'), once(child, 'exit')]);
  expect(JSON.parse(String(said))).toEqual(['start', '--port', '8080', 'a b']);
  expect(code).toBe(7);
});

test.each(/** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))(
  'a program asked to end by %s can end in its own way',
  async (signal) => {
    const child = start(`
      process.once('${signal}', () => setTimeout(() => process.exit(9), 50));
      setInterval(() => {}, 1000);
      console.log('ready');
    `);
    await once(child.stdout, 'data');
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([9, null]);
  },
);

test('a program that was killed gives the exit code that shells give', async () => {
  const child = start(`process.kill(process.pid, 'SIGKILL');`);
  expect(await once(child, 'exit')).toEqual([137, null]);
});

test('an installation that fails stops the start in plain words', async () => {
  rmSync(join(root, 'node_modules'), { recursive: true });
  const child = start(`console.log('must not run')`);
  child.stderr.setEncoding('utf8');
  let said = '';
  child.stderr.on('data', (/** @type {string} */ text) => (said += text));
  child.stdout.on('data', (/** @type {string} */ text) => (said += text));
  const [code] = await once(child, 'close');
  expect(code).toBe(1);
  expect(said).toContain('npm could not install the packages');
  expect(said).not.toContain('must not run');
});
