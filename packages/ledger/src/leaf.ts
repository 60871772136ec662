import { fromBase64Url, toBase64Url } from './base64.ts';
import { concat, textOf, utf8 } from './bytes.ts';
import { canonicalJson } from './canonical-json.ts';
import { HASH_BYTES, type Hash } from './merkle-tree.ts';
import { LedgerRefusal } from './refusal.ts';

/** How many bytes a salt has. A fixed length, so that salt and detail cannot run into each other. */
export const SALT_BYTES = 32;

const CONTEXT = utf8('amparo/leaf/v1\u0000');
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * What the log keeps of one event for ever: that something of a kind happened at a time, and a commitment
 * to the rest. Nothing in it says who or about whom; erasing the salt makes the rest unknowable.
 */
export type Leaf = {
  readonly v: 1;
  /** A fixed word for what happened, such as `file/read`: lower case, digits, hyphen, slash. */
  readonly kind: string;
  /** UTC in whole seconds, `2031-05-03T10:00:00Z`. */
  readonly time: string;
  /** base64url(SHA-256("amparo/leaf/v1\0" ‖ salt ‖ canonical JSON of the detail)). */
  readonly commitment: string;
};

/**
 * Makes the leaf of an event whose detail stays outside the log.
 *
 * Shape: `salt` 32 fresh random bytes for each leaf; `detail` any JSON value. Throws `RangeError` for
 * another salt, kind or time; refuses `json/not-canonical` for a detail that is no JSON value.
 */
export function makeLeaf(
  hash: Hash,
  event: { readonly kind: string; readonly time: string },
  salt: Uint8Array,
  detail: unknown,
): Leaf {
  const { kind, time } = event;
  if (!isKind(kind) || !isTime(time)) throw new RangeError('A leaf has a plain kind and time.');
  return { v: 1, kind, time, commitment: commit(hash, salt, detail) };
}

/** The entry that goes into the log: the leaf's canonical JSON in UTF-8. */
export function formatLeaf(leaf: Leaf): Uint8Array {
  return utf8(canonicalJson(leaf));
}

/** Reads an entry of the log; refuses `leaf/malformed` unless it is exactly what `formatLeaf` writes. */
export function parseLeaf(entry: Uint8Array): Leaf {
  const text = textOf(entry, 'leaf/malformed');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed();
  }
  if (typeof value !== 'object' || value === null) throw malformed();
  const { v, kind, time, commitment } = value as Record<keyof Leaf, unknown>;
  const isLeaf =
    v === 1 &&
    typeof kind === 'string' &&
    typeof time === 'string' &&
    typeof commitment === 'string' &&
    isKind(kind) &&
    isTime(time) &&
    fromBase64Url(commitment)?.length === HASH_BYTES;
  if (!isLeaf || canonicalJson({ v, kind, time, commitment }) !== text) throw malformed();
  return { v, kind, time, commitment };
}

/** Whether this salt and detail are what the leaf commits to. Never throws. */
export function openLeaf(hash: Hash, leaf: Leaf, salt: Uint8Array, detail: unknown): boolean {
  try {
    return commit(hash, salt, detail) === leaf.commitment;
  } catch {
    return false;
  }
}

function commit(hash: Hash, salt: Uint8Array, detail: unknown): string {
  if (salt.length !== SALT_BYTES) throw new RangeError(`A salt has ${SALT_BYTES} bytes.`);
  return toBase64Url(hash(concat(CONTEXT, salt, utf8(canonicalJson(detail)))));
}

function isKind(kind: string): boolean {
  return kind.length <= 64 && /^[a-z][a-z0-9-]*(\/[a-z0-9-]+)*$/.test(kind);
}

function isTime(time: string): boolean {
  const match = /^\d{4}-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z$/.exec(time);
  if (match === null) return false;
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  const days = MONTH_DAYS[month - 1] ?? 0;
  return day >= 1 && day <= days && hour <= 23 && minute <= 59 && second <= 59;
}

function malformed(): LedgerRefusal {
  return new LedgerRefusal('leaf/malformed', 'This entry is not a leaf as Amparo writes it.');
}
