import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync as link,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { own } from './own.mjs';
import { filePlants } from './plants-in-files.mjs';
import { boundaryPlants, targets } from './plants-across.mjs';
import { codePlants } from './plants-in-code.mjs';
import { programs } from './programs.mjs';
import { ignoredFolders } from './texts.mjs';

/**
 * @typedef {import('./plants-in-code.mjs').Plant} Plant
 * @typedef {import('./finding.mjs').Finding} Finding
 */

/** @type {Plant[]} */
export const plants = [...codePlants, ...boundaryPlants, ...filePlants];

/**
 * Copies the repository, without what git ignores, to an empty folder, and plants every violation there. The
 * repository itself is never touched.
 *
 * @param {string} root
 * @param {string} copy
 */
export function makePlantedCopy(root, copy) {
  cpSync(root, copy, {
    recursive: true,
    filter: (path) => !ignoredFolders.includes(basename(path)),
  });
  linkPackages(root, copy);
  for (const { file, text } of targets) write(join(copy, file), text);
  for (const { file, text, edit } of plants) {
    const path = join(copy, file);
    write(path, edit ? edit(readFileSync(path, 'utf8')) : (text ?? ''));
  }
}

/** @param {string} path @param {string} text */
function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/**
 * Links everything installed, but our own packages are those of the copy.
 *
 * @param {string} root
 * @param {string} copy
 */
function linkPackages(root, copy) {
  mkdirSync(join(copy, 'node_modules/@amparo'), { recursive: true });
  const installed = readdirSync(join(root, 'node_modules')).filter((name) => name !== '@amparo');
  for (const name of installed) {
    link(join(root, 'node_modules', name), join(copy, 'node_modules', name));
  }
  for (const name of readdirSync(join(root, 'packages'))) {
    const own = join('packages', name, 'node_modules');
    link(join(copy, 'packages', name), join(copy, 'node_modules/@amparo', name));
    if (existsSync(join(root, own))) link(join(root, own), join(copy, own));
  }
}

/**
 * Parts what was planted from what is to mend.
 *
 * @param {Finding[]} findings
 * @returns {{ toMend: Finding[], missed: Plant[] }}
 */
export function sift(findings) {
  const newFiles = new Set(
    [...plants.filter(({ mark }) => !mark), ...targets].map(({ file }) => file),
  );
  const is = (/** @type {Plant} */ plant, /** @type {Finding} */ found) =>
    found.check === plant.check &&
    found.rule === plant.rule &&
    found.file === plant.file &&
    found.message.includes(plant.mark ?? '');
  const marked = plants.filter(({ mark }) => mark);
  return {
    toMend: findings.filter(
      (found) => !newFiles.has(found.file) && !marked.some((plant) => is(plant, found)),
    ),
    missed: plants.filter((plant) => !findings.some((found) => is(plant, found))),
  };
}

/**
 * Lists the rules against which nothing is planted, so that nobody adds a rule that cannot fail.
 *
 * @param {string} root
 * @returns {string[]}
 */
export function listRulesWithoutPlant(root) {
  const cruiser = createRequire(join(root, 'package.json'))('./.dependency-cruiser.cjs');
  const boundaries = cruiser.forbidden.map((/** @type {{ name: string }} */ rule) => rule.name);
  const planted = new Set(plants.flatMap(({ check, rule }) => [check, rule]));
  return [...boundaries, ...[...programs, ...own].map(({ name }) => name)].filter(
    (rule) => !planted.has(rule),
  );
}
