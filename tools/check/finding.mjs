/**
 * Something that must be mended.
 *
 * @typedef {object} Finding
 * @property {string} check which of the checks found it
 * @property {string} rule which rule is broken
 * @property {string} file from the root of the repository
 * @property {string} message what is wrong, and where exactly
 */

/** @param {Finding} finding */
export function inWords({ check, rule, file, message }) {
  return `${check}: ${file}: ${message} (${rule})`;
}
