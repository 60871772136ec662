import { fromBase64, toBase64 } from './base64.ts';
import { concat, isPlain, utf8 } from './bytes.ts';
import { COSIGNATURE_V1, isKeyName, parseVerifierKey, type VerifierKey } from './key.ts';
import type { Hash } from './merkle-tree.ts';
import { LedgerRefusal } from './refusal.ts';

const MAX_SIGNATURES = 64;
const SIGNATURE_BYTES = 64;
const MAX_TIME = 2n ** 63n - 1n;

/**
 * Whether `signature` (64 bytes) is `publicKey`'s (32 bytes) Ed25519 signature over `message`.
 *
 * Passed in by whoever uses this package. It answers `false`, and does not throw, for bad input.
 */
export type VerifySignature = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => Promise<boolean>;

/** One signature line: the key's name and id, and the bytes that its signature type defines. */
export type NoteSignature = {
  readonly name: string;
  readonly keyId: number;
  readonly signature: Uint8Array;
};

/** A signed text; `text` ends with a newline. Trust it only after `verifyNote`. */
export type Note = { readonly text: string; readonly signatures: readonly NoteSignature[] };

/** A signature that was verified; `time` (seconds since 1970) when it is a cosignature. */
export type VerifiedSignature = { readonly key: VerifierKey; readonly time?: bigint };

/** A key that can sign: its public half, and the Ed25519 signing itself. */
export type NoteSigner = {
  readonly key: VerifierKey;
  readonly sign: (message: Uint8Array) => Promise<Uint8Array>;
};

/**
 * Reads a signed note, without judging its signatures.
 *
 * Refuses: `note/malformed` for control characters, a missing blank line, a signature line that is not
 * written exactly as `formatNote` writes it, none at all, or more than 64.
 * Source: c2sp.org/signed-note, format.
 */
export function parseNote(note: string): Note {
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) throw malformed();
  const text = note.slice(0, split + 1);
  const lines = note.slice(split + 2, -1).split('\n');
  if (!isNoteText(text) || lines.length > MAX_SIGNATURES) throw malformed();
  return { text, signatures: lines.map(parseSignatureLine) };
}

/** Writes a signed note. Throws `RangeError` for a text or name that the format cannot carry. */
export function formatNote(text: string, signatures: readonly NoteSignature[]): string {
  if (!isNoteText(text)) throw new RangeError('A note text ends in a newline.');
  if (signatures.length === 0) throw new RangeError('A note has at least one signature.');
  return `${text}\n${signatures.map(formatSignatureLine).join('')}`;
}

/** Writes one signature line, with its newline: what a witness answers. */
export function formatSignatureLine(line: NoteSignature): string {
  if (!isKeyName(line.name)) throw new RangeError('This name cannot stand in a signature line.');
  const id = new Uint8Array(4);
  new DataView(id.buffer).setUint32(0, line.keyId);
  return `\u2014 ${line.name} ${toBase64(concat(id, line.signature))}\n`;
}

/** Reads one signature line without its newline; refuses `note/malformed` for any other spelling. */
export function parseSignatureLine(line: string): NoteSignature {
  const [, name = '', encoded = ''] = /^\u2014 ([^ ]+) ([^ ]+)$/u.exec(line) ?? [];
  const bytes = fromBase64(encoded);
  if (!isKeyName(name) || bytes === undefined || bytes.length < 5) throw malformed();
  const keyId = new DataView(bytes.buffer).getUint32(0);
  return { name, keyId, signature: bytes.subarray(4) };
}

/**
 * Verifies a note against the keys one trusts; lines of unknown keys are passed over.
 *
 * Returns the signatures that hold, at least one. Refuses: `note/bad-signature` when any line of a known
 * key does not hold, `note/no-known-signature` when there is none. Source: c2sp.org/signed-note.
 */
export async function verifyNote(
  note: Note,
  keys: readonly VerifierKey[],
  verify: VerifySignature,
): Promise<VerifiedSignature[]> {
  const verified: VerifiedSignature[] = [];
  for (const line of note.signatures) {
    const key = keys.find((known) => isLineOf(line, known));
    if (key === undefined) continue;
    const time = cosignatureTime(key, line);
    const isGood =
      line.signature.length === (time === undefined ? 0 : 8) + SIGNATURE_BYTES &&
      (await verify(
        key.publicKey,
        signedMessage(note.text, time),
        line.signature.subarray(-SIGNATURE_BYTES),
      ));
    if (!isGood) throw new LedgerRefusal('note/bad-signature', 'A known signature does not hold.');
    verified.push(time === undefined ? { key } : { key, time });
  }
  if (verified.length === 0) {
    throw new LedgerRefusal('note/no-known-signature', 'No trusted key has signed this note.');
  }
  return verified;
}

/**
 * Opens a note with the keys that one trusts, as verifier keys are written: its text, and whose signatures hold.
 *
 * Refuses: as `parseNote`, `parseVerifierKey` and `verifyNote` do, by throwing `LedgerRefusal`.
 */
export async function openNote(
  note: string,
  keys: readonly string[],
  { hash, verify }: { readonly hash: Hash; readonly verify: VerifySignature },
): Promise<{ readonly text: string; readonly signers: readonly string[] }> {
  const known = keys.map((key) => parseVerifierKey(hash, key));
  const parsed = parseNote(note);
  const verified = await verifyNote(parsed, known, verify);
  return { text: parsed.text, signers: verified.map(({ key }) => key.name) };
}

/** Whether a signature line claims to be by this key: name and id both match. */
export function isLineOf(line: NoteSignature, key: VerifierKey): boolean {
  return line.name === key.name && line.keyId === key.id;
}

/** Signs a note text with a log's own key. Throws `RangeError` for a witness's key. */
export async function signNote(text: string, signer: NoteSigner): Promise<NoteSignature> {
  if (signer.key.alg === COSIGNATURE_V1) throw new RangeError('A witness signs with a time.');
  const signature = await signer.sign(signedMessage(text, undefined));
  return { name: signer.key.name, keyId: signer.key.id, signature };
}

/**
 * Cosigns a checkpoint's text as a witness at `time`, in seconds since 1970.
 *
 * Throws `RangeError` for a log's key or a time outside 0 to 2⁶³ − 1. Call only after `decideCosign`.
 * Source: c2sp.org/tlog-cosignature.
 */
export async function cosignNote(
  text: string,
  signer: NoteSigner,
  time: bigint,
): Promise<NoteSignature> {
  if (signer.key.alg !== COSIGNATURE_V1) throw new RangeError('A log signs without a time.');
  if (time < 0n || time > MAX_TIME) throw new RangeError('This time cannot be written.');
  const stamp = new Uint8Array(8);
  new DataView(stamp.buffer).setBigUint64(0, time);
  const signature = concat(stamp, await signer.sign(signedMessage(text, time)));
  return { name: signer.key.name, keyId: signer.key.id, signature };
}

function cosignatureTime(key: VerifierKey, line: NoteSignature): bigint | undefined {
  if (key.alg !== COSIGNATURE_V1) return undefined;
  // Too short a line is refused by its length afterwards.
  if (line.signature.length < 8) return 0n;
  const { buffer, byteOffset } = line.signature;
  return new DataView(buffer, byteOffset, 8).getBigUint64(0);
}

function signedMessage(text: string, time: bigint | undefined): Uint8Array {
  return utf8(time === undefined ? text : `cosignature/v1\ntime ${time}\n${text}`);
}

function isNoteText(text: string): boolean {
  return text.endsWith('\n') && text.split('\n').every(isPlain);
}

function malformed(): LedgerRefusal {
  return new LedgerRefusal('note/malformed', 'This is not a signed note.');
}
