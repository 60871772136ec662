/**
 * Between two countries: a desk in England asks one in Romania what it could do, about nobody; then, on a yes
 * that a worker took with a witness, sends exactly the ticked fields; every receipt comes back.
 */
import { expect, test } from '@playwright/test';
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import { startDemoNode } from './node/node.ts';
import type { DemoCard, RunningNode } from './node/node.ts';
import { expectAccessible } from './story/screens.ts';

test.describe.configure({ mode: 'serial' });
test.setTimeout(240_000);

let node: RunningNode;

test.beforeAll(async () => {
  test.setTimeout(400_000);
  node = await startDemoNode();
});
test.afterAll(async () => {
  await node.stop();
});

function cardOf(country: RegExp, role: string): DemoCard {
  const card = node.cards.find(
    (known) => country.test(known.node) && known.role === role && known.face === 'app',
  );
  if (card === undefined) throw new Error(`the demo has no card for ${role}`);
  return card;
}

async function unlock(browser: Browser, card: DemoCard, options: BrowserContextOptions = {}) {
  const page = await (await browser.newContext(options)).newPage();
  await page.goto(card.url);
  await page.locator('input[name=card]').fill(card.card ?? '');
  await page.locator('input[name=passphrase]').fill(card.passphrase ?? '');
  await page.keyboard.press('Enter');
  await expect(page.locator('nav').first()).toBeAttached({ timeout: 30_000 });
  return page;
}

async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((next) => {
    location.hash = next;
  }, path);
  await expect(page.locator('main h1')).toBeVisible();
  await expect(page.locator('.place-loading')).toHaveCount(0, { timeout: 30_000 });
}

async function fileOf(page: Page): Promise<string> {
  await goTo(page, '/files');
  const href = await page.locator('main a.rows-item').first().getAttribute('href');
  return (href ?? '').slice(1);
}

test('a desk says what it could do before anybody’s name is said', async ({ browser }) => {
  const england = await unlock(browser, cardOf(/England/, 'casework'));
  await goTo(england, '/exchange');
  await england.getByRole('link', { name: 'Ask what a desk could do' }).click();
  await england.getByText('Legătură externă (demo)').click();
  await england.getByText('A lawyer for unpaid wages').click();
  await england.getByText('Information about safe return').click();
  // There is nowhere to write about a person: the only line that takes text takes a date.
  await expect(england.locator('main').getByRole('textbox')).toHaveCount(1);
  await expectAccessible(england, 'the question about nobody');
  await england.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(england.getByText(/Asked one desk/)).toBeVisible();

  const romania = await unlock(browser, cardOf(/Romania/, 'liaison'));
  await goTo(romania, '/exchange');
  await expect(async () => {
    await romania.getByRole('button', { name: 'Look again' }).click();
    await expect(romania.locator('.thread-packet')).toHaveCount(1, { timeout: 2000 });
  }).toPass({ timeout: 60_000 });
  await romania.locator('.thread-packet a').click();
  await romania.getByRole('button', { name: 'Open it' }).click();
  await expect(romania.getByText('A lawyer for unpaid wages').first()).toBeVisible();
  await romania.getByRole('button', { name: 'Answer', exact: true }).click();
  await expect(romania.getByText('Answer this one too')).toBeVisible();
  const needs = romania.getByRole('radiogroup');
  await needs.nth(0).getByText('Yes', { exact: true }).click();
  await needs.nth(1).getByText('No', { exact: true }).click();
  await romania.getByRole('button', { name: 'Answer', exact: true }).click();
  await expect(romania.getByText('Answered.').first()).toBeVisible();

  await expect(async () => {
    await england.getByRole('button', { name: 'Look again' }).click();
    await expect(england.locator('.thread-packet')).toHaveCount(2, { timeout: 2000 });
  }).toPass({ timeout: 60_000 });
  await england.locator('.thread-packet a').last().click();
  await england.getByRole('button', { name: 'Open it' }).click();
  const answers = england.locator('.facts-pair');
  await expect(answers.nth(0)).toContainText('Yes');
  await expect(answers.nth(1)).toContainText('No');
});

test('what is asked shows the law there and whom that desk must tell, in the person’s language', async ({
  browser,
}) => {
  const page = await unlock(browser, cardOf(/England/, 'casework'));
  await goTo(page, `${await fileOf(page)}/share`);
  await page.getByRole('button', { name: 'Share with another desk' }).click();
  await page.getByRole('button', { name: /Choose a desk/ }).click();
  await page.getByRole('option', { name: /Asistență juridică/ }).click();
  await expect(page.getByText('Enforces neither immigration nor police law')).toBeVisible();
  await expect(page.getByText(/They must tell child protection if/)).toBeVisible();
  await expect(page.getByText(/Trebuie să anunțe protecția copilului dacă/)).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'Romania' })).toBeVisible();
  await expectAccessible(page, 'the question');

  await page.getByRole('button', { name: 'Ask the person' }).click();
  await expect(page.getByText('Tick at least one field.')).toBeVisible();
  for (const field of ['What the person is called', 'Nationality', 'Unpaid wages', 'The work']) {
    await page.locator('form').getByText(field, { exact: true }).first().click();
  }
  // The words are begun from what is recorded, the reasons in the language of the person.
  await expect(page.getByLabel('Nationality').last()).toHaveValue(/Romania/);
  await expect(page.getByLabel('If no')).toHaveValue(/Nu ți se ia nimic/);
  await page.getByRole('button', { name: 'Ask the person' }).click();
  await expect(page.getByText('Not answered yet')).toBeVisible();
});

test('a yes with a witness counts only after both have signed, and sends the ticked fields only', async ({
  browser,
}) => {
  const worker = await unlock(browser, cardOf(/England/, 'casework'));
  const file = await fileOf(worker);
  await goTo(worker, `${file}/share`);
  await worker.getByRole('button', { name: 'Take the yes here, with a witness' }).click();
  const form = worker.locator('form');
  for (const field of ['What the person is called', 'Nationality', 'Unpaid wages']) {
    await form.getByText(field, { exact: true }).click();
  }
  await form.getByRole('button', { name: 'Sign as the one who took it' }).click();
  await expect(worker.getByText('There is no mark yet')).toBeVisible();
  const box = await worker.locator('canvas').boundingBox();
  if (box === null) throw new Error('there is nowhere to draw');
  await worker.mouse.move(box.x + 30, box.y + 60);
  await worker.mouse.down();
  await worker.mouse.move(box.x + 160, box.y + 90, { steps: 8 });
  await worker.mouse.up();
  await form.getByRole('button', { name: /Choose who was there/ }).click();
  await worker.getByRole('option', { name: /Hotline worker/ }).click();
  await form.getByRole('button', { name: 'Sign as the one who took it' }).click();
  await expect(worker.getByText('Yes to 3 of 4')).toBeVisible();
  await expect(worker.getByText(/Waits for the witness/)).toBeVisible();
  await expect(worker.getByRole('button', { name: /Send exactly/ })).toHaveCount(0);

  const witness = await unlock(browser, cardOf(/England/, 'hotline'));
  await goTo(witness, `${file}/share`);
  await witness.getByRole('button', { name: 'Sign as the witness' }).click();
  await expect(witness.getByText('The witness signed.').first()).toBeVisible();

  await worker.getByRole('button', { name: 'Look again' }).click();
  await worker.getByRole('button', { name: /Hand the yes/ }).click();
  await worker.getByRole('button', { name: 'Send exactly these 3 fields' }).click();
  await expect(worker.getByText(/On its way|Stored there/)).toBeVisible();
});

test('the receiving desk reads it beside its own law, and its answer comes back as receipts', async ({
  browser,
}) => {
  const romania = await unlock(browser, cardOf(/Romania/, 'legal'));
  await goTo(romania, '/exchange');
  await expect(async () => {
    await romania.getByRole('button', { name: 'Look again' }).click();
    await expect(romania.locator('.thread-packet')).toHaveCount(1, { timeout: 2000 });
  }).toPass({ timeout: 60_000 });
  await romania.locator('.thread-packet a').click();
  await romania.getByRole('button', { name: 'Open it' }).click();
  await expect(romania.getByText('This device proved the chain of signatures')).toBeVisible();
  await expect(
    romania.getByText('A worker and a witness vouch for the yes.').first(),
  ).toBeVisible();
  await expect(romania.getByText('Our own law for this: Romania')).toBeVisible();
  await expect(romania.getByRole('checkbox', { name: /Nationality: Romania/ })).toBeChecked();
  // What was not ticked was never sent.
  await expect(romania.getByText('The work', { exact: true })).toHaveCount(0);
  await expectAccessible(romania, 'a received packet');
  await romania.getByRole('button', { name: 'We accept' }).click();
  await expect(romania.getByText('Accepted. They get a receipt.')).toBeVisible();

  const england = await unlock(browser, cardOf(/England/, 'casework'), {
    locale: 'ar',
    viewport: { width: 320, height: 640 },
  });
  await goTo(england, `${await fileOf(england)}/share`);
  await expect(england.locator('.standing-act')).toHaveCount(3, { timeout: 60_000 });
  const { wide, narrow } = await england.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    narrow: document.documentElement.clientWidth,
  }));
  expect(wide).toBeLessThanOrEqual(narrow);
  await expect(england).toHaveTitle('Amparo');
});
