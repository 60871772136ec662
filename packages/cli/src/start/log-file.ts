import { appendFileSync, renameSync, statSync } from 'node:fs';

const MOST_BYTES = 10 * 1024 * 1024;

/**
 * Makes a writer of log lines to a file that only its owner may read.
 *
 * Shape: at 10 MiB the file becomes `.1`, replacing the one before, so that a log never fills a disk. A line
 * that cannot be written is lost: a full disk must not stop the node from reading.
 */
export function openLogFile(path: string): (line: string) => void {
  let size = sizeOf(path);
  return (line) => {
    const text = `${line}\n`;
    try {
      if (size > MOST_BYTES) {
        renameSync(path, `${path}.1`);
        size = 0;
      }
      appendFileSync(path, text, { mode: 0o600 });
      size += Buffer.byteLength(text);
    } catch {
      return;
    }
  };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
