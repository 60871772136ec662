/** A client, a worker and a peer that do not keep to the rules. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  openPacket,
  type Packet,
  type PacketAuthorisation,
  secondPacket,
  sendPacket,
  vouchForAuthorisation,
} from '@amparo/casework/packets';
import { stopSharing } from '@amparo/casework/reports';
import { generateSigningKey, signAuthorisation, signStatement } from '@amparo/seal';
import { makeDevice, makeMembership, makeMember } from '../testing/people.ts';
import {
  addressOf,
  allow,
  makePacket,
  proofOf,
  reachWord,
  smuggle,
  startTwoNodes,
  type TwoNodes,
  wordFor,
} from '../testing/packets.ts';
import { reachFile } from '../testing/scenario.ts';

let two: TwoNodes;
let file: Awaited<ReturnType<typeof reachWord>>;

beforeAll(async () => {
  two = await startTwoNodes();
  file = await reachWord(two);
});
afterAll(() => two.stop());

async function sendFrom(packet: Packet, conversation: string | null = file.reporter.drawer) {
  const { a, b } = two;
  const input = { packet, desk: b.desk.certificate, conversation };
  return a.node.ask(sendPacket, { input, cookie: a.worker.cookie });
}

const codeOf = async (packet: Packet, conversation?: string | null): Promise<unknown> =>
  (await sendFrom(packet, conversation)).body;

describe('a client that sends “consent overridden” itself', () => {
  test('cannot send without the word, with another word, or with a word of its own making', async () => {
    const none = await makePacket(two, file.word, { authorisation: null });
    expect(await codeOf(none)).toMatchObject({ code: 'packet/no-authorisation' });
    const own = await generateSigningKey();
    const { statement } = file.word;
    const { signature } = await signAuthorisation(statement, own.secretKey);
    const forged: PacketAuthorisation = {
      statement,
      attestation: {
        by: 'person-key',
        key: Buffer.from(own.publicKey).toString('base64url'),
        signature,
      },
    };
    expect(await codeOf(await makePacket(two, forged))).toMatchObject({
      code: 'packet/no-authorisation',
    });
  });

  test('cannot call it vital interest: no reason, no second member, or the same member twice', async () => {
    const basis = { kind: 'vital-interest' } as const;
    const fields = [{ code: 'safety.alert', words: 'Invented.' }];
    const stated = [...fields, { code: 'basis.statement', words: 'Invented reason.' }];
    const change = { statement: { basis }, authorisation: null };
    const unstated = await makePacket(two, null, { ...change, fields });
    expect(await codeOf(unstated)).toMatchObject({ code: 'packet/basis' });
    const alone = await makePacket(two, null, { ...change, fields: stated });
    expect(await codeOf(alone)).toMatchObject({ state: 'awaiting-second' });
    await two.settle();
    expect(await stateAtB(alone.statement.packet)).toBeUndefined();
    const { worker, node, casework } = two.a;
    const signature = await signStatement(
      worker.deviceKey.secretKey,
      'packet-second',
      alone.statement,
    );
    const input = { signature, proof: await proofOf(node, worker, casework) };
    const twice = await node.ask(secondPacket, {
      params: { packet: alone.statement.packet },
      input,
      cookie: worker.cookie,
    });
    expect(twice.body).toMatchObject({ code: 'packet/signature' });
    const asConsent = await makePacket(two, file.word, { statement: { basis }, fields: stated });
    expect(await codeOf(asConsent)).toMatchObject({ code: 'packet/basis' });
  });

  test('cannot send for a person whose conversation its desk does not hold', async () => {
    const { a, b } = two;
    const packet = await makePacket(two, file.word);
    const input = { packet, desk: b.desk.certificate, conversation: file.reporter.drawer };
    const asLawyer = await a.node.ask(sendPacket, { input, cookie: a.lawyer.cookie });
    expect(asLawyer.status).toBe(404);
    const elsewhere = await reachFile(two.a);
    expect(await codeOf(packet, elsewhere.reporter.drawer)).toMatchObject({
      code: 'packet/no-authorisation',
    });
    expect(await codeOf(packet, null)).toMatchObject({ code: 'not-available' });
  });
});

describe('a field outside the authorisation', () => {
  test('is refused by the sending node: one too many, one too few, one under another name', async () => {
    const words = file.word.statement.codes.map((code) => ({ code, words: 'Invented.' }));
    const more = [...words, { code: 'account.work', words: 'Invented.' }];
    expect(await codeOf(await makePacket(two, file.word, { fields: more }))).toMatchObject({
      code: 'packet/codes',
    });
    const fewer = words.slice(1);
    expect(await codeOf(await makePacket(two, file.word, { fields: fewer }))).toMatchObject({
      code: 'packet/codes',
    });
    const renamed = await makePacket(two, file.word, {
      tamper: (packet) => ({
        ...packet,
        items: packet.items.map((item) =>
          item.code === 'cover.languages' ? { ...item, code: 'identity.name' } : item,
        ),
      }),
    });
    expect(await codeOf(renamed)).toMatchObject({ code: 'packet/signature' });
  });

  test('is refused by the receiving node although the sending node let it through', async () => {
    const words = [
      ...file.word.statement.codes.map((code) => ({ code, words: 'Invented.' })),
      { code: 'account.work', words: 'Invented.' },
    ];
    const packet = await makePacket(two, file.word, { fields: words });
    expect(await smuggle(two, packet)).toBe('packet/codes');
    expect(await stateAtB(packet.statement.packet)).toBeUndefined();
  });
});

describe('hand-over to another desk than the person allowed', () => {
  test('is refused by the sending node', async () => {
    const { other } = two.b;
    const to = { ...addressOf(two.b), desk: other.desk };
    const packet = await makePacket(two, file.word, { statement: { to } });
    const input = { packet, desk: other.certificate, conversation: file.reporter.drawer };
    const answer = await two.a.node.ask(sendPacket, { input, cookie: two.a.worker.cookie });
    expect(answer.body).toMatchObject({ code: 'packet/address' });
    const kept = await makePacket(two, file.word);
    const wrong = { ...input, packet: kept };
    const mixed = await two.a.node.ask(sendPacket, { input: wrong, cookie: two.a.worker.cookie });
    expect(mixed.body).toMatchObject({ code: 'packet/address' });
  });

  test('is refused by the receiving node, and so is a packet forwarded to another audience', async () => {
    const to = { ...addressOf(two.b), desk: two.b.other.desk };
    const handed = await makePacket(two, file.word, { statement: { to } });
    expect(await smuggle(two, handed)).toBe('packet/address');
    const forwarded = await makePacket(two, file.word, {
      statement: { to: { ...addressOf(two.b), node: 'third.example' } },
    });
    expect(await smuggle(two, forwarded)).toBe('packet/address');
  });
});

test('the right signature with another body is refused by the receiving node', async () => {
  const packet = await makePacket(two, file.word, {
    tamper: (made) => {
      const [first, ...rest] = made.items;
      if (first === undefined) throw new Error('an item');
      const bytes = Buffer.from(first.sealed, 'base64url');
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
      return { ...made, items: [{ ...first, sealed: bytes.toString('base64url') }, ...rest] };
    },
  });
  expect(await codeOf(packet)).toMatchObject({ code: 'packet/signature' });
  expect(await smuggle(two, packet)).toBe('packet/signature');
});

test('other content under the identifier of a packet that was sent is refused', async () => {
  const first = await makePacket(two, file.word);
  expect((await sendFrom(first)).status).toBe(200);
  const statement = { packet: first.statement.packet };
  const second = await makePacket(two, file.word, { statement });
  expect(await codeOf(second)).toMatchObject({ code: 'packet/other-bytes' });
  expect((await sendFrom(first)).status).toBe(200);
});

test('a consent that ends while its packet waits in the outbox keeps it from ever leaving', async () => {
  const short = await reachWord(two, { days: 1 / 24 });
  const packet = await makePacket(two, short.word);
  expect((await sendFrom(packet, short.reporter.drawer)).status).toBe(200);
  const { node } = two.a;
  node.advance(2 * 60 * 60 * 1000);
  await two.settle();
  expect(await stateAtB(packet.statement.packet)).toBeUndefined();
  const client = await node.superuser('main');
  const { rows } = await client.query<{ state: string }>(
    `select state from sent_packets where packet = '${packet.statement.packet}'`,
  );
  expect(rows[0]?.state).toBe('expired');
  node.advance(-2 * 60 * 60 * 1000);
});

test('a word that a mailbox did not sign, or signed for another conversation, is not taken', async () => {
  const { node } = two.a;
  const codes = ['cover.languages'];
  const word = wordFor(file, two.a, { to: addressOf(two.b), codes });
  const own = await generateSigningKey();
  const forged = await allow(node, file.reporter, word, own);
  expect(forged.answered.body).toMatchObject({ code: 'authorisation/refused' });
  const other = await reachFile(two.a);
  const elsewhere = await allow(node, other.reporter, word);
  expect(elsewhere.answered.body).toMatchObject({ code: 'authorisation/refused' });
});

test('a worker’s word needs a witness who is somebody else, on another device', async () => {
  const { node, worker, casework } = two.a;
  const statement = wordFor(file, two.a, { to: addressOf(two.b), codes: ['cover.languages'] });
  const sign = async (key: Uint8Array<ArrayBuffer>) =>
    (await signAuthorisation(statement, key)).signature;
  const proof = await proofOf(node, worker, casework);
  const signature = await sign(worker.deviceKey.secretKey);
  const vouch = (witness: { signature: string; proof: typeof proof }) =>
    node.ask(vouchForAuthorisation, {
      input: { statement, attestation: { by: 'worker', signature, proof, witness } },
      cookie: worker.cookie,
    });
  const alone = await vouch({ signature, proof });
  expect(alone.body).toMatchObject({ code: 'authorisation/refused' });
  // Certified by the desk, but no device of this node: revoked, or never enrolled.
  const stranger = await makeMember([casework], 'member');
  const device = await makeDevice(stranger);
  const seat = await makeMembership(casework, stranger, 'member');
  const strange = await vouch({
    signature: await sign(device.deviceKey.secretKey),
    proof: { ...proof, member: seat.certificate, device: device.certificate },
  });
  expect(strange.body).toMatchObject({ code: 'authorisation/refused' });
});

test('a member of another desk cannot open what was received, nor learn that it is there', async () => {
  const packet = await makePacket(two, file.word);
  await sendFrom(packet);
  await two.settle();
  const params = { packet: packet.statement.packet };
  const { node, worker } = two.a;
  expect((await node.ask(openPacket, { params, cookie: worker.cookie })).status).toBe(404);
  const unknown = { packet: randomUUID() };
  const asked = await two.b.node.ask(openPacket, {
    params: unknown,
    cookie: two.b.lawyer.cookie,
  });
  expect(asked.status).toBe(404);
});

test('Stop during a loan: what was lent a moment ago opens no second time', async () => {
  const lent = await reachWord(two);
  const packet = await makePacket(two, lent.word);
  await sendFrom(packet, lent.reporter.drawer);
  await two.settle();
  const params = { packet: packet.statement.packet };
  const open = () => two.b.node.ask(openPacket, { params, cookie: two.b.lawyer.cookie });
  expect((await open()).status).toBe(200);
  const { locator, token } = lent.reporter;
  await two.a.node.ask(stopSharing, { input: { locator, token } });
  await two.settle();
  expect((await open()).body).toMatchObject({ code: 'packet/gone' });
});

async function stateAtB(packet: string): Promise<string | undefined> {
  const client = await two.b.node.superuser('main');
  const { rows } = await client.query<{ state: string }>(
    `select state from received_packets where packet = '${packet}'`,
  );
  return rows[0]?.state;
}
