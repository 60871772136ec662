import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { buildInto } from './build.ts';

test('the app that is built from within a test is the one that people use', async () => {
  expect(process.env['NODE_ENV']).toBe('test');
  const folder = await mkdtemp(join(tmpdir(), 'amparo-build-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));

  await buildInto(folder, AbortSignal.timeout(120_000));

  const files = (await readdir(join(folder, 'assets'))).filter((name) => name.endsWith('.js'));
  const texts = await Promise.all(
    files.map((name) => readFile(join(folder, 'assets', name), 'utf8')),
  );
  const has = (mark: string): boolean => texts.some((text) => text.includes(mark));
  expect(has('serviceWorker.register'), 'it keeps itself for use without a line').toBe(true);
  expect(has('react-dom-client.development'), 'it carries development aids').toBe(false);
}, 150_000);
