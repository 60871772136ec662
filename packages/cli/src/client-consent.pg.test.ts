/** What is written down about consent on a running node, by two members with the client that the app uses. */
import {
  askForPacket,
  createMemoryStore,
  createOrganisation,
  joinNode,
  listPacketAuthorisations,
  listReachableDesks,
  openDrawer,
  readPacketQuestions,
  readPackets,
  recordConsents,
  sealAndSend,
  sendOnOtherBasis,
  standBehind,
  takeBackQuestion,
  unlock,
} from '@amparo/app/client';
import type { Appended, OpenDrawer, ReachablePlace, Session } from '@amparo/app/client';
import type { PacketAsked } from '@amparo/casework/packets';
import { narrowSharing } from '@amparo/casework/reports';
import { signAuthorisation, toBase64url } from '@amparo/seal';
import { buildPortal } from '@amparo/server';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { FILE_REPORT } from './demo/people.ts';
import { sendFirstReport } from './demo/person.ts';
import type { Person } from './demo/person.ts';
import { ensurePortalBuilt } from './start/build.ts';
import { layLine, startTestNode } from './testing/node.ts';
import type { TestNode } from './testing/node.ts';
import { pressStop, tick } from './testing/packet-person.ts';
import { joinDesk, must } from './testing/people.ts';

const cluster = inject('AMPARO_TEST_PG' as never) as string;
const sql = new Client({ connectionString: cluster });
const CODES = ['cover.languages', 'money.unpaid-wages'];
let node: TestNode;
let first: Session;
let colleague: Session;
let to: ReachablePlace;

beforeAll(async () => {
  await sql.connect();
  await ensurePortalBuilt(buildPortal, { say: () => undefined });
  node = await startTestNode((statement) => sql.query(statement), cluster);
  [first, colleague] = await joinTwo();
  const legal = await joinDesk(node, 1, 'legal');
  const { places } = must(await listReachableDesks(first));
  to = places.find(({ subject }) => subject.desk === legal.desk)!;
}, 60_000);

afterAll(async () => {
  await node.stop();
  await sql.end();
});

/** A hotline with two members, each on a device of their own. */
async function joinTwo(): Promise<[Session, Session]> {
  const desks = [{ name: 'Line (test)', kind: 'hotline' as const }];
  const passphrase = 'three quiet words';
  const members = (['lead', 'member'] as const).map((role) => ({
    ...{ name: `${role} of the line (test)`, passphrase },
    desks: [{ name: 'Line (test)', role }],
  }));
  const plan = { name: 'Line of invention (test)', desks, members };
  const made = must(await createOrganisation(plan, new Date().toISOString()));
  must(await joinNode(layLine(node.urls.app).caller, node.invitations[0] ?? '', made));
  const sessions = made.cards.map(async ({ card }) => {
    const { caller } = layLine(node.urls.app);
    return must(await unlock({ card, passphrase, caller, store: createMemoryStore() }));
  });
  return Promise.all(sessions) as Promise<[Session, Session]>;
}

function shown(result: Appended | null): OpenDrawer {
  if (result?.kind === 'appended' && result.drawer !== null) return result.drawer;
  throw new Error(JSON.stringify(result));
}

const portal = () => layLine(node.urls.portal).caller;

async function ask(): Promise<{ person: Person; asked: PacketAsked }> {
  const person = must(await sendFirstReport(portal(), FILE_REPORT));
  const opened = shown(
    await askForPacket(first, must(await openDrawer(first, person.drawer)), {
      to,
      fields: CODES.map((code) => ({ code, words: `Invented words of ${code}` })),
      ...{ why: 'The wages (test).', ifYes: 'They read it (test).' },
      ...{ ifNo: 'Nothing is taken away (test).', disclosure: { known: false } },
      language: 'ro',
      expiresAt: new Date(Date.now() + 30 * 86_400_000).toISOString(),
    }),
  );
  return { person, asked: readPacketQuestions(opened).state.questions[0]!.asked };
}

async function record(session: Session, { drawer }: Person, opened?: OpenDrawer) {
  const words = must(await listPacketAuthorisations(session, drawer));
  const place = { words, node: 'gb.example', country: 'GB', withdrawal: 'Press Stop (test).' };
  return recordConsents(session, opened ?? must(await openDrawer(session, drawer)), place);
}

/** The person leaves one field allowed. */
async function leave(person: Person, asked: PacketAsked, codes: string[]): Promise<void> {
  const statement = { ...asked.statement, codes };
  const { signature } = await signAuthorisation(statement, person.signing.secretKey);
  const key = toBase64url(person.signing.publicKey);
  const narrowed = { statement, attestation: { by: 'person-key' as const, key, signature } };
  const held = { locator: person.receipt.locator, token: person.token };
  must(await portal().call(narrowSharing, { input: { ...held, narrowed } }));
}

async function recordsSeenBy(session: Session, { drawer }: Person) {
  const { state, refused } = readPacketQuestions(must(await openDrawer(session, drawer)));
  expect(refused).toEqual([]);
  return state.records;
}

test('a second member reads when the person said yes, took a part back and stopped, each once', async () => {
  const { person, asked } = await ask();
  expect(await record(first, person)).toBeNull();
  await tick(portal(), person, asked, CODES);
  const [one, other] = await Promise.all(
    [first, colleague].map(async (session) => must(await openDrawer(session, person.drawer))),
  );
  // Both saw the answer before either wrote.
  await record(first, person, one);
  await record(colleague, person, other);
  expect(await recordsSeenBy(colleague, person)).toHaveLength(1);
  await leave(person, asked, ['cover.languages']);
  expect((await record(colleague, person))?.kind).toBe('appended');
  expect(await record(first, person)).toBeNull();
  must(await pressStop(portal(), person));
  expect((await record(first, person))?.kind).toBe('appended');
  expect(await record(colleague, person)).toBeNull();
  const records = await recordsSeenBy(colleague, person);
  expect(records).toHaveLength(3);
  const last = records.at(-1);
  expect(last?.kind === 'consent' && last.events).toMatchObject([
    {
      event_state: 'https://w3id.org/dpv#ConsentGiven',
      in_own_words: expect.any(String) as string,
    },
    {
      event_state: 'https://w3id.org/dpv#ConsentWithdrawn',
      pii_types: ['money.unpaid-wages'],
    },
    { event_state: 'https://w3id.org/dpv#ConsentWithdrawn', entity_id: person.drawer },
  ]);
}, 60_000);

test('after a part was taken back this client sends without it, and refuses to send it', async () => {
  const { person, asked } = await ask();
  await tick(portal(), person, asked, CODES);
  await leave(person, asked, ['cover.languages']);
  const send = (codes: readonly string[]) =>
    sealAndSend(first, {
      ...{ from: first.desks[0]!.desk.desk, to, kind: 'referral' },
      fields: codes.map((code) => ({ code, words: `Invented words of ${code}` })),
      basis: { kind: 'consent', authorisation: asked.statement.authorisation },
      ...{ conversation: person.drawer, expiresAt: asked.statement.expiresAt },
    });
  expect(await send(CODES)).toMatchObject({ refusal: { code: 'packet/codes' } });
  expect(must(await send(['cover.languages'])).statement.codes).toEqual(['cover.languages']);
}, 30_000);

test('a question that a desk took back takes no answer, and a colleague sees who took it back', async () => {
  const { person, asked } = await ask();
  const { authorisation } = asked.statement;
  const opened = must(await openDrawer(colleague, person.drawer));
  const back = shown(await takeBackQuestion(colleague, opened, authorisation));
  expect(await takeBackQuestion(colleague, back, authorisation)).toMatchObject({
    refusal: { code: 'packet/taken-back' },
  });
  await expect(tick(portal(), person, asked, CODES)).rejects.toThrow('packet/taken-back');
  const seen = readPacketQuestions(must(await openDrawer(first, person.drawer)));
  expect(seen.state.questions[0]).toMatchObject({ takenBack: { by: colleague.member } });
}, 30_000);

test('the reason of another basis is read before the second member signs, and both are recorded', async () => {
  const { person } = await ask();
  const opened = must(await openDrawer(first, person.drawer));
  const { sent, recorded } = await sendOnOtherBasis(first, opened, {
    ...{ from: first.desks[0]!.desk.desk, to, kind: 'alert' },
    fields: [{ code: 'cover.languages', words: 'Romanian (test)' }],
    basis: { kind: 'vital-interest' },
    ...{ reason: 'Somebody followed her today (test).', second: colleague.member },
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
  });
  const { statement } = must(sent);
  expect(recorded.kind).toBe('appended');
  // Without the reason in the conversation nobody signs: here it is the drawer from before.
  const blind = await standBehind(colleague, opened, statement);
  expect(blind.seconded).toMatchObject({ refusal: { code: 'packet/basis' } });
  const now = must(await openDrawer(colleague, person.drawer));
  expect(readPacketQuestions(now).state.records).toMatchObject([
    { statement: 'Somebody followed her today (test).', second_member: colleague.member },
  ]);
  const stood = await standBehind(colleague, now, statement);
  must(stood.seconded);
  expect(stood.recorded.kind).toBe('appended');
  const records = await recordsSeenBy(first, person);
  expect(records.map((each) => each.kind === 'basis' && each.signed_at !== undefined)).toEqual([
    false,
    true,
  ]);
  const { items } = must(await readPackets(first, first.desks[0]!.desk.desk));
  const state = items.find((item) => item.statement.packet === statement.packet)?.state;
  expect(state).not.toBe('awaiting-second');
}, 60_000);
