import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { readCopyFile } from '@amparo/app/client';
import { COPY_FILES } from '@amparo/casework/keeping';
import { fromUtf8, openFile, SealRefusal } from '@amparo/seal';
import { readOptions, UsageError } from './command.ts';
import { checkCopy, COPY_PROBLEMS, type CopyReport, readCopy } from './copy-check.ts';

const EXIT_GOOD = 0;
const EXIT_CHANGED = 1;
const EXIT_UNREADABLE = 2;

/** Help for `amparo copy`. */
export const usage = `Usage: amparo copy verify FILE [--passphrase-file FILE] [--json]
       amparo copy read FILE --out DIR [--passphrase-file FILE]

Opens the copy that a person was given of what is kept about them: the locked .age file, or the page that
came out of it. Nothing is asked of any node.

  verify   checks every chain, signature, certificate and proof in the copy, and names the organisations
           whose keys vouch for it. What an entry says in words is the word of whoever made the copy
  read     writes the page and the files in it into the folder DIR

  --passphrase-file FILE   the passphrase is the first line of FILE; else it is asked for
  --out DIR                a folder, made if it is not there
  --json                   print the report as JSON and nothing else

Exit code: 0 all good, 1 something in the copy was changed, 2 FILE or an option cannot be read.

Example
  amparo copy read ./papers-2026-11-23.age --out ./papers
  amparo copy verify ./papers/page.html
`;

/** Verifies or unpacks a person's copy; see `usage`. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(args, {
    'passphrase-file': { type: 'string' },
    out: { type: 'string' },
    json: { type: 'boolean' },
  });
  const [act, file, ...more] = positionals;
  if (act !== 'verify' && act !== 'read') throw new UsageError('Verify or read? Say which.');
  if (file === undefined) throw new UsageError('Which copy? Name the file.');
  if (more.length > 0) throw new UsageError('One copy at a time.');
  const page = await openPage(file, values['passphrase-file']);
  const copy = page === undefined ? undefined : readCopy(page);
  if (page === undefined || copy === undefined) {
    process.stderr.write('amparo: this file is not a copy, or the passphrase does not open it.\n');
    return EXIT_UNREADABLE;
  }
  if (act === 'read') return unpack(page, values.out);
  const report = await checkCopy(copy);
  process.stdout.write(
    values.json === true ? `${JSON.stringify(report, null, 2)}\n` : inWords(report),
  );
  return report.ok ? EXIT_GOOD : EXIT_CHANGED;
}

async function openPage(file: string, passphraseFile?: string): Promise<string | undefined> {
  const bytes = await readFile(file).catch(() => undefined);
  if (bytes === undefined) return undefined;
  const start = bytes.subarray(0, 9).toString('latin1').toLowerCase();
  if (start === '<!doctype') return bytes.toString('utf8');
  try {
    const passphrase = await readPassphrase(passphraseFile);
    return fromUtf8(await openFile({ passphrase }, new Uint8Array(bytes)));
  } catch (error) {
    if (error instanceof SealRefusal) return undefined;
    throw error;
  }
}

async function readPassphrase(file: string | undefined): Promise<string> {
  if (file !== undefined) {
    const text = await readFile(file, 'utf8').catch(() => {
      throw new UsageError(`The file with the passphrase cannot be read: ${file}`);
    });
    return text.split(/\r?\n/)[0] ?? '';
  }
  const ask = createInterface({ input: process.stdin, output: process.stderr });
  const passphrase = await ask.question('Passphrase: ');
  ask.close();
  return passphrase;
}

async function unpack(page: string, out: string | undefined): Promise<number> {
  if (out === undefined) throw new UsageError('Where to? Name a folder with --out.');
  await mkdir(out, { recursive: true, mode: 0o700 });
  const files = Object.values(COPY_FILES).map((name) => [name, readCopyFile(page, name)] as const);
  for (const [name, content] of [['page.html', page] as const, ...files]) {
    await writeFile(join(out, name), content ?? '', { mode: 0o600 });
  }
  process.stdout.write(`${String(files.length + 1)} files in ${out}\n`);
  return EXIT_GOOD;
}

function inWords(report: CopyReport): string {
  const { madeAt, entries, lines, unproved, roots, problems } = report;
  const counted = `Made ${madeAt}: ${entries} entries, ${lines} lines of the access log.\n`;
  const without =
    unproved === 0
      ? ''
      : `${unproved} lines come without a proof; that alone is no sign of change.\n`;
  const vouching = Object.entries(roots).map(([name, key]) => `  ${visible(name)}   ${key}\n`);
  const found = problems.map(({ code, where }) => `  ${code}: ${COPY_PROBLEMS[code]} (${where})\n`);
  const verdict = report.ok ? 'All of it holds.\n' : 'Something was changed:\n';
  return `${counted}${without}${verdict}${found.join('')}Keys that vouch for it:\n${vouching.join('')}`;
}

/** A name from a file must not write to the terminal as if it were ours. */
function visible(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '·');
}
