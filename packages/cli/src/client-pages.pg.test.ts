/** A drawer too large for one answer of the node: it is asked for again until it is whole. */
import { appendTo, openDrawer, reply } from '@amparo/app/client';
import { buildPortal } from '@amparo/server';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { FILE_REPORT } from './demo/people.ts';
import { sendFirstReport } from './demo/person.ts';
import { ensurePortalBuilt } from './start/build.ts';
import { type Line, layLine, startTestNode, type TestNode } from './testing/node.ts';
import { joinDesk, must, type Worker } from './testing/people.ts';

const cluster = inject('AMPARO_TEST_PG' as never) as string;
const sql = new Client({ connectionString: cluster });
let node: TestNode;
let hotline: Worker;
let drawer: string;
let entries: number;

beforeAll(async () => {
  await sql.connect();
  await ensurePortalBuilt(buildPortal, { say: () => undefined });
  node = await startTestNode((statement) => sql.query(statement), cluster);
  hotline = await joinDesk(node, 0, 'hotline');
  const person = must(await sendFirstReport(layLine(node.urls.portal).caller, FILE_REPORT));
  const at = await hotline.unlock();
  let opened = must(await openDrawer(at, person.drawer));
  for (const words of ['One (test).', 'Two (test).', 'Three (test).', 'Four (test).']) {
    const written = await reply(at, opened, words);
    if (written.kind !== 'appended' || written.drawer === null) throw new Error('a reply');
    opened = written.drawer;
  }
  drawer = person.drawer;
  entries = opened.seen.position;
});
afterAll(async () => {
  await node.stop();
  await sql.end();
});

/** What one answer carries at most on this line, as if entries were that large. */
function narrow(line: Line, most: number): Line {
  line.meddle = (path, json) => {
    if (!path.endsWith('/open')) return json;
    const answer = json as { entries: unknown[] };
    return { ...answer, entries: answer.entries.slice(0, most) };
  };
  return line;
}

const openings = (line: Line): number =>
  line.sent.filter(({ path }) => path.endsWith('/open')).length;

test.each([1, 2, 4])(
  'a drawer is read whole and can be added to when an answer carries %i entries',
  async (most) => {
    const line = narrow(layLine(node.urls.app), most);
    const at = await hotline.unlock(line);
    const before = entries;
    const opened = must(await openDrawer(at, drawer));
    expect([opened.rewritten, opened.unproved]).toEqual([false, []]);
    expect(opened.entries.map(({ position }) => position)).toEqual(
      Array.from({ length: before }, (_, place) => place + 1),
    );
    expect(openings(line)).toBe(Math.ceil(before / most));
    const said = { v: 1, kind: 'note/added', note: crypto.randomUUID(), on: '2026-05-03' };
    const written = await appendTo(at, opened, { ...said, text: 'Invented.' });
    expect(written.kind).toBe('appended');
    entries += 1;
  },
);

test('a node that gives nothing more is not asked for ever, and what is missing is shown', async () => {
  const line = layLine(node.urls.app);
  const at = await hotline.unlock(line);
  let answers = 0;
  line.meddle = (path, json) => {
    if (!path.endsWith('/open')) return json;
    answers += 1;
    const answer = json as { entries: unknown[] };
    return { ...answer, entries: answers === 1 ? answer.entries.slice(0, 2) : [] };
  };
  const opened = must(await openDrawer(at, drawer));
  expect(openings(line)).toBe(2);
  expect(opened.rewritten).toBe(true);
  expect(opened.entries).toHaveLength(2);
});
