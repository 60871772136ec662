import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folder = join(import.meta.dirname, '..', 'examples');

test.each(readdirSync(folder).filter((file) => file.endsWith('.ts')))(
  'the example %s runs and says something',
  (file) => {
    const said = execFileSync(process.execPath, [join(folder, file)], { encoding: 'utf8' });
    expect(said.split('\n').length).toBeGreaterThan(3);
  },
);
