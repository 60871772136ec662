/** Making an organisation, its desks and its members: every key is drawn here, the node gets only public halves. */
import {
  fromBase64url,
  generateEncryptionKey,
  generateSigningKey,
  issueCertificate,
  lookupToken,
  newSignInCard,
  randomBytes,
  sealDeskKeys,
  sealMemberKeys,
  toBase64url,
} from '@amparo/seal';
import type { DeskKeys, KeyPair } from '@amparo/seal';
import {
  addMember as addMemberCall,
  DeskCertificate,
  joinNode as joinNodeCall,
  MemberCertificate,
} from '@amparo/casework/directory';
import type { DeskKind, DeskSubject, OrganisationStatement } from '@amparo/casework/directory';
import type { z } from 'zod';
import type { Caller } from './caller.ts';
import { no, ok } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { findDesk, refuseLocked, stateOf } from './session.ts';
import type { Session } from './session.ts';

/** A desk to make. `enforces` is declared by an authority and shown before anybody consents. */
export interface DeskPlan {
  readonly name: string;
  readonly kind: DeskKind;
  readonly enforces?: DeskSubject['enforces'];
}

/** A member to make, and the desks they work at, by the desk's name in the plan. */
export interface MemberPlan {
  readonly name: string;
  readonly passphrase: string;
  readonly desks: readonly { readonly name: string; readonly role: 'lead' | 'member' }[];
}

export interface OrganisationPlan {
  readonly name: string;
  readonly desks: readonly DeskPlan[];
  readonly members: readonly MemberPlan[];
}

/** What is handed to a member on paper. The text names nobody. */
export interface MemberCard {
  readonly member: string;
  readonly name: string;
  readonly card: string;
}

type Joining = z.infer<typeof joinNodeCall.input>;

/** An organisation that was made on this device. */
export interface NewOrganisation {
  readonly statement: OrganisationStatement;
  /** The root: needed only for new desks. Keep it offline; whoever has it can make desks of this organisation. */
  readonly root: KeyPair;
  readonly cards: readonly MemberCard[];
  /** What the node is given: public keys, certificates and sealed keys. */
  readonly joining: Omit<Joining, 'token'>;
}

/** The shortest passphrase, in characters: the card's 128 bits stand behind it. */
export const SHORTEST_PASSPHRASE = 10;

const DAY_MS = 24 * 60 * 60 * 1000;
const DESK_DAYS = 5 * 365;
const MEMBER_DAYS = 2 * 365;
const HEAD_START_MS = 5 * 60 * 1000;

interface MadeDesk {
  readonly plan: DeskPlan;
  readonly certificate: DeskCertificate;
  readonly signing: KeyPair;
  readonly keys: DeskKeys;
}

/**
 * Makes an organisation: root, desks certified by the root, members certified by their desks, sign-in cards, and
 * desk keys wrapped to each member. Leads get the desk's signing key, with which they can add members.
 *
 * Shape: `now` is RFC 3339; each member takes about a third of a second (Argon2id).
 * Refuses: `request/malformed` for a plan without desks or members, a desk without a lead, two desks of one
 * name, a member at a desk that is not planned, or a passphrase under ten characters.
 */
export async function createOrganisation(
  plan: OrganisationPlan,
  now: string,
): Promise<Outcome<NewOrganisation>> {
  const wrong = findFault(plan);
  if (wrong !== undefined) return no('request/malformed', wrong);
  const root = await generateSigningKey();
  const statement = {
    organisation: globalThis.crypto.randomUUID(),
    name: plan.name,
    rootKey: toBase64url(root.publicKey),
  };
  const desks: MadeDesk[] = [];
  for (const desk of plan.desks) desks.push(await makeDesk(desk, { statement, root, now }));
  const members: Joining['members'] = [];
  const cards: MemberCard[] = [];
  for (const member of plan.members) {
    const at = member.desks.map(({ name, role }) => ({ desk: deskNamed(desks, name), role }));
    const made = await makeMember({ ...member, root: root.publicKey }, at, now);
    members.push(made.record);
    cards.push(made.card);
  }
  const joining = {
    organisation: statement,
    desks: desks.map(({ certificate }) => certificate),
    members,
  };
  return ok({ statement, root, cards, joining });
}

/** Joins a node with an invitation. Refuses: what the node refuses. */
export async function joinNode(
  caller: Caller,
  token: string,
  { joining }: Pick<NewOrganisation, 'joining'>,
): Promise<Outcome<{ readonly organisation: string }>> {
  return caller.call(joinNodeCall, { input: { token, ...joining } });
}

/**
 * Adds a member to desks that this member leads, and gives the card to hand over.
 *
 * Refuses: `not-available` for a desk that this member does not lead, `request/malformed` for a short
 * passphrase, what the node refuses.
 */
export async function addMember(
  session: Session,
  {
    name,
    passphrase,
    desks,
  }: Omit<MemberPlan, 'desks'> & {
    /** By desk id. */
    readonly desks: readonly { readonly desk: string; readonly role: 'lead' | 'member' }[];
  },
): Promise<Outcome<MemberCard>> {
  const locked = refuseLocked(session);
  if (locked !== undefined) return locked;
  if (passphrase.length < SHORTEST_PASSPHRASE) return no('request/malformed', 'passphrase');
  const at: { desk: CertifyingDesk; role: 'lead' | 'member' }[] = [];
  for (const { desk, role } of desks) {
    const access = findDesk(session, desk);
    const secretKey = access?.keys.signing;
    if (access === undefined || secretKey === undefined) return no('not-available');
    const signing = { publicKey: fromBase64url(access.desk.signingKey), secretKey };
    at.push({ desk: { certificate: access.certificate, signing, keys: access.keys }, role });
  }
  const root = fromBase64url(stateOf(session).trust.ownRoot);
  const made = await makeMember({ name, passphrase, root }, at, session.now());
  const added = await session.caller.call(addMemberCall, { input: made.record });
  return added.ok ? ok(made.card) : added;
}

function findFault({ desks, members }: OrganisationPlan): string | undefined {
  const names = new Set(desks.map(({ name }) => name));
  if (desks.length === 0 || members.length === 0) return 'a desk and a member are needed';
  if (names.size !== desks.length) return 'two desks have one name';
  const at = members.flatMap((member) => member.desks);
  if (at.some(({ name }) => !names.has(name)))
    return 'a member works at a desk that is not planned';
  if (members.some((member) => member.desks.length === 0)) return 'a member works at no desk';
  const isLed = (desk: string): boolean => at.some((p) => p.name === desk && p.role === 'lead');
  if (![...names].every(isLed)) return 'a desk has no lead';
  const isShort = members.some(({ passphrase }) => passphrase.length < SHORTEST_PASSPHRASE);
  return isShort ? 'a passphrase is too short' : undefined;
}

function deskNamed(desks: readonly MadeDesk[], name: string): MadeDesk {
  const desk = desks.find(({ plan }) => plan.name === name);
  if (desk === undefined) throw new Error('The plan was checked before.');
  return desk;
}

function validity(now: string, days: number): { issuedAt: string; expiresAt: string } {
  const at = Date.parse(now);
  return {
    issuedAt: new Date(at - HEAD_START_MS).toISOString(),
    expiresAt: new Date(at + days * DAY_MS).toISOString(),
  };
}

async function makeDesk(
  plan: DeskPlan,
  { statement, root, now }: { statement: OrganisationStatement; root: KeyPair; now: string },
): Promise<MadeDesk> {
  const signing = await generateSigningKey();
  const encryption = await generateEncryptionKey();
  const subject: DeskSubject = {
    desk: globalThis.crypto.randomUUID(),
    organisation: statement.organisation,
    name: plan.name,
    kind: plan.kind,
    signingKey: toBase64url(signing.publicKey),
    encryptionKey: toBase64url(encryption.publicKey),
    enforces: plan.enforces ?? { immigration: false, police: plan.kind === 'police' },
  };
  const certificate = await issueCertificate({
    kind: 'desk',
    subject,
    issuer: root,
    ...validity(now, DESK_DAYS),
  });
  return {
    plan,
    certificate: DeskCertificate.parse(certificate),
    signing,
    keys: {
      signing: signing.secretKey,
      encryption: encryption.secretKey,
      keyring: randomBytes(32),
      index: randomBytes(32),
    },
  };
}

type CertifyingDesk = Omit<MadeDesk, 'plan'>;
type MemberRecord = Joining['members'][number];

async function makeMember(
  {
    name,
    passphrase,
    root,
  }: Pick<MemberPlan, 'name' | 'passphrase'> & { readonly root: KeyPair['publicKey'] },
  at: readonly { readonly desk: CertifyingDesk; readonly role: 'lead' | 'member' }[],
  now: string,
): Promise<{ record: MemberRecord; card: MemberCard }> {
  const member = globalThis.crypto.randomUUID();
  const card = newSignInCard(member);
  const signing = await generateSigningKey();
  const encryption = await generateEncryptionKey();
  const sealedKeys = await sealMemberKeys({
    passphrase,
    cardSecret: card.secret,
    member,
    keys: { signing: signing.secretKey, encryption: encryption.secretKey, root },
  });
  const memberships: MemberRecord['memberships'] = [];
  for (const { desk, role } of at) {
    const subject = {
      member,
      desk: desk.certificate.subject.desk,
      name,
      role,
      signingKey: toBase64url(signing.publicKey),
      encryptionKey: toBase64url(encryption.publicKey),
    };
    const certificate = await issueCertificate({
      kind: 'member',
      subject,
      issuer: desk.signing,
      ...validity(now, MEMBER_DAYS),
    });
    memberships.push({
      certificate: MemberCertificate.parse(certificate),
      wrappedKeys: await wrapDeskKeys(desk, { member, role, publicKey: encryption.publicKey }),
    });
  }
  const lookup = toBase64url(await lookupToken(card.secret));
  const signIn = { member, lookup, sealedKeys: toBase64url(sealedKeys) };
  return { record: { signIn, memberships }, card: { member, name, card: card.text } };
}

async function wrapDeskKeys(
  { certificate, keys }: CertifyingDesk,
  to: { member: string; role: 'lead' | 'member'; publicKey: KeyPair['publicKey'] },
): Promise<string> {
  const { signing, ...others } = keys;
  const wrapped = await sealDeskKeys({
    desk: certificate.subject.desk,
    member: to.member,
    memberPublicKey: to.publicKey,
    keys: to.role === 'lead' && signing !== undefined ? keys : others,
  });
  return toBase64url(wrapped);
}
