import { spawn, spawnSync } from 'node:child_process';
import { constants, accessSync } from 'node:fs';
import { open, readFile, rename, stat, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Footing } from './cluster.ts';
import type { ClusterPlace } from './folder.ts';
import { findPostmaster, signal, stopServer } from './postmaster.ts';
import { explainFailure } from './refusal.ts';

const attempts = 5;
const startupPatience = 300_000;

/** A PostgreSQL that this process started and that answers. */
export interface RunningServer {
  readonly port: number;
  /** Settles when the server has ended for whatever reason. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
}

/**
 * Runs PostgreSQL on a free port of 127.0.0.1 and waits until it answers.
 *
 * Recovery after a crash may take minutes; a server that still works on it is waited for. Refuses what
 * `explainFailure` finds in what it printed.
 */
export async function runServer(
  postgres: string,
  place: ClusterPlace,
  footing: Footing,
  settings: Readonly<Record<string, string>>,
): Promise<RunningServer> {
  for (let attempt = 1; ; attempt++) {
    const port = await findFreePort();
    const server = await launch(postgres, place, footing, { ...settings, port: String(port) });
    if (await isReady(place.pgdata, server))
      return { port, ended: server.ended, stop: server.stop };
    await server.stop();
    const said = await readFile(place.log, 'utf8');
    // Between finding a free port and using it, somebody else may have taken it.
    if (attempt < attempts && /could not (bind|create any TCP)/.test(said)) continue;
    throw explainFailure(place.cluster, `${said}\n${await findFullDisk(place.cluster)}`);
  }
}

/**
 * What a person wrote must not reach the log file, so errors are logged without statement, detail and values;
 * connections are not logged at all.
 */
const quietSettings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_connections: '',
  log_checkpoints: 'off',
  log_autovacuum_min_duration: '-1',
};

interface Launched {
  readonly pid: number;
  readonly ended: Promise<void>;
  readonly hasEnded: () => boolean;
  readonly stop: () => Promise<void>;
}

async function launch(
  postgres: string,
  place: ClusterPlace,
  footing: Footing,
  settings: Readonly<Record<string, string>>,
): Promise<Launched> {
  const options = Object.entries({ ...settings, ...quietSettings, port: settings['port'] ?? '' });
  const command = [
    postgres,
    '-D',
    place.pgdata,
    ...options.flatMap(([k, v]) => ['-c', `${k}=${v}`]),
  ];
  const log = await openLog(place.log);
  // Its own session, so that Ctrl-C in a terminal reaches Amparo alone, which stops the database last.
  // No core dumps: they hold memory.
  const child = spawn('/bin/sh', ['-c', 'ulimit -c 0; exec "$@"', 'sh', ...withParent(command)], {
    ...footing,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('exit', () => {
      resolve();
    });
    child.once('error', reject);
  });
  await log.close();
  const { pid } = child;
  if (pid === undefined) {
    await ended;
    throw new Error('a process without a number');
  }
  child.unref();
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const stopAtExit = (): void => {
    signal(pid, 'SIGINT');
  };
  process.once('exit', stopAtExit);
  void ended.then(() => process.off('exit', stopAtExit));
  return { pid, ended, hasEnded, stop: () => stopServer(pid, () => Promise.resolve(!hasEnded())) };
}

/** The last log is kept as `.1`, so that the reason of a failed start is never mixed with older ones. */
async function openLog(path: string): Promise<Awaited<ReturnType<typeof open>>> {
  const old = await stat(path).catch(() => undefined);
  if (old && old.size > 0) await rename(path, `${path}.1`);
  return open(path, 'w', 0o600);
}

async function isReady(pgdata: string, server: Launched): Promise<boolean> {
  const deadline = performance.now() + startupPatience;
  while (!server.hasEnded() && performance.now() < deadline) {
    const notes = await findPostmaster(pgdata);
    if (notes?.pid === server.pid && notes.status === 'ready') return true;
    await pause(20);
  }
  return false;
}

/**
 * Where the system can do it (Linux with util-linux), the kernel asks the server to shut down when Amparo is
 * killed. Elsewhere the next start does.
 */
function withParent(command: string[]): string[] {
  const setpriv = findOnPath('setpriv');
  if (setpriv === undefined) return command;
  const prefix = [setpriv, '--pdeathsig', 'INT', '--'];
  const works = spawnSync(setpriv, ['--pdeathsig', 'INT', '--', '/bin/sh', '-c', ':']).status === 0;
  return works ? [...prefix, ...command] : command;
}

function findOnPath(program: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders
    .map((folder) => join(folder, program))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** On a full disk the log itself may stay empty. */
async function findFullDisk(folder: string): Promise<string> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize < 1024 * 1024 ? 'no space left on device' : '';
}

async function findFreePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', resolve);
  });
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
