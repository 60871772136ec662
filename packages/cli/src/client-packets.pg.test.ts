/** Packets between two running nodes, with the client that the app and the command line use. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  answerPacket,
  askForPacket,
  createMemoryStore,
  listReachableDesks,
  noteHanded,
  openDrawer,
  openReceivedPacket,
  packetToFile,
  readPacketQuestions,
  readPackets,
  sealAndSend,
} from '@amparo/app/client';
import type { Appended, OpenDrawer, ReachablePlace, Session } from '@amparo/app/client';
import { openPacket } from '@amparo/casework/packets';
import type { Packet, PacketAsked } from '@amparo/casework/packets';
import {
  fromBase64url,
  fromUtf8,
  openFile,
  packetContentHash,
  signStatement,
  toBase64url,
} from '@amparo/seal';
import { buildPortal } from '@amparo/server';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { federationFilePath, settleFederation, settleFederationFile } from './demo/federation.ts';
import { FILE_REPORT } from './demo/people.ts';
import { sendFirstReport } from './demo/person.ts';
import type { Person } from './demo/person.ts';
import { ensurePortalBuilt } from './start/build.ts';
import { layLine, startTestNode } from './testing/node.ts';
import type { TestNode } from './testing/node.ts';
import { pressStop, sharingOf, tick } from './testing/packet-person.ts';
import { joinDesk, must } from './testing/people.ts';
import type { Worker } from './testing/people.ts';

const cluster = inject('AMPARO_TEST_PG' as never) as string;
const sql = new Client({ connectionString: cluster });
const run = (statement: string): Promise<unknown> => sql.query(statement);
const TICKED = ['cover.languages', 'money.unpaid-wages'];
const ASKED = [...TICKED, 'identity.name'];
let folder: string;
let a: TestNode;
let b: TestNode;
let hotline: Worker;
let legal: Worker;

beforeAll(async () => {
  await sql.connect();
  await ensurePortalBuilt(buildPortal, { say: () => undefined });
  folder = await mkdtemp(join(tmpdir(), 'amparo-federation-'));
  const federation = await settleFederation(folder);
  const federationKeys = federation.bodies.map(({ publicKey }) => publicKey);
  const settings = { federationKeys, federationFile: federationFilePath(folder) };
  a = await startTestNode(run, cluster, { ...settings, nodeName: 'England (test)' });
  b = await startTestNode(run, cluster, { ...settings, nodeName: 'Romania (test)', country: 'RO' });
  hotline = await joinDesk(a, 0, 'hotline');
  legal = await joinDesk(b, 0, 'legal');
  const members = [
    { node: 'gb.example', url: a.urls.federation, organisations: undefined },
    { node: 'ro.example', url: b.urls.federation, organisations: undefined },
  ];
  await settleFederationFile(folder, federation, members, AbortSignal.timeout(30_000));
}, 60_000);

afterAll(async () => {
  await a.stop();
  await b.stop();
  await sql.end();
  await rm(folder, { recursive: true, force: true });
});

function shown(result: Appended): OpenDrawer {
  if (result.kind === 'appended' && result.drawer !== null) return result.drawer;
  throw new Error(JSON.stringify(result));
}

async function placeOf(session: Session): Promise<ReachablePlace> {
  const { places } = must(await listReachableDesks(session));
  const place = places.find(({ subject }) => subject.desk === legal.desk);
  if (place === undefined) throw new Error('the desk in Romania');
  return place;
}

interface Asking {
  readonly at: Session;
  readonly person: Person;
  readonly opened: OpenDrawer;
  readonly asked: PacketAsked;
  readonly to: ReachablePlace;
}

/** A person wrote and was asked for three fields. */
async function ask(): Promise<Asking> {
  const at = await hotline.unlock();
  const to = await placeOf(at);
  const person = must(await sendFirstReport(layLine(a.urls.portal).caller, FILE_REPORT));
  const opened = shown(
    await askForPacket(at, must(await openDrawer(at, person.drawer)), {
      to,
      fields: ASKED.map((code) => ({ code, words: wordsOf(code) })),
      why: 'A lawyer for the wages (test).',
      ifYes: 'They read it (test).',
      ifNo: 'Nothing is taken away (test).',
      disclosure: { known: false },
      language: 'ro',
      expiresAt: new Date(Date.now() + 30 * 86_400_000).toISOString(),
    }),
  );
  const asked = readPacketQuestions(opened).state.questions[0]?.asked;
  if (asked === undefined) throw new Error('the question');
  return { at, person, opened, asked, to };
}

const wordsOf = (code: string): string => `Invented words of ${code}`;

async function send({ at, person, asked, to }: Asking, codes: readonly string[]) {
  const { authorisation, expiresAt } = asked.statement;
  return sealAndSend(at, {
    from: hotline.desk,
    to,
    kind: 'referral',
    fields: codes.map((code) => ({ code, words: wordsOf(code) })),
    basis: { kind: 'consent', authorisation },
    conversation: person.drawer,
    expiresAt,
  });
}

/** A person ticked two of three fields, and exactly these were sent and have arrived. */
async function sendTicked() {
  const asking = await ask();
  await tick(layLine(a.urls.portal).caller, asking.person, asking.asked, TICKED);
  const { packet } = must(await send(asking, TICKED));
  const lawyer = await legal.unlock();
  await until(async () =>
    must(await readPackets(lawyer, legal.desk)).items.some(
      ({ statement }) => statement.packet === packet,
    ),
  );
  return { ...asking, packet, lawyer };
}

/** Waits for what the nodes do by themselves; real queues, real sockets. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 150; tries++) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('It did not happen in fifteen seconds.');
}

test('what was ticked arrives word for word, is proved, answered, and stopped', async () => {
  const { at, person, packet, lawyer } = await sendTicked();
  const received = must(await openReceivedPacket(lawyer, packet));
  expect(received.fields).toEqual(TICKED.map((code) => ({ code, words: wordsOf(code) })));
  expect(received).toMatchObject({ attestedBy: 'person-key', fromCopy: false });
  expect(received.sender.deskName).toContain('hotline');
  expect(received.from).toMatchObject({ node: 'gb.example', country: 'GB' });
  must(await answerPacket(lawyer, packet, 'accepted'));
  const portal = layLine(a.urls.portal).caller;
  await until(async () => {
    const [sharing] = await sharingOf(portal, person);
    return sharing?.packets[0]?.decision === 'accepted';
  });
  must(await pressStop(portal, person));
  await until(async () => {
    const [sharing] = await sharingOf(portal, person);
    return sharing?.packets[0]?.deletion === 'deleted';
  });
  const gone = await openReceivedPacket(lawyer, packet);
  expect(gone).toMatchObject({ refusal: { code: 'packet/gone' } });
  const listed = must(await readPackets(at, hotline.desk)).items;
  expect(listed.find(({ statement }) => statement.packet === packet)).toMatchObject({
    state: 'deleted',
  });
}, 60_000);

test('before the person ticked anything, and beyond what they ticked, nothing is sent', async () => {
  const asking = await ask();
  const early = await send(asking, TICKED);
  expect(early).toMatchObject({ refusal: { code: 'packet/no-authorisation' } });
  await tick(layLine(a.urls.portal).caller, asking.person, asking.asked, TICKED);
  const more = await send(asking, ASKED);
  expect(more).toMatchObject({ refusal: { code: 'packet/codes' } });
  const fewer = await send(asking, TICKED.slice(1));
  expect(fewer).toMatchObject({ refusal: { code: 'packet/codes' } });
}, 30_000);

test('the receiving client refuses by itself what two nodes would let through', async () => {
  const { at, packet } = await sendTicked();
  const line = layLine(b.urls.app);
  const lawyer = await legal.unlock(line);
  const lent = must(await lawyer.caller.call(openPacket, { params: { packet } }));
  const made = lent.packet;
  const [first, ...others] = made.items;
  if (first === undefined) throw new Error('an item');
  const codes = TICKED.slice(1);
  // What a sender would sign who works together with both nodes, and what nobody signed.
  const wrong: readonly (readonly [string, Packet])[] = [
    ['packet/codes', await signedAgain(at, { ...made, items: others }, {})],
    ['packet/codes', await signedAgain(at, { ...made, items: others }, { codes })],
    ['packet/basis', await signedAgain(at, made, { basis: { kind: 'vital-interest' } })],
    ['packet/expiry', await signedAgain(at, made, { expiresAt: inDays(60) })],
    ['packet/address', await signedAgain(at, made, { to: { ...made.statement.from } })],
    ['packet/signature', { ...made, items: others }],
    ['packet/signature', { ...made, statement: { ...made.statement, codes } }],
    ['packet/no-authorisation', { ...made, authorisation: null }],
    ['packet/no-authorisation', withWord(made, { codes: ASKED })],
  ];
  for (const [code, instead] of wrong) {
    line.meddle = (path, json) => (path.endsWith('/open') ? { ...lent, packet: instead } : json);
    const read = await openReceivedPacket(lawyer, packet);
    expect(read, code).toMatchObject({ ok: false, refusal: { code } });
  }
  line.meddle = (_path, json) => json;
  expect((await openReceivedPacket(lawyer, packet)).ok).toBe(true);
}, 60_000);

test('an organisation that comes with another root than before is not believed, here or elsewhere', async () => {
  const store = createMemoryStore();
  const line = layLine(a.urls.app);
  const session = await hotline.unlock(line, store);
  await placeOf(session);
  line.meddle = (path, json) =>
    path === '/api/exchange/desks' ? otherRoots(json as { desks: ReachablePlace[] }) : json;
  const listed = must(await listReachableDesks(session));
  expect(listed.places).toEqual([]);
  expect(listed.unproved).toContain(legal.desk);
}, 30_000);

test('without a line the copy is read; after the recall it is gone at the next contact', async () => {
  const { person, packet } = await sendTicked();
  const line = layLine(b.urls.app);
  const lawyer = await legal.unlock(line);
  must(await openReceivedPacket(lawyer, packet));
  line.state = 'cut';
  expect(must(await openReceivedPacket(lawyer, packet))).toMatchObject({ fromCopy: true });
  must(await pressStop(layLine(a.urls.portal).caller, person));
  const other = await legal.unlock();
  await until(async () => {
    const { items } = must(await readPackets(other, legal.desk));
    return items.find(({ statement }) => statement.packet === packet)?.state === 'deleted';
  });
  line.state = 'whole';
  must(await readPackets(lawyer, legal.desk));
  line.state = 'cut';
  expect(await openReceivedPacket(lawyer, packet)).toMatchObject({ ok: false, offline: true });
}, 60_000);

test('somebody without Amparo gets an age file of exactly what was ticked, and that is noted', async () => {
  const asking = await ask();
  await tick(layLine(a.urls.portal).caller, asking.person, asking.asked, TICKED);
  const { at, person, asked } = asking;
  const opened = must(await openDrawer(at, person.drawer));
  const { authorisation } = asked.statement;
  const passphrase = 'nine invented letters';
  const hand = (codes: readonly string[]) =>
    packetToFile(at, opened, {
      authorisation,
      fields: codes.map((code) => ({ code, words: wordsOf(code) })),
      lock: { passphrase },
    });
  expect(await hand(ASKED)).toMatchObject({ refusal: { code: 'packet/codes' } });
  const { bytes, packet, name } = must(await hand(TICKED));
  expect(name).not.toMatch(/amparo|packet|victim/i);
  const content = JSON.parse(fromUtf8(await openFile({ passphrase }, bytes))) as object;
  expect(content).toMatchObject({ fields: TICKED.map((code) => ({ code, words: wordsOf(code) })) });
  const noted = shown(
    await noteHanded(at, opened, { packet, authorisation, codes: [...TICKED], form: 'age-file' }),
  );
  expect(readPacketQuestions(noted).state.handed[0]?.given.packet).toBe(packet);
}, 30_000);

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

/** The packet as its sender would sign it with something else in it. */
async function signedAgain(
  { device }: Session,
  made: Packet,
  change: Partial<Packet['statement']>,
): Promise<Packet> {
  const hash = await packetContentHash({
    holderShare: fromBase64url(made.holderShare),
    nodeShare: fromBase64url(made.nodeShare),
    items: made.items.map(({ code, sealed }) => ({ code, sealed: fromBase64url(sealed) })),
  });
  const statement = { ...made.statement, ...change, contentHash: toBase64url(hash) };
  return {
    ...made,
    statement,
    signature: await signStatement(device.signing, 'packet', statement),
  };
}

function withWord(made: Packet, change: { readonly codes: string[] }): Packet {
  const { authorisation } = made;
  if (authorisation === null) throw new Error('the word');
  const statement = { ...authorisation.statement, ...change };
  return { ...made, authorisation: { ...authorisation, statement } };
}

function otherRoots({ desks, ...rest }: { desks: ReachablePlace[] }): object {
  const rootKey = Buffer.alloc(32, 7).toString('base64url');
  return {
    ...rest,
    desks: desks.map((each) => ({ ...each, organisation: { ...each.organisation, rootKey } })),
  };
}
