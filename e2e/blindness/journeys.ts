/** The ways in which people's words come to a node, each with a marker in everything that is written. */
import { request } from 'node:http';
import { connect } from 'node:net';
import { expect } from '@playwright/test';
import type { Browser, BrowserContextOptions } from '@playwright/test';
import type { RunningNode } from '../node/node.ts';
import { Visitor } from '../story/portal.ts';
import { sentenceOf } from './canaries.ts';
import type { Marker } from './canaries.ts';

/** How a person's browser is: with or without scripts. */
export type Path = 'with a script' | 'without a script';

/** What a person writes in a report: every question is answered. */
function reportOf(marker: Marker, path: Path): Required<Parameters<Visitor['report']>[0]> {
  return {
    text: sentenceOf(marker, `câu chuyện ${path}`),
    how: sentenceOf(marker, 'nhắn tin'),
    when: sentenceOf(marker, 'sáng thứ hai'),
    name: `${marker.text} ${path === 'with a script' ? 'Sen' : 'Mai'}`,
    ifSomeoneElse: sentenceOf(marker, 'không nói gì'),
  };
}

/** A person who writes, comes back, and answers, in a browser of their own. */
export interface Person {
  readonly path: Path;
  /** The 24 digits, in groups of four. */
  readonly code: string;
  readonly report: ReturnType<typeof reportOf>;
  /** Comes back with the code, sees `reply`, writes, and says yes to what is asked. */
  answer(reply: string): Promise<void>;
}

/** Sends a report through the portal. */
export async function sendReport(
  browser: Browser,
  node: RunningNode,
  { marker, path }: { readonly marker: Marker; readonly path: Path },
): Promise<Person> {
  const options: BrowserContextOptions = { javaScriptEnabled: path === 'with a script' };
  const report = reportOf(marker, path);
  const code = await visit(browser, options, async (visitor) => {
    await visitor.arrive(node.portal);
    return visitor.report(report);
  });
  return {
    path,
    code,
    report,
    answer: (reply) =>
      visit(browser, options, async (visitor) => {
        await visitor.openMailbox(node.portal, code);
        await expect(visitor.page.getByText(reply).first()).toBeVisible();
        const message = sentenceOf(marker, `lời nhắn ${path}`);
        await visitor.page.getByRole('textbox').fill(message);
        await visitor.press('mailbox.send');
        await expect(visitor.page.getByText(message).first()).toBeVisible({ timeout: 30_000 });
        await visitor.answerQuestion('yes');
      }),
  };
}

/** Does something in a browser of its own, which is closed afterwards with all its connections. */
async function visit<T>(
  browser: Browser,
  options: BrowserContextOptions,
  work: (visitor: Visitor) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext(options);
  try {
    return await work(new Visitor(await context.newPage(), 'vi'));
  } finally {
    await context.close();
  }
}

/** Writes a report without a script, and thinks better of it before it is sent. */
export async function stopBeforeSending(
  browser: Browser,
  node: RunningNode,
  marker: Marker,
): Promise<void> {
  await visit(browser, { javaScriptEnabled: false }, async (visitor) => {
    await visitor.arrive(node.portal);
    await visitor.page.locator('button[value="options"]').first().click();
    await visitor.press('write');
    await visitor.page.getByRole('textbox').fill(sentenceOf(marker, 'chưa gửi'));
    await visitor.press('next');
    await expect(visitor.heading('how.heading')).toBeVisible();
  });
}

/** Sends a report without a script, opens it at once, and deletes it. */
export async function sendAndDelete(
  browser: Browser,
  node: RunningNode,
  marker: Marker,
): Promise<void> {
  await visit(browser, { javaScriptEnabled: false }, async (visitor) => {
    await visitor.arrive(node.portal);
    await visitor.report(reportOf(marker, 'without a script'));
    await visitor.press('sent.open');
    await expect(visitor.heading('mailbox.heading')).toBeVisible({ timeout: 60_000 });
    await visitor.press('mailbox.delete');
    await visitor.press('delete.yes');
    await expect(visitor.heading('deleted.heading')).toBeVisible({ timeout: 30_000 });
  });
}

/** A text that is longer than a report may be: it is asked for again. */
export async function sendTooLong(node: RunningNode, marker: Marker): Promise<void> {
  const { status, page } = await postForm(node, sentenceOf(marker, 'dài').repeat(100));
  expect([status, page.includes(marker.text)]).toEqual([200, true]);
}

/** Forms that are refused before anybody has read them, each with the status that it gets. */
export const REFUSED_FORMS = {
  'that is too large': async (node: RunningNode, marker: Marker) => {
    const { status } = await postForm(node, sentenceOf(marker, 'quá lớn').repeat(4000));
    expect(status).toBe(413);
  },
  'that another site sent': async (node: RunningNode, marker: Marker) => {
    const headers = { 'sec-fetch-site': 'cross-site' };
    const { status } = await postForm(node, sentenceOf(marker, 'trang khác'), { headers });
    expect(status).toBe(403);
  },
  'with an answer that no question offers': async (node: RunningNode, marker: Marker) => {
    const fields = { at: 'rights-country', country: sentenceOf(marker, 'ở đâu') };
    const { status, page } = await post(node, fields, {});
    expect([status, page.includes(marker.text)]).toEqual([400, false]);
  },
  'to a page that does not exist': async (node: RunningNode, marker: Marker) => {
    const { status } = await postForm(node, sentenceOf(marker, 'nhầm'), { path: '/nowhere' });
    expect(status).toBe(404);
  },
} as const;

interface Posting {
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Posts the first page of a report, as a browser without a script does. */
async function postForm(node: RunningNode, text: string, posting: Posting = {}): Promise<Posted> {
  return post(node, { at: 'text', go: 'next', text }, posting);
}

interface Posted {
  readonly status: number;
  readonly page: string;
}

async function post(
  node: RunningNode,
  fields: Readonly<Record<string, string>>,
  { path = '/', headers = {} }: Posting = {},
): Promise<Posted> {
  const body = new URLSearchParams(fields).toString();
  return new Promise((resolve, reject) => {
    const asked = request(
      `${node.portal}${path}`,
      {
        method: 'POST',
        agent: false,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(body),
          ...headers,
        },
      },
      (answer) => {
        let page = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => (page += chunk));
        answer.on('end', () => {
          resolve({ status: answer.statusCode ?? 0, page });
        });
      },
    );
    asked.once('error', reject);
    asked.end(body);
  });
}

/** A form that comes when its sender has sent more forms than a person does; choosing a door is a form too. */
export async function sendTooOften(node: RunningNode, marker: Marker): Promise<void> {
  const door = { at: 'front', go: 'options' };
  for (let at = 0; at < 300; at += 1) {
    if ((await post(node, door)).status === 429) break;
  }
  expect((await postForm(node, sentenceOf(marker, 'nhiều lần'))).status).toBe(429);
}

/** A form that is half sent when the line breaks. */
export async function breakLine(node: RunningNode, marker: Marker): Promise<void> {
  const { host, port } = new URL(node.portal);
  const form = new URLSearchParams({ at: 'text', go: 'next', text: sentenceOf(marker, 'dở dang') });
  const socket = connect({ host: '127.0.0.1', port: Number(port), noDelay: true });
  socket.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    socket.once('connect', resolve);
  });
  socket.write(
    `POST / HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/x-www-form-urlencoded\r\n` +
      `Content-Length: 100000\r\n\r\n${form.toString()}`,
  );
  await new Promise((resolve) => setTimeout(resolve, 1000));
  socket.destroy();
}
