import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFileKeeping } from '@amparo/casework/keeping';
import { deleteMailbox, openPage, readMyKeeping, setPage } from '@amparo/casework/reports';
import { sha256 } from '../bytes.ts';
import { look, report, type Reporter, sealPersonEntry } from '../testing/reporter.ts';
import { joinDesk, signBoth } from '../testing/keeping.ts';
import { reachFile, startScenario, type Scenario } from '../testing/scenario.ts';
import { waitAfter } from './page.ts';

let scenario: Scenario;

beforeAll(async () => {
  scenario = await startScenario();
});
afterAll(() => scenario.node.stop());

/** A page lock as a browser makes it: the node sees random bytes and the hash of a token. */
function makeLock(): {
  token: string;
  page: { salt: string; tokenHash: string; sealedSeed: string };
} {
  const token = randomBytes(32);
  return {
    token: token.toString('base64url'),
    page: {
      salt: randomBytes(16).toString('base64url'),
      tokenHash: Buffer.from(sha256(token)).toString('base64url'),
      sealedSeed: randomBytes(113).toString('base64url'),
    },
  };
}

async function choose(person: Reporter, page: ReturnType<typeof makeLock>['page'] | null) {
  const { position, head } = await look(scenario.node, person);
  const { locator, token } = person;
  const entry = await sealPersonEntry(person, { position, head });
  const input = { locator, token, page, current: null, entry };
  const answer = await scenario.node.ask(setPage, { input });
  expect(answer.body).toMatchObject({ set: true });
}

async function tryOpen({ locator, token }: Reporter, pageToken: string) {
  const input = { locator, token, pageToken };
  return (await scenario.node.ask(openPage, { input })).body;
}

const wrong = (): string => randomBytes(32).toString('base64url');

test('the sealed key of a page is lent for receipt and second secret together, and for neither alone', async () => {
  const { node } = scenario;
  const person = await report(node);
  expect((await look(node, person)).pageSalt).toBeNull();
  const lock = makeLock();
  await choose(person, lock.page);
  expect((await look(node, person)).pageSalt).toBe(lock.page.salt);
  expect(await tryOpen(person, wrong())).toEqual({ sealedSeed: null, waitsUntil: null });
  expect(await tryOpen(person, lock.token)).toEqual({
    sealedSeed: lock.page.sealedSeed,
    waitsUntil: null,
  });
  const other = { locator: person.locator, token: wrong(), pageToken: lock.token };
  expect((await node.ask(openPage, { input: other })).status).toBe(404);
});

test('after several wrong tries it waits, longer each time, at most an hour, and never locks out for ever', async () => {
  const { node } = scenario;
  const person = await report(node);
  const lock = makeLock();
  await choose(person, lock.page);
  for (let tries = 0; tries < 4; tries += 1) {
    expect((await tryOpen(person, wrong())).waitsUntil).toBeNull();
  }
  const { waitsUntil } = await tryOpen(person, wrong());
  expect(Date.parse(waitsUntil ?? '') - node.now().getTime()).toBeGreaterThan(50_000);
  // The right one waits as well: otherwise trying would cost nothing.
  expect((await tryOpen(person, lock.token)).sealedSeed).toBeNull();
  node.advance(61_000);
  expect((await tryOpen(person, lock.token)).sealedSeed).toBe(lock.page.sealedSeed);
  expect((await tryOpen(person, wrong())).waitsUntil).toBeNull();
});

test('waiting doubles from a minute to an hour and stays there', () => {
  const minutes = [4, 5, 6, 7, 10, 11, 50, 5_000].map((wrong) => waitAfter(wrong) / 60_000);
  expect(minutes).toEqual([0, 1, 2, 4, 32, 60, 60, 60]);
});

describe('the second secret', () => {
  test('is changed only by whoever has the old one', async () => {
    const { node } = scenario;
    const person = await report(node);
    const first = makeLock();
    const next = makeLock();
    await choose(person, first.page);
    const { locator, token } = person;
    const change = { locator, token, page: next.page, entry: null };
    const refused = await node.ask(setPage, { input: { ...change, current: wrong() } });
    expect(refused.body).toEqual({ set: false, acknowledged: null });
    expect((await tryOpen(person, first.token)).sealedSeed).toBe(first.page.sealedSeed);
    const changed = await node.ask(setPage, { input: { ...change, current: first.token } });
    expect(changed.body).toEqual({ set: true, acknowledged: null });
    expect((await tryOpen(person, first.token)).sealedSeed).toBeNull();
    expect((await tryOpen(person, next.token)).sealedSeed).toBe(next.page.sealedSeed);
  });

  test('can be given up, and goes with the messages when they are deleted', async () => {
    const { node } = scenario;
    const person = await report(node);
    const lock = makeLock();
    await choose(person, lock.page);
    await choose(person, null);
    expect(await tryOpen(person, lock.token)).toEqual({ sealedSeed: null, waitsUntil: null });
    await choose(person, makeLock().page);
    const { locator, token, drawer } = person;
    await node.ask(deleteMailbox, { input: { locator, token } });
    const main = await node.superuser('main');
    expect((await main.query('select from pages where drawer = $1', [drawer])).rowCount).toBe(0);
  });
});

test('what is kept, how long, and which law keeps it longer, is told for the second secret and for nothing less', async () => {
  const { node, worker, casework } = scenario;
  const colleague = await joinDesk(node, worker, casework);
  const { reporter, opened } = await reachFile(scenario);
  const lock = makeLock();
  const { locator, token } = reporter;
  const ask = async (pageToken: string) =>
    (await node.ask(readMyKeeping, { input: { locator, token, pageToken } })).body;
  expect(await ask(lock.token)).toBeNull();
  await choose(reporter, lock.page);
  const until = new Date(node.now().getTime() + 100 * 24 * 60 * 60 * 1000).toISOString();
  const hold = { kind: 'hold' as const, packets: [], ground: 'court-order' as const, until };
  const provision = 'gb-eaw/invented-act/2';
  const drawers = [opened.drawers['safety']!.drawer];
  await signBoth(node, [worker, colleague], {
    desk: casework,
    act: { ...hold, drawers, provision },
  });
  const told = await ask(lock.token);
  expect(told?.holds).toEqual([{ ground: 'court-order', provision, until, classes: ['safety'] }]);
  const seen = await node.ask(readFileKeeping, {
    params: { file: opened.file },
    cookie: worker.cookie,
  });
  const theirs = seen.body.drawers.map(({ class: of, dueAt }) => [of, dueAt]);
  expect(told?.kept.map((part) => [part.class, part.until]).toSorted()).toEqual(theirs.toSorted());
  expect(told?.kept.every((part) => part.until === null || part.until > until)).toBe(true);
  expect(await ask(wrong())).toBeNull();
  const stranger = { locator, token: wrong(), pageToken: lock.token };
  expect((await node.ask(readMyKeeping, { input: stranger })).status).toBe(404);

  const alone = await report(node);
  const own = makeLock();
  await choose(alone, own.page);
  const { body } = await node.ask(readMyKeeping, {
    input: { locator: alone.locator, token: alone.token, pageToken: own.token },
  });
  const { expiresAt } = await look(node, alone);
  expect(body).toEqual({ kept: [{ class: 'contact', until: expiresAt }], holds: [] });
});
