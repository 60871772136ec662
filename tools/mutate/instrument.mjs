// Every mutant of the law engine at once, each behind a switch: Stryker's instrumenter, into a folder of its own.
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Instrumenter } from '@stryker-mutator/instrumenter';

const nothing = () => undefined;
const never = () => false;
const silent = {
  ...{
    trace: nothing,
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: nothing,
    fatal: nothing,
  },
  ...{ isTraceEnabled: never, isDebugEnabled: never, isInfoEnabled: never },
  ...{ isWarnEnabled: never, isErrorEnabled: never, isFatalEnabled: never },
};

/**
 * Copies the engine with its tests into `box`, with every mutant switched off.
 * Shape: the mutants with their file, place and replacement, and the names of the test files.
 * @param {string} root
 * @param {string} box
 */
export async function instrument(root, box) {
  const source = join(root, 'packages/law/src');
  rmSync(box, { recursive: true, force: true });
  mkdirSync(box, { recursive: true });
  cpSync(source, join(box, 'src'), { recursive: true });
  writeFileSync(join(box, 'package.json'), '{ "type": "module" }\n');
  symlinkSync(join(root, 'node_modules'), join(box, 'node_modules'));
  const names = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const tests = names.filter((name) => name.endsWith('.test.ts')).sort();
  const files = names
    .filter((name) => !name.endsWith('.test.ts') && !name.startsWith('testing/'))
    .sort()
    .map((name) => ({ name, mutate: true, content: readFileSync(join(source, name), 'utf8') }));
  const options = { plugins: null, excludedMutations: [], ignorers: [] };
  const { files: changed, mutants } = await new Instrumenter(silent).instrument(files, options);
  for (const { name, content } of changed) {
    const path = join(box, 'src', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return { mutants, tests };
}
