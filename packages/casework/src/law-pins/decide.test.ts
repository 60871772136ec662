import { expect, test } from 'vitest';
import type { LawRelease } from '@amparo/law';
import { decidePin } from './decide.ts';

const release = (version: string, hash: string): LawRelease => ({
  version,
  packs: [{ id: 'aa', version }],
  files: [
    { file: 'aa/pack.yaml', hash },
    { file: 'scenarios/one.yaml', hash: 'of the scenario' },
  ],
});
const signed = release('2026-11-24', 'new');
const here = signed.files;

test('the law here is the signed one when every file is, whether its scenarios lie here or not', () => {
  expect(decidePin({ signed, here, before: null })).toEqual({ state: 'same' });
  expect(decidePin({ signed, here: here.slice(0, 1), before: null })).toEqual({ state: 'same' });
});

test.each([
  ['altered', [{ file: 'aa/pack.yaml', hash: 'another' }], 'aa/pack.yaml'],
  ['missing', [], 'aa/pack.yaml'],
  ['added', [...here, { file: 'aa/more.yaml', hash: 'x' }], 'aa/more.yaml'],
])('a file that is %s makes it another law, and is named', (...[, files, file]) => {
  expect(decidePin({ signed, here: files, before: null })).toEqual({ state: 'other', file });
});

test('releases never go back, and one name is one release', () => {
  const before = release('2026-11-24.2', 'newer');
  expect(decidePin({ signed, here, before })).toEqual({ state: 'older' });
  const sameName = release('2026-11-24', 'old');
  expect(decidePin({ signed, here, before: sameName })).toEqual({ state: 'older' });
  expect(decidePin({ signed, here, before: signed })).toEqual({ state: 'same' });
  expect(decidePin({ signed, here, before: release('2026-11-23', 'old') })).toEqual({
    state: 'same',
  });
});
