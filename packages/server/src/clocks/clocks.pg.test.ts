import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Clock, putClock, readClocks } from '@amparo/casework/clocks';
import { remindOverdue } from '../jobs/index.ts';
import { type FileScenario, reachFile, type Scenario, startScenario } from '../testing/scenario.ts';

let scenario: Scenario;
let file: FileScenario;

beforeAll(async () => {
  scenario = await startScenario();
  file = await reachFile(scenario);
});
afterAll(() => scenario.node.stop());

function clock(changes: Partial<Clock> = {}): Clock {
  const { worker, casework } = scenario;
  return {
    clock: randomUUID(),
    file: file.opened.file,
    desk: casework.desk,
    due: '2020-01-31',
    owner: worker.member.member,
    deputy: null,
    state: 'running',
    ...changes,
  };
}

async function put(input: Clock, cookie = scenario.worker.cookie) {
  return scenario.node.ask(putClock, { params: { clock: input.clock }, input, cookie });
}

test('a clock is set, settled, and seen by its desk only', async () => {
  const { node, worker, casework, lawyer } = scenario;
  const set = clock();
  expect((await put(set)).status).toBe(200);
  const met = { ...set, state: 'met' as const };
  expect((await put(met)).status).toBe(200);
  const params = { desk: casework.desk };
  const { clocks } = (await node.ask(readClocks, { params, cookie: worker.cookie })).body;
  expect(clocks).toContainEqual(met);
  expect((await node.ask(readClocks, { params, cookie: lawyer.cookie })).status).toBe(404);
});

test('a clock belongs to a file of the desk and to people who sit there', async () => {
  const { lawyer, legal } = scenario;
  expect((await put(clock({ file: randomUUID() }))).status).toBe(404);
  const stranger = clock({ owner: lawyer.member.member });
  expect((await put(stranger)).body).toMatchObject({ code: 'request/malformed' });
  const theirs = clock({ desk: legal.desk, owner: lawyer.member.member });
  expect((await put(theirs, lawyer.cookie)).status).toBe(404);
  const set = clock();
  await put(set);
  const other = await reachFile(scenario);
  expect((await put({ ...set, file: other.opened.file })).status).toBe(404);
});

test('whoever owes an overdue step is reminded, once for each date', async () => {
  const { node, worker } = scenario;
  const { keeper } = node.open;
  const late = clock();
  const early = clock({ due: '2999-01-31' });
  const met = clock({ state: 'met' });
  for (const set of [late, early, met]) await put(set);
  await remindOverdue(keeper, node.now());
  expect(await remindOverdue(keeper, node.now())).toBe(0);
  const client = await node.superuser('main');
  const ids = [late, early, met].map((set) => `'${set.clock}'`).join(', ');
  const { rows } = await client.query(
    `select clock, member from reminders where clock in (${ids})`,
  );
  expect(rows).toEqual([{ clock: late.clock, member: worker.member.member }]);
});
