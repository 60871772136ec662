import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { startPortalNode } from './portal-node.ts';
import type { PortalNode } from './portal-node.ts';
import {
  expectAccessible,
  expectLargeTargets,
  press,
  readDigits,
  stayOnThisMachine,
} from './portal-pages.ts';

let node: PortalNode;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  node = await startPortalNode();
});

test.afterAll(async () => {
  await node.stop();
});

test.beforeEach(async ({ context }) => {
  test.setTimeout(300_000);
  await stayOnThisMachine(context);
});

async function check(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectLargeTargets(page);
}

/** Presses, waits, and checks the page that came. */
async function visit(page: Page, go: string, then: string): Promise<void> {
  await press(page, go, then);
  await check(page);
}

/** Every page there is, in the order in which somebody could see it. */
async function walkThroughEverything(page: Page): Promise<void> {
  await page.goto(node.url);
  await check(page);
  await visit(page, 'help-now', '.calls');
  await press(page, 'front', '.doors');
  await visit(page, 'worried', 'main ul');
  await press(page, 'front', '.doors');
  await visit(page, 'rights', '#place');
  await visit(page, 'rights-next', 'button[name="age"]');
  await visit(page, 'rights-show', '.right');
  await press(page, 'front', '.doors');
  await visit(page, 'options', 'main section');
  await visit(page, 'write', '#text');
  await visit(page, 'next', '.problem');
  await page.locator('footer button[value="about"]').click();
  await page.locator('main section').first().waitFor();
  await check(page);
  await press(page, 'text', '#text');
  await page.fill('#text', 'A few words with a very long one: ' + 'w'.repeat(300));
  await visit(page, 'next', '#how');
  await page.fill('#how', 'By telephone');
  await visit(page, 'next', '#when');
  await visit(page, 'skip', '#name');
  await visit(page, 'skip', '#ifSomeoneElse');
  await visit(page, 'skip', 'dl.answers');
  await visit(page, 'send', '.slip');
  const digits = await readDigits(page);
  await node.helper.reply('We have read it. '.repeat(20));
  await node.helper.ask('May somebody call you?');
  await visit(page, 'open-sent', 'ol.thread');
  await page.locator('.card button').click();
  await page.locator('.equals').waitFor();
  await check(page);
  await visit(page, 'no', '.notice');
  await visit(page, 'message', '.problem');
  await visit(page, 'delete', '.equals');
  await press(page, 'delete-now', 'h1');
  await page.locator('.equals').waitFor({ state: 'detached' });
  await check(page);
  await press(page, 'front', '.doors');
  await visit(page, 'code', '#code');
  await page.fill('#code', digits);
  await visit(page, 'open', '.problem');
}

test.describe('on a small phone, right to left', () => {
  test.use({ locale: 'ar', viewport: { width: 320, height: 640 } });

  test('every page can be read, pressed and heard in Arabic', async ({ page }) => {
    await walkThroughEverything(page);
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  });

  test('the page mirrors: text begins at the right, arrows point onward', async ({ page }) => {
    await page.goto(node.url);
    const door = page.locator('.door').first();
    const name = await door.locator('.door-name').evaluate((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return range.getBoundingClientRect().toJSON() as { left: number; right: number };
    });
    const box = await door.boundingBox();
    if (box === null) throw new Error('there is no door');
    expect(box.x + box.width - name.right).toBeLessThan(30);
    const arrow = await door.evaluate((element) => getComputedStyle(element, '::after').left);
    expect(Number.parseFloat(arrow)).toBeLessThan(40);
  });
});

test.describe('on a wide screen', () => {
  test.use({ locale: 'en-GB', viewport: { width: 1280, height: 800 } });

  test('every page can be read, pressed and heard in English', async ({ page }) => {
    await walkThroughEverything(page);
  });

  test('lines are never longer than an eye can follow', async ({ page }) => {
    await page.goto(node.url);
    await press(page, 'options', 'main section');
    const widths = await page.locator('main p').evaluateAll((paragraphs) =>
      paragraphs.map((paragraph) => {
        const size = Number.parseFloat(getComputedStyle(paragraph).fontSize);
        return paragraph.getBoundingClientRect().width / size;
      }),
    );
    // A character is about half as wide as the letter size: 68 characters are 34.
    expect(Math.max(...widths)).toBeLessThanOrEqual(36);
  });
});

for (const locale of ['vi', 'ro']) {
  test.describe(`in ${locale}, with text twice as large`, () => {
    test.use({ locale, viewport: { width: 320, height: 640 } });

    test('nothing is cut off or scrolls sideways', async ({ page }) => {
      await page.goto(node.url);
      await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
      await check(page);
      await press(page, 'options', 'main section');
      await press(page, 'write', '#text');
      await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
      await check(page);
    });
  });
}

test.describe('languages', () => {
  test.use({ locale: 'en-GB' });

  test('a language is chosen on the page, in its own script, and leaves no trace in the address', async ({
    page,
    context,
  }) => {
    await page.goto(node.url);
    for (const [name, language, direction] of [
      ['Tiếng Việt', 'vi', 'ltr'],
      ['العربية', 'ar', 'rtl'],
      ['Română', 'ro', 'ltr'],
      ['English', 'en', 'ltr'],
    ] as const) {
      await page.getByRole('button', { name, exact: true }).click();
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await expect(page.locator('html')).toHaveAttribute('dir', direction);
      expect(page.url()).toBe(`${node.url}/`);
    }
    expect(await context.cookies()).toEqual([]);
    const stored = await page.evaluate(() => localStorage.length + sessionStorage.length);
    expect(stored).toBe(0);
  });

  test('the printed receipt is a number and nothing else', async ({ page }) => {
    await page.goto(node.url);
    await press(page, 'options', 'main section');
    await press(page, 'write', '#text');
    await page.fill('#text', 'A few words');
    await press(page, 'next', '#how');
    await press(page, 'skip', '#name');
    await press(page, 'skip', 'dl.answers');
    await press(page, 'send', '.slip');
    await page.emulateMedia({ media: 'print' });
    const visible = await page.evaluate(() =>
      [...document.querySelectorAll('body *')]
        .filter((element) => getComputedStyle(element).visibility === 'visible')
        .map((element) => element.className || element.tagName),
    );
    expect(new Set(visible)).toEqual(new Set(['slip', 'slip-name', 'digits', 'SPAN']));
  });
});
