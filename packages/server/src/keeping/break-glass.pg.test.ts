import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDrawer } from '@amparo/casework/files';
import { revokeGrant } from '@amparo/casework/grants';
import { breakGlass, endAct, readDeskKeeping } from '@amparo/casework/keeping';
import { readAccessLog } from '@amparo/casework/log';
import { stopSharing } from '@amparo/casework/reports';
import { drawerKey, fromBase64url, openEntry, openGrant } from '@amparo/seal';
import { append, give, openAs } from '../testing/caseworker.ts';
import { askFor, joinDesk, reviewAs, signBoth, signSecond } from '../testing/keeping.ts';
import type { AtWork } from '../testing/people.ts';
import { type FileScenario, reachFile, type Scenario, startScenario } from '../testing/scenario.ts';

const HOUR_MS = 60 * 60 * 1000;
let scenario: Scenario;
let colleague: AtWork;
let overseer: AtWork;
let file: FileScenario;
let identity: string;

beforeAll(async () => {
  scenario = await startScenario();
  const { node, lawyer, legal, oversight } = scenario;
  colleague = await joinDesk(node, lawyer, legal);
  overseer = await joinDesk(node, lawyer, oversight);
});
afterAll(() => scenario.node.stop());

/** The legal desk held the identity drawer until the person pressed Stop. */
beforeEach(async () => {
  file = await reachFile(scenario);
  const { node, worker, casework, legal } = scenario;
  identity = file.opened.drawers['identity']!.drawer;
  const { holderShare, key, opened } = await openAs(node, worker, casework, identity);
  const { position, head } = opened.drawer;
  const entry = {
    key,
    file: file.opened.file,
    seen: { position, head },
    text: 'An invented name.',
  };
  expect((await append(node, worker, entry)).status).toBe(200);
  const basis = { kind: 'consent', authorisation: file.authorisation } as const;
  const given = await give(node, worker, { drawer: identity, to: legal, basis, holderShare });
  expect(given.status).toBe(200);
});

async function pressStop(): Promise<void> {
  const { locator, token } = file.reporter;
  await scenario.node.ask(stopSharing, { input: { locator, token } });
}

const emergency = () => ({
  desk: scenario.legal,
  act: {
    kind: 'break-glass' as const,
    drawers: [identity],
    ground: 'vital-interest' as const,
  },
});

async function open(act: string, by: AtWork = scenario.lawyer) {
  return scenario.node.ask(breakGlass, { params: { act }, cookie: by.cookie });
}

/** Ends what earlier tests left, so that the desk may ask again. */
async function reviewed(act: string): Promise<void> {
  const answer = await reviewAs(scenario.node, overseer, { act, desk: scenario.oversight });
  expect(answer.status).toBe(200);
}

test('two members open in an emergency what Stop had closed, and the person sees who and when', async () => {
  const { node, lawyer, worker, legal } = scenario;
  await pressStop();
  const closed = { params: { drawer: identity }, input: { after: 0 }, cookie: lawyer.cookie };
  expect((await node.ask(openDrawer, closed)).status).toBe(404);
  const { act } = await signBoth(node, [lawyer, colleague], emergency());
  const { body, status } = await open(act);
  expect(status).toBe(200);

  const [grant] = body.drawer.grants;
  const [lent] = body.versions;
  const holderShare = await openGrant({
    drawer: identity,
    version: 1,
    holder: legal.desk,
    secretKey: legal.encryption.secretKey,
    wrapped: fromBase64url(grant!.wrapped),
  });
  const nodeShare = fromBase64url(lent!.nodeShare);
  const key = await drawerKey({ holderShare, nodeShare, drawer: identity, version: 1 });
  const text = await openEntry({ key, bytes: fromBase64url(body.entries[0]!.bytes) });
  expect(Buffer.from(text).toString()).toBe('An invented name.');

  // The ordinary way stays closed, for reading and for writing.
  expect((await node.ask(openDrawer, closed)).status).toBe(404);
  const { position, head } = body.drawer;
  const entry = { key, file: file.opened.file, seen: { position, head } };
  expect((await append(node, lawyer, entry)).status).toBe(404);

  const params = { file: file.opened.file };
  const { records } = (await node.ask(readAccessLog, { params, cookie: worker.cookie })).body;
  const seen = records.filter(({ kind }) => kind.startsWith('break-glass'));
  expect(seen.map(({ kind }) => kind)).toEqual([
    'break-glass-opened',
    'break-glass-signed',
    'break-glass-asked',
  ]);
  for (const { detail } of seen) {
    expect(detail).toMatchObject({ class: 'identity', drawer: identity, desk: legal.desk });
  }
  expect(new Set(seen.map(({ detail }) => detail.actor)).size).toBe(2);
  await reviewed(act);
  const after = (await node.ask(readAccessLog, { params, cookie: worker.cookie })).body.records;
  const review = after.find(({ kind }) => kind === 'break-glass-reviewed');
  expect(review?.detail).toMatchObject({ desk: scenario.oversight.desk, drawer: identity });
});

test('an opening in an emergency is over after 24 hours at the latest', async () => {
  const { node, lawyer } = scenario;
  await pressStop();
  const statement = await signBoth(node, [lawyer, colleague], emergency());
  expect(Date.parse((await open(statement.act)).body.lentUntil)).toBeLessThan(
    node.now().getTime() + 25 * HOUR_MS,
  );
  const main = await node.superuser('main');
  await main.query(`update keeping_acts set until_at = now() - interval '1 second'
    where act = '${statement.act}'`);
  expect((await open(statement.act)).status).toBe(404);
  await reviewed(statement.act);
});

test('what was written under a later key stays closed in an emergency', async () => {
  const { node, worker, casework, lawyer, legal } = scenario;
  const own = await openAs(node, worker, casework, identity);
  const grant = own.opened.drawer.grants.find(({ statement }) => statement.holder === legal.desk)!;
  const params = { grant: grant.statement.grant };
  await node.ask(revokeGrant, { params, cookie: worker.cookie });
  const main = await node.superuser('main');
  // As after a rotation: the next version exists, and one entry is sealed under it.
  await main.query(`insert into drawer_versions
    select drawer, 2, drop_key, sealed_drop_secret, '\\x00', made_at from drawer_versions
    where drawer = '${identity}'`);
  await main.query(`update drawers set version = 2, stale = false where drawer = '${identity}'`);
  const { act } = await signBoth(node, [lawyer, colleague], emergency());
  const { body } = await open(act);
  expect(body.versions.map(({ version }) => version)).toEqual([1]);
  expect(body.drawer.version).toBe(1);
  await reviewed(act);
});

describe('an opening in an emergency is refused', () => {
  test('with one signature only, or two of one member', async () => {
    const { node, lawyer } = scenario;
    await pressStop();
    const { statement } = await askFor(node, lawyer, emergency());
    expect((await open(statement.act)).status).toBe(404);
    const own = await signSecond(node, lawyer, statement);
    expect(own.body).toMatchObject({ code: 'keeping/same-member' });
    expect((await open(statement.act)).status).toBe(404);
    const params = { act: statement.act };
    await node.ask(endAct, { params, cookie: lawyer.cookie });
    const late = await signSecond(node, colleague, statement);
    expect(late.body).toMatchObject({ code: 'keeping/ended' });
  });

  test('when the second signature is over other words', async () => {
    const { node, lawyer } = scenario;
    await pressStop();
    const { statement } = await askFor(node, lawyer, emergency());
    const other = { ...statement, ground: 'child-protection' } as typeof statement;
    const signed = await signSecond(node, colleague, other);
    expect(signed.body).toMatchObject({ code: 'entry/signature' });
    await node.ask(endAct, { params: { act: statement.act }, cookie: lawyer.cookie });
  });

  test('while the ordinary way is open', async () => {
    const { node, lawyer } = scenario;
    const asked = await askFor(node, lawyer, emergency());
    expect(asked.body).toMatchObject({ code: 'keeping/not-stopped' });
  });

  test('for a desk to which the drawer was never wrapped, as if there were none', async () => {
    const { node, listener, hotline } = scenario;
    await pressStop();
    const asked = await askFor(node, listener, { ...emergency(), desk: hotline });
    expect(asked.body).toMatchObject({ code: 'not-available' });
  });

  test('for whoever is not at the desk that asked, also after both signatures', async () => {
    const { node, lawyer, listener, worker } = scenario;
    await pressStop();
    const { act } = await signBoth(node, [lawyer, colleague], emergency());
    for (const other of [listener, worker, overseer]) {
      expect((await open(act, other)).status).toBe(404);
    }
    await reviewed(act);
  });

  test('before the last one was reviewed by somebody who did not sign', async () => {
    const { node, lawyer, legal, oversight } = scenario;
    await pressStop();
    const { act } = await signBoth(node, [lawyer, colleague], emergency());
    const again = await askFor(node, lawyer, emergency());
    expect(again.body).toMatchObject({ code: 'keeping/unreviewed' });
    const params = { desk: oversight.desk };
    const waiting = await node.ask(readDeskKeeping, { params, cookie: overseer.cookie });
    expect(waiting.body.acts.map(({ statement }) => statement.act)).toContain(act);
    const own = await reviewAs(node, lawyer, { act, desk: legal });
    expect(own.body).toMatchObject({ code: 'keeping/same-member' });
    const mere = await reviewAs(node, colleague, { act, desk: legal });
    expect(mere.status).not.toBe(200);
    await reviewed(act);
    expect((await askFor(node, lawyer, emergency())).status).toBe(200);
  });
});
