/** What a member does in the app, step by step. English screens. */
import { expect } from '@playwright/test';
import type { Browser, Locator, Page } from '@playwright/test';
import type { DemoCard } from '../node/node.ts';

/** How one fact is answered: a choice, several choices, or something typed. */
type Answer =
  | { readonly pick: string }
  | { readonly tick: readonly string[] }
  | { readonly add: string }
  | { readonly type: string };

export interface FactToRecord {
  /** Words to find it by, and its label. */
  readonly find: string;
  readonly label: string;
  readonly answer: Answer;
  readonly source: 'said by the person' | 'seen by a worker' | 'in a document';
  readonly by: string;
  /** Which of several records it is about; without it, the one that the sheet proposes. */
  readonly about?: RegExp;
}

/** One member at one device. */
export class Practitioner {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /** Opens the app on a fresh device and unlocks it with card and passphrase. */
  static async signIn(
    browser: Browser,
    card: DemoCard,
    options: Parameters<Browser['newContext']>[0] = { viewport: { width: 1280, height: 900 } },
  ): Promise<Practitioner> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await page.goto(card.url);
    await page.getByLabel('Sign-in card').fill(card.card ?? '');
    await page.getByLabel('Passphrase', { exact: true }).fill(card.passphrase ?? '');
    await page.getByRole('button', { name: 'Unlock' }).click();
    await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible({ timeout: 30_000 });
    return new Practitioner(page);
  }

  get main(): Locator {
    return this.page.getByRole('main');
  }

  async goTo(place: 'Today' | 'Inbox' | 'Files' | 'Law' | 'Organisation'): Promise<void> {
    const rail = this.page.getByRole('navigation', { name: 'Main places' });
    await rail.getByRole('link', { name: new RegExp(`^${place}`) }).click();
    await expect(this.page.getByRole('heading', { name: place, level: 1 })).toBeVisible();
  }

  /** Opens the newest conversation of the inbox. */
  async openNewest(): Promise<void> {
    await this.goTo('Inbox');
    await this.main
      .getByRole('link', { name: /^Message of/ })
      .first()
      .click();
    await expect(this.page.getByRole('heading', { name: 'A conversation' })).toBeVisible();
  }

  /** Opens the conversation that begins with these words: nothing outside says which one it is. */
  async openConversation(text: string): Promise<void> {
    const links = this.main.getByRole('link', { name: /^Message of/ });
    await expect(links.first()).toBeVisible();
    for (let at = 0; at < (await links.count()); at += 1) {
      await links.nth(at).click();
      await expect(this.page.getByRole('heading', { name: 'A conversation' })).toBeVisible();
      await expect(this.main.getByText('The person', { exact: true }).first()).toBeVisible();
      if ((await this.main.getByText(text).count()) > 0) return;
      await this.goTo('Inbox');
      await expect(links.first()).toBeVisible();
    }
    throw new Error('no conversation of the inbox has these words');
  }

  async draftLetter(letter: {
    name: string;
    to: string;
    from: string;
    kind?: string;
    accusation?: string;
  }): Promise<void> {
    await this.page.getByRole('button', { name: 'Draft a letter' }).click();
    if (letter.kind !== undefined) {
      await this.main.locator('label').filter({ hasText: letter.kind }).click();
    }
    if (letter.accusation !== undefined) {
      const accusations = this.main.getByRole('radiogroup', { name: 'About which accusation' });
      await accusations.locator('label').filter({ hasText: letter.accusation }).click();
    }
    await this.page.getByLabel('How the person is called in it').fill(letter.name);
    await this.page.getByLabel('To', { exact: true }).fill(letter.to);
    await this.page.getByLabel('From', { exact: true }).fill(letter.from);
    await this.page.getByRole('button', { name: 'Make the draft' }).click();
    await expect(this.page.getByRole('button', { name: 'Export as DOCX' })).toBeVisible();
  }

  async reply(text: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Your answer' }).fill(text);
    await this.page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(this.main.getByText(text)).toBeVisible();
  }

  async askToHandOver(desks: readonly string[], classes: readonly string[]): Promise<void> {
    await this.page.getByRole('button', { name: 'Ask for a yes to hand over' }).click();
    for (const desk of desks) await this.tick(desk);
    for (const drawer of classes) await this.tick(drawer);
    await this.page.getByRole('button', { name: 'Ask the person' }).click();
    await expect(this.main.getByText('Not answered yet')).toBeVisible();
  }

  async lookAgain(): Promise<void> {
    await this.page.getByRole('button', { name: 'Look again' }).click();
  }

  async openFile(): Promise<void> {
    await this.page.getByRole('link', { name: 'Open a file' }).click();
    await expect(this.page.getByRole('heading', { name: 'Open a file' })).toBeVisible();
    await this.page.getByRole('button', { name: 'Open the file' }).click();
    await expect(this.tab('Plan')).toBeVisible({ timeout: 30_000 });
  }

  /** Opens somebody's file from the caseload. */
  async openFileOf(name: string): Promise<void> {
    await this.goTo('Files');
    await this.main
      .getByRole('link', { name: new RegExp(`^${name}`) })
      .first()
      .click();
    await expect(this.page.getByRole('heading', { name, level: 1 })).toBeVisible();
  }

  tab(name: string): Locator {
    return this.page.getByRole('link', { name, exact: true });
  }

  async openTab(name: 'Timeline' | 'Facts' | 'Plan' | 'Letters' | 'Person' | 'Access log') {
    await this.tab(name).click();
  }

  /**
   * Opens every drawer at the side that this desk holds. One whose call did not get through shows its button
   * again, and is pressed again, as a person would.
   */
  async openDrawers(): Promise<void> {
    const drawers = this.page.getByRole('region', { name: 'Drawers' });
    await expect(drawers.getByRole('listitem').first()).toBeVisible({ timeout: 30_000 });
    const closed = drawers.getByRole('button', { name: /^Open the drawer/ });
    const opening = drawers.getByText('Opening', { exact: true });
    await expect(async () => {
      while ((await closed.count()) > 0) await closed.first().click({ timeout: 5_000 });
      await expect(opening).toHaveCount(0, { timeout: 10_000 });
      expect(await closed.count()).toBe(0);
    }).toPass({ timeout: 60_000 });
  }

  async addDrawer(name: string): Promise<void> {
    await this.page.getByRole('button', { name: /Choose a kind/ }).click();
    await this.page.getByRole('option', { name }).click();
    await this.page.getByRole('button', { name: 'Add this drawer' }).click();
    await expect(this.page.getByRole('button', { name: `Open the drawer ${name}` })).toBeVisible();
  }

  async record(fact: FactToRecord): Promise<void> {
    const search = this.page.getByLabel('Find a fact by its words');
    await search.fill(fact.find);
    const found = this.main.getByRole('listitem').filter({ hasText: fact.label });
    await found.getByRole('button', { name: 'Record', exact: true }).first().click();
    const sheet = this.page.getByRole('dialog');
    if (fact.about !== undefined) {
      const records = sheet.getByRole('radiogroup', { name: 'About which one' });
      await records.locator('label').filter({ hasText: fact.about }).click();
    }
    await answer(this.page, sheet, fact.answer);
    await sheet.getByText(fact.source, { exact: true }).click();
    await sheet.getByLabel(/^(By whom|Which document)$/).fill(fact.by);
    await sheet.getByRole('button', { name: 'Record', exact: true }).click();
    await expect(sheet).toBeHidden();
  }

  private async tick(label: string): Promise<void> {
    const box = this.page.getByRole('checkbox', { name: new RegExp(`^${escaped(label)}`) });
    if (!(await box.isChecked())) await box.check({ force: true });
  }
}

async function answer(page: Page, sheet: Locator, given: Answer): Promise<void> {
  if ('type' in given) return sheet.getByLabel('Answer', { exact: true }).fill(given.type);
  if ('tick' in given) {
    for (const choice of given.tick) {
      await sheet.getByRole('checkbox', { name: choice, exact: true }).check({ force: true });
    }
    return;
  }
  if ('add' in given) {
    await sheet
      .getByRole('button', { name: /Add one|Choose|Select/ })
      .first()
      .click();
    await page.getByRole('option', { name: given.add, exact: true }).click();
    return;
  }
  const choices = sheet.getByRole('radiogroup', { name: 'Answer', exact: true });
  if ((await choices.count()) > 0) {
    await choices.getByText(given.pick, { exact: true }).click();
    return;
  }
  await sheet.getByRole('button', { name: /Answer/ }).click();
  await page.getByRole('option', { name: given.pick }).click();
}

function escaped(text: string): string {
  return text.replace(/[()[\]{}.*+?^$|\\]/g, '\\$&');
}
