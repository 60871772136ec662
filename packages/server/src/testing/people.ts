/** Invented organisations with real keys and certificates, made as a joining app makes them. */
import { randomBytes, randomUUID } from 'node:crypto';
import {
  type DeskCertificate,
  type DeskKind,
  type DeskMembership,
  type DeviceCertificate,
  joinNode,
  type MemberCertificate,
  type SignInRecord,
} from '@amparo/casework/directory';
import { fetchChallenge, startSession } from '@amparo/casework/sessions';
import {
  generateEncryptionKey,
  generateSigningKey,
  issueCertificate,
  type KeyPair,
  sealDeskKeys,
  sign,
  toBase64url,
  utf8,
} from '@amparo/seal';
import { TEST_ORIGIN, type TestNode } from './test-node.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The present second, the way certificates are dated. */
export function span(days = 365, from = Date.now()): { issuedAt: string; expiresAt: string } {
  return {
    issuedAt: new Date(from - 1000).toISOString(),
    expiresAt: new Date(from + days * DAY_MS).toISOString(),
  };
}

export interface TestDesk {
  readonly desk: string;
  readonly kind: DeskKind;
  readonly signing: KeyPair;
  readonly encryption: KeyPair;
  readonly certificate: DeskCertificate;
}

export interface TestMember {
  readonly member: string;
  readonly lookup: string;
  readonly signing: KeyPair;
  readonly encryption: KeyPair;
  readonly signIn: SignInRecord;
  readonly memberships: DeskMembership[];
}

export interface TestOrganisation {
  readonly organisation: string;
  readonly root: KeyPair;
  readonly desks: TestDesk[];
  readonly members: TestMember[];
}

/** A device with a session: what a member works with. */
export interface AtWork {
  readonly member: TestMember;
  readonly device: string;
  readonly deviceKey: KeyPair;
  readonly certificate: DeviceCertificate;
  readonly cookie: string;
}

/** Certifies a desk under a root. */
export async function makeDesk(
  root: KeyPair,
  organisation: string,
  kind: DeskKind,
): Promise<TestDesk> {
  const desk = randomUUID();
  const signing = await generateSigningKey();
  const encryption = await generateEncryptionKey();
  const subject = {
    desk,
    organisation,
    name: `Invented ${kind} desk`,
    kind,
    signingKey: toBase64url(signing.publicKey),
    encryptionKey: toBase64url(encryption.publicKey),
    enforces: { immigration: false, police: false },
  };
  const certificate = await issueCertificate({ kind: 'desk', subject, issuer: root, ...span() });
  return {
    desk,
    kind,
    signing,
    encryption,
    certificate: certificate as unknown as DeskCertificate,
  };
}

/** Makes a member with a seat at each of these desks. */
export async function makeMember(
  desks: readonly TestDesk[],
  role: 'lead' | 'member' = 'lead',
): Promise<TestMember> {
  const member = randomUUID();
  const signing = await generateSigningKey();
  const encryption = await generateEncryptionKey();
  const lookup = randomBytes(32).toString('base64url');
  const memberships = await Promise.all(
    desks.map((desk) => makeMembership(desk, { member, signing, encryption }, role)),
  );
  const signIn = { member, lookup, sealedKeys: randomBytes(300).toString('base64url') };
  return { member, lookup, signing, encryption, signIn, memberships };
}

/** Certifies a member at a desk and wraps the desk's keys for them. */
export async function makeMembership(
  desk: TestDesk,
  { member, signing, encryption }: Pick<TestMember, 'member' | 'signing' | 'encryption'>,
  role: 'lead' | 'member',
): Promise<DeskMembership> {
  const subject = {
    member,
    desk: desk.desk,
    name: `Invented ${role}`,
    role,
    signingKey: toBase64url(signing.publicKey),
    encryptionKey: toBase64url(encryption.publicKey),
  };
  const certificate = await issueCertificate({
    kind: 'member',
    subject,
    issuer: desk.signing,
    ...span(),
  });
  const keys = {
    encryption: desk.encryption.secretKey,
    keyring: new Uint8Array(32),
    index: new Uint8Array(32),
  };
  const wrapped = await sealDeskKeys({
    desk: desk.desk,
    member,
    memberPublicKey: encryption.publicKey,
    keys,
  });
  return {
    certificate: certificate as unknown as MemberCertificate,
    wrappedKeys: toBase64url(wrapped),
  };
}

/** An organisation with one desk of each kind and one lead who sits at all of them. */
export async function makeOrganisation(kinds: readonly DeskKind[]): Promise<TestOrganisation> {
  const organisation = randomUUID();
  const root = await generateSigningKey();
  const desks = await Promise.all(kinds.map((kind) => makeDesk(root, organisation, kind)));
  return { organisation, root, desks, members: [await makeMember(desks)] };
}

/** The body with which an organisation joins. */
export function joiningBody(made: TestOrganisation, token: string): Record<string, unknown> {
  return {
    token,
    organisation: {
      organisation: made.organisation,
      name: 'Invented organisation',
      rootKey: toBase64url(made.root.publicKey),
    },
    desks: made.desks.map(({ certificate }) => certificate),
    members: made.members.map(({ signIn, memberships }) => ({ signIn, memberships })),
  };
}

/** Makes an organisation and lets it join; throws when the node refuses. */
export async function join(
  node: TestNode,
  kinds: readonly DeskKind[],
  invitation: number,
): Promise<TestOrganisation> {
  const made = await makeOrganisation(kinds);
  const input = joiningBody(made, node.invitations[invitation] ?? '');
  const answer = await node.ask(joinNode, { input });
  if (answer.status !== 200) throw new Error(`joining was refused: ${answer.text}`);
  return made;
}

/** Certifies a new device of a member. */
export async function makeDevice(
  member: TestMember,
  device: string = randomUUID(),
): Promise<Omit<AtWork, 'cookie'>> {
  const deviceKey = await generateSigningKey();
  const subject = {
    device,
    member: member.member,
    signingKey: toBase64url(deviceKey.publicKey),
  };
  const certificate = await issueCertificate({
    kind: 'device',
    subject,
    issuer: member.signing,
    ...span(90),
  });
  return {
    member,
    device,
    deviceKey,
    certificate: certificate as unknown as DeviceCertificate,
  };
}

/** The body with which a device starts a session. */
export async function sessionBody(
  challenge: string,
  { certificate, device, deviceKey }: Omit<AtWork, 'cookie'>,
  origin = TEST_ORIGIN,
): Promise<Record<string, unknown>> {
  const message = utf8(`${origin}|${challenge}|${device}`);
  const signature = toBase64url(await sign(deviceKey.secretKey, 'session', message));
  return { challenge, certificate, signature };
}

/** Signs a member in on a new device. */
export async function signIn(node: TestNode, member: TestMember): Promise<AtWork> {
  const made = await makeDevice(member);
  const asked = await node.ask(fetchChallenge, { input: { member: member.member } });
  const input = await sessionBody(asked.body.challenge, made);
  const started = await node.ask(startSession, { input });
  if (started.status !== 200) throw new Error(`sign-in was refused: ${started.text}`);
  return { ...made, cookie: cookieOf(started.headers) };
}

/** The cookie that an answer sets, as a browser sends it back. */
export function cookieOf(headers: Readonly<Record<string, unknown>>): string {
  return String(headers['set-cookie']).split(';')[0] ?? '';
}
