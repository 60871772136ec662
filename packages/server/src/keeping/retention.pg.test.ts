import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DEFAULT_RETENTION, readDeskKeeping, readFileKeeping } from '@amparo/casework/keeping';
import { readAccessLog } from '@amparo/casework/log';
import { append, openAs } from '../testing/caseworker.ts';
import { joinDesk, signBoth } from '../testing/keeping.ts';
import type { AtWork } from '../testing/people.ts';
import { type FileScenario, reachFile, type Scenario, startScenario } from '../testing/scenario.ts';
import { endHolds, keepRetention } from './index.ts';
import { loadRetention } from '../retention.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Of all classes in these files, `safety` ends first. */
const SAFETY_MS = 731 * DAY_MS;
let scenario: Scenario;
let file: FileScenario;
let safety: string;
let identity: string;
let colleague: AtWork;

beforeAll(async () => {
  scenario = await startScenario();
  colleague = await joinDesk(scenario.node, scenario.worker, scenario.casework);
});
afterAll(() => scenario.node.stop());

beforeEach(async () => {
  file = await reachFile(scenario);
  safety = file.opened.drawers['safety']!.drawer;
  identity = file.opened.drawers['identity']!.drawer;
});

/** A night so many milliseconds from now. */
async function night(ahead: number): Promise<number> {
  const { node } = scenario;
  return keepRetention(node.open.keeper, new Date(node.now().getTime() + ahead));
}
async function keptDrawers() {
  const { node, worker } = scenario;
  const params = { file: file.opened.file };
  return (await node.ask(readFileKeeping, { params, cookie: worker.cookie })).body;
}
async function isThere(drawer: string): Promise<boolean> {
  return (await keptDrawers()).drawers.some((kept) => kept.drawer === drawer);
}

test('nothing is erased at the end of its time before its lead was told for thirty days', async () => {
  await night(SAFETY_MS);
  expect(await isThere(safety)).toBe(true);
  await night(SAFETY_MS + 29 * DAY_MS);
  expect(await isThere(safety)).toBe(true);
  await night(SAFETY_MS + 31 * DAY_MS);
  expect(await isThere(safety)).toBe(false);
  expect(await isThere(identity)).toBe(true);

  const { node, worker } = scenario;
  const params = { file: file.opened.file };
  const { records } = (await node.ask(readAccessLog, { params, cookie: worker.cookie })).body;
  const about = records.filter(({ detail }) => detail.drawer === safety);
  const kinds = about.map(({ kind }) => kind);
  expect(kinds.slice(0, 2)).toEqual(['erased', 'retention-warned']);
  expect(about[0]).toMatchObject({ detail: { actor: null, class: 'safety' } });
  expect((await keptDrawers()).erased).toMatchObject([{ drawer: safety, ground: 'retention' }]);
});

test('the lead desk sees what is due, and when', async () => {
  const { node, worker, casework, listener, hotline } = scenario;
  await night(SAFETY_MS - 20 * DAY_MS);
  const params = { desk: casework.desk };
  const { due, cards } = (await node.ask(readDeskKeeping, { params, cookie: worker.cookie })).body;
  const [told] = due.filter(({ drawer }) => drawer === safety);
  expect(told).toMatchObject({ class: 'safety', file: file.opened.file });
  expect(Date.parse(told!.dueAt) - Date.parse(told!.warnedAt)).toBeGreaterThanOrEqual(30 * DAY_MS);
  expect(cards.map((card) => card.file)).toContain(file.opened.file);
  const other = { params: { desk: hotline.desk }, cookie: listener.cookie };
  expect((await node.ask(readDeskKeeping, other)).body.due).toEqual([]);
});

test('whoever writes in a file starts its time anew', async () => {
  const { node, worker, casework } = scenario;
  await night(SAFETY_MS);
  const { key, opened } = await openAs(node, worker, casework, identity);
  const { position, head } = opened.drawer;
  const entry = { key, file: file.opened.file, seen: { position, head } };
  expect((await append(node, worker, entry)).status).toBe(200);
  const main = await node.superuser('main');
  // As if it had been written two years later, after the warning.
  await main.query(`update entries set received_at = now() + interval '735 days'
    where drawer = '${identity}'`);
  await night(SAFETY_MS + 60 * DAY_MS);
  expect(await isThere(safety)).toBe(true);
  const kept = (await keptDrawers()).drawers.find(({ drawer }) => drawer === safety);
  expect(kept?.warnedAt).toBeNull();
});

test('a hold keeps what is due, ends on its date with a leaf, and then it goes', async () => {
  const { node, worker, casework } = scenario;
  await night(SAFETY_MS);
  const { act } = await signBoth(node, [worker, colleague], {
    desk: casework,
    act: {
      kind: 'hold',
      drawers: [safety],
      packets: [],
      ground: 'legal-obligation',
      provision: 'gb-eaw/invented-act/2',
      until: new Date(node.now().getTime() + 300 * DAY_MS).toISOString(),
    },
  });
  const main = await node.superuser('main');
  const late = new Date(node.now().getTime() + SAFETY_MS + 100 * DAY_MS);
  await main.query(`update keeping_acts set until_at = $1 where act = $2`, [late, act]);
  await night(SAFETY_MS + 60 * DAY_MS);
  expect(await isThere(safety)).toBe(true);

  expect(await endHolds(node.open.keeper, new Date(late.getTime() + 1000))).toBe(1);
  const params = { file: file.opened.file };
  const { records } = (await node.ask(readAccessLog, { params, cookie: worker.cookie })).body;
  expect(records.map(({ kind }) => kind)).toContain('hold-ended');
  await night(SAFETY_MS + 101 * DAY_MS);
  expect(await isThere(safety)).toBe(false);
});

test('a node may keep things for less time than the default, and is refused if it keeps them longer', async () => {
  const { dataFolder } = scenario.node.config;
  const path = join(dataFolder, 'retention.json');
  expect(await loadRetention(dataFolder)).toEqual(DEFAULT_RETENTION);
  await writeFile(path, '{"classes":{"location":2}}');
  expect(await loadRetention(dataFolder)).toEqual({ ...DEFAULT_RETENTION, location: 2 });
  for (const wrong of ['{"classes":{"location":7}}', '{"classes":{"mine":6}}', '{', '{}']) {
    await writeFile(path, wrong);
    await expect(loadRetention(dataFolder)).rejects.toMatchObject({ code: 'retention/unusable' });
  }
});
