/** The release of the law that a node pins: signed by whom the operator trusts, what lies here, never an older one. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readLawPin } from '@amparo/casework/law-pins';
import { formatRelease, type ReleaseFile } from '@amparo/law';
import {
  ED25519,
  formatNote,
  formatVerifierKey,
  type NoteSigner,
  signNote,
  verifierKey,
} from '@amparo/ledger';
import { sha256 } from '../bytes.ts';
import { join as joinNode, signIn, type TestMember } from '../testing/people.ts';
import { startTestNode, type TestNode } from '../testing/test-node.ts';

const LAW_PACKS = join(import.meta.dirname, '../../../../law-packs');
const signer = newSigner('lawyers.example/law');
const stranger = newSigner('stranger.example/law');
const keys = [formatVerifierKey(signer.key)];
let folder: string;
let file: string;
let node: TestNode;
let here: readonly ReleaseFile[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'amparo-law-'));
  file = join(folder, 'law-release');
  const names = await readdir(LAW_PACKS, { recursive: true });
  here = await Promise.all(
    names
      .filter((name) => name.endsWith('.yaml'))
      .map(async (name) => ({ file: name, hash: hashOf(await readFile(join(LAW_PACKS, name))) })),
  );
  await release('2026-11-24', here);
  node = await startTestNode({ lawRelease: file, lawKeys: keys });
});
afterAll(async () => {
  await node.stop();
  await rm(folder, { recursive: true });
});

function newSigner(name: string): NoteSigner {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  return {
    key: verifierKey(sha256, name, ED25519, raw),
    sign: (message) => Promise.resolve(sign(null, message, privateKey)),
  };
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64');
}

async function release(
  version: string,
  files: readonly ReleaseFile[],
  by = signer,
): Promise<string> {
  const text = formatRelease({ version, packs: [], files });
  const note = formatNote(text, [await signNote(text, by)]);
  await writeFile(file, note);
  return note;
}

async function pinLeaves(): Promise<number> {
  const main = await node.superuser('main');
  const { rows } = await main.query("select 1 from openings where kind = 'law-pinned'");
  return rows.length;
}

test('a member gets the pinned release with its signature, and the log says since when', async () => {
  const { members } = await joinNode(node, ['casework'], 0);
  const { cookie } = await signIn(node, members[0] as TestMember);
  const { body } = await node.ask(readLawPin, { cookie });
  expect(body.pin?.note).toBe(await readFile(file, 'utf8'));
  expect(body.pin?.keys).toEqual(keys);
  expect(await pinLeaves()).toBe(1);
  await node.reopen();
  expect(await pinLeaves()).toBe(1);
  expect((await node.ask(readLawPin, {})).status).toBe(401);
});

test.each([
  ['older', () => release('2026-11-23', here), 'is not later than'],
  [
    'another one under the same name',
    () => release('2026-11-24', here.slice(1)),
    'is not later than',
  ],
  ['of a stranger', () => release('2026-11-25', here, stranger), 'No key of AMPARO_LAW_KEYS'],
  ['of another law', () => release('2026-11-25', here.filter(isNoPlace)), 'differs'],
  ['no release', () => writeFile(file, 'amparo\n'), 'No key of AMPARO_LAW_KEYS'],
  ['not there', () => rm(file), 'cannot be read'],
])('a release that is %s is refused, and the node says why', async (...[, prepare, sentence]) => {
  await prepare();
  await expect(node.reopen()).rejects.toThrow(sentence);
  await release('2026-11-24', here);
  await node.retry();
  expect(await pinLeaves()).toBe(1);
});

function isNoPlace({ file: name }: ReleaseFile): boolean {
  return !name.startsWith('places/');
}

test('a later release takes its place, and is told in the log', async () => {
  await release('2026-11-25', here);
  await node.reopen();
  expect(await pinLeaves()).toBe(2);
});
