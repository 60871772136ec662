// Switches on one mutant after another and runs the tests that reach it until one of them fails.
import { readFileSync, writeFileSync } from 'node:fs';
import { test, vi } from '../../node_modules/vitest/dist/index.js';
import { choose } from './choose.mjs';
import { shared } from './shared-state.mjs';

/**
 * @typedef {import('./shared-state.mjs').Test} Test
 * @typedef {ReadonlyMap<string, Test>} Tests
 * @typedef {import('./choose.mjs').Mutant} Mutant
 * @typedef {import('./choose.mjs').Reaching} Reaching
 * @typedef {{ readonly hits: number, readonly by: Reaching[] }} Reached
 */

const box = process.env['AMPARO_MUTANTS'] ?? '';
/** @type {{ readonly mutants: readonly Mutant[], readonly tests: readonly string[], readonly limit: number }} */
const { mutants, tests: files, limit } = JSON.parse(readFileSync(`${box}/mutants.json`, 'utf8'));
// Instrumented files keep the first record they see, so it must be there before they are loaded.
/** @type {import('./shared-state.mjs').Switches} */
const state = { mutantCoverage: { static: {}, perTest: {} } };
shared().__stryker__ = state;

/**
 * A fresh copy of the engine and its tests.
 * @returns {Promise<Tests>}
 */
async function load() {
  vi.resetModules();
  /** @type {Map<string, Test>} */
  const tests = new Map();
  for (const file of files) {
    shared().collected = { file, tests };
    await import(`${box}/src/${file}`);
  }
  return tests;
}

/** @param {Test | undefined} one */
async function passes(one) {
  try {
    await one?.run();
    return true;
  } catch {
    return false;
  }
}

/** Milliseconds this thread has worked: the same on a busy machine as on an idle one. */
function workDone() {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/**
 * One round without any mutant: which test reaches which mutant, how often, and how long it takes.
 * @param {Tests} tests
 */
async function explore(tests) {
  /** @type {Map<string, Reached>} */
  const reached = new Map();
  for (const one of tests.values()) {
    state.currentTestId = one.id;
    const start = workDone();
    if (!(await passes(one))) {
      // With fewer examples a test may miss that it saw enough; it is left out, and said so.
      console.log(`left out: ${one.id}`);
      state.currentTestId = undefined;
      continue;
    }
    const time = workDone() - start;
    state.currentTestId = undefined;
    for (const [mutant, hits] of Object.entries(state.mutantCoverage.perTest[one.id] ?? {})) {
      const known = reached.get(mutant) ?? { hits: 0, by: [] };
      known.by.push({ id: one.id, time });
      reached.set(mutant, { hits: Math.max(known.hits, hits), by: known.by });
    }
  }
  for (const { by } of reached.values()) by.sort((one, other) => one.time - other.time);
  return reached;
}

/**
 * The first of these tests that fails while the mutant is on; a loop without end fails as well.
 * @param {Tests} tests
 * @param {Mutant} mutant
 * @param {readonly string[]} ids
 * @param {number} hits
 */
async function findKiller(tests, mutant, ids, hits) {
  Object.assign(state, { activeMutant: mutant.id, hitCount: 0, hitLimit: hits * 10 + 1000 });
  try {
    for (const id of ids) {
      state.hitCount = 0;
      if (!(await passes(tests.get(id)))) return id;
    }
    return undefined;
  } finally {
    Object.assign(state, { activeMutant: undefined, hitCount: undefined, hitLimit: undefined });
  }
}

/**
 * Loads the engine with the mutant already on, for code that runs once, when it is loaded.
 * @param {Mutant} mutant
 * @param {readonly string[]} ids
 */
async function dies(mutant, ids) {
  Object.assign(state, { activeMutant: mutant.id, hitCount: 0, hitLimit: 10_000_000 });
  try {
    const tests = await load();
    for (const id of ids) if (!(await passes(tests.get(id)))) return true;
    return false;
  } catch {
    return true;
  } finally {
    Object.assign(state, { activeMutant: undefined, hitCount: undefined, hitLimit: undefined });
  }
}

test('every mutant', async () => {
  let tests = await load();
  const reached = await explore(tests);
  const once = new Set(Object.keys(state.mutantCoverage.static));
  const all = [...reached.values()].flatMap(({ by }) => by);
  const quick = [
    ...new Map(all.sort((a, b) => a.time - b.time).map((one) => [one.id, one])).values(),
  ];
  const results = [];
  for (const mutant of mutants) {
    const known = reached.get(mutant.id);
    let killed = false;
    if (known !== undefined) {
      const ids = choose(known.by, mutant, limit);
      const killer = await findKiller(tests, mutant, ids, known.hits);
      killed = killer !== undefined;
      // What a mutant left behind in the engine's memory must not kill the next one.
      if (killer !== undefined && !(await passes(tests.get(killer)))) {
        tests = await load();
        killed = (await findKiller(tests, mutant, ids, known.hits)) !== undefined;
        tests = await load();
      }
    }
    if (!killed && once.has(mutant.id)) killed = await dies(mutant, choose(quick, mutant, limit));
    results.push({ ...mutant, killed, reached: known !== undefined || once.has(mutant.id) });
    if (results.length % 100 === 0 || results.length === mutants.length) {
      writeFileSync(`${box}/results.json`, JSON.stringify(results));
    }
  }
});
