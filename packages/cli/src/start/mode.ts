/** What a data folder holds: an empty node, or a demo. A folder stays what its first start made it. */
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DemoNodePlan } from '../demo/nodes.ts';
import { type DemoState, findDemo, keepDemo, makeDemo } from '../demo/state.ts';
import { StartRefusal } from './refusal.ts';

/**
 * Says whether a start on this folder is one of the demo.
 *
 * Throws `StartRefusal` for `--empty` on a folder that holds the demo.
 */
export async function isDemoStart(dataDir: string, isEmpty: boolean): Promise<boolean> {
  const demo = await findDemo(dataDir);
  if (isEmpty && demo !== undefined) {
    throw new StartRefusal(
      `The data folder ${dataDir} holds the demo. Choose another one with AMPARO_DATA, or start without --empty.`,
    );
  }
  return !isEmpty && (await findToken(dataDir)) === undefined;
}

/** The first invitation of an empty node: the one from before, or a new one. */
export async function settleToken(dataDir: string): Promise<string> {
  return (await findToken(dataDir)) ?? (await makeToken(dataDir));
}

/** The demo of a folder: what is there, or keys and cards drawn now. */
export async function settleDemo(
  dataDir: string,
  plan: DemoNodePlan,
  { say, signal }: { readonly say: (line: string) => void; readonly signal: AbortSignal },
): Promise<DemoState> {
  const known = await findDemo(dataDir);
  if (known !== undefined) return known;
  say(`Making the demo of ${plan.name}: keys and cards for invented people …`);
  const made = await makeDemo(plan.organisations, signal);
  await keepDemo(dataDir, made);
  return made;
}

const TOKEN_FILE = 'first-invitation';

async function findToken(dataDir: string): Promise<string | undefined> {
  try {
    return (await readFile(join(dataDir, TOKEN_FILE), 'utf8')).trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && NOT_THERE.has(String(error.code))) {
      return undefined;
    }
    throw error;
  }
}

const NOT_THERE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

async function makeToken(dataDir: string): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  await writeFile(join(dataDir, TOKEN_FILE), `${token}\n`, { mode: 0o600, flag: 'wx' });
  return token;
}
