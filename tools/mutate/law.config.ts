import { defineConfig } from 'vitest/config';

/** The tests of the law engine alone, for the mutator: no database, no other package. */
export default defineConfig({
  test: {
    include: ['packages/law/src/**/*.test.ts'],
    testTimeout: 20_000,
    maxWorkers: 1,
    isolate: false,
  },
});
