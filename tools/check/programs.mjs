import { relative } from 'node:path';
import { run } from './run.mjs';

/** @typedef {import('./finding.mjs').Finding} Finding */

const tsconfigs = ['app', 'server', 'cli', 'casework', 'law', 'ledger', 'seal']
  .map((name) => `packages/${name}/tsconfig.json`)
  .concat('tsconfig.tests.json');

/**
 * The checks that other people's programs make. Each takes the root of a repository; each throws when the program
 * itself broke.
 *
 * @type {{ name: string, find: (root: string) => Promise<Finding[]> }[]}
 */
export const programs = [
  // The longest first, so that the others fill the gaps.
  { name: 'lint', find: lint },
  ...tsconfigs.map((config) => ({
    name: `types ${config}`,
    find: (/** @type {string} */ root) => checkTypes(root, config),
  })),
  { name: 'format', find: checkFormat },
  { name: 'boundaries', find: checkBoundaries },
  { name: 'dead code', find: findDeadCode },
];

/** @param {string} root @param {string} config @returns {Promise<Finding[]>} */
async function checkTypes(root, config) {
  const check = `types ${config}`;
  const { code, stdout } = await run(root, 'typescript/bin/tsc', [
    '-p',
    config,
    '--pretty',
    'false',
  ]);
  const errors = stdout.matchAll(/^(?:(.+?)\((\d+),\d+\): )?error (TS\d+): (.*)$/gm);
  const findings = Array.from(errors, ([, file = config, line = '1', rule = '', message]) => {
    return { check, rule, file, message: `line ${line}: ${message}` };
  });
  if (code !== 0 && findings.length === 0) throw new Error(`tsc broke: ${stdout}`);
  return findings;
}

/** @param {string} root @returns {Promise<Finding[]>} */
async function lint(root) {
  const args = ['--format', 'json', '--no-warn-ignored', '.'];
  const { stdout, stderr } = await run(root, 'eslint/bin/eslint.js', args);
  const results = parse(stdout, stderr);
  if (results.length === 0) throw new Error('eslint looked at no file');
  return results.flatMap((/** @type {any} */ result) =>
    result.messages.map((/** @type {any} */ found) => ({
      check: 'lint',
      rule: found.ruleId ?? 'unreadable',
      file: relative(root, result.filePath),
      message: `line ${found.line ?? 1}: ${found.message}`,
    })),
  );
}

/** @param {string} root @returns {Promise<Finding[]>} */
async function checkFormat(root) {
  const { code, stdout, stderr } = await run(root, 'prettier/bin/prettier.cjs', [
    '--list-different',
    '.',
  ]);
  const message = 'not formatted: run npm run format';
  const unformatted = stdout.split('\n').filter((line) => line !== '');
  const unreadable = Array.from(stderr.matchAll(/^\[error\] ([^:]+): (.*)$/gm));
  if (code !== 0 && unformatted.length + unreadable.length === 0)
    throw new Error(`prettier broke: ${stderr}`);
  return [
    ...unformatted.map((file) => ({ check: 'format', rule: 'prettier', file, message })),
    ...unreadable.map(([, file = '', why = '']) => ({
      check: 'format',
      rule: 'prettier',
      file,
      message: why,
    })),
  ];
}

/** @param {string} root @returns {Promise<Finding[]>} */
async function checkBoundaries(root) {
  const args = ['packages', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
  const { stdout, stderr } = await run(root, 'dependency-cruiser/bin/dependency-cruiser.mjs', args);
  const { summary } = parse(stdout, stderr);
  // With a compiler it does not know, it finds no module at all and calls that a success.
  if (summary.totalCruised < 50) throw new Error(`only ${summary.totalCruised} modules were found`);
  return summary.violations.map((/** @type {any} */ violation) => ({
    check: 'boundaries',
    rule: violation.rule.name,
    file: violation.from,
    message: `imports ${[violation.to, ...(violation.cycle ?? []).map((/** @type {any} */ step) => step.name)].join(' → ')}`,
  }));
}

/** @param {string} root @returns {Promise<Finding[]>} */
async function findDeadCode(root) {
  const args = ['--reporter', 'json', '--no-config-hints', '--no-progress'];
  const { stdout, stderr } = await run(root, 'knip/bin/knip.js', args);
  return parse(stdout, stderr).issues.flatMap((/** @type {any} */ { file, ...kinds }) =>
    Object.entries(kinds).flatMap(([kind, issues]) =>
      (Array.isArray(issues) ? issues : []).map((issue) => ({
        check: 'dead code',
        rule: kind,
        file,
        message:
          kind === 'files'
            ? 'used by nothing'
            : `${issue.name ?? JSON.stringify(issue)} (line ${issue.line ?? 1})`,
      })),
    ),
  );
}

/** @param {string} stdout @param {string} stderr @returns {any} */
function parse(stdout, stderr) {
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(`the program broke: ${stderr || stdout}`);
  }
}
