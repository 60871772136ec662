/** A whole caseload exported by one member: what the node does and says. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { openDrawer, readCaseload, readFile } from '@amparo/casework/files';
import { readOpenings } from '@amparo/casework/log';
import { sequenceOnce } from '../log/index.ts';
import type { Answer, Asking } from '../testing/test-node.ts';
import { type FileScenario, reachFile, type Scenario, startScenario } from '../testing/scenario.ts';

const FILES = 22;
let scenario: Scenario;
const files: FileScenario[] = [];
/** Every drawer of the desk, once. */
let drawers: string[] = [];

beforeAll(async () => {
  scenario = await startScenario();
  for (let made = 0; made < FILES; made += 1) files.push(await reachFile(scenario));
  const { node, worker } = scenario;
  for (const { opened } of files) {
    const asking = { params: { file: opened.file }, cookie: worker.cookie };
    const { body } = await node.ask(readFile, asking);
    drawers = [...drawers, ...body.drawers.map(({ drawer }) => drawer)];
  }
});
afterAll(() => scenario.node.stop());

const openOne = (drawer: string, cookie = scenario.worker.cookie) =>
  scenario.node.ask(openDrawer, { params: { drawer }, input: { after: 0 }, cookie });

const warnings = (): string[] =>
  scenario.node.logLines.filter((line) => line.includes('many drawers opened by one member'));

async function openingsOf(kind: string): Promise<Map<string, string | null>> {
  const { node, lawyer } = scenario;
  const seen = new Map<string, string | null>();
  await sequenceOnce(node.open.keeper, node.now());
  for (let from: number | null = 0; from !== null;) {
    const asking: Asking = { input: { from }, cookie: lawyer.cookie };
    const { body }: Answer<z.output<typeof readOpenings.output>> = await node.ask(
      readOpenings,
      asking,
    );
    for (const { kind: found, detail } of body.records) {
      if (found === kind && detail.drawer !== null) seen.set(detail.drawer, detail.actor);
    }
    from = body.next;
  }
  return seen;
}

test('the list of cases is one reading, and opens nothing: what it holds stays sealed', async () => {
  const { node, worker, casework } = scenario;
  const asking = { params: { desk: casework.desk }, cookie: worker.cookie };
  const { status, text } = await node.ask(readCaseload, asking);
  expect(status).toBe(200);
  expect(text).not.toContain('nodeShare');
});

test('no call gives more than one drawer: each is opened alone, with a leaf that oversight reads with who and when', async () => {
  expect(drawers.length).toBeGreaterThan(60);
  for (const drawer of drawers) expect((await openOne(drawer)).status).toBe(200);
  const opened = await openingsOf('drawer-opened');
  const { member } = scenario.worker.member;
  for (const drawer of drawers) expect(opened.get(drawer)).toBe(member);
});

test('the operator is warned of it once, without a name, a file or a drawer', async () => {
  const [warning, ...more] = warnings();
  expect(more).toEqual([]);
  expect(JSON.parse(warning ?? '')).toMatchObject({ level: 40, count: 60 });
  for (const id of [scenario.worker.member.member, scenario.casework.desk, ...drawers]) {
    expect(warning).not.toContain(id);
  }
});

test('somebody who works on one file is not warned of, and is not in the way of it', async () => {
  const { node, listener, hotline } = scenario;
  const [first] = files;
  for (let time = 0; time < 10; time += 1) {
    const answer = await openOne(first?.reporter.drawer ?? '', listener.cookie);
    expect(answer.status).toBe(200);
  }
  expect(hotline.desk).not.toBe(scenario.casework.desk);
  expect(node.logLines.filter((line) => line.includes('many drawers'))).toHaveLength(1);
});
