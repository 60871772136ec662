import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  CHECKPOINT_FILE,
  COSIGNATURE_V1,
  ED25519,
  formatEntryBundle,
  formatNote,
  formatTile,
  formatVerifierKey,
  KEY_FILE,
  leafHash,
  type LogProblemCode,
  type LogReport,
  OPENINGS_FILE,
  parseNote,
  signNote,
  tilePath,
  verifierKey,
  verifyLog,
  WITNESSES_FILE,
} from '../index.ts';
import { sha256, testSigner, verifyEd25519 } from '../testing/node-crypto.ts';
import {
  exportLog,
  filesOf,
  logSigner,
  ORIGIN,
  sampleEntry,
  sampleOpening,
  signedCheckpoint,
} from '../testing/sample-log.ts';

type Export = Map<string, Uint8Array>;
type Known = { trusted?: string; key?: string };

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at);
const entriesOf = (count: number): Uint8Array[] => numbers(count).map(sampleEntry);

function verify(files: Export, known: Known = {}): Promise<LogReport> {
  return verifyLog(filesOf(files), { hash: sha256, verify: verifyEd25519, ...known });
}

function codes(report: LogReport): LogProblemCode[] {
  return [...new Set(report.problems.map(({ code }) => code))];
}

function flip(files: Export, path: string, at: number, mask: number): Export {
  const bytes = Uint8Array.from(files.get(path) ?? []);
  bytes[at] = (bytes[at] ?? 0) ^ mask;
  return new Map(files).set(path, bytes);
}

const openings = [0, 2, 3].map(sampleOpening);
const small = await exportLog(entriesOf(5), openings);
const wide = await exportLog(entriesOf(600), [1, 255, 256, 599].map(sampleOpening));
const SMALL_BUNDLE = tilePath('entries', 0, 5);
const SMALL_TILE = tilePath(0, 0, 5);

test('a whole log is good, and says that truncation was not looked for', async () => {
  expect(await verify(small)).toEqual({
    ok: true,
    origin: ORIGIN,
    size: 5,
    root: parseNote(await signedCheckpoint(entriesOf(5))).text.split('\n')[2],
    truncationChecked: false,
    problems: [],
  });
});

test('a log of any size is good, against every earlier checkpoint of it', async () => {
  const size = fc.integer({ min: 0, max: 600 });
  await fc.assert(
    fc.asyncProperty(size, fc.nat(), async (count, n) => {
      const entries = entriesOf(count);
      const trusted = await signedCheckpoint(entries.slice(0, n % (count + 1)));
      const report = await verify(await exportLog(entries), { trusted });
      expect(report).toMatchObject({ ok: true, size: count, truncationChecked: true });
    }),
    { numRuns: 30 },
  );
});

test('every single byte of every file counts', async () => {
  for (const [path, bytes] of small) {
    for (const at of bytes.keys()) {
      for (const mask of [0x20, 1 << (at % 8)]) {
        const report = await verify(flip(small, path, at, mask));
        expect(report.ok, `${path} byte ${at} xor ${mask}`).toBe(false);
      }
    }
  }
});

test('in a log with tiles above tiles, any flipped byte is found', async () => {
  const paths = [...wide.keys()];
  const path = fc.constantFrom(...paths);
  await fc.assert(
    fc.asyncProperty(path, fc.nat(), fc.integer({ min: 1, max: 255 }), async (file, n, mask) => {
      const length = wide.get(file)?.length ?? 0;
      expect((await verify(flip(wide, file, n % length, mask))).ok).toBe(false);
    }),
    { numRuns: 80 },
  );
});

test('a byte added to or cut from the end of any file is found', async () => {
  for (const [path, bytes] of small) {
    const longer = new Map(small).set(path, Uint8Array.from([...bytes, 0x0a]));
    const shorter = new Map(small).set(path, bytes.slice(0, -1));
    expect((await verify(longer)).ok, `${path} longer`).toBe(false);
    expect((await verify(shorter)).ok, `${path} shorter`).toBe(false);
  }
});

test('a file that is gone is named', async () => {
  for (const path of wide.keys()) {
    if (path === OPENINGS_FILE || path === WITNESSES_FILE) continue;
    const rest = new Map(wide);
    rest.delete(path);
    expect((await verify(rest)).problems).toContainEqual({ code: 'log/missing-file', where: path });
  }
});

test('a changed entry is named by its number, and its opening no longer fits', async () => {
  const entries = entriesOf(600);
  const changed = entries.map((entry, at) => (at === 255 ? sampleEntry(9000) : entry));
  const files = new Map(wide).set(tilePath('entries', 0), formatEntryBundle(changed.slice(0, 256)));
  expect((await verify(files)).problems).toEqual([
    { code: 'log/entry-changed', where: 'tile/entries/000#255' },
    { code: 'log/opening-differs', where: 'openings.jsonl#255' },
  ]);
});

test('a changed hash is named in its tile, on every level, and no entry is accused', async () => {
  const leafTile = flip(wide, tilePath(0, 1), 32 * 7, 1);
  expect((await verify(leafTile)).problems).toEqual([
    { code: 'log/tile-changed', where: 'tile/0/001#263' },
  ]);
  const upperTile = flip(wide, tilePath(1, 0, 2), 32, 1);
  expect((await verify(upperTile)).problems).toEqual([
    { code: 'log/tile-changed', where: 'tile/1/000.p/2#1' },
  ]);
});

test.each([
  ['swapped', [0, 2, 1, 3, 4], ['#1', '#2']],
  ['doubled', [0, 1, 1, 2, 3, 4], ['#2']],
  ['taken out', [0, 2, 3, 4], ['#1']],
  ['put in place of another', [0, 1, 2, 1, 4], ['#3']],
])('entries that were %s are found', async (_, order, places) => {
  const bundle = formatEntryBundle(order.map(sampleEntry));
  const report = await verify(new Map(small).set(SMALL_BUNDLE, bundle));
  const changed = report.problems.filter(({ code }) => code === 'log/entry-changed');
  expect(changed.map(({ where }) => where)).toEqual(places.map((at) => SMALL_BUNDLE + at));
});

test('entries and tiles changed together still do not lead to the signed root', async () => {
  const entries = entriesOf(600);
  [entries[10], entries[11]] = [sampleEntry(11), sampleEntry(10)];
  const forged = await exportLog(entries);
  forged.set(CHECKPOINT_FILE, wide.get(CHECKPOINT_FILE) ?? utf8(''));
  expect((await verify(forged)).problems).toEqual([
    { code: 'log/root-differs', where: 'checkpoint' },
  ]);
});

test('with one entry and one hash changed apart, both are told and so is the root', async () => {
  const entries = entriesOf(5);
  const bundle = formatEntryBundle([sampleEntry(7), ...entries.slice(1)]);
  const report = await verify(flip(small, SMALL_TILE, 40, 1).set(SMALL_BUNDLE, bundle));
  expect(codes(report)).toContain('log/root-differs');
  const changed = report.problems.filter(({ code }) => code === 'log/entry-changed');
  expect(changed.map(({ where }) => where)).toEqual([`${SMALL_BUNDLE}#0`, `${SMALL_BUNDLE}#1`]);
});

test('a log cut at its end and signed again is found by who kept a later checkpoint, only', async () => {
  const cut = await exportLog(entriesOf(400));
  const trusted = await signedCheckpoint(entriesOf(600));
  expect((await verify(cut)).ok).toBe(true);
  const report = await verify(cut, { trusted });
  expect(report.problems).toEqual([{ code: 'log/truncated', where: 'checkpoint' }]);
  expect(report).toMatchObject({ ok: false, truncationChecked: true });
});

test('a log cut and grown again with other entries is a fork', async () => {
  const rewritten = entriesOf(599).concat([sampleEntry(9001), sampleEntry(9002)]);
  const files = await exportLog(rewritten);
  expect((await verify(files)).ok).toBe(true);
  const trusted = await signedCheckpoint(entriesOf(600));
  const report = await verify(files, { trusted });
  expect(report.problems).toEqual([{ code: 'log/forked', where: 'checkpoint' }]);
});

test('an earlier checkpoint that the log key did not sign proves nothing and is told', async () => {
  const text = parseNote(await signedCheckpoint(entriesOf(3))).text;
  const stranger = testSigner(ORIGIN, COSIGNATURE_V1);
  const other = testSigner(`${ORIGIN}/2`, ED25519);
  const line = await signNote(text, other);
  const posing = formatNote(text, [{ ...line, name: ORIGIN, keyId: logSigner.key.id }]);
  const report = await verify(small, { trusted: posing });
  expect(report.problems).toEqual([{ code: 'log/bad-signature', where: 'trusted' }]);
  expect(report.truncationChecked).toBe(false);
  await expect(verify(small, { key: formatVerifierKey(stranger.key) })).rejects.toMatchObject({
    code: 'key/malformed',
  });
  await expect(verify(small, { trusted: 'nothing' })).rejects.toMatchObject({
    code: 'note/malformed',
  });
});

test('an earlier checkpoint of another log is not taken for one of this', async () => {
  const text = parseNote(await signedCheckpoint(entriesOf(3))).text.replace(
    ORIGIN,
    'other.example',
  );
  const trusted = formatNote(text, [await signNote(text, logSigner)]);
  const report = await verify(small, { trusted });
  expect(report.problems).toEqual([{ code: 'log/other-origin', where: 'trusted' }]);
});

test('a log signed anew by somebody else is found with the right key, and not without', async () => {
  const thief = testSigner('thief', ED25519);
  const key = verifierKey(sha256, ORIGIN, ED25519, thief.key.publicKey);
  const posing = { ...thief, key };
  const { text } = parseNote(await signedCheckpoint(entriesOf(4)));
  const files = await exportLog(entriesOf(4));
  files.set(CHECKPOINT_FILE, utf8(formatNote(text, [await signNote(text, posing)])));
  files.set(KEY_FILE, utf8(`${formatVerifierKey(posing.key)}\n`));
  files.delete(WITNESSES_FILE);
  expect((await verify(files)).ok).toBe(true);
  const report = await verify(files, { key: formatVerifierKey(logSigner.key) });
  expect(codes(report)).toEqual(['log/other-key', 'log/bad-signature', 'log/unknown-signer']);
  const trusted = await signedCheckpoint(entriesOf(2));
  expect(codes(await verify(files, { trusted }))).toEqual(['log/bad-signature']);
});

test('with the key from elsewhere, the export may go without one', async () => {
  const files = new Map(small);
  files.delete(KEY_FILE);
  expect((await verify(files, { key: formatVerifierKey(logSigner.key) })).ok).toBe(true);
});

test('a signature that no key in the export can verify is told', async () => {
  const files = new Map(small);
  files.delete(WITNESSES_FILE);
  expect(codes(await verify(files))).toEqual(['log/unknown-signer']);
  const text = parseNote(await signedCheckpoint(entriesOf(5))).text;
  const witnessOnly = parseNote(await signedCheckpoint(entriesOf(5))).signatures.slice(1);
  const unsigned = new Map(small).set(CHECKPOINT_FILE, utf8(formatNote(text, witnessOnly)));
  expect(codes(await verify(unsigned))).toEqual(['log/bad-signature']);
});

test('a checkpoint under the name of another log than its key is told', async () => {
  const text = parseNote(await signedCheckpoint(entriesOf(5))).text.replace(
    ORIGIN,
    'other.example',
  );
  const files = new Map(small).set(
    CHECKPOINT_FILE,
    utf8(formatNote(text, [await signNote(text, logSigner)])),
  );
  expect(codes(await verify(files))).toEqual(['log/other-origin']);
});

test('files that no log has are told; tiles of its smaller past are checked', async () => {
  const past = await exportLog(entriesOf(3));
  const files = new Map(small);
  for (const [path, bytes] of past) if (path.startsWith('tile/')) files.set(path, bytes);
  expect((await verify(files)).ok).toBe(true);
  expect(codes(await verify(flip(files, tilePath(0, 0, 3), 9, 1)))).toEqual(['log/tile-changed']);
  expect(codes(await verify(flip(files, tilePath('entries', 0, 3), 9, 1)))).toEqual([
    'log/entry-changed',
  ]);
  for (const path of ['notes.txt', tilePath(0, 0, 6), tilePath(1, 0, 1), 'tile/0/000.p/05']) {
    const report = await verify(new Map(small).set(path, new Uint8Array(32)));
    expect(report.problems).toEqual([{ code: 'log/unexpected-file', where: path }]);
  }
});

test.each([
  ['out of order', [2, 0], [2]],
  ['twice', [1, 1], [2]],
])('openings that stand %s are told', async (_, order, lines) => {
  const report = await verify(await exportLog(entriesOf(5), order.map(sampleOpening)));
  const places = lines.map((line) => ({ code: 'log/malformed', where: `openings.jsonl:${line}` }));
  expect(report.problems).toEqual(places);
});

test('an opening that opens another entry, or none at all, is told', async () => {
  const files = await exportLog(entriesOf(5), [
    { ...sampleOpening(1), index: 2 },
    sampleOpening(7),
  ]);
  expect((await verify(files)).problems).toEqual([
    { code: 'log/opening-differs', where: 'openings.jsonl#2' },
    { code: 'log/opening-differs', where: 'openings.jsonl#7' },
  ]);
});

test('an entry that is no leaf cannot be opened, and otherwise does no harm', async () => {
  const entries = [utf8('free text'), sampleEntry(1)];
  expect((await verify(await exportLog(entries))).ok).toBe(true);
  const report = await verify(await exportLog(entries, [sampleOpening(0)]));
  expect(codes(report)).toEqual(['log/opening-differs']);
});

test('a checkpoint that claims far more than there is ends in a short report', async () => {
  const { text } = parseNote(await signedCheckpoint(entriesOf(5)));
  for (const size of ['1125899906842624', '18446744073709551615']) {
    const huge = text.replace('\n5\n', `\n${size}\n`);
    const files = new Map(small).set(
      CHECKPOINT_FILE,
      utf8(formatNote(huge, [await signNote(huge, logSigner)])),
    );
    const report = await verify(files);
    expect(report.ok).toBe(false);
    expect(report.problems.length).toBeLessThan(300);
  }
});

test('with a bundle and its tile both gone nothing is claimed about forks', async () => {
  const files = new Map(wide);
  files.delete(tilePath('entries', 1));
  files.delete(tilePath(0, 1));
  const trusted = await signedCheckpoint(entriesOf(600));
  const report = await verify(files, { trusted });
  expect(codes(report)).toEqual(['log/missing-file']);
  expect(report.truncationChecked).toBe(false);
});

test('when half of the entries are wrong the report stops at a hundred', async () => {
  const entries = entriesOf(600).map((entry, at) => (at % 2 === 0 ? sampleEntry(9000) : entry));
  const files = new Map(wide);
  for (const [index, at] of [0, 256, 512].entries()) {
    const bundle = entries.slice(at, at + 256);
    files.set(tilePath('entries', index, bundle.length), formatEntryBundle(bundle));
  }
  const { problems } = await verify(files);
  expect(problems.filter(({ code }) => code === 'log/entry-changed')).toHaveLength(100);
});

test('a folder with nothing in it is not a log', async () => {
  expect(await verify(new Map())).toEqual({
    ok: false,
    origin: null,
    size: null,
    root: null,
    truncationChecked: false,
    problems: [
      { code: 'log/missing-file', where: 'log.vkey' },
      { code: 'log/missing-file', where: 'checkpoint' },
    ],
  });
});

test('a reader that cannot list files verifies all the rest', async () => {
  const { read } = filesOf(wide);
  const report = await verifyLog({ read }, { hash: sha256, verify: verifyEd25519 });
  expect(report).toMatchObject({ ok: true, size: 600 });
});

test('entries and leaf hashes rewritten together are placed under the hash they no longer lead to', async () => {
  const forged = new Map(wide);
  const entries = entriesOf(256).with(3, sampleEntry(9000));
  forged.set(tilePath('entries', 0), formatEntryBundle(entries));
  forged.set(tilePath(0, 0), formatTile(entries.map((entry) => leafHash(sha256, entry))));
  expect((await verify(forged)).problems).toEqual([
    { code: 'log/root-differs', where: 'checkpoint' },
    { code: 'log/root-differs', where: 'tile/1/000.p/2#0' },
  ]);
});
