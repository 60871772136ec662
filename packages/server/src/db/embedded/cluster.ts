import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { give, refuseFullDisk } from './folder.ts';
import type { ClusterPlace } from './folder.ts';
import { EmbeddedPostgresRefusal, explainFailure } from './refusal.ts';

const run = promisify(execFile);

/** What every program of PostgreSQL is started with: its account, and nothing of our environment. */
export interface Footing {
  readonly uid?: number;
  readonly gid?: number;
  readonly cwd: string;
  readonly env: Record<string, string>;
}

/** Describes how to start a program as `account`. */
export function footingOf(place: ClusterPlace, account: Account): Footing {
  const footing = { cwd: place.run, env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } };
  return process.getuid?.() === 0 ? { ...footing, uid: account.uid, gid: account.gid } : footing;
}

/**
 * Reads the version of the programs by running them as the account that will run them.
 *
 * Shape: `18.4`. Refuses: `embedded/no-binaries` when they cannot be run here.
 */
export async function readVersion(binaries: Binaries, footing: Footing): Promise<string> {
  try {
    const { stdout } = await run(binaries.postgres, ['--version'], footing);
    const version = /\(PostgreSQL\) (\d[\w.]*)/.exec(stdout)?.[1];
    if (version !== undefined) return version;
    throw new Error(`unexpected answer: ${stdout}`);
  } catch (error) {
    throw new EmbeddedPostgresRefusal(
      'embedded/no-binaries',
      `PostgreSQL (${binaries.postgres}) cannot be run here: ${String(error)}. ` +
        'Is the folder on a disk mounted without the right to run programs (noexec)?',
    );
  }
}

/**
 * Makes a cluster if there is none, and otherwise checks that the one there can be run.
 *
 * A new cluster gets its final name only when it is whole. Shape: UTF-8, code point order, checksums on every
 * page, passwords by SCRAM only; the answer is the superuser's password, kept in a file only its owner reads.
 * Refuses: `embedded/other-version`, `embedded/wrong-owner`, `embedded/password-missing`, `embedded/disk-full`.
 */
export async function ensureCluster(
  place: ClusterPlace,
  account: Account,
  program: { binaries: Binaries; version: string; footing: Footing },
): Promise<string> {
  if (await exists(place.pgdata)) {
    await refuseForeignCluster(place, account, program.version);
    return loadPassword(place);
  }
  await refuseFullDisk(place.cluster);
  const password = randomBytes(24).toString('base64url');
  const copy = join(place.run, 'password');
  try {
    await writeFile(place.password, password, { mode: 0o600 });
    await writeFile(copy, password, { mode: 0o600 });
    await give(copy, account);
    await rm(place.unfinished, { recursive: true, force: true });
    await mkdir(place.unfinished, { mode: 0o700 });
    await give(place.unfinished, account);
    await run(program.binaries.initdb, initArguments(place.unfinished, copy), program.footing);
    await rename(place.unfinished, place.pgdata);
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string };
    throw explainFailure(place.cluster, `${stderr}\n${String(error)}`);
  } finally {
    await rm(copy, { force: true });
  }
  return password;
}

function initArguments(directory: string, passwordFile: string): string[] {
  return [
    ...['-D', directory, '--username=postgres', `--pwfile=${passwordFile}`],
    ...['--auth=scram-sha-256', '--encoding=UTF8', '--data-checksums', '--no-instructions'],
    ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
  ];
}

async function refuseForeignCluster(
  place: ClusterPlace,
  account: Account,
  version: string,
): Promise<void> {
  const { uid } = await stat(place.pgdata);
  if (uid !== account.uid) {
    throw new EmbeddedPostgresRefusal(
      'embedded/wrong-owner',
      `The database in ${place.pgdata} belongs to user id ${uid}, but PostgreSQL would run as "${account.name}" ` +
        `(${account.uid}). As root: chown -R ${account.uid}:${account.gid} ${place.pgdata} ${place.run}`,
    );
  }
  const made = await readFile(join(place.pgdata, 'PG_VERSION'), 'utf8').catch(() => '?');
  if (made.trim() !== version.split(/\D/)[0]) {
    throw new EmbeddedPostgresRefusal(
      'embedded/other-version',
      `The database in ${place.pgdata} was made by PostgreSQL ${made.trim()}; the installed one is ${version}. ` +
        'Start the release of Amparo that made it, export, and import into a new folder.',
    );
  }
}

async function loadPassword(place: ClusterPlace): Promise<string> {
  try {
    return (await readFile(place.password, 'utf8')).trim();
  } catch {
    throw new EmbeddedPostgresRefusal(
      'embedded/password-missing',
      `The file ${place.password} with the database password is gone or cannot be read. Put it back from a backup.`,
    );
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw explainFailure(path, String(error));
    },
  );
}
