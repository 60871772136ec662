/** Where content could have stayed: tables, folders with write-ahead logs, printed logs, memory. */
import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Needle } from './encodings.ts';

export interface Sighting {
  readonly needle: string;
  readonly where: string;
}

/** Every needle in one piece of bytes. */
export function look(bytes: Buffer, needles: readonly Needle[], where: string): Sighting[] {
  return needles
    .filter((needle) => bytes.includes(needle.bytes))
    .map((needle) => ({ needle: needle.name, where }));
}

const CHUNK = 8 * 1024 * 1024;
const OVERLAP = 4096;

/** Every needle in every file under a folder. */
export function lookInFolder(folder: string, needles: readonly Needle[]): Sighting[] {
  const sightings: Sighting[] = [];
  for (const item of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!item.isFile()) continue;
    const path = join(item.parentPath, item.name);
    for (const chunk of chunksOf(path)) sightings.push(...look(chunk, needles, path));
  }
  return sightings;
}

function* chunksOf(path: string): Generator<Buffer> {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return; // It was removed between listing and opening.
  }
  try {
    const buffer = Buffer.alloc(CHUNK);
    for (let at = 0; ; at += CHUNK - OVERLAP) {
      const read = readSync(file, buffer, 0, CHUNK, at);
      if (read > 0) yield buffer.subarray(0, read);
      if (read < CHUNK) return;
    }
  } finally {
    closeSync(file);
  }
}

/** Every needle in every row of every table, as text and as the raw bytes of each bytea. */
export async function lookInTables(url: string, needles: readonly Needle[]): Promise<Sighting[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const sightings: Sighting[] = [];
    for (const { name } of tables.rows) {
      const rows = await client.query<Record<string, unknown>>(`select * from ${name}`);
      for (const row of rows.rows) {
        for (const [column, value] of Object.entries(row)) {
          sightings.push(...look(bytesOf(value), needles, `${name}.${column}`));
        }
      }
    }
    return sightings;
  } finally {
    await client.end();
  }
}

function bytesOf(value: unknown): Buffer {
  if (Buffer.isBuffer(value)) return value;
  if (typeof value === 'string') return Buffer.from(value, 'utf8');
  return Buffer.from(JSON.stringify(value) ?? '', 'utf8');
}

/**
 * Every needle in the memory of a living process: what a core dump of it would hold. Readable for
 * root and for the process that started it.
 */
export function lookInMemory(pid: number, needles: readonly Needle[]): Sighting[] {
  const sightings: Sighting[] = [];
  const maps = readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n');
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  try {
    const buffer = Buffer.alloc(CHUNK);
    for (const line of maps) {
      const range = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line);
      if (range === null) continue;
      const from = Number.parseInt(range[1] ?? '0', 16);
      const to = Number.parseInt(range[2] ?? '0', 16);
      for (let at = from; at < to; at += CHUNK - OVERLAP) {
        const read = readMemory(memory, buffer, at, Math.min(CHUNK, to - at));
        if (read > 0)
          sightings.push(...look(buffer.subarray(0, read), needles, `memory of ${pid}`));
      }
    }
  } finally {
    closeSync(memory);
  }
  return sightings;
}

function readMemory(file: number, buffer: Buffer, at: number, size: number): number {
  try {
    return readSync(file, buffer, 0, size, at);
  } catch {
    return 0; // A guard page, or memory given back in the meantime.
  }
}
