import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createCaller, createCookieJar, createMemoryStore, unlock } from '@amparo/app/client';
import type { Caller, Outcome } from '@amparo/app/client';
import { nodeInformation } from '@amparo/casework/directory';
import { readOpenings } from '@amparo/casework/log';
import {
  CHECKPOINT_FILE,
  formatOpenings,
  fromBase64Url,
  KEY_FILE,
  OPENINGS_FILE,
  parseCheckpoint,
  parseNote,
  tilePath,
  tilesFor,
} from '@amparo/ledger';
import type { Opening } from '@amparo/ledger';
import type { z } from 'zod';
import { type Command, readOptions, UsageError } from './command.ts';
import { findDemo } from './demo/state.ts';
import { chooseFolder } from './start/data-folder.ts';
import { explainRefusal } from './start/refusal.ts';

/** Help for `amparo export`. */
export const usage = `Usage: amparo export --node URL --out DIR [--card TEXT --passphrase-file FILE]

Signs in at a node as a member of an oversight desk and writes its whole log into the folder DIR: the signed
checkpoint, the log's key, every entry and every hash, and the openings that an oversight desk may read. What is
in DIR can be checked without the node: amparo verify DIR

  --node URL             the address of the practitioners' app, such as https://node.example
  --out DIR              a folder that does not exist yet or is empty. It appears at once and whole, or not at all
  --card TEXT            the sign-in card of the oversight member
  --passphrase-file FILE where the passphrase stands, on its first line
                         At a demo node on this machine both may be left out: its oversight card is used

Exit code: 0 written, 1 refused or out of reach (one sentence says why), 2 the command cannot be understood

Example
  amparo export --node http://localhost:4400 --out ./log-of-may
`;

/** Exports a node's log; see `usage`. */
export const run: Command['run'] = async (args) => {
  const { values, positionals } = readOptions(args, {
    node: { type: 'string' },
    out: { type: 'string' },
    card: { type: 'string' },
    'passphrase-file': { type: 'string' },
  });
  if (positionals.length > 0) throw new UsageError('export takes options only.');
  const { node, out, card, 'passphrase-file': file } = values;
  if (node === undefined || !URL.canParse(node))
    throw new UsageError('Name the node with --node URL.');
  if (out === undefined) throw new UsageError('Name the folder with --out DIR.');
  if ((card === undefined) !== (file === undefined)) {
    throw new UsageError('--card and --passphrase-file go together.');
  }
  try {
    const caller = createCaller({
      origin: node,
      fetch: globalThis.fetch,
      cookies: createCookieJar(),
    });
    const size = await exportLog(caller, resolve(out), { card, file });
    process.stderr.write(`amparo: ${size} entries of the log are in ${out}.\n`);
    return 0;
  } catch (error) {
    const sentence = error instanceof ExportRefusal ? error.message : explainRefusal(error);
    if (sentence === undefined) throw error;
    process.stderr.write(`amparo: ${sentence}\n`);
    return 1;
  }
};

/** The export cannot be made; nothing was written. */
class ExportRefusal extends Error {}

interface Given {
  readonly card: string | undefined;
  readonly file: string | undefined;
}

async function exportLog(caller: Caller, out: string, given: Given): Promise<number> {
  if (!(await isFree(out))) throw new ExportRefusal(`${out} is not empty. Name another folder.`);
  const node = must(await caller.call(nodeInformation, {}), 'The node');
  const { card, passphrase } = await findSignIn(caller, given);
  const store = createMemoryStore();
  const session = must(await unlock({ card, passphrase, caller, store }), 'The sign-in');
  const draft = join(dirname(out), `.amparo-export-${randomUUID()}`);
  try {
    // Openings first: every leaf that they name is in a checkpoint that is read after them.
    const openings = await fetchOpenings(caller);
    const checkpoint = must(await caller.read('/api/log/checkpoint'), 'The checkpoint');
    const size = sizeOf(checkpoint);
    await mkdir(draft, { recursive: true });
    await writeAll(caller, draft, size);
    await writeFile(join(draft, CHECKPOINT_FILE), checkpoint);
    await writeFile(join(draft, KEY_FILE), `${node.logKey}\n`);
    const within = openings.filter(({ index }) => index < size);
    if (within.length > 0) await writeFile(join(draft, OPENINGS_FILE), formatOpenings(within));
    await rmdir(out).catch(() => undefined);
    await rename(draft, out);
    return size;
  } finally {
    await rm(draft, { recursive: true, force: true });
    await session.lock();
  }
}

async function writeAll(caller: Caller, folder: string, size: number): Promise<void> {
  const paths = tilesFor(size).flatMap(({ level, index, width }) => [
    tilePath(level, index, width),
    ...(level === 0 ? [tilePath('entries', index, width)] : []),
  ]);
  for (const path of paths) {
    const bytes = must(await caller.read(`/api/log/${path}`), `The file ${path}`);
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
}

type Page = z.infer<typeof readOpenings.output>;

async function fetchOpenings(caller: Caller): Promise<Opening[]> {
  const openings = new Map<number, Opening>();
  for (let from: number | null = 0; from !== null;) {
    const page: Page = must(await caller.call(readOpenings, { input: { from } }), 'The openings');
    for (const { index, salt, detail } of page.records) {
      const bytes = fromBase64Url(salt);
      if (index !== null && bytes !== undefined)
        openings.set(index, { index, salt: bytes, detail });
    }
    from = page.next;
  }
  return [...openings.values()].toSorted((a, b) => a.index - b.index);
}

async function findSignIn(
  caller: Caller,
  { card, file }: Given,
): Promise<{ card: string; passphrase: string }> {
  if (card !== undefined && file !== undefined) {
    const passphrase = (await readFile(file, 'utf8')).split(/\r?\n/)[0] ?? '';
    return { card, passphrase };
  }
  const demo = await findDemo(await chooseFolder());
  const isThisNode = demo?.urls !== null && demo?.urls.app === caller.origin;
  const member = demo?.members.find(({ role }) => role === 'oversight');
  if (!isThisNode || member === undefined) {
    throw new ExportRefusal('Sign in with --card and --passphrase-file.');
  }
  process.stderr.write(`amparo: signing in with the demo's card of ${member.member}.\n`);
  return member;
}

function sizeOf(checkpoint: Uint8Array): number {
  const { size } = parseCheckpoint(parseNote(new TextDecoder().decode(checkpoint)).text);
  return Number(size);
}

async function isFree(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length === 0;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return true;
    throw new ExportRefusal(`${folder} is not a folder that can be used.`);
  }
}

function must<T>(outcome: Outcome<T>, what: string): T {
  if (outcome.ok) return outcome.value;
  if (outcome.offline) throw new ExportRefusal('The node does not answer.');
  const { code, detail } = outcome.refusal;
  throw new ExportRefusal(
    `${what} was refused: ${code}${detail === undefined ? '' : ` (${detail})`}.`,
  );
}
