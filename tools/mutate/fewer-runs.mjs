// Stands in for `fast-check` while mutants are tested: a property needs few examples to notice a broken
// engine, and is tried for some thousand mutants. The ordinary test run is not touched.
import itself from '../../node_modules/fast-check/lib/fast-check.js';

const SHARE = 8;

/**
 * @template Values
 * @param {import('fast-check').IRawProperty<Values>} property
 * @param {import('fast-check').Parameters<Values>} [parameters]
 */
function assert(property, parameters) {
  const numRuns = Math.max(20, Math.ceil((parameters?.numRuns ?? 100) / SHARE));
  return itself.assert(property, { ...parameters, numRuns });
}

// eslint-disable-next-line no-restricted-syntax -- it replaces a package that is imported by its default
export default { ...itself, assert };
