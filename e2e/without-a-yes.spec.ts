/**
 * Where nobody could ask: a packet on another ground than consent, which two members sign and nobody ever sees as a
 * yes; a message to look at first, which says nothing from outside; calling back; and both nodes' logs, held
 * against each other.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { startDemoNode } from './node/node.ts';
import type { RunningNode } from './node/node.ts';
import { exportLog, readLines, verify, writeLines } from './story/command.ts';
import { fillOtherGround, openOtherGround, signFirst } from './story/other-ground.ts';
import {
  ARABIC_PHONE,
  expectGoodScreen,
  expectPackets,
  firstFile,
  goTo,
  unlock,
  visitAgain,
} from './story/screens.ts';

test.describe.configure({ mode: 'serial' });
test.setTimeout(180_000);

let node: RunningNode;

test.beforeAll(async () => {
  test.setTimeout(400_000);
  node = await startDemoNode();
});
test.afterAll(async () => {
  await node.stop();
});

const REASON = 'An invented reason: the phone is off since Sunday, and somebody asked for them.';
const DANGER = {
  ground: 'Danger to life or limb',
  reason: REASON,
  desk: /^Lucru de caz/,
  fields: {
    'What the person is called': 'Robin',
    'Worries about going back': 'An invented worry.',
  },
  second: /Second caseworker/,
};

let file: string;
let romania: Page;

test('what goes without a yes says on every screen that it is none, and leaves when two have signed', async ({
  browser,
}) => {
  const lead = await unlock(browser, node.cardOf('casework', /Lead/));
  file = await firstFile(lead);
  await goTo(lead, `${file}/share`);
  await openOtherGround(lead);
  await expect(lead.getByText('This is not consent, and it is never recorded as')).toBeVisible();
  await lead.getByRole('button', { name: 'Sign and wait for the second member' }).click();
  await expect(lead.getByText(/Choose (a|the) desk/).first()).toBeVisible();
  await fillOtherGround(lead, DANGER);
  await expectGoodScreen(lead, 'other ground');
  await signFirst(lead);
  const card = lead.getByRole('article', { name: /^Lucru de caz/ });
  await expect(card).toContainText('Danger to life. This is not consent.');
  await expect(card).toContainText(REASON);
  await expect(card.getByRole('button', { name: /stand behind it/ })).toHaveCount(0);
  await expectGoodScreen(lead, 'other ground waits');

  const second = await unlock(browser, node.cardOf('casework', /Second/));
  await goTo(second, `${file}/share`);
  await expect(second.getByText(REASON)).toBeVisible();
  await second.getByRole('button', { name: 'Read the reason; stand behind it' }).click();
  await expect(second.getByText(/On its way|Stored there/).first()).toBeVisible();
});

test('the other side reads the ground and the reason, both names, and no yes', async ({
  browser,
}) => {
  romania = await unlock(browser, node.cardAbroad('casework', /Lucrătoare/));
  await expectPackets(romania, 1);
  await romania.locator('.thread-packet a').click();
  await romania.getByRole('button', { name: 'Open it' }).click();
  const main = romania.locator('main');
  await expect(main).toContainText('Danger to life. This is not consent.');
  await expect(main).toContainText(REASON);
  await expect(main).toContainText('Second caseworker (demo) stands behind it too.');
  await expect(main).toContainText('An invented worry.');
  for (const yes of [/vouche?s? for the yes/, /Consent of the person/, /the person did not allow/])
    await expect(main).not.toContainText(yes);
  await expectGoodScreen(romania, 'received without a yes');
});

test('the desk calls it back: the receipt of its end comes, and the page over there empties itself', async ({
  browser,
}) => {
  const lead = await unlock(browser, node.cardOf('casework', /Lead/));
  await goTo(lead, `${file}/share`);
  await expect(lead.getByText(/^Opened there on/)).toBeVisible({ timeout: 30_000 });
  await lead.getByRole('button', { name: 'Ask them to delete it' }).click();
  await expect(lead.getByText(/They confirm that it was deleted/)).toBeVisible({ timeout: 60_000 });
  await expect(lead.getByText(/It was read on .* cannot be unread/)).toBeVisible();
  await expect(lead.getByRole('button', { name: 'Ask them to delete it' })).toHaveCount(0);
  await expectGoodScreen(lead, 'recalled by the desk');

  await expect(romania.getByText('It is gone here: recalled or ended.')).toBeVisible({
    timeout: 60_000,
  });
  await expect(romania.locator('main')).not.toContainText('An invented worry.');
  await expect(romania.getByRole('button', { name: /^We accept/ })).toHaveCount(0);
  await expectGoodScreen(romania, 'gone there');
});

test('a second member is told on today’s page, finds the file, and can also let it be taken back', async ({
  browser,
}) => {
  const lead = await unlock(browser, node.cardOf('casework', /Lead/));
  await goTo(lead, `${file}/share`);
  await openOtherGround(lead);
  await fillOtherGround(lead, { ...DANGER, ground: 'Protection of a child' });
  await signFirst(lead);
  const waiting = lead.getByRole('article', { name: /^Lucru de caz/ }).first();
  await waiting.getByRole('button', { name: 'Take it back' }).click();
  await expect(waiting.getByText(/Taken back before it left/)).toBeVisible();

  await openOtherGround(lead);
  await fillOtherGround(lead, {
    ...DANGER,
    alert: 'Missing',
    fields: { 'A message about safety': 'Missing since Sunday evening (invented).' },
  });
  await expectGoodScreen(lead, 'an alert');
  await signFirst(lead);

  const second = await unlock(browser, node.cardOf('casework', /Second/));
  await expect(second.getByText('One packet waits for a second member')).toBeVisible();
  await expectGoodScreen(second, 'today with a signature to give');
  await second.getByText('One packet waits for a second member').click();
  await second.getByRole('link', { name: 'Read the reason in the file' }).click();
  await second.getByRole('button', { name: 'Read the reason; stand behind it' }).click();
  await expect(second.getByText(/On its way|Stored there/).first()).toBeVisible();
});

test('a message to look at first is on today’s page over there, and says nothing from outside', async ({
  browser,
}) => {
  const other = node.cardAbroad('casework', /Al doilea/);
  const page = await unlock(browser, other);
  await expect(async () => {
    await visitAgain(page, '/');
    await expect(page.getByText('A message from another desk: look at it first.')).toBeVisible({
      timeout: 3000,
    });
  }).toPass({ timeout: 60_000 });
  const main = page.locator('main');
  const silent = async (what: string) => {
    for (const word of [/missing/i, /danger/i, /Robin/, /Sunday/]) {
      await expect(main, what).not.toContainText(word);
    }
    await expectGoodScreen(page, what);
  };
  await silent('today with an alert');
  await main.getByRole('link', { name: 'A message from another desk' }).click();
  await page.getByRole('button', { name: 'Open it' }).click();
  await expect(main).toContainText('Missing since Sunday evening (invented).');
  await expectGoodScreen(page, 'an alert that was opened');
  await page.getByRole('button', { name: 'We need to know more' }).click();
  await page.getByRole('button', { name: 'We accept' }).click();
  await expect(page.getByText('Accepted. They get a receipt.')).toBeVisible();

  const phone = await unlock(browser, node.cardAbroad('casework', /Lucrătoare/), ARABIC_PHONE);
  await goTo(phone, '/exchange');
  await expectGoodScreen(phone, 'exchange in Arabic');
  await phone.locator('.thread-packet a').first().click();
  await expectGoodScreen(phone, 'a packet in Arabic');
});

test('in Arabic, on the smallest phone, another ground can be written as well', async ({
  browser,
}) => {
  const phone = await unlock(browser, node.cardOf('casework', /Lead/), ARABIC_PHONE);
  await goTo(phone, `${file}/share`);
  await expect(phone.locator('article.sharing').first()).toBeVisible();
  await expectGoodScreen(phone, 'sharing in Arabic');
  await phone.locator('.file-main .row button').nth(1).click();
  await expect(phone.locator('form h2')).toBeVisible();
  await expectGoodScreen(phone, 'other ground in Arabic');
});

test('the logs of both nodes tell the same story, and a packet taken out of one is found', async () => {
  const out = mkdtempSync(join(tmpdir(), 'amparo-logs-'));
  try {
    const here = await exportLog(node, 'here', join(out, 'england'));
    const there = await exportLog(node, 'abroad', join(out, 'romania'));
    const whole = await verify(here, ['--with', there]);
    expect(whole).toMatchObject({ code: 0, ok: true, other: { ok: true } });
    expect(whole.packets).toMatchObject({ both: 2, problems: [], pending: [] });

    const lines = readLines(there);
    const sent = new Set(readLines(here).map(({ object }) => object));
    const packet =
      lines.find(({ object }) => object !== null && sent.has(object))?.object ?? 'none';
    writeLines(
      there,
      lines.filter(({ object }) => object !== packet),
    );
    const found = await verify(here, ['--with', there]);
    expect(found).toMatchObject({ code: 1, ok: false });
    expect(found.packets?.problems.map(({ where }) => where).join()).toContain(packet);
  } finally {
    rmSync(out, { recursive: true });
  }
});
