/** Somebody reads what they may ask for, without saying who they are, and without a script. */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { startPortalNode } from './portal-node.ts';
import type { PortalNode } from './portal-node.ts';
import {
  expectAccessible,
  expectLargeTargets,
  press,
  showPicture,
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

const WITHOUT_SCRIPT = 'rights-plain';

async function expectNoSidewaysScrolling(page: Page): Promise<void> {
  const tooWide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(tooWide).toBeLessThanOrEqual(0);
}

/** Waits for the page after a press, and looks at it; the barrier search needs a page that runs scripts. */
async function arrive(page: Page, then: string, picture: string): Promise<void> {
  await page.locator(then).first().waitFor({ timeout: 60_000 });
  await page.waitForLoadState('load');
  if (picture.startsWith(WITHOUT_SCRIPT)) await expectNoSidewaysScrolling(page);
  else await expectAccessible(page);
  await expectLargeTargets(page);
  await showPicture(page, picture);
}

interface Reader {
  readonly country: string;
  readonly part?: string;
  readonly picture: string;
}

/** From the first page to the last, one question a page. */
async function answerEverything(page: Page, { country, part, picture }: Reader): Promise<void> {
  await page.goto(node.url);
  await page.locator('button[value="rights"]').click();
  await arrive(page, '#place', `${picture}-1-country`);
  await page.locator('#place').selectOption(country);
  await page.locator('button[value="rights-next"]').click();
  if (part !== undefined) {
    await arrive(page, 'select[name="part"]', `${picture}-2-part`);
    await page.locator('#place').selectOption(part);
    await page.locator('button[value="rights-next"]').click();
  }
  await arrive(page, 'button[name="age"]', `${picture}-3-age`);
  await page.locator('button[name="age"][value="unsure"]').click();
  await arrive(page, 'button[name="accused"]', `${picture}-4-accused`);
  await page.locator('button[name="accused"][value="yes"]').click();
  await arrive(page, 'button[name="money"]', `${picture}-5-money`);
  await page.locator('button[value="rights-skip"]').click();
  await arrive(page, 'button[name="wish"]', `${picture}-6-wish`);
  await page.locator('button[name="wish"][value="safe"]').click();
  await arrive(page, '.right', `${picture}-7-result`);
}

/** What a browser would print: the text of everything that is seen there. */
async function readPrinted(page: Page): Promise<string> {
  await page.emulateMedia({ media: 'print' });
  const printed = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main *')]
      .filter(
        (element) =>
          element.children.length === 0 && element.checkVisibility({ visibilityProperty: true }),
      )
      .map((element) => element.textContent)
      .join('\n'),
  );
  const pdf = await page.pdf({ format: 'A4' });
  expect(pdf.length).toBeGreaterThan(10_000);
  await page.emulateMedia({ media: 'screen' });
  return printed;
}

const NAMING = /traffick|victim|slave|exploit|اتجار|ضحي/i;

test.describe('on a small phone without a script, right to left', () => {
  test.use({ locale: 'ar', viewport: { width: 320, height: 640 }, javaScriptEnabled: false });

  test('somebody reads in Arabic what they may ask for', async ({ page }) => {
    await answerEverything(page, { country: 'GB', part: 'GB-EAW', picture: WITHOUT_SCRIPT });
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
    await expect(page.locator('h1')).toHaveText('ما يمكنك أن تطلبه');
    // The child's rights come first for somebody who is not sure of their age.
    await expect(page.locator('.right[open] h3').first()).toContainText('18');
    await page.locator('.right:not([open]) > summary').first().click();
    await page.locator('.right[open] .law > summary').first().click();
    await expect(page.locator('.law[open] li').first()).toBeVisible();
    await expectNoSidewaysScrolling(page);
    await showPicture(page, `${WITHOUT_SCRIPT}-8-law`);
    expect(new URL(page.url()).search).toBe('');
  });
});

test.describe('on a small phone, right to left', () => {
  test.use({ locale: 'ar', viewport: { width: 320, height: 640 } });

  test('no page of it has a barrier that a machine can find', async ({ page }) => {
    await answerEverything(page, { country: 'GB', part: 'GB-EAW', picture: 'rights-ar' });
    await page.locator('.right:not([open]) > summary').first().click();
    await page.locator('.right[open] .law > summary').first().click();
    await expectAccessible(page);
  });
});

test.describe('on a larger screen', () => {
  test.use({ locale: 'en', viewport: { width: 1200, height: 900 } });

  test('somebody who answers nothing sees something to ask for all the same', async ({ page }) => {
    await page.goto(node.url);
    await page.locator('button[value="rights"]').click();
    for (const then of ['button[name="age"]', 'button[name="accused"]']) {
      await page.locator('button[value="rights-next"], button[value="rights-skip"]').click();
      await page.locator(then).first().waitFor({ timeout: 60_000 });
    }
    await page.locator('button[value="rights-show"]').click();
    await arrive(page, '.right', 'rights-en-nothing');
    await expect(page.getByText('You named no country.')).toBeVisible();
    expect(await page.locator('.right').count()).toBeGreaterThan(8);
  });

  test('on paper everything is open, and nothing names what may have happened', async ({
    page,
  }) => {
    await answerEverything(page, { country: 'RO', picture: 'rights-en' });
    const printed = await readPrinted(page);
    expect(printed).toContain('What you may ask for');
    expect(printed).toContain('Who gives it');
    expect(printed).toContain('For a lawyer');
    expect(printed).not.toMatch(NAMING);
    expect(printed).not.toContain('Write to us');
    expect(printed).not.toContain('Leave this page');
  });

  test('with the text twice as large every page still reads without scrolling sideways', async ({
    page,
  }) => {
    await page.setViewportSize({ width: 640, height: 900 });
    await page.goto(node.url);
    await page.locator('button[value="rights"]').click();
    for (const then of ['#place', 'button[name="age"]', '.right']) {
      await page.locator(then).first().waitFor({ timeout: 60_000 });
      await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
      await expectAccessible(page);
      const next = then === '#place' ? 'rights-next' : 'rights-show';
      if (then !== '.right') await page.locator(`button[value="${next}"]`).click();
    }
  });

  test('every question can be answered with the keyboard alone', async ({ page }) => {
    await page.goto(node.url);
    await page.locator('button[value="rights"]').focus();
    await page.keyboard.press('Enter');
    await page.locator('#place').focus();
    await page.keyboard.type('Rom');
    await expect(page.locator('#place')).toHaveValue('RO');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('button[name="age"]').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('button[name="accused"]').first().waitFor({ timeout: 60_000 });
    await page.locator('button[value="rights-show"]').focus();
    await page.keyboard.press('Enter');
    await page.locator('.right > summary').first().focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('.right').first()).not.toHaveAttribute('open', '');
  });

  test('the way in is there after a report was thought better of, and leads to the node', async ({
    page,
  }) => {
    await page.goto(node.url);
    await press(page, 'options', 'main section');
    await press(page, 'write', '#text');
    await page.locator('html[data-path="here"]').waitFor({ timeout: 60_000 });
    await page.fill('#text', 'half a sentence');
    await page.locator('button[value="skip"]').click();
    await page.locator('button[value="front"]').click();
    await page.locator('button[value="rights"]').click();
    await page.locator('#place').waitFor({ timeout: 60_000 });
    await expect(page.locator('#sealing')).toHaveCount(0);
    expect(await page.content()).not.toContain('half a sentence');
  });

  test('leaving works there as on every page', async ({ page }) => {
    await page.goto(node.url);
    await page.locator('button[value="rights"]').click();
    await page.locator('#place').waitFor();
    await page.locator('#leave').click();
    await expect(page.locator('h1')).toHaveText('Weather');
  });
});

test('nothing of it is in the log', () => {
  expect(node.logLines.join('\n')).not.toMatch(/GB-EAW|unsure|rights/);
});
