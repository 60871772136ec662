/** What the node promised with its acknowledgements, held against what it shows. Pure: gives what is wrong. */
import type { StoredEntry } from '@amparo/casework/files';
import { chainHead, fromBase64url, GENESIS_HEAD, parseEntry } from '@amparo/seal';
import type { OpenedLeaf } from './log-reader.ts';
import type { Sent } from './writers.ts';

/** A drawer as the node shows it. */
export interface ShownDrawer {
  readonly drawer: string;
  readonly position: number;
  readonly head: string;
  readonly entries: readonly StoredEntry[];
}

/**
 * Compares a drawer with everything that was ever sent to it.
 *
 * Every acknowledged entry is there, with the bytes that were sent, at the position, with the head and the time
 * of its acknowledgement; nothing is there twice, and nothing that nobody sent; the chain is unbroken from the
 * first entry to the drawer's head.
 */
export async function findBrokenPromises(
  shown: ShownDrawer,
  sent: readonly Sent[],
): Promise<string[]> {
  const broken: string[] = [];
  const byBytes = new Map(sent.map((item) => [item.bytes, item]));
  const places = new Map<string, StoredEntry>();
  let head = GENESIS_HEAD;
  for (const [at, stored] of shown.entries.entries()) {
    if (stored.position !== at + 1) broken.push(`position ${stored.position} stands at ${at + 1}`);
    const { hash, header } = await parseEntry(fromBase64url(stored.bytes));
    head = await chainHead(head, at + 1, hash);
    if (stored.head !== head) broken.push(`the chain breaks at ${at + 1}`);
    if (places.has(header.entry)) broken.push(`${header.entry} is there twice`);
    if (!byBytes.has(stored.bytes)) broken.push(`nobody sent what stands at ${at + 1}`);
    places.set(header.entry, stored);
  }
  if (shown.head !== head || shown.position !== shown.entries.length) {
    broken.push(`the drawer says ${shown.position}, its chain ${shown.entries.length}`);
  }
  for (const { entry, acknowledged } of sent) {
    if (acknowledged === undefined) continue;
    const stored = places.get(entry);
    const isKept =
      acknowledged.drawer === shown.drawer &&
      stored?.position === acknowledged.position &&
      stored.head === acknowledged.head &&
      stored.receivedAt === acknowledged.receivedAt;
    if (!isKept) broken.push(`${entry} was acknowledged at ${acknowledged.position}`);
  }
  return broken;
}

/** Acknowledged entries that have no leaf, and entries with more than one, by the openings of the log. */
export function findLeafFaults(leaves: readonly OpenedLeaf[], sent: readonly Sent[]): string[] {
  const counts = new Map<string, number>();
  for (const { kind, detail } of leaves) {
    if (kind !== 'entry-appended') continue;
    const place = `${String(detail.object)} in ${String(detail.drawer)}`;
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return sent.flatMap(({ entry, drawer, acknowledged }) => {
    const count = counts.get(`${entry} in ${drawer}`) ?? 0;
    if (count === 1 || (count === 0 && acknowledged === undefined)) return [];
    return [`${entry} has ${count} leaves`];
  });
}

/** Drawers whose share was lent more often than the log says: no leaf, no key. */
export function findUnloggedLoans(
  leaves: readonly OpenedLeaf[],
  reader: string,
  lent: ReadonlyMap<string, number>,
): string[] {
  return [...lent].flatMap(([drawer, times]) => {
    const logged = leaves.filter(
      ({ kind, detail }) =>
        kind === 'drawer-opened' && detail.actor === reader && detail.drawer === drawer,
    ).length;
    return logged >= times ? [] : [`${drawer}: lent ${times} times, logged ${logged}`];
  });
}
