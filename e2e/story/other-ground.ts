/** Sending on another ground than a yes, step by step: what one member writes, and the other stands behind. */
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

export interface OnAnotherGround {
  readonly ground: string;
  readonly provision?: string;
  readonly reason: string;
  /** As the list of desks shows it. */
  readonly desk: RegExp;
  readonly alert?: 'Danger' | 'Missing' | 'Release of somebody dangerous';
  readonly fields: Readonly<Record<string, string>>;
  readonly second: RegExp;
}

/** Opens the form, from the sharing page of a file. */
export async function openOtherGround(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Send without a yes' }).click();
  await expect(page.getByRole('heading', { name: 'Send on another ground' })).toBeVisible();
}

/** Fills everything in; nothing is signed yet. */
export async function fillOtherGround(page: Page, given: OnAnotherGround): Promise<void> {
  const form = page.locator('form');
  await form.getByText(given.ground, { exact: true }).click();
  if (given.provision !== undefined) await page.getByLabel('Provision').fill(given.provision);
  await page.getByLabel('Stated reason').fill(given.reason);
  await page.getByRole('button', { name: /Choose a desk/ }).click();
  await page.getByRole('option', { name: given.desk }).click();
  if (given.alert !== undefined) {
    await form
      .getByRole('radiogroup', { name: 'What it is' })
      .getByText(given.alert, { exact: true })
      .click();
    await expect(form.getByRole('textbox', { name: 'A message about safety' })).toHaveValue(
      given.alert,
    );
  }
  for (const [field, words] of Object.entries(given.fields)) {
    const box = form.getByRole('checkbox', { name: field, exact: true });
    if (!(await box.isChecked())) await form.getByText(field, { exact: true }).first().click();
    await form.getByRole('textbox', { name: field, exact: true }).fill(words);
  }
  await page.getByRole('button', { name: /Choose who was there|Choose the second/ }).click();
  await page.getByRole('option', { name: given.second }).click();
}

/** Signs as the first member. */
export async function signFirst(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign and wait for the second member' }).click();
  await expect(page.getByText('Waits for a second member to sign.').first()).toBeVisible();
}
