/**
 * What a person allowed to go abroad, and stops: asked field by field in their own mailbox, sent with exactly what
 * they ticked, read there, and taken back with one press.
 */
import { expect, test } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { startDemoNode } from './node/node.ts';
import type { RunningNode } from './node/node.ts';
import { choice, press } from './portal-pages.ts';
import { Visitor } from './story/portal.ts';
import { Practitioner } from './story/practitioner.ts';

test.describe.configure({ mode: 'serial' });
test.setTimeout(240_000);

const TEXT = 'Nu am fost plătită patru luni. Totul este inventat.';
const DESKS = ['Casework (demo)'];
const CLASSES = ['Legal identity', 'What happened', 'Money'];

/** What would be sent, as the worker writes it. */
const FIELDS = {
  'What the person is called': 'Ana',
  Nationality: 'Pașaport inventat',
  'Unpaid wages': 'Patru luni.',
} as const;

let node: RunningNode;
let browser: Browser;
let code: string;
let abroad: Practitioner;

test.beforeAll(async ({ browser: shared }) => {
  test.setTimeout(400_000);
  browser = shared;
  node = await startDemoNode();
});
test.afterAll(async () => {
  await node.stop();
});

/** The person at a small phone, in Romanian, in their mailbox. */
async function openMailbox(): Promise<Page> {
  const context = await browser.newContext({
    locale: 'ro-RO',
    viewport: { width: 320, height: 640 },
  });
  const person = new Visitor(await context.newPage(), 'ro');
  await person.openMailbox(node.portal, code);
  return person.page;
}

async function openSharing(): Promise<Practitioner> {
  const lead = await Practitioner.signIn(browser, node.cardOf('casework', /Lead/));
  await lead.openFileOf('Ana');
  await lead.openDrawers();
  const share = new URL(lead.page.url()).hash.replace(/^#(\/files\/[^/]+).*/, '$1/share');
  await lead.page.evaluate((path) => {
    location.hash = path;
  }, share);
  await expect(lead.page.getByRole('button', { name: 'Share with another desk' })).toBeVisible({
    timeout: 30_000,
  });
  return lead;
}

test('somebody writes, says yes to one desk, and a file is opened', async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 800 } });
  const person = new Visitor(await context.newPage(), 'ro');
  await person.arrive(node.portal);
  code = await person.report({ text: TEXT, name: 'Ana' });
  await context.close();

  const hotline = await Practitioner.signIn(browser, node.cardOf('hotline'));
  await hotline.goTo('Inbox');
  await hotline.openConversation(TEXT);
  await hotline.askToHandOver(DESKS, CLASSES);
  const again = new Visitor(await (await browser.newContext()).newPage(), 'ro');
  await again.openMailbox(node.portal, code);
  await again.answerQuestion('yes');
  await hotline.lookAgain();
  await hotline.page.getByRole('button', { name: 'Hand over now' }).click();
  await expect(hotline.main.getByText('The desks they chose have this conversation.')).toBeVisible({
    timeout: 30_000,
  });

  const lead = await Practitioner.signIn(browser, node.cardOf('casework', /Lead/));
  await lead.openNewest();
  await lead.openFile();
  await expect(lead.page.getByRole('heading', { name: 'Ana', level: 1 })).toBeVisible();
});

test('the worker asks for three fields, and the person ticks two', async () => {
  const { page } = await openSharing();
  await page.getByRole('button', { name: 'Share with another desk' }).click();
  await page.getByRole('button', { name: /Choose a desk/ }).click();
  await page.getByRole('option', { name: /Asistență juridică/ }).click();
  for (const [field, words] of Object.entries(FIELDS)) {
    await page.locator('form').getByText(field, { exact: true }).first().click();
    await page.getByLabel(field).last().fill(words);
  }
  await page.getByRole('button', { name: 'Ask the person' }).click();
  await expect(page.getByText('Not answered yet')).toBeVisible({ timeout: 30_000 });

  const person = await openMailbox();
  await person.locator('.card button').first().click();
  await person.locator('fieldset.fields').waitFor();
  const main = person.locator('main');
  await expect(main).toContainText('Asistență juridică');
  for (const words of Object.values(FIELDS)) await expect(main).toContainText(words);
  await expect(main).toContainText('Trebuie să anunțe protecția copilului dacă');
  await expect(main).not.toContainText(/trafic|victim/i);
  await expect(person.locator('input[name="c"]:checked')).toHaveCount(0);
  for (const field of ['cover.called', 'money.unpaid-wages']) {
    await person.locator(`input[name="c"][value="${field}"]`).check();
  }
  await press(person, 'yes', '.words');
  await expect(main).not.toContainText(FIELDS.Nationality);
  await press(person, 'give', 'ol.thread');
});

test('exactly these two are sent, and the lawyer abroad reads them', async () => {
  const { page } = await openSharing();
  await page.getByRole('button', { name: 'Send exactly these 2 fields' }).click();
  await expect(page.getByText(/On its way|Stored there/).first()).toBeVisible({ timeout: 30_000 });

  abroad = await Practitioner.signIn(browser, node.cardAbroad('legal'));
  await abroad.page.evaluate(() => {
    location.hash = '/exchange';
  });
  const packet = abroad.page.locator('.thread-packet');
  await expect(async () => {
    await abroad.page.getByRole('button', { name: 'Look again' }).click();
    await expect(packet).toHaveCount(1, { timeout: 2000 });
  }).toPass({ timeout: 60_000 });
  await packet.getByRole('link').click();
  await abroad.page.getByRole('button', { name: 'Open it' }).click();
  await expect(abroad.page.getByText(FIELDS['Unpaid wages']).first()).toBeVisible();
  await expect(abroad.main).not.toContainText(FIELDS.Nationality);
});

test('Stop reaches the other country, and the page says apart what it could and could not do', async () => {
  const person = await openMailbox();
  await press(person, 'sharing', '.shared');
  const main = person.locator('main');
  await person.locator('button[name="s"]').first().click();
  await person.locator('.weighs').first().waitFor();
  await expect(main).toContainText('Refuzat aici din');
  await expect(async () => {
    await choice(person, 'sharing').first().click();
    await expect(main).toContainText('Ștergere confirmată', {
      timeout: 3000,
    });
  }).toPass({ timeout: 60_000 });

  await expect(abroad.page.getByText('It is gone here: recalled or ended.')).toBeVisible({
    timeout: 60_000,
  });
  await expect(abroad.main).not.toContainText(FIELDS['Unpaid wages']);
});

test('the worker is told at once, to check by the safe route, and can send nothing more', async () => {
  const worker = await Practitioner.signIn(browser, node.cardOf('casework', /Lead/));
  const told = worker.main.getByRole('link', { name: /called back.*agreed safe route/ });
  await expect(told).toBeVisible();
  await told.click();
  await expect(worker.page.getByText(/Stopped on/).first()).toBeVisible({ timeout: 30_000 });
  await worker.goTo('Today');
  await expect(told).toHaveCount(0);

  const { page } = await openSharing();
  await expect(page.getByText(/Stopped on/).first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/Check on them by the agreed safe route/)).toBeVisible();
  await expect(page.getByRole('button', { name: /Send exactly/ })).toHaveCount(0);
});
