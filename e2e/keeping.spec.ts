/** Keeping and losing on the screens: a hold that two members sign, and a person's copy in their language. */
import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { startDemoNode } from './node/node.ts';
import type { DemoCard, RunningNode } from './node/node.ts';

test.describe.configure({ mode: 'serial' });
test.setTimeout(300_000);

let node: RunningNode;
let file: string;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  node = await startDemoNode();
});
test.afterAll(async () => {
  await node.stop();
});

async function unlock(browser: Browser, card: DemoCard, locale = 'en-GB'): Promise<Page> {
  const page = await (await browser.newContext({ locale, acceptDownloads: true })).newPage();
  await page.goto(card.url);
  await page.locator('input[name=card]').fill(card.card ?? '');
  await page.locator('input[name=passphrase]').fill(card.passphrase ?? '');
  await page.keyboard.press('Enter');
  await expect(page.locator('nav').first()).toBeAttached({ timeout: 60_000 });
  return page;
}

async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((next) => {
    location.hash = next;
  }, path);
  await expect(page.locator('main h1')).toBeVisible();
  await expect(page.locator('.place-loading')).toHaveCount(0, { timeout: 60_000 });
}

/** The two members of the demo's casework desk. */
function caseworkers(): readonly [DemoCard, DemoCard] {
  return [node.cardOf('casework', /Lead/), node.cardOf('casework', /Second/)];
}

test('a hold is asked by one, signed by another, and stands on the file with its date', async ({
  browser,
}) => {
  const [lead, other] = caseworkers();
  const page = await unlock(browser, lead);
  await goTo(page, '/files');
  file = (await page.locator('main a.rows-item').first().getAttribute('href')) ?? '';
  await goTo(page, `${file.slice(1)}/keeping`);
  await page.getByRole('button', { name: 'Place a legal hold' }).click();
  await page.getByRole('button', { name: 'Sign, and ask a second member' }).click();
  await expect(page.getByText('Choose at least one drawer.')).toBeVisible();
  await page.getByText('Legal identity', { exact: true }).last().click();
  await page.getByText('A court ordered it').click();
  await page.getByLabel('The provision').fill('gb-eaw/invented-act/1');
  const inMarch = new Date(Date.now() + 100 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('Ends on').fill(inMarch);
  await page.getByLabel('Why', { exact: true }).fill('An invented order (test).');
  await page.getByRole('button', { name: 'Sign, and ask a second member' }).click();
  await expect(page.getByText('You signed first')).toBeVisible();

  const second = await unlock(browser, other);
  await goTo(second, '/keeping');
  await second.getByRole('button', { name: 'Why', exact: true }).click();
  await expect(second.getByText('An invented order (test).')).toBeVisible();
  await second.getByRole('button', { name: 'Sign as the second member' }).click();
  await expect(second.getByText(/Signed by two; ends/)).toBeVisible();

  const back = await unlock(browser, lead);
  await goTo(back, `${file.slice(1)}/keeping`);
  await expect(back.getByText(/Held by law until/)).toBeVisible();
  const { violations } = await new AxeBuilder({ page: back }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
});

test('a copy is made in the person’s language, and is a locked file under a neutral name', async ({
  browser,
}) => {
  const [lead] = caseworkers();
  const page = await unlock(browser, lead, 'ar');
  await goTo(page, `${file.slice(1)}/keeping`);
  await page.getByText('العربية', { exact: true }).last().click();
  await page.locator('input[type=password]').fill('كلمات طويلة جدا للنسخة');
  const waiting = page.waitForEvent('download', { timeout: 120_000 });
  await page.getByRole('button', { name: 'أعدّ النسخة' }).click();
  const download = await waiting;
  expect(download.suggestedFilename()).toMatch(/^papers-\d{4}-\d{2}-\d{2}\.age$/);
  const bytes = await readFile(await download.path());
  expect(bytes.subarray(0, 28).toString('latin1')).toContain('age-encryption.org/v1');
  await expect(page.getByText(/papers-/)).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
});
