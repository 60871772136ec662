// What instrumented code, collected tests and the run share: it outlives the loading of everything anew.

/**
 * @typedef {{ readonly id: string, readonly run: () => unknown }} Test
 * @typedef {Record<string, number>} Hits how often each mutant was reached
 * @typedef {object} Switches what the instrumented code reads: which mutant is on, and when to give up
 * @property {string | undefined} [activeMutant]
 * @property {string | undefined} [currentTestId]
 * @property {number | undefined} [hitCount]
 * @property {number | undefined} [hitLimit]
 * @property {{ readonly static: Hits, readonly perTest: Record<string, Hits> }} mutantCoverage
 * @typedef {object} Shared
 * @property {Switches} __stryker__
 * @property {{ readonly file: string, readonly tests: Map<string, Test> }} collected
 */

/** @returns {Shared} */
export function shared() {
  return /** @type {Shared} */ (/** @type {unknown} */ (globalThis));
}
