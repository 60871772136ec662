/** Desks that take packets, here and elsewhere, believed only along a chain from a pinned root. */
import { fromBase64url, sha256, toBase64url, utf8, canonicalJson, verifyChain } from '@amparo/seal';
import type { DeskSubject } from '@amparo/casework/directory';
import { listReachableDesks as listCall } from '@amparo/casework/packets';
import type { PinnedPlace, ReachableDesk, SenderProof } from '@amparo/casework/packets';
import { askOrRecall } from './kept.ts';
import { ok } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import type { DeskAccess, Session } from './session.ts';
import { holds, isPinned, rootOf } from './trust.ts';

/** A desk that takes packets, whose chain to a pinned root holds. */
export interface ReachablePlace extends ReachableDesk {
  /** The certified subject of `desk`: name, kind, what it enforces. */
  readonly subject: DeskSubject;
  /** The name of the member's own node: where a packet to this place comes from. */
  readonly self: string;
}

export interface ReachablePlaces {
  /** The name of the member's own node. */
  readonly self: string;
  readonly places: readonly ReachablePlace[];
  /** Nodes whose desks could not be asked just now. */
  readonly silent: readonly string[];
  /** Desks that a node showed and nothing proves. */
  readonly unproved: readonly string[];
  readonly fromCopy: boolean;
}

/**
 * Lists the desks that can be sent packets; without a line, those that were known before.
 *
 * The root of each organisation is pinned when first seen and never replaced by what a node says later.
 */
export async function listReachableDesks(session: Session): Promise<Outcome<ReachablePlaces>> {
  const answer = await askOrRecall(session, 'exchange/desks', listCall, {});
  if (!answer.ok) return answer;
  const { self, desks, silent } = answer.value.value;
  const places: ReachablePlace[] = [];
  const unproved: string[] = [];
  for (const desk of desks) {
    if (await isProvedPlace(session, desk)) {
      places.push({ ...desk, subject: desk.desk.subject, self });
    } else unproved.push(desk.desk.subject.desk);
  }
  return ok({ self, places, silent, unproved, fromCopy: answer.value.fromCopy });
}

/** Says whether a desk is certified by an organisation whose root this device goes by. */
async function isProvedPlace(session: Session, { organisation, desk }: ReachableDesk) {
  const { subject } = desk;
  return (
    subject.organisation === organisation.organisation &&
    (await isPinned(session.store, organisation.organisation, organisation.rootKey)) &&
    (await isPinned(session.store, subject.desk, subject.organisation)) &&
    (await holds(verifyChain([desk], { root: rootOf(organisation), now: session.now() })))
  );
}

/** Who signed something elsewhere, once it is proved. */
export interface ProvedSigner {
  readonly member: string;
  readonly memberName: string;
  readonly deskName: string;
  readonly organisationName: string;
  /** Ed25519 public key of the device, base64url. */
  readonly deviceKey: string;
}

/**
 * Proves a signer up to the root that is pinned for their organisation, at the time at which they signed; or
 * gives undefined.
 */
export async function proveSigner(
  session: Session,
  proof: SenderProof,
  { organisation, at }: { readonly organisation: PinnedPlace['organisation']; readonly at: string },
): Promise<ProvedSigner | undefined> {
  const { desk, member, device } = proof;
  const isSame =
    proof.organisation.organisation === organisation.organisation &&
    proof.organisation.rootKey === organisation.rootKey &&
    desk.subject.organisation === organisation.organisation &&
    member.subject.desk === desk.subject.desk &&
    device.subject.member === member.subject.member;
  if (!isSame) return undefined;
  if (!(await isPinned(session.store, organisation.organisation, organisation.rootKey))) {
    return undefined;
  }
  const links = [desk, member, device];
  // A certificate renewed since then vouches for the same keys, so only its end counts against the past.
  const now = [at, ...links.map(({ issuedAt }) => issuedAt)]
    .toSorted((a, b) => Date.parse(a) - Date.parse(b))
    .at(-1);
  const root = fromBase64url(organisation.rootKey);
  if (now === undefined || !(await holds(verifyChain(links, { root, now })))) return undefined;
  return {
    member: member.subject.member,
    memberName: member.subject.name,
    deskName: desk.subject.name,
    organisationName: organisation.name,
    deviceKey: device.subject.signingKey,
  };
}

/** The chain under which this device signs for one of the member's desks. */
export function ownProof(session: Session, access: DeskAccess): SenderProof {
  return {
    organisation: access.organisation,
    desk: access.certificate,
    member: access.membership,
    device: session.device.certificate,
  };
}

/** Short words by which two people can compare over the telephone that they mean the same desk. */
export async function placeFingerprint({ organisation, desk }: ReachablePlace): Promise<string> {
  const keys = [organisation.rootKey, desk.subject.signingKey, desk.subject.encryptionKey];
  const hash = toBase64url(await sha256(utf8(canonicalJson(keys))));
  return hash.slice(0, 16).replace(/(.{4})(?!$)/g, '$1 ');
}
