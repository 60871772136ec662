// Stands in for `vitest` in the tests that are run over and over: it collects them instead of running them,
// into the place that `mutants.run.mjs` set up (the engine and this file are loaded anew many times).
import { expect } from '../../node_modules/vitest/dist/index.js';
import { shared } from './shared-state.mjs';

export { expect };

/**
 * Names may repeat in a table; the number in the order of collection tells tests apart.
 * @param {string} name
 * @param {() => unknown} run
 */
function add(name, run) {
  const { file, tests } = shared().collected;
  const id = `${file}#${tests.size} ${name}`;
  tests.set(id, { id, run });
}

/** @typedef {(...row: unknown[]) => unknown} RunRow */

export const test = Object.assign(add, {
  /**
   * @param {readonly unknown[]} rows
   * @returns {(name: string, run: RunRow) => void}
   */
  each: (rows) => (name, run) => {
    for (const row of rows) add(name, () => (Array.isArray(row) ? run(...row) : run(row)));
  },
});
