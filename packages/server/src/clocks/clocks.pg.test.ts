import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Clock, putClock, readClocks } from '@amparo/casework/clocks';
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

test('a date that has passed stays in the desk’s list, first, until somebody settles it', async () => {
  const { node, worker, casework } = scenario;
  const late = clock({ due: '2019-12-31' });
  const early = clock({ due: '2999-01-31' });
  for (const set of [early, late]) await put(set);
  const params = { desk: casework.desk };
  const listed = async () =>
    (await node.ask(readClocks, { params, cookie: worker.cookie })).body.clocks;
  expect((await listed())[0]).toEqual(late);
  await put({ ...late, state: 'missed' });
  expect(await listed()).toContainEqual({ ...late, state: 'missed' });
});
