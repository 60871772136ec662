import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  compareVersions,
  formatRelease,
  listReleaseRefusals,
  makeRelease,
  parseRelease,
} from '../index.ts';
import type { LawRelease } from '../index.ts';

const hash = (letter: string): string => `${letter.repeat(43)}=`;
const release: LawRelease = {
  version: '2026-11-23',
  packs: [{ id: 'aa', version: '2026-11-20' }],
  files: [
    { file: 'aa/law.yaml', hash: hash('A') },
    { file: 'facts.yaml', hash: hash('B') },
  ],
};
const packs = {
  packs: [{ id: 'aa', version: '2026-11-20', title: 'Aa', jurisdiction: 'AA', provisions: [] }],
};

test('the text of a release is the same whatever the order its parts came in', () => {
  expect(formatRelease(release)).toBe(
    [
      'amparo law release 1',
      '2026-11-23',
      'first',
      'pack aa 2026-11-20',
      `file ${hash('A')} aa/law.yaml`,
      `file ${hash('B')} facts.yaml`,
      '',
    ].join('\n'),
  );
  expect(formatRelease({ ...release, files: release.files.toReversed() })).toBe(
    formatRelease(release),
  );
  expect(formatRelease({ ...release, previous: hash('C') })).toContain(`\nprevious ${hash('C')}\n`);
});

const names = fc.stringMatching(/^[a-z][a-z0-9/.-]{0,20}$/);
const hashes = fc.stringMatching(/^[A-Za-z0-9+/]{43}=$/);
const releases: fc.Arbitrary<LawRelease> = fc.record({
  version: fc.constantFrom('2026-11-23', '2026-02-28.2', '2024-02-29.17'),
  packs: fc.uniqueArray(
    fc.record({
      id: fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/),
      version: fc.constantFrom('2026-11-23', '2026-11-23.3'),
    }),
    { selector: ({ id }) => id, maxLength: 5 },
  ),
  files: fc.uniqueArray(fc.record({ file: names, hash: hashes }), {
    selector: ({ file }) => file,
    maxLength: 8,
  }),
});

test('what is written is read back, and every other spelling is refused', () => {
  fc.assert(
    fc.property(
      releases,
      fc.nat(),
      fc.constantFrom('', ' ', '\n', 'x', '\u0000'),
      (some, at, put) => {
        const text = formatRelease(some);
        const read = parseRelease(text);
        expect(read.ok && formatRelease(read.release)).toBe(text);
        const place = at % (text.length + 1);
        const changed =
          put === ''
            ? text.slice(0, place) + text.slice(place + 1)
            : text.slice(0, place) + put + text.slice(place);
        const again = parseRelease(changed);
        if (changed !== text && again.ok) expect(formatRelease(again.release)).toBe(changed);
      },
    ),
    { seed: 11, numRuns: 300 },
  );
});

test.each([
  ['nothing', ''],
  ['another head', formatRelease(release).replace('release 1', 'release 2')],
  ['no version', formatRelease(release).replace('2026-11-23', 'soon')],
  ['a day that does not exist', formatRelease(release).replace('2026-11-23', '2026-02-30')],
  ['no word on the one before', formatRelease(release).replace('first', 'previous x')],
  ['a line nobody knows', formatRelease(release).replace('pack aa', 'pakc aa')],
  ['another order', formatRelease(release).replace('aa/law', 'zz/law')],
  ['no end', formatRelease(release).trimEnd()],
])('%s is no release', (_what, text) => {
  expect(parseRelease(text)).toMatchObject({ ok: false, code: 'release/text' });
});

test.each([
  ['2026-11-23', '2026-11-24', -1],
  ['2026-11-23', '2026-11-23.2', -1],
  ['2026-11-23.10', '2026-11-23.9', 1],
  ['2026-11-23', '2026-11-23.1', 0],
  ['2027-01-01', '2026-12-31.5', 1],
])('%s against %s', (one, other, sign) => {
  expect(Math.sign(compareVersions(one, other))).toBe(sign);
  expect(Math.sign(compareVersions(other, one))).toBe(0 - sign);
});

const codes = (
  offered: LawRelease,
  pinned?: LawRelease,
  files = offered.files,
): readonly string[] =>
  listReleaseRefusals(offered, { packs, files }, pinned).map(({ code }) => code);

test('what is fetched must be what was released, to the last file', () => {
  expect(codes(release)).toEqual([]);
  const [first, second] = release.files;
  expect(codes(release, undefined, first === undefined ? [] : [first])).toEqual([
    'release/missing-file',
  ]);
  expect(
    codes(release, undefined, [
      { file: 'aa/law.yaml', hash: hash('Z') },
      ...(second === undefined ? [] : [second]),
    ]),
  ).toEqual(['release/altered-file']);
  expect(
    codes(release, undefined, [...release.files, { file: 'x.yaml', hash: hash('X') }]),
  ).toEqual(['release/extra-file']);
});

test('the packs must be called what the release calls them', () => {
  const other = { ...release, packs: [{ id: 'aa', version: '2026-11-21' }] };
  expect(codes(other)).toEqual(['release/pack-version']);
  expect(codes({ ...release, packs: [] })).toEqual(['release/pack-version']);
});

test('a node never goes back to an older release, nor to another of the same name', () => {
  const earlier = { ...release, version: '2026-11-22' };
  expect(codes(release, earlier)).toEqual([]);
  expect(codes(release, release)).toEqual(['release/older']);
  expect(codes(earlier, release)).toEqual(['release/older']);
});

test('a pack that changed under the same version is refused', () => {
  const earlier = {
    ...release,
    version: '2026-11-22',
    files: release.files.map((one) =>
      one.file === 'aa/law.yaml' ? { ...one, hash: hash('O') } : one,
    ),
  };
  expect(codes(release, earlier)).toEqual(['release/same-version']);
  const renamed = { ...earlier, packs: [{ id: 'aa', version: '2026-11-19' }] };
  expect(codes(release, renamed)).toEqual([]);
  const grown = { ...release, version: '2026-11-22', files: release.files.slice(1) };
  expect(codes(release, grown)).toEqual(['release/same-version']);
});

test('a release is made of what was read', () => {
  expect(makeRelease(packs, release.files, { version: '2026-11-23' })).toEqual(release);
  expect(makeRelease(packs, [], { version: '2026-11-23', previous: hash('P') })).toEqual({
    version: '2026-11-23',
    previous: hash('P'),
    packs: release.packs,
    files: [],
  });
});
