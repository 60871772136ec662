/** What a crash may leave on the disk: nothing that was in memory. */
import { writeFileSync } from 'node:fs';

const FILTER = '/proc/self/coredump_filter';

/**
 * Empties the core files of this process and of all that it starts, whatever limits and handlers the machine has.
 *
 * On Linux a mask that children inherit says which memory goes into a core file. Where the kernel has no such
 * mask it writes no memory either; other systems write core files only where somebody turned them on. Throws when
 * the mask exists and cannot be set.
 */
export function forbidMemoryDumps(): void {
  if (process.platform !== 'linux') return;
  try {
    writeFileSync(FILTER, '0');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
