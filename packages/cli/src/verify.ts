import { readFile } from 'node:fs/promises';
import {
  CHECKPOINT_FILE,
  KEY_FILE,
  LedgerRefusal,
  type LogFiles,
  type LogProblemCode,
  type LogReport,
  verifyLog,
} from '@amparo/ledger';
import { readOptions, UsageError } from './command.ts';
import { isLogFolder, logFolder } from './log-folder.ts';
import { sha256, verifyEd25519 } from './node-crypto.ts';
import { readLoggedPackets, reconcile, type Reconciled } from './reconcile.ts';

const EXIT_GOOD = 0;
const EXIT_CHANGED = 1;
const EXIT_UNREADABLE = 2;

/** Help for `amparo verify`. */
export const usage = `Usage: amparo verify DIR [--with DIR] [--trusted FILE] [--key VKEY] [--json]

Checks the exported log in the folder DIR, without any network: that every signature holds, that every
entry stands where it was signed, and that every detail laid open is the one the log committed to.

  --with DIR       the exported log of another node: whether each has recorded what the other says of the
                   packets between them. Both need their openings, which an oversight desk may export
  --trusted FILE   a checkpoint of this log that you kept from an earlier time. Only against one can it
                   show that entries were cut off at the end or rewritten since
  --key VKEY       the log's key, from somewhere else than the folder, so that nobody can have put
                   another in its place. It looks like node.example/log/1+1a2b3c4d+AbCd...
  --json           print the report as JSON and nothing else

Exit code: 0 all good, 1 something was changed, 2 DIR or an option cannot be read.

Example
  amparo verify ./export --trusted ./checkpoint-kept-in-march
  cp ./export/checkpoint ./checkpoint-kept-in-april
`;

const MEANINGS: Readonly<Record<LogProblemCode, string>> = {
  'log/truncated': 'the log is shorter than the checkpoint you kept: entries were cut off',
  'log/forked': 'the log was rewritten: it does not continue the checkpoint you kept',
  'log/other-origin': 'this names another log than the key does',
  'log/other-key': 'the key in the folder is not the one you gave',
  'log/bad-signature': 'a signature does not hold',
  'log/unknown-signer': 'a signature by a key that is not in the folder, so nobody can check it',
  'log/root-differs': 'the entries do not lead to the hash that stands here',
  'log/missing-file': 'a file is missing',
  'log/malformed': 'this is not written as the format demands',
  'log/entry-changed': 'an entry was changed, moved, added or taken out',
  'log/tile-changed': 'a published hash was changed',
  'log/opening-differs': 'a detail laid open is not what the log committed to',
  'log/unexpected-file': 'a file that no log of this size has',
};

/** Verifies an exported log and reports in words or JSON; see `usage`. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(args, {
    with: { type: 'string' },
    trusted: { type: 'string' },
    key: { type: 'string' },
    json: { type: 'boolean' },
  });
  const [folder, ...more] = positionals;
  if (folder === undefined) throw new UsageError('Which folder? Name the exported log.');
  if (more.length > 0) throw new UsageError('One folder at a time.');
  const { trusted, key, json } = values;
  try {
    const files = logFolder(folder);
    const report = await verifyFolder(files, { folder, trusted, key });
    const compared =
      values.with === undefined ? undefined : await compareWith(files, report, values.with);
    const ok = report.ok && compared?.ok !== false;
    const shown = compared === undefined ? report : { ...report, ...compared, ok };
    const words = (): Promise<string> => inWords(report, files, key);
    const about = compared === undefined ? '' : compareInWords(compared);
    process.stdout.write(json === true ? toJson(shown) : (await words()) + about);
    return ok ? EXIT_GOOD : EXIT_CHANGED;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    process.stderr.write(`amparo: ${visible(error.message)}\n`);
    if (json === true) process.stdout.write(toJson(nothingRead(error.where)));
    return EXIT_UNREADABLE;
  }
}

/** Something the person named cannot be read: not a sign that anything was changed. */
class Unreadable extends Error {
  readonly where: string;

  constructor(where: string, reason: string) {
    super(`${where} ${reason}`);
    this.where = where;
  }
}

type Given = {
  readonly folder: string;
  readonly trusted: string | undefined;
  readonly key: string | undefined;
};

async function verifyFolder(files: LogFiles, given: Given): Promise<LogReport> {
  const { folder, trusted, key } = given;
  const earlier = trusted === undefined ? {} : { trusted: await readTrusted(trusted) };
  const options = { hash: sha256, verify: verifyEd25519, ...(key === undefined ? {} : { key }) };
  try {
    // A folder of something else should not be called a log that was tampered with.
    if (!(await isLogFolder(folder))) throw new Unreadable(folder, 'holds no exported log.');
    return await verifyLog(files, { ...options, ...earlier });
  } catch (error) {
    if (error instanceof LedgerRefusal) {
      throw error.code === 'key/malformed'
        ? new Unreadable('--key', 'is not the verifier key of a log: it reads name+id+key.')
        : new Unreadable(trusted ?? folder, 'is not a signed checkpoint.');
    }
    throw asUnreadable(error, folder);
  }
}

interface Compared {
  readonly ok: boolean;
  readonly other: Pick<LogReport, 'ok' | 'origin' | 'problems'>;
  readonly packets: Reconciled;
}

/** Verifies the other log by itself, then holds what both record of the same packets against each other. */
async function compareWith(files: LogFiles, report: LogReport, folder: string): Promise<Compared> {
  const theirs = logFolder(folder);
  const other = await verifyFolder(theirs, { folder, trusted: undefined, key: undefined });
  const [own, their] = await Promise.all([
    readLoggedPackets(files, report.size ?? 0),
    readLoggedPackets(theirs, other.size ?? 0),
  ]);
  const packets = reconcile(own, their);
  const { ok, origin, problems } = other;
  return { ok: ok && packets.problems.length === 0, other: { ok, origin, problems }, packets };
}

function compareInWords({ other, packets }: Compared): string {
  const lines = [
    '',
    `The other log, ${other.origin ?? 'without a name'}: ${other.ok ? 'good' : 'changed'}.`,
    `Packets in both logs: ${packets.both}.`,
    ...packets.problems.map(
      ({ where }) => `  ${where}: the sender's node says so, the receiver's log has nothing of it`,
    ),
    ...packets.pending.map((where) => `  ${where}: the receipt of it has not come back yet`),
  ];
  return `${lines.map(visible).join('\n')}\n`;
}

async function readTrusted(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw asUnreadable(error, path);
  }
}

/** An error of the file system as what it means here; any other stays the fault it is. */
function asUnreadable(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return error;
  const named = 'path' in error ? String(error.path) : path;
  return new Unreadable(named, `cannot be read (${String(error.code)}).`);
}

async function inWords(
  report: LogReport,
  files: LogFiles,
  key: string | undefined,
): Promise<string> {
  const facts = [
    ['Log', report.origin],
    ['Entries', report.size],
    ['Root', report.root],
    ['Key', key ?? (await readKey(files))],
  ].flatMap(([label, value]) => (value == null ? [] : [`  ${label}`.padEnd(11) + String(value)]));
  const places = report.problems.map(
    ({ code, where }) => `  ${where}: ${MEANINGS[code]} (${code})`,
  );
  const verdict = report.ok
    ? ['Good: nothing in this log was changed.', '']
    : ['Changed: this log is not as it was signed.', '', ...places, ''];
  const lines = [...verdict, ...facts, '', ...caveats(report, key)];
  return `${lines.map(visible).join('\n')}\n`;
}

function caveats(report: LogReport, key: string | undefined): string[] {
  const aboutTime = report.truncationChecked
    ? ['Compared with the checkpoint you kept.']
    : [
        'Truncation cannot be excluded: whether entries were cut off at the end shows only against a',
        'checkpoint from an earlier time, which --trusted takes.',
      ];
  const aboutKey =
    key === undefined
      ? [
          'The key was taken from the folder itself: compare it with one you have from elsewhere, or give',
          'that one with --key.',
        ]
      : [];
  const next = report.ok
    ? `Keep the file "${CHECKPOINT_FILE}" of this folder for the next time.`
    : 'Keep the whole folder as it is: it is evidence.';
  return [...aboutTime, ...aboutKey, next];
}

async function readKey(files: LogFiles): Promise<string | undefined> {
  const bytes = await files.read(KEY_FILE);
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes).trim();
}

/** Names in a folder that may be hostile must not steer the terminal that shows them. */
function visible(line: string): string {
  return line.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

function toJson(report: unknown): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

function nothingRead(where: string): unknown {
  return {
    ok: false,
    origin: null,
    size: null,
    root: null,
    truncationChecked: false,
    problems: [{ code: 'log/unreadable', where }],
  };
}
