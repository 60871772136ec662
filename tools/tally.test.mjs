import { expect, test } from 'vitest';
import { judgeRunner, sum, tallyPlaywright, tallyVitest } from './tally.mjs';

/** @param {string[]} statuses */
const file = (...statuses) => ({
  status: statuses.includes('failed') ? 'failed' : 'passed',
  assertionResults: statuses.map((status) => ({ status })),
});

test('every test that did not pass has failed, also a skipped one and one left to do', () => {
  const report = { testResults: [file('passed', 'passed'), file('failed', 'skipped', 'todo')] };
  expect(tallyVitest(report)).toEqual({ passed: 2, failed: 3 });
});

test('a file that could not be loaded is a failure', () => {
  const report = { testResults: [file('passed'), { status: 'failed', assertionResults: [] }] };
  expect(tallyVitest(report)).toEqual({ passed: 1, failed: 1 });
});

test('a file whose setup failed after its tests passed is a failure', () => {
  const report = { testResults: [{ ...file('passed'), status: 'failed' }] };
  expect(tallyVitest(report)).toEqual({ passed: 1, failed: 1 });
});

test('a journey that passed only at a second attempt, or was skipped, has failed', () => {
  const stats = { expected: 5, unexpected: 1, flaky: 2, skipped: 3 };
  expect(tallyPlaywright({ stats, errors: [{}] })).toEqual({ passed: 5, failed: 7 });
});

test('a runner that found nothing or left no report has failed', () => {
  expect(judgeRunner(undefined, 0)).toEqual({ passed: 0, failed: 1 });
  expect(judgeRunner({ passed: 0, failed: 0 }, 0)).toEqual({ passed: 0, failed: 1 });
});

test('a runner that ended in failure without a failed test has failed', () => {
  expect(judgeRunner({ passed: 9, failed: 0 }, 1)).toEqual({ passed: 9, failed: 1 });
  expect(judgeRunner({ passed: 9, failed: 0 }, null)).toEqual({ passed: 9, failed: 1 });
  expect(judgeRunner({ passed: 9, failed: 2 }, 1)).toEqual({ passed: 9, failed: 2 });
  expect(judgeRunner({ passed: 9, failed: 0 }, 0)).toEqual({ passed: 9, failed: 0 });
});

test('the closing line counts every runner', () => {
  expect(
    sum([
      { passed: 1, failed: 2 },
      { passed: 10, failed: 20 },
    ]),
  ).toEqual({ passed: 11, failed: 22 });
});
