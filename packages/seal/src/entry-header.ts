import { type Bytes, equalBytes, fromUtf8, utf8 } from './bytes.ts';
import { canonicalJson } from './canonical-json.ts';
import { isCount, isDigest, isId, isInstant } from './identifier.ts';
import { SealRefusal } from './refusal.ts';

/**
 * What everybody who stores an entry can read: where it belongs, who says they wrote it, what they saw.
 *
 * Shape: ids are 1 to 128 letters, digits and `._:/@+-`; `time` is RFC 3339 in UTC and only the author's
 * claim; `seen` is the position and chain head of the drawer that the author had seen; `checkpoint` is the
 * size and root (base64) of the log they had seen; `expects`, for exclusive events, the head that must
 * still be current.
 */
export interface EntryHeader {
  readonly entry: string;
  readonly file: string | null;
  readonly drawer: string;
  readonly version: number;
  readonly author: string;
  readonly device: string;
  readonly time: string;
  readonly seen: { readonly position: number; readonly head: string };
  readonly checkpoint: { readonly size: number; readonly root: string } | null;
  readonly expects?: string;
}

/** The longest header in bytes of canonical JSON. */
export const MAX_HEADER = 4096;
const LOG_ROOT = /^[A-Za-z0-9+/_-]{43}=?$/;

export function encodeHeader(header: EntryHeader): Bytes {
  requireHeader(header);
  return utf8(canonicalJson(header));
}

/** Reads a header, which must be the very bytes that {@link encodeHeader} writes for it. */
export function decodeHeader(bytes: Bytes): EntryHeader {
  const header = parseJson(fromUtf8(bytes));
  requireHeader(header);
  if (!equalBytes(encodeHeader(header), bytes)) throw badHeader('is not canonical JSON');
  return header;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badHeader('is not JSON');
  }
}

const FIELDS: Readonly<Record<keyof EntryHeader, (value: unknown) => boolean>> = {
  entry: isId,
  file: (value) => value === null || isId(value),
  drawer: isId,
  version: isCount,
  author: isId,
  device: isId,
  time: isInstant,
  seen: (value) => isExactly(value, { position: isCount, head: isDigest }),
  checkpoint: (value) => value === null || isExactly(value, { size: isCount, root: isLogRoot }),
  expects: isDigest,
};

function isLogRoot(value: unknown): boolean {
  return typeof value === 'string' && LOG_ROOT.test(value);
}

function requireHeader(value: unknown): asserts value is EntryHeader {
  const { expects, ...always } = FIELDS;
  const isHeader =
    isRecord(value) &&
    isExactly(value, Object.hasOwn(value, 'expects') ? { ...always, expects } : always);
  if (!isHeader) throw badHeader('has missing, unknown or impossible fields');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isExactly(
  value: unknown,
  fields: Readonly<Record<string, (value: unknown) => boolean>>,
): boolean {
  if (!isRecord(value)) return false;
  const names = Object.keys(fields);
  return (
    Object.keys(value).length === names.length &&
    names.every((name) => Object.hasOwn(value, name) && fields[name]?.(value[name]) === true)
  );
}

function badHeader(what: string): SealRefusal {
  return new SealRefusal('seal/malformed', `The header of this entry ${what}.`);
}
