import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDrawers, appendTo, makeCopy, openDrawer, readCopyFile } from '@amparo/app/client';
import type { CopyWords, MadeCopy, Session } from '@amparo/app/client';
import type { DrawerClass } from '@amparo/casework/grants';
import { readAccessLog } from '@amparo/casework/log';
import type { AccessRecord } from '@amparo/casework/log';
import { buildPortal } from '@amparo/server';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { run } from './copy.ts';
import { checkCopy, readCopy } from './copy-check.ts';
import { FILE_REPORT } from './demo/people.ts';
import { ensurePortalBuilt } from './start/build.ts';
import { fileFor, noteOf, shown, type StoryFile } from './testing/file-story.ts';
import { startTestNode } from './testing/node.ts';
import type { TestNode } from './testing/node.ts';
import { joinDesk, must } from './testing/people.ts';
import type { Worker } from './testing/people.ts';
import { openPlainAge } from './testing/plain-age.ts';

const cluster = inject('AMPARO_TEST_PG' as never) as string;
const sql = new Client({ connectionString: cluster });
const PASSPHRASE = 'a river in the morning (test)';
const CLASSES: readonly DrawerClass[] = ['contact', 'cover', 'identity', 'account', 'safety'];
/** The words of no language: what was said with what, so that a test sees everything. */
const words: CopyWords = {
  locale: 'en',
  direction: 'ltr',
  say: (key, values = {}) => [key, ...Object.values(values)].join(' '),
  dateTime: (iso) => iso,
  list: (items) => items.join(', '),
};
let folder: string;
let node: TestNode;
let worker: Session;
let story: StoryFile;
let other: StoryFile;
let made: MadeCopy;
let page: string;
let short: unknown;
let unled: unknown;
let later: readonly AccessRecord[] | undefined;

beforeAll(async () => {
  await sql.connect();
  folder = await mkdtemp(join(tmpdir(), 'amparo-copy-'));
  await ensurePortalBuilt(buildPortal, { say: () => undefined });
  node = await startTestNode((statement) => sql.query(statement), cluster);
  const hotline = await joinDesk(node, 0, 'hotline');
  const casework = await joinDesk(node, 1, 'casework');
  const legal: Worker = await joinDesk(node, 2, 'legal');
  const shelter = await joinDesk(node, 3, 'shelter');
  worker = await casework.unlock();
  const asked = { lead: casework, others: [legal, shelter], classes: CLASSES };
  story = await fileFor(node, hotline, worker, asked);
  other = await fileFor(node, hotline, worker, asked);
  await write(story.drawerOf('identity'), 'Her own name, invented <b>&');
  await write(story.drawerOf('account'), 'What she told, invented');
  await write(other.drawerOf('identity'), 'Another person altogether');
  const lawyer = await legal.unlock();
  const wanted = { desk: legal.desk, classes: ['privileged' as const], statement: null };
  const [privileged] = must(await addDrawers(lawyer, story.file, wanted));
  const advice = must(await openDrawer(lawyer, privileged!.drawer));
  shown(await appendTo(lawyer, advice, noteOf('Advice between lawyer and client')));
  // All that needs the line comes first: stretching a passphrase holds this process up for seconds.
  short = await makeCopy(worker, { file: story.file, passphrase: 'short', words });
  const elsewhere = { file: crypto.randomUUID(), passphrase: PASSPHRASE, words };
  unled = await makeCopy(worker, elsewhere);
  made = must(await makeCopy(worker, { file: story.file, passphrase: PASSPHRASE, words }));
  const params = { file: story.file };
  for (let tries = 0; later === undefined && tries < 5; tries += 1) {
    const answer = await worker.caller.call(readAccessLog, { params });
    if (answer.ok) later = answer.value.records;
  }
  page = openPlainAge(made.bytes, PASSPHRASE).toString('utf8');
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await node.stop();
  await sql.end();
});

async function write(drawer: string, text: string): Promise<void> {
  shown(await appendTo(worker, must(await openDrawer(worker, drawer)), noteOf(text)));
}

test('a copy opens with the ordinary age format and its passphrase, and with no other', () => {
  expect(page.startsWith('<!doctype html>')).toBe(true);
  expect(() => openPlainAge(made.bytes, 'another passphrase')).toThrow();
});

test('everything the person has is in their copy, as it was sealed and as it reads', () => {
  const { entries } = readCopy(page)!;
  expect(entries.drawers.map((drawer) => drawer.class).sort()).toEqual([...CLASSES].sort());
  const said = JSON.stringify(entries.drawers);
  for (const text of ['What she told, invented', 'Her own name, invented <b>&', FILE_REPORT.kind]) {
    expect(said).toContain(text);
  }
  expect(page).toContain('What she told, invented');
  expect(page).toContain('Her own name, invented &lt;b&gt;&amp;');
  const contact = entries.drawers.find((drawer) => drawer.class === 'contact')!;
  expect(contact.entries.some(({ byPerson }) => byPerson)).toBe(true);
  expect(entries.authorisations).toHaveLength(1);
});

test('nothing of another person and nothing of another desk is in it, and that is said', () => {
  expect(page).not.toContain('Another person altogether');
  expect(page).not.toContain(other.file);
  expect(page).not.toContain('Advice between');
  expect(made.missing).toEqual([
    { class: 'privileged', why: 'held', desks: ['Desk of kind legal (test)'] },
  ]);
  expect(page).toContain('keeping.copy.page.missing.held drawer.privileged');
});

test('the page needs no line, runs no script, and says nothing in its name or title', () => {
  expect(page).not.toMatch(/<script|https?:\/\/|<img|<link/i);
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  expect(made.name).toMatch(/^papers-\d{4}-\d{2}-\d{2}\.age$/);
  // Names of those who work here are in the certificates and nowhere else.
  const visible = page.replaceAll(/base64,[^"]*/g, '');
  expect(visible).not.toContain('worker (test)');
  expect(readCopyFile(page, 'certificates.json')).toContain('worker (test)');
});

test('the access log is in it with proofs, the making of the copy among them', () => {
  const { log } = readCopy(page)!;
  const kinds = log.records.map(({ record }) => record.kind);
  expect(kinds).toEqual(expect.arrayContaining(['copy-made', 'file-opened', 'drawer-opened']));
  const known = new Set(log.records.map(({ record }) => record.salt));
  // Only what was done since is missing: the readings of the log itself.
  const missing = later!.filter(({ salt }) => !known.has(salt));
  expect(new Set(missing.map(({ kind }) => kind))).toEqual(new Set(['log-read']));
  expect(log.records.filter(({ proof }) => proof !== null).length).toBeGreaterThan(10);
});

test('a copy verifies offline, and any change in it is found', async () => {
  const report = await checkCopy(readCopy(page)!);
  expect(report).toMatchObject({ ok: true, problems: [] });
  expect(report.entries).toBeGreaterThan(4);
  const codes = async (change: (copy: NonNullable<ReturnType<typeof readCopy>>) => void) => {
    const copy = readCopy(page)!;
    change(copy);
    return (await checkCopy(copy)).problems.map(({ code }) => code);
  };
  const account = (copy: NonNullable<ReturnType<typeof readCopy>>) =>
    copy.entries.drawers.find((drawer) => drawer.class === 'account')!;
  expect(await codes((copy) => account(copy).entries.splice(0, 1))).toContain('copy/chain');
  expect(await codes((copy) => copy.certificates.organisations.splice(0))).toContain(
    'copy/certificate',
  );
  expect(await codes((copy) => (copy.log.records[3]!.record.kind = 'log-read'))).toContain(
    'copy/proof',
  );
  expect(
    await codes((copy) => (copy.log.checkpoint = copy.log.checkpoint.replace('\n', '1\n'))),
  ).toEqual(['copy/checkpoint']);
  expect(
    await codes((copy) => {
      const entry = account(copy).entries[0]!;
      const at = entry.bytes.length - 5;
      entry.bytes =
        entry.bytes.slice(0, at) +
        (entry.bytes[at] === 'A' ? 'B' : 'A') +
        entry.bytes.slice(at + 1);
    }),
  ).toEqual(expect.arrayContaining(['copy/chain', 'copy/signature']));
});

test('amparo copy reads and verifies the locked file, and refuses a wrong passphrase', async () => {
  const file = join(folder, made.name);
  const [right, wrong] = [join(folder, 'right'), join(folder, 'wrong')];
  await writeFile(file, made.bytes);
  await writeFile(right, `${PASSPHRASE}\n`);
  await writeFile(wrong, 'not this\n');
  const out = join(folder, 'out');
  expect(await run(['verify', file, '--passphrase-file', right, '--json'])).toBe(0);
  expect(await run(['verify', file, '--passphrase-file', wrong])).toBe(2);
  expect(await run(['read', file, '--passphrase-file', right, '--out', out])).toBe(0);
  expect(await readFile(join(out, 'page.html'), 'utf8')).toBe(page);
  expect(JSON.parse(await readFile(join(out, 'entries.json'), 'utf8'))).toMatchObject({ v: 1 });
  expect(await readFile(join(out, 'README.txt'), 'utf8')).toBe('keeping.copy.page.readme');
});

test('a copy is refused with a short passphrase, and of a file that this desk does not lead', () => {
  expect(short).toMatchObject({ refusal: { code: 'request/malformed' } });
  expect(unled).toMatchObject({ refusal: { code: 'not-available' } });
});
