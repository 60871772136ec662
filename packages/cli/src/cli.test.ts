import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LogReport } from '@amparo/ledger';
import { afterAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const program = join(root, 'packages/cli/bin/amparo.mjs');
const vectors = join(root, 'vectors/ledger');
const goodLog = join(vectors, 'log');
const scratch = mkdtempSync(join(tmpdir(), 'amparo-cli-'));
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

type Outcome = { code: number | null; stdout: string; stderr: string };

function amparo(...args: string[]): Outcome {
  return start(process.execPath, [program, ...args]);
}

function start(command: string, args: string[]): Outcome {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', cwd: scratch });
  return { code: status, stdout, stderr };
}

function report(outcome: Outcome): LogReport {
  return JSON.parse(outcome.stdout) as LogReport;
}

let copies = 0;
/** A copy of the published log that a test may change. */
function copyLog(): string {
  const folder = join(scratch, `log-${(copies += 1)}`);
  cpSync(goodLog, folder, { recursive: true });
  return folder;
}

type Tampered = {
  readonly name: string;
  readonly trusted?: string;
  readonly flip?: { readonly path: string; readonly at: number; readonly mask: number };
  readonly remove?: string;
  readonly add?: string;
  readonly codes: readonly string[];
};
const tampered = JSON.parse(
  readFileSync(join(vectors, 'tampered.json'), 'utf8'),
) as readonly Tampered[];

test('amparo alone tells a newcomer what there is and where to read on', () => {
  for (const args of [[], ['help'], ['--help'], ['-h']]) {
    const { code, stdout, stderr } = amparo(...args);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Usage: amparo COMMAND');
    expect(stdout).toMatch(/ {2}verify +check that an exported log/);
  }
});

test('a command explains itself in two ways, with its exit codes and an example', () => {
  const asked = amparo('help', 'verify');
  expect(asked.code).toBe(0);
  expect(asked.stdout).toMatch(/^Usage: amparo verify DIR/);
  expect(asked.stdout).toContain('Exit code: 0 all good, 1 something was changed, 2');
  expect(amparo('verify', '--help')).toEqual(asked);
  expect(amparo('verify', goodLog, '-h')).toEqual(asked);
});

test('the version is the one in the package', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'packages/cli/package.json'), 'utf8')) as {
    version: string;
  };
  expect(amparo('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

test.each([
  [['verfy'], 'There is no command verfy. Did you mean verify?', 'amparo help\n'],
  [['evrify'], 'There is no command evrify. Did you mean verify?', 'amparo help\n'],
  [['something'], 'There is no command something.\n', 'amparo help\n'],
  [['help', 'verrify'], 'There is no command verrify. Did you mean verify?', 'amparo help\n'],
  [['verify', 'x', '--trsuted'], 'There is no option --trsuted. Did you mean --trusted?', 'verify'],
  [['verify', 'x', '-q'], 'There is no option -q.\n', 'amparo help verify'],
  [['verify', 'x', '--key'], '--key', 'amparo help verify'],
  [['verify'], 'Which folder?', 'amparo help verify'],
  [['verify', 'x', 'y'], 'One folder at a time.', 'amparo help verify'],
])('%j is refused with a way on', (args, reason, next) => {
  const { code, stdout, stderr } = amparo(...args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(reason);
  expect(stderr).toContain(next);
});

test('a good log is called good, and what was not checked is said in words', () => {
  const { code, stdout, stderr } = amparo('verify', goodLog);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('Good: nothing in this log was changed.');
  expect(stdout).toContain('Entries  260');
  expect(stdout).toContain('Truncation cannot be excluded');
  expect(stdout).toContain('The key was taken from the folder itself');
});

test('with an earlier checkpoint and the key, nothing is left unchecked', () => {
  const key = readFileSync(join(goodLog, 'log.vkey'), 'utf8').trim();
  const earlier = join(vectors, 'earlier.checkpoint');
  const { code, stdout } = amparo('verify', goodLog, '--trusted', earlier, '--key', key);
  expect(code).toBe(0);
  expect(stdout).toContain('Compared with the checkpoint you kept.');
  expect(stdout).not.toContain('cannot be excluded');
  expect(stdout).not.toContain('taken from the folder');
});

test('--json prints the report and nothing else', () => {
  const outcome = amparo('verify', '--json', goodLog);
  expect([outcome.code, outcome.stderr]).toEqual([0, '']);
  const { root: treeRoot, ...rest } = report(outcome);
  expect(treeRoot).toMatch(/^[\w+/]{43}=$/);
  expect(rest).toEqual({
    ok: true,
    origin: 'node.example/log/1',
    size: 260,
    truncationChecked: false,
    problems: [],
  });
});

test.each(tampered)('on disk, a log with $name', ({ trusted, flip, remove, add, codes }) => {
  const folder = copyLog();
  if (flip !== undefined) {
    const file = join(folder, flip.path);
    const bytes = readFileSync(file);
    bytes[flip.at] = (bytes[flip.at] ?? 0) ^ flip.mask;
    writeFileSync(file, bytes);
  }
  if (remove !== undefined) rmSync(join(folder, remove));
  if (add !== undefined) {
    mkdirSync(dirname(join(folder, add)), { recursive: true });
    writeFileSync(join(folder, add), 'x');
  }
  const args = trusted === undefined ? [] : ['--trusted', join(vectors, trusted)];
  const outcome = amparo('verify', folder, '--json', ...args);
  const { ok, problems, truncationChecked } = report(outcome);
  expect([...new Set(problems.map(({ code }) => code))]).toEqual(codes);
  expect([ok, outcome.code]).toEqual(codes.length === 0 ? [true, 0] : [false, 1]);
  expect(truncationChecked).toBe(trusted !== undefined);
});

test('a changed log is told in words, with the place, and kept as evidence', () => {
  const folder = copyLog();
  writeFileSync(join(folder, 'log.vkey'), '');
  writeFileSync(join(folder, 'evil\u001b[2J\u202e.txt'), '');
  const { code, stdout } = amparo('verify', folder);
  expect(code).toBe(1);
  expect(stdout).toContain('Changed: this log is not as it was signed.');
  expect(stdout).toContain('log.vkey: this is not written as the format demands (log/malformed)');
  expect(stdout).toContain('it is evidence');
  expect(stdout).toContain('evil\\u{1b}[2J\\u{202e}.txt');
  expect(stdout).not.toMatch(/[\u001b\u202e]/);
});

test('files that a desktop leaves about are no part of a log', () => {
  const folder = copyLog();
  writeFileSync(join(folder, '.DS_Store'), 'x');
  expect(amparo('verify', folder).code).toBe(0);
});

test.each([
  ['a folder that is not there', ['nowhere'], 'nowhere'],
  ['a file', [join(goodLog, 'checkpoint')], join(goodLog, 'checkpoint')],
  ['a folder of something else', [root], root],
  ['a checkpoint that is not there', [goodLog, '--trusted', 'gone'], 'gone'],
  ['a folder as checkpoint', [goodLog, '--trusted', goodLog], goodLog],
  ['a checkpoint that is none', [goodLog, '--trusted', program], program],
  ['a key that is none', [goodLog, '--key', 'abc'], '--key'],
])('%s is unreadable, which is not the same as changed', (_, args, where) => {
  const outcome = amparo('verify', ...args, '--json');
  expect(outcome.code).toBe(2);
  expect(outcome.stderr).toContain(where);
  expect(report(outcome)).toMatchObject({
    ok: false,
    size: null,
    problems: [{ code: 'log/unreadable', where }],
  });
});

test('a log without its checkpoint was tampered with', () => {
  const folder = copyLog();
  rmSync(join(folder, 'checkpoint'));
  const outcome = amparo('verify', folder, '--json');
  expect(outcome.code).toBe(1);
  expect(report(outcome).problems).toEqual([{ code: 'log/missing-file', where: 'checkpoint' }]);
});

/** Runs a copy of the program as a Node that says it is version 20. */
function asOldNode(home: string, ...args: string[]): Outcome {
  const pretend =
    'data:text/javascript,' +
    "Object.defineProperty(process,'version',{value:'v20.0.0'});" +
    "Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.0.0'}});";
  const copy = join(home, 'packages/cli/bin/amparo.mjs');
  return start(process.execPath, ['--import', pretend, copy, ...args]);
}

test('an older Node hands the same command line over to the right one', () => {
  const { code, stdout } = asOldNode(root, 'verify', copyLog(), '--json');
  expect(code).toBe(0);
  expect((JSON.parse(stdout) as LogReport).ok).toBe(true);
  expect(asOldNode(root, 'verfy').code).toBe(2);
});

test('an older Node without the right one beside it says what to do', () => {
  const home = join(scratch, 'elsewhere');
  for (const file of ['packages/cli/bin/amparo.mjs', 'tools/node24.mjs']) {
    mkdirSync(dirname(join(home, file)), { recursive: true });
    cpSync(join(root, file), join(home, file));
  }
  const { code, stdout, stderr } = asOldNode(home, 'verify', goodLog);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('Amparo runs on Node 24 or later');
  expect(stderr).toContain('npm ci --ignore-scripts');
});

test('npm links the program where npx looks for it', () => {
  const { code, stdout } = start(join(root, 'node_modules/.bin/amparo'), ['verify', goodLog]);
  expect(code).toBe(0);
  expect(stdout).toContain('Good:');
});
