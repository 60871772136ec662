import { isSame, textOf } from '../bytes.ts';
import { type Checkpoint, parseCheckpoint } from '../checkpoint.ts';
import { COSIGNATURE_V1, ED25519, parseVerifierKey, type VerifierKey } from '../key.ts';
import type { Hash } from '../merkle-tree.ts';
import { isLineOf, type Note, parseNote, verifyNote, type VerifySignature } from '../note.ts';
import { LedgerRefusal } from '../refusal.ts';
import { CHECKPOINT_FILE, KEY_FILE, type LogFiles, WITNESSES_FILE } from './files.ts';
import type { Findings } from './report.ts';

/** What the auditor brings: the algorithms, and what they know about the log from elsewhere. */
export type VerifyOptions = {
  readonly hash: Hash;
  readonly verify: VerifySignature;
  /** The signed text of an earlier checkpoint that the auditor kept. */
  readonly trusted?: string;
  /** The log's verifier key, from somewhere else than the export. */
  readonly key?: string;
};

/** The log's key, the checkpoint as it stands in the export, and the auditor's earlier one. */
export type Head = {
  readonly key: VerifierKey | undefined;
  readonly checkpoint: Checkpoint | undefined;
  /** Set only when it is signed by the log's key and about the same log. */
  readonly trusted: Checkpoint | undefined;
};

/** Reads and judges everything that is signed. Throws `LedgerRefusal` for a bad `options.key` or `options.trusted`. */
export async function readHead(
  files: LogFiles,
  options: VerifyOptions,
  findings: Findings,
): Promise<Head> {
  const trusted = options.trusted === undefined ? undefined : parseSigned(options.trusted);
  const key = await readKey(files, options, findings);
  const witnesses = await readWitnesses(files, options.hash, findings);
  const signed = await readCheckpoint(files, findings);
  if (key !== undefined && signed !== undefined) {
    if (signed.checkpoint.origin !== key.name) findings.add('log/other-origin', CHECKPOINT_FILE);
    await checkSignatures(signed.note, [key, ...witnesses], options.verify, findings);
  }
  const isTrusted =
    key !== undefined &&
    trusted !== undefined &&
    (await isTrustworthy(trusted, key, options.verify, findings));
  return {
    key,
    checkpoint: signed?.checkpoint,
    trusted: isTrusted ? trusted.checkpoint : undefined,
  };
}

type Signed = { readonly note: Note; readonly checkpoint: Checkpoint };

function parseSigned(text: string): Signed {
  const note = parseNote(text);
  return { note, checkpoint: parseCheckpoint(note.text) };
}

async function readKey(
  files: LogFiles,
  options: VerifyOptions,
  findings: Findings,
): Promise<VerifierKey | undefined> {
  const given = options.key === undefined ? undefined : parseLogKey(options.hash, options.key);
  const bytes = await files.read(KEY_FILE);
  if (bytes === undefined) {
    if (given === undefined) findings.add('log/missing-file', KEY_FILE);
    return given;
  }
  const found = unlessRefused(() => parseLogKey(options.hash, oneLine(bytes)));
  if (found === undefined) findings.add('log/malformed', KEY_FILE);
  if (given === undefined || found === undefined) return given ?? found;
  const isOther = given.name !== found.name || !isSame(given.publicKey, found.publicKey);
  if (isOther) findings.add('log/other-key', KEY_FILE);
  return given;
}

function parseLogKey(hash: Hash, vkey: string): VerifierKey {
  const key = parseVerifierKey(hash, vkey);
  if (key.alg === ED25519) return key;
  throw new LedgerRefusal('key/malformed', 'This is the key of a witness, not of a log.');
}

function oneLine(bytes: Uint8Array): string {
  const [line = '', ...rest] = textOf(bytes, 'key/malformed').split('\n');
  if (rest.length === 1 && rest[0] === '') return line;
  throw new LedgerRefusal('key/malformed', 'A key stands on one line.');
}

async function readWitnesses(
  files: LogFiles,
  hash: Hash,
  findings: Findings,
): Promise<VerifierKey[]> {
  const bytes = await files.read(WITNESSES_FILE);
  if (bytes === undefined) return [];
  const lines = unlessRefused(() => textOf(bytes, 'key/malformed').split('\n'));
  if (lines?.pop() !== '') findings.add('log/malformed', WITNESSES_FILE);
  const keys = (lines ?? []).map((line) => unlessRefused(() => parseVerifierKey(hash, line)));
  keys.forEach((key, at) => {
    if (key?.alg !== COSIGNATURE_V1) findings.add('log/malformed', `${WITNESSES_FILE}:${at + 1}`);
  });
  return keys.flatMap((key) => (key?.alg === COSIGNATURE_V1 ? [key] : []));
}

async function readCheckpoint(files: LogFiles, findings: Findings): Promise<Signed | undefined> {
  const bytes = await files.read(CHECKPOINT_FILE);
  if (bytes === undefined) {
    findings.add('log/missing-file', CHECKPOINT_FILE);
    return undefined;
  }
  const signed = unlessRefused(() => parseSigned(textOf(bytes, 'note/malformed')));
  if (signed === undefined) findings.add('log/malformed', CHECKPOINT_FILE);
  return signed;
}

/**
 * A reader of the public protocol passes over lines of unknown keys. An auditor may not: a line that
 * nothing can verify could be changed without anybody noticing.
 */
async function checkSignatures(
  note: Note,
  keys: readonly VerifierKey[],
  verify: VerifySignature,
  findings: Findings,
): Promise<void> {
  const [logKey] = keys;
  if (!note.signatures.some((line) => logKey !== undefined && isLineOf(line, logKey))) {
    findings.add('log/bad-signature', CHECKPOINT_FILE);
  }
  for (const line of note.signatures) {
    if (!keys.some((key) => isLineOf(line, key))) {
      findings.add('log/unknown-signer', CHECKPOINT_FILE);
    } else if (!(await isSigned({ text: note.text, signatures: [line] }, keys, verify))) {
      findings.add('log/bad-signature', CHECKPOINT_FILE);
    }
  }
}

async function isTrustworthy(
  trusted: Signed,
  key: VerifierKey,
  verify: VerifySignature,
  findings: Findings,
): Promise<boolean> {
  if (trusted.checkpoint.origin !== key.name) {
    findings.add('log/other-origin', 'trusted');
    return false;
  }
  const isGood = await isSigned(trusted.note, [key], verify);
  if (!isGood) findings.add('log/bad-signature', 'trusted');
  return isGood;
}

async function isSigned(
  note: Note,
  keys: readonly VerifierKey[],
  verify: VerifySignature,
): Promise<boolean> {
  try {
    await verifyNote(note, keys, verify);
    return true;
  } catch (error) {
    if (error instanceof LedgerRefusal) return false;
    throw error;
  }
}

function unlessRefused<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof LedgerRefusal) return undefined;
    throw error;
  }
}
