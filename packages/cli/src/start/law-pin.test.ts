import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseRelease } from '@amparo/law';
import { openNote } from '@amparo/ledger';
import { textOfNote } from '../law-signing.ts';
import { noteCrypto } from '../node-crypto.ts';
import { settleLawPin } from './law-pin.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'amparo-pin-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function settle() {
  const pin = await settleLawPin(folder, {});
  if (pin === null) throw new Error('nothing was settled');
  const note = await readFile(pin.file, 'utf8');
  const { text, signers } = await openNote(note, [pin.key], noteCrypto);
  const read = parseRelease(text);
  if (!read.ok) throw new Error(read.message);
  return { ...pin, note, signers, release: read.release };
}

test('the first start signs the law that lies here with a key of its own, and later starts keep it', async () => {
  const first = await settle();
  expect(first.signers).toEqual(['operator-of-this-node']);
  expect(first.release.files.map(({ file }) => file)).toContain('gb-eaw/section-45.yaml');
  expect(first.release.previous).toBeUndefined();
  expect((await stat(join(folder, 'law-release.key'))).mode & 0o077).toBe(0);
  expect(await settle()).toEqual(first);
});

test('when the law changed, the next release names the one before it and is later', async () => {
  const first = await settle();
  const [line = ''] = /^file .* gb-eaw\/section-45\.yaml$/m.exec(first.note) ?? [];
  const older = first.note.replace(
    line,
    line.replace(/ [A-Za-z0-9+/]{43}=/, ` ${'A'.repeat(43)}=`),
  );
  await writeFile(first.file, older);
  const second = await settle();
  expect(second.release.version).toBe(`${first.release.version}.2`);
  expect(second.release.previous).toBe(
    Buffer.from(noteCrypto.hash(Buffer.from(textOfNote(older)))).toString('base64'),
  );
  expect(second.key).toBe(first.key);
});

test('an operator who names a release of somebody else is left to it', async () => {
  expect(await settleLawPin(folder, { AMPARO_LAW_RELEASE: '/etc/amparo/law-release' })).toBeNull();
});

test('what is no release in the data folder is not written over', async () => {
  await writeFile(join(folder, 'law-release'), 'something else\n');
  await expect(settleLawPin(folder, {})).rejects.toThrow('is no release of the law');
  expect(await readFile(join(folder, 'law-release'), 'utf8')).toBe('something else\n');
});
