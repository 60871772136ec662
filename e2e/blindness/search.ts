/** The search of a whole node: everything that a thief, a seizure or a curious operator would have. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { RunningNode } from '../node/node.ts';
import type { Needles } from './encodings.ts';
import {
  commandOf,
  look,
  lookInFolder,
  lookInMemory,
  lookInOpenFiles,
  lookInTables,
} from './places.ts';
import type { SeenMappings, Sighting } from './places.ts';

/** A node, with the folder in which everything that it writes must lie. */
export interface Searched {
  readonly node: RunningNode;
  readonly folder: string;
}

export const CLUSTERS = ['main', 'keystore'] as const;
export type Cluster = (typeof CLUSTERS)[number];

/** Looks everywhere: first memory, which forgets, then disk and tables, which do not. */
export async function searchEverything(searched: Searched, needles: Needles): Promise<Sighting[]> {
  const { node, folder } = searched;
  const sightings = await searchMemory(searched, needles);
  for (const cluster of CLUSTERS) {
    const url = superuserUrl(node, cluster);
    await settle(url);
    const found = await lookInTables(url, needles);
    sightings.push(...found.map(({ needle, where }) => ({ needle, where: `${cluster} ${where}` })));
  }
  sightings.push(...(await lookInFolder(folder, needles)));
  sightings.push(...look(Buffer.from(node.output(), 'utf8'), needles, 'what the node printed'));
  return sightings;
}

/** Looks into every living process of the node, and into the files that only they can still reach. */
export async function searchMemory(
  { node, folder }: Searched,
  needles: Needles,
): Promise<Sighting[]> {
  const seen: SeenMappings = new Set();
  const sightings: Sighting[] = [];
  for (const pid of listProcesses(node)) {
    try {
      sightings.push(...(await lookInMemory(pid, needles, seen)));
      sightings.push(...(await lookInOpenFiles(pid, folder, needles)));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // It ended meanwhile, and its memory with it.
      if (code !== 'ENOENT' && code !== 'ESRCH') throw error;
    }
  }
  return sightings;
}

/** The node's processes: all that it started, and all that work in its folder, whoever started them. */
function listProcesses({ pid, dataDir }: RunningNode): number[] {
  const family = familyOf(pid);
  const inside = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((each) => linkOf(`/proc/${each}/cwd`).startsWith(dataDir));
  return [...new Set([...family, ...inside])];
}

/** The processes of a node that would write their memory to the disk when they crash. */
export function listDumping(node: RunningNode): string[] {
  return listProcesses(node).flatMap((pid) => {
    try {
      const kinds = readFileSync(`/proc/${pid}/coredump_filter`, 'utf8').trim();
      return Number.parseInt(kinds, 16) === 0 ? [] : [`${commandOf(pid)}: ${kinds}`];
    } catch {
      return []; // It ended meanwhile.
    }
  });
}

function familyOf(pid: number): number[] {
  return [pid, ...childrenOf(pid).flatMap(familyOf)];
}

/** Any thread may start a process, and each thread has a list of its own. */
function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) => {
      const text = readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8');
      return text.split(' ').filter(Boolean).map(Number);
    });
  } catch {
    return [];
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

/** The address for the superuser, from what the node keeps in its folder. */
export function superuserUrl({ dataDir }: RunningNode, cluster: Cluster): string {
  const password = readFileSync(join(dataDir, cluster, 'password'), 'utf8').trim();
  const notes = readFileSync(join(dataDir, cluster, 'pgdata', 'postmaster.pid'), 'utf8');
  return `postgres://postgres:${password}@127.0.0.1:${notes.split('\n')[3] ?? ''}/postgres`;
}

/** Brings everything that a cluster holds in memory to its disk. */
async function settle(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query('checkpoint');
  await client.query('select pg_switch_wal()');
  await client.query('checkpoint');
  await client.end();
}
