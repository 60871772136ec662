import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDrawer, readFile } from '@amparo/casework/files';
import { type AccessRecord, readAccessLog, readOpenings } from '@amparo/casework/log';
import { openMailbox, stopSharing } from '@amparo/casework/reports';
import {
  CHECKPOINT_FILE,
  formatOpenings,
  fromBase64Url,
  openLeaf,
  OPENINGS_FILE,
  parseEntryBundle,
  parseLeaf,
} from '@amparo/ledger';
import { sha256 } from '../bytes.ts';
import { roundTimes } from '../jobs/index.ts';
import { exportLog, verifyExport } from '../testing/log-reader.ts';
import { type FileScenario, reachFile, type Scenario, startScenario } from '../testing/scenario.ts';
import { sequenceOnce } from './sequencer.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
let scenario: Scenario;
let file: FileScenario;

beforeAll(async () => {
  scenario = await startScenario();
  file = await reachFile(scenario);
  await sequence();
});
afterAll(() => scenario.node.stop());

async function sequence(): Promise<void> {
  await sequenceOnce(scenario.node.open.keeper, scenario.node.now());
}

async function readLog(cookie = scenario.worker.cookie): Promise<AccessRecord[]> {
  const params = { file: file.opened.file };
  const answer = await scenario.node.ask(readAccessLog, { params, cookie });
  expect(answer.status).toBe(200);
  return answer.body.records;
}

async function checkpoint(): Promise<string> {
  const { app } = scenario.node.open;
  return (await app.inject({ method: 'GET', url: '/api/log/checkpoint' })).payload;
}

test('an auditor with nothing but the public files finds the log whole', async () => {
  const report = await verifyExport(await exportLog(scenario.node, scenario.worker.cookie));
  expect(report).toMatchObject({ ok: true, problems: [] });
});

test('a later log continues an earlier one, and an auditor who kept that sees it', async () => {
  const before = await checkpoint();
  for (let more = 0; more < 3; more += 1) await readLog();
  await sequence();
  const files = await exportLog(scenario.node, scenario.worker.cookie);
  expect(await verifyExport(files, before)).toMatchObject({ ok: true, truncationChecked: true });
});

test('a log grows beyond one tile and beyond one batch, and stays whole', async () => {
  const client = await scenario.node.superuser('main');
  await client.query(`insert into leaves (leaf) select leaf from leaves, generate_series(1, 3000)
    where leaf_index = 0`);
  await sequence();
  const files = await exportLog(scenario.node, scenario.worker.cookie);
  expect(files.has('tile/0/010')).toBe(true);
  expect(files.has('tile/1/000.p/11')).toBe(true);
  expect(await verifyExport(files)).toMatchObject({ ok: true });
}, 120_000);

test('one changed bit anywhere in the files is found', async () => {
  const files = await exportLog(scenario.node, scenario.worker.cookie);
  for (const [path, bytes] of [...files].filter((_, at) => at % 7 === 0)) {
    const changed = new Map(files);
    const bent = new Uint8Array(bytes);
    const at = Math.floor(bent.length / 2);
    bent[at] = (bent[at] ?? 0) ^ 1;
    changed.set(path, bent);
    expect((await verifyExport(changed)).ok, path).toBe(false);
  }
}, 120_000);

test('a leaf shows a kind and an hour, and nothing of whom it is about', async () => {
  const files = await exportLog(scenario.node, scenario.worker.cookie);
  const entries = [...files].filter(([path]) => path.startsWith('tile/entries/'));
  const leaves = entries.flatMap(([, bytes]) => parseEntryBundle(bytes)).map(parseLeaf);
  expect(leaves.length).toBeGreaterThan(3000);
  const text = JSON.stringify(leaves);
  const ids = [file.opened.file, file.reporter.drawer, scenario.worker.member.member];
  for (const id of ids) expect(text).not.toContain(id);
  for (const leaf of leaves) {
    expect(leaf.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:00:00Z$/);
    expect(Object.keys(leaf).sort()).toEqual(['commitment', 'kind', 'time', 'v']);
  }
});

describe('the access log of a file', () => {
  test('says who did what, newest first, and that it was read is in it the next time', async () => {
    const { reporter } = file;
    const { node, worker } = scenario;
    await node.ask(openMailbox, { input: { locator: reporter.locator, token: reporter.token } });
    const first = await readLog();
    const kinds = first.map(({ kind }) => kind);
    for (const kind of [
      'report-received',
      'entry-appended',
      'authorisation-given',
      'grant-given',
      'file-opened',
      'drawer-opened',
      'mailbox-opened',
    ]) {
      expect(kinds).toContain(kind);
    }
    const times = first.map(({ time }) => time);
    expect(times).toEqual([...times].sort().reverse());
    expect(first.find(({ kind }) => kind === 'mailbox-opened')).toMatchObject({
      byPerson: true,
      actorName: null,
    });
    expect(first.find(({ kind }) => kind === 'file-opened')).toMatchObject({
      byPerson: false,
      actorName: 'Invented lead',
      deskName: 'Invented casework desk',
      detail: { actor: worker.member.member, file: file.opened.file },
    });
    const [latest] = await readLog();
    expect(latest?.kind).toBe('log-read');
  });

  test('is proved line by line by the public log', async () => {
    await sequence();
    const records = (await readLog()).filter(({ index }) => index !== null);
    const files = await exportLog(scenario.node, scenario.worker.cookie);
    const openings = records.map(({ index, salt, detail }) => ({
      index: index ?? -1,
      salt: fromBase64Url(salt) ?? new Uint8Array(),
      detail,
    }));
    const sorted = openings.sort((a, b) => a.index - b.index);
    files.set(OPENINGS_FILE, Buffer.from(formatOpenings(sorted)));
    expect(await verifyExport(files)).toMatchObject({ ok: true, problems: [] });
    const [one, ...rest] = sorted;
    const forged = { ...one!, detail: { ...records[0]!.detail, actor: null, object: null } };
    files.set(OPENINGS_FILE, Buffer.from(formatOpenings([forged, ...rest])));
    expect((await verifyExport(files)).ok).toBe(false);
  });

  test('is read by the lead desk and by nobody else', async () => {
    const { node, listener, lawyer } = scenario;
    const params = { file: file.opened.file };
    for (const { cookie } of [listener, lawyer]) {
      expect((await node.ask(readAccessLog, { params, cookie })).status).toBe(404);
    }
  });

  test('keeps its proofs when its times become coarse', async () => {
    const { node } = scenario;
    await sequence();
    const exact = await readLog();
    const early = { ...node.open.keeper };
    expect(await roundTimes(early, new Date(node.now().getTime() + 29 * DAY_MS))).toBe(0);
    await roundTimes(early, new Date(node.now().getTime() + 31 * DAY_MS));
    const coarse = (await readLog()).slice(1);
    for (const { time } of coarse) expect(time).toMatch(/:00:00\.000Z$/);
    expect(coarse.map(({ salt }) => salt)).toEqual(exact.map(({ salt }) => salt));
    const files = await exportLog(scenario.node, scenario.worker.cookie);
    const entries = [...files].filter(([path]) => path.startsWith('tile/entries/')).sort();
    const leaves = entries.flatMap(([, bytes]) => parseEntryBundle(bytes)).map(parseLeaf);
    for (const { index, salt, detail, time } of coarse) {
      const leaf = leaves[index ?? -1];
      expect(leaf?.time).toBe(`${time.slice(0, 19)}Z`);
      expect(leaf && openLeaf(sha256, leaf, fromBase64Url(salt)!, detail)).toBe(true);
    }
  });
});

describe('oversight', () => {
  test('reads all openings, with no names, and being read is recorded', async () => {
    const { node, lawyer, worker } = scenario;
    const asking = { input: { from: 0 }, cookie: lawyer.cookie };
    const { body } = await node.ask(readOpenings, asking);
    expect(body.records.length).toBeGreaterThan(10);
    expect(body.records.every(({ actorName }) => actorName === null)).toBe(true);
    expect(JSON.stringify(body)).not.toContain('Invented lead');
    const indexes = body.records.map(({ index }) => index);
    expect(indexes).toEqual([...indexes].sort((a, b) => (a ?? 0) - (b ?? 0)));
    await sequence();
    const later = { ...asking, input: { from: (indexes.at(-1) ?? 0) + 1 } };
    const { records } = (await node.ask(readOpenings, later)).body;
    expect(records.map(({ kind }) => kind)).toContain('log-read');
    const refused = await node.ask(readOpenings, { ...asking, cookie: worker.cookie });
    expect(refused.status).toBe(404);
  });
});

describe('what is published', () => {
  test('is the checkpoint for everybody, and the tiles for members only', async () => {
    const { app } = scenario.node.open;
    const get = (url: string, cookie = '') =>
      app.inject({ method: 'GET', url, headers: { host: 'localhost', cookie } });
    expect((await get('/api/log/checkpoint')).statusCode).toBe(200);
    expect((await get('/api/log/tile/0/000')).statusCode).toBe(401);
    const { cookie } = scenario.worker;
    expect((await get('/api/log/tile/0/000', cookie)).rawPayload).toHaveLength(256 * 32);
    for (const path of ['0/999', '0/000.p/300', '0/0', '9/000', '0/000?x=1']) {
      expect((await get(`/api/log/tile/${path}`, cookie)).statusCode, path).toBe(404);
    }
  });

  test('is never a leaf that is not signed yet', async () => {
    const { app } = scenario.node.open;
    const { cookie } = scenario.worker;
    const size = Number((await checkpoint()).split('\n')[1]);
    await readLog();
    const index = String(Math.floor(size / 256)).padStart(3, '0');
    const url = `/api/log/tile/entries/${index}.p/${(size % 256) + 1}`;
    const headers = { host: 'localhost', cookie };
    expect((await app.inject({ method: 'GET', url, headers })).statusCode).toBe(404);
    await sequence();
    expect((await app.inject({ method: 'GET', url, headers })).statusCode).toBe(200);
  });

  test('is signed anew within ten minutes even when nothing happens', async () => {
    await sequence();
    const before = await checkpoint();
    await sequence();
    expect(await checkpoint()).toBe(before);
    scenario.node.advance(10 * 60 * 1000);
    await sequence();
    scenario.node.advance(-10 * 60 * 1000);
    expect(await checkpoint()).not.toBe(before);
  });
});

test('two sequencers at once give every leaf one place', async () => {
  await Promise.all([1, 2, 3, 4].map(() => readLog()));
  await Promise.all([sequence(), sequence(), sequence()]);
  await sequence();
  const files = await exportLog(scenario.node, scenario.worker.cookie);
  expect(await verifyExport(files)).toMatchObject({ ok: true });
  expect(files.get(CHECKPOINT_FILE)).toBeDefined();
});

test('an act and its leaf are there together or not at all', async () => {
  const { node, worker } = scenario;
  const client = await node.superuser('main');
  const { locator, token } = file.reporter;
  await client.query('revoke insert on openings from amparo_portal');
  const answer = await node.ask(stopSharing, { input: { locator, token } });
  await client.query('grant insert on openings to amparo_portal');
  expect(answer.status).toBe(503);
  const params = { file: file.opened.file };
  const { authorisations } = (await node.ask(readFile, { params, cookie: worker.cookie })).body;
  expect(authorisations.map(({ withdrawnAt }) => withdrawnAt)).toEqual([null]);
  const { drawer } = file.reporter;
  const asking = { params: { drawer }, input: { after: 0 }, cookie: worker.cookie };
  expect((await node.ask(openDrawer, asking)).status).toBe(200);
});
