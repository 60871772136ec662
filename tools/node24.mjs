import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The oldest Node that runs the project's TypeScript as it is. */
const needed = 24;

/**
 * Finds the Node that the project runs on: the one among its packages, else the present one if it is new enough.
 *
 * @param {string} root the repository
 * @param {{ platform: string, arch: string, version: string, execPath: string }} [present]
 * @returns {string} the path of the program
 */
export function findNode(root, present = process) {
  const own = join(root, `node_modules/node-${present.platform}-${present.arch}/bin/node`);
  if (existsSync(own)) return own;
  if (Number(/\d+/.exec(present.version)?.[0]) >= needed) return present.execPath;
  throw new Error(
    `Amparo runs on Node ${needed} or later. There is no ready-made one for ${present.platform}-${present.arch} ` +
      `among its packages, and this is ${present.version}. Install Node ${needed} from https://nodejs.org and try again.`,
  );
}
