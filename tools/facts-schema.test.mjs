import { expect, test } from 'vitest';
import { listStaleFactFiles } from './facts-schema.mjs';

test('the published schema and list of facts are those of the vocabulary', async () => {
  expect(await listStaleFactFiles()).toEqual([]);
});
