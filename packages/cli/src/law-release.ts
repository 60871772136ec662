/** `amparo law release`, `amparo law verify` and `amparo law changes`. */
import { readFile } from 'node:fs/promises';
import { listReleaseChanges, listReleaseRefusals, parseFacts, parseRelease } from '@amparo/law';
import type { FindingChange, LawRelease, Packs } from '@amparo/law';
import { formatVerifierKey, LedgerRefusal, openNote } from '@amparo/ledger';
import type { NoteSigner } from '@amparo/ledger';
import { UsageError } from './command.ts';
import { loadTwoLaws } from './law-files.ts';
import type { Change } from './law-files.ts';
import { EXIT_FAILED, readJson, refuse, report } from './law-output.ts';
import type { LawOptions } from './law-output.ts';
import { hashLawFiles, lawSigner, releaseText, signRelease, textOfNote } from './law-signing.ts';
import { noteCrypto } from './node-crypto.ts';

export interface ReleaseOptions extends LawOptions {
  readonly version: string | undefined;
  readonly previous: string | undefined;
  readonly key: string | undefined;
  readonly name: string | undefined;
}

/** Writes the text of a release, signed as a note when a key is given. */
export async function release(packs: Packs, options: ReleaseOptions): Promise<number> {
  const { version, previous, key, name } = options;
  if (version === undefined) throw new UsageError('Which version? Give --version YYYY-MM-DD.');
  const before = previous === undefined ? undefined : textOfNote(await readText(previous));
  const files = await hashLawFiles(options.packs);
  const text = releaseText(packs, files, { version, previous: before });
  const read = parseRelease(text);
  if (!read.ok) throw new UsageError(read.message);
  const made = read.release;
  if (key === undefined) return report(options, text, { release: made, text });
  if (name === undefined) throw new UsageError('Whose key? Give --name, as in the verifier key.');
  const signer = await readSigner(key, name);
  const note = await signRelease(text, signer);
  const json = { release: made, text: note, verifier: formatVerifierKey(signer.key) };
  return report(options, note, json);
}

async function readSigner(path: string, name: string): Promise<NoteSigner> {
  const pem = await readText(path);
  try {
    return lawSigner(pem, name);
  } catch (error) {
    throw new UsageError(`${path} is no Ed25519 key in PEM, or the name is none: ${String(error)}`);
  }
}

export interface VerifyOptions extends LawOptions {
  readonly trust: string | undefined;
  readonly pinned: string | undefined;
}

/** Checks that a release is signed by a trusted key, is what lies here, and may follow the pinned one. */
export async function verifyRelease(
  packs: Packs,
  path: string,
  options: VerifyOptions,
): Promise<number> {
  if (options.trust === undefined) throw new UsageError('Whom to trust? Give --trust KEY.');
  const note = await readText(path);
  const offered = readRelease(textOfNote(note), path);
  const signed = await isSigned(note, options.trust);
  const pinned =
    options.pinned === undefined
      ? undefined
      : readRelease(textOfNote(await readText(options.pinned)), options.pinned);
  const problems = [
    ...(signed
      ? []
      : [{ code: 'release/unsigned', message: 'No trusted key signed this release.' }]),
    ...listReleaseRefusals(offered, { packs, files: await hashLawFiles(options.packs) }, pinned),
  ];
  const ok = problems.length === 0;
  const text = ok
    ? `Release ${offered.version} is signed, is what lies here, and may be offered to members.\n`
    : problems.map(({ code, message }) => `${code}: ${message}\n`).join('');
  const json = { ok, version: offered.version, problems };
  return report(options, text, json, ok ? 0 : EXIT_FAILED);
}

async function isSigned(note: string, trust: string): Promise<boolean> {
  try {
    await openNote(note, [trust], noteCrypto);
    return true;
  } catch (error) {
    if (!(error instanceof LedgerRefusal)) throw error;
    if (error.code === 'key/malformed') throw new UsageError(error.message);
    return false;
  }
}

function readRelease(text: string, path: string): LawRelease {
  const read = parseRelease(text);
  if (read.ok) return read.release;
  throw new UsageError(`${path} is no release. ${read.message}`);
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new UsageError(`${path} cannot be read.`);
  }
}

/** What a new release, or an amendment, changes in the findings of one person. */
export async function changes(path: string, options: LawOptions & Change): Promise<number> {
  if ((options.to === undefined) === (options.amend === undefined)) {
    throw new UsageError('Which change? Give --to FOLDER or --amend FILE.');
  }
  const laws = await loadTwoLaws(options.packs, options);
  if (!laws.ok) return refuse(laws.errors, options);
  const facts = await readJson(path);
  const inFile = { file: path };
  const known = parseFacts(facts, laws.before);
  if (!known.ok)
    return refuse(
      known.errors.map((error) => ({ ...error, ...inFile })),
      options,
    );
  const { before, after } = laws;
  const found = listReleaseChanges({ before, after, facts, asOf: options.asOf });
  if (!found.ok)
    return refuse(
      found.errors.map((error) => ({ ...error, ...inFile })),
      options,
    );
  const json = { asOf: options.asOf, changes: found.changes };
  return report(options, wordChanges(found.changes), json);
}

function wordChanges(found: readonly FindingChange[]): string {
  if (found.length === 0) return 'Nothing changes for this person.\n';
  const lines = found.map(
    ({ provision, jurisdiction, kind, sentences }) =>
      `${kind.padEnd(6)} ${provision} in ${jurisdiction}: ${sentences.join(' ')}`,
  );
  return `${lines.join('\n')}\n`;
}
