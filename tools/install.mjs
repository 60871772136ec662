import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Installs the packages of the lockfile if they are not installed already. No package may run a script.
 *
 * @param {string} root the repository
 */
export function ensureInstalled(root) {
  if (isInstalled(root)) return;
  console.error('Installing the packages named in package-lock.json. This takes a minute, once.');
  const options = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, error } = spawnSync('npm', options, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PATH: withoutPackages(process.env['PATH'] ?? '') },
  });
  if (error) throw new Error(`npm could not be started: ${error.message}`);
  if (status !== 0) {
    throw new Error(
      'npm could not install the packages. What it said is above; nothing was started.',
    );
  }
}

/**
 * Whether what is installed is what the lockfile says, by the record npm writes when it has finished.
 *
 * @param {string} root the repository
 */
export function isInstalled(root) {
  const record = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  return isRecordOf(readJson(join(root, 'package-lock.json')), readJson(record));
}

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} Lock
 */

/**
 * Whether an installation's record holds every package of a lockfile. Optional ones may be missing: they are for
 * other machines.
 *
 * @param {Lock} lock
 * @param {Lock} record
 */
export function isRecordOf(lock, record) {
  const installed = record.packages ?? {};
  return Object.entries(lock.packages ?? {})
    .filter(([path]) => path.startsWith('node_modules/'))
    .every(([path, wanted]) => {
      const found = installed[path];
      if (found === undefined) return wanted.optional === true;
      return found.version === wanted.version && found.integrity === wanted.integrity;
    });
}

/**
 * npm must not run on a Node that it is about to delete.
 *
 * @param {string} path
 */
function withoutPackages(path) {
  return path
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .join(delimiter);
}

/**
 * @param {string} path
 * @returns {Lock}
 */
function readJson(path) {
  return /** @type {Lock} */ (JSON.parse(readFileSync(path, 'utf8')));
}
