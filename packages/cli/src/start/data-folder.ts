import { homedir } from 'node:os';
import { resolve } from 'node:path';

/** The folder of the demo's second node, inside that of the first. */
export const SECOND_FOLDER = 'b';

/** The folder of this machine's node: the one that AMPARO_DATA names, or the usual one. Absolute. */
export async function chooseFolder(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<string> {
  const named = env['AMPARO_DATA'];
  if (named !== undefined && named !== '') return resolve(named);
  const { chooseDataDir } = await import('@amparo/server');
  const uid = process.getuid?.() ?? -1;
  return chooseDataDir({ uid, home: homedir(), cwd: process.cwd(), env }).dataDir;
}
