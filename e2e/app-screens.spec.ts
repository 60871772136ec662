/** Every screen of the app: accessible, from right to left, on a small phone, under a strict policy. */
import { expect, test } from '@playwright/test';
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import { startDemoNode } from './node/node.ts';
import type { DemoCard, RunningNode } from './node/node.ts';
import { expectAccessible } from './story/screens.ts';

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

/** Unlocks by the names of fields, which are the same in every language. */
async function unlock(browser: Browser, card: DemoCard, options: BrowserContextOptions) {
  const page = await (await browser.newContext(options)).newPage();
  await page.goto(card.url);
  await page.locator('input[name=card]').fill(card.card ?? '');
  await page.locator('input[name=passphrase]').fill(card.passphrase ?? '');
  await page.keyboard.press('Enter');
  await expect(page.locator('nav').first()).toBeAttached({ timeout: 30_000 });
  return page;
}

async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((next) => {
    location.hash = next;
  }, path);
  await expect(page.locator('main h1')).toBeVisible();
  await expect(page.locator('.place-loading')).toHaveCount(0, { timeout: 30_000 });
}

/** The screens of a member, with a file and a conversation that are there. */
async function screensOf(page: Page): Promise<readonly string[]> {
  await goTo(page, '/files');
  const file = await page.locator('main a.rows-item').first().getAttribute('href');
  await goTo(page, '/inbox');
  const report = await page.locator('main a.rows-item').first().getAttribute('href');
  await goTo(page, '/law');
  const law = await page.locator('main a.rows-item').first().getAttribute('href');
  const tabs = ['', '/facts', '/plan', '/letters', '/share', '/page', '/person', '/log'];
  return [
    '/',
    '/inbox',
    '/files',
    '/dates',
    '/exchange',
    '/law',
    '/organisation',
    '/organisation/visible',
    '/waiting',
    '/nowhere',
    ...[report, law].map((href) => (href ?? '').slice(1)),
    ...tabs.map((tab) => (file ?? '').slice(1) + tab),
  ];
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any screen in ${colorScheme}`, async ({ browser }) => {
    const context = await browser.newContext({ colorScheme });
    const door = await context.newPage();
    await door.goto(lead.url);
    await expect(door.getByRole('heading', { name: 'Unlock' })).toBeVisible();
    await expectAccessible(door, 'the door');
    await context.close();

    const page = await unlock(browser, lead, { colorScheme });
    for (const path of await screensOf(page)) {
      await goTo(page, path);
      await expectAccessible(page, path);
    }
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page, 'the palette');
  });
}

test('joining is accessible, and the invitation leaves the address at once', async ({ page }) => {
  await page.goto(`${lead.url.replace(/\/$/, '')}/#join=an-invitation-that-nobody-gave`);
  await expect(page.getByRole('heading', { name: 'Join this node' })).toBeVisible();
  expect(page.url()).not.toContain('invitation');
  await page.getByRole('button', { name: 'Make keys and join' }).click();
  await expect(page.getByText('Give the organisation a name.')).toBeVisible();
  await expectAccessible(page, 'joining');
});

test('in Arabic every screen runs from right to left and nothing runs out of it', async ({
  browser,
}) => {
  const page = await unlock(browser, lead, { locale: 'ar', viewport: { width: 320, height: 640 } });
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ar');
  for (const path of await screensOf(page)) {
    await goTo(page, path);
    const { wide, narrow } = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      narrow: document.documentElement.clientWidth,
    }));
    expect(wide, `${path} at 320 px`).toBeLessThanOrEqual(narrow);
    await expect(page).toHaveTitle('Amparo');
  }
  await goTo(page, '/');
  await expectAccessible(page, 'today in Arabic');
});

test('no screen asks for anything that the policy forbids, or from anywhere else', async ({
  browser,
}) => {
  const forbidden: string[] = [];
  const elsewhere: string[] = [];
  const page = await unlock(browser, lead, {});
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) forbidden.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(new URL(lead.url).origin)) elsewhere.push(request.url());
  });
  for (const path of await screensOf(page)) await goTo(page, path);
  expect(forbidden).toEqual([]);
  expect(elsewhere.filter((url) => !url.startsWith('blob:'))).toEqual([]);
});

test('on a phone everything is one press away', async ({ browser }) => {
  const page = await unlock(browser, lead, { viewport: { width: 320, height: 640 } });
  const bar = page.getByRole('navigation', { name: 'Main places' });
  await bar.getByRole('link', { name: 'Files' }).click();
  await expect(page.getByRole('heading', { name: 'Files', level: 1 })).toBeVisible();
  await bar.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Organisation' }).click();
  await expect(page.getByRole('heading', { name: 'Organisation', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'Lock' }).click();
  await expect(page.getByRole('heading', { name: 'Unlock' })).toBeVisible();
});
