import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createCaller,
  createCookieJar,
  createMemoryStore,
  openDrawer,
  readCaseload,
  readFile as readFileView,
  readInbox,
  unlock,
} from '@amparo/app/client';
import type { Session } from '@amparo/app/client';
import { foldFacts } from '@amparo/casework/facts';
import { FederationFile, NodeEntry } from '@amparo/casework/federation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DemoCard } from './demo/cards.ts';
import { findFreeBase, makeDataDir, runAmparo } from './testing/amparo.ts';
import type { RunningAmparo } from './testing/amparo.ts';
import { must } from './testing/people.ts';

const PATIENCE_MS = 300_000;
let dataDir: string;
let base: number;
let demo: RunningAmparo;
let cards: readonly DemoCard[];

beforeAll(async () => {
  dataDir = await makeDataDir();
  base = await findFreeBase();
  demo = runAmparo(['start', '--port-base', String(base)], dataDir);
  await demo.ready();
  cards = await readCards();
}, PATIENCE_MS);

afterAll(async () => {
  await demo.end('SIGINT');
  await rm(dataDir, { recursive: true, force: true });
});

async function readCards(): Promise<DemoCard[]> {
  const run = runAmparo(['demo', 'cards', '--json'], dataDir);
  expect(await run.ended).toBe(0);
  return JSON.parse(run.output()) as DemoCard[];
}

async function unlockAs(role: string): Promise<Session> {
  const found = cards.find((card) => card.role === role);
  const caller = createCaller({ origin: found?.url ?? '', fetch, cookies: createCookieJar() });
  const { card = '', passphrase = '' } = found as { card?: string; passphrase?: string };
  return must(await unlock({ card, passphrase, caller, store: createMemoryStore() }));
}

test('every function is there with a card of its own, every name says demo, and anybody gets in at the portal', () => {
  const roles = new Set(cards.map(({ role }) => role));
  const kinds =
    'hotline casework shelter legal health therapy police prosecution court authority liaison taskforce fund oversight';
  for (const kind of kinds.split(' ')) expect(roles).toContain(kind);
  const members = cards.filter(({ face }) => face === 'app');
  for (const { member } of members) expect(member).toMatch(/\(demo\)$/);
  expect(new Set(members.map(({ card }) => card)).size).toBe(members.length);
  const portal = { face: 'portal', role: 'anybody', member: null, passphrase: null, card: null };
  expect(cards.filter(({ face }) => face === 'portal')).toEqual([
    { ...portal, node: 'England (demo)', url: `http://localhost:${base + 1}` },
    { ...portal, node: 'Romania (demo)', url: `http://localhost:${base + 11}` },
  ]);
});

test('England’s cards come first, and a node across the border has desks of its own', () => {
  expect([...new Set(cards.map(({ node }) => node))]).toEqual(['England (demo)', 'Romania (demo)']);
  const abroad = new Set(
    cards.filter(({ node }) => node === 'Romania (demo)').map(({ role }) => role),
  );
  for (const kind of ['liaison', 'legal', 'casework']) expect(abroad).toContain(kind);
});

test('both nodes go by one file that two bodies signed, and each stands under its own law', async () => {
  const entries = await Promise.all(
    [base + 2, base + 12].map(async (port) => {
      const answer = await fetch(`http://localhost:${port}/federation/node`);
      return NodeEntry.parse(await answer.json());
    }),
  );
  expect(entries).toMatchObject([
    { entry: { node: 'england.demo', country: 'GB-EAW' }, release: 1 },
    { entry: { node: 'romania.demo', country: 'RO' }, release: 1 },
  ]);
  const file = FederationFile.parse(
    JSON.parse(await readFile(join(dataDir, 'federation.json'), 'utf8')),
  );
  const { nodes } = file.statement;
  expect(nodes.map(({ node }) => node)).toEqual(['england.demo', 'romania.demo', 'checker.demo']);
  expect(new Set(file.signatures.map(({ key }) => key)).size).toBe(2);
});

test('the hotline finds a report that waits, marked as invented', async () => {
  const hotline = await unlockAs('hotline');
  const { items } = must(await readInbox(hotline, hotline.desks[0]?.desk.desk ?? '')).value;
  const [waiting] = items.filter(({ state }) => state === 'new');
  const opened = must(await openDrawer(hotline, waiting?.drawer ?? ''));
  expect(opened.entries).toMatchObject([
    {
      byPerson: true,
      payload: { language: 'vi', text: expect.stringContaining('hư cấu') as string },
    },
  ]);
});

test('casework finds one open file with facts, each read without a doubt', async () => {
  const casework = await unlockAs('casework');
  const desk = casework.desks[0]?.desk.desk ?? '';
  const lines = must(await readCaseload(casework, desk)).value;
  expect(lines.map(({ content }) => content?.chosenName)).toEqual(['Robin (demo)']);
  const { drawers } = must(await readFileView(casework, lines[0]?.file ?? '')).value;
  const facts = [];
  for (const { drawer } of drawers) {
    const opened = must(await openDrawer(casework, drawer));
    expect(opened.unproved).toEqual([]);
    const { state, refused } = foldFacts(opened.entries);
    expect(refused).toEqual([]);
    facts.push(...state);
  }
  expect(facts.length).toBeGreaterThan(10);
});

test('an authority that enforces immigration law says so in its certificate', async () => {
  const authority = await unlockAs('authority');
  expect(authority.desks[0]?.desk.enforces).toEqual({ immigration: true, police: false });
});

test('nobody but the owner can read the cards, and no demo has the cards of another', async () => {
  const { mode } = await stat(join(dataDir, 'demo.json'));
  expect(mode & 0o777).toBe(0o600);
  const elsewhere = await makeDataDir();
  const run = runAmparo(['demo', 'cards'], elsewhere);
  expect(await run.ended).toBe(1);
  expect(run.output()).toMatch(/^amparo: There is no demo in/);
  await rm(elsewhere, { recursive: true });
});

test('the whole log can be taken away and verified, at once or not at all', async () => {
  const out = join(dataDir, 'taken', 'export');
  const node = `http://localhost:${base}`;
  const first = runAmparo(['export', '--node', node, '--out', out], dataDir);
  expect([await first.ended, first.output()]).toEqual([
    0,
    expect.stringContaining('Oversight officer'),
  ]);
  const verify = runAmparo(['verify', out, '--json'], dataDir);
  expect(await verify.ended).toBe(0);
  expect(JSON.parse(verify.output())).toMatchObject({ ok: true, problems: [] });
  expect((await readFile(join(out, 'openings.jsonl'), 'utf8')).split('\n').length).toBeGreaterThan(
    50,
  );

  const again = runAmparo(['export', '--node', node, '--out', out], dataDir);
  expect([await again.ended, again.output()]).toEqual([1, expect.stringContaining('is not empty')]);
  const wrong = join(dataDir, 'wrong');
  await mkdir(wrong);
  await writeFile(join(wrong, 'passphrase'), 'not the passphrase\n');
  const { card = '' } = cards.find(({ role }) => role === 'oversight') as { card?: string };
  const refused = runAmparo(
    [
      'export',
      '--node',
      node,
      '--out',
      join(wrong, 'x'),
      '--card',
      card,
      '--passphrase-file',
      join(wrong, 'passphrase'),
    ],
    dataDir,
  );
  expect([await refused.ended, refused.output()]).toEqual([
    1,
    expect.stringContaining('sign-in/refused'),
  ]);
  await expect(stat(join(wrong, 'x'))).rejects.toThrow();
});

test('only an oversight desk may take the log', async () => {
  const lawyer = cards.find(({ role }) => role === 'legal');
  const file = join(dataDir, 'lawyers-passphrase');
  await writeFile(file, `${lawyer?.passphrase ?? ''}\n`);
  const out = join(dataDir, 'lawyers-export');
  const args = ['export', '--node', `http://localhost:${base}`, '--out', out];
  const run = runAmparo(
    [...args, '--card', lawyer?.card ?? '', '--passphrase-file', file],
    dataDir,
  );
  expect([await run.ended, run.output()]).toEqual([1, expect.stringContaining('not-available')]);
});

test('a second start keeps the demo as it was', { timeout: PATIENCE_MS }, async () => {
  expect(await demo.end('SIGINT')).toBe(0);
  demo = runAmparo(['start', '--port-base', String(base)], dataDir);
  await demo.ready();
  expect(demo.output()).not.toMatch(/Making|Filling/);
  expect(await readCards()).toEqual(cards);
  const casework = await unlockAs('casework');
  const lines = must(await readCaseload(casework, casework.desks[0]?.desk.desk ?? '')).value;
  expect(lines).toHaveLength(1);
});
