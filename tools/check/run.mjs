import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { findNode } from '../node24.mjs';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * Runs a program from the packages in the repository at `root` and gives what it printed.
 *
 * @param {string} root
 * @param {string} program its file below node_modules
 * @param {string[]} args
 * @returns {Promise<{ code: number | null, stdout: string, stderr: string }>}
 */
export async function run(root, program, args) {
  const script = join(root, 'node_modules', program);
  const child = spawn(findNode(root), [script, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
  });
  running.add(child);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      running.delete(child);
      resolve({ code, stdout, stderr });
    });
  });
}

/** Ends every program that still runs. */
export function endAll() {
  for (const child of running) child.kill('SIGKILL');
}

/**
 * Does jobs a few at a time, and gives their results in the order of the jobs.
 *
 * @template T
 * @param {(() => Promise<T>)[]} jobs
 * @param {number} atOnce
 * @returns {Promise<T[]>}
 */
export async function inTurn(jobs, atOnce) {
  /** @type {T[]} */
  const results = [];
  const waiting = jobs.entries();
  const worker = async () => {
    for (const [index, job] of waiting) results[index] = await job();
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
