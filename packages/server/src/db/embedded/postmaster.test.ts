import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { parsePostmasterFile } from './postmaster.ts';
import { findProcess } from './process.ts';
import { explainFailure } from './refusal.ts';

test('the notes of a ready server give its process and status', () => {
  const text = '4711\n/data/pgdata\n1700000000\n5432\n\n127.0.0.1\n  6 7\nready   \n';
  expect(parsePostmasterFile(text)).toEqual({ pid: 4711, status: 'ready' });
});

test('notes that are empty, cut short or nonsense never name a process to be stopped', () => {
  for (const text of ['', '\n', 'abc\n', '-1\n', '0\n', '1.5\n']) {
    expect(parsePostmasterFile(text)).toBeUndefined();
  }
  expect(parsePostmasterFile('4711')).toEqual({ pid: 4711, status: '' });
});

test('a process is known by its start and its command line, and is gone once it has ended', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'a-mark'], {
    stdio: 'ignore',
  });
  const pid = child.pid ?? 0;
  const found = await findProcess(pid);
  expect(found?.command).toContain('a-mark');
  expect(found?.started).toBe((await findProcess(pid))?.started);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await findProcess(pid)).toBeUndefined();
});

test.each([
  ['initdb: error: could not write file "x": No space left on device', 'embedded/disk-full'],
  ["Error: EACCES: permission denied, mkdir '/x'", 'embedded/folder-not-writable'],
  ["Error: EROFS: read-only file system, mkdir '/x'", 'embedded/folder-not-writable'],
  ['FATAL:  lock file "postmaster.pid" already exists', 'embedded/already-running'],
  ['FATAL:  data directory "/x" has wrong ownership', 'embedded/wrong-owner'],
  ['PANIC:  something new', 'embedded/did-not-start'],
])('what PostgreSQL said is explained: %s', (output, code) => {
  const refusal = explainFailure('/somewhere', output);
  expect(refusal.code).toBe(code);
  expect(refusal.message).toContain('/somewhere');
});

test('an unknown failure keeps what was said, so that somebody can help', () => {
  expect(explainFailure('/x', 'PANIC:  something new').message).toContain('something new');
});
