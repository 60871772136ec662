/** Processes as the system lists them: a family of them, whether they live, and their sudden end. */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** A process and everything that it started and that is alive now, itself first. On Linux only. */
export function familyOf(pid: number): number[] {
  return [pid, ...childrenOf(pid).flatMap(familyOf)];
}

/** Any thread may start a process, and each thread has a list of its own. */
function childrenOf(pid: number): number[] {
  return tasksOf(pid).flatMap((task) => {
    const text = read(`/proc/${pid}/task/${task}/children`);
    return text.split(' ').filter(Boolean).map(Number);
  });
}

function tasksOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

/** Whether a process runs; one that ended and was not yet waited for does not. */
function isAlive(pid: number): boolean {
  const status = read(`/proc/${pid}/stat`);
  return status !== '' && !/^[ZX]/.test(status.slice(status.lastIndexOf(')') + 2));
}

/** Ends processes as a power cut does: nothing of theirs runs any more. */
export function killAtOnce(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

/** Waits until none of these runs. Throws, naming those that do, after `limitMs`. */
export async function waitForEnd(pids: readonly number[], limitMs = 15_000): Promise<void> {
  const limit = Date.now() + limitMs;
  for (;;) {
    const left = pids.filter(isAlive);
    if (left.length === 0) return;
    if (Date.now() > limit) {
      const named = left.map((pid) => `${pid} (${commandOf(pid)})`).join(', ');
      throw new Error(`still alive after ${limitMs} ms: ${named}`);
    }
    await pause(20);
  }
}

function commandOf(pid: number): string {
  return read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
