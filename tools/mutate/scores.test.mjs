import { expect, test } from 'vitest';
import { formatScores, listScores, listSurvivors } from './scores.mjs';

/**
 * @param {string} fileName
 * @param {boolean} killed
 * @param {boolean} reached
 */
function result(fileName, killed, reached = true) {
  const location = { start: { line: 1, column: 7 }, end: { line: 1, column: 12 } };
  return { fileName, location, mutatorName: 'Literal', replacement: 'false\n  ', killed, reached };
}

const results = [result('b.ts', true), result('a.ts', true), result('a.ts', false, false)];

test('a mutant that no test reaches counts against its file and against the whole', () => {
  expect(formatScores(listScores(results)).split('\n').slice(2)).toEqual([
    '| a.ts | 2 | 1 | 50.0 % |',
    '| b.ts | 1 | 1 | 100.0 % |',
    '| all | 3 | 2 | 66.7 % |',
  ]);
});

test('who survived is told with its place, what stood there and what stood there instead', () => {
  expect(listSurvivors(results, () => 'first line\nreturn isIt;\n')).toEqual([
    'a.ts:2 Literal, reached by no test: isIt; -> false ',
  ]);
});
