// What the results of a mutation run come to: a score for each file and for the whole, and who survived.

/**
 * @typedef {{ readonly line: number, readonly column: number }} Place
 * @typedef {object} Result
 * @property {string} fileName
 * @property {{ readonly start: Place, readonly end: Place }} location
 * @property {string} mutatorName
 * @property {string} replacement
 * @property {boolean} killed
 * @property {boolean} reached
 * @typedef {{ readonly file: string, readonly mutants: number, readonly killed: number, readonly score: number }} Score
 */

/**
 * One line for each file and one for the whole. Shape: `score` in percent of all mutants, reached or not.
 * @param {readonly Result[]} results
 * @returns {readonly Score[]}
 */
export function listScores(results) {
  const files = [...new Set(results.map(({ fileName }) => fileName))].sort();
  return [
    ...files.map((file) => scoreOf(file, (fileName) => fileName === file, results)),
    scoreOf('all', () => true, results),
  ];
}

/**
 * @param {string} file
 * @param {(fileName: string) => boolean} isOf
 * @param {readonly Result[]} results
 * @returns {Score}
 */
function scoreOf(file, isOf, results) {
  const mutants = results.filter(({ fileName }) => isOf(fileName));
  const killed = mutants.filter((mutant) => mutant.killed).length;
  return { file, mutants: mutants.length, killed, score: (100 * killed) / mutants.length };
}

/**
 * The scores as a table that a document can hold.
 * @param {readonly Score[]} scores
 */
export function formatScores(scores) {
  const rows = scores.map(
    ({ file, mutants, killed, score }) =>
      `| ${file} | ${mutants} | ${killed} | ${score.toFixed(1)} % |`,
  );
  return ['| file | mutants | killed | score |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/**
 * Each mutant that no test noticed, with its place, what stood there and what stood there instead.
 * @param {readonly Result[]} results
 * @param {(fileName: string) => string} readSource
 * @returns {readonly string[]}
 */
export function listSurvivors(results, readSource) {
  return results
    .filter(({ killed }) => !killed)
    .map(({ fileName, location: { start, end }, replacement, mutatorName, reached }) => {
      const line = readSource(fileName).split('\n')[start.line] ?? '';
      const was = line.slice(start.column, start.line === end.line ? end.column : undefined);
      const how = reached ? mutatorName : `${mutatorName}, reached by no test`;
      const now = replacement.replaceAll(/\s+/g, ' ');
      return `${fileName}:${start.line + 1} ${how}: ${was.trim()} -> ${now}`;
    });
}
