import { execFile } from 'node:child_process';
import { readFile, readdir, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * A running process: when it started, in the kernel's own notation, and its command line.
 *
 * The number of a process is given again to others; number and start together are not.
 */
export interface RunningProcess {
  readonly started: string;
  readonly command: string;
}

/** Finds a running process by its number. A zombie counts as gone. */
export async function findProcess(pid: number): Promise<RunningProcess | undefined> {
  return process.platform === 'linux' ? findByProc(pid) : findByPs(pid);
}

async function findByProc(pid: number): Promise<RunningProcess | undefined> {
  try {
    const [status, command] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
    ]);
    // The second field is the program's name in parentheses and may itself hold any character.
    const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
    const started = fields[19];
    if (fields[0] === 'Z' || started === undefined) return undefined;
    return { started, command: command.replaceAll('\0', ' ') };
  } catch {
    return undefined;
  }
}

async function findByPs(pid: number): Promise<RunningProcess | undefined> {
  try {
    const { stdout } = await run('ps', ['-ww', '-o', 'lstart=,command=', '-p', String(pid)]);
    const match = /^(\w+ +\w+ +\d+ [\d:]+ \d+) +(.*)$/.exec(stdout.trim());
    return match?.[1] === undefined ? undefined : { started: match[1], command: match[2] ?? '' };
  } catch {
    return undefined;
  }
}

/** Lists processes that work inside `folder`, as far as the system lets us see (on Linux only). */
export async function listProcessesIn(folder: string): Promise<number[]> {
  if (process.platform !== 'linux') return [];
  const numbers = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry));
  const inside = await Promise.all(
    numbers.map((pid) =>
      readlink(`/proc/${pid}/cwd`).then(
        (cwd) => cwd === folder,
        () => false,
      ),
    ),
  );
  return numbers.filter((_, index) => inside[index]).map(Number);
}
