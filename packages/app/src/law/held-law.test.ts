import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { createMemoryStore, sealedStore } from '../client/store.ts';
import type { SealedStore } from '../client/store.ts';
import { listChangedPacks, makeHeldLaw } from './held-law.ts';
import type { HeldLaw, LawFileText } from './held-law.ts';
import {
  findRelease,
  findStanding,
  keepRelease,
  keepStanding,
  listReleases,
} from './kept-releases.ts';

const FOLDER = resolve(import.meta.dirname, '../../../../law-packs');
const entries = await readdir(FOLDER, { withFileTypes: true, recursive: true });
const paths = entries
  .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
  .map((entry) => relative(FOLDER, join(entry.parentPath, entry.name)))
  .filter((path) => !path.startsWith('scenarios'));
const texts: readonly LawFileText[] = await Promise.all(
  paths.map(async (file) => ({ file, text: await readFile(join(FOLDER, file), 'utf8') })),
);

/** The law with a later day and one more comment in one pack: another release. */
function later(day: string): Promise<HeldLaw> {
  const changed = texts.map(({ file, text }) =>
    file === 'gb-eaw/pack.yaml'
      ? { file, text: text.replace(/'[\d-]+'/, `'${day}'`) }
      : { file, text },
  );
  return makeHeldLaw(changed, parse);
}

const law = await makeHeldLaw(texts, parse);
const newer = await later('2030-01-01');

function newStore(): SealedStore {
  return sealedStore(createMemoryStore(), 'member', crypto.getRandomValues(new Uint8Array(32)));
}

test('a release is named by its newest pack and by every byte of its files', async () => {
  expect(law.release).toMatch(/^\d{4}-\d{2}-\d{2}/);
  expect(law.digest).toMatch(/^[A-Za-z0-9+/]{43}=$/);
  expect(newer.release).toBe('2030-01-01');
  expect(newer.digest).not.toBe(law.digest);
  expect((await makeHeldLaw(texts.toReversed(), parse)).digest).toBe(law.digest);
  const spaced = texts.map(({ file, text }) => ({ file, text: `${text}\n` }));
  expect((await makeHeldLaw(spaced, parse)).digest).not.toBe(law.digest);
});

test('which bodies of law changed is told by their files', () => {
  expect(listChangedPacks(law.of, newer.of)).toEqual(['gb-eaw']);
  expect(listChangedPacks(law.of, law.of)).toEqual([]);
});

test('an earlier release is read again as it was, and under another member not at all', async () => {
  const store = newStore();
  await keepRelease(store, law);
  await keepRelease(store, law);
  expect(await listReleases(store)).toHaveLength(1);
  const found = await findRelease(store, law.digest);
  expect(found?.release).toBe(law.release);
  expect(found?.packs.provisions.size).toBe(law.packs.provisions.size);
  expect(await findRelease(newStore(), law.digest)).toBeUndefined();
  expect(await findRelease(store, newer.digest)).toBeUndefined();
});

test('a kept release that reads as another one is not taken for it', async () => {
  const store = newStore();
  const { release, digest } = law;
  await store.put('profile', `law-release/${digest}`, { release, digest, texts: newer.texts });
  expect(await findRelease(store, digest)).toBeUndefined();
});

test('a device keeps four releases, and the one kept longest goes', async () => {
  const store = newStore();
  const days = ['2030-01-01', '2030-01-02', '2030-01-03', '2030-01-04', '2030-01-05'];
  for (const day of days) await keepRelease(store, await later(day));
  expect((await listReleases(store)).map(({ release }) => release)).toEqual(days.slice(1));
  expect(await findRelease(store, newer.digest)).toBeUndefined();
});

test('a device remembers under which release it shows a file', async () => {
  const store = newStore();
  expect(await findStanding(store, 'file')).toBeUndefined();
  await keepStanding(store, 'file', law);
  expect(await findStanding(store, 'file')).toEqual({ release: law.release, digest: law.digest });
});
