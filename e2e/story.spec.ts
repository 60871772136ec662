/**
 * The story: a fictional young person found working in a cannabis house in England, arrested, age
 * disputed, assessed by nobody. From a first quiet message to representations against the charge.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Browser } from '@playwright/test';
import { startDemoNode } from './node/node.ts';
import type { RunningNode } from './node/node.ts';
import { Visitor } from './story/portal.ts';
import { Practitioner } from './story/practitioner.ts';
import type { FactToRecord } from './story/practitioner.ts';

const ROOT = join(import.meta.dirname, '..');
const TEXT = 'Bạn tôi bị bắt hôm qua. Bạn ấy mười sáu tuổi. (Chuyện hư cấu.)';
const ANSWER = 'Cảm ơn bạn đã viết. Bạn không phải quyết định gì hôm nay.';
const DESKS = ['Casework (demo)', 'Guardians (demo)', 'Duty lawyers (demo)'];
const CLASSES = ['Legal identity', 'What happened', 'Accusations', 'Safety', 'Children'];

const said = { source: 'said by the person', by: 'the young person' } as const;
const paper = { source: 'in a document', by: 'charge sheet' } as const;

/** What a caseworker may record: nothing of what was done under compulsion. */
const CASEWORK_FACTS: readonly FactToRecord[] = [
  {
    find: 'country now',
    label: 'Where the person is now',
    answer: { pick: 'England and Wales (GB-EAW)' },
    ...said,
  },
  { find: 'nationality', label: 'Nationality', answer: { add: 'Vietnam' }, ...said },
  { find: 'age gives', label: 'Age the person gives', answer: { type: '16' }, ...said },
  { find: 'age disputed', label: 'Age is uncertain or disputed', answer: { pick: 'Yes' }, ...said },
  {
    find: 'exploited',
    label: 'What the person was exploited for',
    answer: { tick: ['forced criminality'] },
    ...said,
  },
  {
    find: 'what others did',
    label: 'What others did to bring this about',
    answer: { tick: ['harbouring'] },
    ...said,
  },
  {
    find: 'got their way',
    label: 'How others got their way',
    answer: { tick: ['debt', 'threat'] },
    ...said,
  },
  { find: 'accused', label: 'Accused, or at risk of it', answer: { pick: 'Yes' }, ...said },
];

/** What only the lawyer records. */
const LEGAL_FACTS: readonly FactToRecord[] = [
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
    answer: { type: '2026-11-20' },
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
  {
    find: 'direct consequence',
    label: 'The act was a direct consequence of being trafficked',
    answer: { pick: 'Yes' },
    ...said,
  },
];

test.describe.configure({ mode: 'serial' });
test.setTimeout(300_000);

let node: RunningNode;
let browser: Browser;
let code: string;

test.beforeAll(async ({ browser: shared }) => {
  test.setTimeout(300_000);
  browser = shared;
  node = await startDemoNode();
});
test.afterAll(async () => {
  await node.stop();
});

test('a friend writes in Vietnamese on a small phone without JavaScript and keeps a code', async () => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 320, height: 640 },
  });
  const friend = new Visitor(await context.newPage(), 'vi');
  await friend.arrive(node.portal);
  code = await friend.report({ text: TEXT, name: 'Lan' });
  expect(code).toMatch(/^(\d{4} ){5}\d{4}$/);
  await context.close();
});

test('somebody writes in Arabic with JavaScript, and no request carries a word of it', async () => {
  const words = 'أريد أن أعرف ما يمكنني فعله. هذه قصة خيالية.';
  const context = await browser.newContext({ viewport: { width: 390, height: 800 } });
  const page = await context.newPage();
  const bodies: string[] = [];
  page.on('request', (request) => bodies.push(`${request.url()} ${request.postData() ?? ''}`));
  const person = new Visitor(page, 'ar');
  await person.arrive(node.portal);
  expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
  await person.report({ text: words });
  const sent = bodies.join('\n');
  expect(sent).toContain('/drop/reports');
  for (const form of [words, encodeURIComponent(words), Buffer.from(words).toString('base64')]) {
    expect(sent).not.toContain(form.slice(0, 24));
  }
  await context.close();
});

test('the hotline answers in the mailbox and asks for a yes, and it comes', async () => {
  const hotline = await Practitioner.signIn(browser, node.cardOf('hotline'));
  await hotline.goTo('Inbox');
  await hotline.openConversation(TEXT);
  await hotline.reply(ANSWER);
  await hotline.askToHandOver(DESKS, CLASSES);

  const context = await browser.newContext({ javaScriptEnabled: false });
  const friend = new Visitor(await context.newPage(), 'vi');
  await friend.openMailbox(node.portal, code);
  await expect(friend.page.getByText(ANSWER)).toBeVisible();
  await friend.answerQuestion('yes');
  await context.close();

  await hotline.lookAgain();
  await expect(hotline.main.getByText('The person said yes.')).toBeVisible();
  await hotline.page.getByRole('button', { name: 'Hand over now' }).click();
  await expect(hotline.main.getByText('The desks they chose have this conversation.')).toBeVisible({
    timeout: 30_000,
  });
});

test('the casework desk opens a file; a guardian and a duty lawyer are on it', async () => {
  const lead = await Practitioner.signIn(browser, node.cardOf('casework', /Lead/));
  await lead.openNewest();
  await lead.openFile();
  await expect(lead.page.getByRole('heading', { name: 'Lan', level: 1 })).toBeVisible();
  const side = lead.page.getByRole('region', { name: 'Drawers' });
  await expect(side).toContainText('Guardians (demo)');
  await expect(side).toContainText('Duty lawyers (demo)');
  const guardian = await Practitioner.signIn(browser, node.cardOf('casework', /[Gg]uardian/));
  await guardian.openFileOf('Lan');
});

test('facts are recorded with source and date; what was done under compulsion only by the lawyer', async () => {
  const lead = await Practitioner.signIn(browser, node.cardOf('casework', /Lead/));
  await lead.openFileOf('Lan');
  await lead.openDrawers();
  await lead.openTab('Facts');
  for (const fact of CASEWORK_FACTS) await lead.record(fact);
  await lead.page.getByLabel('Find a fact by its words').fill('direct consequence');
  await expect(lead.main.getByText('No fact that your desk may record')).toBeVisible();

  const lawyer = await Practitioner.signIn(browser, node.cardOf('legal'));
  await lawyer.openFileOf('Lan');
  await lawyer.addDrawer('Privileged (lawyer)');
  await lawyer.openDrawers();
  await lawyer.openTab('Facts');
  for (const fact of LEGAL_FACTS) await lawyer.record(fact);
});

test('the plan puts a lawyer and non-punishment first and shows the law for this person', async () => {
  const lawyer = await Practitioner.signIn(browser, node.cardOf('legal'));
  await lawyer.openFileOf('Lan');
  await lawyer.openDrawers();
  await lawyer.openTab('Plan');
  await expect(lawyer.main.getByText('A lawyer before any interview.')).toBeVisible();
  for (const more of await lawyer.main
    .getByRole('button', { name: /more laws? may apply/ })
    .all()) {
    await more.click();
  }
  for (const law of [
    'section 45(4)-(7)',
    'section 45(1)-(3)',
    'four-stage approach',
    'V.C.L. and A.N.',
    'CETS 197, article 26',
    'CETS 197, article 10(3)',
    'CETS 197, articles 10(2), 12(1)',
    'CETS 197, article 13',
  ]) {
    await expect(lawyer.main.getByText(law, { exact: false }).first()).toBeVisible();
  }
  const first = lawyer.main
    .getByRole('listitem')
    .filter({ hasText: /Must act/ })
    .first();
  await expect(first).toContainText(/Assessment before|Defence/);
});

test('the lawyer drafts representations, edits them, exports them and finds them again', async () => {
  const lawyer = await Practitioner.signIn(browser, node.cardOf('legal'));
  await lawyer.openFileOf('Lan');
  await lawyer.openDrawers();
  await lawyer.openTab('Letters');
  await lawyer.draftLetter({
    name: 'L.',
    to: 'Prosecution office (fictional)',
    from: 'Law centre (demo)',
  });
  await expect(lawyer.main.getByText(/section 45\(4\)/).first()).toBeVisible();
  const line = lawyer.page.getByRole('textbox', { name: /^Part 1 of/ });
  await line.fill('To: Prosecution office (fictional), youth team');
  await lawyer.page.getByRole('button', { name: 'Save this version now' }).click();
  await expect(lawyer.main.getByText(/Version 2 saved/)).toBeVisible();
  const download = lawyer.page.waitForEvent('download');
  await lawyer.page.getByRole('button', { name: 'Export as DOCX' }).click();
  const file = await download;
  expect(file.suggestedFilename()).not.toMatch(/lan|traffick|victim|punish/i);
  const bytes = readFileSync(await file.path());
  expect(bytes.subarray(0, 2).toString()).toBe('PK');

  const again = await Practitioner.signIn(browser, node.cardOf('legal'));
  await again.openFileOf('Lan');
  await again.openDrawers();
  await again.openTab('Letters');
  await again.main
    .getByRole('link', { name: /Representations|L\./ })
    .first()
    .click();
  await expect(again.page.getByText('youth team').first()).toBeVisible();
});

test('the lawyer drafts a letter of rights that the person can read: their language, plain words', async () => {
  const lawyer = await Practitioner.signIn(browser, node.cardOf('legal'));
  await lawyer.openFileOf('Lan');
  await lawyer.openDrawers();
  await lawyer.openTab('Letters');
  await lawyer.draftLetter({
    kind: 'Letter of rights in plain words',
    name: 'Lan',
    to: 'Lan',
    from: 'Law centre (demo)',
  });
  await expect(lawyer.page.getByLabel('Title')).toHaveValue('Quyền của bạn, Lan');
  await expect(lawyer.main.getByText('Nếu bạn dưới 18 tuổi').first()).toBeVisible();
});

test('a second accusation, in another state, gets a letter of its own that tells nothing of the first', async () => {
  const lawyer = await Practitioner.signIn(browser, node.cardOf('legal'));
  await lawyer.openFileOf('Lan');
  await lawyer.openDrawers();
  await lawyer.openTab('Facts');
  const offence = { find: 'offence accused', label: 'Offence', ...paper };
  await lawyer.record({ ...offence, answer: { type: 'theft of food' }, about: /A new one/ });
  await lawyer.record({
    find: 'state that prosecutes',
    label: 'State that prosecutes',
    answer: { pick: 'Romania' },
    ...paper,
    about: /theft of food/,
  });
  await lawyer.openTab('Letters');
  await lawyer.draftLetter({
    accusation: 'theft of food',
    name: 'L.',
    to: 'Prosecution office (fictional)',
    from: 'Law centre (demo)',
  });
  await expect(lawyer.page.getByLabel('Title')).toHaveValue(/^Memoriu pentru L\.$/);
  await expect(lawyer.main.getByText('Offence: theft of food.').first()).toBeVisible();
  await expect(lawyer.main.getByText(/cannabis|Modern Slavery Act/)).toHaveCount(0);
});

test('the lead reads who opened what, and anybody can verify the exported log', async () => {
  const lead = await Practitioner.signIn(browser, node.cardOf('casework', /Lead/));
  await lead.openFileOf('Lan');
  await lead.openTab('Access log');
  await expect(
    lead.main.getByText(/Somebody at Duty lawyers \(demo\) opened/).first(),
  ).toBeVisible();
  await expect(lead.main.getByText(/The person .*said yes/).first()).toBeVisible();

  const folder = mkdtempSync(join(tmpdir(), 'amparo-log-'));
  try {
    const early = await fetch(`${node.app}/api/log/checkpoint`).then((answer) => answer.text());
    const good = join(folder, 'good');
    amparo('export', '--node', node.app, '--out', good);
    expect(verify(good)).toMatchObject({
      status: 0,
      report: { ok: true, truncationChecked: false },
    });

    const flipped = join(folder, 'flipped');
    cpSync(good, flipped, { recursive: true });
    const bundle = join(flipped, entryBundles(flipped)[0] ?? '');
    const bytes = readFileSync(bundle);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    writeFileSync(bundle, bytes);
    expect(verify(flipped)).toMatchObject({ status: 1, report: { ok: false } });

    const trusted = join(folder, 'trusted');
    writeFileSync(trusted, early);
    expect(verify(good, '--trusted', trusted)).toMatchObject({
      status: 0,
      report: { ok: true, truncationChecked: true },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function amparo(...args: string[]): string {
  return execFileSync(process.execPath, [join(ROOT, 'packages/cli/bin/amparo.mjs'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, AMPARO_DATA: node.dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function verify(folder: string, ...more: string[]): { status: number | null; report: unknown } {
  const program = join(ROOT, 'packages/cli/bin/amparo.mjs');
  const args = [program, 'verify', folder, '--json', ...more];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, report: JSON.parse(stdout) as unknown };
}

function entryBundles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => /entries\/\d/.test(path) && !path.endsWith('.p'),
  );
}
