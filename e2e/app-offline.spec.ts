/** Without a line: what was opened stays readable, what is written waits sealed and goes by itself. */
import { expect, test } from '@playwright/test';
import { startDemoNode } from './node/node.ts';
import type { DemoCard, RunningNode } from './node/node.ts';
import { Practitioner } from './story/practitioner.ts';

test.describe.configure({ mode: 'serial' });
test.setTimeout(240_000);

let node: RunningNode;
let lead: DemoCard;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  node = await startDemoNode();
  lead = node.cardOf('casework', /Lead/);
});
test.afterAll(async () => {
  await node.stop();
});

const fact = {
  find: 'gender',
  label: 'Gender',
  answer: { pick: 'woman' },
  source: 'said by the person',
  by: 'the person',
} as const;

test('a fact recorded without a line waits, is counted, and is sent when the line is back', async ({
  browser,
}) => {
  const member = await Practitioner.signIn(browser, lead);
  const { page, main } = member;
  await member.openFileOf('Robin');
  await member.openTab('Facts');
  await expect(page.getByLabel('Find a fact by its words')).toBeVisible({ timeout: 30_000 });

  await page.context().setOffline(true);
  await member.record(fact);
  await expect(page.getByRole('link', { name: /1 entry waits on this device/ })).toBeVisible();
  const row = main.getByRole('listitem').filter({ hasText: 'Gender' });
  await expect(row.getByText('woman', { exact: true })).toBeVisible();

  await page.getByRole('link', { name: /1 entry waits/ }).click();
  await expect(main.getByText('Waits for a line')).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByRole('link', { name: /Everything is sent/ })).toBeVisible({
    timeout: 60_000,
  });

  const colleague = await Practitioner.signIn(browser, node.cardOf('casework', /Second/));
  await colleague.openFileOf('Robin');
  await colleague.openTab('Facts');
  const theirs = colleague.main.getByRole('listitem').filter({ hasText: 'Gender' });
  await expect(theirs.getByText('woman', { exact: true })).toBeVisible({ timeout: 30_000 });
});

test('the app starts and unlocks without a line, and opens what this device has opened before', async ({
  browser,
}) => {
  const member = await Practitioner.signIn(browser, lead);
  const { page, main } = member;
  await member.openFileOf('Robin');
  await expect(main.getByRole('heading', { name: 'Timeline', level: 2 })).toBeVisible();
  await expect(main.locator('.timeline-item').first()).toBeVisible({ timeout: 30_000 });
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state), { timeout: 60_000 })
    .toBe('activated');
  await page.context().setOffline(true);
  await page.reload();
  await page.getByLabel('Sign-in card').fill(lead.card ?? '');
  await page.getByLabel('Passphrase', { exact: true }).fill(lead.passphrase ?? '');
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByRole('link', { name: /No line/ })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('heading', { name: /Robin/, level: 1 })).toBeVisible();
  await expect(main.locator('.timeline-item').first()).toBeVisible({ timeout: 30_000 });
});

test('two people who save the same letter see a conflict, and neither version is lost', async ({
  browser,
}) => {
  const card = node.cardOf('legal');
  const first = await Practitioner.signIn(browser, card);
  await first.openFileOf('Robin');
  if (
    (await first.page.getByRole('region', { name: 'Drawers' }).getByText('Privileged').count()) ===
    0
  ) {
    await first.addDrawer('Privileged (lawyer)');
  }
  await first.openDrawers();
  await first.openTab('Letters');
  await first.draftLetter({ name: 'R.', to: 'Office', from: 'Law centre' });
  const address = new URL(first.page.url()).hash;

  const second = await Practitioner.signIn(browser, card);
  await second.openFileOf('Robin');
  await second.openTab('Letters');
  await second.page.evaluate((hash) => {
    location.hash = hash;
  }, address);
  await expect(second.page.getByLabel('Title')).toBeVisible({ timeout: 30_000 });

  await first.page.getByLabel('Title').fill('The first hand');
  await first.page.getByRole('button', { name: 'Save this version now' }).click();
  await expect(first.main.getByText(/Version 2 saved/)).toBeVisible();
  await second.page.getByLabel('Title').fill('The second hand');
  await second.page.getByRole('button', { name: 'Save this version now' }).click();
  await expect(
    second.main.getByText('Somebody saved this letter while you were writing.'),
  ).toBeVisible();
  await expect(second.main.getByText('The first hand')).toBeVisible();
  await expect(second.main.getByText('The second hand')).toBeVisible();
  await second.page.getByRole('button', { name: 'Go on with mine' }).click();
  await expect(second.page.getByLabel('Title')).toHaveValue('The second hand');
});
