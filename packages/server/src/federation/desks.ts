/** Which desks take packets, here and on other nodes. Nobody's name is asked or told. */
import type { DeskCertificate } from '@amparo/casework/directory';
import { DeskList, type FederationNode } from '@amparo/casework/federation';
import { fromBase64url, SealRefusal, verifyChain } from '@amparo/seal';
import { toText } from '../bytes.ts';
import type { Database } from '../db/handle.ts';
import { callPeer } from './call-peer.ts';
import { listOwnDesks } from './desk-store.ts';
import { callerOf } from './deliver.ts';
import type { Membership } from './membership.ts';
import type { PeerDesk } from './peers.ts';

/** How long the desks of another node are believed without asking again. */
const KEEP_MS = 5 * 60 * 1000;

interface DeskDeps {
  /** As `amparo_federation`. */
  readonly exchange: Database;
  readonly membership: Membership;
  readonly clock: () => Date;
}

/** Desks of this node whose certificate is live. An oversight desk reads logs and takes no packets. */
export async function listDesksHere({ exchange, clock }: DeskDeps): Promise<readonly PeerDesk[]> {
  const rows = await listOwnDesks(exchange.as({ kind: 'federation' }), clock());
  return rows.map(({ organisation, name, root_key, certificate }) => ({
    organisation: { organisation, name, rootKey: toText(root_key) },
    desk: certificate,
  }));
}

/** A function that lists the desks of any node and remembers the answers of others for five minutes. */
export function createDeskList(
  deps: DeskDeps,
): (node: string) => Promise<readonly PeerDesk[] | undefined> {
  const kept = new Map<string, { readonly at: number; readonly desks: readonly PeerDesk[] }>();
  return async (name) => {
    const { membership } = deps;
    if (name === membership.self().node) return listDesksHere(deps);
    const peer = membership.findPeer(name);
    if (peer === undefined) return undefined;
    const now = deps.clock();
    const known = kept.get(name);
    if (known !== undefined && now.getTime() - known.at < KEEP_MS) {
      return provenDesks(peer, known.desks, now);
    }
    const caller = callerOf({ membership }, now);
    const answer = await callPeer(peer, { method: 'GET', path: '/federation/desks' }, caller);
    const list = DeskList.safeParse(answer.kind === 'answered' ? answer.body : undefined);
    if (!list.success || list.data.node !== name) return undefined;
    kept.set(name, { at: now.getTime(), desks: list.data.desks });
    return provenDesks(peer, list.data.desks, now);
  };
}

/** Only desks that follow from a root which the federation file pins for that node. */
async function provenDesks(
  peer: FederationNode,
  desks: readonly PeerDesk[],
  now: Date,
): Promise<readonly PeerDesk[]> {
  const proven: PeerDesk[] = [];
  for (const { desk } of desks) {
    const organisation = peer.organisations.find(
      (pinned) => pinned.organisation === desk.subject.organisation,
    );
    if (organisation === undefined) continue;
    if (await isCertified(desk, organisation.rootKey, now)) proven.push({ organisation, desk });
  }
  return proven;
}

async function isCertified(desk: DeskCertificate, root: string, now: Date): Promise<boolean> {
  try {
    await verifyChain([desk], { root: fromBase64url(root), now: now.toISOString() });
    return true;
  } catch (error) {
    if (error instanceof SealRefusal) return false;
    throw error;
  }
}
