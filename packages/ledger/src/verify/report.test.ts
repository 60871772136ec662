import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LOG_PROBLEM_CODES } from '../index.ts';

test('the format page explains every problem a report can name, in the order of the report', () => {
  const page = readFileSync(new URL('../../../../docs/formats/log.md', import.meta.url), 'utf8');
  const explained = [...page.matchAll(/^\| `(log\/[a-z-]+)` +\| \S/gm)].map(([, code]) => code);
  expect(explained).toEqual([...LOG_PROBLEM_CODES]);
});
