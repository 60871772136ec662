import { chmod, chown, mkdir, readdir, stat, statfs } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Account } from './account.ts';
import { EmbeddedPostgresRefusal, explainFailure } from './refusal.ts';

const neededForFirstStart = 256 * 1024 * 1024;

/**
 * Chooses where Amparo keeps its data when nobody said so, and says why.
 *
 * Shape: `dataDir` is absolute; `reason` is a sentence for the operator. `AMPARO_DATA` always wins. Root gets
 * a folder outside its home, which the account that runs PostgreSQL could not enter.
 * Source: Filesystem Hierarchy Standard 3.0, 5.8; XDG Base Directory Specification 0.8.
 */
export function chooseDataDir(caller: {
  uid: number;
  home: string | undefined;
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
}): { dataDir: string; reason: string } {
  const { env, home, cwd } = caller;
  if (env['AMPARO_DATA']) {
    return { dataDir: resolve(cwd, env['AMPARO_DATA']), reason: 'AMPARO_DATA names it.' };
  }
  if (caller.uid === 0) {
    return {
      dataDir: '/var/lib/amparo',
      reason: 'Amparo runs as root, and its database must not depend on the home of root.',
    };
  }
  const parent = env['XDG_DATA_HOME'] ?? (home === undefined ? undefined : `${home}/.local/share`);
  return parent?.startsWith('/') && home !== '/'
    ? { dataDir: join(parent, 'amparo'), reason: 'It is the usual place for data of this user.' }
    : { dataDir: join(cwd, 'data'), reason: 'This user has no home folder.' };
}

/** The files of one cluster. Only `pgdata` and `run` belong to the account that runs PostgreSQL. */
export interface ClusterPlace {
  readonly cluster: string;
  readonly pgdata: string;
  readonly unfinished: string;
  readonly run: string;
  readonly log: string;
  readonly password: string;
  readonly owner: string;
}

/** Names the files of the cluster `name` below `dataDir`. */
export function placeOf(dataDir: string, name: string): ClusterPlace {
  const cluster = join(dataDir, name);
  return {
    cluster,
    pgdata: join(cluster, 'pgdata'),
    unfinished: join(cluster, 'pgdata.unfinished'),
    run: join(cluster, 'run'),
    log: join(cluster, 'postgres.log'),
    password: join(cluster, 'password'),
    owner: join(cluster, 'owner.json'),
  };
}

/**
 * Makes the folders of a cluster, so that `account` can reach its own and nothing else.
 *
 * Refuses: `embedded/folder-not-writable`, `embedded/folder-not-reachable`, `embedded/disk-full`.
 */
export async function prepareFolders(
  dataDir: string,
  place: ClusterPlace,
  account: Account,
): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o755 });
    await openIfNew(dataDir, account);
    await mkdir(place.cluster, { recursive: true, mode: 0o711 });
    await mkdir(place.run, { recursive: true, mode: 0o700 });
    await give(place.run, account);
  } catch (error) {
    throw explainFailure(dataDir, String(error));
  }
  const blocked = await findBlockedFolder(place.cluster, account);
  if (blocked !== undefined) {
    throw new EmbeddedPostgresRefusal(
      'embedded/folder-not-reachable',
      `The data folder ${dataDir} lies below ${blocked}, which the account "${account.name}" may not enter, ` +
        `and PostgreSQL runs as that account. Choose another folder with AMPARO_DATA, for example /var/lib/amparo.`,
    );
  }
}

/**
 * Refuses a first start on a disk too small to hold a database.
 *
 * Refuses: `embedded/disk-full`. A database that exists is always tried, because reading may still save it.
 */
export async function refuseFullDisk(dataDir: string): Promise<void> {
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  if (free >= neededForFirstStart) return;
  const mebibytes = (bytes: number): number => Math.floor(bytes / 1024 / 1024);
  throw new EmbeddedPostgresRefusal(
    'embedded/disk-full',
    `The disk that holds ${dataDir} has ${mebibytes(free)} MiB left; a new database needs ` +
      `${mebibytes(neededForFirstStart)} MiB. Free some space or choose another folder with AMPARO_DATA.`,
  );
}

/** Gives a file to `account`, when this process may give files away. */
export async function give(path: string, account: Account): Promise<void> {
  if (process.getuid?.() === 0) await chown(path, account.uid, account.gid);
}

/** Whether somebody with this account may pass through a folder with these permissions. */
export function mayEnter(
  folder: { mode: number; uid: number; gid: number },
  account: Account,
): boolean {
  if (account.uid === folder.uid) return (folder.mode & 0o100) !== 0;
  if (account.gid === folder.gid) return (folder.mode & 0o010) !== 0;
  return (folder.mode & 0o001) !== 0;
}

async function openIfNew(dataDir: string, account: Account): Promise<void> {
  const folder = await stat(dataDir);
  const isOurs = folder.uid === process.getuid?.();
  if (mayEnter(folder, account) || !isOurs || (await readdir(dataDir)).length > 0) return;
  await chmod(dataDir, 0o711);
}

async function findBlockedFolder(path: string, account: Account): Promise<string | undefined> {
  if (account.uid === process.getuid?.()) return undefined;
  const parent = dirname(path);
  const above = parent === path ? undefined : await findBlockedFolder(parent, account);
  if (above !== undefined) return above;
  return mayEnter(await stat(path), account) ? undefined : path;
}
