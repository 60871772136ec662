import { findDependencyTrouble } from './dependencies.mjs';
import { listFiles, readTexts } from './texts.mjs';

/** @typedef {import('./finding.mjs').Finding} Finding */

const limits = [
  { where: /^(packages\/[^/]+\/src|e2e)\/.*\.(ts|tsx|mjs|css)$/, lines: 400 },
  { where: /^tools\/.*\.mjs$/, lines: 150 },
];

const nameless = /^(utils?|helpers?|common|shared|misc|manager|base)(\.|$)/;

const kebab = /^[a-z0-9]+([.-][a-z0-9]+)*$/;

const surroundings = [
  { rule: 'neighbour', pattern: /\.\.\/shared\b/ },
  { rule: 'checkout', pattern: /(?<![\w.*-])\/(work|tmp\/amparo)\// },
  { rule: 'registry', pattern: /\bregistry\.(npmjs\.org|yarnpkg\.com)|\bnpm\.pkg\.github\.com/ },
];

const skipped = [
  /\b(test|it|describe|suite|bench)(\.\w+)*\.(skip|only|todo|fixme|skipIf|runIf|fails?)\b/,
  /\b(xit|xtest|xdescribe|fit|fdescribe)\(/,
  /\b(context|ctx)\.skip\(/,
];

/** The checks of our own, which read the repository as text. */
export const own = [
  { name: 'sizes', find: findLongFiles },
  { name: 'names', find: findBadNames },
  { name: 'stand-alone', find: findSurroundings },
  { name: 'tests', find: findSkippedTests },
  { name: 'exceptions', find: findUnexplainedExceptions },
  { name: 'dependencies', find: findDependencyTrouble },
];

/** @param {string} root @returns {Finding[]} */
function findLongFiles(root) {
  return readTexts(root).flatMap(({ path, text }) => {
    const limit = limits.find(({ where }) => where.test(path))?.lines ?? Infinity;
    const lines = text.split('\n').length - 1;
    if (lines <= limit) return [];
    const message = `${lines} lines, of at most ${limit}: split it by meaning`;
    return [{ check: 'sizes', rule: `${limit} lines`, file: path, message }];
  });
}

/** @param {string} root @returns {Finding[]} */
function findBadNames(root) {
  return listFiles(root)
    .filter((file) => /^(packages|e2e|tools|examples)\//.test(file))
    .flatMap((file) => {
      const names = file.split('/');
      if (names.some((name) => nameless.test(name))) {
        const message = 'give folder and file the name of what is in them';
        return [{ check: 'names', rule: 'says nothing', file, message }];
      }
      if (/\/src\/.*\.tsx?$/.test(file) && !kebab.test(names.at(-1) ?? '')) {
        return [
          { check: 'names', rule: 'kebab-case', file, message: 'files are named in kebab-case' },
        ];
      }
      return [];
    });
}

/** @param {string} root @returns {Finding[]} */
function findSurroundings(root) {
  return eachLine(root, /./, (line) => {
    const found = surroundings.find(({ pattern }) => pattern.test(line));
    return (
      found && {
        check: 'stand-alone',
        rule: found.rule,
        message: 'names a place outside the project',
      }
    );
  });
}

/** @param {string} root @returns {Finding[]} */
function findSkippedTests(root) {
  return eachLine(root, /\.(test|spec)\.(ts|tsx|mjs)$/, (line) =>
    skipped.some((pattern) => pattern.test(line))
      ? { check: 'tests', rule: 'skipped', message: 'a test that does not run protects nobody' }
      : undefined,
  );
}

/** @param {string} root @returns {Finding[]} */
function findUnexplainedExceptions(root) {
  const exception =
    /(?:\/\/|\/\*)\s*(?:eslint-disable|@ts-(?:expect-error|ignore|nocheck)|prettier-ignore)(.*)/;
  return eachLine(root, /^(packages|e2e|tools|examples)\/.*\.(ts|tsx|mjs)$/, (line) => {
    const reason = exception.exec(line)?.[1];
    return reason === undefined || / -- \S/.test(reason)
      ? undefined
      : { check: 'exceptions', rule: 'reason', message: 'an exception says why: "-- because …"' };
  });
}

/**
 * @param {string} root
 * @param {RegExp} files
 * @param {(line: string) => Omit<Finding, 'file'> | undefined} judge
 * @returns {Finding[]}
 */
function eachLine(root, files, judge) {
  return readTexts(root)
    .filter(({ path }) => files.test(path))
    .flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, index) => {
        const found = judge(line);
        return found
          ? [{ ...found, file: path, message: `line ${index + 1}: ${found.message}` }]
          : [];
      }),
    );
}
