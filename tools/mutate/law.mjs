// npm run mutate:law [-- FOLDER_OR_FILE...]: breaks the law engine on purpose, some thousand times, and
// says which part of the breaks a test notices. Exit 1 below the bar. See docs/decisions/law-mutation.md.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startVitest } from 'vitest/node';
import { instrument } from './instrument.mjs';
import { formatScores, listScores, listSurvivors } from './scores.mjs';

const BAR = 85;
/** Milliseconds of work that the tests of one mutant may take; one alive by then counts as alive. */
const LIMIT = 2000;

const root = join(import.meta.dirname, '../..');
const box = join(tmpdir(), `amparo-mutants-${String(process.pid)}`);
const wanted = process.argv.slice(2);
const { mutants, tests } = await instrument(root, box);
const chosen = mutants.filter(
  ({ fileName }) => wanted.length === 0 || wanted.some((name) => fileName.startsWith(name)),
);
writeFileSync(join(box, 'mutants.json'), JSON.stringify({ mutants: chosen, tests, limit: LIMIT }));
console.log(`${String(chosen.length)} mutants, ${String(tests.length)} files of tests`);

process.env['AMPARO_MUTANTS'] = box;
const vitest = await startVitest(
  'test',
  [],
  {
    root,
    config: false,
    disableConsoleIntercept: true,
    include: ['tools/mutate/mutants.run.mjs'],
    watch: false,
    testTimeout: 0,
    maxWorkers: 1,
    reporters: ['dot'],
  },
  {
    resolve: {
      preserveSymlinks: true,
      alias: [
        { find: /^vitest$/, replacement: join(import.meta.dirname, 'collect.mjs') },
        { find: /^fast-check$/, replacement: join(import.meta.dirname, 'fewer-runs.mjs') },
      ],
    },
    server: { fs: { strict: false } },
  },
);
const failed = vitest.state.getCountOfFailedTests() > 0;
await vitest.close();
if (failed) process.exit(1);
const results = JSON.parse(readFileSync(join(box, 'results.json'), 'utf8'));
const scores = listScores(results);
for (const line of listSurvivors(results, (name) =>
  readFileSync(join(root, 'packages/law/src', name), 'utf8'),
)) {
  console.log(line);
}
console.log(formatScores(scores));
const below = scores.filter(({ score }) => score < BAR);
for (const { file, score } of below)
  console.error(`below ${String(BAR)} %: ${file} (${score.toFixed(1)} %)`);
rmSync(box, { recursive: true, force: true });
// The bar is for the whole of what was asked for; weak files are named, so that somebody begins there.
process.exit(below.some(({ file }) => file === 'all') ? 1 : 0);
