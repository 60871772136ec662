/** What a person does on the pages of the portal, and what must hold on each of them. */
import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { BrowserContext, Locator, Page } from '@playwright/test';

/** Nothing may leave this machine; a press on "leave" then ends on a page of our own making. */
export async function stayOnThisMachine(context: BrowserContext): Promise<void> {
  await context.route(
    (url) => url.hostname !== 'localhost',
    (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>Elsewhere</title><h1>Weather</h1>' }),
  );
}

/** A button of the page, by what it does. */
export function choice(page: Page, go: string): Locator {
  return page.locator(`#page main button[name="go"][value="${go}"]`);
}

/** Presses a button and waits for the page that follows. */
export async function press(page: Page, go: string, then: string): Promise<void> {
  await choice(page, go).first().click();
  await page.locator(then).first().waitFor();
}

/** Writes a report in one go and stops before sending. */
export async function writeReport(page: Page, text: string): Promise<void> {
  await press(page, 'options', 'main section');
  await press(page, 'write', '#text');
  await page.fill('#text', text);
  await press(page, 'next', '#how');
  await press(page, 'skip', '#name');
  await press(page, 'skip', 'dl.answers');
}

/** The digits of the receipt page. */
export async function readDigits(page: Page): Promise<string> {
  const text = await page.locator('.slip .digits').innerText();
  const digits = text.replace(/\s/g, '');
  expect(digits).toMatch(/^\d{24}$/);
  return digits;
}

/** No barrier that axe can find, no sideways scrolling, one first heading. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  const { scroll, width } = await page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    width: document.documentElement.clientWidth,
  }));
  expect(scroll).toBeLessThanOrEqual(width);
  await expect(page.locator('h1')).toHaveCount(1);
}

/** Every control can be pressed with a thumb: 44 px each way. */
export async function expectLargeTargets(page: Page): Promise<void> {
  const small = await page
    .locator('button:visible, a:visible:not(.skip), input[type="text"]:visible')
    .evaluateAll((controls) =>
      controls
        .map((control) => ({ text: control.textContent, box: control.getBoundingClientRect() }))
        .filter(({ box }) => box.height < 44 || box.width < 44)
        .map(({ text }) => text),
    );
  expect(small).toEqual([]);
}

/** Keeps a picture of the whole page, for somebody to look at, where PICTURES names a folder. */
export async function showPicture(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES'];
  if (folder === undefined) return;
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
