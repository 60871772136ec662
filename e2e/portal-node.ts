/**
 * A node for portal journeys: real databases, the real portal, and one invented house whose hotline
 * answers and asks as its members' app would. Everything it starts ends with `stop()`.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  appendTo,
  askHandover,
  createCaller,
  createCookieJar,
  createMemoryStore,
  createOrganisation,
  joinNode,
  openDrawer,
  readConversation,
  readInbox,
  reissueReceipt,
  reply,
  takeBackQuestion,
  unlock,
  writePage,
} from '@amparo/app/client';
import type { OpenDrawer, PageToWrite, Session } from '@amparo/app/client';
import { foldPacketQuestions } from '@amparo/casework/packets';
import type { PacketAsked, PacketQuestion } from '@amparo/casework/packets';
import { closeReport } from '@amparo/casework/reports';
import type { Conversation } from '@amparo/casework/reports';
import { buildPortal, createLogger, startEmbeddedPostgres, startNode } from '@amparo/server';
import type { NodeConfig } from '@amparo/server';

const PASSPHRASE = 'three invented words';
const INVITATION = 'invented-invitation-for-journeys';

/** Somebody of the house, at work. */
interface Helper {
  /** The newest conversation that waits, as the helper reads it. */
  readNewest(): Promise<Conversation>;
  reply(text: string): Promise<void>;
  /** Asks whether the house's casework desk may hold who they are and how to reach them. */
  ask(text: string): Promise<void>;
  /** Asks whether three fields may be sent to an invented desk in another country. */
  askPacket(change?: Partial<PacketAsked>): Promise<void>;
  /** Takes the newest question about a packet back. */
  takeBack(): Promise<void>;
  /** What was answered to questions about packets. */
  readPackets(): Promise<readonly PacketQuestion[]>;
  /** Makes a new code for somebody who lost theirs, after checking in person. */
  reissue(): Promise<string>;
  /** Closes the newest conversation. */
  close(): Promise<void>;
  /** Writes the person's page; gives what became of it. */
  writePage(page: PageToWrite): Promise<string>;
  /** Where the newest report was sealed, as the inbox says it. */
  sealedBy(): Promise<string>;
}

export interface PortalNode {
  readonly url: string;
  readonly pid: number;
  readonly logLines: readonly string[];
  readonly helper: Helper;
  stop(): Promise<void>;
}

/** Starts everything. */
export async function startPortalNode(settings: Partial<NodeConfig> = {}): Promise<PortalNode> {
  await buildPortal();
  const dataFolder = mkdtempSync(join(tmpdir(), 'amparo-portal-'));
  chmodSync(dataFolder, 0o755);
  const main = await startEmbeddedPostgres({ dataDir: dataFolder, name: 'main' });
  const keystore = await startEmbeddedPostgres({ dataDir: dataFolder, name: 'keystore' });
  const logLines: string[] = [];
  const config: NodeConfig = {
    databaseUrl: main.url,
    keystoreUrl: keystore.url,
    host: '127.0.0.1',
    appPort: 0,
    portalPort: 0,
    federationPort: 0,
    federationUrl: null,
    federationFile: null,
    federationKeys: [],
    lawRelease: null,
    lawKeys: [],
    appUrl: null,
    portalUrl: null,
    behindProxy: false,
    nodeName: 'Invented Listening Post',
    country: 'GB',
    dataFolder,
    enrolmentTokens: [INVITATION],
    demo: false,
    appDist: null,
    ...settings,
  };
  const node = await startNode(
    config,
    createLogger((line) => logLines.push(line)),
  );
  const helper = await makeHelper(node.urls.app);
  return {
    url: node.urls.portal,
    pid: process.pid,
    logLines,
    helper,
    stop: async () => {
      await node.stop();
      await keystore.stop();
      await main.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

async function makeHelper(app: string): Promise<Helper> {
  const caller = createCaller({ origin: app, fetch, cookies: createCookieJar() });
  const made = must(
    await createOrganisation(
      {
        name: 'Invented House',
        desks: [
          { name: 'Quiet Line', kind: 'hotline' },
          { name: 'Next Steps', kind: 'casework' },
        ],
        members: [
          {
            name: 'Ada Invented',
            passphrase: PASSPHRASE,
            desks: [
              { name: 'Quiet Line', role: 'lead' },
              { name: 'Next Steps', role: 'lead' },
            ],
          },
        ],
      },
      new Date().toISOString(),
    ),
  );
  must(await joinNode(caller, INVITATION, made));
  const session = must(
    await unlock({
      card: made.cards[0]?.card ?? '',
      passphrase: PASSPHRASE,
      caller,
      store: createMemoryStore(),
    }),
  );
  const [hotline, casework] = made.joining.desks.map(({ subject }) => subject.desk);
  return helperAt(session, hotline ?? '', casework ?? '');
}

function helperAt(session: Session, hotline: string, casework: string): Helper {
  const newest = async () => {
    const inbox = must(await readInbox(session, hotline)).value;
    const [item] = inbox.items.toSorted((a, b) => b.receivedAt.localeCompare(a.receivedAt));
    if (item === undefined) throw new Error('no report waits');
    return item;
  };
  const open = async (): Promise<OpenDrawer> =>
    must(await openDrawer(session, (await newest()).drawer));
  return {
    readNewest: async () => readConversation(await open()).state,
    sealedBy: async () => (await newest()).sealedBy,
    reply: async (text) => {
      const said = await reply(session, await open(), text);
      if (said.kind !== 'appended') throw new Error(JSON.stringify(said));
    },
    askPacket: async (change = {}) => {
      const opened = await open();
      const question = wageQuestion(opened.view.drawer, session.member, change);
      const asked = await appendTo(session, opened, question);
      if (asked.kind !== 'appended') throw new Error(JSON.stringify(asked));
    },
    takeBack: async () => {
      const opened = await open();
      const asked = foldPacketQuestions(opened.entries).state.questions.at(-1)?.asked;
      const { authorisation } = asked?.statement ?? { authorisation: '' };
      const taken = await takeBackQuestion(session, opened, authorisation);
      if (taken.kind !== 'appended') throw new Error(JSON.stringify(taken));
    },
    readPackets: async () => foldPacketQuestions((await open()).entries).state.questions,
    reissue: async () =>
      must(await reissueReceipt(session, await open(), { checkedInPerson: true })).receipt,
    close: async () => {
      const { drawer } = await newest();
      must(await session.caller.call(closeReport, { params: { drawer } }));
    },
    writePage: async (page) => (await writePage(session, await open(), page)).kind,
    ask: async (text) => {
      const asked = await askHandover(session, await open(), {
        desks: [casework],
        classes: ['identity', 'contact'],
        opensFile: true,
        expiresAt: new Date(Date.now() + 60 * 86_400_000).toISOString(),
        text,
        ifYes: 'One worker calls you at the time you say.',
        ifNo: 'We go on writing here.',
      });
      if (asked.kind !== 'appended') throw new Error(JSON.stringify(asked));
    },
  };
}

const ELSEWHERE = '77777777-7777-4777-8777-777777777777';

/** A question about wages for an invented desk in Romania. */
function wageQuestion(drawer: string, askedBy: string, change: Partial<PacketAsked>): PacketAsked {
  const now = Date.now();
  return {
    v: 1,
    kind: 'packet/asked',
    statement: {
      authorisation: crypto.randomUUID(),
      kind: 'packet',
      drawer,
      to: { node: 'node-b.example', organisation: ELSEWHERE, desk: ELSEWHERE },
      codes: ['cover.called', 'money.unpaid-wages', 'safety.return-worries'],
      askedBy,
      askedAt: new Date(now).toISOString(),
      expiresAt: new Date(now + 30 * 86_400_000).toISOString(),
    },
    deskName: 'Wage Desk',
    organisationName: 'Invented Clinic',
    deskKind: 'legal',
    country: 'RO',
    enforces: { immigration: false, police: false },
    fields: [
      { code: 'cover.called', words: 'You may call her Mai.' },
      { code: 'money.unpaid-wages', words: 'Four months of pay were never paid.' },
      { code: 'safety.return-worries', words: 'She is afraid of one man in her town.' },
    ],
    why: 'They can ask for your pay without you having to travel.',
    ifYes: 'They read it and answer us within two weeks.',
    ifNo: 'We go on helping you here.',
    disclosure: {
      known: true,
      duties: [
        {
          provision: 'ro/invented-duty',
          says: 'Lawyers there need not report anything that you tell them.',
          verified: 'secondary',
          enforcesImmigration: false,
        },
      ],
    },
    language: 'en',
    ...change,
  };
}

function must<T>(outcome: { readonly ok: true; readonly value: T } | { readonly ok: false }): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome.value;
}
