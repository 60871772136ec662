import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/**
 * Two kinds of tests, told apart by their suffix: `*.test.*` is pure and fast; `*.pg.test.ts` needs the real
 * PostgreSQL that its setup starts once, and finds its address with `inject('AMPARO_TEST_PG')`.
 */
const everywhere = ['packages/*/src', 'tools'];
const inAll = (pattern: string): string[] => everywhere.map((folder) => `${folder}/**/${pattern}`);

export default defineConfig({
  test: {
    // The machines that run this are small and shared; a slow test is not a wrong one.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 60_000,
    maxWorkers: Math.max(1, Math.min(4, availableParallelism())),
    projects: [
      {
        test: {
          name: 'unit',
          include: inAll('*.test.{ts,tsx,mjs}'),
          exclude: ['**/node_modules/**', '**/*.pg.test.ts'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'pg',
          include: inAll('*.pg.test.ts'),
          globalSetup: ['packages/server/src/db/embedded/testing/vitest-setup.ts'],
          testTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
