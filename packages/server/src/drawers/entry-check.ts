/** What the node checks in an entry before it stores it: the envelope, never the content. */
import { type Bytes, parseEntry, type ParsedEntry, verifyEntry } from '@amparo/seal';
import { MAX_SKEW_MS } from '../directory/index.ts';
import { no, ok, type Outcome } from '../outcome.ts';

/** Who must have written it: a member on a device, or a person's mailbox under both names. */
export interface Author {
  readonly author: string;
  readonly device: string;
  /** Ed25519 public key of the device or mailbox. */
  readonly key: Bytes;
  /** The desk from which a member wrote; null for the person. */
  readonly desk: string | null;
}

/** What was checked, with its bytes. */
export interface CheckedEntry extends ParsedEntry {
  readonly bytes: Bytes;
  readonly by: Author;
}

/**
 * Checks what can be said without the drawer: place, author, signature, clock.
 *
 * Refuses: `request/malformed` (another drawer), `entry/signature`, `request/clock`. Throws
 * `SealRefusal` for bytes that are no entry.
 */
export async function checkEntry(
  bytes: Bytes,
  { drawer, by, now }: { readonly drawer: string; readonly by: Author; readonly now: Date },
): Promise<Outcome<CheckedEntry>> {
  const parsed = await parseEntry(bytes);
  const { header } = parsed;
  if (header.drawer !== drawer) return no('request/malformed', 'The header names another drawer.');
  if (!isUuid(header.entry)) return no('request/malformed', 'The entry has no identifier.');
  const isTheirs = header.author === by.author && header.device === by.device;
  if (!isTheirs || !(await verifyEntry(bytes, by.key))) return no('entry/signature');
  if (Date.parse(header.time) > now.getTime() + MAX_SKEW_MS) return no('request/clock');
  return ok({ ...parsed, bytes, by });
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** What the node knows of the drawer at the moment of appending. */
export interface DrawerState {
  readonly file: string | null;
  readonly isConversation: boolean;
  readonly isClosed: boolean;
  readonly version: number;
  readonly stale: boolean;
  readonly position: number;
  readonly head: string;
  /** The head at the position that the author had seen; undefined when there is no such position. */
  readonly seenHead: string | undefined;
}

/**
 * Decides whether a checked entry may follow what is in the drawer.
 *
 * Refuses: `report/closed`, `entry/stale-version`, `request/malformed` (another file),
 * `entry/sequence` (it saw a past that is not this drawer's), `entry/conflict` (it is exclusive and
 * something came first). Pure.
 */
export function decideAppend({ header }: ParsedEntry, state: DrawerState): Outcome<null> {
  if (state.isClosed) return no('report/closed');
  if (state.stale || header.version !== state.version) return no('entry/stale-version');
  const isOfFile = header.file === state.file || (state.isConversation && header.file === null);
  if (!isOfFile) return no('request/malformed', 'The header names another file.');
  const isPast = header.seen.position <= state.position && header.seen.head === state.seenHead;
  if (!isPast) return no('entry/sequence');
  if (header.expects !== undefined && header.expects !== state.head) return no('entry/conflict');
  return ok(null);
}
