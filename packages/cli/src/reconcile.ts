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

/** The acts that a log records of each packet, by the packet's id. */
export type PacketActs = ReadonlyMap<string, ReadonlySet<string>>;

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

/**
 * Compares what two logs record of the same packets, in both directions.
 *
 * A receipt in the sender's log needs the act in the receiver's. An opening in the receiver's needs, sooner or
 * later, the receipt in the sender's: that is what the person's access log is made of. Packets that only one
 * log names went to or came from somebody else, and are not judged.
 */
export function reconcile(one: PacketActs, other: PacketActs): Reconciled {
  const shared = [...one.keys()].filter((packet) => other.has(packet)).toSorted();
  const found = shared.map((packet) => {
    const a = one.get(packet) ?? NOTHING;
    const b = other.get(packet) ?? NOTHING;
    return [judge(packet, a, b), judge(packet, b, a)];
  });
  const all = found.flat();
  return {
    both: shared.length,
    problems: all.flatMap(({ problems }) => problems),
    pending: all.flatMap(({ pending }) => pending),
  };
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
  detail: z.looseObject({ object: z.string().nullable() }),
});

/**
 * Reads what an exported log records of packets, out of the openings that its leaves prove; others count for
 * nothing. Verify the log itself first: `size` is that of its checkpoint.
 */
export async function readPacketActs(files: LogFiles, size: number): Promise<PacketActs> {
  const acts = new Map<string, Set<string>>();
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
    const { object } = opening.detail;
    if (kind === undefined || object === null || !/^(packet|receipt)-/.test(kind)) continue;
    acts.set(object, (acts.get(object) ?? new Set()).add(kind));
  }
  return acts;
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
