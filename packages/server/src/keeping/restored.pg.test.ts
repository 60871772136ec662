import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDrawer } from '@amparo/casework/files';
import { readFileKeeping } from '@amparo/casework/keeping';
import { append, openAs } from '../testing/caseworker.ts';
import { joinDesk, signBoth } from '../testing/keeping.ts';
import { type FileScenario, reachFile, type Scenario, startScenario } from '../testing/scenario.ts';
import { eraseRestored, eraseSigned, proveErasures } from './index.ts';

let scenario: Scenario;
let file: FileScenario;
let identity: string;

beforeAll(async () => {
  scenario = await startScenario();
  file = await reachFile(scenario);
  identity = file.opened.drawers['identity']!.drawer;
  const { node, worker, casework } = scenario;
  const { key, opened } = await openAs(node, worker, casework, identity);
  const { position, head } = opened.drawer;
  const entry = { key, file: file.opened.file, seen: { position, head } };
  expect((await append(node, worker, entry)).status).toBe(200);
});
afterAll(() => scenario.node.stop());

test('a backup of the database from before an erasure brings back ciphertext that nothing opens', async () => {
  const { node, worker, casework } = scenario;
  const colleague = await joinDesk(node, worker, casework);
  await node.backUp();
  const { act } = await signBoth(node, [worker, colleague], {
    desk: casework,
    act: { kind: 'erasure', drawers: [identity], ground: 'wish' },
  });
  const deps = () => ({ ...node.open.keeper, recall: async () => 0 });
  expect(await eraseSigned(deps(), act, node.now())).toBe(1);
  expect(await proveErasures(deps(), node.now())).toBe(1);

  await node.restore();
  const main = await node.superuser('main');
  const rows = async (table: string) =>
    (await main.query(`select from ${table} where drawer = '${identity}'`)).rowCount;
  expect(await rows('entries')).toBe(1);
  expect(await rows('grants')).toBeGreaterThan(0);
  const asking = { params: { drawer: identity }, input: { after: 0 }, cookie: worker.cookie };
  const opened = await node.ask(openDrawer, asking);
  expect(opened.status).toBe(404);
  expect(opened.text).not.toContain('nodeShare');

  // The node notices by itself and erases again, with a leaf and a proof.
  expect(await eraseRestored(deps(), node.now())).toBe(1);
  expect(await eraseRestored(deps(), node.now())).toBe(0);
  expect(await rows('entries')).toBe(0);
  expect(await proveErasures(deps(), node.now())).toBe(1);
  const params = { file: file.opened.file };
  const { erased } = (await node.ask(readFileKeeping, { params, cookie: worker.cookie })).body;
  expect(erased).toMatchObject([{ drawer: identity, ground: 'restored' }]);
  expect(erased[0]!.provedAt).not.toBeNull();
});

test('a keystore put back from a backup loses again the shares of what is erased', async () => {
  const { node } = scenario;
  const keystore = await node.superuser('keystore');
  await keystore.query(`delete from destroyed where drawer = '${identity}'`);
  await keystore.query(`insert into shares values ('${identity}', 1, '\\x${'09'.repeat(32)}')`);
  expect(await eraseRestored(node.open.keeper, node.now())).toBe(1);
  const left = await keystore.query(`select from shares where drawer = '${identity}'`);
  expect(left.rowCount).toBe(0);
  expect(await node.open.keeper.keystore.prepare(identity, 2)).toBeUndefined();
});
