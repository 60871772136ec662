/** Where content could have stayed: tables, folders with write-ahead logs, printed logs, memory. */
import {
  closeSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
} from 'node:fs';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import pg from 'pg';
import type { Needles } from './encodings.ts';

export interface Sighting {
  readonly needle: string;
  readonly where: string;
}

/** Every needle in one piece of bytes. */
export function look(bytes: Buffer, { roots, all }: Needles, where: string): Sighting[] {
  if (!roots.some((root) => bytes.includes(root.bytes))) return [];
  return all
    .filter((needle) => bytes.includes(needle.bytes))
    .map((needle) => ({ needle: needle.name, where }));
}

const CHUNK = 8 * 1024 * 1024;
/** Longer than every needle, so that none is cut in two unseen. */
const OVERLAP = 4096;

/** Every needle in every file under a folder. */
export async function lookInFolder(folder: string, needles: Needles): Promise<Sighting[]> {
  const sightings: Sighting[] = [];
  for (const item of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!item.isFile()) continue;
    const path = join(item.parentPath, item.name);
    sightings.push(...(await lookInFile(path, needles, path)));
  }
  return sightings;
}

async function lookInFile(path: string, needles: Needles, where: string): Promise<Sighting[]> {
  const file = openIfThere(path);
  if (file === undefined) return [];
  try {
    return await lookInRange(file, { from: 0, to: Infinity }, { needles, where });
  } finally {
    closeSync(file);
  }
}

/** A file that is listed may be gone when it is opened. */
function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENXIO') return undefined;
    throw error;
  }
}

interface Range {
  readonly from: number;
  readonly to: number;
}

interface Looking {
  readonly needles: Needles;
  readonly where: string;
}

async function lookInRange(
  file: number,
  { from, to }: Range,
  { needles, where }: Looking,
): Promise<Sighting[]> {
  const found = new Map<string, Sighting>();
  const buffer = Buffer.allocUnsafe(Math.min(CHUNK, to - from));
  for (let at = from; at < to; at += CHUNK - OVERLAP) {
    const read = readAt(file, buffer, at, Math.min(CHUNK, to - at));
    for (const sighting of look(buffer.subarray(0, read), needles, where)) {
      found.set(sighting.needle, sighting);
    }
    await breathe();
    if (read < CHUNK) break;
  }
  return [...found.values()];
}

function readAt(file: number, buffer: Buffer, at: number, size: number): number {
  try {
    return readSync(file, buffer, 0, size, at);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A page of memory that nobody may read, or that was given back in the meantime.
    if (code === 'EIO' || code === 'EFAULT' || code === 'ESRCH') return 0;
    throw error;
  }
}

/**
 * Every needle in every row of every table of every database of a cluster, the system's own tables with what
 * they remember of values included: as text, as the raw bytes of each bytea, and as each text inside JSON.
 * Whatever was compressed comes decompressed.
 */
export async function lookInTables(url: string, needles: Needles): Promise<Sighting[]> {
  const names = await withClient(url, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      'select datname from pg_database where datallowconn',
    );
    return rows.map(({ datname }) => datname);
  });
  const sightings: Sighting[] = [];
  for (const name of names) {
    const database = new URL(url);
    database.pathname = `/${name}`;
    sightings.push(
      ...(await withClient(database.href, (client) => lookInDatabase(client, needles))),
    );
  }
  return sightings;
}

interface Column {
  readonly name: string;
  readonly type: string;
}

async function lookInDatabase(client: pg.Client, needles: Needles): Promise<Sighting[]> {
  const { rows: tables } = await client.query<{ place: string; columns: Column[] }>(
    `select c.oid::regclass::text as place,
            json_agg(json_build_object('name', quote_ident(a.attname),
              'type', format_type(a.atttypid, null)) order by a.attnum) as columns
       from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relkind in ('r', 'm') and a.attnum > 0 and not a.attisdropped
      group by c.oid`,
  );
  const sightings: Sighting[] = [];
  for (const { place, columns } of tables) {
    const list = columns.map(({ name, type }) => (type === 'bytea' ? name : `${name}::text`));
    const { rows } = await client.query<(Buffer | string | null)[]>({
      text: `select ${list.join(', ')} from ${place}`,
      rowMode: 'array',
    });
    for (const [at, { name, type }] of columns.entries()) {
      const where = `table ${place}.${name}`;
      const layers = rows.flatMap((row) => layersOf(row[at] ?? null, type));
      const found = layers.flatMap((bytes) => look(bytes, needles, where));
      sightings.push(...new Map(found.map((each) => [each.needle, each])).values());
    }
  }
  return sightings;
}

/** A value as it is; of JSON also each text in it, where no escape stands between its characters. */
function layersOf(value: Buffer | string | null, type: string): Buffer[] {
  if (value === null) return [];
  if (Buffer.isBuffer(value)) return [value];
  const whole = Buffer.from(value, 'utf8');
  if (!type.startsWith('json')) return [whole];
  const texts: Buffer[] = [];
  JSON.parse(value, (key, inner: unknown) => {
    texts.push(Buffer.from(key, 'utf8'));
    if (typeof inner === 'string') texts.push(Buffer.from(inner, 'utf8'));
    return inner;
  });
  return [whole, ...texts];
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** What several processes share needs to be looked at once only. */
export type SeenMappings = Set<string>;

/**
 * Every needle in the memory of a living process: what a core dump of it would hold. Programs and libraries are
 * left out as long as nobody wrote into them. Readable for root, and for whoever may trace the process.
 */
export async function lookInMemory(
  pid: number,
  needles: Needles,
  seen: SeenMappings = new Set(),
): Promise<Sighting[]> {
  const where = `memory of ${pid} (${commandOf(pid)})`;
  const maps = readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n');
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  const pages = openSync(`/proc/${pid}/pagemap`, 'r');
  const found = new Map<string, Sighting>();
  try {
    for (const line of maps) {
      const mapping = parseMapping(line, seen);
      if (mapping === undefined) continue;
      for (const range of mapping.isShared ? [mapping] : touched(pages, mapping)) {
        for (const sighting of await lookInRange(memory, range, { needles, where })) {
          found.set(sighting.needle, sighting);
        }
      }
    }
  } finally {
    closeSync(memory);
    closeSync(pages);
  }
  return [...found.values()];
}

const PAGE = 4096;

/**
 * The parts of a range that exist in memory or swap; the rest was never written to.
 *
 * Source: Linux, Documentation/admin-guide/mm/pagemap.rst (bit 63 present, bit 62 swapped).
 */
function touched(pages: number, { from, to }: Range): Range[] {
  const entries = Buffer.alloc(((to - from) / PAGE) * 8);
  const read = readAt(pages, entries, (from / PAGE) * 8, entries.length);
  const ranges: { from: number; to: number }[] = [];
  for (let at = 0; at < read; at += 8) {
    if ((entries[at + 7] ?? 0) < 0x40) continue;
    const page = from + (at / 8) * PAGE;
    const last = ranges.at(-1);
    if (last?.to === page) last.to = page + PAGE;
    else ranges.push({ from: page, to: page + PAGE });
  }
  return ranges;
}

interface Mapping extends Range {
  readonly isShared: boolean;
}

/** The addresses of a mapping that somebody may have written to, once for each that is shared. */
function parseMapping(line: string, seen: SeenMappings): Mapping | undefined {
  const [, from, to, mode = '', offset, device, inode] =
    /^([0-9a-f]+)-([0-9a-f]+) (\S{4}) (\S+) (\S+) (\d+)/.exec(line) ?? [];
  if (from === undefined || to === undefined || !mode.startsWith('r')) return undefined;
  if (inode !== '0' && !mode.includes('w')) return undefined;
  const isShared = mode.endsWith('s');
  if (isShared) {
    const shared = `${device} ${inode} ${offset}`;
    if (seen.has(shared)) return undefined;
    seen.add(shared);
  }
  return { from: Number.parseInt(from, 16), to: Number.parseInt(to, 16), isShared };
}

/** Every needle in the files that a process has open outside a folder, those that were deleted included. */
export async function lookInOpenFiles(
  pid: number,
  folder: string,
  needles: Needles,
): Promise<Sighting[]> {
  const sightings: Sighting[] = [];
  for (const number of readdirSync(`/proc/${pid}/fd`)) {
    const link = `/proc/${pid}/fd/${number}`;
    const target = targetOf(link);
    const isKnown = target.startsWith(`${folder}/`) && !target.endsWith(' (deleted)');
    if (isKnown || !target.startsWith('/') || !isRegular(link)) continue;
    sightings.push(...(await lookInFile(link, needles, `${target}, open in ${pid}`)));
  }
  return sightings;
}

function targetOf(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return '';
  }
}

function isRegular(path: string): boolean {
  const file = openIfThere(path);
  if (file === undefined) return false;
  const isFile = fstatSync(file).isFile();
  closeSync(file);
  return isFile;
}

/** The command of a process, without the folders of its files. */
export function commandOf(pid: number): string {
  const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  return command.replace(/\S*\//g, '').slice(0, 80);
}
