import { fromBase64, toBase64 } from './base64.ts';
import { isPlain } from './bytes.ts';
import { HASH_BYTES } from './merkle-tree.ts';
import { LedgerRefusal } from './refusal.ts';

/** What a log says of itself at one moment. */
export type Checkpoint = {
  /** Which log: `host/path`, and for Amparo the same as the name of its key. */
  readonly origin: string;
  /** How many leaves. */
  readonly size: bigint;
  /** The Merkle tree hash over them, 32 bytes. */
  readonly root: Uint8Array;
  /** Further lines that another log may add; Amparo writes none. */
  readonly extensions: readonly string[];
};

/**
 * Writes the text of a checkpoint: origin, size and root, a line each; `formatNote` makes a note of it.
 *
 * Throws `RangeError` for an origin that is empty or has a line break, or a root that is not 32 bytes.
 * Source: c2sp.org/tlog-checkpoint.
 */
export function formatCheckpoint(head: {
  readonly origin: string;
  readonly size: bigint | number;
  readonly root: Uint8Array;
}): string {
  const size = BigInt(head.size);
  if (!isOrigin(head.origin)) throw new RangeError('An origin is one line that is not empty.');
  if (size < 0n || head.root.length !== HASH_BYTES) throw new RangeError('No such tree.');
  return `${head.origin}\n${size}\n${toBase64(head.root)}\n`;
}

/**
 * Reads the text of a checkpoint: the `text` of a note, without its signatures.
 *
 * Refuses: `checkpoint/malformed` for anything that `formatCheckpoint` would have written otherwise
 * (extension lines are let through). Source: c2sp.org/tlog-checkpoint.
 */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = '', size = '', encoded = '', ...rest] = text.split('\n');
  const root = fromBase64(encoded);
  const extensions = rest.slice(0, -1);
  const isWhole = rest.at(-1) === '' && extensions.every((line) => line !== '');
  if (!isWhole || !isOrigin(origin) || !/^(0|[1-9]\d{0,19})$/.test(size)) throw malformed();
  if (root?.length !== HASH_BYTES) throw malformed();
  return { origin, size: BigInt(size), root, extensions };
}

function isOrigin(origin: string): boolean {
  return origin !== '' && isPlain(origin);
}

function malformed(): LedgerRefusal {
  return new LedgerRefusal('checkpoint/malformed', 'This is not a checkpoint of a log.');
}
