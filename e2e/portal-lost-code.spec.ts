import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { startPortalNode } from './portal-node.ts';
import type { PortalNode } from './portal-node.ts';
import {
  expectAccessible,
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

test.use({ locale: 'en-GB' });

test.beforeEach(async ({ context }) => {
  test.setTimeout(180_000);
  await stayOnThisMachine(context);
});

async function typeCode(page: Page, code: string, then: string): Promise<void> {
  await page.goto(node.url);
  await press(page, 'code', '#code');
  await page.fill('#code', code);
  await press(page, 'open', then);
}

test('somebody who lost their code gets a new one from their helpers, finds every message, and goes on', async ({
  page,
}) => {
  await page.goto(node.url);
  await writeReport(page, 'They keep my papers.');
  await press(page, 'send', '.slip');
  const lost = await readDigits(page);
  await node.helper.reply('We have read it.');
  const fresh = await node.helper.reissue();

  await typeCode(page, lost, '.problem');
  await expect(page.locator('.problem')).toContainText('This code opens nothing.');

  await typeCode(page, fresh, 'ol.thread');
  const thread = page.locator('ol.thread');
  await expect(thread.locator('.mine')).toContainText('They keep my papers.');
  await expect(thread).toContainText('We have read it.');
  await expect(thread).toContainText('The old code opens nothing any more.');
  await expect(page.locator('main')).not.toContainText('could not be checked');
  await expectAccessible(page);
  await showPicture(page, 'en-reissued');

  await page.fill('#message', 'I have my new code.');
  await press(page, 'message', '.notice');
  const { messages } = await node.helper.readNewest();
  expect(messages.map(({ byPerson, text }) => [byPerson, text])).toEqual([
    [true, 'They keep my papers.'],
    [false, 'We have read it.'],
    [true, 'I have my new code.'],
  ]);

  await node.helper.askPacket();
  await press(page, 'mailbox', '.card');
  await page.locator('.card button').click();
  await page.locator('input[name="c"]').first().check();
  await press(page, 'yes', '.words');
  await press(page, 'give', '.notice');
  expect((await node.helper.readPackets()).map(({ answer }) => answer)).toEqual(['yes']);
});
