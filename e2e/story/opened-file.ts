/** From somebody's first words to an open file, by the shortest honest way: a report, a yes, a hand-over. */
import { expect } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import type { DemoCard } from '../node/node.ts';
import { Visitor } from './portal.ts';
import { Practitioner } from './practitioner.ts';

/** Where somebody writes, and who works there. */
export interface Place {
  readonly portal: string;
  readonly hotline: DemoCard;
  readonly lead: DemoCard;
}

export interface Reported {
  readonly text: string;
  readonly name: string;
  /** The desks that are asked for, the lead desk first. */
  readonly desks: readonly string[];
  readonly classes: readonly string[];
}

export interface OpenedFile {
  /** The person's receipt. */
  readonly code: string;
  /** The file as a path of the app. */
  readonly file: string;
  readonly lead: Practitioner;
}

/** Somebody writes in Romanian, says yes to desks, and the first of them opens a file. */
export async function openFileFromReport(
  { portal, hotline: hotlineCard, lead: leadCard }: Place,
  browser: Browser,
  { text, name, desks, classes }: Reported,
): Promise<OpenedFile> {
  const person = new Visitor(await (await browser.newContext()).newPage(), 'ro');
  await person.arrive(portal);
  const code = await person.report({ text, name });
  const hotline = await Practitioner.signIn(browser, hotlineCard);
  await hotline.goTo('Inbox');
  await hotline.openConversation(text);
  await hotline.askToHandOver(desks, classes);
  const again = await openMailbox(portal, browser, code);
  await again.answerQuestion('yes');
  await again.page.context().close();
  await person.page.context().close();
  await hotline.lookAgain();
  await hotline.page.getByRole('button', { name: 'Hand over now' }).click();
  await expect(hotline.main.getByText('The desks they chose have this conversation.')).toBeVisible({
    timeout: 30_000,
  });
  await hotline.page.context().close();
  const lead = await Practitioner.signIn(browser, leadCard);
  await lead.openNewest();
  await lead.openFile();
  await expect(lead.page.getByRole('heading', { name, level: 1 })).toBeVisible();
  return { code, file: fileAt(lead.page), lead };
}

/** The person at a small phone, in their mailbox. */
export async function openMailbox(
  portal: string,
  browser: Browser,
  code: string,
): Promise<Visitor> {
  const viewport = { width: 320, height: 640 };
  const context = await browser.newContext({ locale: 'ro-RO', viewport });
  const person = new Visitor(await context.newPage(), 'ro');
  await person.openMailbox(portal, code);
  return person;
}

function fileAt(page: Page): string {
  const path = /^#(\/files\/[^/]+)/.exec(new URL(page.url()).hash)?.[1];
  if (path === undefined) throw new Error('no file is open');
  return path;
}
