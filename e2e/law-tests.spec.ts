/** What only a lawyer may answer, and a new release of the law: on the plan of one invented person. */
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { BrowserContext, Locator, Page } from '@playwright/test';
import { ED25519, formatNote, signNote, verifierKey } from '@amparo/ledger';
import { startDemoNode } from './node/node.ts';
import type { RunningNode } from './node/node.ts';
import { Practitioner } from './story/practitioner.ts';
import type { FactToRecord } from './story/practitioner.ts';

const ROOT = join(import.meta.dirname, '..');
const PERSON = 'Robin';
const QUESTION = /Would a reasonable person in this situation.*no realistic alternative/;
const REASONS = 'Locked in, papers taken, a debt that grew every month (invented).';
const paper = { source: 'in a document', by: 'charge sheet (fictional)' } as const;
const said = { source: 'said by the person', by: 'Robin' } as const;

const ACCUSATION: readonly FactToRecord[] = [
  {
    find: 'offence accused',
    label: 'Offence',
    answer: { type: 'production of cannabis' },
    ...paper,
  },
  {
    find: 'state that prosecutes',
    label: 'State that prosecutes',
    answer: { pick: 'England and Wales (GB-EAW)' },
    ...paper,
  },
  {
    find: 'date alleged offence',
    label: 'Date of the alleged offence',
    answer: { type: '2026-10-20' },
    ...paper,
  },
  {
    find: 'age alleged offence',
    label: 'Age at this alleged offence',
    answer: { type: '34' },
    ...paper,
  },
  {
    find: 'compelled',
    label: 'The person was compelled to do it',
    answer: { pick: 'Yes' },
    ...said,
  },
  {
    find: 'compulsion',
    label: 'The compulsion came from the exploitation',
    answer: { pick: 'Yes' },
    ...said,
  },
];

test.describe.configure({ mode: 'serial' });
test.setTimeout(300_000);

let node: RunningNode;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  node = await startDemoNode();
});
test.afterAll(async () => {
  await node.stop();
});

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
}

/** A picture for whoever looks at the screens; nothing is compared with it. */
async function picture(page: Page | Locator, name: string): Promise<void> {
  const folder = process.env['AMPARO_PICTURES'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** Opens the one row of the plan about this article, with what stands behind it. */
async function openRow(main: Locator, article: string): Promise<Locator> {
  for (const more of await main.getByRole('button', { name: /more laws? may apply/ }).all()) {
    if ((await more.getAttribute('aria-expanded')) !== 'true') await more.click();
  }
  const row = main.locator('.plan-row').filter({ hasText: article }).first();
  const head = row.locator('.plan-open');
  if ((await head.getAttribute('aria-expanded')) !== 'true') await head.click();
  return row;
}

async function openPlan(member: Practitioner): Promise<void> {
  await member.openFileOf(PERSON);
  await member.openDrawers();
  await member.openTab('Plan');
  await expect(member.main.getByRole('heading', { name: 'Now', level: 2 })).toBeVisible();
}

test('a lawyer answers what only a lawyer may answer, and the plan says who did', async ({
  browser,
}) => {
  const lawyer = await Practitioner.signIn(browser, node.cardOf('legal'));
  await lawyer.openFileOf(PERSON);
  await lawyer.addDrawer('Privileged (lawyer)');
  await lawyer.openDrawers();
  await lawyer.openTab('Facts');
  for (const fact of ACCUSATION) await lawyer.record(fact);

  await lawyer.openTab('Plan');
  const row = await openRow(lawyer.main, 'section 45(1)-(3)');
  await expect(row.getByText(QUESTION).first()).toBeVisible();
  await expect(row.getByText(/the prosecution must then disprove/)).toBeVisible();
  await expect(row.getByText(/so that the court is sure/)).toBeVisible();
  await row.getByRole('button', { name: 'Record the answer' }).click();
  const sheet = lawyer.page.getByRole('dialog');
  await expect(sheet.getByText('nobody gets a score', { exact: false })).toBeVisible();
  await sheet.getByText('No, it does not hold').click();
  await sheet.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(sheet.getByText('Write the reasons.')).toBeVisible();
  await sheet.getByText('Yes, it holds').click();
  await sheet.getByLabel('Reasons').fill(REASONS);
  await expectAccessible(lawyer.page);
  await picture(lawyer.page, 'answer-sheet');
  await sheet.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(sheet).toBeHidden();

  const answered = await openRow(lawyer.main, 'section 45(1)-(3)');
  await expect(answered.getByText(REASONS)).toBeVisible();
  await expect(
    answered.getByText(
      /The question left to the magistrates or jury, .* was answered yes .*by Duty lawyer \(demo\)/,
    ),
  ).toBeVisible();
  await expectAccessible(lawyer.page);
  await picture(answered, 'plan-answered');
});

test('the answer is replaced and taken back in place, and the plan follows', async ({
  browser,
}) => {
  const lawyer = await Practitioner.signIn(browser, node.cardOf('legal'));
  await openPlan(lawyer);
  const row = await openRow(lawyer.main, 'section 45(1)-(3)');
  await row.getByRole('button', { name: 'Replace the answer' }).click();
  const sheet = lawyer.page.getByRole('dialog');
  await expect(sheet.getByLabel('Reasons')).toHaveValue(REASONS);
  await sheet.getByText('Nobody has decided yet').click();
  await sheet.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(sheet).toBeHidden();
  await expect(row.getByText('Nobody has decided yet')).toBeVisible();
  await expect(row.getByText(/was answered yes/)).toHaveCount(0);
  await expect(row.getByText(/Left to the magistrates or jury/)).toBeVisible();
  await row.getByRole('button', { name: 'Withdraw' }).click();
  await expect(row.getByRole('button', { name: 'Record the answer' })).toBeVisible();
  await lawyer.openTab('Facts');
  await expect(lawyer.main.getByText('Answer to a legal question', { exact: false })).toBeVisible();
});

test('a colleague at another desk reads who may answer, and nothing of what the lawyer wrote', async ({
  browser,
}) => {
  const lead = await Practitioner.signIn(browser, node.cardOf('casework', /Lead/));
  await openPlan(lead);
  const row = await openRow(lead.main, 'Borders Act 2022, section 65');
  await expect(row.getByText(/May be answered by: Legal/).first()).toBeVisible();
  await expect(row.getByRole('button', { name: 'Record the answer' })).toHaveCount(0);
  await expect(lead.main.getByText(REASONS)).toHaveCount(0);
  await picture(row, 'plan-others');
});

const NEXT_DAY = '2027-01-01';
/** The pack of the next release: another version, and one date that is longer. */
const CHANGED: Readonly<Record<string, (text: string) => string>> = {
  'gb-eaw/pack.yaml': (text) =>
    text.replace(/(\n {2}id: gb-eaw\n {2}version: ')[\d.-]+/, `$1${NEXT_DAY}`),
  'gb-eaw/civil-claims.yaml': (text) =>
    text.replace(/(three-months-wages[\s\S]*?add: )3 months/, '$16 months'),
};

/** Gives this browser another release of the law, as an app that was built with it would. */
async function serveNextRelease(context: BrowserContext): Promise<() => boolean> {
  let served = false;
  await context.route('**/assets/bundled-*.js', async (route) => {
    const answer = await route.fetch();
    const old = await answer.text();
    const longer = CHANGED['gb-eaw/civil-claims.yaml']?.(old) ?? old;
    const body = CHANGED['gb-eaw/pack.yaml']?.(longer) ?? old;
    served = longer !== old && body !== longer;
    await route.fulfill({ response: answer, body });
  });
  return () => served;
}

/** Lets the node name that release as pinned, signed with the key that its operator signed the first one with. */
async function pinNextRelease(context: BrowserContext): Promise<void> {
  const key = createPrivateKey(readFileSync(join(node.dataDir, 'law-release.key')));
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
  const raw = Buffer.from(x, 'base64url');
  const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
  const signer = {
    key: verifierKey(hash, 'operator-of-this-node', ED25519, raw),
    sign: (message: Uint8Array) => Promise.resolve(sign(null, message, key)),
  };
  await context.route('**/api/law/release', async (route) => {
    const answer = await route.fetch();
    const { pin } = (await answer.json()) as { pin: { note: string; keys: string[] } };
    let text = pin.note
      .slice(0, pin.note.lastIndexOf('\n\n') + 1)
      .replace(/^(amparo law release 1\n)\S+\n/, `$1${NEXT_DAY}\n`)
      .replace(/^pack gb-eaw \S+$/m, `pack gb-eaw ${NEXT_DAY}`);
    for (const [file, change] of Object.entries(CHANGED)) {
      const changed = change(readFileSync(join(ROOT, 'law-packs', file), 'utf8'));
      const line = new RegExp(`^file \\S+ ${file}$`, 'm');
      text = text.replace(line, `file ${hash(Buffer.from(changed)).toString('base64')} ${file}`);
    }
    const note = formatNote(text, [await signNote(text, signer)]);
    await route.fulfill({ response: answer, json: { pin: { ...pin, note } } });
  });
}

async function unlockAgain(member: Practitioner): Promise<void> {
  const { page } = member;
  await page.reload();
  const card = node.cardOf('casework', /Lead/);
  await page.getByLabel('Sign-in card').fill(card.card ?? '');
  await page.getByLabel('Passphrase', { exact: true }).fill(card.passphrase ?? '');
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByRole('navigation', { name: 'Main places' })).toBeVisible({
    timeout: 30_000,
  });
  await member.goTo('Today');
}

test('law that nobody signed is told, and cannot be accepted for a file', async ({ browser }) => {
  const lead = await Practitioner.signIn(browser, node.cardOf('casework', /Lead/), {
    serviceWorkers: 'block',
  });
  const isServed = await serveNextRelease(lead.page.context());
  await unlockAgain(lead);
  await lead.goTo('Law');
  await expect(lead.main.getByText(/This node has pinned another law/)).toBeVisible();
  expect(isServed()).toBe(true);
  await picture(lead.page, 'law-other-pin');
  await openPlan(lead);
  await expect(lead.main.getByText(/This node has pinned another law/)).toBeVisible();
  await expect(lead.main.getByRole('button', { name: /^Accept/ })).toHaveCount(0);
  await expectAccessible(lead.page);
});

test('a new release of the law changes nothing until somebody accepts it', async ({ browser }) => {
  const lead = await Practitioner.signIn(browser, node.cardOf('casework', /Lead/), {
    serviceWorkers: 'block',
    viewport: { width: 1280, height: 900 },
  });
  await openPlan(lead);
  await expect(
    lead.main.getByText('Nobody has accepted a release', { exact: false }),
  ).toBeVisible();
  await expect(lead.main.getByText(/Signed by .operator-of-this-node/u)).toBeVisible();
  await lead.main.getByRole('button', { name: 'Accept this release for this file' }).click();
  await expect(lead.main.getByText(/accepted for this file by Lead caseworker/)).toBeVisible();
  const before = await (await openRow(lead.main, 'sections 13 and 23')).innerText();

  await lead.goTo('Today');
  // Nothing on the screen says that the device remembers which law it has shown.
  await lead.page.waitForTimeout(2_000);
  const isServed = await serveNextRelease(lead.page.context());
  await pinNextRelease(lead.page.context());
  await unlockAgain(lead);
  await expect(lead.main.getByRole('heading', { name: 'The law changed' })).toBeVisible();
  await expect(lead.main.getByText(/now version 2027-01-01/)).toBeVisible();
  expect(isServed()).toBe(true);
  await picture(lead.page, 'today-news');
  await openPlan(lead);
  const news = lead.main.getByRole('region', { name: 'The law changed. This plan has not.' });
  await expect(news.getByText(/One thing changes for this person/)).toBeVisible();
  await expect(news.getByText(/\d{4}-\d{2}-\d{2} before, \d{4}-\d{2}-\d{2} now/)).toBeVisible();
  expect(await (await openRow(lead.main, 'sections 13 and 23')).innerText()).toBe(before);
  await expectAccessible(lead.page);
  await picture(news, 'release-offered');
  await lead.page.setViewportSize({ width: 320, height: 640 });
  await picture(news, 'release-offered-320');
  await lead.page.setViewportSize({ width: 1280, height: 900 });

  await news.getByRole('button', { name: 'Accept release 2027-01-01 for this file' }).click();
  await expect(news).toHaveCount(0);
  await expect(
    lead.main.getByText(/Law release 2027-01-01 .*accepted for this file/),
  ).toBeVisible();
  expect(await (await openRow(lead.main, 'sections 13 and 23')).innerText()).not.toBe(before);
});

test('a colleague whose app is older than the file is told so, and loses nothing', async ({
  browser,
}) => {
  const lawyer = await Practitioner.signIn(browser, node.cardOf('legal'));
  await openPlan(lawyer);
  await expect(lawyer.main.getByText(/Somebody accepted release 2027-01-01/)).toBeVisible();
  await openRow(lawyer.main, 'section 45(1)-(3)');
});

test('the same in Arabic on a small phone', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'ar', viewport: { width: 320, height: 640 } });
  const page = await context.newPage();
  const card = node.cardOf('legal');
  await page.goto(card.url);
  await page.locator('input[name=card]').fill(card.card ?? '');
  await page.locator('input[name=passphrase]').fill(card.passphrase ?? '');
  await page.keyboard.press('Enter');
  await expect(page.locator('nav').first()).toBeAttached({ timeout: 60_000 });
  await page.evaluate(() => {
    location.hash = '/files';
  });
  const file = page.locator('main a.rows-item').filter({ hasText: PERSON }).first();
  const href = (await file.getAttribute('href')) ?? '';
  await page.evaluate((next) => {
    location.hash = next;
  }, `${href}/plan`);
  const row = page.locator('.plan-row').filter({ hasText: 'section 45(1)-(3)' }).first();
  await row.locator('.plan-open').click();
  await row.getByRole('button', { name: 'سجّل الجواب' }).click();
  await expect(page.getByRole('dialog')).toContainText('لا ينال أحد درجة');
  await expectAccessible(page);
  await picture(page, 'answer-sheet-ar');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(320);
  await page.keyboard.press('Escape');
  await picture(row, 'plan-ar');
});
