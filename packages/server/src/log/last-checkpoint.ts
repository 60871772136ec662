/**
 * The second place that remembers what was signed last: a file outside the database, so that a database
 * that was put back from a backup cannot make the node sign another past.
 */
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type Checkpoint, parseCheckpoint, parseNote } from '@amparo/ledger';
import { StartRefusal } from '../refusal.ts';

const FILE = 'last-checkpoint.txt';

/**
 * Reads the checkpoint that was signed last, or undefined when none was.
 *
 * Refuses: `StartRefusal` `keys/unreadable` for a file that cannot be read; without it the node could
 * not know whether it would sign another past.
 */
export async function findLastCheckpoint(dataFolder: string): Promise<Checkpoint | undefined> {
  const path = join(dataFolder, FILE);
  try {
    return parseCheckpoint(parseNote(await readFile(path, 'utf8')).text);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new StartRefusal('keys/unreadable', `The last signed checkpoint ${path} is damaged.`);
  }
}

/** Replaces it, durably: when this settles, the new one is on the disk. */
export async function keepLastCheckpoint(dataFolder: string, note: string): Promise<void> {
  const path = join(dataFolder, FILE);
  const draft = await open(`${path}.new`, 'w', 0o600);
  await draft.writeFile(note);
  await draft.sync();
  await draft.close();
  await rename(`${path}.new`, path);
  const folder = await open(dataFolder, 'r');
  await folder.sync();
  await folder.close();
}
