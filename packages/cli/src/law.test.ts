import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const AMPARO = fileURLToPath(new URL('../bin/amparo.mjs', import.meta.url));

const LAW_PACKS = fileURLToPath(new URL('../../../law-packs', import.meta.url));

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'amparo-law-'));
});
afterAll(() => rm(folder, { recursive: true }));

function law(
  args: readonly string[],
  input = '',
): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [AMPARO, 'law', ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: status, out: stdout, err: stderr };
}

const FACTS = JSON.stringify({
  nationality: 'VN',
  location: 'GB-EAW',
  indicators: true,
  ageDisputed: true,
  claimedAge: 16,
  offences: [{ code: 'production of cannabis', jurisdiction: 'GB-EAW', actDate: '2026-03-17' }],
});

test('an assessment is JSON alone on standard output, with the same names for everybody', () => {
  const { code, out, err } = law(['assess', '-', '--as-of', '2026-03-20', '--json'], FACTS);
  expect(code).toBe(0);
  expect(err).toBe('');
  const assessment = JSON.parse(out) as {
    asOf: string;
    packs: { id: string; version: string }[];
    findings: Record<string, unknown>[];
  };
  expect(Object.keys(assessment)).toEqual(['asOf', 'packs', 'findings']);
  expect(assessment.asOf).toBe('2026-03-20');
  expect(assessment.packs.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['un', 'coe', 'gb-eaw']),
  );
  for (const finding of assessment.findings) {
    expect(Object.keys(finding)).toEqual(
      expect.arrayContaining([
        ...['provision', 'jurisdiction', 'category', 'result', 'force', 'state', 'because'],
        ...['missing', 'questions', 'due', 'owes', 'invokedBy', 'before', 'citations', 'verified'],
      ]),
    );
  }
  const states = new Set(assessment.findings.map(({ jurisdiction }) => jurisdiction));
  expect(states).toEqual(new Set(['GB-EAW', 'VN']));
});

test('--in hides every other state', () => {
  const { code, out } = law(['assess', '-', '--json', '--in', 'VN'], FACTS);
  expect(code).toBe(0);
  const { findings } = JSON.parse(out) as { findings: { jurisdiction: string }[] };
  expect(new Set(findings.map(({ jurisdiction }) => jurisdiction))).toEqual(new Set(['VN']));
});

test('a person reads the assessment without JSON, and a no is never the end', () => {
  const { code, out } = law(['assess', '-', '--as-of', '2026-03-20'], FACTS);
  expect(code).toBe(0);
  expect(out).toContain('Engaged on these facts:');
  expect(out).toContain('This law may not help; others may:');
});

test.each<[string, string, string]>([
  ['a bare federation', '{"location":"GB"}', 'GB-EAW (England and Wales)'],
  ['a mistyped key', '{"nationalty":"VN"}', 'Did you mean "nationality"?'],
  ['what is no JSON', '{', 'is not JSON'],
])('%s is refused with what to do, and exit code 2', (_what, input, hint) => {
  const { code, out, err } = law(['assess', '-'], input);
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toContain(hint);
});

test.each<[readonly string[], string]>([
  [['asess', 'x.json'], 'Did you mean assess?'],
  [['assess'], 'Which facts?'],
  [['assess', '/no/such/file.json'], 'cannot be read'],
  [['assess', '-', '--in', 'GB'], 'GB-SCT'],
  [['assess', '-', '--as-of', '2026-02-30'], 'not a day that exists'],
  [['explain', 'UK-MSA-45-CHLD'], 'Did you mean UK-MSA-45-CHILD?'],
  [['check', '--jsn'], 'Did you mean --json?'],
])('%j ends with exit code 2 and says why', (args, hint) => {
  const { code, err } = law(args, '{}');
  expect(code).toBe(2);
  expect(err).toContain(hint);
});

test('every pack and scenario of the project is sound', () => {
  expect(law(['check']).code).toBe(0);
  const { code, out } = law(['test', '--json']);
  expect(code).toBe(0);
  const { scenarios } = JSON.parse(out) as {
    scenarios: { id: string; ok: boolean; failures: string[] }[];
  };
  expect(scenarios.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['echr-vcl-an', 'story-cannabis-2026']),
  );
  expect(scenarios.filter(({ ok }) => !ok)).toEqual([]);
});

test('coverage names every provision with its jurisdiction, category and mark', () => {
  const { code, out } = law(['coverage', '--json']);
  expect(code).toBe(0);
  const { provisions } = JSON.parse(out) as { provisions: Record<string, string>[] };
  const section45 = provisions.find(({ id }) => id === 'UK-MSA-45-CHILD');
  expect(section45).toEqual({
    id: 'UK-MSA-45-CHILD',
    jurisdiction: 'GB-EAW',
    category: 'non-punishment',
    verified: 'official',
  });
  expect(new Set(provisions.map(({ verified }) => verified))).toEqual(
    new Set(['official', 'secondary', 'memory']),
  );
});

test('a provision is explained in plain words with how far it was checked', () => {
  const { code, out } = law(['explain', 'UK-MSA-45-CHILD']);
  expect(code).toBe(0);
  expect(out).toContain('Modern Slavery Act 2015, section 45(4)-(7)');
  expect(out).toContain('Checked: official, 2026-11-23.');
  expect(law(['explain', 'UK-SCOT-NI']).out).toContain('UK-SCOT-8');
});

test('questions come with what they cost, who may ask, and where never', () => {
  const { code, out } = law(['questions', '-', '--json'], FACTS);
  expect(code).toBe(0);
  const { questions } = JSON.parse(out) as {
    questions: { fact: string; burden: number; mayAsk: string[]; never: string[] }[];
  };
  const nexus = questions.find(({ fact }) => fact === 'offences[].nexus.directConsequence');
  expect(nexus).toMatchObject({ burden: 3, mayAsk: ['legal'] });
  expect(nexus?.never).toEqual(expect.arrayContaining(['portal', 'hotline']));
});

test('a scenario that the packs do not bear out ends with exit code 1 and says what came out', async () => {
  const packs = join(folder, 'packs');
  await cp(LAW_PACKS, packs, { recursive: true });
  await rm(join(packs, 'scenarios'), { recursive: true });
  const scenario = {
    scenario: 'wrong',
    title: 'Invented',
    citation: 'none',
    verified: { level: 'memory', read: 'Invented.', where: 'this test' },
    steps: [
      {
        asOf: '2026-01-01',
        facts: { location: 'GB-SCT', accusedOrAtRisk: true },
        expect: [{ provision: 'UK-MSA-45-CHILD', in: 'GB-SCT', result: 'engaged' }],
      },
    ],
  };
  await writeFile(join(packs, 'wrong.yaml'), JSON.stringify(scenario));
  const { code, out } = law(['test', '--packs', packs]);
  expect(code).toBe(1);
  expect(out).toContain('FAILED wrong');
  expect(out).toContain('UK-MSA-45-CHILD is not shown');
});

test('a broken pack is refused with its file, its line and a remedy', async () => {
  const broken = join(folder, 'broken.yaml');
  await writeFile(broken, 'provisions:\n  - id: X\n    sumary: y\n');
  const checked = law(['check', '--packs', folder]);
  expect(checked.code).toBe(2);
  expect(checked.err).toContain('broken.yaml:3');
  expect(checked.err).toContain('Did you mean "summary"?');
  await writeFile(broken, 'a: [1');
  expect(law(['check', '--packs', folder]).err).toContain('This is not YAML that can be read.');
  await writeFile(broken, 'defaults:\n  extent: [AA]\nprovisions:\n  - exceptions: *not-here\n');
  const { code, err } = law(['check', '--packs', folder]);
  expect(code).toBe(2);
  expect(err).toContain('broken.yaml:4');
  expect(err).toContain('nowhere called "&not-here" before it in this file');
  expect(err).toContain('Write "&not-here" where the part to repeat first stands');
  await writeFile(broken, 'first: &here [1]\nagain: *here\n');
  expect(law(['check', '--packs', folder]).err).not.toContain('*here');
});
