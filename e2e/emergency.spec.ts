/**
 * Against the ordinary way: a desk that was shut out opens once more in an emergency, and everybody can see it;
 * and what a person wishes gone is gone, and proved.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { startDemoNode } from './node/node.ts';
import type { RunningNode } from './node/node.ts';
import { press } from './portal-pages.ts';
import { exportLog, verify } from './story/command.ts';
import { openFileFromReport, openMailbox } from './story/opened-file.ts';
import type { Practitioner } from './story/practitioner.ts';
import { ARABIC_PHONE, expectGoodScreen, goTo, unlock, visitAgain } from './story/screens.ts';

test.describe.configure({ mode: 'serial' });
test.setTimeout(240_000);

const NOTE = 'An invented address that only matters in danger.';
const WHY = 'An invented reason: a threat at the door.';

let node: RunningNode;
let file: string;
let lead: Practitioner;
let code: string;

test.beforeAll(async () => {
  test.setTimeout(400_000);
  node = await startDemoNode();
});
test.afterAll(async () => {
  await node.stop();
});

async function addNote(page: Page, drawer: string): Promise<void> {
  await page.getByLabel('New note').fill(NOTE);
  await page.getByRole('button', { name: /In the drawer/ }).click();
  await page.getByRole('option', { name: drawer }).click();
  await page.getByRole('button', { name: 'Add the note' }).click();
  await expect(page.locator('.timeline').getByText(NOTE)).toBeVisible();
}

test('after Stop a desk can open nothing, and says so', async ({ browser }) => {
  const { portal, cardOf } = node;
  const place = { portal, hotline: cardOf('hotline'), lead: cardOf('casework', /Lead/) };
  const opened = await openFileFromReport(place, browser, {
    text: 'Trebuie să plec de acolo. (Poveste inventată.)',
    name: 'Ilinca',
    desks: ['Casework (demo)', 'Duty lawyers (demo)'],
    classes: ['Legal identity', 'Safety'],
  });
  ({ file, lead, code } = opened);
  await lead.openDrawers();
  await addNote(lead.page, 'Legal identity');

  const lawyer = await unlock(browser, node.cardOf('legal'));
  await goTo(lawyer, '/keeping');
  await expect(lawyer.getByText('Legal identity')).toHaveCount(0);

  const person = await openMailbox(node.portal, browser, code);
  await press(person.page, 'stop', '.notice');

  await visitAgain(lawyer, '/keeping');
  await expect(lawyer.getByText('Legal identity')).toBeVisible({ timeout: 30_000 });
  await expectGoodScreen(lawyer, 'what a desk cannot open');
});

test('in an emergency two sign, one drawer opens to be read, and a third person reviews it', async ({
  browser,
}) => {
  const lawyer = await unlock(browser, node.cardOf('legal'));
  await goTo(lawyer, '/keeping');
  const row = lawyer.getByRole('listitem').filter({ hasText: 'Legal identity' });
  await row.getByRole('button', { name: 'Open in an emergency' }).click();
  await row.getByRole('button', { name: 'Sign, and ask a second member' }).click();
  await expect(row.getByText(/Choose|Say/).first()).toBeVisible();
  await row.getByText('Somebody’s life or body is in danger').click();
  await row.getByLabel('Why', { exact: true }).fill(WHY);
  await expectGoodScreen(lawyer, 'asking in an emergency');
  await row.getByRole('button', { name: 'Sign, and ask a second member' }).click();
  await expect(lawyer.getByText('You signed first')).toBeVisible();
  await expect(lawyer.getByRole('button', { name: 'Open it now' })).toHaveCount(0);

  await goTo(lead.page, '/');
  await lead.page.getByRole('link', { name: /Something about keeping/ }).click();
  await lead.page.getByRole('button', { name: 'Why', exact: true }).click();
  await expect(lead.page.getByText(WHY)).toBeVisible();
  await expect(lead.page.getByText('Open in an emergency: Legal identity')).toBeVisible();
  await expectGoodScreen(lead.page, 'an emergency to sign');
  await lead.page.getByRole('button', { name: 'Sign as the second member' }).click();
  await expect(lead.page.getByText(/Waits for a review/)).toBeVisible();
  // Whoever signed reviews nothing.
  await expect(lead.page.getByRole('button', { name: 'Record the review' })).toHaveCount(0);

  await visitAgain(lawyer, '/keeping');
  await lawyer.getByRole('button', { name: 'Open it now' }).click();
  await expect(lawyer.getByText(NOTE)).toBeVisible();
  await expect(lawyer.getByText(/Opened in an emergency. Reading only/)).toBeVisible();
  await expectGoodScreen(lawyer, 'opened in an emergency');

  const oversight = await unlock(browser, node.cardOf('oversight'));
  await goTo(oversight, '/keeping');
  await oversight.getByText('No, it was not').click();
  await oversight.getByLabel('Why', { exact: true }).fill('An invented finding.');
  await expectGoodScreen(oversight, 'reviewing an emergency');
  await oversight.getByRole('button', { name: 'Record the review' }).click();
  await expect(
    oversight.getByText(/The review is recorded|Reviewed: it was not right/).first(),
  ).toBeVisible();
});

test('the person’s log names who asked, who signed, who opened and who reviewed', async ({
  browser,
}) => {
  await goTo(lead.page, `${file}/log`);
  const log = lead.page.locator('.log-lines');
  for (const line of [
    /Somebody at Duty lawyers \(demo\) asked to open without leave, in an emergency: Legal identity/,
    /Lead caseworker \(demo\) signed as the second: for 24 hours Duty lawyers \(demo\) could open/,
    /Somebody at Duty lawyers \(demo\) opened without leave, in an emergency: Legal identity/,
    /The person ended what Casework \(demo\) held\.$/,
    /Somebody at Oversight \(demo\) reviewed whether the opening in an emergency was right/,
  ]) {
    await expect(log.getByText(line).first()).toBeVisible();
  }
  await expectGoodScreen(lead.page, 'log of an emergency');
  const phone = await unlock(browser, node.cardOf('casework', /Lead/), ARABIC_PHONE);
  await goTo(phone, `${file}/log`);
  await expect(phone.locator('.log-lines li').first()).toBeVisible();
  await expectGoodScreen(phone, 'log in Arabic');
});

test('what the person wishes gone is erased when a second member signs, and the screen says when it is proved', async ({
  browser,
}) => {
  const { page } = lead;
  await goTo(page, `${file}/keeping`);
  await page.getByRole('button', { name: 'Erase for good' }).click();
  await page.locator('form').getByText('Legal identity', { exact: true }).click();
  await page.getByLabel('Why', { exact: true }).fill('They wish it (invented).');
  await expectGoodScreen(page, 'asking for an erasure');
  await page.getByRole('button', { name: 'Sign, and ask a second member' }).click();
  await expect(page.getByText('You signed first')).toBeVisible();

  const second = await unlock(browser, node.cardOf('casework', /Second/), ARABIC_PHONE);
  await goTo(second, '/keeping');
  await expectGoodScreen(second, 'an erasure to sign in Arabic');
  await second.locator('.rows-item button').filter({ hasText: 'وقّع' }).click();
  await expect(second.locator('.rows-item button').filter({ hasText: 'وقّع' })).toHaveCount(0);

  await expect(async () => {
    await visitAgain(page, `${file}/keeping`);
    await expect(page.getByText(/Proved on/)).toBeVisible({ timeout: 3000 });
  }).toPass({ timeout: 120_000 });
  await expect(page.getByText(/as the person wished/)).toBeVisible();
  await expectGoodScreen(page, 'erased and proved');
  await goTo(page, file);
  await expect(page.getByText(NOTE)).toHaveCount(0);
});

test('the log still verifies, and keeps of it only that it was erased', async () => {
  const out = mkdtempSync(join(tmpdir(), 'amparo-erased-'));
  try {
    const folder = await exportLog(node, 'here', join(out, 'log'));
    expect(await verify(folder)).toMatchObject({ code: 0, ok: true, problems: [] });
    await goTo(lead.page, `${file}/log`);
    await expect(lead.page.getByText(/erased the drawer “Legal identity” for good/)).toBeVisible();
    await expect(lead.page.getByText(/nothing can open this any more/).first()).toBeVisible();
  } finally {
    rmSync(out, { recursive: true });
  }
});
