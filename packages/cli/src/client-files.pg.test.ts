import {
  addDrawers,
  appendTo,
  askHandover,
  createMemoryStore,
  discardWaiting,
  giveGrant,
  listOutbox,
  listWaiting,
  openDrawer,
  openFileFromConversation,
  putCard,
  readCaseload,
  readConversation,
  readFile,
  readInbox,
  reply,
  revokeGrant,
  syncOutbox,
} from '@amparo/app/client';
import type { Appended, OpenDrawer, Session } from '@amparo/app/client';
import type { AuthorisationStatement, DrawerClass, GrantStatement } from '@amparo/casework/grants';
import {
  fromBase64url,
  generateSigningKey,
  issueCertificate,
  newShare,
  sealGrant,
  toBase64url,
} from '@amparo/seal';
import { buildPortal } from '@amparo/server';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { FILE_CARD, FILE_REPORT } from './demo/people.ts';
import { sayYes, sendFirstReport } from './demo/person.ts';
import type { Person } from './demo/person.ts';
import { ensurePortalBuilt } from './start/build.ts';
import { layLine, startTestNode } from './testing/node.ts';
import type { Line, TestNode } from './testing/node.ts';
import { joinDesk, must } from './testing/people.ts';
import type { Worker } from './testing/people.ts';

const cluster = inject('AMPARO_TEST_PG' as never) as string;
const sql = new Client({ connectionString: cluster });
let node: TestNode;
let hotline: Worker;
let casework: Worker;
let legal: Worker;

beforeAll(async () => {
  await sql.connect();
  await ensurePortalBuilt(buildPortal, { say: () => undefined });
  node = await startTestNode((statement) => sql.query(statement), cluster);
  hotline = await joinDesk(node, 0, 'hotline');
  casework = await joinDesk(node, 1, 'casework');
  legal = await joinDesk(node, 2, 'legal');
});

afterAll(async () => {
  await node.stop();
  await sql.end();
});

const CLASSES: readonly DrawerClass[] = ['contact', 'cover', 'identity', 'account', 'safety'];

function shown(result: Appended): OpenDrawer {
  if (result.kind === 'appended' && result.drawer !== null) return result.drawer;
  throw new Error(JSON.stringify(result));
}

/** A person wrote, was asked, and said yes to casework and lawyers. */
async function conversationWithYes(
  at: Session,
): Promise<{ person: Person; statement: AuthorisationStatement }> {
  const portal = layLine(node.urls.portal).caller;
  const person = must(await sendFirstReport(portal, FILE_REPORT));
  const opened = must(await openDrawer(at, person.drawer));
  const asked = shown(
    await askHandover(at, shown(await reply(at, opened, 'We can help (test).')), {
      desks: [casework.desk, legal.desk],
      classes: CLASSES,
      opensFile: true,
      expiresAt: new Date(Date.parse(at.now()) + 90 * 86_400_000).toISOString(),
      text: 'May they see this? (test)',
      ifYes: 'They will (test).',
      ifNo: 'Nothing changes (test).',
    }),
  );
  const statement = readConversation(asked).state.questions[0]?.asked.statement;
  if (statement === undefined) throw new Error('the question');
  must(await sayYes(portal, person, statement));
  return { person, statement };
}

/** A file of that conversation, opened by casework. */
async function fileFor(worker: Session): Promise<{ file: string; drawerOf: DrawerOf }> {
  const at = await hotline.unlock();
  const { person, statement } = await conversationWithYes(at);
  const basis = { kind: 'consent', authorisation: statement.authorisation } as const;
  const conversation = must(await openDrawer(at, person.drawer));
  const terms = { desk: casework.desk, basis, expiresAt: statement.expiresAt };
  must(await giveGrant(at, conversation, terms));
  const { file, drawers } = must(
    await openFileFromConversation(worker, {
      desk: casework.desk,
      conversation: must(await openDrawer(worker, person.drawer)),
      statement,
      classes: CLASSES.filter((each) => each !== 'contact'),
      card: FILE_CARD,
    }),
  );
  const drawerOf = (each: DrawerClass) => {
    const found = drawers.find((drawer) => drawer.class === each)?.drawer;
    if (found === undefined) throw new Error(`a drawer of class ${each}`);
    return found;
  };
  return { file, drawerOf };
}

type DrawerOf = (each: DrawerClass) => string;

const note = (text: string) => ({
  v: 1,
  kind: 'note/added',
  note: crypto.randomUUID(),
  on: '2026-05-03',
  text,
});

const textsOf = (opened: OpenDrawer): unknown[] =>
  opened.entries.map(({ payload }) => (payload as { text?: unknown }).text);

test('a conversation is read by the desk it was sealed to, answered, and shows who said what', async () => {
  const at = await hotline.unlock();
  const { person } = await conversationWithYes(at);
  const inbox = must(await readInbox(at, hotline.desk)).value;
  expect(inbox.items.map(({ drawer }) => drawer)).toContain(person.drawer);
  const opened = must(await openDrawer(at, person.drawer));
  const { state, refused } = readConversation(opened);
  expect([opened.unproved, refused]).toEqual([[], []]);
  expect(state.messages.map(({ byPerson }) => byPerson)).toEqual([true, false]);
  expect(state.questions[0]?.answer).toBe('yes');
  expect(state.questions[0]?.asked.deskNames).toEqual([
    'Desk of kind casework (test)',
    'Desk of kind legal (test)',
  ]);
});

test('a file opens on a yes; each desk reads what it was allowed, and the caseload shows its card', async () => {
  const worker = await casework.unlock();
  const { file, drawerOf } = await fileFor(worker);
  const account = must(await openDrawer(worker, drawerOf('account')));
  shown(await appendTo(worker, account, note('Told in their own words (test).')));

  const lawyer = await legal.unlock();
  const seen = must(await openDrawer(lawyer, drawerOf('account')));
  expect(textsOf(seen)).toEqual(['Told in their own words (test).']);
  expect(seen.entries[0]).toMatchObject({ deskName: 'Desk of kind casework (test)' });

  const lines = must(await readCaseload(worker, casework.desk)).value;
  expect(lines.find((line) => line.file === file)?.content).toEqual(FILE_CARD);
  const content = { ...FILE_CARD, chosenName: 'Another name (test)' };
  must(await putCard(worker, { desk: casework.desk, file, revision: 2, content }));
  const again = must(await readCaseload(worker, casework.desk)).value;
  expect(again.find((line) => line.file === file)).toMatchObject({ revision: 2, content });
});

test('a lawyer adds a privileged drawer that casework cannot open', async () => {
  const worker = await casework.unlock();
  const { file } = await fileFor(worker);
  const lawyer = await legal.unlock();
  const [added] = must(
    await addDrawers(lawyer, file, { desk: legal.desk, classes: ['privileged'], statement: null }),
  );
  const drawer = added?.drawer ?? '';
  const opened = must(await openDrawer(lawyer, drawer));
  shown(await appendTo(lawyer, opened, note('Advice (test).')));
  expect(await openDrawer(worker, drawer)).toMatchObject({ ok: false, offline: false });
  const refused = await addDrawers(worker, file, {
    desk: casework.desk,
    classes: ['privileged'],
    statement: null,
  });
  expect(refused).toMatchObject({ refusal: { code: 'grant/need-to-know' } });
});

test('the second opening is served by the copy that the first left under the keyring of the desk', async () => {
  const worker = await casework.unlock();
  const { drawerOf } = await fileFor(worker);
  must(await openDrawer(worker, drawerOf('cover')));
  const again = must(await openDrawer(await casework.unlock(), drawerOf('cover')));
  const own = again.view.grants.find(({ statement }) => statement.holder === casework.desk);
  expect(own?.rewrapped).not.toBeNull();
});

test('two who change the same thing: the second is told, sees the first, and loses nothing', async () => {
  const [one, two] = [await casework.unlock(), await casework.unlock()];
  const { drawerOf } = await fileFor(one);
  const [mine, theirs] = [
    must(await openDrawer(one, drawerOf('safety'))),
    must(await openDrawer(two, drawerOf('safety'))),
  ];
  shown(await appendTo(one, mine, note('first'), { exclusive: true }));
  const conflict = await appendTo(two, theirs, note('second'), { exclusive: true });
  if (conflict.kind !== 'conflict' || conflict.drawer === null) throw new Error('a conflict');
  expect(textsOf(conflict.drawer)).toEqual(['first']);
  expect(await listOutbox(two)).toMatchObject([{ state: 'conflict', event: { text: 'second' } }]);
  shown(await appendTo(two, conflict.drawer, note('second, knowingly'), { exclusive: true }));
  await discardWaiting(two, conflict.entry);
  expect(await listOutbox(two)).toEqual([]);
});

test('what is written without a line waits, is shown, and arrives exactly once and in order', async () => {
  const line = layLine(node.urls.app);
  const worker = await casework.unlock(line);
  const { drawerOf } = await fileFor(worker);
  const opened = must(await openDrawer(worker, drawerOf('safety')));
  line.state = 'cut';
  expect((await appendTo(worker, opened, note('a'))).kind).toBe('waiting');
  // The node gets this one, but its answer is lost: nobody here can know.
  line.state = 'lossy';
  expect((await appendTo(worker, opened, note('b'), { exclusive: true })).kind).toBe('waiting');
  line.state = 'cut';
  const waiting = await listWaiting(worker, opened);
  expect(waiting.map(({ payload }) => (payload as { text: string }).text)).toEqual(['a', 'b']);
  expect((await syncOutbox(worker)).map(({ kind }) => kind)).toEqual(['waiting']);
  line.state = 'whole';
  expect((await syncOutbox(worker)).map(({ kind }) => kind)).toEqual(['appended', 'appended']);
  expect(await syncOutbox(worker)).toEqual([]);
  const after = must(await openDrawer(await casework.unlock(), drawerOf('safety')));
  expect(textsOf(after)).toEqual(['a', 'b']);
});

test('without a line a drawer that was opened here stays readable, and no other', async () => {
  const line = layLine(node.urls.app);
  const store = createMemoryStore();
  const worker = await casework.unlock(line, store);
  const { file, drawerOf } = await fileFor(worker);
  const opened = must(await openDrawer(worker, drawerOf('safety')));
  shown(await appendTo(worker, opened, note('kept')));
  must(await readFile(worker, file));
  await worker.lock();
  line.state = 'cut';
  const later = await casework.unlock(line, store);
  const copy = must(await openDrawer(later, drawerOf('safety')));
  expect([copy.fromCopy, textsOf(copy)]).toEqual([true, ['kept']]);
  expect(await openDrawer(later, drawerOf('identity'))).toEqual({ ok: false, offline: true });
  expect(must(await readFile(later, file)).fromCopy).toBe(true);
});

test('a withdrawn grant opens nothing new, and the next writer makes the next key', async () => {
  const worker = await casework.unlock();
  const { drawerOf } = await fileFor(worker);
  const lawyer = await legal.unlock();
  const drawer = drawerOf('account');
  const before = shown(
    await appendTo(worker, must(await openDrawer(worker, drawer)), note('before')),
  );
  must(await openDrawer(lawyer, drawer));
  const given = before.view.grants.find(({ statement }) => statement.holder === legal.desk);
  must(await revokeGrant(worker, given?.statement.grant ?? ''));
  expect(await openDrawer(lawyer, drawer)).toMatchObject({ ok: false, offline: false });

  const after = shown(await appendTo(worker, before, note('after')));
  expect(after.view.version).toBe(2);
  expect(textsOf(must(await openDrawer(await casework.unlock(), drawer)))).toEqual([
    'before',
    'after',
  ]);
  expect(await openDrawer(lawyer, drawer)).toMatchObject({ ok: false, offline: false });
});

/** A node that changes what it answers about an opened drawer. */
function meddleWith(line: Line, change: (opened: OpenedJson) => void): void {
  line.meddle = (path, json) => {
    if (path.endsWith('/open')) change(json as OpenedJson);
    return json;
  };
}

interface OpenedJson {
  drawer: {
    position: number;
    head: string;
    grants: { statement: GrantStatement; wrapped: string; rewrapped: string | null }[];
  };
  entries: { position: number; head: string; bytes: string }[];
  authors: { kind: string; device: object }[];
}

test('an entry that the node tampered with is shown as refused, and nothing is added on top', async () => {
  const worker = await casework.unlock();
  const { drawerOf } = await fileFor(worker);
  const drawer = drawerOf('safety');
  const first = shown(await appendTo(worker, must(await openDrawer(worker, drawer)), note('a')));
  shown(await appendTo(worker, first, note('b')));
  const line = layLine(node.urls.app);
  meddleWith(line, ({ entries }) => {
    const [entry] = entries;
    if (entry === undefined) return;
    const at = entry.bytes.length - 200;
    const other = entry.bytes[at] === 'A' ? 'B' : 'A';
    entry.bytes = entry.bytes.slice(0, at) + other + entry.bytes.slice(at + 1);
  });
  const deceived = await casework.unlock(line);
  const opened = must(await openDrawer(deceived, drawer));
  expect(opened.unproved).toMatchObject([{ position: 1, reason: 'broken-chain' }]);
  expect(textsOf(opened)).toEqual(['b']);
  expect(await appendTo(deceived, opened, note('c'))).toMatchObject({
    kind: 'refused',
    refusal: { code: 'entry/stale-version' },
  });
});

test('a node that hides what this device saw before is found out', async () => {
  const line = layLine(node.urls.app);
  const worker = await casework.unlock(line);
  const { drawerOf } = await fileFor(worker);
  const drawer = drawerOf('safety');
  const first = shown(await appendTo(worker, must(await openDrawer(worker, drawer)), note('a')));
  const { head } = first.seen;
  shown(await appendTo(worker, first, note('b')));
  await worker.store.delete('drawer', drawer);
  meddleWith(line, (opened) => {
    opened.entries.splice(1);
    opened.drawer = { ...opened.drawer, position: 1, head };
  });
  const opened = must(await openDrawer(worker, drawer));
  expect([opened.rewritten, textsOf(opened)]).toEqual([true, ['a']]);
});

test('a forged certificate is refused: what its device wrote is shown as refused', async () => {
  const worker = await casework.unlock();
  const { drawerOf } = await fileFor(worker);
  const drawer = drawerOf('account');
  shown(await appendTo(worker, must(await openDrawer(worker, drawer)), note('a')));
  const { kind, subject, issuedAt, expiresAt } = worker.device.certificate;
  const issuer = await generateSigningKey();
  const forged = await issueCertificate({ kind, subject, issuer, issuedAt, expiresAt });
  const line = layLine(node.urls.app);
  meddleWith(line, ({ authors }) => {
    for (const author of authors) if (author.kind === 'member') author.device = forged;
  });
  const lawyer = await legal.unlock(line);
  // The lawyer has opened it before, so that the desk has its own copy of the share.
  must(await openDrawer(await legal.unlock(), drawer));
  const opened = must(await openDrawer(lawyer, drawer));
  expect([textsOf(opened), opened.unproved]).toMatchObject([[], [{ reason: 'not-certified' }]]);
});

test('a share that the node made up is not taken for the key of a drawer', async () => {
  const worker = await casework.unlock();
  const { drawerOf } = await fileFor(worker);
  const drawer = drawerOf('account');
  const line = layLine(node.urls.app);
  const lawyer = await legal.unlock(line);
  const { encryptionKey } = lawyer.desks[0]?.desk ?? { encryptionKey: '' };
  const wrapped = toBase64url(
    await sealGrant({
      drawer,
      version: 1,
      holder: legal.desk,
      holderPublicKey: fromBase64url(encryptionKey),
      holderShare: newShare(),
    }),
  );
  meddleWith(line, (opened) => {
    for (const grant of opened.drawer.grants) {
      if (grant.statement.holder === legal.desk) Object.assign(grant, { wrapped, rewrapped: null });
    }
  });
  expect(await openDrawer(lawyer, drawer)).toMatchObject({ refusal: { code: 'grant/none' } });
  line.meddle = (_path, json) => json;
  must(await openDrawer(lawyer, drawer));
});
