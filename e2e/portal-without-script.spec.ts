import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { startPortalNode } from './portal-node.ts';
import type { PortalNode } from './portal-node.ts';
import { choice, press, readDigits, stayOnThisMachine, writeReport } from './portal-pages.ts';

let node: PortalNode;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  node = await startPortalNode();
});

test.afterAll(async () => {
  await node.stop();
});

test.use({
  javaScriptEnabled: false,
  locale: 'vi-VN',
  viewport: { width: 320, height: 640 },
});

test.beforeEach(async ({ context }) => {
  await stayOnThisMachine(context);
});

const TEXT = 'Họ giữ giấy tờ của tôi. Tôi không được ra ngoài.';

/** Sends a report and opens its mailbox; gives the digits. */
async function sendAndOpen(page: Page, text = TEXT): Promise<string> {
  await page.goto(node.url);
  await writeReport(page, text);
  await press(page, 'send', '.slip');
  const digits = await readDigits(page);
  await press(page, 'open-sent', 'ol.thread');
  return digits;
}

test('on a small old phone in Vietnamese a person writes, keeps the digits, and reads the answer', async ({
  page,
}) => {
  await page.goto(node.url);
  await expect(page.locator('html')).toHaveAttribute('lang', 'vi');
  await expect(page.locator('main')).toContainText('Chúng tôi không phải cơ quan nhập cư');
  await writeReport(page, TEXT);
  await expect(page.locator('main')).toContainText('Quiet Line');
  await expect(page.locator('.path')).toContainText('bạn phải tin dịch vụ này');
  await press(page, 'send', '.slip');
  const digits = await readDigits(page);
  await expect(page.locator('main')).not.toContainText(TEXT);

  const read = await node.helper.readNewest();
  expect(read.messages.map(({ text, byPerson }) => ({ text, byPerson }))).toEqual([
    { text: TEXT, byPerson: true },
  ]);
  expect([read.language, read.door, read.safe]).toEqual(['vi', 'options', {}]);
  expect(await node.helper.sealedBy()).toBe('node');
  await node.helper.reply('Chào bạn. Chúng tôi đã đọc.');

  await page.goto(node.url);
  await press(page, 'code', '#code');
  await page.fill('#code', digits.replace(/(.{4})/g, '$1 '));
  await press(page, 'open', 'ol.thread');
  await expect(page.locator('ol.thread')).toContainText(TEXT);
  await expect(page.locator('ol.thread')).toContainText('Chào bạn. Chúng tôi đã đọc.');
  expect(page.url()).toBe(`${node.url}/`);
});

test('a yes is given with open eyes, is marked as vouched for by the service, and can be stopped', async ({
  page,
}) => {
  await sendAndOpen(page);
  await node.helper.ask('Một người có thể gọi cho bạn không?');
  await press(page, 'mailbox', '.card');
  await page.locator('.card button').click();
  const main = page.locator('main');
  for (const words of [
    'Next Steps',
    'Họ nói rằng họ không thi hành luật nhập cư',
    'bạn là ai',
    'bạn không mất gì cả',
    'We go on writing here.',
  ]) {
    await expect(main).toContainText(words);
  }
  await expect(main).toContainText('Dịch vụ này ký thay bạn');
  await press(page, 'later', '.notice');
  await page.locator('.card button').click();
  await press(page, 'yes', '.notice');
  await expect(main).toContainText('Bạn đã trả lời có.');
  expect((await node.helper.readNewest()).questions.map(({ answer }) => answer)).toEqual(['yes']);
  await press(page, 'stop', '.notice');
  await expect(page.locator('.notice')).toContainText('Đã chấm dứt 1');
  await press(page, 'mailbox', 'ol.thread');
  await expect(page.locator('.asked')).toContainText('Bạn đã dừng vào');
});

test('saying "talk first" leads to writing, and no yes is recorded', async ({ page }) => {
  await sendAndOpen(page);
  await node.helper.ask('Chúng tôi gọi bạn nhé?');
  await press(page, 'mailbox', '.card');
  await page.locator('.card button').click();
  await press(page, 'talk', '#message');
  await page.fill('#message', 'Ai sẽ gọi?');
  await press(page, 'message', '.notice');
  const { questions, messages } = await node.helper.readNewest();
  expect(questions.map(({ answer }) => answer)).toEqual(['talk']);
  expect(messages.at(-1)?.text).toBe('Ai sẽ gọi?');
});

test('a wrong code says so plainly, keeps the place to type, and opens nothing', async ({
  page,
}) => {
  await page.goto(node.url);
  await press(page, 'code', '#code');
  await page.fill('#code', '1234');
  await press(page, 'open', '.problem');
  await expect(page.locator('.problem')).toContainText('24 chữ số');
  await page.fill('#code', '0'.repeat(24));
  await press(page, 'open', '.problem');
  await expect(page.locator('.problem')).toContainText('không mở được gì');
  await expect(page.locator('#code')).toHaveAttribute('autocomplete', 'off');
});

test('a text that is too long is kept and says by how much', async ({ page }) => {
  await page.goto(node.url);
  await press(page, 'options', 'main section');
  await press(page, 'write', '#text');
  await page.fill('#text', 'á'.repeat(8005));
  await press(page, 'next', '.problem');
  await expect(page.locator('.problem')).toContainText('5 ký tự');
  await expect(page.locator('#text')).toHaveValue('á'.repeat(8005));
});

test('a person can change an answer, look at help in between, and lose nothing', async ({
  page,
}) => {
  await page.goto(node.url);
  await press(page, 'worried', 'main ul');
  await press(page, 'write', '#text');
  await page.fill('#text', 'Bạn tôi gặp khó khăn');
  await page.locator('footer button[value="help-now"]').click();
  await page.locator('.calls').waitFor();
  await expect(page.locator('.call')).toHaveAttribute('href', 'tel:999');
  await press(page, 'text', '#text');
  await expect(page.locator('#text')).toHaveValue('Bạn tôi gặp khó khăn');
  await press(page, 'next', '#how');
  await page.fill('#how', '0123');
  await press(page, 'next', '#when');
  await press(page, 'back', '#how');
  await expect(page.locator('#how')).toHaveValue('0123');
  await press(page, 'skip', '#name');
  await page.fill('#name', 'Mai');
  await press(page, 'next', 'dl.answers');
  await choice(page, 'name').click();
  await expect(page.locator('#name')).toHaveValue('Mai');
  await page.fill('#name', 'Lan');
  await press(page, 'next', 'dl.answers');
  await press(page, 'send', '.slip');
  const { safe, door } = await node.helper.readNewest();
  expect([safe, door]).toEqual([{ name: 'Lan' }, 'worried']);
});

test('who goes back after the person left, and sends the old pages again, sees no message', async ({
  page,
  context,
}) => {
  const digits = await sendAndOpen(page);
  await page.close();
  const later = await context.newPage();
  await later.goto(node.url);
  await press(later, 'code', '#code');
  await later.fill('#code', digits);
  await press(later, 'open', 'ol.thread');
  await later.locator('#leave').click();
  await expect(later).toHaveTitle('Elsewhere');
  await later.waitForTimeout(11_000);
  // A browser asks before it sends a form again; under this test it does not, as if it was told yes.
  await later.goBack();
  await expect(later.locator('.problem')).toContainText('gõ lại mã số');
  await expect(later.locator('body')).not.toContainText(TEXT);
});

test('deleting asks once, deletes, and the code opens nothing any more', async ({ page }) => {
  const digits = await sendAndOpen(page);
  await press(page, 'delete', '.equals');
  await press(page, 'delete-now', 'h1:has-text("Đã xóa")');
  await press(page, 'front', '.doors');
  await press(page, 'code', '#code');
  await page.fill('#code', digits);
  await press(page, 'open', '.problem');
});

test('nobody is asked for more than one thing: every other question can wait', async ({ page }) => {
  await page.goto(node.url);
  await press(page, 'options', 'main section');
  await press(page, 'write', '#text');
  await press(page, 'skip', 'h1:has-text("Chưa có gì được gửi")');
});
