import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LARGEST_FORM } from './forms.ts';
import { startTestPortal, workerPids } from './testing/test-portal.ts';
import type { Page, TestPortal } from './testing/test-portal.ts';

let portal: TestPortal;

beforeAll(async () => {
  portal = await startTestPortal();
});

afterAll(async () => {
  await portal.stop();
});

const WRITTEN = { l: 'en', d: 'options', text: 'They keep my papers', at: 'review' };

/** Writes, checks and sends a report; gives the receipt page. */
async function sendReport() {
  const review = await portal.post({ ...WRITTEN, go: 'review' });
  const sent = await portal.post({ ...review.carried, go: 'send' });
  return { review, sent, digits: digitsOf(sent.text) };
}

/** Types a code on the page that asks for it. */
async function openCode(code: string): Promise<Page> {
  const page = await portal.post({ l: 'en', go: 'code' });
  return portal.post({ ...page.carried, go: 'open', code });
}

function digitsOf(text: string): string {
  const slip = /class="digits"[^>]*>([\s\S]*?)<\/p>/.exec(text)?.[1] ?? '';
  return [...slip.matchAll(/\d{4}/g)].join(' ');
}

test('without a script a report is sent, and its 24 digits open the mailbox', async () => {
  const { review, sent, digits } = await sendReport();
  expect(review.says('Invented hotline desk')).toBe(true);
  expect(digits).toMatch(/^(\d{4} ){5}\d{4}$/);
  expect(sent.says('They keep my papers')).toBe(false);
  const arabicIndic = digits.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)));
  for (const code of [digits, digits.replaceAll(' ', ''), arabicIndic]) {
    const mailbox = await openCode(code);
    expect(mailbox.says('They keep my papers')).toBe(true);
    expect(mailbox.says(digits.replaceAll(' ', ''))).toBe(false);
  }
});

test('a report that is sent twice is filed once, and shows the same receipt again', async () => {
  const { review, digits } = await sendReport();
  const database = await portal.node.superuser('main');
  const countReports = async (): Promise<number> =>
    Number((await database.query<{ n: string }>('select count(*) as n from reports')).rows[0]?.n);
  const before = await countReports();
  expect(before).toBeGreaterThan(0);
  const again = await portal.post({ ...review.carried, go: 'send' });
  expect(digitsOf(again.text)).toBe(digits);
  expect(await countReports()).toBe(before);
});

test('a wrong code says so, and says the same for a number that exists and one that does not', async () => {
  const { digits } = await sendReport();
  const locator = digits.replaceAll(' ', '').slice(0, 5);
  const unknown = await openCode('0'.repeat(24));
  const known = await openCode(locator + '0'.repeat(19));
  expect(unknown.says('This code opens nothing')).toBe(true);
  const withoutTicket = ({ text }: Page) => text.replace(/name="t"\s+value="[^"]*"/, '');
  expect(withoutTicket(known) === withoutTicket(unknown)).toBe(true);
  expect((await openCode('12 34')).says('24 digits')).toBe(true);
});

test('a message is added, a message that is too long is kept, and deleting leaves nothing', async () => {
  const { digits } = await sendReport();
  const open = await openCode(digits);
  const long = 'y'.repeat(8003);
  const tooLong = await portal.post({ ...open.carried, go: 'message', message: long });
  expect(tooLong.says('3 characters too long')).toBe(true);
  expect(tooLong.says(long)).toBe(true);
  const more = await portal.post({ ...tooLong.carried, go: 'message', message: 'One more thing' });
  expect(more.says('Your message was sent.')).toBe(true);
  expect(more.says('One more thing')).toBe(true);
  expect((await portal.post({ ...more.carried, go: 'stop' })).says('nothing')).toBe(true);
  const asked = await portal.post({ ...more.carried, go: 'delete' });
  expect(asked.says('Delete everything now?')).toBe(true);
  const gone = await portal.post({ ...asked.carried, go: 'delete-now' });
  expect(gone.says('It is deleted')).toBe(true);
  const after = await openCode(digits);
  expect(after.says('This code opens nothing')).toBe(true);
});

test('an old page that is sent again opens no mailbox, but a second press is forgiven', async () => {
  const { digits } = await sendReport();
  const page = await portal.post({ l: 'en', go: 'code' });
  const old = { ...page.carried, go: 'open', code: digits };
  const pressedTwice = await Promise.all([portal.post(old), portal.post(old)]);
  expect(pressedTwice.map((opened) => opened.says('They keep my papers'))).toEqual([true, true]);
  await new Promise((resolve) => setTimeout(resolve, 10_500));
  const later = await portal.post(old);
  expect(later.says('They keep my papers')).toBe(false);
  expect(later.says('Type your code again')).toBe(true);
});

test('a ticket that is not ours closes the mailbox and keeps what was being written', async () => {
  const page = await portal.post({ l: 'en', t: 'AAAA', go: 'message', message: 'Half a sentence' });
  expect(page.says('Your messages were closed')).toBe(true);
  expect(page.carried['message']).toBe('Half a sentence');
});

test('a process that has seen what a person wrote is gone a moment later, and others are ready', async () => {
  const before = new Set(workerPids());
  await portal.post({ l: 'en', at: 'text', go: 'next', text: 'A secret' });
  await until(() => [...before].some((pid) => !workerPids().includes(pid)));
  const front = await fetch(portal.url);
  expect(front.status).toBe(200);
});

test('choosing a door or a language costs no process', async () => {
  await until(() => workerPids().length >= 3);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const before = workerPids();
  for (const go of ['options', 'worried', 'help-now', 'about', 'write', 'code', 'front']) {
    expect((await portal.post({ l: 'vi', go })).status).toBe(200);
  }
  expect(workerPids()).toEqual(before);
});

test('a worker has no environment, may write nowhere and start nothing', () => {
  const [pid] = workerPids();
  const command = readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8');
  expect(command).toContain('--permission');
  expect(command).not.toMatch(/allow-(fs-write|child-process|worker|addons|wasi)/);
  const readable = [...command.matchAll(/--allow-fs-read=([^\0]*)/g)].map(([, path]) => path);
  expect(readable.map((path) => path?.split('/').at(-2))).toEqual([
    'packages',
    'node_modules',
    'locales',
  ]);
  const environment = readFileSync(`/proc/${String(pid)}/environ`, 'utf8').split('\0');
  const names = environment.filter(Boolean).map((pair) => pair.split('=')[0]);
  expect(names.filter((name) => !name?.startsWith('NODE_CHANNEL'))).toEqual([]);
});

test('hostile forms get a calm page with the right status, and nothing is sent', async () => {
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  const send = (body: string, headers: Record<string, string> = type) =>
    fetch(portal.url, { method: 'POST', body, headers });
  expect((await send('go=front&evil=1')).status).toBe(400);
  expect((await send('text=%ff')).status).toBe(400);
  expect((await send('go=front', { 'content-type': 'text/plain' })).status).toBe(400);
  expect((await send(`text=${'a'.repeat(LARGEST_FORM)}`)).status).toBe(413);
  const foreign = { ...type, 'sec-fetch-site': 'cross-site' };
  expect((await send('go=front', foreign)).status).toBe(403);
  expect((await fetch(`${portal.url}/elsewhere`)).status).toBe(404);
  expect((await fetch(portal.url, { method: 'DELETE' })).status).toBe(404);
  for (const page of [await send('text=%ff'), await fetch(`${portal.url}/elsewhere`)]) {
    expect(await page.text()).toContain('That did not work');
  }
});

test('every answer is forgotten by the browser, tells nobody where it came from, and ends', async () => {
  const answers = [await fetch(portal.url), await fetch(`${portal.url}/elsewhere`)];
  for (const { headers } of answers) {
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('set-cookie')).toBeNull();
    expect(headers.get('connection')).toBe('close');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe-inline');
  }
});

test('WebAssembly may run only where something is sealed', async () => {
  const policyOf = async (go: string) =>
    (await portal.post({ l: 'en', go })).headers.get('content-security-policy') ?? '';
  for (const go of ['write', 'code']) expect(await policyOf(go)).toContain('wasm-unsafe-eval');
  for (const go of ['front', 'options', 'help-now', 'about', 'worried']) {
    expect(await policyOf(go)).not.toContain('wasm');
    expect(await policyOf(go)).not.toContain("'self' ");
  }
});

test('a browser’s sealed calls reach the node from the portal’s own pages only', async () => {
  const call = (origin: string) =>
    fetch(`${portal.url}/drop/start`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json', origin },
    });
  const own = await call(portal.url);
  expect(own.status).toBe(200);
  expect(await own.json()).toMatchObject({ desk: { subject: { kind: 'hotline' } } });
  expect((await call('https://elsewhere.example')).status).toBe(403);
});

test('a connection that says nothing, or speaks no HTTP, harms nobody', async () => {
  const { port } = new URL(portal.url);
  const silent = connect(Number(port), '127.0.0.1');
  const noise = connect(Number(port), '127.0.0.1');
  noise.on('error', () => undefined);
  noise.write('\x16\x03\x01 this is no request\r\n\r\n');
  await new Promise((resolve) => noise.once('close', resolve));
  expect((await fetch(portal.url)).status).toBe(200);
  silent.destroy();
});

test('nothing that was written is in the log, and no address', () => {
  const log = portal.logLines.join('\n');
  expect(log).not.toMatch(/They keep my papers|A secret|One more thing|127\.0\.0\.1|::1/);
});

async function until(condition: () => boolean): Promise<void> {
  const limit = Date.now() + 20_000;
  while (!condition()) {
    if (Date.now() > limit) throw new Error('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
