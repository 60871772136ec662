import type { z } from 'zod';
import {
  addMember,
  joinNode,
  nodeInformation,
  readDirectory,
  revokeDevice,
} from '@amparo/casework/directory';
import { toText } from '../bytes.ts';
import type { AppDeps } from '../deps.ts';
import { type Route, route } from '../http/route.ts';
import { recordLeaf } from '../ledger/index.ts';
import { no, ok, type Outcome } from '../outcome.ts';
import { anybody, anyMember } from '../http/member.ts';
import { addMemberAsLead, joinWithInvitation } from './join.ts';
import {
  isNodeEmpty,
  listColleagues,
  listDesks,
  listOrganisations,
  revokeDeviceRow,
} from './store.ts';

/** The calls about who is on this node. */
export function directoryRoutes(deps: AppDeps): Route[] {
  return [
    route(nodeInformation, { needs: anybody, handle: ({ now }) => describeNode(deps, now) }),
    route(joinNode, {
      needs: anybody,
      maxBytes: 4 * 1024 * 1024,
      handle: (call) => joinWithInvitation(deps, call),
    }),
    route(addMember, {
      needs: anyMember,
      maxBytes: 512 * 1024,
      handle: (call) => addMemberAsLead(deps, call),
    }),
    route(readDirectory, {
      needs: anyMember,
      handle: async ({ actor }) => {
        const db = deps.db.as(actor);
        const organisations = await listOrganisations(db);
        const desks = await listDesks(db);
        const colleagues = await listColleagues(db);
        return ok({
          organisations: organisations.map((row) => ({
            organisation: row.organisation,
            name: row.name,
            rootKey: toText(row.root_key),
            joinedAt: row.joined_at.toISOString(),
          })),
          desks: desks.map(({ certificate }) => certificate),
          members: colleagues.map(({ certificate }) => certificate),
        });
      },
    }),
    route(revokeDevice, {
      needs: anyMember,
      handle: async ({ actor, params, now }) =>
        deps.db.as(actor).commit(async (tx) => {
          const revoked = await revokeDeviceRow(tx, params.device, now);
          if (revoked === undefined) return no('not-available');
          if (revoked.wasLive) {
            const about = { actor: actor.member, object: params.device };
            await recordLeaf(tx, { kind: 'device-revoked', now, about });
          }
          return ok({});
        }),
    }),
  ];
}

async function describeNode(
  { db, keys, node: facts }: AppDeps,
  now: Date,
): Promise<Outcome<z.input<typeof nodeInformation.output>>> {
  const { node, name, country, demo, version } = facts;
  const log = await facts.logKey();
  return ok({
    node,
    name,
    country,
    demo,
    version,
    empty: await isNodeEmpty(db.as({ kind: 'nobody' })),
    faces: facts.faces(),
    logOrigin: log.origin,
    logKey: log.key,
    nodeKey: toText(keys.nodeSigning.publicKey),
    time: now.toISOString(),
  });
}
