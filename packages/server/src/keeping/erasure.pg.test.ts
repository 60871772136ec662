import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDrawer, readCaseload, readFile } from '@amparo/casework/files';
import { endAct, findErased, readFileKeeping } from '@amparo/casework/keeping';
import { readAccessLog } from '@amparo/casework/log';
import { openMailbox } from '@amparo/casework/reports';
import { sequenceOnce } from '../log/index.ts';
import { append, openAs } from '../testing/caseworker.ts';
import { askFor, joinDesk, signBoth, signSecond } from '../testing/keeping.ts';
import { exportLog, verifyExport } from '../testing/log-reader.ts';
import type { AtWork } from '../testing/people.ts';
import { type FileScenario, reachFile, type Scenario, startScenario } from '../testing/scenario.ts';
import { eraseSigned, proveErasures, recallFromFile } from './index.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
let scenario: Scenario;
let colleague: AtWork;
let file: FileScenario;
let identity: string;
let safety: string;

beforeAll(async () => {
  scenario = await startScenario();
  const { node, worker, casework } = scenario;
  colleague = await joinDesk(node, worker, casework);
});
afterAll(() => scenario.node.stop());

beforeEach(async () => {
  file = await reachFile(scenario);
  identity = file.opened.drawers['identity']!.drawer;
  safety = file.opened.drawers['safety']!.drawer;
  const { node, worker, casework } = scenario;
  const { key, opened } = await openAs(node, worker, casework, identity);
  const { position, head } = opened.drawer;
  const entry = { key, file: file.opened.file, seen: { position, head } };
  expect((await append(node, worker, entry)).status).toBe(200);
});

const erasure = (drawers: readonly string[]) => ({
  desk: scenario.casework,
  act: { kind: 'erasure' as const, drawers: [...drawers], ground: 'wish' as const },
});
const hold = (drawers: readonly string[], days = 30) => ({
  desk: scenario.casework,
  act: {
    kind: 'hold' as const,
    drawers: [...drawers],
    packets: [],
    ground: 'court-order' as const,
    provision: 'gb-eaw/invented-act/1',
    until: new Date(scenario.node.now().getTime() + days * DAY_MS).toISOString(),
  },
});

/** The queue's work, with no packet anywhere. */
async function carryOut(act: string): Promise<number> {
  const { keeper } = scenario.node.open;
  const deps = { ...keeper, recall: async () => 0 };
  return eraseSigned(deps, act, scenario.node.now());
}
async function prove(): Promise<number> {
  return proveErasures(scenario.node.open.keeper, scenario.node.now());
}
async function keeping() {
  const params = { file: file.opened.file };
  return scenario.node.ask(readFileKeeping, { params, cookie: scenario.worker.cookie });
}
async function rowsOf(drawer: string): Promise<number> {
  const main = await scenario.node.superuser('main');
  let count = 0;
  for (const table of ['entries', 'grants', 'drawer_versions']) {
    const found = await main.query(`select from ${table} where drawer = $1`, [drawer]);
    count += found.rowCount ?? 0;
  }
  return count;
}
async function sharesOf(drawer: string): Promise<number | null> {
  const keystore = await scenario.node.superuser('keystore');
  return (await keystore.query('select from shares where drawer = $1', [drawer])).rowCount;
}
async function kindsInLog(): Promise<string[]> {
  const params = { file: file.opened.file };
  const asking = { params, cookie: scenario.worker.cookie };
  return (await scenario.node.ask(readAccessLog, asking)).body.records.map(({ kind }) => kind);
}

test('a drawer is erased on two signatures: ciphertext, wraps and share are gone, and it is proved', async () => {
  const { node, worker } = scenario;
  const { act } = await signBoth(node, [worker, colleague], erasure([identity]));
  expect(await sharesOf(identity)).toBe(1);
  expect(await carryOut(act)).toBe(1);
  expect([await rowsOf(identity), await sharesOf(identity)]).toEqual([0, 0]);
  const asking = { params: { drawer: identity }, input: { after: 0 }, cookie: worker.cookie };
  expect((await node.ask(openDrawer, asking)).status).toBe(404);
  expect((await keeping()).body.erased).toMatchObject([{ drawer: identity, provedAt: null }]);

  expect(await prove()).toBe(1);
  const { erased, drawers } = (await keeping()).body;
  expect(erased).toMatchObject([{ class: 'identity', ground: 'wish', shares: 1 }]);
  expect(erased[0]!.provedAt).not.toBeNull();
  expect(drawers.map(({ drawer }) => drawer)).not.toContain(identity);
  expect(await rowsOf(safety)).toBeGreaterThan(0);
  const kinds = await kindsInLog();
  expect(kinds).toEqual(expect.arrayContaining(['erasure-asked', 'erased', 'erasure-proved']));
  expect(await carryOut(act)).toBe(0);
});

test('an erasure is not called proved while a share, a wrap or a sealed entry is left', async () => {
  const { node, worker } = scenario;
  const { act } = await signBoth(node, [worker, colleague], erasure([identity]));
  const keystore = await node.superuser('keystore');
  await carryOut(act);
  await keystore.query(`insert into shares values ('${identity}', 1, '\\x${'07'.repeat(32)}')`);
  expect(await prove()).toBe(0);
  // Found, it was destroyed once more; the next run may prove it.
  expect(await sharesOf(identity)).toBe(0);
  const main = await node.superuser('main');
  await main.query(
    `insert into drawer_versions values ('${identity}', 1, '\\x00', '\\x00', null, now())`,
  );
  expect(await prove()).toBe(0);
  await main.query(`delete from drawer_versions where drawer = '${identity}'`);
  expect(await prove()).toBe(1);
});

test('a device asks which of its drawers are erased, and learns it of those only', async () => {
  const { node, worker, lawyer } = scenario;
  const { act } = await signBoth(node, [worker, colleague], erasure([identity]));
  await carryOut(act);
  const input = { drawers: [identity, safety] };
  for (const { cookie } of [worker, lawyer]) {
    expect((await node.ask(findErased, { input, cookie })).body).toEqual({ erased: [identity] });
  }
});

test('what was sent out of an erased drawer is called back, and nothing else', async () => {
  const { node, worker, casework } = scenario;
  const main = await node.superuser('main');
  const sent = async (code: string) => {
    const packet = randomUUID();
    const to = { node: 'elsewhere.example', organisation: randomUUID(), desk: randomUUID() };
    await main.query(
      `insert into sent_packets (packet, desk, file, hash, statement, to_name, to_country, state,
         sent_at, expires_at)
       values ($1, $2, $3, '\\x00', $4, 'Invented desk', 'RO', 'delivered', now(),
         now() + interval '10 days')`,
      [packet, casework.desk, file.opened.file, { to, thread: randomUUID(), codes: [code] }],
    );
    // It left some time ago.
    await main.query(
      `insert into outgoing_messages (message, peer, thread, desk, type, packet, urgent, sequence, attempts,
         state, made_at, tried_at, next_at, not_after)
       values ($1, $2, $3, $4, 'org.amparo.packet.v1', $5, false, 1, 1, 'delivered', now(), now(), now(),
         now() + interval '1 day')`,
      [randomUUID(), to.node, randomUUID(), casework.desk, packet],
    );
    return packet;
  };
  const [named, cover] = [await sent('identity.name'), await sent('cover.called')];
  const { act } = await signBoth(node, [worker, colleague], erasure([identity]));
  const deps = { ...node.open.keeper, recall: recallFromFile };
  expect(await eraseSigned(deps, act, node.now())).toBe(1);
  const stateOf = async (packet: string) =>
    (
      await main.query<{ state: string }>(`select state from sent_packets where packet = $1`, [
        packet,
      ])
    ).rows[0]?.state;
  expect([await stateOf(named), await stateOf(cover)]).toEqual(['recalled', 'delivered']);
  const recalls = await main.query(
    `select from outgoing_messages where type = 'org.amparo.recall.v1' and body -> 'data' ->> 'packet' = $1`,
    [named],
  );
  expect(recalls.rowCount).toBe(1);
});

test('a whole file goes with conversation, cards, clocks and the salts of its log, which still verifies', async () => {
  const { node, worker, casework, reporter } = { ...scenario, ...file };
  const all = [identity, safety, reporter.drawer];
  const before = await kindsInLog();
  expect(before).toContain('drawer-opened');
  const { act } = await signBoth(node, [worker, colleague], erasure(all));
  expect(await carryOut(act)).toBe(3);
  expect(await prove()).toBeGreaterThanOrEqual(3);
  for (const drawer of all) {
    expect([await rowsOf(drawer), await sharesOf(drawer)]).toEqual([0, 0]);
  }
  const { locator, token } = reporter;
  expect((await node.ask(openMailbox, { input: { locator, token } })).status).toBe(404);
  const main = await node.superuser('main');
  const where = `where file = '${file.opened.file}' or drawer = '${reporter.drawer}'`;
  const left = await main.query<{ kind: string }>(`select distinct kind from openings ${where}`);
  expect(left.rows.map(({ kind }) => kind).sort()).toEqual(
    ['erased', 'erasure-asked', 'erasure-proved'].sort(),
  );
  const caseload = { params: { desk: casework.desk }, cookie: worker.cookie };
  const { cards } = (await node.ask(readCaseload, caseload)).body;
  expect(cards.map((card) => card.file)).not.toContain(file.opened.file);
  await sequenceOnce(node.open.keeper, node.now());
  expect(await verifyExport(await exportLog(node, worker.cookie))).toMatchObject({ ok: true });
});

describe('an erasure is refused', () => {
  test('to a member who does not lead, and to a desk that does not lead the drawer', async () => {
    const { node, lawyer, legal } = scenario;
    const mere = await askFor(node, colleague, erasure([identity]));
    expect(mere.body).toMatchObject({ code: 'keeping/lead-only' });
    const other = await askFor(node, lawyer, { ...erasure([identity]), desk: legal });
    expect(other.body).toMatchObject({ code: 'not-available' });
  });

  test('of the conversation alone, which would cut the person off', async () => {
    const { node, worker, reporter } = { ...scenario, ...file };
    const asked = await askFor(node, worker, erasure([reporter.drawer]));
    expect(asked.body).toMatchObject({ code: 'keeping/whole-file' });
  });

  test('and does nothing on one signature', async () => {
    const { node, worker } = scenario;
    const { statement } = await askFor(node, worker, erasure([identity]));
    expect(await carryOut(statement.act)).toBe(0);
    expect(await rowsOf(identity)).toBeGreaterThan(0);
  });
});

describe('a legal hold', () => {
  test('stops the erasure of what it names until it ends, and is shown with its date', async () => {
    const { node, worker } = scenario;
    const held = await signBoth(node, [worker, colleague], hold([identity]));
    const asked = await askFor(node, worker, erasure([identity]));
    expect(asked.body).toMatchObject({ code: 'keeping/held' });
    const { drawers } = (await keeping()).body;
    expect(drawers.find(({ drawer }) => drawer === identity)!.heldUntil).not.toBeNull();
    expect(drawers.find(({ drawer }) => drawer === safety)!.heldUntil).toBeNull();
    expect(await kindsInLog()).toContain('hold-placed');

    await node.ask(endAct, { params: { act: held.act }, cookie: worker.cookie });
    expect(await kindsInLog()).toContain('hold-ended');
    expect((await askFor(node, worker, erasure([identity]))).status).toBe(200);
  });

  test('placed while an erasure waits stops that as well', async () => {
    const { node, worker } = scenario;
    const { statement } = await askFor(node, worker, erasure([identity]));
    const signed = await signBoth(node, [worker, colleague], erasure([identity, safety]));
    await signBoth(node, [worker, colleague], hold([identity]));
    const second = await signSecond(node, colleague, statement);
    expect(second.body).toMatchObject({ code: 'keeping/held' });
    // Signed before the hold and carried out after it: what is held stays.
    expect(await carryOut(signed.act)).toBe(1);
    expect(await rowsOf(identity)).toBeGreaterThan(0);
    expect(await rowsOf(safety)).toBe(0);
  });

  test('keeps a received packet that would run out, for the provision that it names', async () => {
    const { node, worker, casework, lawyer, legal, oversight } = scenario;
    const overseer = await joinDesk(node, lawyer, oversight);
    const main = await node.superuser('main');
    const packet = randomUUID();
    await main.query(
      `insert into received_packets (packet, source, desk, hash, statement, from_name, origin,
         state, received_at, expires_at)
       values ($1, 'invented.example', $2, '\\x00', '{}', 'Invented desk', '{}', 'delivered', now(),
         now() + interval '1 hour')`,
      [packet, casework.desk],
    );
    const heldFor = async () =>
      (
        await main.query<{ held_for: string | null }>(
          `select held_for from received_packets where packet = $1`,
          [packet],
        )
      ).rows;
    const ofPacket = { ...hold([]), act: { ...hold([]).act, packets: [packet] } };
    const other = await askFor(node, lawyer, { ...ofPacket, desk: legal });
    expect(other.body).toMatchObject({ code: 'not-available' });
    const { statement } = await askFor(node, worker, ofPacket);
    // Oversight cannot see what the desk was sent, so it cannot sign for it.
    expect((await signSecond(node, overseer, statement)).status).toBe(404);
    expect(await heldFor()).toEqual([{ held_for: null }]);
    expect((await signSecond(node, colleague, statement)).status).toBe(200);
    expect(await heldFor()).toEqual([{ held_for: 'gb-eaw/invented-act/1' }]);
    await node.ask(endAct, { params: { act: statement.act }, cookie: worker.cookie });
    expect(await heldFor()).toEqual([{ held_for: null }]);
  });

  test('needs somebody who leads, a second member and an end within a year', async () => {
    const { node, worker } = scenario;
    const mere = await askFor(node, colleague, hold([identity]));
    expect(mere.body).toMatchObject({ code: 'keeping/lead-only' });
    const long = await askFor(node, worker, hold([identity], 400));
    expect(long.body).toMatchObject({ code: 'keeping/term' });
    const { statement } = await askFor(node, worker, hold([identity]));
    const own = await signSecond(node, worker, statement);
    expect(own.body).toMatchObject({ code: 'keeping/same-member' });
    expect((await askFor(node, worker, erasure([identity]))).status).toBe(200);
  });
});

test('reading how long things are kept shows nothing to a desk outside the file', async () => {
  const { node, listener } = scenario;
  const params = { file: file.opened.file };
  const asking = { params, cookie: listener.cookie };
  const other = await node.ask(readFileKeeping, asking);
  const lead = await node.ask(readFile, asking);
  // The hotline holds the conversation it received, and sees that alone.
  expect(other.status).toBe(lead.status);
  if (other.status === 200) {
    expect(other.body.drawers.map((drawer) => drawer.class)).toEqual(['contact']);
  }
});
