/** `amparo law compare`, `gaps`, `changes`, `simulate`, `release` and `verify`, as a person calls them. */
import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { main } from './main.ts';

const AMPARO = fileURLToPath(new URL('../bin/amparo.mjs', import.meta.url));
const LAW_PACKS = fileURLToPath(new URL('../../../law-packs', import.meta.url));

let folder = '';
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'amparo-law-'));
  await cp(LAW_PACKS, at('packs'), { recursive: true });
  await writeFile(at('facts.json'), JSON.stringify(FACTS));
  await writeFile(at('amend.yaml'), AMENDMENT);
});
afterAll(() => rm(folder, { recursive: true }));

function law(
  args: readonly string[],
  input = '',
): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [AMPARO, 'law', ...args, '--packs', at('packs')],
    { input, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  return { code: status, out: stdout, err: stderr };
}

const FACTS = {
  nationality: 'VN',
  location: 'GB-EAW',
  indicators: true,
  dateOfBirth: '2009-09-14',
  ageDisputed: false,
  exploitation: ['forced-criminality'],
  traffickingActs: ['harbouring'],
  offences: [
    {
      code: 'robbery',
      jurisdiction: 'GB-EAW',
      actDate: '2026-03-17',
      nexus: { directConsequence: true },
    },
  ],
};
const AMENDMENT = 'provisions:\n  - id: UK-MSA-45-CHILD\n    exceptions: []\n';

test('two states stand side by side, and what hangs on being there is told apart', () => {
  const { code, out } = law(['compare', 'GB-EAW', 'RO', '--facts', at('facts.json'), '--json']);
  expect(code).toBe(0);
  const { extents, rows } = JSON.parse(out) as {
    extents: object[];
    rows: { cells: { extent: string; findings: { result: string }[]; ifThere: object[] }[] }[];
  };
  expect(extents).toEqual([
    { extent: 'GB-EAW', name: 'England and Wales', connected: true },
    { extent: 'RO', name: 'Romania', connected: false },
  ]);
  const cells = rows.flatMap((row) => row.cells).filter(({ extent }) => extent === 'RO');
  // Nobody knows where the exploitation happened, so much of that law cannot be ruled out.
  const here = cells.flatMap(({ findings }) => findings);
  expect(new Set(here.map(({ result }) => result))).toEqual(new Set(['cannot-say']));
  expect(cells.flatMap(({ ifThere }) => ifThere).length).toBeGreaterThan(0);
  const text = law(['compare', 'GB-EAW', 'RO', '--facts', at('facts.json')]).out;
  expect(text).toContain('RO: Romania. No fact connects the person to it.');
  expect(text).toContain('if the person were there: ');
  expect(text).toMatch(/Among the rights of this kind that are engaged in England and Wales/);
});

test('the law of a state is held against binding law, and silence is no gap', () => {
  const { code, out } = law(['gaps', 'RO', '--against', 'CoE', '--json']);
  expect(code).toBe(0);
  const { against, lines } = JSON.parse(out) as {
    against: string;
    lines: { provision: string; state: string; binds: string }[];
  };
  expect(against).toBe('coe');
  expect(lines.find(({ provision }) => provision === 'ECAT-26')?.binds).toBe('yes');
  expect(law(['gaps', 'RO', '--against', 'CoE']).out).toContain('no judgment');
});

test('an amendment is shown in what it changes for this person, and in nothing else', () => {
  const { code, out } = law(['changes', at('facts.json'), '--amend', at('amend.yaml'), '--json']);
  expect(code).toBe(0);
  const { changes } = JSON.parse(out) as { changes: { provision: string; kind: string }[] };
  expect(changes.map(({ provision, kind }) => [provision, kind])).toEqual([
    ['UK-MSA-45-CHILD', 'result'],
  ]);
  expect(law(['changes', at('facts.json'), '--to', at('packs')]).out).toBe(
    'Nothing changes for this person.\n',
  );
});

test('people who are given one a line are counted, and none of them is printed', () => {
  const older = { ...FACTS, dateOfBirth: '1980-01-01' };
  const lines = [FACTS, older, FACTS].map((facts) => JSON.stringify(facts)).join('\n');
  const { code, out, err } = law(
    ['simulate', '--amend', at('amend.yaml'), '--facts', '-', '--json', '--as-of', '2026-11-23'],
    `${lines}\n\n`,
  );
  expect(err).toBe('');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({
    asOf: '2026-11-23',
    people: 3,
    invented: null,
    gained: 2,
    lost: 0,
    rules: [
      {
        provision: 'UK-MSA-45-CHILD',
        jurisdiction: 'GB-EAW',
        before: 0,
        after: 2,
        gained: 2,
        lost: 0,
      },
    ],
  });
});

test('invented people are the same for the same seed, and in whatever number of threads', () => {
  const args = ['simulate', '--amend', at('amend.yaml'), '--in', 'GB-EAW', '--seed', '7', '--json'];
  const count = (people: string): { people: number; invented: object; gained: number } => {
    const { code, out } = law([...args, '--people', people, '--as-of', '2026-11-23']);
    expect(code).toBe(0);
    return JSON.parse(out) as { people: number; invented: object; gained: number };
  };
  const [few, again, many] = [count('400'), count('400'), count('5200')];
  expect(few).toEqual(again);
  expect(few).toMatchObject({ people: 400, invented: { seed: 7 } });
  expect(many.people).toBe(5200);
  expect(many.gained).toBeGreaterThan(few.gained);
});

test('a line that is no person stops the count with its number', () => {
  const given = ['simulate', '--amend', at('amend.yaml'), '--facts', '-'];
  expect(law(given, '{}\n{"location":"GB"}\n')).toMatchObject({ code: 2, out: '' });
  expect(law(given, '{}\n{"location":"GB"}\n').err).toContain('-:2');
  expect(law(given, '{\n').err).toContain('This line is not JSON');
});

test('a release is signed, verified, and tells every way in which it is not what lies here', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  await writeFile(at('key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const signing = ['--key', at('key.pem'), '--name', 'example.org/law'];
  const made = law(['release', '--version', '2026-11-24', ...signing, '--json']);
  expect(made.code).toBe(0);
  const { text, verifier } = JSON.parse(made.out) as { text: string; verifier: string };
  const { x = '' } = publicKey.export({ format: 'jwk' });
  const raw = Buffer.from(x, 'base64url');
  expect(verifier.endsWith(Buffer.concat([Buffer.from([1]), raw]).toString('base64'))).toBe(true);
  await writeFile(at('release'), text);
  const verify = (...more: string[]): { code: number | null; problems: string[] } => {
    const { code, out } = law(['verify', at('release'), '--trust', verifier, '--json', ...more]);
    const { problems } = JSON.parse(out) as { problems: { code: string }[] };
    return { code, problems: problems.map((problem) => problem.code) };
  };
  expect(verify()).toEqual({ code: 0, problems: [] });
  expect(verify('--pinned', at('release'))).toEqual({ code: 1, problems: ['release/older'] });
  await writeFile(at('release'), text.replace('2026-11-24', '2026-11-25'));
  expect(verify()).toEqual({ code: 1, problems: ['release/unsigned'] });
  await writeFile(at('release'), text);
  await appendFile(at('packs/facts.yaml'), '\n# changed\n');
  expect(verify()).toEqual({ code: 1, problems: ['release/altered-file'] });
});

test('the text of a release can be checked with other programs: it is plain lines of hashes', async () => {
  const { code, out } = law(['release', '--version', '2026-11-24.2']);
  expect(code).toBe(0);
  const lines = out.split('\n');
  expect(lines.slice(0, 3)).toEqual(['amparo law release 1', '2026-11-24.2', 'first']);
  const line = lines.find((candidate) => candidate.endsWith(' facts.yaml'));
  const bytes = await readFile(at('packs/facts.yaml'));
  expect(line).toBe(`file ${createHash('sha256').update(bytes).digest('base64')} facts.yaml`);
  await writeFile(at('first'), out);
  const next = law(['release', '--version', '2026-11-25', '--previous', at('first')]).out;
  expect(next).toContain(`\nprevious ${createHash('sha256').update(out).digest('base64')}\n`);
});

test.each<[readonly string[], string]>([
  [['compare', 'GB-EAW', '--facts', 'x'], 'Give two or more'],
  [['compare', 'GB-EAW', 'RO'], 'Give --facts'],
  [['compare', 'GB', 'RO', '--facts', 'x'], 'GB-SCT'],
  [['gaps'], 'Which state?'],
  [['gaps', 'RO'], 'Give --against'],
  [['gaps', 'RO', '--against', 'cooe'], 'Did you mean coe?'],
  [['gaps', 'RO', 'BG', '--against', 'coe'], 'BG is one argument too many'],
  [['changes', 'x'], 'Give --to FOLDER or --amend FILE'],
  [['simulate'], 'Give --to FOLDER or --amend FILE'],
  [['simulate', '--amend', 'x', '--to', 'y'], 'Give --to FOLDER or --amend FILE'],
  [['simulate', '--people', 'many'], 'must be a whole number'],
  [['simulate', '--people', '0'], 'must be a whole number from 1'],
  [['release'], 'Give --version'],
  [['release', '--version', 'soon'], 'no version'],
  [['release', '--version', '2026-11-24', '--key', '/no/such/key'], 'Give --name'],
  [['release', '--version', '2026-11-24', '--key', '/no/key', '--name', 'a'], 'cannot be read'],
  [['verify'], 'Which release?'],
  [['verify', '/no/such/release', '--trust', 'x'], 'cannot be read'],
])('%j ends with exit code 2 and says why', async (args, hint) => {
  const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const err = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    expect(await main(['law', ...args, '--packs', at('packs')])).toBe(2);
    expect(out.mock.calls).toEqual([]);
    expect(err.mock.calls.join(' ')).toContain(hint);
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
});

test('an amendment that is none is refused with what to write', async () => {
  await writeFile(at('none.yaml'), 'exceptions: []\n');
  const { code, err } = law(['changes', at('facts.json'), '--amend', at('none.yaml')]);
  expect(code).toBe(2);
  expect(err).toContain('An amendment needs "provisions:"');
  await writeFile(at('wrong.yaml'), 'provisions:\n  - id: UK-MSA-45-CHILD\n    froce: must\n');
  expect(law(['changes', at('facts.json'), '--amend', at('wrong.yaml')]).err).toContain(
    'Did you mean "force"?',
  );
});
