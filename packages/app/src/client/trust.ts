/**
 * Whom this device believes. Organisations' roots are pinned when first seen and never replaced by what a
 * node says later; desks, members and devices are believed only along an unbroken chain from a pinned root.
 */
import { fromBase64url, SealRefusal, verifyCertificate, verifyChain } from '@amparo/seal';
import type { Bytes } from '@amparo/seal';
import { readDirectory } from '@amparo/casework/directory';
import type {
  DeskCertificate,
  DeskSubject,
  DeviceCertificate,
  MemberCertificate,
  OrganisationStatement,
} from '@amparo/casework/directory';
import type { z } from 'zod';
import type { Caller } from './caller.ts';
import { no, ok } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import type { SealedStore } from './store.ts';

/** A desk whose chain to a pinned root holds. */
export interface TrustedDesk {
  readonly desk: DeskSubject;
  readonly organisation: OrganisationStatement;
  readonly certificate: DeskCertificate;
}

/** What the directory says, cut down to what is proved. */
export interface Trust {
  /** The root key of the reader's own organisation, as their sealed keys name it. */
  readonly ownRoot: string;
  readonly desks: ReadonlyMap<string, TrustedDesk>;
  /** Members of the reader's own organisation, once for each desk they work at. */
  readonly members: readonly MemberCertificate[];
  /** What the node showed that nothing proves: ids of organisations, desks and members. */
  readonly unproved: readonly string[];
}

/** Who wrote something, as the chain proves it. */
export interface ProvedAuthor {
  readonly member: string;
  readonly device: string;
  readonly memberName: string;
  readonly desk: TrustedDesk;
}

type Directory = z.infer<typeof readDirectory.output>;

/**
 * Reads the directory and keeps what is proved.
 *
 * Shape: `now` is the node's time, RFC 3339; `ownRoot` the root key (base64url) in the member's sealed keys. The last directory is kept sealed on this device and used,
 * and proved again, while there is no line. An organisation that comes with another root than the pinned
 * one is not believed, nor is anything it certified: it is listed in `unproved`.
 * Refuses: `certificate/refused` when no organisation has the root that the member's own keys name.
 */
export async function loadTrust(
  caller: Caller,
  store: SealedStore,
  by: { readonly now: string; readonly ownRoot: string },
): Promise<Outcome<Trust>> {
  const answer = await caller.call(readDirectory, {});
  if (!answer.ok) {
    const kept = answer.offline ? await store.get<unknown>('profile', 'directory') : undefined;
    if (kept === undefined) return answer;
    return ok(await proveDirectory(readDirectory.output.parse(kept), store, by));
  }
  // Seen before anything is pinned: what a false node shows must not stay on this device.
  if (!answer.value.organisations.some(({ rootKey }) => rootKey === by.ownRoot)) {
    return no('certificate/refused', 'this node shows another organisation than that of the card');
  }
  await store.put('profile', 'directory', answer.value);
  return ok(await proveDirectory(answer.value, store, by));
}

async function proveDirectory(
  directory: Directory,
  store: SealedStore,
  { now, ownRoot }: { readonly now: string; readonly ownRoot: string },
): Promise<Trust> {
  const roots = new Map<string, OrganisationStatement>();
  const unproved: string[] = [];
  for (const { organisation, name, rootKey } of directory.organisations) {
    if (await isPinned(store, organisation, rootKey))
      roots.set(organisation, { organisation, name, rootKey });
    else unproved.push(organisation);
  }
  const desks = new Map<string, TrustedDesk>();
  for (const certificate of directory.desks) {
    const { subject } = certificate;
    const organisation = roots.get(subject.organisation);
    const proved =
      organisation !== undefined &&
      (await holds(verifyChain([certificate], { root: rootOf(organisation), now }))) &&
      (await isPinned(store, subject.desk, subject.organisation));
    if (proved) desks.set(subject.desk, { desk: subject, organisation, certificate });
    else unproved.push(subject.desk);
  }
  const members: MemberCertificate[] = [];
  for (const certificate of directory.members) {
    const at = desks.get(certificate.subject.desk);
    if (at !== undefined && (await isMemberOf(at, certificate, now))) members.push(certificate);
    else unproved.push(certificate.subject.member);
  }
  return { ownRoot, desks, members, unproved };
}

/**
 * Says whether this is what the device goes by: an organisation's root key, or a desk's organisation. What
 * is seen for the first time is pinned from then on, so that no node can later put another in its place.
 */
export async function isPinned(store: SealedStore, id: string, value: string): Promise<boolean> {
  const pinned = await store.get<string>('pin', id);
  if (pinned === undefined) await store.put('pin', id, value);
  return pinned === undefined || pinned === value;
}

/** Says whether a desk certified this member, at this moment. */
export async function isMemberOf(
  { certificate, organisation }: TrustedDesk,
  member: MemberCertificate,
  now: string,
): Promise<boolean> {
  return holds(verifyChain([certificate, member], { root: rootOf(organisation), now }));
}

/** A device as the node presents it beside an entry, with the membership under which it wrote. */
export interface PresentedAuthor {
  readonly device: DeviceCertificate;
  readonly member: MemberCertificate;
}

/**
 * Proves who wrote something that the node received at `at`, or gives undefined.
 *
 * A certificate renewed since then vouches for the same keys, so only its end counts against the past.
 */
export async function proveAuthor(
  trust: Trust,
  { device, member }: PresentedAuthor,
  at: string,
): Promise<ProvedAuthor | undefined> {
  const desk = trust.desks.get(member.subject.desk);
  if (desk === undefined || device.subject.member !== member.subject.member) return undefined;
  const links = [
    { certificate: desk.certificate, issuer: rootOf(desk.organisation) },
    { certificate: member, issuer: fromBase64url(desk.desk.signingKey) },
    { certificate: device, issuer: fromBase64url(member.subject.signingKey) },
  ];
  for (const { certificate, issuer } of links) {
    const now = Date.parse(at) < Date.parse(certificate.issuedAt) ? certificate.issuedAt : at;
    if (!(await holds(verifyCertificate(certificate, { now, issuer })))) return undefined;
  }
  const { member: id, name } = member.subject;
  return { member: id, device: device.subject.device, memberName: name, desk };
}

/** The public root key of an organisation, as bytes. */
export function rootOf(organisation: OrganisationStatement): Bytes {
  return fromBase64url(organisation.rootKey);
}

/** Says whether a verification went through; a refusal of `seal` is a plain no. */
export async function holds(verification: Promise<unknown>): Promise<boolean> {
  try {
    await verification;
    return true;
  } catch (error) {
    if (error instanceof SealRefusal) return false;
    throw error;
  }
}
