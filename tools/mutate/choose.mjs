// Which tests are tried against a mutant: the nearest and quickest first.

/**
 * @typedef {{ readonly id: string, readonly fileName: string }} Mutant
 * @typedef {{ readonly id: string, readonly time: number }} Reaching a test and the work it is
 */

/**
 * How near a test stands to the mutated file: beside it, in its folder, elsewhere.
 * @param {string} id
 * @param {string} fileName
 */
function distance(id, fileName) {
  if (id.startsWith(fileName.replace('.ts', ''))) return 0;
  const folder = fileName.slice(0, fileName.lastIndexOf('/') + 1);
  return folder !== '' && id.startsWith(folder) ? 1 : 2;
}

/**
 * The nearest and quickest tests that reach a mutant, as many as the time for one mutant allows.
 * @param {readonly Reaching[]} by
 * @param {Mutant} mutant
 * @param {number} limit milliseconds
 */
export function choose(by, { fileName }, limit) {
  let spent = 0;
  return by
    .toSorted((one, other) => distance(one.id, fileName) - distance(other.id, fileName))
    .filter(({ time }) => (spent += time) <= limit)
    .map(({ id }) => id);
}
