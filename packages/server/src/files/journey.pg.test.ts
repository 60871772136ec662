import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFile } from '@amparo/casework/files';
import { readInbox } from '@amparo/casework/reports';
import { fromBase64url, openEntry } from '@amparo/seal';
import { append, give, openAs, openFileAs } from '../testing/caseworker.ts';
import {
  type AtWork,
  join,
  signIn,
  type TestDesk,
  type TestMember,
  type TestOrganisation,
} from '../testing/people.ts';
import { look, report, sayYes, statementFor } from '../testing/reporter.ts';
import { startTestNode, type TestNode } from '../testing/test-node.ts';

let node: TestNode;
let helpline: TestOrganisation;
let agency: TestOrganisation;
let listener: AtWork;
let worker: AtWork;
let hotline: TestDesk;
let casework: TestDesk;

beforeAll(async () => {
  node = await startTestNode();
  helpline = await join(node, ['hotline'], 0);
  agency = await join(node, ['casework'], 1);
  [hotline] = helpline.desks as [TestDesk];
  [casework] = agency.desks as [TestDesk];
  listener = await signIn(node, helpline.members[0] as TestMember);
  worker = await signIn(node, agency.members[0] as TestMember);
});
afterAll(() => node.stop());

test('a report becomes a file on the word of the person, and the person reads along', async () => {
  const reporter = await report(node);
  const params = { desk: hotline.desk };
  const inbox = await node.ask(readInbox, { params, cookie: listener.cookie });
  expect(inbox.body.items).toMatchObject([
    { drawer: reporter.drawer, state: 'new', waiting: true },
  ]);
  const read = await openAs(node, listener, hotline, reporter.drawer);
  const [first] = read.opened.entries;
  const text = await openEntry({ key: read.key, bytes: fromBase64url(first?.bytes ?? '') });
  expect(Buffer.from(text).toString()).toBe('An invented message.');
  const { position, head } = read.opened.drawer;
  const seen = { position, head };
  const replied = await append(node, listener, { key: read.key, file: null, seen });
  expect(replied.status).toBe(200);
  expect((await look(node, reporter)).entries).toHaveLength(2);

  const statement = statementFor(reporter, {
    desks: [casework.desk],
    classes: ['contact', 'identity', 'safety'],
    askedBy: listener.member.member,
  });
  await sayYes(node, reporter, statement);
  const granted = await give(node, listener, {
    drawer: reporter.drawer,
    to: casework,
    basis: { kind: 'consent', authorisation: statement.authorisation },
    holderShare: read.holderShare,
  });
  expect(granted.text).toContain('grantedAt');
  const handed = await openAs(node, worker, casework, reporter.drawer);
  expect(handed.opened.entries).toHaveLength(3);
  const made = await openFileAs(node, worker, {
    desk: casework,
    conversation: reporter.drawer,
    authorisation: statement.authorisation,
    classes: ['identity', 'safety'],
  });
  const file = await node.ask(readFile, { params: { file: made.file }, cookie: worker.cookie });
  expect(file.body.drawers.map((drawer) => drawer.class).sort()).toEqual([
    'contact',
    'identity',
    'safety',
  ]);
  const contact = file.body.drawers.find((drawer) => drawer.class === 'contact');
  expect(contact?.drawer).toBe(reporter.drawer);

  // The person wrote last; when somebody answered, the inbox has nothing more to say about it.
  const theirs = { params: { desk: casework.desk }, cookie: worker.cookie };
  const waiting = await node.ask(readInbox, theirs);
  expect(waiting.body.items).toMatchObject([{ drawer: reporter.drawer, waiting: true }]);
  const again = await openAs(node, worker, casework, reporter.drawer);
  const last = { position: again.opened.drawer.position, head: again.opened.drawer.head };
  await append(node, worker, { key: again.key, file: made.file, seen: last });
  expect((await node.ask(readInbox, theirs)).body.items).toEqual([]);
  expect((await look(node, reporter)).entries).toHaveLength(4);
});
