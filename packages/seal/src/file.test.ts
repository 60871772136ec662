import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Bytes, fromUtf8, randomBytes, utf8 } from './bytes.ts';
import { generateFileIdentity, openFile, sealFile } from './file.ts';
import { refusalOf, withFlippedBit } from './testing/samples.ts';

const owner = await generateFileIdentity();
const lock = { recipients: [owner.recipient] };
const key = { identities: [owner.identity] };

test('a file opens for its recipients, as bytes or as text to paste', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (bytes, armor) => {
      const content: Bytes = new Uint8Array(bytes);
      const sealed = await sealFile(lock, content, { armor });
      expect(fromUtf8(sealed.slice(0, 10))).toBe(armor ? '-----BEGIN' : 'age-encryp');
      expect(await openFile(key, sealed)).toEqual(content);
    }),
    { numRuns: 20 },
  );
});

test('a file for several people opens for each of them and for nobody else', async () => {
  const [second, stranger] = [await generateFileIdentity(), await generateFileIdentity()];
  const recipients = [owner.recipient, second.recipient];
  const sealed = await sealFile({ recipients }, utf8('minutes'));
  for (const { identity } of [owner, second]) {
    expect(fromUtf8(await openFile({ identities: [identity] }, sealed))).toBe('minutes');
  }
  const strangers = { identities: [stranger.identity] };
  expect(await refusalOf(() => openFile(strangers, sealed))).toBe('seal/wrong-key');
});

test('a file for decades can be sealed against quantum computers', async () => {
  const hybrid = await generateFileIdentity({ hybrid: true });
  expect(hybrid.recipient).toMatch(/^age1pq1/);
  const sealed = await sealFile({ recipients: [hybrid.recipient] }, utf8('kept'));
  expect(fromUtf8(await openFile({ identities: [hybrid.identity] }, sealed))).toBe('kept');
});

test('a file under a passphrase opens with that passphrase only', async () => {
  const sealed = await sealFile({ passphrase: 'seven plain words' }, utf8('export'));
  expect(fromUtf8(await openFile({ passphrase: 'seven plain words' }, sealed))).toBe('export');
  expect(await refusalOf(() => openFile({ passphrase: 'seven plain word' }, sealed))).toBe(
    'seal/wrong-key',
  );
  expect(await refusalOf(() => openFile(key, sealed))).toBe('seal/wrong-key');
});

test('a file cut at the boundary of a chunk is not taken for a whole one', async () => {
  const content = randomBytes(65_536);
  const sealed = await sealFile(lock, new Uint8Array([...content, ...content, 1]));
  const chunk = 65_536 + 16;
  const payloadAt = sealed.length - (2 * chunk + 17);
  for (const chunks of [0, 1, 2]) {
    const cut = sealed.slice(0, payloadAt + chunks * chunk);
    expect(await refusalOf(() => openFile(key, cut))).toBe('seal/wrong-key');
  }
});

test('every changed byte of a file is refused', async () => {
  const sealed = await sealFile(lock, utf8('short'));
  for (let at = 0; at < sealed.length; at += 3) {
    await refusalOf(() => openFile(key, withFlippedBit(sealed, at)));
  }
});

test('what is no age file, no key or no recipient is refused', async () => {
  const sealed = await sealFile(lock, utf8('x'));
  for (const bytes of ['', 'hello', '-----BEGIN AGE ENCRYPTED FILE-----\nAAAA\n']) {
    expect(await refusalOf(() => openFile(key, utf8(bytes)))).toBe('seal/malformed');
  }
  expect(await refusalOf(() => openFile({ identities: ['AGE-SECRET-KEY-1'] }, sealed))).toBe(
    'seal/malformed',
  );
  for (const recipients of [[], ['age1nobody'], ['somebody@example.org']]) {
    expect(await refusalOf(() => sealFile({ recipients }, utf8('x')))).toBe('seal/malformed');
  }
  expect(await refusalOf(() => sealFile({ passphrase: '' }, utf8('x')))).toBe('seal/malformed');
});
