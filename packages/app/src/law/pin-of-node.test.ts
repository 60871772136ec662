import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { formatRelease } from '@amparo/law';
import type { LawRelease } from '@amparo/law';
import { ED25519, formatNote, formatVerifierKey, signNote, verifierKey } from '@amparo/ledger';
import { judgePin } from './pin-of-node.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const key = verifierKey(
  (bytes) => createHash('sha256').update(bytes).digest(),
  'lawyers.example/law',
  ED25519,
  Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url'),
);
const signer = {
  key,
  sign: (message: Uint8Array) => Promise.resolve(sign(null, message, privateKey)),
};
const hash = (text: string): string => createHash('sha256').update(text).digest('base64');

function releaseOf(version: string, text: string): LawRelease {
  return { version, packs: [], files: [{ file: 'aa/pack.yaml', hash: hash(text) }] };
}

async function pinOf(release: LawRelease) {
  const text = formatRelease(release);
  const note = formatNote(text, [await signNote(text, signer)]);
  return { note, keys: [formatVerifierKey(key)], pinnedAt: '2026-11-24T00:00:00.000Z' };
}

const now = releaseOf('2026-11-24', 'the law');
const law = { of: now };
const pin = await pinOf(now);

test('the law of the app that the node has pinned is named with who signed it and since when', async () => {
  expect(await judgePin(law, pin, null)).toEqual({
    state: 'pinned',
    version: '2026-11-24',
    signers: ['lawyers.example/law'],
    pinnedAt: pin.pinnedAt,
  });
});

test('another law than the pinned one is told apart, with what is pinned', async () => {
  const other = { of: releaseOf('2026-11-24', 'a law that somebody slipped in') };
  expect(await judgePin(other, pin, null)).toMatchObject({ state: 'other', version: '2026-11-24' });
});

test.each([
  ['one character of it was changed', { note: pin.note.replace('2026-11-24', '2026-11-25') }],
  ['the node trusts other keys than its signature', { keys: ['stranger+00000000+AAAA'] }],
  ['it is no note at all', { note: 'trust me\n' }],
])('what the node names proves nothing when %s', async (...[, wrong]) => {
  expect(await judgePin(law, { ...pin, ...wrong }, null)).toEqual({ state: 'unproved' });
});

test('a node that goes back to an earlier release is not believed', async () => {
  const later = releaseOf('2026-12-01', 'a later law');
  expect(await judgePin(law, pin, later)).toEqual({ state: 'unproved' });
  expect(await judgePin(law, pin, now)).toMatchObject({ state: 'pinned' });
});
