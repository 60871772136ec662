import { readFile, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findProcess, listProcessesIn } from './process.ts';
import { EmbeddedPostgresRefusal } from './refusal.ts';

const patience = 60_000;
const between = 25;

/** What PostgreSQL notes about itself in `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number;
  readonly status: string;
}

/**
 * Reads the notes of a running PostgreSQL; a file cut short reads as absent.
 *
 * Source: PostgreSQL 18, src/include/utils/pidfile.h (line 1 the process, line 8 the status).
 */
export function parsePostmasterFile(text: string): Postmaster | undefined {
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  return Number.isInteger(pid) && pid > 0 ? { pid, status: (lines[7] ?? '').trim() } : undefined;
}

/** Finds the notes of PostgreSQL in a data directory, whether or not it still runs. */
export async function findPostmaster(pgdata: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(pgdata, 'postmaster.pid'), 'utf8').catch(() => '');
  return parsePostmasterFile(text);
}

/**
 * Clears away what an earlier run left behind, so that a restart after a kill or a power cut just works.
 *
 * A PostgreSQL that outlived its Amparo is shut down in order, after its command line has shown that it works
 * on this very directory. Then every process still inside is waited for: two servers on one directory would
 * destroy it. Notes that name a stranger's process are removed, because PostgreSQL would take the stranger for
 * a server. Refuses: `embedded/already-running` when a process inside does not go away.
 */
export async function settleFormerRun(pgdata: string): Promise<void> {
  const former = await findPostmaster(pgdata);
  if (former && (await isServerOf(former.pid, pgdata))) {
    await stopServer(former.pid, () => isServerOf(former.pid, pgdata));
  }
  const folder = await realpath(pgdata);
  const left = await waitUntilEmpty(() => listProcessesIn(folder), patience / 4);
  if (left.length > 0) {
    throw new EmbeddedPostgresRefusal(
      'embedded/already-running',
      `Processes of an earlier PostgreSQL still work in ${pgdata}: ${left.join(', ')}. ` +
        'End them before starting again; starting now could destroy the data.',
    );
  }
  if (former && (await findProcess(former.pid)) !== undefined) {
    await rm(join(pgdata, 'postmaster.pid'), { force: true });
  }
}

/**
 * Shuts a server down in order, and without waiting for clients; after a minute without waiting for anything.
 *
 * Source: PostgreSQL documentation, 18.5 "Shutting Down the Server" (SIGINT fast, SIGQUIT immediate).
 */
export async function stopServer(pid: number, isAlive: () => Promise<boolean>): Promise<void> {
  const remaining = async (): Promise<number[]> => ((await isAlive()) ? [pid] : []);
  if (!(await isAlive())) return;
  signal(pid, 'SIGINT');
  if ((await waitUntilEmpty(remaining, patience)).length === 0) return;
  signal(pid, 'SIGQUIT');
  await waitUntilEmpty(remaining, patience / 4);
}

/** Sends a signal to a process that may be gone already. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function isServerOf(pid: number, pgdata: string): Promise<boolean> {
  const found = await findProcess(pid);
  return found !== undefined && found.command.includes(` -D ${pgdata} `);
}

async function waitUntilEmpty(list: () => Promise<number[]>, limit: number): Promise<number[]> {
  for (let waited = 0; ; waited += between) {
    const left = await list();
    if (left.length === 0 || waited >= limit) return left;
    await pause(between);
  }
}
