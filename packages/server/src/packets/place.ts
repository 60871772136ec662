/** Where a packet comes from and goes to, as this node believes it. */
import type { DeskCertificate } from '@amparo/casework/directory';
import { LONGEST_WAY_DAYS } from '@amparo/casework/federation';
import { type DeskAddress, LONGEST_PACKET_DAYS, type PinnedPlace } from '@amparo/casework/packets';
import { type Bytes, fromBase64url } from '@amparo/seal';
import { toBytes, toText } from '../bytes.ts';
import type { Runner } from '../db/handle.ts';
import { findDesks, isCertified } from '../directory/index.ts';
import type { Federation } from '../federation/index.ts';
import { no, ok, type Outcome } from '../outcome.ts';
import type { Age, Pins } from './check.ts';

interface WithFederation {
  readonly federation: Federation;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const WORD: Age = { packet: 0, word: LONGEST_PACKET_DAYS * DAY_MS };
/** Everything is signed here and now. */
export const SIGNED_NOW: Age = { packet: 0, word: 0 };
/** A packet that leaves now, on a word that was taken before. */
export const SENT_NOW: Age = WORD;
/** A packet that was on its way for as long as a message may be. */
export const ON_ITS_WAY: Age = { ...WORD, packet: LONGEST_WAY_DAYS * DAY_MS };

/** What this node goes by for the organisation of one of its own desks. */
export async function ownPins(
  db: Runner,
  desk: string,
  { federation }: WithFederation,
  { now, age }: Pick<Pins, 'now' | 'age'>,
): Promise<Pins> {
  const [own] = await findDesks(db, [desk]);
  return {
    now,
    age,
    rootOf: (asked) => (asked === own?.organisation ? toBytes(own.root_key) : undefined),
    isNodeSigned: (context, signed) =>
      federation.isSignedBy(federation.self().node, context, signed),
  };
}

/** What this node goes by for a peer: the roots that the federation file pins there. */
export function peerPins(node: string, { federation }: WithFederation, now: Date): Pins {
  const peer = federation.findPeer(node);
  return {
    now,
    age: ON_ITS_WAY,
    rootOf: (asked) => {
      const pinned = peer?.organisations.find(({ organisation }) => organisation === asked);
      return pinned && fromBase64url(pinned.rootKey);
    },
    isNodeSigned: (context, signed) => federation.isSignedBy(node, context, signed),
  };
}

/** The receiving desk as it is shown to people. */
export interface Audience {
  readonly name: string;
  readonly country: string;
}

/**
 * Proves the certificate of a receiving desk up to the root that is pinned for it, here or elsewhere.
 *
 * Refuses: `packet/address` for a node or organisation that is not pinned, or another desk than addressed;
 * `certificate/refused`.
 */
export async function findAudience(
  db: Runner,
  { to, desk }: { readonly to: DeskAddress; readonly desk: DeskCertificate },
  { federation }: WithFederation,
  now: Date,
): Promise<Outcome<Audience>> {
  const peer = federation.findPeer(to.node);
  const { subject } = desk;
  if (peer === undefined) return no('packet/address');
  if (subject.desk !== to.desk || subject.organisation !== to.organisation) {
    return no('packet/address');
  }
  const pinned =
    to.node === federation.self().node
      ? await findOwnOrganisation(db, to.desk)
      : peer.organisations.find(({ organisation }) => organisation === to.organisation);
  if (pinned?.organisation !== to.organisation) return no('packet/address');
  const root: Bytes = fromBase64url(pinned.rootKey);
  if (!(await isCertified([desk], { root, now }))) return no('certificate/refused');
  return ok({ name: deskName(subject.name, pinned.name), country: peer.country });
}

/** A desk in words that say whose it is. */
export function deskName(desk: string, organisation: string): string {
  return `${desk}, ${organisation}`;
}

/** A node and one of its organisations, as the federation file pins them; this node's own included. */
export async function findPinnedPlace(
  db: Runner,
  { node, organisation, desk }: DeskAddress,
  { federation }: WithFederation,
): Promise<PinnedPlace | undefined> {
  const peer = federation.findPeer(node);
  if (peer === undefined) return undefined;
  const pinned =
    node === federation.self().node
      ? await findOwnOrganisation(db, desk)
      : peer.organisations.find((each) => each.organisation === organisation);
  if (pinned?.organisation !== organisation) return undefined;
  return {
    node,
    nodeName: peer.name,
    country: peer.country,
    nodeEncryptionKey: peer.encryptionKey,
    nodeSigningKeys: peer.signingKeys,
    organisation: pinned,
  };
}

async function findOwnOrganisation(
  db: Runner,
  desk: string,
): Promise<{ organisation: string; name: string; rootKey: string } | undefined> {
  const [own] = await findDesks(db, [desk]);
  if (own === undefined) return undefined;
  const { organisation, organisation_name: name, root_key } = own;
  return { organisation, name, rootKey: toText(root_key) };
}
