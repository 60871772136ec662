/** Two nodes of one federation, and packets between them with real keys, honest or not. */
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { readDirectory } from '@amparo/casework/directory';
import type { OrganisationStatement } from '@amparo/casework/directory';
import type { FederationNode } from '@amparo/casework/federation';
import type {
  DeskAddress,
  Packet,
  PacketAuthorisation,
  PacketAuthorisationStatement,
  PacketStatement,
  SenderProof,
} from '@amparo/casework/packets';
import { answerFromMailbox } from '@amparo/casework/reports';
import {
  fromBase64url,
  generateSigningKey,
  type KeyPair,
  sealPacket,
  signAuthorisation,
  signStatement,
  toBase64url,
  utf8,
} from '@amparo/seal';
import { deliverDue } from '../federation/index.ts';
import { endPacket } from '../packets/index.ts';
import { type AtWork, join, signIn, type TestDesk, type TestMember } from './people.ts';
import { look, type Reporter, sealPersonEntry } from './reporter.ts';
import { type FileScenario, reachFile, type Scenario, startScenario } from './scenario.ts';
import { startTestNode, type TestNode } from './test-node.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A desk that receives, with a member at work. */
export interface Receiving {
  readonly node: TestNode;
  readonly desk: TestDesk;
  readonly other: TestDesk;
  readonly lawyer: AtWork;
  readonly organisation: OrganisationStatement;
}

export interface TwoNodes {
  /** The sending node, with a file. */
  readonly a: Scenario;
  readonly b: Receiving;
  /** The next release of the federation file, taken by both nodes. */
  release(change: (nodes: readonly FederationNode[]) => readonly FederationNode[]): Promise<void>;
  /** Delivers what is due at both, until nothing moves. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts both nodes in a federation that two invented bodies signed. */
export async function startTwoNodes(): Promise<TwoNodes> {
  const bodies = [await generateSigningKey(), await generateSigningKey()];
  const federationKeys = bodies.map(({ publicKey }) => toBase64url(publicKey));
  const a = await startScenario({ federationKeys });
  const node = await startTestNode({ federationKeys, nodeName: 'Second node', country: 'RO' });
  const clinic = await join(node, ['legal', 'legal'], 0);
  const [desk, other] = clinic.desks as [TestDesk, TestDesk];
  const lawyer = await signIn(node, clinic.members[0] as TestMember);
  const nodes = [a.node, node];
  let entries = await listen(nodes, ['gb.example', 'ro.example']);
  let release = 0;
  const takeRelease = async (members: readonly FederationNode[]): Promise<void> => {
    release += 1;
    await federate(nodes, { nodes: members, release }, bodies);
    entries = members;
  };
  await takeRelease(entries);
  const organisation = await organisationOf(node, lawyer, desk);
  const settle = async (): Promise<void> => {
    for (let moved = 1; moved > 0;) {
      moved = 0;
      for (const each of [a.node, node]) moved += await deliverDue(each.open.keeper, each.now());
    }
  };
  return {
    a,
    b: { node, desk, other, lawyer, organisation },
    release: (change) => takeRelease(change(entries)),
    settle,
    stop: async () => {
      await a.node.stop();
      await node.stop();
    },
  };
}

async function listen(
  nodes: readonly TestNode[],
  names: readonly string[],
): Promise<readonly FederationNode[]> {
  const entries: FederationNode[] = [];
  for (const [at, node] of nodes.entries()) {
    await node.open.face.listen({ host: '127.0.0.1', port: 0 });
    const { port } = node.open.face.server.address() as AddressInfo;
    const client = await node.superuser('main');
    const { rows } = await client.query<{ organisation: string; name: string; root_key: Buffer }>(
      'select organisation, name, root_key from organisations',
    );
    entries.push({
      ...node.open.federation.self(),
      node: names[at] ?? '',
      url: `http://127.0.0.1:${port}`,
      organisations: rows.map(({ organisation, name, root_key }) => ({
        ...{ organisation, name },
        rootKey: root_key.toString('base64url'),
      })),
    });
  }
  return entries;
}

async function federate(
  nodes: readonly TestNode[],
  said: { readonly nodes: readonly FederationNode[]; readonly release: number },
  bodies: readonly KeyPair[],
): Promise<void> {
  const now = Date.now();
  const statement = {
    federation: 'Invented federation',
    release: said.release,
    issuedAt: new Date(now - 1000).toISOString(),
    expiresAt: new Date(now + 400 * DAY_MS).toISOString(),
    nodes: [...said.nodes],
  };
  const signatures = await Promise.all(
    bodies.map(async ({ publicKey, secretKey }, at) => ({
      body: `Invented body ${at}`,
      key: toBase64url(publicKey),
      signature: await signStatement(secretKey, 'federation', statement),
    })),
  );
  for (const node of nodes) {
    const refused = await node.open.keeper.membership.take({ statement, signatures });
    if (refused !== undefined) throw new Error(`the federation file was refused: ${refused}`);
  }
}

async function organisationOf(
  node: TestNode,
  { cookie }: AtWork,
  desk: TestDesk,
): Promise<OrganisationStatement> {
  const { body } = await node.ask(readDirectory, { cookie });
  const id = desk.certificate.subject.organisation;
  const found = body.organisations.find(({ organisation }) => organisation === id);
  if (found === undefined) throw new Error('the organisation of a desk');
  const { organisation, name, rootKey } = found;
  return { organisation, name, rootKey };
}

/** The address of the receiving desk. */
export function addressOf({ desk, organisation }: Receiving): DeskAddress {
  return { node: 'ro.example', organisation: organisation.organisation, desk: desk.desk };
}

/** What the person says yes to, for the receiving desk. */
export function wordFor(
  { reporter }: Pick<FileScenario, 'reporter'>,
  { worker }: Scenario,
  asked: Pick<PacketAuthorisationStatement, 'to' | 'codes'> & { readonly days?: number },
): PacketAuthorisationStatement {
  const now = Date.now();
  return {
    authorisation: randomUUID(),
    kind: 'packet',
    drawer: reporter.drawer,
    to: asked.to,
    codes: asked.codes,
    askedBy: worker.member.member,
    askedAt: new Date(now - 1000).toISOString(),
    expiresAt: new Date(now + (asked.days ?? 30) * DAY_MS).toISOString(),
  };
}

/** The person says yes to sending, with their own key; gives the node's answer. */
export async function allow(
  node: TestNode,
  reporter: Reporter,
  statement: PacketAuthorisationStatement,
  signing: KeyPair = reporter.signing,
) {
  const { position, head } = await look(node, reporter);
  const { locator, token } = reporter;
  const entry = await sealPersonEntry(reporter, { position, head }, { time: node.now() });
  const { signature } = await signAuthorisation(statement, signing.secretKey);
  const key = toBase64url(signing.publicKey);
  const packetAuthorisation: PacketAuthorisation = {
    statement,
    attestation: { by: 'person-key', key, signature },
  };
  const input = { locator, token, entry, authorisation: null, packetAuthorisation };
  const answered = await node.ask(answerFromMailbox, { input });
  return { answered, packetAuthorisation };
}

/** How a packet differs from an honest one. */
export interface PacketChanges {
  readonly statement?: Partial<PacketStatement>;
  readonly fields?: readonly { readonly code: string; readonly words: string }[];
  readonly authorisation?: PacketAuthorisation | null;
  /** After it was signed. */
  readonly tamper?: (packet: Packet) => Packet;
}

/** Seals a packet for the receiving desk as a member of the leading desk. */
export async function makePacket(
  { a, b }: Pick<TwoNodes, 'a' | 'b'>,
  word: PacketAuthorisation | null,
  changes: PacketChanges = {},
): Promise<Packet> {
  const { node, worker, casework } = a;
  const packet = randomUUID();
  const to = addressOf(b);
  const fields =
    changes.fields ??
    (word?.statement.codes ?? []).map((code) => ({ code, words: `Invented words of ${code}.` }));
  const sealed = await sealPacket({
    packet,
    desk: b.desk.desk,
    deskPublicKey: b.desk.encryption.publicKey,
    node: to.node,
    nodePublicKey: fromBase64url(b.node.open.federation.self().encryptionKey),
    fields: fields.map(({ code, words }) => ({
      code,
      payload: utf8(JSON.stringify({ v: 1, words })),
    })),
  });
  const proof = await proofOf(node, worker, casework);
  const statement: PacketStatement = {
    packet,
    kind: 'referral',
    thread: randomUUID(),
    inReplyTo: null,
    from: {
      node: 'gb.example',
      organisation: proof.organisation.organisation,
      desk: casework.desk,
    },
    member: worker.member.member,
    device: worker.device,
    to,
    codes: fields.map(({ code }) => code),
    basis: { kind: 'consent', authorisation: word?.statement.authorisation ?? randomUUID() },
    sentAt: node.now().toISOString(),
    expiresAt: word?.statement.expiresAt ?? new Date(Date.now() + 20 * DAY_MS).toISOString(),
    contentHash: toBase64url(sealed.contentHash),
    ...changes.statement,
  };
  const made: Packet = {
    statement,
    signature: await signStatement(worker.deviceKey.secretKey, 'packet', statement),
    second: null,
    proof,
    authorisation: changes.authorisation === undefined ? word : changes.authorisation,
    holderShare: toBase64url(sealed.holderShare),
    nodeShare: toBase64url(sealed.nodeShare),
    items: sealed.items.map((item) => ({ ...item, sealed: toBase64url(item.sealed) })),
  };
  return changes.tamper?.(made) ?? made;
}

/** The chain under which a member signs for a desk. */
export async function proofOf(
  node: TestNode,
  { member, certificate, cookie }: AtWork,
  desk: TestDesk,
): Promise<SenderProof> {
  const organisation = await organisationOf(node, { cookie } as AtWork, desk);
  const seat = member.memberships.find(
    (each) => each.certificate.subject.desk === desk.desk,
  )?.certificate;
  if (seat === undefined) throw new Error('the seat of a member');
  return { organisation, desk: desk.certificate, member: seat, device: certificate };
}

/** A file with a person's yes to two fields. */
export async function reachWord(
  { a, b }: Pick<TwoNodes, 'a' | 'b'>,
  { codes = ['money.unpaid-wages', 'cover.languages'], days = 30 } = {},
): Promise<FileScenario & { readonly word: PacketAuthorisation }> {
  const file = await reachFile(a);
  const statement = wordFor(file, a, { to: addressOf(b), codes, days });
  const { answered, packetAuthorisation } = await allow(a.node, file.reporter, statement);
  if (answered.status !== 200) throw new Error(`the yes was refused: ${answered.text}`);
  return { ...file, word: packetAuthorisation };
}

/** Puts a packet into node A's outbox as a corrupt operator could, and gives B's refusal. */
export async function smuggle(two: TwoNodes, packet: Packet): Promise<string | null> {
  const message = randomUUID();
  const client = await two.a.node.superuser('main');
  const now = two.a.node.now();
  await client.query(
    `insert into outgoing_messages (message, peer, thread, desk, type, packet, urgent, body,
       made_at, next_at, not_after)
     values ($1, 'ro.example', $2, $3, 'org.amparo.packet.v1', $4, false, $5, $6, $6, $7)`,
    [
      message,
      packet.statement.thread,
      two.a.casework.desk,
      packet.statement.packet,
      JSON.stringify({ type: 'org.amparo.packet.v1', data: packet }),
      now,
      new Date(now.getTime() + DAY_MS),
    ],
  );
  await two.settle();
  const { rows } = await client.query<{ reason: string | null }>(
    'select reason from outgoing_messages where message = $1',
    [message],
  );
  return rows[0]?.reason ?? null;
}

/** Does at a node what its queue does after a recall. */
export async function endAt(node: TestNode, packet: string): Promise<boolean> {
  return endPacket(node.open.keeper, packet, node.now());
}
