/** The federation of a running node: who belongs to it, the face for others, the work that goes on. */
import type { FastifyInstance } from 'fastify';
import type { NodeEntry } from '@amparo/casework/federation';
import { toText } from '../bytes.ts';
import type { Limiter } from '../http/limiter.ts';
import type { Logger } from '../logger.ts';
import { faceCalls } from './calls.ts';
import { createDeskList, listDesksHere } from './desks.ts';
import { listOwnOrganisations } from './desk-store.ts';
import { createFace } from './face.ts';
import type { MessageSlices } from './handlers.ts';
import { type MembershipDeps, openMembership } from './membership.ts';
import type { Federation } from './peers.ts';
import type { ExchangeDeps } from './receive.ts';

export interface FederationDeps extends MembershipDeps {
  readonly limiter: Limiter;
  readonly log: Logger;
  /** What is done with messages; the slices send by the same federation. */
  readonly slices: (federation: Federation) => MessageSlices;
  readonly behindProxy: boolean;
  /** Where the face listens when nothing else says where it is. */
  readonly listensAt: () => string;
}

export interface OpenFederation {
  /** For the slices. */
  readonly federation: Federation;
  readonly face: FastifyInstance;
  /** For delivery, fetching and upkeep. */
  readonly exchange: ExchangeDeps;
}

/** Opens the federation. Refuses: `StartRefusal` `federation/refused`. */
export async function openFederation(deps: FederationDeps): Promise<OpenFederation> {
  const { exchange: db, clock } = deps;
  const membership = await openMembership(deps);
  const deskDeps = { exchange: db, membership, clock };
  const federation: Federation = { ...membership, listDesksOf: createDeskList(deskDeps) };
  const exchange: ExchangeDeps = {
    exchange: db,
    membership,
    slices: deps.slices(federation),
  };
  const face = createFace(
    { ...deps, ...exchange, address: () => membership.address() ?? deps.listensAt() },
    faceCalls({ ...exchange, listDesksHere: () => listDesksHere(deskDeps) }),
    () => describeNode(deps, federation, membership.statement()),
  );
  return { federation, face, exchange };
}

/** How this node would stand in the next federation file, from what it has and not from what the file says. */
async function describeNode(
  deps: FederationDeps,
  federation: Federation,
  statement: { readonly federation: string; readonly release: number } | undefined,
): Promise<NodeEntry> {
  const { keys, config } = deps;
  const self = federation.self();
  const own = [keys.nodeSigning, keys.nextSigning]
    .filter((key) => key !== null)
    .map(({ publicKey }) => toText(publicKey));
  const [inUse = ''] = self.signingKeys;
  const signingKeys = own.includes(inUse) ? [inUse, ...own.filter((key) => key !== inUse)] : own;
  const organisations = await listOwnOrganisations(deps.exchange.as({ kind: 'federation' }));
  return {
    entry: {
      node: statement === undefined ? null : self.node,
      name: config.nodeName.slice(0, 120),
      country: config.country,
      url: config.federationUrl ?? self.url,
      signingKeys,
      encryptionKey: toText(keys.encryption.publicKey),
      logKey: (await deps.logKey()).key,
      organisations: organisations.map(({ organisation, name, root_key }) => ({
        organisation,
        name,
        rootKey: toText(root_key),
      })),
    },
    federation: statement?.federation ?? null,
    release: statement?.release ?? 0,
    time: deps.clock().toISOString(),
  };
}
