import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../index.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The superuser's address of a real PostgreSQL that lives as long as the test run. */
    AMPARO_TEST_PG: string;
  }
}

/**
 * Starts one PostgreSQL for all `*.pg.test.ts` of a run; they get its address by `inject('AMPARO_TEST_PG')`.
 *
 * A test makes databases and roles of its own in it. Writes are not waited for on disk, because nothing here
 * outlives the run; what must survive a crash is tested on clusters of its own.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'amparo-test-pg-'));
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  const server = await startEmbeddedPostgres({ dataDir, name: 'test', settings });
  project.provide('AMPARO_TEST_PG', server.url);
  return async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
