// npm run check: what a reviewer should not have to look for. It looks at a copy of the repository in which every rule
// is broken once on purpose: the same run that finds nothing of ours to mend must find each of these. A check that
// cannot fail is worth nothing.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { inWords } from './check/finding.mjs';
import { own } from './check/own.mjs';
import { listRulesWithoutPlant, makePlantedCopy, plants, sift } from './check/planted-copy.mjs';
import { programs } from './check/programs.mjs';
import { endAll, inTurn } from './check/run.mjs';
import { ensureInstalled } from './install.mjs';

/** @typedef {import('./check/finding.mjs').Finding} Finding */

const root = join(import.meta.dirname, '..');
ensureInstalled(root);
const copy = realpathSync(mkdtempSync(join(tmpdir(), 'amparo-planted-')));
process.once('exit', () => {
  rmSync(copy, { recursive: true, force: true });
});
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.once(signal, () => {
    endAll();
    process.exit(130);
  });
}

makePlantedCopy(root, copy);

const checks = [...programs, ...own].map(({ name, find }) => async () => {
  const findings = await attempt(name, () => find(copy));
  const { toMend } = sift(findings);
  for (const finding of toMend) console.log(inWords(finding));
  console.log(toMend.length === 0 ? `ok   ${name}` : `FAIL ${name}: ${toMend.length}`);
  return findings;
});
const findings = (await inTurn(checks, availableParallelism())).flat();

const { toMend, missed } = sift(findings);
const unplanted = listRulesWithoutPlant(root);
for (const { check, rule, file } of missed) console.log(`NOT CAUGHT ${check}: ${rule} in ${file}`);
for (const rule of unplanted) console.log(`NOTHING PLANTED against ${rule}`);
console.log(`caught ${plants.length - missed.length} of ${plants.length} planted violations`);
console.log(toMend.length === 0 ? 'nothing to mend' : `${toMend.length} to mend`);
process.exitCode = toMend.length + missed.length + unplanted.length === 0 ? 0 : 1;

/**
 * @param {string} check
 * @param {() => Finding[] | Promise<Finding[]>} find
 * @returns {Promise<Finding[]>}
 */
async function attempt(check, find) {
  try {
    return await find();
  } catch (error) {
    return [
      {
        check,
        rule: 'ran',
        file: '.',
        message: error instanceof Error ? error.message : String(error),
      },
    ];
  }
}
