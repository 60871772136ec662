/**
 * What a yes carries further: to somebody without Amparo, as a locked file and on paper; into a file abroad, until it
 * is called back; past a recall where a law keeps it; and what the person gets from their worker besides.
 */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { Decrypter, armor } from 'age-encryption';
import { startDemoNode } from './node/node.ts';
import type { RunningNode } from './node/node.ts';
import { choice, press } from './portal-pages.ts';
import { openFileFromReport, openMailbox } from './story/opened-file.ts';
import {
  ARABIC_PHONE,
  expectGoodScreen,
  expectPackets,
  goTo,
  showPicture,
  unlock,
  visitAgain,
} from './story/screens.ts';

test.describe.configure({ mode: 'serial' });
test.setTimeout(300_000);

const WAGES = 'Patru luni, inventate.';
const FIELDS = { 'What the person is called': 'Ana', 'Unpaid wages': WAGES } as const;
const TICKED = ['cover.called', 'money.unpaid-wages'];

let node: RunningNode;
let browser: Browser;
/** The worker who leads the file in England, and where it is. */
let lead: Page;
let file: string;
let code: string;
/** The worker who leads a file of the same person in Romania. */
let abroad: Page;
let fileAbroad: string;

test.beforeAll(async ({ browser: shared }) => {
  test.setTimeout(400_000);
  browser = shared;
  node = await startDemoNode();
});
test.afterAll(async () => {
  await node.stop();
});

/** Where somebody writes to the node across the border. */
function portalAbroad(): string {
  const card = node.cards.find(({ face, node: name }) => face === 'portal' && /Romania/.test(name));
  if (card === undefined) throw new Error('the second node has no portal');
  return card.url;
}

/** Asks for fields to go to a desk, from the sharing page. */
async function ask(desk: RegExp): Promise<void> {
  await goTo(lead, `${file}/share`);
  await lead.getByRole('button', { name: 'Share with another desk' }).click();
  await lead.getByRole('button', { name: /Choose a desk/ }).click();
  await lead.getByRole('option', { name: desk }).click();
  for (const [field, words] of Object.entries(FIELDS)) {
    await lead.locator('form').getByText(field, { exact: true }).first().click();
    await lead.getByLabel(field).last().fill(words);
  }
  await lead.getByRole('button', { name: 'Ask the person' }).click();
  await expect(lead.getByText('Not answered yet')).toBeVisible({ timeout: 30_000 });
}

/** The person ticks both fields and says yes. */
async function sayYes(): Promise<void> {
  const { page } = await openMailbox(node.portal, browser, code);
  await page.locator('.card button').first().click();
  await page.locator('fieldset.fields').waitFor();
  for (const field of TICKED) await page.locator(`input[name="c"][value="${field}"]`).check();
  await press(page, 'yes', '.words');
  await press(page, 'give', 'ol.thread');
  await page.context().close();
}

/** Reads the conversation again, for what the person answered since. */
async function lookAgain(): Promise<void> {
  await visitAgain(lead, `${file}/share`);
  await expect(lead.getByText(/Yes to 2 of 2/).first()).toBeVisible({ timeout: 30_000 });
  await expect(lead.getByText('Not answered yet')).toHaveCount(0);
}

test('somebody has a file here, and one abroad', async () => {
  const report = { name: 'Ana', classes: ['Legal identity', 'Money'] };
  const opened = await openFileFromReport(
    {
      portal: node.portal,
      hotline: node.cardOf('hotline'),
      lead: node.cardOf('casework', /Lead/),
    },
    browser,
    { ...report, text: 'Nu am fost plătită. (Inventat.)', desks: ['Casework (demo)'] },
  );
  ({ file, code } = opened);
  lead = opened.lead.page;
  const there = await openFileFromReport(
    {
      portal: portalAbroad(),
      hotline: node.cardAbroad('hotline'),
      lead: node.cardAbroad('casework', /Lucrătoare/),
    },
    browser,
    { ...report, text: 'M-am întors acasă. (Inventat.)', desks: ['Lucru de caz (demo)'] },
  );
  fileAbroad = there.file;
  abroad = there.lead.page;
});

test('somebody without Amparo gets a file that the ordinary program opens, or paper; what they say is noted', async () => {
  await ask(/^Somebody without Amparo/);
  await sayYes();
  await lookAgain();
  const given = lead.getByRole('article', { name: /Casework \(demo\)/ }).first();
  await given.getByRole('button', { name: 'Make one' }).click();
  const passphrase = await given.getByLabel('Passphrase of the file').inputValue();
  expect(passphrase).toMatch(/^(\d{4} ){5}\d{4}$/);
  await expectGoodScreen(lead, 'given outside');
  const waiting = lead.waitForEvent('download', { timeout: 60_000 });
  await given.getByRole('button', { name: 'Make the locked file' }).click();
  const download = await waiting;
  expect(download.suggestedFilename()).not.toMatch(/ana|robin|amparo/i);
  const opened = await openAge(await readFile(await download.path()), passphrase);
  expect(opened).toContain(WAGES);
  expect(opened).not.toContain('Nu am fost plătită');
  await expect(given.getByText(/2 fields given as a locked file on/)).toBeVisible();

  await given.getByRole('button', { name: 'Give it on paper' }).click();
  await lead.emulateMedia({ media: 'print' });
  await expect(lead.locator('.print-letter')).toContainText(WAGES);
  await expect(lead.locator('.rail')).toBeHidden();
  await showPicture(lead, 'on paper');
  await lead.emulateMedia({ media: 'screen' });
  await expectGoodScreen(lead, 'before it is printed');
  await lead.getByRole('button', { name: 'It was handed over: write it down' }).click();
  await expect(given.getByText(/2 fields given on paper on/)).toBeVisible();
  await given.getByRole('button', { name: 'Note what they said' }).first().click();
  await given.getByText('They accept', { exact: true }).click();
  await given.getByLabel('Who said it, and how').fill('Somebody invented, by telephone.');
  await expectGoodScreen(lead, 'noting a receipt');
  await given.getByRole('button', { name: 'Write it down' }).click();
  await expect(given.getByText(/they said that they accept/)).toBeVisible();
  await expect(given).toContainText('Somebody invented, by telephone.');

  const phone = await unlock(browser, node.cardOf('casework', /Lead/), ARABIC_PHONE);
  await goTo(phone, `${file}/share`);
  await expect(phone.locator('article.sharing').first()).toBeVisible();
  await expectGoodScreen(phone, 'given outside in Arabic');
});

async function openAge(bytes: Uint8Array, passphrase: string): Promise<string> {
  const text = new TextDecoder().decode(bytes);
  const isArmoured = text.startsWith('-----BEGIN AGE');
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  return decrypter.decrypt(isArmoured ? armor.decode(text) : bytes, 'text');
}

test('a received field goes into the file abroad with its source, its ground and its end', async () => {
  await ask(/^Lucru de caz/);
  await sayYes();
  await lookAgain();
  await lead.getByRole('button', { name: 'Send exactly these 2 fields' }).click();
  await expect(lead.getByText(/On its way|Stored there/).first()).toBeVisible({ timeout: 30_000 });

  await expectPackets(abroad, 1);
  await abroad.locator('.thread-packet a').click();
  await abroad.getByRole('button', { name: 'Open it' }).click();
  await abroad.getByRole('button', { name: 'Choose a file' }).click();
  await abroad.getByRole('button', { name: 'Take these into the file' }).click();
  await expect(abroad.getByText('Choose a file and at least one field.')).toBeVisible();
  await abroad.getByRole('button', { name: /Into which file/ }).click();
  await abroad.getByRole('option', { name: 'Ana' }).click();
  await abroad.locator('form').getByText('Unpaid wages', { exact: true }).click();
  await expectGoodScreen(abroad, 'taking over');
  await abroad.getByRole('button', { name: 'Take these into the file' }).click();
  await expect(abroad.getByText('Unpaid wages: it is in the file.')).toBeVisible();
  await expectGoodScreen(abroad, 'taken over');

  const second = await unlock(browser, node.cardAbroad('casework', /Al doilea/));
  await goTo(second, fileAbroad);
  await second.getByRole('button', { name: 'Open the drawer Money' }).click();
  const taken = second.getByRole('listitem').filter({ hasText: WAGES }).first();
  await expect(taken).toContainText('Received from Casework (demo), Support organisation (demo)');
  await expect(taken).toContainText(/May be used until/);
  await expectGoodScreen(second, 'a file with what was taken over');
});

test('a law can keep what was received, when two have signed; then Stop says so, with the law', async () => {
  await abroad.getByRole('button', { name: 'A law makes us keep it' }).click();
  await abroad.getByText('A law obliges us').click();
  await abroad.getByLabel('The provision').fill('RO-CPP-291');
  const until = new Date(Date.now() + 100 * 86_400_000).toISOString().slice(0, 10);
  await abroad.getByLabel('Ends on').fill(until);
  await abroad.getByLabel('Why', { exact: true }).fill('An invented duty.');
  await expectGoodScreen(abroad, 'holding a packet');
  await abroad.getByRole('button', { name: 'Sign, and ask a second member' }).click();
  await expect(abroad.getByText(/Nothing happens before another member/)).toBeVisible();
  const second = await unlock(browser, node.cardAbroad('casework', /Al doilea/));
  await goTo(second, '/keeping');
  await expect(second.getByText('Hold by law (RO-CPP-291): one received packet')).toBeVisible();
  await expectGoodScreen(second, 'a packet to hold');
  await second.getByRole('button', { name: 'Sign as the second member' }).click();
  await expect(second.getByText(/Signed by two; ends/)).toBeVisible();

  const { page } = await openMailbox(node.portal, browser, code);
  await press(page, 'sharing', '.shared');
  const main = page.locator('main');
  const shared = page
    .locator('.shared')
    .filter({ hasText: 'Trimitere către un birou', has: page.locator('button[name="s"]') });
  for (let left = await shared.count(); left > 0; left -= 1) {
    await shared.first().locator('button[name="s"]').click();
    await expect(shared).toHaveCount(left - 1);
  }
  await expect(async () => {
    await choice(page, 'sharing').first().click();
    await expect(main).toContainText('RO-CPP-291', { timeout: 3000 });
  }).toPass({ timeout: 60_000 });
  await expect(main).not.toContainText('Ștergere confirmată');
  await showPicture(page, 'kept by law');
  await visitAgain(lead, `${file}/share`);
  await expect(lead.getByText(/a law makes them keep it: RO-CPP-291/)).toBeVisible({
    timeout: 30_000,
  });
});

test('abroad nothing of it opens any more, and the file names what must be removed', async () => {
  await expect(abroad.getByText(/It was recalled, and a law keeps it here/)).toBeVisible({
    timeout: 60_000,
  });
  await expect(abroad.locator('main')).not.toContainText(WAGES);
  await expectGoodScreen(abroad, 'recalled and kept by law');
  await goTo(abroad, fileAbroad);
  const drawers = abroad.getByRole('region', { name: 'Drawers' });
  await expect(drawers.getByRole('listitem').first()).toBeVisible({ timeout: 30_000 });
  const open = abroad.getByRole('button', { name: 'Open the drawer Money' });
  if ((await open.count()) > 0) await open.click();
  await expect(abroad.getByText('One field that was received must be removed')).toBeVisible();
  await expect(abroad.getByText('To be removed: it was recalled.')).toBeVisible();
  await expectGoodScreen(abroad, 'to be removed');
  await abroad.getByRole('button', { name: 'Remove it' }).click();
  await expect(abroad.getByText(/^Removed: nobody uses it any more/)).toBeVisible();
  await expect(abroad.locator('main')).not.toContainText(WAGES);
  const phone = await unlock(browser, node.cardAbroad('casework', /Lucrătoare/), ARABIC_PHONE);
  await goTo(phone, fileAbroad);
  await expectGoodScreen(phone, 'file abroad in Arabic');
});

test('the worker writes the person’s page by the number they read out, and gives a new receipt for a lost one', async () => {
  const { page } = await openMailbox(node.portal, browser, code);
  await press(page, 'page', 'h1');
  await press(page, 'page-new', '#secret');
  await page.fill('#secret', 'lampa raului sapte');
  await press(page, 'page-set', '.number');
  const number = await page.locator('.number').innerText();

  await goTo(lead, '/');
  await goTo(lead, `${file}/page`);
  const rights = 'Puteți rămâne cât se decide. (Inventat.)';
  await lead.getByRole('textbox', { name: 'Their rights' }).fill(rights);
  await lead.getByLabel('The number that the person reads out').fill('0000 0000 0000');
  await lead.getByRole('button', { name: 'Write the page' }).click();
  await expect(lead.getByText(/This is another number than that of the page/)).toBeVisible();
  await expectGoodScreen(lead, 'their page');
  await lead.getByLabel('The number that the person reads out').fill(number);
  await lead.getByRole('button', { name: 'Write the page' }).click();
  await expect(lead.getByText('Written, sealed to the person alone.')).toBeVisible();

  await lead.getByText('I checked in person who asks').click();
  await lead.getByRole('button', { name: 'Make a new receipt' }).click();
  const fresh = await lead
    .locator('code')
    .filter({ hasText: /^(\d{4}\s){5}\d{4}$/ })
    .innerText();
  await expectGoodScreen(lead, 'a new receipt');
  await lead.getByRole('button', { name: 'It is written down: hide it' }).click();
  await expect(lead.getByText(fresh)).toHaveCount(0);

  const again = await openMailbox(node.portal, browser, fresh);
  await press(again.page, 'page', 'h1');
  await showPicture(again.page, 'page with the new receipt');
  const phone = await unlock(browser, node.cardOf('casework', /Lead/), ARABIC_PHONE);
  await goTo(phone, `${file}/page`);
  await expectGoodScreen(phone, 'their page in Arabic');
});
