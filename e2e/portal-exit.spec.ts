import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { startPortalNode } from './portal-node.ts';
import type { PortalNode } from './portal-node.ts';
import { press, stayOnThisMachine } from './portal-pages.ts';

let node: PortalNode;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  node = await startPortalNode();
});

test.afterAll(async () => {
  await node.stop();
});

test.use({ locale: 'en-GB', viewport: { width: 1000, height: 700 } });

const NEUTRAL = 'https://www.bbc.co.uk/weather';

test.beforeEach(async ({ context }) => {
  await stayOnThisMachine(context);
});

async function pressShift(page: Page, times: number): Promise<void> {
  for (let n = 0; n < times; n++) await page.keyboard.press('Shift');
}

test('pressing "Leave this page" leaves at once for an ordinary page', async ({ page }) => {
  await page.goto(node.url);
  await page.locator('#leave').click();
  await expect(page).toHaveURL(NEUTRAL);
});

test('on a slow line the page is blank before the other one comes', async ({ page, context }) => {
  await context.route('https://www.bbc.co.uk/**', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    await route.fulfill({ contentType: 'text/html', body: '<title>Elsewhere</title>' });
  });
  await page.goto(node.url);
  const shown = await page.evaluate(() => {
    document.querySelector<HTMLElement>('#leave')?.click();
    const overlay = document.querySelector('.overlay');
    const content = document.querySelector('#page');
    return {
      covers: overlay?.getBoundingClientRect().toJSON() as { width: number; height: number },
      role: overlay?.getAttribute('role'),
      says: overlay?.textContent,
      contentIsGone: content === null || getComputedStyle(content).display === 'none',
    };
  });
  expect(shown).toMatchObject({ role: 'alert', says: 'Loading.', contentIsGone: true });
  expect([shown.covers.width, shown.covers.height]).toEqual([1000, 700]);
  await expect(page).toHaveURL(NEUTRAL);
});

test('Shift three times within five seconds leaves, and each press is said', async ({ page }) => {
  await page.goto(node.url);
  const said = page.locator('.unseen[role="status"]');
  await pressShift(page, 1);
  await expect(said).toHaveText('To leave, press Shift two more times.');
  await pressShift(page, 1);
  await expect(said).toHaveText('To leave, press Shift one more time.');
  await expect(page.locator('#leave')).toHaveAttribute('data-presses', '2');
  await pressShift(page, 1);
  await expect(page).toHaveURL(NEUTRAL);
});

test('presses that come too slowly do not leave, and that is said too', async ({ page }) => {
  await page.goto(node.url);
  await pressShift(page, 2);
  await page.waitForTimeout(5_500);
  await expect(page.locator('.unseen[role="status"]')).toHaveText('Leaving with Shift timed out.');
  await pressShift(page, 1);
  await page.waitForTimeout(300);
  expect(page.url()).toBe(`${node.url}/`);
});

test('capital letters do not count, and another key begins anew', async ({ page }) => {
  await page.goto(node.url);
  await press(page, 'options', 'main section');
  await press(page, 'write', '#text');
  await page.locator('#text').focus();
  await page.keyboard.type('ABC HELP Me NOW');
  await pressShift(page, 2);
  await page.keyboard.press('a');
  await pressShift(page, 1);
  await page.waitForTimeout(300);
  await expect(page.locator('#text')).toHaveValue('ABC HELP Me NOWa');
  await pressShift(page, 2);
  await expect(page).toHaveURL(NEUTRAL);
});

test('the first thing that a keyboard reaches leaves; the second does too, with the space bar', async ({
  page,
}) => {
  await page.goto(node.url);
  await page.keyboard.press('Tab');
  await expect(page.locator(':focus')).toHaveText('Leave this page now');
  await expect(page.locator(':focus')).toBeInViewport();
  await page.keyboard.press('Tab');
  await expect(page.locator(':focus')).toHaveAttribute('id', 'leave');
  await page.keyboard.press(' ');
  await expect(page).toHaveURL(NEUTRAL);
});

test('leaving takes the place of the page: going back does not come back to what was written', async ({
  page,
}) => {
  await page.goto(node.url);
  await press(page, 'options', 'main section');
  await press(page, 'write', '#text');
  await expect(page.locator('html')).toHaveAttribute('data-path', 'here');
  await page.fill('#text', 'They keep my papers');
  await press(page, 'next', '#how');
  await page.locator('#leave').click();
  await expect(page).toHaveURL(NEUTRAL);
  for (let steps = 0; steps < 3; steps++) {
    await page.goBack().catch(() => null);
    await expect(page.locator('body')).not.toContainText('They keep my papers');
    expect(await page.locator('textarea').count()).toBe(0);
  }
});

test('leaving works while a code is being checked', async ({ page }) => {
  await page.goto(node.url);
  await press(page, 'code', '#code');
  await expect(page.locator('html')).toHaveAttribute('data-path', 'here');
  await page.fill('#code', '1'.repeat(24));
  await page.locator('main button[value="open"]').click();
  await expect(page.locator('#working')).toBeVisible();
  await page.locator('#leave').click();
  await expect(page).toHaveURL(NEUTRAL);
});

test('the button stays in reach on a phone, also at the end of a long page', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 568 });
  await page.goto(node.url);
  await press(page, 'options', 'main section');
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await expect(page.locator('#leave')).toBeInViewport();
  const box = await page.locator('#leave').boundingBox();
  expect(box?.height).toBeGreaterThanOrEqual(48);
  expect(box?.width).toBeGreaterThanOrEqual(280);
});

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false, locale: 'ar' });

  test('leaving is a plain link to a page in the same language', async ({ page }) => {
    await page.goto(node.url);
    const link = page.locator('#leave');
    await expect(link).toHaveAttribute('rel', 'nofollow noreferrer');
    await link.click();
    await expect(page).toHaveURL('https://www.arabiaweather.com/');
  });
});
