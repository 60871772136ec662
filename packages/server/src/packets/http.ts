import {
  answerPacket,
  LARGEST_PACKET,
  listPacketAuthorisations,
  listPackets,
  listReachableDesks,
  openPacket,
  type ReachableDesk,
  recallPacket,
  secondPacket,
  sendPacket,
  takeBackQuestion,
  vouchForAuthorisation,
} from '@amparo/casework/packets';
import type { Runner } from '../db/handle.ts';
import { findDesks } from '../directory/index.ts';
import type { Federation } from '../federation/index.ts';
import { anyMember, desksOf, type MemberActor, seatedAtPath } from '../http/member.ts';
import { type Route, route } from '../http/route.ts';
import { recordLeaf } from '../ledger/index.ts';
import { no, ok, type Outcome } from '../outcome.ts';
import { findSpokenConversation, listPacketAuthorisationsOf } from './authorisation-store.ts';
import { vouch } from './authorise.ts';
import { decideAs, open } from './open.ts';
import { deskName } from './place.ts';
import { takeBack } from './recall.ts';
import { takeBackAsked } from './take-back.ts';
import { type PacketDeps, second, send } from './send.ts';
import { lockSent, type SentRow, setSentState } from './sent-store.ts';
import { listViews } from './view.ts';

/** The calls of desks that send and receive packets. */
export function packetRoutes(deps: PacketDeps): Route[] {
  const { db, federation } = deps;
  return [
    route(listReachableDesks, {
      needs: anyMember,
      handle: async () => ok(await listDesks(federation)),
    }),
    route(sendPacket, {
      needs: anyMember,
      maxBytes: 2 * LARGEST_PACKET,
      handle: (call) => send(deps, call),
    }),
    route(secondPacket, { needs: anyMember, handle: (call) => second(deps, call) }),
    route(listPackets, {
      needs: seatedAtPath,
      handle: async ({ actor, params, input, now }) => {
        const handle = db.as(actor);
        const [own] = await findDesks(handle, [params.desk]);
        if (own === undefined) return no('not-available');
        const names = deskName(own.certificate.subject.name, own.organisation_name);
        const before = input.before === undefined ? soonAfter(now) : new Date(input.before);
        return ok(await listViews(handle, { desk: params.desk, before, names }));
      },
    }),
    route(openPacket, { needs: anyMember, handle: (call) => open(deps, call) }),
    route(answerPacket, { needs: anyMember, handle: (call) => decideAs(deps, call) }),
    route(recallPacket, {
      needs: anyMember,
      handle: async ({ actor, params, now }) =>
        db.as(actor).commit((tx) => recall(tx, { actor, packet: params.packet, now })),
    }),
    route(takeBackQuestion, { needs: anyMember, handle: (call) => takeBackAsked(deps, call) }),
    route(vouchForAuthorisation, { needs: anyMember, handle: (call) => vouch(deps, call) }),
    route(listPacketAuthorisations, {
      needs: anyMember,
      handle: async ({ actor, params }) => {
        const handle = db.as(actor);
        const spoken = await findSpokenConversation(handle, params.drawer);
        if (spoken === undefined) return no('not-available');
        return ok({ items: await listPacketAuthorisationsOf(handle, params.drawer) });
      },
    }),
  ];
}

/** What was sent in this very millisecond is on the first page as well. */
function soonAfter(now: Date): Date {
  return new Date(now.getTime() + 1);
}

async function listDesks(federation: Federation) {
  const self = federation.self();
  const desks: ReachableDesk[] = [];
  const silent: string[] = [];
  const nodes = [self, ...federation.listPeers().filter(({ node }) => node !== self.node)];
  const listed = await Promise.all(nodes.map(({ node }) => federation.listDesksOf(node)));
  for (const [at, peer] of nodes.entries()) {
    const found = listed[at];
    if (found === undefined && peer.organisations.length > 0) silent.push(peer.node);
    for (const { organisation, desk } of found ?? []) {
      desks.push({
        node: peer.node,
        nodeName: peer.name,
        country: peer.country,
        nodeEncryptionKey: peer.encryptionKey,
        nodeSigningKeys: peer.signingKeys,
        organisation,
        desk,
      });
    }
  }
  return { self: self.node, desks, silent };
}

interface Recalling {
  readonly actor: MemberActor;
  readonly packet: string;
  readonly now: Date;
}

/** Nobody signed it second, so it never left: nobody else is told that it was there. */
async function withdrawUnsent(
  tx: Runner,
  { packet, statement, file, conversation: drawer }: SentRow,
  { actor, now }: { readonly actor: MemberActor; readonly now: Date },
): Promise<void> {
  await setSentState(tx, packet, { state: 'refused' });
  const about = { actor: actor.member, desk: statement.to.desk, file, drawer, object: packet };
  await recordLeaf(tx, { kind: 'packet-refused', now, about });
}

/** Takes back what one of the member's desks sent. Recalled already: the same answer. */
async function recall(
  tx: Runner,
  { actor, packet, now }: Recalling,
): Promise<Outcome<{ recalledAt: string }>> {
  const sent = await lockSent(tx, packet);
  if (sent === undefined || !desksOf(actor).includes(sent.desk)) return no('not-available');
  if (sent.recalled_at !== null) return ok({ recalledAt: sent.recalled_at.toISOString() });
  if (sent.state === 'deleted' || sent.state === 'expired') return no('packet/gone');
  if (sent.state === 'refused') return no('packet/gone');
  if (sent.state === 'awaiting-second') await withdrawUnsent(tx, sent, { actor, now });
  else await takeBack(tx, sent, { actor: actor.member, now });
  return ok({ recalledAt: now.toISOString() });
}
