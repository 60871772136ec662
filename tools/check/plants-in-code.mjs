/* eslint-disable amparo/words -- the words that must be caught stand here as text */

/**
 * A violation on purpose: `check` must report `rule` in `file`. Either the file is new and holds `text`, or it is one
 * of ours that `edit` changes; then `mark` must stand in the message, so that nothing of ours is taken for planted.
 *
 * @typedef {object} Plant
 * @property {string} check
 * @property {string} rule
 * @property {string} file
 * @property {string} [text]
 * @property {(text: string) => string} [edit]
 * @property {string} [mark]
 */

/** @param {string} name @param {string} [extension] */
const planted = (name, extension = 'ts') => `packages/${name}/src/planted-${name}.${extension}`;

const wrongType = "export const planted: number = 'a text';\n";
const types = ['seal', 'ledger', 'law', 'casework', 'server', 'app', 'cli'].map((name) => ({
  check: `types packages/${name}/tsconfig.json`,
  rule: 'TS2322',
  file: planted(name),
  text: wrongType,
}));

/** @param {string} rule @param {string} name of the package @param {string} text @returns {Plant} */
const lint = (rule, name, text) => ({
  check: 'lint',
  rule,
  // One file for each plant, so that none hides another.
  file: `packages/${name}/src/planted-lint-${(number += 1)}.ts`,
  text: `${text}\n`,
});
let number = 0;

const long = (/** @type {number} */ lines) => 'void 0;\n'.repeat(lines);

const lints = [
  lint('@typescript-eslint/no-floating-promises', 'server', 'Promise.resolve(1);'),
  lint('@typescript-eslint/no-explicit-any', 'cli', 'export const planted: any = 1;'),
  lint(
    '@typescript-eslint/switch-exhaustiveness-check',
    'casework',
    `export function planted(x: 'a' | 'b'): void {\n  switch (x) {\n    case 'a':\n  }\n}`,
  ),
  ...['law', 'ledger', 'casework', 'seal'].flatMap((name) => [
    lint('no-restricted-syntax', name, 'export const planted = Date.now();'),
    lint('no-restricted-syntax', name, 'export const planted = new Date();'),
    lint('no-restricted-syntax', name, 'export const planted = Math.random();'),
    lint('no-restricted-syntax', name, 'export const planted = globalThis.fetch;'),
    lint('no-restricted-globals', name, 'export const planted = process.env;'),
    lint('no-restricted-globals', name, "export const planted = fetch('');"),
    lint('no-restricted-globals', name, 'export const planted = setTimeout(() => 1, 1);'),
  ]),
  ...['law', 'ledger', 'casework'].map((name) =>
    lint('no-restricted-globals', name, 'export const planted = crypto.randomUUID();'),
  ),
  lint('no-restricted-syntax', 'server', 'export default 1;'),
  lint('no-restricted-syntax', 'app', "export * from './main.tsx';"),
  lint('no-restricted-imports', 'app', "export { a } from '../../law/src/index.ts';"),
  lint('amparo/words', 'server', 'export const victimName = 1;'),
  lint('amparo/words', 'app', "export const planted = 'to the rescue';"),
  lint('amparo/words', 'cli', 'export const planted = `a Victim`;'),
  lint('eqeqeq', 'server', 'export const planted = (a: number): boolean => a == 1;'),
  lint(
    'max-params',
    'law',
    'export const planted = (a: 1, b: 1, c: 1, d: 1, e: 1): unknown => [a, b, c, d, e];',
  ),
  lint('max-lines-per-function', 'seal', `export function planted(): void {\n${long(61)}}`),
  lint(
    'react-hooks/rules-of-hooks',
    'app',
    "import { useState } from 'react';\nexport const planted = (a: boolean): unknown => a && useState(1);",
  ),
];

/** @type {Plant[]} */
export const codePlants = [...types, ...lints];
