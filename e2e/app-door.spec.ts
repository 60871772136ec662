/** The door of the app: unlocking with the keyboard alone, a wrong passphrase, a lock that loses nothing. */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { startDemoNode } from './node/node.ts';
import type { DemoCard, RunningNode } from './node/node.ts';
import { Practitioner } from './story/practitioner.ts';

test.describe.configure({ mode: 'serial' });
test.setTimeout(180_000);

let node: RunningNode;
let lead: DemoCard;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  node = await startDemoNode();
  lead = node.cardOf('casework', /Lead/);
});
test.afterAll(async () => {
  await node.stop();
});

async function unlockWithKeys(page: Page, passphrase: string): Promise<void> {
  await page.goto(lead.url);
  await expect(page.getByRole('heading', { name: 'Unlock' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.insertText(lead.card ?? '');
  await page.keyboard.press('Tab');
  await page.keyboard.insertText(passphrase);
  await page.keyboard.press('Enter');
}

test('a member unlocks, reaches a page and locks with the keyboard alone', async ({ page }) => {
  await unlockWithKeys(page, lead.passphrase ?? '');
  await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeFocused();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Law');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Law', level: 1 })).toBeFocused();
  await page.keyboard.press('Control+l');
  await expect(page.getByRole('heading', { name: 'Unlock' })).toBeVisible();
  await expect(page).toHaveTitle('Amparo');
});

test('the skip link is the first stop and leads to the heading', async ({ page }) => {
  await unlockWithKeys(page, lead.passphrase ?? '');
  await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeFocused();
  await page.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
  });
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Skip to the page' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeFocused();
});

test('a wrong passphrase opens nothing, says no more than that, and what was typed stays', async ({
  page,
}) => {
  await unlockWithKeys(page, 'not this one at all');
  await expect(page.getByText('That card and passphrase do not open anything here.')).toBeVisible();
  await expect(page.getByLabel('Sign-in card')).toHaveValue(lead.card ?? '');
  const shown = page.getByLabel('Passphrase', { exact: true });
  await expect(shown).toHaveAttribute('type', 'password');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(shown).toHaveAttribute('type', 'text');
  await expect(shown).toHaveValue('not this one at all');
});

test('a card is remembered only where somebody asks for it', async ({ page }) => {
  await unlockWithKeys(page, lead.passphrase ?? '');
  await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Sign-in card')).toHaveValue('');
  await page.getByLabel('Sign-in card').fill(lead.card ?? '');
  await page.getByLabel('Passphrase', { exact: true }).fill(lead.passphrase ?? '');
  await page.getByText('Remember the card on this device').click();
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible();
  await page.reload();
  await expect(page.getByText('This device remembers a card.')).toBeVisible();
  await page.getByRole('button', { name: 'Use another card' }).click();
  await page.reload();
  await expect(page.getByLabel('Sign-in card')).toHaveValue('');
});

test('a lock keeps what was being written, sealed, and nothing readable stays on the device', async ({
  browser,
}) => {
  const canary = 'Zuckerrübensirup am Dienstag';
  const member = await Practitioner.signIn(browser, lead);
  await member.openFileOf('Robin');
  await member.page.getByLabel('New note').fill(canary);
  await member.page.keyboard.press('Control+l');
  await expect(member.page.getByRole('heading', { name: 'Unlock' })).toBeVisible();
  await expect(member.page.getByText(canary)).toHaveCount(0);
  const kept = await everythingKept(member.page);
  expect(kept.length).toBeGreaterThan(500);
  for (const word of [canary, 'Robin', 'Zuckerrübensirup']) expect(kept).not.toContain(word);

  await member.page.getByLabel('Sign-in card').fill(lead.card ?? '');
  await member.page.getByLabel('Passphrase', { exact: true }).fill(lead.passphrase ?? '');
  await member.page.getByRole('button', { name: 'Unlock' }).click();
  await expect(member.page.getByLabel('New note')).toHaveValue(canary, { timeout: 30_000 });
});

test('a screen left alone blurs, warns two minutes before, and locks; what was written is kept', async ({
  page,
}) => {
  await page.clock.install();
  await unlockWithKeys(page, lead.passphrase ?? '');
  await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible();
  await page.clock.fastForward('03:05');
  await expect(page.getByText('Hidden while nobody is here')).toBeVisible();
  await page.getByRole('button', { name: 'I am here' }).click();
  await expect(page.getByText('Hidden while nobody is here')).toHaveCount(0);
  await page.clock.fastForward('08:05');
  await expect(page.getByText('This screen is about to lock')).toBeVisible();
  await expect(page.getByText(/It locks in about 2 minutes/)).toBeVisible();
  await page.clock.fastForward('02:05');
  await expect(page.getByRole('heading', { name: 'Unlock' })).toBeVisible();
  await expect(page.getByText(/kept sealed on this device/)).toBeVisible();
});

test('names can be hidden from the room, on the page and in the palette', async ({ browser }) => {
  const member = await Practitioner.signIn(browser, lead);
  await member.goTo('Files');
  await expect(member.main.getByText('Robin (demo)')).toBeVisible();
  await member.page.keyboard.press('Control+k');
  await member.page.getByRole('menuitem', { name: 'Hide names' }).click();
  await expect(member.main.getByText('Robin (demo)')).toHaveCount(0);
  await expect(member.main.getByText(/^Person [0-9a-f]{4}/)).toBeVisible();
  await member.page.keyboard.press('Control+k');
  await expect(member.page.getByRole('menuitem', { name: /Robin/ })).toHaveCount(0);
});

/** Everything that this browser profile keeps, as one text. */
async function everythingKept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const storages = [localStorage, sessionStorage];
    const parts = storages.map((storage) => JSON.stringify(Object.entries(storage)));
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name ?? '');
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error ?? new Error('not opened'));
      });
      for (const store of database.objectStoreNames) {
        const rows = await new Promise<unknown[]>((resolve, reject) => {
          const all = database.transaction(store).objectStore(store).getAll();
          all.onsuccess = () => resolve(all.result as unknown[]);
          all.onerror = () => reject(all.error ?? new Error('not read'));
        });
        parts.push(JSON.stringify(rows));
      }
      database.close();
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      parts.push((await cache.keys()).map(({ url }) => url).join(' '));
    }
    return parts.join('\n');
  });
}
