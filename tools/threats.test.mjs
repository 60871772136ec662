import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const rows = readFileSync(join(root, 'THREATS.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\|\s+\d/.test(line));

test('every threat in THREATS.md names tests that exist, word for word', () => {
  const files = ['packages/*/src/**/*.test.{ts,tsx}', 'e2e/**/*.spec.ts', 'tools/*.test.mjs'];
  const source = files
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n');
  const missing = rows.flatMap((row) => {
    const titles = [...row.matchAll(/“([^”]+)”/g)].flatMap((match) => match[1] ?? []);
    if (titles.length === 0) return [`no test: ${row}`];
    return titles.filter((title) => !source.includes(title));
  });
  expect(missing).toEqual([]);
  expect(rows.length).toBeGreaterThan(30);
});

test('threats are numbered without a gap, so that others can refer to them', () => {
  const numbers = rows.map((row) => Number(/^\|\s+(\d+)/.exec(row)?.[1]));
  expect(numbers).toEqual(numbers.map((_, i) => i + 1));
});
