/** Filling an empty demo node through its own front doors: joining, a report that waits, one open file. */
import { setTimeout as pause } from 'node:timers/promises';
import {
  appendTo,
  askHandover,
  createCaller,
  createCookieJar,
  createMemoryStore,
  giveGrant,
  joinNode,
  openDrawer,
  openFileFromConversation,
  readCaseload,
  readConversation,
  readFile,
  readInbox,
  reply,
  unlock,
} from '@amparo/app/client';
import type {
  Appended,
  Caller,
  DeskAccess,
  OpenDrawer,
  Outcome,
  Session,
} from '@amparo/app/client';
import type { DeskKind } from '@amparo/casework/directory';
import type { AuthorisationStatement } from '@amparo/casework/grants';
import { fetchSealedKeys } from '@amparo/casework/sessions';
import {
  FILE_CARD,
  FILE_CLASSES,
  FILE_REPORT,
  fileEvents,
  HANDOVER,
  HANDOVER_CLASSES,
  HOTLINE_REPLY,
  WAITING_REPORT,
} from './people.ts';
import { sayYes, sendFirstReport } from './person.ts';
import type { Person } from './person.ts';
import { keepDemo } from './state.ts';
import type { DemoState } from './state.ts';

/** Where the node answers, and where its demo is kept. */
export interface DemoNode {
  readonly dataDir: string;
  readonly urls: { readonly app: string; readonly portal: string };
  readonly signal: AbortSignal;
  /** False for a node that has organisations and nobody's story. */
  readonly hasStory: boolean;
}

/**
 * Makes what is not there yet, and notes when everything is.
 *
 * May be stopped and started again at any point: what exists is asked of the node, not remembered. Throws when the
 * node refuses something that the demo's people may do, which is a fault.
 */
export async function seedDemo(state: DemoState, node: DemoNode): Promise<void> {
  if (state.isSeeded) return;
  await joinAll(state, node);
  if (node.hasStory) await tellStory(state, node);
  await keepDemo(node.dataDir, { ...state, tokens: [], joining: [], isSeeded: true });
}

/** A report that waits, and one open file. */
async function tellStory(state: DemoState, node: DemoNode): Promise<void> {
  const hotline = await unlockAs(state, node, 'hotline');
  const casework = await unlockAs(state, node, 'casework');
  const portal = callerOf(node.urls.portal);
  if (must(await readCaseload(casework, deskOf(casework).desk.desk)).value.length === 0) {
    node.signal.throwIfAborted();
    await openDemoFile({ hotline, casework, portal });
  }
  const inbox = must(await readInbox(hotline, deskOf(hotline).desk.desk)).value;
  if (!inbox.items.some(({ state: item }) => item === 'new')) {
    must(await sendFirstReport(portal, WAITING_REPORT));
  }
  await hotline.lock();
  await casework.lock();
}

async function joinAll(state: DemoState, { urls, signal }: DemoNode): Promise<void> {
  const app = callerOf(urls.app);
  for (const [at, joining] of state.joining.entries()) {
    signal.throwIfAborted();
    const lookup = joining.members[0]?.signIn.lookup ?? '';
    const known = await app.call(fetchSealedKeys, { input: { lookup } });
    if (!known.ok) must(await joinNode(app, state.tokens[at] ?? '', { joining }));
  }
}

interface DemoTable {
  readonly hotline: Session;
  readonly casework: Session;
  readonly portal: Caller;
}

/** A conversation, a question, a yes, and a file with what is known. */
async function openDemoFile({ hotline, casework, portal }: DemoTable): Promise<void> {
  const person = must(await sendFirstReport(portal, FILE_REPORT));
  const caseworkDesk = deskOf(casework).desk.desk;
  const statement = await askForFile(hotline, person, [caseworkDesk, findLawyers(hotline)]);
  must(await sayYes(portal, person, statement));
  const asked = must(await openDrawer(hotline, person.drawer));
  const basis = { kind: 'consent', authorisation: statement.authorisation } as const;
  const { expiresAt } = statement;
  must(await giveGrant(hotline, asked, { desk: caseworkDesk, basis, expiresAt }));

  const conversation = must(await openDrawer(casework, person.drawer));
  const { file } = must(
    await openFileFromConversation(casework, {
      desk: caseworkDesk,
      conversation,
      statement,
      classes: FILE_CLASSES,
      card: FILE_CARD,
    }),
  );
  await writeFile(casework, file);
}

async function askForFile(
  hotline: Session,
  person: Person,
  desks: readonly string[],
): Promise<AuthorisationStatement> {
  const opened = must(await openDrawer(hotline, person.drawer));
  const replied = appended(await reply(hotline, opened, HOTLINE_REPLY));
  const asked = appended(
    await askHandover(hotline, replied, {
      desks,
      classes: HANDOVER_CLASSES,
      opensFile: true,
      expiresAt: inDays(hotline, 180),
      ...HANDOVER,
    }),
  );
  const question = readConversation(asked).state.questions.at(-1);
  if (question === undefined) throw new Error('The question that was asked is not there.');
  return question.asked.statement;
}

async function writeFile(casework: Session, file: string): Promise<void> {
  const { drawers } = must(await readFile(casework, file)).value;
  const opened = new Map<string, OpenDrawer>();
  for (const [drawerClass, event] of fileEvents(casework.now())) {
    const drawer = drawers.find((each) => each.class === drawerClass)?.drawer ?? '';
    const at = opened.get(drawer) ?? must(await openDrawer(casework, drawer));
    opened.set(drawer, appended(await appendTo(casework, at, event)));
  }
}

/** Signs an invented member of the demo in, on a device that is forgotten afterwards. */
async function unlockAs(
  state: Pick<DemoState, 'members'>,
  { urls }: Pick<DemoNode, 'urls'>,
  role: DeskKind,
): Promise<Session> {
  const found = state.members.find((member) => member.role === role);
  if (found === undefined) throw new Error(`The demo has nobody at a desk of kind ${role}.`);
  const { card, passphrase } = found;
  const caller = callerOf(urls.app);
  return must(await unlock({ card, passphrase, caller, store: createMemoryStore() }));
}

const PAUSE_MS = 1000;
const ATTEMPTS = 30;

/** A caller that waits when the node is busy with its first start, or asks for patience. */
function callerOf(origin: string): Caller {
  const caller = createCaller({ origin, fetch: globalThis.fetch, cookies: createCookieJar() });
  return {
    ...caller,
    call: async (endpoint, asked) => {
      for (let attempt = 1; ; attempt++) {
        const answer = await caller.call(endpoint, asked);
        const isLater = !answer.ok && !answer.offline && LATER.has(answer.refusal.code);
        if (!isLater || attempt === ATTEMPTS) return answer;
        await pause(PAUSE_MS);
      }
    },
  };
}

const LATER: ReadonlySet<string> = new Set(['node/busy', 'request/too-many']);

function deskOf(session: Session): DeskAccess {
  const [access] = session.desks;
  if (access === undefined) throw new Error('Nobody in the demo is without a desk.');
  return access;
}

function findLawyers(session: Session): string {
  for (const { desk } of session.trust.desks.values()) if (desk.kind === 'legal') return desk.desk;
  throw new Error('The demo has no lawyers.');
}

const DAY_MS = 24 * 60 * 60 * 1000;

function inDays(session: Session, days: number): string {
  return new Date(Date.parse(session.now()) + days * DAY_MS).toISOString();
}

function must<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  const why = outcome.offline ? 'there is no line to the node' : JSON.stringify(outcome.refusal);
  throw new Error(`The demo could not be filled: ${why}`);
}

function appended(result: Appended): OpenDrawer {
  if (result.kind === 'appended' && result.drawer !== null) return result.drawer;
  throw new Error(`The demo could not be filled: ${JSON.stringify(result)}`);
}
