/** Joining: an organisation with its desks and first members; later, a lead adds a member. */
import type { z } from 'zod';
import type {
  addMember,
  DeskCertificate,
  DeskMembership,
  joinNode,
  SignInRecord,
} from '@amparo/casework/directory';
import { fromBase64url } from '@amparo/seal';
import { toBuffer, toBytes } from '../bytes.ts';
import { sha256 } from '../bytes.ts';
import type { Runner } from '../db/handle.ts';
import { refuseTaken } from '../db/taken.ts';
import type { AppDeps } from '../deps.ts';
import type { Asked } from '../http/route.ts';
import { recordLeaf } from '../ledger/index.ts';
import { no, ok, type Outcome } from '../outcome.ts';
import type { MemberActor } from '../http/member.ts';
import { isCertified } from './certificates.ts';
import {
  findDesks,
  findMemberRow,
  insertDesk,
  insertMember,
  insertOrganisation,
  keepMembership,
  lockInvitation,
  useInvitation,
} from './store.ts';

type Joining = z.output<typeof joinNode.input>;
interface NewMember {
  readonly signIn: SignInRecord;
  readonly memberships: readonly DeskMembership[];
}

const JOIN = { name: 'join', perMinute: 20 };

/**
 * Lets an organisation join with an invitation. Everything is taken or nothing.
 *
 * Refuses: `enrolment/refused`, `certificate/refused`, `request/malformed` (an id that exists),
 * `request/too-many`.
 */
export async function joinWithInvitation(
  { db, limiter }: AppDeps,
  { input, now, source }: Asked & { readonly input: Joining },
): Promise<Outcome<{ organisation: string }>> {
  if (!limiter.mayTry(JOIN, source)) return no('request/too-many');
  if (!(await isWellCertified(input, now))) return no('certificate/refused');
  const tokenHash = sha256(Buffer.from(input.token, 'utf8'));
  const { organisation } = input.organisation;
  return refuseTaken(['request/malformed', 'An identifier is in use.'], () =>
    db.as({ kind: 'joining', tokenHash }).commit(async (tx) => {
      if (!(await lockInvitation(tx, tokenHash))) return no('enrolment/refused');
      await insertOrganisation(tx, input.organisation, now);
      for (const desk of input.desks) await insertDesk(tx, desk, now);
      await recordLeaf(tx, { kind: 'organisation-joined', now, about: { object: organisation } });
      for (const member of input.members)
        await seat(tx, member, { organisation, actor: null, now });
      await useInvitation(tx, tokenHash, now);
      return ok({ organisation });
    }),
  );
}

async function isWellCertified(input: Joining, now: Date): Promise<boolean> {
  const { organisation, rootKey } = input.organisation;
  const root = fromBase64url(rootKey);
  const desks = new Map(input.desks.map((desk) => [desk.subject.desk, desk]));
  if (desks.size !== input.desks.length) return false;
  for (const desk of input.desks) {
    if (desk.subject.organisation !== organisation) return false;
    if (!(await isCertified([desk], { root, now }))) return false;
  }
  for (const member of input.members) {
    if (!isOnePerson(member)) return false;
    for (const { certificate } of member.memberships) {
      const desk = desks.get(certificate.subject.desk);
      if (desk === undefined || !(await isCertified([desk, certificate], { root, now }))) {
        return false;
      }
    }
  }
  return true;
}

/** All certificates of a member are about the same person and the same keys, each desk once. */
function isOnePerson({ signIn, memberships }: NewMember): boolean {
  const [first] = memberships.map(({ certificate }) => certificate.subject);
  const desks = new Set(memberships.map(({ certificate }) => certificate.subject.desk));
  return (
    desks.size === memberships.length &&
    memberships.every(
      ({ certificate: { subject } }) =>
        subject.member === signIn.member &&
        subject.signingKey === first?.signingKey &&
        subject.encryptionKey === first.encryptionKey,
    )
  );
}

interface Seating {
  readonly organisation: string;
  readonly actor: string | null;
  readonly now: Date;
}

async function seat(
  tx: Runner,
  member: NewMember,
  { organisation, actor, now }: Seating,
): Promise<void> {
  const signingKey = member.memberships[0]?.certificate.subject.signingKey ?? '';
  await insertMember(tx, { signIn: member.signIn, organisation, signingKey }, now);
  for (const membership of member.memberships) {
    await keepMembership(tx, membership, organisation, now);
    await recordSeat(tx, membership, actor, now);
  }
}

async function recordSeat(
  tx: Runner,
  { certificate: { subject } }: DeskMembership,
  actor: string | null,
  now: Date,
): Promise<void> {
  const about = { actor, desk: subject.desk, object: subject.member };
  await recordLeaf(tx, { kind: 'member-added', now, about });
}

/**
 * A lead adds a member, or renews or adds a seat of one. A lead adds to the desks they lead only.
 *
 * Refuses: `not-available` (not a lead there, or another organisation's member), `certificate/refused`,
 * `request/malformed` (a card that is in use).
 */
export async function addMemberAsLead(
  { db }: AppDeps,
  {
    input,
    now,
    actor,
  }: {
    readonly input: z.output<typeof addMember.input>;
    readonly now: Date;
    readonly actor: MemberActor;
  },
): Promise<Outcome<{ member: string }>> {
  const { signIn, memberships } = input;
  const led = new Set(actor.seats.filter(({ role }) => role === 'lead').map(({ desk }) => desk));
  if (!memberships.every(({ certificate }) => led.has(certificate.subject.desk))) {
    return no('not-available');
  }
  if (!isOnePerson(input)) return no('certificate/refused');
  return refuseTaken(['request/malformed', 'An identifier is in use.'], () =>
    db.as(actor).commit(async (tx) => {
      const organisation = await findCertifyingOrganisation(tx, memberships, now);
      if (organisation === undefined) return no('certificate/refused');
      const known = await findMemberRow(tx, signIn.member);
      if (known === undefined) {
        await seat(tx, input, { organisation, actor: actor.member, now });
        return ok({ member: signIn.member });
      }
      const signingKey = memberships[0]?.certificate.subject.signingKey ?? '';
      if (!known.signing_key.equals(toBuffer(signingKey))) return no('certificate/refused');
      for (const membership of memberships) {
        await keepMembership(tx, membership, organisation, now);
        await recordSeat(tx, membership, actor.member, now);
      }
      return ok({ member: signIn.member });
    }),
  );
}

async function findCertifyingOrganisation(
  tx: Runner,
  memberships: readonly DeskMembership[],
  now: Date,
): Promise<string | undefined> {
  const known = await findDesks(
    tx,
    memberships.map(({ certificate }) => certificate.subject.desk),
  );
  const desks = new Map(known.map((row) => [row.certificate.subject.desk, row]));
  for (const { certificate } of memberships) {
    const desk = desks.get(certificate.subject.desk);
    if (desk === undefined) return undefined;
    const root = toBytes(desk.root_key);
    const links: [DeskCertificate, typeof certificate] = [desk.certificate, certificate];
    if (!(await isCertified(links, { root, now }))) return undefined;
  }
  const organisations = new Set(known.map(({ organisation }) => organisation));
  return organisations.size === 1 ? known[0]?.organisation : undefined;
}
