/** Reading a drawer as if the node had made it up: every position, chain link, author and seal is checked. */
import {
  chainHead,
  fromBase64url,
  fromUtf8,
  GENESIS_HEAD,
  openEntry,
  parseEntry,
  verifyEntry,
} from '@amparo/seal';
import type { Bytes, ParsedEntry } from '@amparo/seal';
import { kindOf } from '@amparo/casework/kernel';
import type { OpenedEntry } from '@amparo/casework/kernel';
import { ReportEvent } from '@amparo/casework/reports';
import type { StoredEntry } from '@amparo/casework/files';
import { orUndefined } from './loans.ts';
import type { VersionKeys } from './loans.ts';
import { proveAuthor } from './trust.ts';
import type { PresentedAuthor, Trust } from './trust.ts';

/** Why an entry that the node shows, or should show, is not believed. */
export type Unproved =
  | 'missing'
  | 'malformed'
  | 'misplaced'
  | 'repeated'
  | 'broken-chain'
  | 'other-past'
  | 'not-certified'
  | 'bad-signature'
  | 'not-openable';

/** An entry that is shown as refused. `entry` is null where even that cannot be read. */
export interface UnprovedEntry {
  readonly position: number;
  readonly entry: string | null;
  readonly reason: Unproved;
}

/** The person's mailbox of a conversation, and the key that signs for it. */
export interface PersonKey {
  readonly mailbox: string;
  readonly key: string;
}

/** Beyond this many missing positions a position is taken for made up, so that no list grows without end. */
const LONGEST_GAP = 10_000;

/** What is needed to check and open the entries of one drawer. */
export interface DrawerToRead {
  readonly drawer: string;
  readonly file: string | null;
  readonly keys: ReadonlyMap<number, VersionKeys>;
  readonly trust: Trust;
  /** Members' devices by device id, as the node presents them. */
  readonly devices: ReadonlyMap<string, PresentedAuthor & { readonly revokedAt: string | null }>;
  readonly person: PersonKey | undefined;
  /** Mailboxes in the place of lost ones, as the node presents them; believed once an entry vouches. */
  readonly successors?: readonly PersonKey[];
}

/** What a drawer's entries come to. `head` is the chain's head after the last of them. */
export interface ReadDrawer {
  readonly entries: readonly OpenedEntry[];
  readonly unproved: readonly UnprovedEntry[];
  readonly position: number;
  readonly head: string;
  /** Checkpoints of the log that believed authors had seen. */
  readonly checkpoints: readonly AuthorsCheckpoint[];
}

/** A checkpoint in the header of a believed entry; `root` base64, `bytes` the entry in base64url. */
export interface AuthorsCheckpoint {
  readonly size: number;
  readonly root: string;
  readonly bytes: string;
}

/**
 * Checks and opens entries in the order of their positions.
 *
 * An entry is believed when its bytes are chained at its position, its header names this drawer and a past
 * that is this drawer's past, its author is certified (or is the drawer's person) and signed exactly these
 * bytes, and its payload opens as JSON. Everything else is listed with one reason, never dropped: a reader
 * must see that something was there. Never throws on what a node sends.
 */
export async function readEntries(
  stored: readonly StoredEntry[],
  place: DrawerToRead,
): Promise<ReadDrawer> {
  const entries: OpenedEntry[] = [];
  const unproved: UnprovedEntry[] = [];
  const heads = [GENESIS_HEAD];
  const seen = new Set<string>();
  const checkpoints: AuthorsCheckpoint[] = [];
  const people = place.person === undefined ? [] : [place.person];
  for (const item of stored.toSorted((a, b) => a.position - b.position)) {
    if (item.position < heads.length || item.position - heads.length > LONGEST_GAP) {
      const reason = item.position < heads.length ? 'repeated' : 'misplaced';
      unproved.push({ position: item.position, entry: null, reason });
      continue;
    }
    for (let at = heads.length; at < item.position; at++) {
      unproved.push({ position: at, entry: null, reason: 'missing' });
      heads.push('');
    }
    const previous = heads[item.position - 1] ?? '';
    heads.push(item.head);
    const bytes = await orUndefined(Promise.resolve().then(() => fromBase64url(item.bytes)));
    const parsed = bytes && (await orUndefined(parseEntry(bytes)));
    if (bytes === undefined || parsed === undefined) {
      unproved.push({ position: item.position, entry: null, reason: 'malformed' });
      continue;
    }
    const read = await readEntry({ item, bytes, parsed, previous, heads }, seen, {
      ...place,
      people,
    });
    if (typeof read === 'string') {
      unproved.push({ position: item.position, entry: parsed.header.entry, reason: read });
      continue;
    }
    entries.push(read);
    seen.add(read.entry);
    people.push(...successorsOf(read, place));
    const { checkpoint } = parsed.header;
    if (checkpoint !== null) checkpoints.push({ ...checkpoint, bytes: item.bytes });
  }
  const head = heads.at(-1) ?? GENESIS_HEAD;
  const position = heads.length - 1;
  return { entries, unproved, position, head, checkpoints };
}

/** Both the lead desk's signed entry and the node's own list must name the mailbox and its key. */
function successorsOf({ byPerson, payload }: OpenedEntry, place: DrawerToRead): PersonKey[] {
  if (byPerson || kindOf(payload) !== 'receipt/reissued') return [];
  const parsed = ReportEvent.safeParse(payload);
  if (!parsed.success || parsed.data.kind !== 'receipt/reissued') return [];
  const { mailbox, key } = parsed.data;
  const isPresented = (known: PersonKey): boolean => known.mailbox === mailbox && known.key === key;
  return (place.successors ?? []).filter(isPresented);
}

/** What {@link readEntry} needs, with everybody who has spoken as the person so far. */
interface ReadingPlace extends DrawerToRead {
  readonly people: readonly PersonKey[];
}

interface Candidate {
  readonly item: StoredEntry;
  readonly bytes: Bytes;
  readonly parsed: ParsedEntry;
  readonly previous: string;
  readonly heads: readonly string[];
}

async function readEntry(
  candidate: Candidate,
  seen: ReadonlySet<string>,
  place: ReadingPlace,
): Promise<OpenedEntry | Unproved> {
  const { item, bytes, parsed } = candidate;
  const wrong = await findWrongPlace(candidate, place);
  if (wrong !== undefined) return wrong;
  if (seen.has(parsed.header.entry)) return 'repeated';
  const author = await findAuthor(candidate, place);
  if (author === undefined) return 'not-certified';
  if (!(await verifyEntry(bytes, fromBase64url(author.key)))) return 'bad-signature';
  const payload = await openPayload(bytes, parsed, place);
  if (payload === undefined) return 'not-openable';
  const { header } = parsed;
  return {
    entry: header.entry,
    position: item.position,
    author: header.author,
    authorName: author.name,
    deskName: author.desk,
    byPerson: author.byPerson,
    time: header.time,
    receivedAt: item.receivedAt,
    payload: payload.json,
  };
}

async function findWrongPlace(
  { item, parsed, previous, heads }: Candidate,
  place: DrawerToRead,
): Promise<Unproved | undefined> {
  const { header } = parsed;
  const isHere =
    header.drawer === place.drawer &&
    // A conversation's entries were written before there was a file.
    (header.file === place.file || header.file === null);
  if (!isHere) return 'misplaced';
  const expected = await orUndefined(chainHead(previous, item.position, parsed.hash));
  if (expected !== item.head) return 'broken-chain';
  const sawThisPast =
    header.seen.position < item.position && heads[header.seen.position] === header.seen.head;
  if (!sawThisPast) return 'other-past';
  const isExclusive = header.expects !== undefined;
  return isExclusive && header.expects !== previous ? 'other-past' : undefined;
}

interface Author {
  readonly key: string;
  readonly name: string;
  readonly desk: string;
  readonly byPerson: boolean;
}

async function findAuthor(
  { item, parsed }: Candidate,
  { trust, devices, people }: ReadingPlace,
): Promise<Author | undefined> {
  const { author, device } = parsed.header;
  const person = people.find(({ mailbox }) => mailbox === author);
  if (person !== undefined) {
    // A person's browser holds the drawer; what came through the drop could be from anybody.
    const isPerson = device === person.mailbox && !parsed.dropped;
    return isPerson ? { key: person.key, name: '', desk: '', byPerson: true } : undefined;
  }
  const presented = devices.get(device);
  if (presented === undefined) return undefined;
  const { revokedAt } = presented;
  if (revokedAt !== null && Date.parse(revokedAt) <= Date.parse(item.receivedAt)) return undefined;
  const proved = await proveAuthor(trust, presented, item.receivedAt);
  if (proved === undefined || proved.member !== author || proved.device !== device)
    return undefined;
  return {
    key: presented.device.subject.signingKey,
    name: proved.memberName,
    desk: proved.desk.desk.name,
    byPerson: false,
  };
}

async function openPayload(
  bytes: Bytes,
  { header, dropped }: ParsedEntry,
  { keys }: DrawerToRead,
): Promise<{ json: unknown } | undefined> {
  const held = keys.get(header.version);
  if (held === undefined) return undefined;
  const secret = dropped ? held.dropSecret : undefined;
  const opened = await orUndefined(
    openEntry({ key: held.key, bytes, ...(secret && { dropSecret: secret }) }),
  );
  const text = opened && (await orUndefined(Promise.resolve().then(() => fromUtf8(opened))));
  if (text === undefined) return undefined;
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
