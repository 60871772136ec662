/** Two exported logs held against each other: what one node says of a packet, the other must have recorded. */
import {
  fromBase64Url,
  LedgerRefusal,
  type LogFiles,
  openLeaf,
  OPENINGS_FILE,
  parseEntryBundle,
  parseLeaf,
  SALT_BYTES,
  TILE_WIDTH,
  tilePath,
  tileWidth,
} from '@amparo/ledger';
import { z } from 'zod';
import { sha256 } from './node-crypto.ts';

/** What a log records of packets. */
export interface LoggedPackets {
  /** The kinds of acts, by the packet's id. */
  readonly acts: ReadonlyMap<string, ReadonlySet<string>>;
  /** The desk to which each packet was sent from here. */
  readonly sentTo: ReadonlyMap<string, string>;
  /** The desks that acted in this log: whatever was sent to one of them must stand in it. */
  readonly desks: ReadonlySet<string>;
}

export interface Reconciled {
  /** How many packets stand in both logs. */
  readonly both: number;
  /** What one node said and the other did not record: somebody lies, or a log is incomplete. */
  readonly problems: readonly { readonly code: 'packet/not-recorded'; readonly where: string }[];
  /** Openings whose receipt has not come back yet; they become problems when they stay. */
  readonly pending: readonly string[];
}

/** What the sender's log says, and what the receiver's must then have recorded: any of these. */
const CLAIMS: readonly (readonly [string, readonly string[]])[] = [
  ['receipt-transport', ['packet-received']],
  ['receipt-handover', ['packet-opened']],
  ['receipt-decision', ['packet-decided']],
];

const NOTHING: ReadonlySet<string> = new Set();

/** In these the desk is the one that something went to, on whichever node. */
const ABOUT_ANOTHER = /^(packet-(sent|refused|recalled)|receipt-.*)$/;

/**
 * Compares what two logs record of the same packets, in both directions.
 *
 * A receipt in the sender's log needs the act in the receiver's. An opening in the receiver's needs, sooner or
 * later, the receipt in the sender's: that is what the person's access log is made of. A packet that was stored at
 * a desk of the other log and does not stand there was taken out of it. Others that only one log names went to or
 * came from somebody else, and are not judged.
 */
export function reconcile(one: LoggedPackets, other: LoggedPackets): Reconciled {
  const shared = [...one.acts.keys()].filter((packet) => other.acts.has(packet)).toSorted();
  const found = shared.map((packet) => {
    const a = one.acts.get(packet) ?? NOTHING;
    const b = other.acts.get(packet) ?? NOTHING;
    return [judge(packet, a, b), judge(packet, b, a)];
  });
  const all = found.flat();
  const missing = [...listMissing(one, other), ...listMissing(other, one)];
  return {
    both: shared.length,
    problems: [...all.flatMap(({ problems }) => problems), ...missing],
    pending: all.flatMap(({ pending }) => pending),
  };
}

/** Packets that the receiver confirmed, and of which its log knows nothing at all. */
function listMissing(sender: LoggedPackets, receiver: LoggedPackets): Reconciled['problems'] {
  return [...sender.sentTo]
    .filter(([packet, desk]) => receiver.desks.has(desk) && !receiver.acts.has(packet))
    .flatMap(([packet]) => {
      const claim = [...(sender.acts.get(packet) ?? NOTHING)].find((kind) =>
        kind.startsWith('receipt-'),
      );
      if (claim === undefined) return [];
      return [{ code: 'packet/not-recorded' as const, where: `${packet} ${claim}` }];
    });
}

function judge(
  packet: string,
  sender: ReadonlySet<string>,
  receiver: ReadonlySet<string>,
): Pick<Reconciled, 'problems' | 'pending'> {
  if (!sender.has('packet-sent')) return { problems: [], pending: [] };
  const problems = CLAIMS.filter(
    ([claim, acts]) => sender.has(claim) && !acts.some((act) => receiver.has(act)),
  ).map(([claim]) => ({ code: 'packet/not-recorded' as const, where: `${packet} ${claim}` }));
  const ended = ['packet-deleted', 'packet-recalled'].some((act) => receiver.has(act));
  if (sender.has('receipt-deletion') && receiver.has('packet-received') && !ended) {
    problems.push({ code: 'packet/not-recorded', where: `${packet} receipt-deletion` });
  }
  const isUntold = receiver.has('packet-opened') && !sender.has('receipt-handover');
  return { problems, pending: isUntold ? [`${packet} packet-opened`] : [] };
}

const Line = z.object({
  index: z.int().min(0),
  salt: z.string(),
  detail: z.looseObject({
    object: z.string().nullable(),
    desk: z.string().nullable().optional(),
  }),
});

/**
 * Reads what an exported log records of packets, out of the openings that its leaves prove; others count for
 * nothing. Verify the log itself first: `size` is that of its checkpoint.
 */
export async function readLoggedPackets(files: LogFiles, size: number): Promise<LoggedPackets> {
  const acts = new Map<string, Set<string>>();
  const sentTo = new Map<string, string>();
  const desks = new Set<string>();
  const bundles = new Map<number, readonly Uint8Array[]>();
  const text = new TextDecoder().decode((await files.read(OPENINGS_FILE)) ?? new Uint8Array(0));
  for (const line of text.split('\n')) {
    const opening = parseLine(line);
    if (opening === undefined || opening.index >= size) continue;
    const at = Math.floor(opening.index / TILE_WIDTH);
    const entries = bundles.get(at) ?? (await readBundle(files, size, at));
    bundles.set(at, entries);
    const entry = entries[opening.index % TILE_WIDTH];
    const kind = entry === undefined ? undefined : provenKind(entry, opening);
    const { object, desk } = opening.detail;
    if (kind === undefined) continue;
    if (desk != null && !ABOUT_ANOTHER.test(kind)) desks.add(desk);
    if (object === null || !/^(packet|receipt)-/.test(kind)) continue;
    acts.set(object, (acts.get(object) ?? new Set()).add(kind));
    if (desk != null && kind === 'packet-sent') sentTo.set(object, desk);
  }
  return { acts, sentTo, desks };
}

type Opening = z.infer<typeof Line>;

function parseLine(line: string): Opening | undefined {
  if (line === '') return undefined;
  try {
    const parsed = Line.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** The kind of a leaf that this opening opens; what a changed log cannot prove is no act. */
function provenKind(entry: Uint8Array, { salt: encoded, detail }: Opening): string | undefined {
  const salt = fromBase64Url(encoded);
  if (salt?.length !== SALT_BYTES) return undefined;
  return orUndefined(() => {
    const leaf = parseLeaf(entry);
    return openLeaf(sha256, leaf, salt, detail) ? leaf.kind : undefined;
  });
}

async function readBundle(
  files: LogFiles,
  size: number,
  at: number,
): Promise<readonly Uint8Array[]> {
  const bytes = await files.read(tilePath('entries', at, tileWidth(size, 'entries', at)));
  return (bytes && orUndefined(() => parseEntryBundle(bytes))) ?? [];
}

function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof LedgerRefusal) return undefined;
    throw error;
  }
}
