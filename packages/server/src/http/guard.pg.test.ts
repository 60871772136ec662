import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Endpoint } from '@amparo/casework/kernel';
import { appendEntry, openDrawer, readFile } from '@amparo/casework/files';
import { rewrapGrant } from '@amparo/casework/grants';
import { readAccessLog } from '@amparo/casework/log';
import type { AppDeps } from '../deps.ts';
import { appRoutes } from '../routes.ts';
import { makeCard, makeGrant, sealMemberEntry } from '../testing/caseworker.ts';
import { type FileScenario, reachFile, type Scenario, startScenario } from '../testing/scenario.ts';
import type { Asking } from '../testing/test-node.ts';

let scenario: Scenario;
let file: FileScenario;

beforeAll(async () => {
  scenario = await startScenario();
  file = await reachFile(scenario);
});
afterAll(() => scenario.node.stop());

// The routes only keep what they are given, so that their contracts can be listed without a node.
const guarded = appRoutes({} as AppDeps)
  .map(({ endpoint }) => endpoint)
  .filter(({ session }) => session);

const anywhere = { file: randomUUID(), drawer: randomUUID(), desk: randomUUID() };
const anyParams = {
  ...anywhere,
  grant: randomUUID(),
  device: randomUUID(),
  clock: randomUUID(),
};

describe.each(guarded)('$method $path', (endpoint: Endpoint) => {
  test('answers nobody without a session', async () => {
    const { node } = scenario;
    const none = await node.ask(endpoint, { params: anyParams });
    expect(none.status).toBe(401);
    expect(none.body).toMatchObject({ code: 'session/none' });
    const cookie = scenario.worker.cookie.replace(/=.*/, `=${'A'.repeat(43)}`);
    const forged = await node.ask(endpoint, { params: anyParams, cookie });
    expect(forged.text).toBe(none.text);
  });
});

/** A well-formed request for each call that names somebody's things. */
async function requestFor(
  name: string,
  ids: { file: string; drawer: string; desk: string; grant: string; device: string },
): Promise<Asking> {
  const { lawyer, legal } = scenario;
  const { file: id, drawer, desk, grant, device } = ids;
  const clock = randomUUID();
  const key = { ...file.opened.drawers['safety']!.key, drawer };
  const seen = { position: 0, head: 'A'.repeat(43) };
  const holderShare = new Uint8Array(32);
  const given = await makeGrant(lawyer, { drawer, to: legal, holderShare });
  const { member } = lawyer.member;
  const version = {
    drawer,
    version: 2,
    dropKey: 'A'.repeat(1622),
    sealedDropSecret: 'AAAA',
    sealedPrevious: 'AAAA',
    grants: [given],
  };
  const bytes = await sealMemberEntry(lawyer, { key, file: id, seen });
  const first = { ...version, version: 1, sealedPrevious: null };
  const wanted = [{ drawer: randomUUID(), class: 'identity' }];
  const requests: Record<string, Asking> = {
    'POST /api/devices/:device/revoke': { params: { device } },
    'GET /api/desks/:desk/inbox': { params: { desk } },
    'POST /api/reports/:drawer/close': { params: { drawer } },
    'POST /api/files': {
      input: { file: randomUUID(), desk, conversation: drawer, authorisation: id, drawers: wanted },
    },
    'PUT /api/files/:file': {
      params: { file: id },
      input: { drawers: [first], card: await makeCard(id, 1) },
    },
    'POST /api/files/:file/drawers': { params: { file: id }, input: { desk, drawers: wanted } },
    'PUT /api/files/:file/drawers': { params: { file: id }, input: { drawers: [first] } },
    'GET /api/files/:file': { params: { file: id } },
    'GET /api/desks/:desk/caseload': { params: { desk } },
    'PUT /api/desks/:desk/cards/:file': {
      params: { desk, file: id },
      input: await makeCard(id, 9),
    },
    'POST /api/drawers/:drawer/open': { params: { drawer }, input: { after: 0 } },
    'POST /api/drawers/:drawer/entries': { params: { drawer }, input: { bytes } },
    'POST /api/drawers/:drawer/rotation': { params: { drawer } },
    'PUT /api/drawers/:drawer/rotation': { params: { drawer }, input: version },
    'POST /api/drawers/:drawer/grants': { params: { drawer }, input: given },
    'POST /api/grants/:grant/revoke': { params: { grant } },
    'PUT /api/grants/:grant/rewrapped': { params: { grant }, input: { rewrapped: 'AAAA' } },
    'PUT /api/clocks/:clock': {
      params: { clock },
      input: {
        clock,
        file: id,
        desk,
        due: '2030-01-01',
        owner: member,
        deputy: null,
        state: 'running',
      },
    },
    'GET /api/desks/:desk/clocks': { params: { desk } },
    'GET /api/files/:file/access-log': { params: { file: id } },
    'GET /api/files/:file/keeping': { params: { file: id } },
    'POST /api/files/:file/copy': { params: { file: id } },
    'GET /api/desks/:desk/keeping': { params: { desk } },
    'GET /api/desks/:desk/packets': { params: { desk } },
    'GET /api/desks/:desk/undelivered': { params: { desk } },
    'GET /api/drawers/:drawer/authorisations': { params: { drawer } },
    'POST /api/drawers/:drawer/questions/:authorisation/take-back': {
      params: { drawer, authorisation: id },
    },
  };
  const request = requests[name];
  if (request === undefined) throw new Error(`no request for ${name}`);
  return request;
}

/** Calls that name nothing of anybody's. */
const NAMELESS = new Set([
  'POST /api/members',
  'GET /api/directory',
  'DELETE /api/session',
  'GET /api/me',
  'GET /api/log/openings',
  'GET /api/law/release',
  'GET /api/exchange/desks',
]);

/** Calls about what exists only between two nodes, after two signatures or a loss: asked in the tests of their slices. */
const ELSEWHERE = new Set([
  'POST /api/packets',
  'POST /api/packets/:packet/second',
  'POST /api/packets/:packet/open',
  'POST /api/packets/:packet/decision',
  'POST /api/packets/:packet/recall',
  'POST /api/authorisations',
  'POST /api/keeping/acts',
  'POST /api/keeping/acts/:act/second',
  'POST /api/keeping/acts/:act/end',
  'POST /api/keeping/acts/:act/open',
  'POST /api/keeping/acts/:act/review',
  'POST /api/keeping/erased',
  'POST /api/reports/:drawer/receipt',
]);
const named = guarded.filter(({ method, path }) => {
  const name = `${method} ${path}`;
  return !NAMELESS.has(name) && !ELSEWHERE.has(name);
});

describe.each(named)('$method $path', (endpoint: Endpoint) => {
  test('says of what belongs to others exactly what it says of what does not exist', async () => {
    const { node, worker, casework, lawyer } = scenario;
    const params = { file: file.opened.file };
    const shown = await node.ask(readFile, { params, cookie: worker.cookie });
    const safety = shown.body.drawers.find((drawer) => drawer.class === 'safety')!;
    const name = `${endpoint.method} ${endpoint.path}`;
    const { cookie } = lawyer;
    const theirs = await requestFor(name, {
      file: file.opened.file,
      drawer: safety.drawer,
      desk: casework.desk,
      grant: safety.grants[0]!.statement.grant,
      device: worker.device,
    });
    const nothing = await requestFor(name, { ...anyParams, ...anywhere });
    const refused = await node.ask(endpoint, { ...theirs, cookie });
    const missing = await node.ask(endpoint, { ...nothing, cookie });
    expect(refused.text).toBe(missing.text);
    expect(refused.status).toBe(missing.status);
    expect(refused.status).toBe(404);
    expect({ ...refused.headers, date: '' }).toEqual({ ...missing.headers, date: '' });
  });
});

test('what others refused to show is still there for those it belongs to', async () => {
  const { node, worker } = scenario;
  const { cookie } = worker;
  const params = { file: file.opened.file };
  expect((await node.ask(readFile, { params, cookie })).status).toBe(200);
  expect((await node.ask(readAccessLog, { params, cookie })).status).toBe(200);
  const { drawer } = file.opened.drawers['safety']!;
  const opened = await node.ask(openDrawer, { params: { drawer }, input: { after: 0 }, cookie });
  expect(opened.status).toBe(200);
});

test('an id that is none is like an id that does not exist', async () => {
  const { node, worker } = scenario;
  const { cookie } = worker;
  const none = await node.ask(readFile, { params: { file: 'x' }, cookie });
  const missing = await node.ask(readFile, { params: { file: randomUUID() }, cookie });
  expect(none.text).toBe(missing.text);
});

test('a member may not sign as another member, nor for a colleague’s device', async () => {
  const { node, worker, lawyer } = scenario;
  const { key, drawer } = file.opened.drawers['safety']!;
  const seen = { position: 0, head: 'A'.repeat(43) };
  const honest = { key, file: file.opened.file, seen };
  const asOther = { ...honest, author: lawyer.member.member };
  const onOther = { ...honest, device: lawyer.device };
  for (const entry of [asOther, onOther]) {
    const input = { bytes: await sealMemberEntry(worker, entry) };
    const answer = await node.ask(appendEntry, {
      params: { drawer },
      input,
      cookie: worker.cookie,
    });
    expect(answer.body).toMatchObject({ code: 'entry/signature' });
  }
});

test('a desk’s own grant can be rewrapped by that desk only', async () => {
  const { node, worker, listener } = scenario;
  const params = { file: file.opened.file };
  const shown = await node.ask(readFile, { params, cookie: worker.cookie });
  const safety = shown.body.drawers.find((drawer) => drawer.class === 'safety')!;
  const grant = safety.grants[0]!.statement.grant;
  const asking = { params: { grant }, input: { rewrapped: 'AAAA' } };
  const other = await node.ask(rewrapGrant, { ...asking, cookie: listener.cookie });
  expect(other.status).toBe(404);
  const own = await node.ask(rewrapGrant, { ...asking, cookie: worker.cookie });
  expect(own.status).toBe(200);
  const again = await node.ask(readFile, { params, cookie: worker.cookie });
  const kept = again.body.drawers.find((drawer) => drawer.class === 'safety')!;
  expect(kept.grants[0]!.rewrapped).toBe('AAAA');
});
