import { setTimeout as pause } from 'node:timers/promises';
import {
  addMember,
  appendTo,
  askAct,
  createMemoryStore,
  listOutbox,
  openBreakGlass,
  openDrawer,
  readActWords,
  readCaseload,
  readDeskKeeping,
  readFile,
  readFileKeeping,
  reviewAct,
  revokeGrant,
  secondAct,
  unlock,
} from '@amparo/app/client';
import type { OpenDrawer, Session } from '@amparo/app/client';
import type { DrawerClass } from '@amparo/casework/grants';
import { buildPortal } from '@amparo/server';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { ensurePortalBuilt } from './start/build.ts';
import { fileFor, noteOf, shown, type StoryFile } from './testing/file-story.ts';
import { layLine, startTestNode } from './testing/node.ts';
import type { TestNode } from './testing/node.ts';
import { joinDesk, must } from './testing/people.ts';
import type { Worker } from './testing/people.ts';

const cluster = inject('AMPARO_TEST_PG' as never) as string;
const sql = new Client({ connectionString: cluster });
const CLASSES: readonly DrawerClass[] = ['contact', 'cover', 'identity', 'account', 'safety'];
let node: TestNode;
let hotline: Worker;
let casework: Worker;
let legal: Worker;
let oversight: Worker;

beforeAll(async () => {
  await sql.connect();
  await ensurePortalBuilt(buildPortal, { say: () => undefined });
  node = await startTestNode((statement) => sql.query(statement), cluster);
  hotline = await joinDesk(node, 0, 'hotline');
  casework = await joinDesk(node, 1, 'casework');
  legal = await joinDesk(node, 2, 'legal');
  oversight = await joinDesk(node, 3, 'oversight');
});

afterAll(async () => {
  await node.stop();
  await sql.end();
});

/** A colleague of a lead, at the same desk, at work. */
async function colleagueOf(lead: Session, desk: string): Promise<Session> {
  const passphrase = 'four other quiet words';
  const plan = { name: 'Colleague (test)', passphrase, desks: [{ desk, role: 'member' as const }] };
  const { card } = must(await addMember(lead, plan));
  const { caller } = layLine(node.urls.app);
  return must(await unlock({ card, passphrase, caller, store: createMemoryStore() }));
}

async function storyFile(worker: Session): Promise<StoryFile> {
  const asked = { lead: casework, others: [legal], classes: CLASSES };
  return fileFor(node, hotline, worker, asked);
}

const textsOf = (opened: OpenDrawer): unknown[] =>
  opened.entries.map(({ payload }) => (payload as { text?: unknown }).text);

test('in an emergency a desk reads what it held before, and nothing that was sealed after', async () => {
  const worker = await casework.unlock();
  const { drawerOf } = await storyFile(worker);
  const lawyer = await legal.unlock();
  const drawer = drawerOf('account');
  const before = shown(
    await appendTo(worker, must(await openDrawer(worker, drawer)), noteOf('before')),
  );
  const given = before.view.grants.find(({ statement }) => statement.holder === legal.desk);
  must(await revokeGrant(worker, given?.statement.grant ?? ''));
  expect(shown(await appendTo(worker, before, noteOf('after'))).view.version).toBe(2);
  expect(await openDrawer(lawyer, drawer)).toMatchObject({ ok: false, offline: false });

  const { stopped, cards } = must(await readDeskKeeping(lawyer, legal.desk));
  const [line] = stopped.filter((each) => each.drawer === drawer);
  expect(line).toMatchObject({ class: 'account', leadDesk: casework.desk, version: 1 });
  expect(cards).toEqual([]);
  const statement = must(
    await askAct(lawyer, {
      act: {
        kind: 'break-glass',
        desk: legal.desk,
        drawers: [drawer],
        ground: 'vital-interest',
      },
      leadDesk: casework.desk,
      reason: 'An invented danger (test).',
    }),
  );
  const colleague = await colleagueOf(lawyer, legal.desk);
  const waiting = must(await readDeskKeeping(colleague, legal.desk)).acts[0]!;
  expect(await readActWords(colleague, statement.act, waiting.words)).toBe(
    'An invented danger (test).',
  );
  expect(await openBreakGlass(lawyer, statement.act)).toMatchObject({ ok: false });
  must(await secondAct(colleague, waiting));

  const opened = must(await openBreakGlass(lawyer, statement.act));
  expect([textsOf(opened), opened.unproved]).toEqual([['before'], []]);
  expect(await lawyer.store.list('drawer')).not.toContain(drawer);
  const written = await appendTo(lawyer, opened, noteOf('in an emergency'));
  expect(written).toMatchObject({ kind: 'refused' });

  const overseer = await oversight.unlock();
  const { acts } = must(await readDeskKeeping(overseer, oversight.desk));
  const unreviewed = acts.find((act) => act.statement.act === statement.act)!;
  expect(await readActWords(overseer, statement.act, unreviewed.words)).toContain('danger');
  const found = { finding: 'not-justified', words: 'An invented finding (test).' } as const;
  must(await reviewAct(overseer, unreviewed, found));
  const after = must(await readDeskKeeping(overseer, oversight.desk)).acts;
  expect(after.every((act) => act.review !== null || act.state !== 'ended')).toBe(true);
});

test('nobody outside the three desks can read why an emergency was asked for', async () => {
  const worker = await casework.unlock();
  const { drawerOf } = await storyFile(worker);
  const drawers = [drawerOf('safety')];
  const act = { kind: 'erasure', desk: casework.desk, drawers, ground: 'wish' } as const;
  const asked = { act, leadDesk: casework.desk, reason: 'A private reason (test).' };
  const line = layLine(node.urls.app);
  const watched = await casework.unlock(line);
  const statement = must(await askAct(watched, asked));
  expect(line.sent.map(({ body }) => body).join('')).not.toContain('private');
  const [view] = must(await readDeskKeeping(worker, casework.desk)).acts.filter(
    (each) => each.statement.act === statement.act,
  );
  const outsider = await hotline.unlock();
  expect(await readActWords(outsider, statement.act, view!.words)).toBeUndefined();
  expect(await readActWords(worker, statement.act, view!.words)).toBe('A private reason (test).');
});

test('what was erased leaves every device at its next contact, with what waited to be sent', async () => {
  const worker = await casework.unlock();
  const { file, drawerOf } = await storyFile(worker);
  const [identity, safety] = [drawerOf('identity'), drawerOf('safety')];
  const line = layLine(node.urls.app);
  const store = createMemoryStore();
  const far = await casework.unlock(line, store);
  const copy = must(await openDrawer(far, identity));
  must(await openDrawer(far, safety));
  must(await readFile(far, file));
  must(await readCaseload(far, casework.desk));
  line.state = 'cut';
  expect((await appendTo(far, copy, noteOf('written far away'))).kind).toBe('waiting');
  await far.lock();

  const drawers = [identity];
  const act = { kind: 'erasure', desk: casework.desk, drawers, ground: 'wish' } as const;
  const asked = { act, leadDesk: casework.desk, reason: 'The person wishes it (test).' };
  const statement = must(await askAct(worker, asked));
  const colleague = await colleagueOf(worker, casework.desk);
  must(await secondAct(colleague, { statement }));
  // The running node does it by itself, and proves it within its minute.
  const isErased = async () => must(await readFileKeeping(worker, file)).erased.length === 1;
  for (let tries = 0; !(await isErased()) && tries < 120; tries += 1) await pause(250);
  expect(must(await readFileKeeping(worker, file)).erased).toMatchObject([
    { drawer: identity, ground: 'wish' },
  ]);

  line.state = 'whole';
  const back = await casework.unlock(line, store);
  expect(await back.store.list('drawer')).toEqual([safety]);
  expect(await back.store.list('head')).not.toContain(identity);
  expect(await back.store.list('profile')).not.toContain(`file/${file}`);
  expect(await listOutbox(back)).toEqual([]);
  expect(await openDrawer(back, identity)).toMatchObject({ refusal: { code: 'not-available' } });
  expect(must(await openDrawer(back, safety)).fromCopy).toBe(false);
});
