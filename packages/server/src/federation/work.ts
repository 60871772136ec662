/** The work between nodes that goes on by itself: deliver, fetch, release what waited, warn, forget. */
import type { Logger } from '../logger.ts';
import type { Database } from '../db/handle.ts';
import { repeat } from '../repeat.ts';
import { deliverTo } from './deliver.ts';
import { fetchFrom } from './fetching.ts';
import { deletePast } from './incoming-store.ts';
import { deleteDelivered, findNextDue, findPeerOf, listDuePeers } from './outgoing-store.ts';
import { type ExchangeDeps, releaseHeld } from './receive.ts';
import { scheduleDelivery } from './schedule-store.ts';
import { endOver, warnLate } from './undelivered.ts';

/** What the queue's work needs: the queue, and what is old, belong to the keeper. */
export interface WorkDeps extends ExchangeDeps {
  /** As `amparo_keeper`. */
  readonly keeper: Database;
}

/** Delivers to the node of one message, and leaves word when to try again what did not arrive. */
export async function deliverMessage(deps: WorkDeps, message: string, now: Date): Promise<number> {
  const peer = await findPeerOf(deps.exchange.as({ kind: 'federation' }), message);
  return peer === undefined ? 0 : deliverToPeer(deps, peer, now);
}

/** Delivers what is due to one node, and leaves word when to try again. */
export async function deliverToPeer(deps: WorkDeps, peer: string, now: Date): Promise<number> {
  const count = await deliverTo(deps, peer, now);
  const handle = deps.keeper.as({ kind: 'keeper' });
  const due = await findNextDue(handle, peer);
  if (due !== undefined) await scheduleDelivery(handle, peer, due);
  return count;
}

/** Delivers what is due to every node: what a lost job would have done. */
export async function deliverDue(deps: WorkDeps, now: Date): Promise<number> {
  await endOver(deps, now);
  const peers = await listDuePeers(deps.exchange.as({ kind: 'federation' }), now);
  const counts = await Promise.all(peers.map(({ peer }) => deliverToPeer(deps, peer, now)));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Applies what waited too long, and tells desks what has not arrived. */
export async function watchMessages(deps: ExchangeDeps, now: Date): Promise<number> {
  return (await releaseHeld(deps, now)) + (await warnLate(deps, now));
}

/** Forgets what no message can need any more. */
export async function forgetMessages(
  { keeper }: Pick<WorkDeps, 'keeper'>,
  now: Date,
): Promise<number> {
  const handle = keeper.as({ kind: 'keeper' });
  return (await deletePast(handle, now)) + (await deleteDelivered(handle, now));
}

const RELOAD_MS = 2000;
const FETCH_MS = 15_000;

/**
 * Starts what needs no queue: looking for a newer federation file, and fetching where this node has no
 * address. Gives what stops both.
 */
export function startWatching(deps: ExchangeDeps, log: Logger): (() => Promise<void>)[] {
  const { membership } = deps;
  const after = new Map<string, number>();
  return [
    repeat('federation-file', RELOAD_MS, log, () => membership.reload()),
    repeat('fetch-messages', FETCH_MS, log, async () => {
      if (membership.self().url !== null) return;
      for (const { node, url } of membership.listPeers()) {
        if (url === null) continue;
        const now = new Date();
        const fetched = await fetchFrom(deps, node, { after: after.get(node) ?? 0, now });
        after.set(node, fetched.after);
      }
    }),
  ];
}
