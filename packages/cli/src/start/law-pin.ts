/**
 * The release of the law that a node started on this machine pins: what lies here, signed by its operator's own
 * key. An operator who trusts somebody else's signature names that release and its keys instead.
 */
import { generateKeyPairSync } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compareVersions, listFileRefusals, parseRelease } from '@amparo/law';
import type { LawRelease, Packs, ReleaseFile } from '@amparo/law';
import { formatVerifierKey } from '@amparo/ledger';
import { loadLaw } from '../law-files.ts';
import { hashLawFiles, lawSigner, releaseText, signRelease, textOfNote } from '../law-signing.ts';
import { StartRefusal } from './refusal.ts';

/** Where the signed release lies, and the key that signed it. */
export interface OwnLawPin {
  readonly file: string;
  readonly key: string;
}

const KEY_FILE = 'law-release.key';
const FILE = 'law-release';
/** What stands in the signature: nobody else answers for this law. */
const SIGNER = 'operator-of-this-node';

/**
 * Signs the law that lies here where it is not signed yet, as the next release.
 *
 * Null where the operator names a release of somebody else. Throws `StartRefusal` for law that is broken.
 */
export async function settleLawPin(
  dataDir: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<OwnLawPin | null> {
  if ((env['AMPARO_LAW_RELEASE'] ?? '') !== '') return null;
  const signer = lawSigner(await settleKey(join(dataDir, KEY_FILE)), SIGNER);
  const file = join(dataDir, FILE);
  const previous = await findRelease(file);
  const here = await hashLawFiles();
  const isSigned = previous !== undefined && listFileRefusals(previous.release, here).length === 0;
  if (!isSigned) await writeWhole(file, await signRelease(await nextText(here, previous), signer));
  return { file, key: formatVerifierKey(signer.key) };
}

interface Previous {
  readonly release: LawRelease;
  readonly text: string;
}

async function nextText(
  here: readonly ReleaseFile[],
  previous: Previous | undefined,
): Promise<string> {
  const law = await loadLaw();
  if (!law.ok) {
    const [first] = law.errors;
    throw new StartRefusal(
      `The law packs cannot be read: ${first?.file ?? ''} ${first?.message ?? ''}`,
    );
  }
  const version = nextVersion(law.packs, previous?.release);
  return releaseText(law.packs, here, { version, previous: previous?.text });
}

/** The day of the newest pack; where a release of that day is out, the next one of its day. */
function nextVersion({ packs }: Packs, previous: LawRelease | undefined): string {
  const newest = packs
    .map(({ version }) => version)
    .reduce((one, other) => (compareVersions(one, other) < 0 ? other : one));
  if (previous === undefined || compareVersions(newest, previous.version) > 0) return newest;
  const [day = newest, number = '1'] = previous.version.split('.');
  return `${day}.${Number(number) + 1}`;
}

async function findRelease(file: string): Promise<Previous | undefined> {
  const note = await readIfThere(file);
  if (note === undefined) return undefined;
  const text = textOfNote(note);
  const read = parseRelease(text);
  if (read.ok) return { release: read.release, text };
  throw new StartRefusal(`${file} is no release of the law. ${read.message}`);
}

async function settleKey(path: string): Promise<string> {
  const known = await readIfThere(path);
  if (known !== undefined) return known;
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  await writeFile(path, pem, { mode: 0o600, flag: 'wx' });
  return pem;
}

async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, text, { mode: 0o600 });
  await rename(draft, path);
}

async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
}
