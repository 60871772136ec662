import { expect, test } from '@playwright/test';
import type { Page, Request } from '@playwright/test';
import { startPortalNode } from './portal-node.ts';
import type { PortalNode } from './portal-node.ts';
import { press, readDigits, stayOnThisMachine, writeReport } from './portal-pages.ts';

let node: PortalNode;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  node = await startPortalNode();
});

test.afterAll(async () => {
  await node.stop();
});

test.use({ locale: 'ar', viewport: { width: 360, height: 700 } });

const TEXT = 'جوازي عندهم ولا أستطيع الخروج';
const MESSAGE = 'أفضل الكتابة هنا';

let sent: string[] = [];
let problems: string[] = [];

test.beforeEach(async ({ context, page }) => {
  await stayOnThisMachine(context);
  sent = [];
  problems = [];
  context.on('request', (request: Request) => sent.push(request.postData() ?? ''));
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
});

/** The page of the first question, taken over by the script. */
async function begin(page: Page): Promise<void> {
  await page.goto(node.url);
  await press(page, 'options', 'main section');
  await press(page, 'write', '#text');
  await expect(page.locator('html')).toHaveAttribute('data-path', 'here');
}

/** Whether anything that was sent has the text in it, in any of the usual coats. */
function wasSent(text: string): boolean {
  const bytes = Buffer.from(text, 'utf8');
  const middle = bytes.subarray(3, 30);
  const coats = [
    text,
    encodeURIComponent(text),
    new URLSearchParams({ t: text }).toString().slice(2),
    JSON.stringify(text).slice(1, -1),
    Array.from(text, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
    ...[0, 1, 2].map((offset) => middle.subarray(offset).toString('base64url').slice(0, 20)),
  ];
  return sent.some((body) => coats.some((coat) => body.includes(coat)));
}

test('in Arabic, with a script, nothing that a person writes leaves the browser unsealed', async ({
  page,
}) => {
  await begin(page);
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await page.fill('#text', TEXT);
  await press(page, 'next', '#how');
  await page.fill('#how', 'هاتف صديقتي');
  await press(page, 'next', '#when');
  await press(page, 'skip', '#name');
  await page.fill('#name', 'نور');
  await press(page, 'next', '#ifSomeoneElse');
  await press(page, 'skip', 'dl.answers');
  await expect(page.locator('main')).toContainText('Quiet Line');
  await press(page, 'send', '.slip');
  const digits = await readDigits(page);

  const read = await node.helper.readNewest();
  expect(read.messages.map(({ text }) => text)).toEqual([TEXT]);
  expect([read.language, read.safe]).toEqual(['ar', { how: 'هاتف صديقتي', name: 'نور' }]);
  expect(await node.helper.sealedBy()).toBe('browser');
  await node.helper.reply('نحن هنا (invented)');
  await node.helper.ask('هل يمكن لزميلتنا أن تتصل؟');

  await press(page, 'open-sent', 'ol.thread');
  await expect(page.locator('ol.thread')).toContainText('نحن هنا');
  await page.fill('#message', MESSAGE);
  await press(page, 'message', '.notice');
  await page.locator('.card button').click();
  await page.locator('.equals').waitFor();
  await expect(page.locator('main')).toContainText('يُوقَّع جوابك على هذا الجهاز');
  await press(page, 'yes', '.notice');
  const after = await node.helper.readNewest();
  expect(after.messages.at(-1)?.text).toBe(MESSAGE);
  expect(after.questions.map(({ answer }) => answer)).toEqual(['yes']);

  for (const text of [TEXT, MESSAGE, 'هاتف صديقتي']) expect(wasSent(text)).toBe(false);
  for (const secret of [digits, digits.slice(5)]) expect(wasSent(secret)).toBe(false);
  expect(sent.filter((body) => body.includes('person-key'))).toHaveLength(1);
  expect(problems).toEqual([]);
});

test('the digits can be typed as Arabic keyboards write them, on another device', async ({
  page,
  context,
}) => {
  await begin(page);
  await page.fill('#text', TEXT);
  await press(page, 'next', '#how');
  await press(page, 'skip', '#name');
  await press(page, 'skip', 'dl.answers');
  await press(page, 'send', '.slip');
  const digits = await readDigits(page);
  const other = await context.newPage();
  await other.goto(node.url);
  await press(other, 'code', '#code');
  await expect(other.locator('html')).toHaveAttribute('data-path', 'here');
  const typed = digits.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)));
  await other.fill('#code', typed);
  await press(other, 'open', 'ol.thread');
  await expect(other.locator('ol.thread')).toContainText(TEXT);
  expect(wasSent(TEXT)).toBe(false);
});

test('when the node puts another key in the place of the desk’s, nothing is sent at all', async ({
  page,
}) => {
  await page.route('**/drop/start', async (route) => {
    const answer = await route.fetch();
    const start = (await answer.json()) as { desk: { subject: { encryptionKey: string } } };
    const key = start.desk.subject.encryptionKey;
    start.desk.subject.encryptionKey = (key.startsWith('A') ? 'B' : 'A') + key.slice(1);
    await route.fulfill({ response: answer, json: start });
  });
  await begin(page);
  await page.fill('#text', TEXT);
  await press(page, 'next', '#how');
  await press(page, 'skip', '#name');
  await choiceThatFails(page, 'skip');
  await expect(page.locator('main')).toContainText('لم نستطع إثبات من سيقرأ');
  expect(wasSent(TEXT)).toBe(false);
  expect(sent.filter((body) => body.includes('sealedDropSecret'))).toEqual([]);
  await press(page, 'text', '#text');
  await expect(page.locator('#text')).toHaveValue(TEXT);
});

async function choiceThatFails(page: Page, go: string): Promise<void> {
  await press(page, go, 'main h1:has-text("لم ينجح ذلك")');
}

test('on a dead line nothing is lost, and trying again sends once', async ({ page, context }) => {
  await begin(page);
  await page.fill('#text', `${TEXT} 2`);
  await press(page, 'next', '#how');
  await press(page, 'skip', '#name');
  await press(page, 'skip', 'dl.answers');
  await context.setOffline(true);
  await choiceThatFails(page, 'send');
  await expect(page.locator('main')).toContainText('لم يضع شيء');
  await context.setOffline(false);
  await press(page, 'send', '.slip');
  const { messages } = await node.helper.readNewest();
  expect(messages.map(({ text }) => text)).toEqual([`${TEXT} 2`]);
});

test('when the script cannot load, nothing is sent until the person chooses the other path', async ({
  page,
}) => {
  await page.route(/\/a\.[0-9a-f]+\.js$/, (route) => route.abort());
  await page.goto(node.url);
  await press(page, 'options', 'main section');
  await press(page, 'write', '#text');
  await expect(page.locator('html')).toHaveAttribute('data-path', 'failed');
  await page.fill('#text', TEXT);
  await page.locator('main button[value="next"]').click();
  await page.waitForTimeout(500);
  expect(wasSent(TEXT)).toBe(false);
  await expect(page.locator('[data-path="failed"]:not(html)')).toContainText('لم يُرسل شيء');
  await page.locator('[data-act="choose-node"]').click();
  await page.locator('#how').waitFor();
  expect(wasSent(TEXT)).toBe(true);
});

test('trying again after a failed load seals on the device after all', async ({ page }) => {
  let fails = 1;
  await page.route(/\/a\.[0-9a-f]+\.js$/, (route) =>
    fails-- > 0 ? route.abort() : route.continue(),
  );
  await page.goto(node.url);
  await press(page, 'options', 'main section');
  await press(page, 'write', '#text');
  await page.fill('#text', TEXT);
  await page.locator('main button[value="next"]').click();
  await page.locator('[data-act="retry"]').click();
  await page.locator('#how').waitFor();
  await expect(page.locator('html')).toHaveAttribute('data-path', 'here');
  expect(wasSent(TEXT)).toBe(false);
});

test('a press that comes before the script is ready waits for it', async ({ page }) => {
  await page.route(/\/a\.[0-9a-f]+\.js$/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await route.continue();
  });
  await page.goto(node.url);
  await press(page, 'options', 'main section');
  await page.locator('main button[value="write"]').click();
  await page.locator('#text').waitFor();
  await expect(page.locator('html')).toHaveAttribute('data-path', 'wait');
  await page.fill('#text', TEXT);
  await page.locator('main button[value="next"]').click();
  await page.locator('#how').waitFor();
  expect(wasSent(TEXT)).toBe(false);
});

test('a browser that cannot sign stays on the other path, and the page says so', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const generate = crypto.subtle.generateKey.bind(crypto.subtle) as (
      ...given: readonly unknown[]
    ) => Promise<CryptoKey>;
    const refuse = async (...given: readonly unknown[]): Promise<CryptoKey> => {
      if (JSON.stringify(given[0]).includes('Ed25519')) throw new DOMException('no');
      return generate(...given);
    };
    Object.defineProperty(crypto.subtle, 'generateKey', { value: refuse });
  });
  await page.goto(node.url);
  await writeReport(page, TEXT);
  await expect(page.locator('html')).toHaveAttribute('data-path', 'node');
  await expect(page.locator('.path p:visible')).toContainText('جهازك لا يقفل كلماتك');
  await press(page, 'send', '.slip');
  expect(await node.helper.sealedBy()).toBe('node');
});

test('a wrong code is told in the browser as it is by the node', async ({ page }) => {
  await page.goto(node.url);
  await press(page, 'code', '#code');
  await expect(page.locator('html')).toHaveAttribute('data-path', 'here');
  await page.fill('#code', '0'.repeat(24));
  await press(page, 'open', '.problem');
  await expect(page.locator('.problem')).toContainText('لا يفتح شيئاً');
  expect(wasSent('0'.repeat(19))).toBe(false);
});
