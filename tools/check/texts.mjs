import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that are made, not written. */
export const ignoredFolders = ['node_modules', '.git', 'dist', 'data', 'test-results'];
const binary = /\.(png|jpe?g|webp|ico|woff2?|ttf|pdf|gz|zip|age|bin|tile)$/;

/**
 * Lists the files of a repository, without what git ignores.
 *
 * @param {string} root
 * @returns {string[]} from the root
 */
export function listFiles(root, below = '') {
  return readdirSync(join(root, below), { withFileTypes: true })
    .filter((entry) => !ignoredFolders.includes(entry.name))
    .flatMap((entry) => {
      const path = join(below, entry.name);
      return entry.isDirectory() ? listFiles(root, path) : [path];
    });
}

/**
 * Reads every text of a repository.
 *
 * @param {string} root
 * @returns {{ path: string, text: string }[]}
 */
export function readTexts(root) {
  return listFiles(root)
    .filter((path) => !binary.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}
