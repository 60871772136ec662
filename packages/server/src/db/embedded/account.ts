import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';
import { EmbeddedPostgresRefusal } from './refusal.ts';

const run = promisify(execFile);

/** An account of this machine. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** What is known about the account that runs this process; `name` is missing without a passwd entry. */
export interface Caller {
  readonly uid: number;
  readonly gid: number;
  readonly name: string | undefined;
}

/**
 * Decides under which account PostgreSQL runs, because it refuses to run as root.
 *
 * Shape: `candidates` are the existing accounts that root may switch to, best first; they are ignored for
 * anybody but root.
 * Refuses: `embedded/no-account`. Source: PostgreSQL documentation, 18.1 "The PostgreSQL User Account".
 */
export function decideAccount(caller: Caller, candidates: readonly Account[]): Account {
  if (caller.uid === 0) {
    const candidate = candidates.find((account) => account.uid !== 0);
    if (candidate) return candidate;
    throw new EmbeddedPostgresRefusal(
      'embedded/no-account',
      'PostgreSQL does not run as root, and this machine has neither an account "postgres" nor "nobody". ' +
        'Create one (useradd --system postgres) or start Amparo as an ordinary user.',
    );
  }
  if (caller.name === undefined) {
    throw new EmbeddedPostgresRefusal(
      'embedded/no-account',
      `PostgreSQL needs the account that runs it to have a name, and user id ${caller.uid} has none. ` +
        `Add a line for it to /etc/passwd, run as a named user, or give Amparo a PostgreSQL of your own.`,
    );
  }
  return { name: caller.name, uid: caller.uid, gid: caller.gid };
}

/** Finds the account that runs this process. */
export function findCaller(): Caller {
  const uid = process.getuid?.() ?? -1;
  const gid = process.getgid?.() ?? -1;
  try {
    return { uid, gid, name: userInfo().username };
  } catch {
    return { uid, gid, name: undefined };
  }
}

/** Lists those of the named accounts that exist on this machine, in the order given. */
export async function listAccounts(names: readonly string[]): Promise<Account[]> {
  const found = await Promise.all(names.map(findAccount));
  return found.filter((account) => account !== undefined);
}

async function findAccount(name: string): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}
