import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Finds the browser for the journeys in `e2e/`: the one that CHROMIUM names, or one in its usual place.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined}
 */
function findBrowser(env = process.env) {
  return [env['CHROMIUM'], ...usual].find((path) => path !== undefined && existsSync(path));
}

/**
 * Installs Debian's Chromium, and fonts for the languages on the pictures, where that can be done unasked.
 *
 * @returns {string} the path of the browser
 */
export function ensureBrowser() {
  const found = findBrowser();
  if (found !== undefined) return found;
  const advice =
    'The journeys need Chromium. Install it (Debian: apt-get install chromium fonts-noto-core) ' +
    'or name it in the variable CHROMIUM.';
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw new Error(advice);
  console.error('Installing Chromium from Debian. This takes a minute, once.');
  apt(['update', '-qq']);
  apt(['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-core']);
  const installed = findBrowser();
  if (installed === undefined) throw new Error(advice);
  return installed;
}

/** @param {string[]} args */
function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, stdout, stderr } = spawnSync('apt-get', args, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`apt-get ${args.join(' ')} failed:\n${stdout}${stderr}`);
}
