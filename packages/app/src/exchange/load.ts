/** Loading the exchange of one desk: envelopes and receipts, the desks that can be reached, dead letters. */
import { listUndelivered } from '@amparo/casework/federation';
import type { Undelivered } from '@amparo/casework/federation';
import type { PacketView } from '@amparo/casework/packets';
import { listReachableDesks, readPackets } from '../client/index.ts';
import type { Outcome, ReachablePlace, Session } from '../client/index.ts';

/** The desks that take packets, each proved; `self` names this node. */
export interface DeskDirectory {
  readonly self: string;
  readonly desks: readonly ReachablePlace[];
  /** Nodes that do not answer just now. */
  readonly silent: readonly string[];
  /** How many desks a node showed that nothing proves: they are not offered. */
  readonly unproved: number;
}

export interface Exchange {
  readonly packets: readonly PacketView[];
  readonly undelivered: readonly Undelivered[];
  readonly directory: DeskDirectory;
}

export async function loadExchange(session: Session, desk: string): Promise<Outcome<Exchange>> {
  const [packets, undelivered, directory] = await Promise.all([
    loadPackets(session, desk),
    session.caller.call(listUndelivered, { params: { desk } }),
    loadDirectory(session),
  ]);
  if (!packets.ok) return packets;
  if (!undelivered.ok) return undelivered;
  if (!directory.ok) return directory;
  const value = {
    packets: packets.value,
    undelivered: undelivered.value.items,
    directory: directory.value,
  };
  return { ok: true, value };
}

export async function loadDirectory(session: Session): Promise<Outcome<DeskDirectory>> {
  const listed = await listReachableDesks(session);
  if (!listed.ok) return listed;
  const { self, places, silent, unproved } = listed.value;
  // Desks elsewhere come first: those here are known by name.
  const desks = places.toSorted(
    (a, b) =>
      Number(a.node === self) - Number(b.node === self) ||
      a.node.localeCompare(b.node) ||
      a.subject.name.localeCompare(b.subject.name),
  );
  return { ok: true, value: { self, desks, silent, unproved: unproved.length } };
}

/** So many pages are read at once; older packets are found in the file they are about. */
const MOST_PAGES = 4;

/** The newest packets of a desk. */
export async function loadPackets(
  session: Session,
  desk: string,
): Promise<Outcome<readonly PacketView[]>> {
  const packets: PacketView[] = [];
  let before: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await readPackets(session, desk, before);
    if (!answer.ok) return answer;
    packets.push(...answer.value.items);
    if (answer.value.next === null) break;
    before = answer.value.next;
  }
  return { ok: true, value: packets };
}
