/** Building what browsers load, only when its sources changed since the last build. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const APP = join(ROOT, 'packages/app');

/** Where the built app lies. */
export const APP_DIST = join(APP, 'dist');

const STAMP = '.sources';
const SHARED = [
  'package-lock.json',
  'locales',
  'packages/casework/src',
  'packages/law/src',
  'packages/ledger/src',
  'packages/seal/src',
];
const APP_SOURCES = [
  ...SHARED,
  'law-packs',
  'packages/app/index.html',
  'packages/app/package.json',
  'packages/app/public',
  'packages/app/src',
  'packages/app/vite.config.ts',
];
const PORTAL_SOURCES = [...SHARED, 'law-packs', 'packages/server/src/portal'];
const PORTAL_DIST = join(ROOT, 'packages/server/dist/portal');

/** `say` is called before work that takes a while. */
interface Building {
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Builds the app where its sources changed.
 *
 * The new build takes the place of the old one at once, so that a running node never serves half of it. Throws
 * with what the builder printed.
 */
export async function ensureAppBuilt({ say, signal }: Building): Promise<void> {
  const sources = await fingerprint(APP_SOURCES);
  if ((await stampOf(APP_DIST)) === sources) return;
  say('Building the app …');
  await buildApp(sources, signal);
}

/** Builds the portal's scripts where their sources changed. `build` can run beside a portal that is in use. */
export async function ensurePortalBuilt(
  build: () => Promise<void>,
  { say }: Pick<Building, 'say'>,
): Promise<void> {
  const sources = await fingerprint(PORTAL_SOURCES);
  if ((await stampOf(PORTAL_DIST)) === sources) return;
  say('Building the portal …');
  await build();
  await writeFile(join(PORTAL_DIST, STAMP), sources);
}

async function buildApp(sources: string, signal: AbortSignal): Promise<void> {
  const fresh = join(APP, `dist.${process.pid}`);
  const old = `${fresh}.old`;
  try {
    await buildInto(fresh, signal);
    await writeFile(join(fresh, STAMP), sources);
    if (existsSync(APP_DIST)) await rename(APP_DIST, old);
    await rename(fresh, APP_DIST);
  } catch (error) {
    // Another start may have put the same build in place a moment before.
    if ((await stampOf(APP_DIST)) !== sources) throw error;
  } finally {
    await Promise.all([fresh, old].map((path) => rm(path, { recursive: true, force: true })));
  }
}

/**
 * Builds the app into `outDir`, always for use: what a caller is in the middle of (a test, a development server)
 * decides nothing about what people get.
 */
export async function buildInto(outDir: string, signal: AbortSignal): Promise<void> {
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  const args = [vite, 'build', APP, '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn'];
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => said.push(chunk));
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`The app could not be built:\n${Buffer.concat(said).toString()}`);
}

async function stampOf(dist: string): Promise<string | undefined> {
  return readFile(join(dist, STAMP), 'utf8').catch(() => undefined);
}

/** One hash over the names and contents of all source files; tests are no sources. */
async function fingerprint(sources: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const path of await listFiles(source)) {
      const content = createHash('sha256')
        .update(await readFile(join(ROOT, path)))
        .digest('hex');
      hash.update(`${path}\0${content}\n`);
    }
  }
  return hash.digest('hex');
}

async function listFiles(path: string): Promise<string[]> {
  const items = await readdir(join(ROOT, path), { withFileTypes: true }).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOTDIR') return undefined;
    if (code === 'ENOENT') return [];
    throw error;
  });
  if (items === undefined) return [path];
  const lists = items
    .filter(({ name }) => !name.startsWith('.') && !/^testing$|\.test\.tsx?$/.test(name))
    .map((item) => listFiles(`${path}/${item.name}`));
  return (await Promise.all(lists)).flat().toSorted();
}
