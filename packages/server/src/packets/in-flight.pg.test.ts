/** What is renewed, revoked or removed while a packet is on its way to the other node. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addMember, revokeDevice } from '@amparo/casework/directory';
import {
  openPacket,
  type Packet,
  type SenderProof,
  sendPacket,
  vouchForAuthorisation,
} from '@amparo/casework/packets';
import { issueCertificate, type KeyPair, signAuthorisation } from '@amparo/seal';
import { type AtWork, makeMember, signIn } from '../testing/people.ts';
import {
  addressOf,
  makePacket,
  proofOf,
  reachWord,
  smuggle,
  startTwoNodes,
  type TwoNodes,
  wordFor,
} from '../testing/packets.ts';

const MINUTE_MS = 60 * 1000;
const DAY_MS = 24 * 60 * MINUTE_MS;
let two: TwoNodes;

beforeAll(async () => {
  two = await startTwoNodes();
});
afterAll(() => two.stop());

/** On both clocks. */
function advance(milliseconds: number): void {
  for (const node of [two.a.node, two.b.node]) node.advance(milliseconds);
}

type Nodes = Parameters<Parameters<TwoNodes['release']>[0]>[0];
type Link = 'desk' | 'member' | 'device';

/** The chain of the worker with one certificate that is certified for other days. */
async function proofWith(link: Link, from: number, to: number): Promise<SenderProof> {
  const { node, worker, casework, agency } = two.a;
  const proof = await proofOf(node, worker, casework);
  const issuers: Record<Link, KeyPair> = {
    desk: agency.root,
    member: casework.signing,
    device: worker.member.signing,
  };
  const certificate = await issueCertificate({
    kind: link,
    subject: proof[link].subject,
    issuer: issuers[link],
    issuedAt: new Date(from).toISOString(),
    expiresAt: new Date(to).toISOString(),
  });
  return { ...proof, [link]: certificate };
}

async function send(packet: Packet, conversation: string) {
  const { a, b } = two;
  const input = { packet, desk: b.desk.certificate, conversation };
  return a.node.ask(sendPacket, { input, cookie: a.worker.cookie });
}

async function stateOf(where: 'a' | 'b', packet: Packet): Promise<unknown> {
  const client = await two[where].node.superuser('main');
  const table = where === 'a' ? 'sent_packets' : 'received_packets';
  const { rows } = await client.query<{ state: string }>(
    `select state from ${table} where packet = '${packet.statement.packet}'`,
  );
  return rows[0]?.state;
}

async function problemOf(packet: Packet): Promise<unknown> {
  const client = await two.a.node.superuser('main');
  const { rows } = await client.query<{ problem: string | null }>(
    `select problem from sent_packets where packet = '${packet.statement.packet}'`,
  );
  return rows[0]?.problem;
}

describe('a certificate that ends, and is renewed, while a packet is on its way', () => {
  test.each<Link>(['desk', 'member', 'device'])(
    'the packet is taken, because the %s was certified when it was signed',
    async (link) => {
      const file = await reachWord(two);
      const now = two.a.node.now().getTime();
      const proof = await proofWith(link, now - DAY_MS, now + MINUTE_MS);
      const packet = await makePacket(two, file.word, { tamper: (made) => ({ ...made, proof }) });
      expect((await send(packet, file.reporter.drawer)).status).toBe(200);
      advance(3 * MINUTE_MS);
      await two.settle();
      expect(await stateOf('b', packet)).toBe('delivered');
      const params = { packet: packet.statement.packet };
      const { node, lawyer } = two.b;
      expect((await node.ask(openPacket, { params, cookie: lawyer.cookie })).status).toBe(200);
    },
  );

  test('the sending node takes nothing under one that has ended, whatever date the client writes', async () => {
    const file = await reachWord(two);
    const now = two.a.node.now().getTime();
    const proof = await proofWith('desk', now - 9 * DAY_MS, now - MINUTE_MS);
    const packet = await makePacket(two, file.word, {
      statement: { sentAt: new Date(now - DAY_MS).toISOString() },
      tamper: (made) => ({ ...made, proof }),
    });
    expect((await send(packet, file.reporter.drawer)).body).toMatchObject({
      code: 'certificate/refused',
    });
  });

  test('the other node refuses one that had ended before the packet was signed', async () => {
    const file = await reachWord(two);
    const now = two.a.node.now().getTime();
    const proof = await proofWith('desk', now - 9 * DAY_MS, now - MINUTE_MS);
    const packet = await makePacket(two, file.word, { tamper: (made) => ({ ...made, proof }) });
    expect(await smuggle(two, packet)).toBe('certificate/refused');
    expect(await stateOf('b', packet)).toBeUndefined();
  });

  test('the other node refuses one that ended longer ago than anything can be on its way', async () => {
    const file = await reachWord(two);
    const now = two.a.node.now().getTime();
    const signedAt = now - 130 * DAY_MS;
    const proof = await proofWith('desk', now - 300 * DAY_MS, now - 125 * DAY_MS);
    const packet = await makePacket(two, file.word, {
      statement: { sentAt: new Date(signedAt).toISOString() },
      tamper: (made) => ({ ...made, proof }),
    });
    expect(await smuggle(two, packet)).toBe('certificate/refused');
  });
});

describe('what was revoked or removed while a packet is on its way', () => {
  test('what a device signed that was revoked since leaves no more, and the desk is told', async () => {
    const { node, worker } = two.a;
    const stolen = await signIn(node, worker.member);
    const file = await reachWord(two);
    const a = { ...two.a, worker: stolen };
    const packet = await makePacket({ a, b: two.b }, file.word);
    const input = { packet, desk: two.b.desk.certificate, conversation: file.reporter.drawer };
    const sent = await node.ask(sendPacket, { input, cookie: stolen.cookie });
    expect(sent.status).toBe(200);
    const params = { device: stolen.device };
    const revoked = await node.ask(revokeDevice, { params, cookie: worker.cookie });
    expect(revoked.status).toBe(200);
    await two.settle();
    expect(await stateOf('b', packet)).toBeUndefined();
    expect(await stateOf('a', packet)).toBe('undeliverable');
    expect(await problemOf(packet)).toBe('certificate/refused');
  });

  test('a packet of an organisation that was taken out of the federation file is refused', async () => {
    const file = await reachWord(two);
    const packet = await makePacket(two, file.word);
    expect((await send(packet, file.reporter.drawer)).status).toBe(200);
    const { organisation } = packet.statement.from;
    const without = (nodes: Nodes) =>
      nodes.map((node) => ({
        ...node,
        organisations: node.organisations.filter((each) => each.organisation !== organisation),
      }));
    let whole: Nodes = [];
    await two.release((nodes) => {
      whole = nodes;
      return without(nodes);
    });
    await two.settle();
    expect(await stateOf('b', packet)).toBeUndefined();
    expect(await stateOf('a', packet)).toBe('undeliverable');
    await two.release(() => whole);
  });
});

test('a worker’s word still carries a packet when the certificates under which it was given have ended', async () => {
  const { node, worker, casework } = two.a;
  const made = await makeMember([casework], 'member');
  const input = { signIn: made.signIn, memberships: made.memberships };
  await node.ask(addMember, { input, cookie: worker.cookie });
  const witness = await signIn(node, made);
  const file = await reachWord(two);
  const now = two.a.node.now().getTime();
  const statement = wordFor(file, two.a, { to: addressOf(two.b), codes: ['cover.languages'] });
  const sign = async ({ deviceKey }: AtWork) =>
    (await signAuthorisation(statement, deviceKey.secretKey)).signature;
  const word = {
    statement,
    attestation: {
      by: 'worker' as const,
      signature: await sign(worker),
      proof: await proofWith('member', now - DAY_MS, now + MINUTE_MS),
      witness: {
        signature: await sign(witness),
        proof: await proofOf(node, witness, casework),
      },
    },
  };
  const vouched = await node.ask(vouchForAuthorisation, { input: word, cookie: worker.cookie });
  expect(vouched.status).toBe(200);
  advance(3 * MINUTE_MS);
  const packet = await makePacket(two, word);
  expect((await send(packet, file.reporter.drawer)).status).toBe(200);
  await two.settle();
  expect(await stateOf('b', packet)).toBe('delivered');
});
