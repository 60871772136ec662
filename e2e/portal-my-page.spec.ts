import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { startPortalNode } from './portal-node.ts';
import type { PortalNode } from './portal-node.ts';
import {
  choice,
  expectAccessible,
  expectLargeTargets,
  press,
  readDigits,
  showPicture,
  stayOnThisMachine,
  writeReport,
} from './portal-pages.ts';

let node: PortalNode;
/** Everything that left the browser. */
let sent: string[] = [];

test.beforeAll(async () => {
  test.setTimeout(240_000);
  node = await startPortalNode();
});

test.afterAll(async () => {
  await node.stop();
});

test.beforeEach(async ({ context, page }) => {
  test.setTimeout(180_000);
  sent = [];
  page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
  await stayOnThisMachine(context);
});

const SECRET = 'river lamp seven';
const SECTIONS = {
  happening: 'The office answers by the end of May.',
  canDo: 'You can ask for more time.',
  helpers: 'Ada Invented, on Tuesdays',
  papers: 'Your letter is in our safe.',
  money: 'You asked for a travel card. It was given.',
  rights: 'You may stay while they decide.',
};

async function openMessages(page: Page): Promise<string> {
  await page.goto(node.url);
  await writeReport(page, 'I want to know more.');
  await press(page, 'send', '.slip');
  const digits = await readDigits(page);
  await press(page, 'open-sent', 'ol.thread');
  return digits;
}

async function enter(page: Page, digits: string): Promise<void> {
  await page.goto(node.url);
  await press(page, 'code', '#code');
  await page.fill('#code', digits);
  await press(page, 'open', 'ol.thread');
}

async function choosePage(page: Page, secret: string): Promise<string> {
  await press(page, 'page', 'h1');
  await press(page, 'page-new', '#secret');
  await page.fill('#secret', secret);
  await press(page, 'page-set', '.number');
  return page.locator('.number').innerText();
}

async function check(page: Page, name: string): Promise<void> {
  await expectAccessible(page);
  await expectLargeTargets(page);
  await showPicture(page, name);
}

test.describe('on a wide screen', () => {
  test.use({ locale: 'en-GB', viewport: { width: 1280, height: 800 } });

  test('a page is chosen, written by a worker who heard its number, and opens with code and second secret only', async ({
    page,
  }) => {
    const digits = await openMessages(page);
    await press(page, 'page', 'h1:has-text("My page")');
    await check(page, 'en-page-door');
    await press(page, 'page-new', '#secret');
    await page.fill('#secret', '12345678');
    await press(page, 'page-set', '.problem');
    await check(page, 'en-page-new');
    await page.fill('#secret', SECRET);
    await press(page, 'page-set', '.number');
    const number = await page.locator('.number').innerText();
    await check(page, 'en-page-empty');
    const write = { language: 'en', sections: SECTIONS } as const;
    expect(await node.helper.writePage({ ...write, number: '0000 0000 0000' })).toBe(
      'other-number',
    );
    expect(await node.helper.writePage({ ...write, number })).toBe('appended');

    await enter(page, digits);
    await expect(page.locator('main')).not.toContainText('Ada Invented');
    await press(page, 'page', '#secret');
    await page.fill('#secret', 'river lamp eight');
    await press(page, 'page-open', '.problem');
    await expect(page.locator('.problem')).toContainText('This does not open your page.');
    await check(page, 'en-page-wrong');
    await page.fill('#secret', '  River  LAMP seven');
    await press(page, 'page-open', '.number');
    for (const text of Object.values(SECTIONS))
      await expect(page.locator('main')).toContainText(text);
    await check(page, 'en-page');
    const left = sent.join('\n').toLowerCase();
    for (const word of ['river', 'lamp', 'ada invented', 'travel card']) {
      expect(left).not.toContain(word);
    }
  });

  test('who has my information is named on the page behind the second secret, and nowhere else', async ({
    page,
  }) => {
    const digits = await openMessages(page);
    await node.helper.askPacket();
    await press(page, 'mailbox', '.card');
    await page.locator('.card button').click();
    await page.locator('input[name="c"]').first().check();
    await press(page, 'yes', '.words');
    await press(page, 'give', '.notice');
    await choosePage(page, SECRET);
    await press(page, 'sharing', '.shared');
    await expect(page.locator('.shared')).toContainText('Wage Desk');
    for (const kept of [
      'How long it is kept',
      'how to reach you, and these messages: ',
      'No law or court keeps anything longer here.',
      'You can have a copy of everything that is kept about you.',
    ]) {
      await expect(page.locator('main')).toContainText(kept);
    }
    await check(page, 'en-sharing-named');
    await press(page, 'page', '.number');
    await expect(page.locator('main')).toContainText('How long it is kept');
    await enter(page, digits);
    await press(page, 'sharing', '.shared');
    await expect(page.locator('main')).not.toContainText('Wage Desk');
    await expect(page.locator('main')).not.toContainText('No law or court');
    await expect(page.locator('main')).toContainText('You can have a copy of everything');
  });

  test('after several wrong tries it waits, and the messages stay open', async ({ page }) => {
    const digits = await openMessages(page);
    await choosePage(page, SECRET);
    await enter(page, digits);
    await press(page, 'page', '#secret');
    for (let tries = 0; tries < 5; tries += 1) {
      await page.fill('#secret', `wrong words ${String(tries)}`);
      await choice(page, 'page-open').click();
      await expect(page.locator('#secret')).toHaveValue('');
      await page.locator('.problem').waitFor();
    }
    await expect(page.locator('.problem')).toContainText('Please wait 1 minute');
    await page.fill('#secret', SECRET);
    await choice(page, 'page-open').click();
    await expect(page.locator('#secret')).toHaveValue('');
    await expect(page.locator('.problem')).toContainText('Please wait 1 minute');
    await press(page, 'mailbox', 'ol.thread');
  });

  test('the second secret can be changed, forgotten, and given up for holding all through the worker', async ({
    page,
  }) => {
    const digits = await openMessages(page);
    const number = await choosePage(page, SECRET);
    await node.helper.writePage({ language: 'en', sections: SECTIONS, number });
    await press(page, 'page-new', '#secret');
    await page.fill('#secret', '48210393');
    await press(page, 'page-set', '.notice');
    expect(await page.locator('.number').innerText()).toBe(number);
    await expect(page.locator('main')).toContainText(SECTIONS.rights);

    await enter(page, digits);
    await press(page, 'page', '#secret');
    await page.fill('#secret', SECRET);
    await press(page, 'page-open', '.problem');
    await page.fill('#secret', '٤٨٢١ ٠٣٩٣');
    await press(page, 'page-open', '.number');

    await enter(page, digits);
    await press(page, 'page', '#secret');
    await press(page, 'page-new', '#secret');
    await page.fill('#secret', 'stone paper green');
    await press(page, 'page-set', '.number');
    expect(await page.locator('.number').innerText()).not.toBe(number);
    await expect(page.locator('main')).not.toContainText(SECTIONS.rights);

    await press(page, 'page-worker', '.notice');
    await expect(page.locator('.notice')).toContainText('You lose nothing by this.');
    await press(page, 'page', '.notice');
    expect(await node.helper.writePage({ language: 'en', sections: SECTIONS, number })).toBe(
      'no-page',
    );
  });
});

test.describe('on a small phone, in Arabic', () => {
  test.use({ locale: 'ar', viewport: { width: 320, height: 640 } });

  test('every part of the page can be read, pressed and heard', async ({ page }) => {
    await openMessages(page);
    await press(page, 'page', 'h1');
    await check(page, 'ar-page-door');
    await press(page, 'page-new', '#secret');
    await check(page, 'ar-page-new');
    await page.fill('#secret', 'نهر مصباح سبعة');
    await press(page, 'page-set', '.number');
    const number = await page.locator('.number').innerText();
    await node.helper.writePage({ language: 'ar', sections: SECTIONS, number });
    await press(page, 'page-new', '#secret');
    await press(page, 'page', '.number');
    await check(page, 'ar-page');
  });
});
