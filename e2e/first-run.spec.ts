/** A worker who is an organisation of one, on a node of their own. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { startEmptyNode } from './node/node.ts';

test('somebody who works alone opens a node, keeps card and root key, and unlocks', async ({
  page,
}) => {
  test.setTimeout(300_000);
  const node = await startEmptyNode();
  try {
    const passphrase = 'four ordinary words here';
    const bodies: string[] = [];
    page.on('request', (request) => bodies.push(request.postData() ?? ''));
    await page.goto(node.join);
    await expect(page.getByRole('heading', { name: 'Join this node' })).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);

    await page.getByLabel('Name of the organisation').fill('One worker (test)');
    for (const desk of ['Hotline', 'Casework', 'Legal']) {
      await page.getByText(desk, { exact: true }).click();
    }
    await page.getByLabel('Name of the worker').fill('Worker (test)');
    await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await page.getByRole('button', { name: 'Make keys and join' }).click();

    await expect(page.getByRole('heading', { name: 'Keep these two things' })).toBeVisible({
      timeout: 60_000,
    });
    const text = await page.locator('body').innerText();
    const card = /(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}/.exec(text)?.[0] ?? '';
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the root key file' }).click();
    expect((await download).suggestedFilename()).not.toMatch(/traffick|victim/i);
    for (const box of await page.getByRole('checkbox').all()) await box.check({ force: true });
    await page.getByRole('button', { name: 'Go on to unlock' }).click();

    await page.getByLabel('Sign-in card').fill(card);
    await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible({ timeout: 30_000 });

    const sent = bodies.join('\n');
    expect(sent).not.toContain(passphrase);
    expect(sent).not.toContain(card);
    expect(sent).not.toContain(card.replaceAll('-', ''));
  } finally {
    await node.stop();
  }
});
