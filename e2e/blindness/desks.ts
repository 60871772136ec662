/** What members do with the words of a person: at the client library, which seals on their own device. */
import { randomUUID } from 'node:crypto';
import {
  addDrawers,
  addMember,
  appendTo,
  askHandover,
  createCaller,
  createCookieJar,
  createMemoryStore,
  giveGrant,
  openDrawer,
  openFileFromConversation,
  putCard,
  readCaseload,
  readConversation,
  readFile,
  readInbox,
  reply,
  unlock,
} from '@amparo/app/client';
import type { Appended, NewFile, OpenDrawer, Outcome, Session } from '@amparo/app/client';
import type { AuthorisationStatement, DrawerClass } from '@amparo/casework/grants';
import type { CardContent } from '@amparo/casework/files';
import type { DemoCard, RunningNode } from '../node/node.ts';
import { sentenceOf } from './canaries.ts';
import type { Marker } from './canaries.ts';
import type { Secret } from './encodings.ts';

const CLASSES: readonly DrawerClass[] = ['cover', 'identity', 'account', 'safety', 'money'];

/** Unlocks in this process, with nothing kept on disk. */
export async function unlockAt(
  node: RunningNode,
  { card, passphrase }: Pick<DemoCard, 'card' | 'passphrase'>,
): Promise<Session> {
  const caller = createCaller({
    origin: node.app,
    fetch: globalThis.fetch,
    cookies: createCookieJar(),
  });
  const store = createMemoryStore();
  return must(await unlock({ card: card ?? '', passphrase: passphrase ?? '', caller, store }));
}

/** The conversation at the hotline that begins with this text. */
export async function openConversation(hotline: Session, text: string): Promise<OpenDrawer> {
  const { items } = must(await readInbox(hotline, deskOf(hotline))).value;
  for (const { drawer } of items) {
    const opened = must(await openDrawer(hotline, drawer));
    if (readConversation(opened).state.messages[0]?.text === text) return opened;
  }
  throw new Error('No conversation at the hotline has this text.');
}

/** Answers, and asks whether casework and lawyers may hold what was written. */
export async function replyAndAsk(
  hotline: Session,
  conversation: OpenDrawer,
  { marker, desks }: { readonly marker: Marker; readonly desks: readonly string[] },
): Promise<string> {
  const text = sentenceOf(marker, 'cảm ơn bạn đã viết');
  const replied = appended(await reply(hotline, conversation, text));
  appended(
    await askHandover(hotline, replied, {
      desks,
      classes: ['contact', ...CLASSES],
      opensFile: true,
      expiresAt: new Date(Date.now() + 100 * 24 * 60 * 60 * 1000).toISOString(),
      text: sentenceOf(marker, 'bạn có đồng ý không'),
      ifYes: sentenceOf(marker, 'nếu có'),
      ifNo: sentenceOf(marker, 'nếu không'),
    }),
  );
  return text;
}

/** Reads the yes, and lets the casework desk have the conversation. */
export async function handOver(
  hotline: Session,
  drawer: string,
  desk: string,
): Promise<AuthorisationStatement> {
  const opened = must(await openDrawer(hotline, drawer));
  const question = readConversation(opened).state.questions.at(-1);
  if (question?.answer !== 'yes') throw new Error('The person did not say yes.');
  const { statement } = question.asked;
  const { authorisation, expiresAt } = statement;
  const basis = { kind: 'consent', authorisation } as const;
  must(await giveGrant(hotline, opened, { desk, basis, expiresAt }));
  return statement;
}

/** Opens a file and writes into every drawer of it. */
export async function openAndWriteFile(
  casework: Session,
  { marker, drawer, statement }: Writing,
): Promise<NewFile> {
  const conversation = must(await openDrawer(casework, drawer));
  const desk = deskOf(casework);
  const card = cardOf(marker, 'Sen');
  const made = must(
    await openFileFromConversation(casework, {
      desk,
      conversation,
      statement,
      classes: CLASSES,
      card,
    }),
  );
  for (const { drawer: each, class: drawerClass } of made.drawers) {
    let opened = must(await openDrawer(casework, each));
    for (const event of eventsFor(marker, drawerClass)) {
      opened = appended(await appendTo(casework, opened, event));
    }
  }
  must(await putCard(casework, { desk, file: made.file, revision: 2, content: card }));
  return made;
}

export interface Writing {
  readonly marker: Marker;
  readonly drawer: string;
  readonly statement: AuthorisationStatement;
}

function eventsFor(marker: Marker, drawerClass: DrawerClass): readonly object[] {
  const on = '2026-01-01';
  const note = { v: 1, kind: 'note/added', note: randomUUID(), on } as const;
  const fact = { v: 1, kind: 'fact/recorded', item: null, source: 'said', on } as const;
  const by = sentenceOf(marker, 'do');
  const events: Partial<Record<DrawerClass, readonly object[]>> = {
    cover: [
      {
        v: 1,
        kind: 'cover/set',
        chosenName: `${marker.text} Sen`,
        howToSayIt: marker.text,
        pronoun: 'cô',
        language: 'vi',
      },
    ],
    identity: [{ ...fact, fact: randomUUID(), key: 'nationality', answer: { value: ['VN'] }, by }],
    account: [{ ...fact, fact: randomUUID(), key: 'indicators', answer: { value: true }, by }],
  };
  return [...(events[drawerClass] ?? []), { ...note, text: sentenceOf(marker, drawerClass) }];
}

function cardOf(marker: Marker, name: string): CardContent {
  return {
    v: 1,
    chosenName: `${marker.text} ${name}`,
    pronoun: 'cô',
    language: 'vi',
    safe: sentenceOf(marker, 'nhắn'),
    nextClock: { label: sentenceOf(marker, 'hạn'), due: '2027-01-01' },
  };
}

/** A lawyer adds the privileged drawer and saves representations in it. */
export async function saveRepresentations(
  legal: Session,
  { marker, file }: { readonly marker: Marker; readonly file: string },
): Promise<void> {
  const desk = deskOf(legal);
  const [added] = must(
    await addDrawers(legal, file, { desk, classes: ['privileged'], statement: null }),
  );
  const opened = must(await openDrawer(legal, added?.drawer ?? ''));
  const paragraph = { kind: 'paragraph', text: sentenceOf(marker, 'bị ép buộc') } as const;
  appended(
    await appendTo(
      legal,
      opened,
      {
        v: 1,
        kind: 'representations/saved',
        letter: 'letter',
        revision: 1,
        document: { title: marker.text, blocks: [paragraph] },
      },
      { exclusive: true },
    ),
  );
}

/** A new colleague whose passphrase has the marker in it unlocks, and reads what is there. */
export async function readAsNewMember(
  casework: Session,
  node: RunningNode,
  { marker, file }: { readonly marker: Marker; readonly file: string },
): Promise<readonly string[]> {
  const desks = [{ desk: deskOf(casework), role: 'member' }] as const;
  const passphrase = sentenceOf(marker, 'mật khẩu');
  const { card } = must(await addMember(casework, { name: 'New (demo)', passphrase, desks }));
  const colleague = await unlockAt(node, { card, passphrase });
  const caseload = must(await readCaseload(colleague, deskOf(colleague))).value;
  const read = [caseload.find((line) => line.file === file)?.content?.chosenName ?? ''];
  for (const { drawer } of must(await readFile(colleague, file)).value.drawers) {
    const opened = must(await openDrawer(colleague, drawer));
    read.push(...opened.entries.map(({ payload }) => JSON.stringify(payload)));
  }
  await colleague.lock();
  return read;
}

/**
 * The keys of a device and of open drawers. The desks' own keys are left out: a demo draws them itself, in the
 * process that starts it.
 */
export async function secretsOf(session: Session, drawers: readonly string[]): Promise<Secret[]> {
  const { signing, storeKey } = session.device;
  const secrets: Secret[] = [
    { name: 'signing key of a device', bytes: Uint8Array.from(signing) },
    { name: 'store key of a device', bytes: Uint8Array.from(storeKey) },
  ];
  for (const drawer of drawers) {
    for (const { key, holderShare } of must(await openDrawer(session, drawer)).keys.values()) {
      secrets.push({ name: `key of a drawer`, bytes: Uint8Array.from(key.key) });
      secrets.push({ name: `holder's share of a drawer`, bytes: Uint8Array.from(holderShare) });
    }
  }
  return secrets;
}

/** The first desk at which the member sits. */
export function deskOf({ desks }: Session): string {
  const [access] = desks;
  if (access === undefined) throw new Error('The member sits at no desk.');
  return access.desk.desk;
}

function must<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.offline ? 'no line to the node' : JSON.stringify(outcome.refusal));
}

function appended(result: Appended): OpenDrawer {
  if (result.kind === 'appended' && result.drawer !== null) return result.drawer;
  throw new Error(JSON.stringify({ ...result, drawer: null }));
}
