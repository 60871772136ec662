import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type DrawerVersion,
  openDrawer,
  prepareRotation,
  rotateDrawer,
} from '@amparo/casework/files';
import { type GrantView, revokeGrant } from '@amparo/casework/grants';
import {
  drawerKey,
  type DrawerKey,
  fromBase64url,
  newDropKey,
  newShare,
  openWithKey,
  sealWithKey,
  toBase64url,
} from '@amparo/seal';
import { append, give, makeGrant, openAs } from '../testing/caseworker.ts';
import type { AtWork, TestDesk } from '../testing/people.ts';
import { type FileScenario, reachFile, type Scenario, startScenario } from '../testing/scenario.ts';

let scenario: Scenario;
let file: FileScenario;
let drawer: string;
let consent: { kind: 'consent'; authorisation: string };

beforeAll(async () => {
  scenario = await startScenario();
});
afterAll(() => scenario.node.stop());

beforeEach(async () => {
  const { node, worker, casework, legal } = scenario;
  file = await reachFile(scenario);
  drawer = file.opened.drawers['identity']!.drawer;
  consent = { kind: 'consent', authorisation: file.authorisation };
  const { holderShare } = await openAs(node, worker, casework, drawer);
  for (let twice = 0; twice < 2; twice += 1) {
    await give(node, worker, { drawer, to: legal, basis: consent, holderShare });
  }
});

/** Makes the drawer stale by ending one of the two grants of the legal desk. */
async function makeStale(): Promise<void> {
  const { node, worker, legal } = scenario;
  const params = { drawer };
  const asking = { params, input: { after: 0 }, cookie: worker.cookie };
  const { grants } = (await node.ask(openDrawer, asking)).body.drawer;
  const grant = grants.find(({ statement }) => statement.holder === legal.desk)!.statement.grant;
  const ended = await node.ask(revokeGrant, { params: { grant }, cookie: worker.cookie });
  expect(ended.status).toBe(200);
}

interface Rotation {
  readonly version: DrawerVersion;
  readonly key: DrawerKey;
}

/** Seals the next version for these holders, the way a client does after opening the drawer. */
async function makeNext(
  by: AtWork,
  own: TestDesk,
  holders: readonly TestDesk[],
): Promise<Rotation> {
  const { node, casework } = scenario;
  const before = await openAs(node, by, own, drawer);
  const prepared = await node.ask(prepareRotation, { params: { drawer }, cookie: by.cookie });
  expect(prepared.status).toBe(200);
  const { version, nodeShare } = prepared.body;
  const holderShare = newShare();
  const shares = { holderShare, nodeShare: fromBase64url(nodeShare), drawer, version };
  const key = await drawerKey(shares);
  const drop = await newDropKey(key);
  const previous = await sealWithKey(key.key, `previous ${drawer}`, before.holderShare);
  const grants = await Promise.all(
    holders.map((to) => {
      const basis = to.desk === casework.desk ? ({ kind: 'own' } as const) : consent;
      return makeGrant(by, { drawer, version, to, basis, holderShare, days: 10 });
    }),
  );
  return {
    key,
    version: {
      drawer,
      version,
      dropKey: toBase64url(drop.publicKey),
      sealedDropSecret: toBase64url(drop.sealedSecret),
      sealedPrevious: toBase64url(previous),
      grants,
    },
  };
}

async function put(by: AtWork, input: DrawerVersion) {
  const { node } = scenario;
  return node.ask(rotateDrawer, { params: { drawer }, input, cookie: by.cookie });
}

test('the next version takes the place of the old one, and the past stays readable', async () => {
  const { node, worker, casework, legal, lawyer } = scenario;
  await makeStale();
  const { version, key } = await makeNext(worker, casework, [casework, legal]);
  expect((await put(worker, version)).status).toBe(200);

  for (const [by, desk] of [
    [worker, casework],
    [lawyer, legal],
  ] as const) {
    const { opened, key: theirs } = await openAs(node, by, desk, drawer);
    expect(opened.drawer).toMatchObject({ version: 2, stale: false });
    expect(theirs.key).toEqual(key.key);
    const [first, second] = opened.versions;
    const sealed = fromBase64url(second!.sealedPrevious ?? '');
    const holderShare = await openWithKey(theirs.key, `previous ${drawer}`, sealed);
    const nodeShare = fromBase64url(first!.nodeShare);
    const old = await drawerKey({ holderShare, nodeShare, drawer, version: 1 });
    expect(old.key).toEqual(file.opened.drawers['identity']!.key.key);
    const { position, head } = opened.drawer;
    const entry = { key: theirs, file: file.opened.file, seen: { position, head } };
    expect((await append(node, by, entry)).status).toBe(200);
  }
  const old = { key: file.opened.drawers['identity']!.key, file: file.opened.file };
  const seen = { position: 0, head: 'A'.repeat(43) };
  expect((await append(node, worker, { ...old, seen })).body).toMatchObject({
    code: 'entry/stale-version',
  });
});

test('any holder may change the key of a stale drawer, and is told for whom to wrap', async () => {
  const { node, legal, lawyer, casework } = scenario;
  const asking = { params: { drawer }, cookie: lawyer.cookie };
  expect((await node.ask(prepareRotation, asking)).status).toBe(404);
  await makeStale();
  const { opened } = await openAs(node, lawyer, legal, drawer);
  const live = opened.drawer.grants.filter(({ revokedAt }: GrantView) => revokedAt === null);
  expect(new Set(live.map(({ statement }) => statement.holder))).toEqual(
    new Set([casework.desk, legal.desk]),
  );
  const { version } = await makeNext(lawyer, legal, [casework, legal]);
  expect((await put(lawyer, version)).status).toBe(200);
});

describe('a next version is refused', () => {
  test('that leaves a holder out, or lets another in', async () => {
    const { worker, casework, legal, hotline } = scenario;
    const { version } = await makeNext(worker, casework, [casework]);
    expect((await put(worker, version)).body).toMatchObject({ code: 'request/malformed' });
    const wider = await makeNext(worker, casework, [casework, legal, hotline]);
    expect((await put(worker, wider.version)).body).toMatchObject({ code: 'request/malformed' });
  });

  test('that lets a holder in for longer, or on another basis', async () => {
    const { worker, casework, legal } = scenario;
    const { version } = await makeNext(worker, casework, [casework]);
    const holderShare = newShare();
    const granting = { drawer, version: 2, to: legal, holderShare };
    for (const terms of [{ basis: consent, days: 300 }, { basis: { kind: 'own' } as const }]) {
      const grant = await makeGrant(worker, { ...granting, ...terms });
      const changed = { ...version, grants: [...version.grants, grant] };
      expect((await put(worker, changed)).body).toMatchObject({ code: 'request/malformed' });
    }
  });

  test('that does not lead back, or names another version', async () => {
    const { worker, casework, legal } = scenario;
    const { version } = await makeNext(worker, casework, [casework, legal]);
    const lost = { ...version, sealedPrevious: null };
    expect((await put(worker, lost)).body).toMatchObject({ code: 'request/malformed' });
    const far = { ...version, version: 3 };
    expect((await put(worker, far)).body).toMatchObject({ code: 'entry/stale-version' });
  });

  test('when somebody was faster', async () => {
    const { worker, casework, legal } = scenario;
    const one = await makeNext(worker, casework, [casework, legal]);
    const other = await makeNext(worker, casework, [casework, legal]);
    const answers = await Promise.all([put(worker, one.version), put(worker, other.version)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('for a conversation: its person has no other key', async () => {
    const { node, worker } = scenario;
    const params = { drawer: file.reporter.drawer };
    const answer = await node.ask(prepareRotation, { params, cookie: worker.cookie });
    expect(answer.status).toBe(404);
  });
});
