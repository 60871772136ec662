import {
  appendTo,
  askHandover,
  createMemoryStore,
  giveGrant,
  listOutbox,
  openDrawer,
  openFileFromConversation,
  readConversation,
  resume,
  syncOutbox,
} from '@amparo/app/client';
import type { OpenDrawer, Session } from '@amparo/app/client';
import { endSession } from '@amparo/casework/sessions';
import { buildPortal } from '@amparo/server';
import fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { FILE_CARD, FILE_REPORT } from './demo/people.ts';
import { sayYes, sendFirstReport } from './demo/person.ts';
import { ensurePortalBuilt } from './start/build.ts';
import { layLine, startTestNode } from './testing/node.ts';
import type { Line, TestNode } from './testing/node.ts';
import { joinDesk, must } from './testing/people.ts';
import type { Worker } from './testing/people.ts';

const cluster = inject('AMPARO_TEST_PG' as never) as string;
const sql = new Client({ connectionString: cluster });
let node: TestNode;
let casework: Worker;
let file: string;

beforeAll(async () => {
  await sql.connect();
  await ensurePortalBuilt(buildPortal, { say: () => undefined });
  node = await startTestNode((statement) => sql.query(statement), cluster);
  const hotline = await joinDesk(node, 0, 'hotline');
  casework = await joinDesk(node, 1, 'casework');
  file = await openFile(await hotline.unlock(), await casework.unlock());
});

afterAll(async () => {
  await node.stop();
  await sql.end();
});

async function openFile(hotline: Session, worker: Session): Promise<string> {
  const portal = layLine(node.urls.portal).caller;
  const person = must(await sendFirstReport(portal, FILE_REPORT));
  const expiresAt = new Date(Date.parse(hotline.now()) + 86_400_000).toISOString();
  const asked = await askHandover(hotline, must(await openDrawer(hotline, person.drawer)), {
    desks: [casework.desk],
    classes: ['contact', 'safety'],
    opensFile: true,
    expiresAt,
    text: 'May they see this? (test)',
    ifYes: 'They will (test).',
    ifNo: 'Nothing changes (test).',
  });
  if (asked.kind !== 'appended' || asked.drawer === null) throw new Error('asked');
  const [question] = readConversation(asked.drawer).state.questions;
  const statement = question?.asked.statement;
  if (statement === undefined) throw new Error('the question');
  must(await sayYes(portal, person, statement));
  const basis = { kind: 'consent', authorisation: statement.authorisation } as const;
  const terms = { desk: casework.desk, basis, expiresAt };
  must(await giveGrant(hotline, must(await openDrawer(hotline, person.drawer)), terms));
  const made = must(
    await openFileFromConversation(worker, {
      desk: casework.desk,
      conversation: must(await openDrawer(worker, person.drawer)),
      statement,
      classes: ['safety'],
      card: FILE_CARD,
    }),
  );
  return made.drawers[0]?.drawer ?? '';
}

const note = (text: string) => ({
  v: 1,
  kind: 'note/added',
  note: crypto.randomUUID(),
  on: '2026-05-03',
  text,
});

const textsOf = (opened: OpenDrawer): string[] =>
  opened.entries.map(({ payload }) => (payload as { text: string }).text);

/** What somebody with a bad line does. */
type Step =
  | { readonly do: 'write'; readonly exclusive: boolean }
  | { readonly do: 'sync' }
  | { readonly do: 'line'; readonly state: Line['state'] };

const steps = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant('write' as const), exclusive: fc.boolean() }),
    },
    { weight: 1, arbitrary: fc.constant({ do: 'sync' } as const) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('line' as const),
        state: fc.constantFrom<Line['state'][]>('whole', 'cut', 'lossy'),
      }),
    },
  ),
  { minLength: 4, maxLength: 14 },
);

test('over any line, what was written arrives exactly once and in the order of writing', async () => {
  const line = layLine(node.urls.app);
  const worker = await casework.unlock(line);
  let run = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (plan: readonly Step[]) => {
      run += 1;
      line.state = 'whole';
      let opened = must(await openDrawer(worker, file));
      const before = opened.entries.length;
      const written: string[] = [];
      for (const step of plan) {
        if (step.do === 'line') line.state = step.state;
        else if (step.do === 'sync') await syncOutbox(worker);
        else {
          const text = `run ${run}, note ${written.length}`;
          written.push(text);
          const result = await appendTo(worker, opened, note(text), { exclusive: step.exclusive });
          if (result.kind === 'appended' && result.drawer !== null) opened = result.drawer;
          expect(['appended', 'waiting']).toContain(result.kind);
        }
      }
      line.state = 'whole';
      await syncOutbox(worker);
      expect(await listOutbox(worker)).toEqual([]);
      const after = must(await openDrawer(worker, file));
      expect(after.unproved).toEqual([]);
      expect(textsOf(after).slice(before)).toEqual(written);
    }),
    { numRuns: 12 },
  );
});

test('what waited through a lock is sent after unlocking again on the same device', async () => {
  const line = layLine(node.urls.app);
  const store = createMemoryStore();
  const worker = await casework.unlock(line, store);
  const opened = must(await openDrawer(worker, file));
  line.state = 'cut';
  expect((await appendTo(worker, opened, note('kept'))).kind).toBe('waiting');
  await worker.lock();
  expect(await syncOutbox(worker)).toEqual([]);
  expect(await appendTo(worker, opened, note('late'))).toMatchObject({
    kind: 'refused',
    refusal: { code: 'session/none' },
  });
  line.state = 'whole';
  const again = await casework.unlock(line, store);
  expect((await syncOutbox(again)).map(({ kind }) => kind)).toEqual(['appended']);
  expect(textsOf(must(await openDrawer(again, file))).at(-1)).toBe('kept');
});

test('a session that the node ended keeps the work, and signing in again sends it', async () => {
  const line = layLine(node.urls.app);
  const store = createMemoryStore();
  const worker = await casework.unlock(line, store);
  const opened = must(await openDrawer(worker, file));
  must(await worker.caller.call(endSession, {}));
  const refused = await appendTo(worker, opened, note('after the end'));
  expect(refused).toMatchObject({ kind: 'refused', refusal: { code: 'session/none' } });
  expect(await listOutbox(worker)).toMatchObject([{ event: { text: 'after the end' } }]);
  must(await resume(worker, store));
  expect((await syncOutbox(worker)).map(({ kind }) => kind)).toEqual(['appended']);
});
