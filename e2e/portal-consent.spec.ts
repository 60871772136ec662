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

test.beforeAll(async () => {
  test.setTimeout(240_000);
  node = await startPortalNode();
});

test.afterAll(async () => {
  await node.stop();
});

test.beforeEach(async ({ context }) => {
  test.setTimeout(180_000);
  await stayOnThisMachine(context);
});

/** Sends a report and opens its mailbox, where a question about a packet waits; gives the digits. */
async function openWithQuestion(
  page: Page,
  change?: Parameters<PortalNode['helper']['askPacket']>[0],
): Promise<string> {
  await page.goto(node.url);
  await writeReport(page, 'They never paid me.');
  await press(page, 'send', '.slip');
  const digits = await readDigits(page);
  await node.helper.askPacket(change);
  await press(page, 'open-sent', '.card');
  return digits;
}

async function readQuestion(page: Page): Promise<void> {
  await page.locator('.card button').click();
  await page.locator('fieldset.fields').waitFor();
}

function tick(page: Page, code: string) {
  return page.locator(`input[name="c"][value="${code}"]`);
}

async function check(page: Page, name: string): Promise<void> {
  await expectAccessible(page);
  await expectLargeTargets(page);
  await showPicture(page, name);
}

test.describe('without a script, on a small phone, in Romanian', () => {
  test.use({ javaScriptEnabled: false, locale: 'ro-RO', viewport: { width: 320, height: 640 } });

  test('a person ticks what may be sent, looks once more, says yes, and stops that one thing', async ({
    page,
  }) => {
    await openWithQuestion(page);
    await readQuestion(page);
    const main = page.locator('main');
    for (const words of [
      'Wage Desk',
      'Invented Clinic',
      'România',
      'Dacă spui nu, nu pierzi nimic.',
    ]) {
      await expect(main).toContainText(words);
    }
    await expect(main).toContainText('Citit într-un text despre lege: ro/invented-duty');
    await expect(page.locator('input[name="c"]:checked')).toHaveCount(0);
    await press(page, 'yes', '.problem');
    await tick(page, 'money.unpaid-wages').check();
    await page.fill('#own', 'Ei cer banii mei.');
    await press(page, 'yes', '.words');
    await expect(main).toContainText('Four months of pay were never paid.');
    await expect(main).not.toContainText('She is afraid');
    await expect(main).toContainText('Serviciul semnează pentru tine');
    await press(page, 'question', 'fieldset.fields');
    await expect(tick(page, 'money.unpaid-wages')).toBeChecked();
    await tick(page, 'cover.called').check();
    await press(page, 'yes', '.words');
    await press(page, 'give', '.notice');
    const [answered] = await node.helper.readPackets();
    expect(answered).toMatchObject({
      answer: 'yes',
      codes: ['cover.called', 'money.unpaid-wages'],
      inOwnWords: 'Ei cer banii mei.',
    });
    await press(page, 'sharing', '.shared');
    await expect(main).toContainText('Acest serviciu a semnat');
    await expect(main).not.toContainText('Wage Desk');
    await page.locator('button[name="s"]').click();
    await page.locator('.weighs').first().waitFor();
    await expect(main).toContainText('Refuzat aici din');
    await press(page, 'mailbox', 'ol.thread');
    await expect(page.locator('.asked')).toContainText('Ai oprit asta la');
  });

  test('a person takes back a part and leaves the rest, then all that is left', async ({
    page,
  }) => {
    await openWithQuestion(page);
    await readQuestion(page);
    for (const code of ['cover.called', 'money.unpaid-wages']) await tick(page, code).check();
    await press(page, 'yes', '.words');
    await press(page, 'give', '.notice');
    await press(page, 'sharing', '.shared');
    await page.locator('button[name="p"]').click();
    await page.locator('fieldset.fields').waitFor();
    await expect(page.locator('input[name="c"]:checked')).toHaveCount(0);
    await press(page, 'narrow-give', '.problem');
    await tick(page, 'money.unpaid-wages').check();
    await press(page, 'narrow-give', '.notice');
    const card = page.locator('.shared');
    await expect(page.locator('.notice')).toContainText('Restul rămâne permis.');
    await expect(card).toContainText('Ai luat înapoi');
    await expect(page.locator('button[name="p"]')).toHaveCount(0);
    await page.locator('button[name="s"]').click();
    await page.locator('.weighs').first().waitFor();
    await expect(card).toContainText('Refuzat aici din');
  });

  test('a question that was taken back is gone calmly, also for whoever had it open', async ({
    page,
  }) => {
    await openWithQuestion(page);
    await readQuestion(page);
    await tick(page, 'cover.called').check();
    await node.helper.takeBack();
    await press(page, 'yes', '.notice');
    await expect(page.locator('.notice').first()).toContainText(
      'Această întrebare a fost retrasă.',
    );
    await expect(page.locator('.card')).toHaveCount(0);
    await expect(page.locator('main')).not.toContainText('without you having to travel');
    const [asked] = await node.helper.readPackets();
    expect(asked).toMatchObject({ answer: null });
  });

  test('"my page" is not offered where the service would have to open it, and nothing is lost by that', async ({
    page,
  }) => {
    await openWithQuestion(page);
    await press(page, 'page', 'h1:has-text("Pagina mea")');
    await expect(page.locator('main')).toContainText('Nu pierzi nimic');
    await expect(page.locator('input[name="secret"]')).toHaveCount(0);
  });
});

test.describe('with a script, on a small phone, in Arabic', () => {
  test.use({ locale: 'ar', viewport: { width: 320, height: 640 } });

  test('every page of consent and of stopping can be read, pressed and heard', async ({ page }) => {
    await openWithQuestion(page, {
      enforces: { immigration: true, police: true },
      disclosure: { known: false },
    });
    await check(page, 'ar-mailbox');
    await readQuestion(page);
    await expect(page.locator('main')).toContainText('لا نعرف من يجب عليهم إبلاغه');
    await check(page, 'ar-packet');
    await tick(page, 'safety.return-worries').check();
    await press(page, 'yes', '.words');
    await check(page, 'ar-check');
    await press(page, 'give', '.notice');
    await press(page, 'sharing', '.shared');
    await check(page, 'ar-sharing');
    await page.locator('button[name="s"]').click();
    await page.locator('.weighs').first().waitFor();
    await check(page, 'ar-stopped');
    await node.helper.askPacket({ why: 'A second reason.' });
    await press(page, 'mailbox', '.card');
    await readQuestion(page);
    for (const code of ['cover.called', 'money.unpaid-wages']) await tick(page, code).check();
    await press(page, 'yes', '.words');
    await press(page, 'give', '.notice');
    await press(page, 'sharing', 'button[name="p"]');
    await page.locator('button[name="p"]').click();
    await page.locator('fieldset.fields').waitFor();
    await check(page, 'ar-narrow');
    await tick(page, 'cover.called').check();
    await press(page, 'narrow-give', '.notice');
    await check(page, 'ar-narrowed');
  });
});

test.describe('with a script, on a wide screen', () => {
  test.use({ locale: 'en-GB', viewport: { width: 1280, height: 800 } });

  test('a yes is signed with the person’s own key, after everything was shown once more', async ({
    page,
  }) => {
    await openWithQuestion(page);
    await readQuestion(page);
    await check(page, 'en-packet');
    await tick(page, 'cover.called').check();
    await press(page, 'yes', '.words');
    await expect(page.locator('main')).toContainText('Your answer is signed on this device.');
    await check(page, 'en-check');
    await press(page, 'give', '.notice');
    await press(page, 'sharing', '.shared');
    await expect(page.locator('.shared')).toContainText('You allowed it on');
    await expect(page.locator('.shared')).not.toContainText('signed for you');
    await expect(page.locator('.shared')).toContainText('Nothing was sent yet.');
    await check(page, 'en-sharing');
  });

  test('a part is taken back with the person’s own key; ticking all of it is an ordinary Stop', async ({
    page,
  }) => {
    await openWithQuestion(page);
    await readQuestion(page);
    for (const code of ['cover.called', 'money.unpaid-wages', 'safety.return-worries']) {
      await tick(page, code).check();
    }
    await press(page, 'yes', '.words');
    await press(page, 'give', '.notice');
    await press(page, 'sharing', '.shared');
    await page.locator('button[name="p"]').click();
    await page.locator('fieldset.fields').waitFor();
    await expect(page.locator('main')).toContainText('Nothing was sent yet.');
    await check(page, 'en-narrow');
    await tick(page, 'safety.return-worries').check();
    await press(page, 'narrow-give', '.notice');
    await check(page, 'en-narrowed');
    await expect(page.locator('.shared')).toContainText('You took back');
    await page.locator('button[name="p"]').click();
    await page.locator('fieldset.fields').waitFor();
    await expect(page.locator('input[name="c"]')).toHaveCount(2);
    for (const code of ['cover.called', 'money.unpaid-wages']) await tick(page, code).check();
    await press(page, 'narrow-give', '.weighs');
    await expect(page.locator('.shared')).toContainText('Refused here since');
  });

  test('a question that is taken back on the last page is not answered, and nothing is asked of anybody', async ({
    page,
  }) => {
    await openWithQuestion(page);
    await readQuestion(page);
    await tick(page, 'cover.called').check();
    await press(page, 'yes', '.words');
    await node.helper.takeBack();
    await press(page, 'give', 'ol.thread');
    await expect(page.locator('.notice').first()).toContainText('This question was taken back.');
    await expect(page.locator('.asked')).toContainText('You need not do anything.');
    await check(page, 'en-taken-back');
    await press(page, 'sharing', 'h1');
    await expect(page.locator('main')).toContainText('You have allowed nothing here.');
  });

  test('no, later and talk first send nothing, and no tick is carried into another question', async ({
    page,
  }) => {
    await openWithQuestion(page);
    await readQuestion(page);
    await tick(page, 'cover.called').check();
    await press(page, 'later', '.notice');
    await node.helper.askPacket({ why: 'A second reason.' });
    await press(page, 'mailbox', '.card:nth-of-type(2)');
    await page.locator('.card button').nth(1).click();
    await page.locator('fieldset.fields').waitFor();
    await expect(page.locator('main')).toContainText('A second reason.');
    await expect(page.locator('input[name="c"]:checked')).toHaveCount(0);
    await press(page, 'no', '.notice');
    await expect(page.locator('.notice')).toContainText('Nothing is taken away.');
    const answered = await node.helper.readPackets();
    expect(answered.map(({ answer, codes }) => [answer, codes])).toEqual([
      ['later', []],
      ['no', []],
    ]);
    await press(page, 'sharing', 'h1');
    await expect(page.locator('main')).toContainText('You have allowed nothing here.');
  });

  test('a broken line keeps every tick and word, and says that nothing was sent', async ({
    page,
  }) => {
    await openWithQuestion(page);
    await readQuestion(page);
    await tick(page, 'cover.called').check();
    await page.fill('#own', 'They may call me.');
    await press(page, 'yes', '.words');
    await page.route('**/drop/mailbox/entries', (route) => route.abort());
    await choice(page, 'give').click();
    await page.locator('.problem').waitFor();
    await expect(page.locator('.problem')).toContainText('It was not sent.');
    await expect(tick(page, 'cover.called')).toBeChecked();
    await expect(page.locator('#own')).toHaveValue('They may call me.');
    await page.unroute('**/drop/mailbox/entries');
    await press(page, 'yes', '.words');
    await press(page, 'give', '.notice');
    expect((await node.helper.readPackets()).map(({ answer }) => answer)).toEqual(['yes']);
  });

  test('a question that is over can no longer be answered, and says so calmly', async ({
    page,
  }) => {
    const soon = new Date(Date.now() + 20_000).toISOString();
    await openWithQuestion(page);
    await node.helper.askPacket({
      statement: {
        ...(await node.helper.readPackets())[0]!.asked.statement,
        authorisation: crypto.randomUUID(),
        expiresAt: soon,
      },
    });
    await press(page, 'mailbox', '.card:nth-of-type(2)');
    await page.locator('.card button').nth(1).click();
    await page.locator('fieldset.fields').waitFor();
    await tick(page, 'cover.called').check();
    await page.waitForTimeout(Math.max(0, Date.parse(soon) - Date.now()) + 500);
    await press(page, 'yes', '.notice');
    await expect(page.locator('.notice')).toContainText('answered or over');
  });

  test('a conversation that was closed meanwhile takes no answer, and says so calmly', async ({
    page,
  }) => {
    await openWithQuestion(page);
    await readQuestion(page);
    await tick(page, 'cover.called').check();
    await press(page, 'yes', '.words');
    await node.helper.close();
    await press(page, 'give', 'ol.thread');
    await expect(page.locator('.notice').first()).toContainText('Nothing was sent.');
    await press(page, 'sharing', 'h1');
    await expect(page.locator('main')).toContainText('You have allowed nothing here.');
  });

  test('an acknowledgement that this node did not sign is no acknowledgement', async ({ page }) => {
    await openWithQuestion(page);
    await page.route('**/drop/mailbox/entries', async (route) => {
      const response = await route.fetch();
      const answer = (await response.json()) as { signature: string };
      const signature = 'A'.repeat(86);
      await route.fulfill({ response, json: { ...answer, signature } });
    });
    await page.fill('#message', 'Are you there?');
    await press(page, 'message', '.notice');
    await expect(page.locator('.notice')).toContainText('It was not sent.');
    await expect(page.locator('#message')).toHaveValue('Are you there?');
  });
});

test.describe('on paper', () => {
  test.use({ locale: 'en-GB' });

  test('a question can be printed with every word and no button, and the messages cannot', async ({
    page,
  }) => {
    await openWithQuestion(page);
    await page.emulateMedia({ media: 'print' });
    const isVisible = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => {
          const { visibility, display } = getComputedStyle(element);
          return visibility === 'visible' && display !== 'none';
        });
    expect(await isVisible('ol.thread')).toBe(false);
    await page.emulateMedia({ media: 'screen' });
    await readQuestion(page);
    await page.emulateMedia({ media: 'print' });
    expect(await isVisible('.field')).toBe(true);
    expect(await isVisible('main button')).toBe(false);
    expect(await isVisible('.leave')).toBe(false);
    await showPicture(page, 'print-packet');
  });
});
