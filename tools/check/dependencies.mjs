import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {import('./finding.mjs').Finding} Finding */

const reasonsFile = 'docs/decisions/dependencies.md';
const kinds = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

/**
 * Finds what is wrong with what we depend on: a package without its reason, a reason without its package, a version
 * that may change by itself, and a lockfile that a clean installation would refuse.
 *
 * @param {string} root
 * @returns {Finding[]}
 */
export function findDependencyTrouble(root) {
  const wanted = manifests(root).flatMap((file) => listDependencies(root, file));
  const reasons = readReasons(root);
  const names = new Set(wanted.map(({ name }) => name));
  return [
    ...wanted
      .filter(({ name }) => !reasons.has(name))
      .map(({ name, file }) => trouble('no reason', file, `${name} has no line in ${reasonsFile}`)),
    ...[...reasons]
      .filter((name) => !names.has(name))
      .map((name) => trouble('dead line', reasonsFile, `nothing depends on ${name}`)),
    ...wanted
      .filter(({ version }) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
      .map(({ name, version, file }) =>
        trouble('not pinned', file, `${name} "${version}" is not one version`),
      ),
    ...findLockTrouble(root),
  ];
}

/** @param {string} root */
function manifests(root) {
  const packages = readdirSync(join(root, 'packages')).map(
    (name) => `packages/${name}/package.json`,
  );
  return ['package.json', ...packages.filter((file) => existsSync(join(root, file)))];
}

/** @param {string} root @param {string} file */
function listDependencies(root, file) {
  const manifest = readJson(root, file);
  return kinds.flatMap((kind) =>
    Object.entries(manifest[kind] ?? {})
      .filter(([name]) => !name.startsWith('@amparo/'))
      .map(([name, version]) => ({ name, version: String(version), file })),
  );
}

/**
 * The reasons are a list: - `name`: why it is here.
 *
 * @param {string} root
 */
function readReasons(root) {
  const path = join(root, reasonsFile);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const names = Array.from(text.matchAll(/^- ((?:`[^`]+`,? ?)+): \S/gm), ([, list = '']) => list);
  return new Set(
    names.flatMap((list) => Array.from(list.matchAll(/`([^`]+)`/g), ([, name = '']) => name)),
  );
}

/** @param {string} root @returns {Finding[]} */
function findLockTrouble(root) {
  /** @type {Record<string, any>} */
  const locked = readJson(root, 'package-lock.json').packages;
  const present = new Set(Object.keys(locked).map((path) => path.split('node_modules/').at(-1)));
  return Object.entries(locked).flatMap(([path, entry]) => {
    const needed = Object.keys({ ...entry.dependencies, ...entry.optionalDependencies });
    const missing = needed.filter((name) => !present.has(name));
    const isRemote = /^[a-z+]+:/.test(entry.resolved ?? '');
    return [
      ...missing.map((name) =>
        trouble('incomplete lockfile', 'package-lock.json', `${path} needs ${name}`),
      ),
      ...(isRemote ? [trouble('download address', 'package-lock.json', `${path} names one`)] : []),
    ];
  });
}

/** @param {string} rule @param {string} file @param {string} message @returns {Finding} */
function trouble(rule, file, message) {
  return { check: 'dependencies', rule, file, message };
}

/** @param {string} root @param {string} file */
function readJson(root, file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8'));
}
