import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  COSIGNATURE_V1,
  cosignNote,
  ED25519,
  formatCheckpoint,
  formatNote,
  formatSignatureLine,
  formatVerifierKey,
  keyId,
  parseCheckpoint,
  parseNote,
  parseSignatureLine,
  parseVerifierKey,
  signNote,
  verifierKey,
  verifyNote,
} from './index.ts';
import { sha256, testSigner, verifyEd25519 } from './testing/node-crypto.ts';

// c2sp.org/signed-note, verifier keys, example.
const SPEC_KEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const SPEC_NOTE =
  'This is an example message.\n\n— example.com/foo ' +
  'Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';

// c2sp.org/tlog-cosignature, introduction: a checkpoint with a log's and a witness's signature.
const SPEC_CHECKPOINT =
  'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n' +
  '— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n' +
  '— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n';

const specKey = parseVerifierKey(sha256, SPEC_KEY);
const log = testSigner('node.example/log/1', ED25519);
const witness = testSigner('oversight.example/witness', COSIGNATURE_V1);
const TEXT = 'node.example/log/1\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n';

const refusedAs = (code: string): unknown => expect.objectContaining({ code });

test('the example note of the specification verifies under its example key', async () => {
  const note = parseNote(SPEC_NOTE);
  expect(note.text).toBe('This is an example message.\n');
  expect(await verifyNote(note, [specKey], verifyEd25519)).toEqual([{ key: specKey }]);
  expect(formatNote(note.text, note.signatures)).toBe(SPEC_NOTE);
  expect(formatVerifierKey(specKey)).toBe(SPEC_KEY);
  expect(keyId(sha256, specKey.name, specKey.alg, specKey.publicKey)).toBe(0x530d903a);
});

test('the example checkpoint of the specification reads and writes back unchanged', () => {
  const note = parseNote(SPEC_CHECKPOINT);
  const head = parseCheckpoint(note.text);
  expect(head.origin).toBe('example.com/behind-the-sofa');
  expect(head.size).toBe(20852163n);
  expect(formatNote(formatCheckpoint(head), note.signatures)).toBe(SPEC_CHECKPOINT);
  expect(note.signatures.map(({ signature }) => signature.length)).toEqual([64, 72]);
});

test('a note with any byte changed never verifies', async () => {
  const bytes = new TextEncoder().encode(SPEC_NOTE);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const position = fc.integer({ min: 0, max: bytes.length - 1 });
  await fc.assert(
    fc.asyncProperty(position, fc.integer({ min: 1, max: 255 }), async (at, mask) => {
      const changed = Uint8Array.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ mask;
      await expect(
        (async () => verifyNote(parseNote(decoder.decode(changed)), [specKey], verifyEd25519))(),
      ).rejects.toMatchObject({ name: 'LedgerRefusal' });
    }),
    { numRuns: 400 },
  );
});

test('a witness and a log sign the same text and both are recognised, the witness with its time', async () => {
  const time = 1_935_655_200n;
  const note = parseNote(
    formatNote(TEXT, [await signNote(TEXT, log), await cosignNote(TEXT, witness, time)]),
  );
  const keys = [log.key, witness.key];
  expect(await verifyNote(note, keys, verifyEd25519)).toEqual([
    { key: log.key },
    { key: witness.key, time },
  ]);
  const [first, second] = note.signatures;
  if (first === undefined || second === undefined) throw new Error('two lines were signed');
  const later = Uint8Array.from(second.signature);
  later[7] = (later[7] ?? 0) ^ 1;
  const backdated = { text: TEXT, signatures: [first, { ...second, signature: later }] };
  await expect(verifyNote(backdated, keys, verifyEd25519)).rejects.toEqual(
    refusedAs('note/bad-signature'),
  );
  const cut = { text: TEXT, signatures: [first, { ...second, signature: later.subarray(0, 3) }] };
  await expect(verifyNote(cut, keys, verifyEd25519)).rejects.toEqual(
    refusedAs('note/bad-signature'),
  );
});

test('a signature of one kind never counts as the other, even by the same key', async () => {
  const asLog = verifierKey(sha256, witness.key.name, ED25519, witness.key.publicKey);
  const line = await cosignNote(TEXT, witness, 1n);
  const posing = { ...line, keyId: asLog.id };
  await expect(
    verifyNote({ text: TEXT, signatures: [posing] }, [asLog], verifyEd25519),
  ).rejects.toEqual(refusedAs('note/bad-signature'));
  await expect(signNote(TEXT, witness)).rejects.toThrow(RangeError);
  await expect(cosignNote(TEXT, log, 1n)).rejects.toThrow(RangeError);
  await expect(cosignNote(TEXT, witness, -1n)).rejects.toThrow(RangeError);
  await expect(cosignNote(TEXT, witness, 2n ** 63n)).rejects.toThrow(RangeError);
});

test('lines of unknown keys are passed over, but they alone are not enough', async () => {
  const stranger = testSigner('stranger.example', ED25519);
  const lines = [await signNote(TEXT, stranger), await signNote(TEXT, log)];
  const note = { text: TEXT, signatures: lines };
  expect(await verifyNote(note, [log.key], verifyEd25519)).toEqual([{ key: log.key }]);
  await expect(verifyNote(note, [witness.key], verifyEd25519)).rejects.toEqual(
    refusedAs('note/no-known-signature'),
  );
});

const LINE = '— a AAAAAAA=\n';
test.each([
  ['no blank line', `text\n${LINE}`],
  ['no signature', 'text\n\n'],
  ['no last newline', `text\n\n${LINE.trimEnd()}`],
  ['a tab in the text', `te\txt\n\n${LINE}`],
  ['half a surrogate pair', `te\ud800xt\n\n${LINE}`],
  ['a hyphen for the dash', 'text\n\n- a AAAAAAA=\n'],
  ['two spaces', 'text\n\n— a  AAAAAAA=\n'],
  ['a plus in the name', 'text\n\n— a+b AAAAAAA=\n'],
  ['a no-break space in the name', 'text\n\n— a\u00a0b AAAAAAA=\n'],
  ['loose base64', 'text\n\n— a AAAAAAB=\n'],
  ['too short a signature', 'text\n\n— a AAAAAA==\n'],
  ['more than 64 lines', `text\n\n${LINE.repeat(65)}`],
])('a note with %s is refused', (_, note) => {
  expect(() => parseNote(note)).toThrow(refusedAs('note/malformed'));
});

test('a note text may have empty lines, and up to 64 signatures', () => {
  const note = parseNote(`one\n\ntwo\n\n${LINE.repeat(64)}`);
  expect(note.text).toBe('one\n\ntwo\n');
  expect(note.signatures).toHaveLength(64);
});

test('what the format cannot carry is not written', () => {
  const line = parseSignatureLine(LINE.trimEnd());
  expect(formatSignatureLine(line)).toBe(LINE);
  expect(() => formatNote('no newline', [line])).toThrow(RangeError);
  expect(() => formatNote('text\n', [])).toThrow(RangeError);
  expect(() => formatSignatureLine({ ...line, name: 'a b' })).toThrow(RangeError);
  expect(() => verifierKey(sha256, '', ED25519, new Uint8Array(32))).toThrow(RangeError);
  expect(() => verifierKey(sha256, 'a', ED25519, new Uint8Array(31))).toThrow(RangeError);
});

test.each([
  ['another id', SPEC_KEY.replace('530d903a', '530d903b')],
  ['capital letters in the id', SPEC_KEY.replace('530d903a', '530D903A')],
  ['another name', SPEC_KEY.replace('/foo', '/fop')],
  ['a space in the name', SPEC_KEY.replace('/foo', ' foo')],
  ['a signature type that is not spoken here', SPEC_KEY.replace('+Aek', '+Auk')],
  ['a cut key', SPEC_KEY.slice(0, -4)],
  ['no parts', 'example.com/foo'],
  ['a line break', `${SPEC_KEY}\n`],
])('a verifier key with %s is refused', (_, vkey) => {
  expect(() => parseVerifierKey(sha256, vkey)).toThrow(refusedAs('key/malformed'));
});

test('a witness key is another key than the log key of the same bytes', () => {
  const asLog = verifierKey(sha256, witness.key.name, ED25519, witness.key.publicKey);
  expect(asLog.id).not.toBe(witness.key.id);
  expect(parseVerifierKey(sha256, formatVerifierKey(witness.key))).toEqual(witness.key);
});

const ROOT = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';
test.each([
  ['no origin', `\n0\n${ROOT}\n`],
  ['a control character in the origin', `a\u0007\n0\n${ROOT}\n`],
  ['a leading zero', `a\n01\n${ROOT}\n`],
  ['a minus', `a\n-1\n${ROOT}\n`],
  ['no size', `a\n\n${ROOT}\n`],
  ['a size nobody can have', `a\n${'9'.repeat(21)}\n${ROOT}\n`],
  ['a short root', 'a\n0\nAAAA\n'],
  ['a root without padding', `a\n0\n${ROOT.slice(0, -1)}\n`],
  ['an empty extension line', `a\n0\n${ROOT}\n\nb\n`],
  ['no last newline', `a\n0\n${ROOT}`],
  ['blanks', `a \n 0\n${ROOT}\n`],
])('a checkpoint with %s is refused', (_, text) => {
  expect(() => parseCheckpoint(text)).toThrow(refusedAs('checkpoint/malformed'));
});

test('a checkpoint keeps sizes beyond 2^53 and the lines other logs add', () => {
  const head = parseCheckpoint(`a\n18446744073709551615\n${ROOT}\nmore\n`);
  expect(head.size).toBe(2n ** 64n - 1n);
  expect(head.extensions).toEqual(['more']);
  expect(() => formatCheckpoint({ ...head, origin: 'a\nb' })).toThrow(RangeError);
  expect(() => formatCheckpoint({ ...head, size: -1 })).toThrow(RangeError);
  expect(() => formatCheckpoint({ ...head, root: new Uint8Array(31) })).toThrow(RangeError);
});
