/** A member's screens in any language: unlocking by the names of fields, going to a place, and what must hold there. */
import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import type { DemoCard } from '../node/node.ts';

const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 900 } };

/** The smallest phone, in a language that runs from right to left. */
export const ARABIC_PHONE: BrowserContextOptions = {
  locale: 'ar',
  viewport: { width: 320, height: 640 },
};

/** Opens the app on a fresh device with card and passphrase. */
export async function unlock(
  browser: Browser,
  card: DemoCard,
  options: BrowserContextOptions = DESKTOP,
): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  await page.goto(card.url);
  await page.locator('input[name=card]').fill(card.card ?? '');
  await page.locator('input[name=passphrase]').fill(card.passphrase ?? '');
  await page.keyboard.press('Enter');
  await expect(page.locator('nav').first()).toBeAttached({ timeout: 60_000 });
  return page;
}

/** Goes to a place of the app and waits until it is there. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((next) => {
    location.hash = next;
  }, path);
  await expect(page.locator('main h1')).toBeVisible();
  await expect(page.locator('.place-loading')).toHaveCount(0, { timeout: 60_000 });
}

/** Leaves a place and comes back to it, so that it is read anew. */
export async function visitAgain(page: Page, path: string): Promise<void> {
  const heading = page.locator('main h1');
  const before = await heading.innerText();
  await goTo(page, '/organisation');
  await expect(heading).not.toHaveText(before);
  await goTo(page, path);
  await expect(page.locator('main h1')).toHaveText(before);
}

/** The first file of the caseload, as a path. */
export async function firstFile(page: Page): Promise<string> {
  await goTo(page, '/files');
  const href = await page.locator('main a.rows-item').first().getAttribute('href');
  if (href === null) throw new Error('this desk has no file');
  return href.slice(1);
}

/** Goes to the exchange and waits for so many packets in it. */
export async function expectPackets(page: Page, count: number): Promise<void> {
  await goTo(page, '/exchange');
  await expect(async () => {
    await page.locator('.page-actions button, main button').first().click();
    await expect(page.locator('.thread-packet')).toHaveCount(count, { timeout: 2000 });
  }).toPass({ timeout: 60_000 });
}

/** No barrier that axe can find. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  // A colour on its way to another is judged where it comes to rest.
  await page.evaluate(async () => {
    const moving = document.getAnimations().filter(({ playState }) => playState === 'running');
    await Promise.allSettled(moving.map(({ finished }) => finished));
  });
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const said = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
  );
  expect(said, what).toEqual([]);
}

/** A screen without barriers, of which nothing runs out, with a title that says nothing. */
export async function expectGoodScreen(page: Page, what: string): Promise<void> {
  await expectAccessible(page, what);
  const { wide, narrow } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    narrow: document.documentElement.clientWidth,
  }));
  expect(wide, `${what} runs out of the screen`).toBeLessThanOrEqual(narrow);
  await expect(page).toHaveTitle('Amparo');
  await showPicture(page, what);
}

/** Keeps a picture of the whole page, for somebody to look at, where PICTURES names a folder. */
export async function showPicture(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES'];
  if (folder === undefined) return;
  await page.screenshot({ path: `${folder}/${name.replaceAll(' ', '-')}.png`, fullPage: true });
}
