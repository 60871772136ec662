import { afterAll, beforeAll, expect, test } from 'vitest';
import { appendEntry, openDrawer } from '@amparo/casework/files';
import { openMailbox } from '@amparo/casework/reports';
import { append, sealMemberEntry } from '../testing/caseworker.ts';
import { reachFile, type FileScenario, type Scenario, startScenario } from '../testing/scenario.ts';

let scenario: Scenario;
let file: FileScenario;

beforeAll(async () => {
  scenario = await startScenario();
  file = await reachFile(scenario);
});
afterAll(() => scenario.node.stop());

async function openingAnswers() {
  const { node, worker } = scenario;
  const { drawer } = file.opened.drawers['safety']!;
  const { locator, token } = file.reporter;
  return {
    drawer: await node.ask(openDrawer, {
      params: { drawer },
      input: { after: 0 },
      cookie: worker.cookie,
    }),
    mailbox: await node.ask(openMailbox, { input: { locator, token } }),
  };
}

async function shares(): Promise<string[]> {
  const client = await scenario.node.superuser('keystore');
  const { rows } = await client.query<{ share: Buffer }>('select share from shares');
  return rows.map(({ share }) => share.toString('base64url'));
}

test('when the log cannot be written, no share leaves the node and no entry is taken', async () => {
  const { node, worker } = scenario;
  const { drawer, key } = file.opened.drawers['safety']!;
  const before = await openingAnswers();
  const known = await shares();
  expect(known).toContain(before.drawer.body.versions[0]!.nodeShare);
  expect(known).toContain(before.mailbox.body.nodeShare);
  const { position, head } = before.drawer.body.drawer;
  const bytes = await sealMemberEntry(worker, {
    key,
    file: file.opened.file,
    seen: { position, head },
  });

  const client = await node.superuser('main');
  await client.query('revoke insert on leaves from amparo_app, amparo_portal');
  const refused = await openingAnswers();
  for (const answer of [refused.drawer, refused.mailbox]) {
    expect(answer.status).toBe(503);
    expect(answer.body).toMatchObject({ code: 'node/busy' });
    for (const share of known) expect(answer.text).not.toContain(share);
  }
  const asking = { params: { drawer }, input: { bytes }, cookie: worker.cookie };
  expect((await node.ask(appendEntry, asking)).status).toBe(503);

  await client.query('grant insert on leaves to amparo_app, amparo_portal');
  const after = await openingAnswers();
  expect(after.drawer.body.drawer.position).toBe(position);
  expect((await node.ask(appendEntry, asking)).body.position).toBe(position + 1);
});

test('every lending has its leaf, and the leaf was there before the share was asked for', async () => {
  const { node, worker } = scenario;
  const client = await node.superuser('main');
  const count = async (): Promise<number> => {
    const { rows } = await client.query<{ count: string }>(
      `select count(*) from openings where kind in ('drawer-opened', 'mailbox-opened')`,
    );
    return Number(rows[0]!.count);
  };
  const before = await count();
  await openingAnswers();
  expect(await count()).toBe(before + 2);

  // With the keystore gone the lending fails, and still its leaf stands: it came first.
  const keystore = await node.superuser('keystore');
  await keystore.query('revoke select on shares from amparo_lender');
  const refused = await openingAnswers();
  expect([refused.drawer.status, refused.mailbox.status]).toEqual([503, 503]);
  expect(await count()).toBe(before + 4);
  await keystore.query('grant select on shares to amparo_lender');
  expect((await openingAnswers()).drawer.status).toBe(200);
  const { key } = file.opened.drawers['safety']!;
  const { position, head } = (await openingAnswers()).drawer.body.drawer;
  const entry = { key, file: file.opened.file, seen: { position, head } };
  expect((await append(node, worker, entry)).status).toBe(200);
});
