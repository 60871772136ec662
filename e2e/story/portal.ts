/** What a person does in the portal, step by step, in their language. */
import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { wordsOf } from './words.ts';
import type { Language } from './words.ts';

export interface Report {
  readonly text: string;
  readonly how?: string;
  readonly when?: string;
  readonly name?: string;
  readonly ifSomeoneElse?: string;
}

const OWN_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  vi: 'Tiếng Việt',
  ar: 'العربية',
  ro: 'Română',
};

/** One person at the portal. */
export class Visitor {
  readonly page: Page;
  readonly #words: (key: string) => string;
  readonly #language: Language;

  constructor(page: Page, language: Language) {
    this.page = page;
    this.#language = language;
    this.#words = wordsOf(language, 'portal');
  }

  async arrive(portal: string): Promise<void> {
    await this.page.goto(portal);
    await this.page.getByRole('button', { name: OWN_NAMES[this.#language] }).click();
    await expect(this.heading('front.heading')).toBeVisible();
  }

  /** Chooses "I want to know my options", answers or passes each question, sends; gives the code. */
  async report(report: Report): Promise<string> {
    await this.choose('door.options');
    await this.press('write');
    await this.page.getByRole('textbox').fill(report.text);
    await this.press('next');
    await this.answer('how.heading', report.how);
    if (report.how !== undefined) await this.answer('when.heading', report.when);
    await this.answer('name.heading', report.name);
    if (report.how !== undefined) {
      await this.answer('ifSomeoneElse.heading', report.ifSomeoneElse);
    }
    await expect(this.heading('review.heading')).toBeVisible({ timeout: 30_000 });
    await expect(this.page.getByText(report.text)).toBeVisible();
    await this.press('review.send');
    await expect(this.heading('sent.heading')).toBeVisible({ timeout: 60_000 });
    return this.readCode();
  }

  async openMailbox(portal: string, code: string): Promise<void> {
    await this.arrive(portal);
    await this.choose('door.code');
    await this.page.getByRole('textbox').fill(code);
    await this.press('code.open');
    await expect(this.heading('mailbox.heading')).toBeVisible({ timeout: 60_000 });
  }

  /** Reads the question that waits, and answers it. */
  async answerQuestion(answer: 'yes' | 'no' | 'later' | 'talk'): Promise<void> {
    await this.press('mailbox.question.read');
    await expect(this.heading('asked.heading')).toBeVisible();
    await this.press(`answer.${answer}`);
    await expect(this.page.getByText(this.#words(`notice.${answer}`)).first()).toBeVisible({
      timeout: 30_000,
    });
  }

  async press(key: string): Promise<void> {
    await this.page
      .getByRole('button', { name: this.#words(key), exact: true })
      .first()
      .click();
  }

  heading(key: string): Locator {
    return this.page.getByRole('heading', { name: this.#words(key), exact: true }).first();
  }

  private async choose(key: string): Promise<void> {
    await this.page
      .getByRole('main')
      .getByRole('button', { name: this.#words(key) })
      .first()
      .click();
  }

  private async answer(heading: string, text: string | undefined): Promise<void> {
    await expect(this.heading(heading)).toBeVisible();
    if (text === undefined) return this.press('skip');
    await this.page.getByRole('textbox').fill(text);
    await this.press('next');
  }

  private async readCode(): Promise<string> {
    const text = await this.page.getByRole('main').innerText();
    const code = /(?:\d{4}\s+){5}\d{4}/.exec(text)?.[0];
    if (code === undefined) throw new Error('no code on the page');
    return code.replace(/\s+/g, ' ');
  }
}
