import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepareFile, readFile } from '@amparo/casework/files';
import { deleteMailbox } from '@amparo/casework/reports';
import { fetchChallenge, readMe } from '@amparo/casework/sessions';
import { createLogger } from '../logger.ts';
import { look, report } from '../testing/reporter.ts';
import { handOver, reachFile, type Scenario, startScenario } from '../testing/scenario.ts';
import { endSessions, expireReports, handOff, purgeUnclaimed } from './tasks.ts';
import { startWorker } from './worker.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
let scenario: Scenario;

beforeAll(async () => {
  scenario = await startScenario();
});
afterAll(() => scenario.node.stop());

async function sharesOf(drawer: string): Promise<number | null> {
  const keystore = await scenario.node.superuser('keystore');
  return (await keystore.query('select from shares where drawer = $1', [drawer])).rowCount;
}

test('what a request left to be done is done by the queue, though the request is over', async () => {
  const { node } = scenario;
  const { drawer, locator, token } = await report(node);
  const keystore = await node.superuser('keystore');
  await keystore.query('revoke delete on shares from amparo_lender');
  await node.ask(deleteMailbox, { input: { locator, token } });
  await keystore.query('grant delete on shares to amparo_lender');
  expect(await sharesOf(drawer)).toBe(1);

  expect(await handOff(node.open.keeper.keeper)).toBeGreaterThan(0);
  expect(await handOff(node.open.keeper.keeper)).toBe(0);
  const lines: string[] = [];
  const log = createLogger((line) => lines.push(line));
  const worker = await startWorker(node.open.keeperUrl, node.open.keeper, log);
  try {
    for (let tries = 0; (await sharesOf(drawer)) !== 0 && tries < 200; tries += 1) await pause(50);
  } finally {
    await worker.stop();
  }
  expect(await sharesOf(drawer)).toBe(0);
  expect(lines.join('')).toContain('destroy-shares');
  expect(lines.join('')).not.toContain(drawer);
});

test('a prepared file that nobody locked is gone after an hour, and the conversation is free', async () => {
  const { node, worker, casework } = scenario;
  const reporter = await report(node);
  const authorisation = await handOver(scenario, reporter);
  const file = randomUUID();
  const drawer = randomUUID();
  const input = {
    file,
    desk: casework.desk,
    conversation: reporter.drawer,
    authorisation,
    drawers: [{ drawer, class: 'identity' as const }],
  };
  expect((await node.ask(prepareFile, { input, cookie: worker.cookie })).status).toBe(200);
  expect(await sharesOf(drawer)).toBe(1);
  const later = new Date(node.now().getTime() + HOUR_MS + 60_000);
  await purgeUnclaimed(node.open.keeper, later);
  expect(await sharesOf(drawer)).toBe(0);
  const main = await node.superuser('main');
  expect((await main.query('select from files where file = $1', [file])).rowCount).toBe(0);
  expect((await look(node, reporter)).entries.length).toBeGreaterThan(0);
});

test('files that were opened are never purged, nor expired', async () => {
  const { node, worker } = scenario;
  const { opened } = await reachFile(scenario);
  const later = new Date(node.now().getTime() + 400 * DAY_MS);
  await purgeUnclaimed(node.open.keeper, later);
  await expireReports(node.open.keeper, later);
  const params = { file: opened.file };
  const shown = await node.ask(readFile, { params, cookie: worker.cookie });
  expect(shown.body.drawers).toHaveLength(3);
  for (const { drawer } of shown.body.drawers) expect(await sharesOf(drawer)).toBe(1);
});

test('a share that was destroyed is never made again', async () => {
  const { node } = scenario;
  const { keystore } = node.open.keeper;
  const drawer = randomUUID();
  expect(await keystore.prepare(drawer, 1)).toHaveLength(32);
  expect(await keystore.prepare(drawer, 1)).toEqual(await keystore.prepare(drawer, 1));
  await keystore.destroy(drawer);
  await keystore.destroy(drawer);
  expect(await keystore.prepare(drawer, 1)).toBeUndefined();
  expect(await keystore.prepare(drawer, 2)).toBeUndefined();
});

test('sessions and challenges that are over are forgotten', async () => {
  const { node, worker } = scenario;
  await node.ask(fetchChallenge, { input: { member: worker.member.member } });
  const main = await node.superuser('main');
  const count = async (): Promise<number[]> => [
    (await main.query('select from challenges')).rowCount ?? 0,
    (await main.query('select from sessions')).rowCount ?? 0,
  ];
  await endSessions(node.open.keeper, node.now());
  expect((await count())[1]).toBe(3);
  await endSessions(node.open.keeper, new Date(node.now().getTime() + 13 * HOUR_MS));
  expect(await count()).toEqual([0, 0]);
  expect((await node.ask(readMe, { cookie: worker.cookie })).status).toBe(401);
});
