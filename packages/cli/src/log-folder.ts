import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CHECKPOINT_FILE, type LogFiles } from '@amparo/ledger';

/**
 * Reads an exported log from a folder on disk.
 *
 * Shape: names that begin with a dot are no part of an export (desktops leave such files about) and are
 * not listed. Throws the error of the file system for whatever is there but cannot be read.
 */
export function logFolder(folder: string): LogFiles {
  return {
    read: async (path) => {
      try {
        return await readFile(join(folder, path));
      } catch (error) {
        if (isAbsent(error)) return undefined;
        throw error;
      }
    },
    list: () => listFiles(folder, ''),
  };
}

/** Whether a folder holds a log, whole or not. Throws the error of the file system when it is no folder. */
export async function isLogFolder(folder: string): Promise<boolean> {
  const names = await readdir(folder);
  return names.includes(CHECKPOINT_FILE) || names.includes('tile');
}

async function listFiles(folder: string, within: string): Promise<string[]> {
  const items = await readdir(join(folder, within), { withFileTypes: true });
  const lists = items
    .filter((item) => !item.name.startsWith('.'))
    .map(async (item) => {
      const path = within === '' ? item.name : `${within}/${item.name}`;
      return item.isDirectory() ? listFiles(folder, path) : [path];
    });
  return (await Promise.all(lists)).flat().toSorted();
}

/** Nothing of that name, or a folder where a file should be. */
function isAbsent(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR';
}
