/** An invented organisation at a node, and a file of an invented person: made through the client, as by anybody. */
import {
  askHandover,
  createCaller,
  createCookieJar,
  createMemoryStore,
  createOrganisation,
  giveGrant,
  joinNode,
  openDrawer,
  openFileFromConversation,
  readConversation,
  unlock,
} from '@amparo/app/client';
import type {
  Appended,
  Caller,
  MemberCard,
  OpenDrawer,
  OrganisationPlan,
  Outcome,
  Session,
} from '@amparo/app/client';
import type { FileEvent } from '@amparo/casework/files';
import type { AuthorisationStatement, DrawerClass } from '@amparo/casework/grants';
import type { ReportEvent } from '@amparo/casework/reports';
import { sayYes, sendFirstReport } from '../demo/person.ts';
import type { Person } from '../demo/person.ts';
import { fetchFromCrowd } from './real-node.ts';
import type { RealNode } from './real-node.ts';

const PASSPHRASE = 'invented passphrase for a test';

const HOTLINE = 'Invented hotline';
const CASEWORK = 'Invented casework';
const OVERSIGHT = 'Invented oversight';

const PLAN: OrganisationPlan = {
  name: 'Invented organisation',
  desks: [
    { name: HOTLINE, kind: 'hotline' },
    { name: CASEWORK, kind: 'casework' },
    { name: OVERSIGHT, kind: 'oversight' },
  ],
  members: [
    {
      name: 'Invented worker',
      passphrase: PASSPHRASE,
      desks: [
        { name: HOTLINE, role: 'lead' },
        { name: CASEWORK, role: 'lead' },
      ],
    },
    {
      name: 'Invented colleague',
      passphrase: PASSPHRASE,
      desks: [
        { name: HOTLINE, role: 'member' },
        { name: CASEWORK, role: 'member' },
      ],
    },
    {
      name: 'Invented auditor',
      passphrase: PASSPHRASE,
      desks: [{ name: OVERSIGHT, role: 'lead' }],
    },
  ],
};

/** How the members of the invented organisation sign in. */
export interface Enrolled {
  readonly worker: MemberCard;
  readonly colleague: MemberCard;
  readonly auditor: MemberCard;
  readonly passphrase: string;
}

/** Makes an organisation of its own each time and lets it join, with one of the node's invitations. */
export async function enrol(node: RealNode, invitation = 0): Promise<Enrolled> {
  const made = must(await createOrganisation(PLAN, new Date().toISOString()));
  const caller = callerOf(node.urls.app);
  must(await joinNode(caller, node.invitations[invitation] ?? '', made));
  const [worker, colleague, auditor] = made.cards;
  if (worker === undefined || colleague === undefined || auditor === undefined) {
    throw new Error('Three members have three cards.');
  }
  return { worker, colleague, auditor, passphrase: PASSPHRASE };
}

/** A caller with cookies of its own that meets no rate; see `fetchFromCrowd`. */
function callerOf(origin: string): Caller {
  return createCaller({
    origin,
    fetch: fetchFromCrowd,
    cookies: createCookieJar(),
    patienceMs: 20_000,
  });
}

/** Signs a member in on a new device. */
export async function signIn(node: RealNode, { card }: MemberCard): Promise<Session> {
  const caller = callerOf(node.urls.app);
  return must(await unlock({ card, passphrase: PASSPHRASE, caller, store: createMemoryStore() }));
}

const REPORT: ReportEvent = {
  v: 1,
  kind: 'report/sent',
  door: 'options',
  language: 'en',
  text: 'Invented for a test.',
  safe: {},
};

/** Sends one report through the portal's calls, as a browser does. */
async function report(node: RealNode): Promise<Person> {
  return must(await sendFirstReport(callerOf(node.urls.portal), REPORT));
}

/** A file with the ids of its drawers. */
export interface InventedFile {
  readonly file: string;
  readonly drawers: readonly { readonly drawer: string; readonly class: DrawerClass }[];
}

const CLASSES: readonly DrawerClass[] = ['cover', 'safety', 'money', 'identity'];

/** A report, a question, a yes, and the file that rests on it. */
export async function openInventedFile(node: RealNode, worker: Session): Promise<InventedFile> {
  const person = await report(node);
  const desk = deskOf(worker, 'casework');
  const statement = await ask(worker, person, desk);
  must(await sayYes(callerOf(node.urls.portal), person, statement));
  const asked = must(await openDrawer(worker, person.drawer));
  const basis = { kind: 'consent', authorisation: statement.authorisation } as const;
  must(await giveGrant(worker, asked, { desk, basis, expiresAt: statement.expiresAt }));
  const conversation = must(await openDrawer(worker, person.drawer));
  const { file, drawers } = must(
    await openFileFromConversation(worker, {
      desk,
      conversation,
      statement,
      classes: CLASSES,
      card: {
        v: 1,
        chosenName: 'Invented',
        pronoun: 'they',
        language: 'en',
        safe: '',
        nextClock: null,
      },
    }),
  );
  return { file, drawers };
}

async function ask(
  worker: Session,
  { drawer }: Person,
  desk: string,
): Promise<AuthorisationStatement> {
  const opened = must(await openDrawer(worker, drawer));
  const asked = appended(
    await askHandover(worker, opened, {
      desks: [desk],
      classes: ['contact', ...CLASSES],
      opensFile: true,
      expiresAt: new Date(Date.now() + 100 * 24 * 60 * 60 * 1000).toISOString(),
      text: 'May casework open a file?',
      ifYes: 'They will.',
      ifNo: 'They will not.',
    }),
  );
  const question = readConversation(asked).state.questions.at(-1);
  if (question === undefined) throw new Error('The question that was asked is not there.');
  return question.asked.statement;
}

/** The id of the desk of this kind at which the member sits. */
function deskOf(session: Session, kind: string): string {
  const found = session.desks.find(({ desk }) => desk.kind === kind);
  if (found === undefined) throw new Error(`The member sits at no desk of kind ${kind}.`);
  return found.desk.desk;
}

/** An event that can be written into any drawer. */
export function noteSaying(text: string): Extract<FileEvent, { kind: 'note/added' }> {
  const note = globalThis.crypto.randomUUID();
  return { v: 1, kind: 'note/added', note, on: '2026-01-01', text };
}

/** The value of an outcome. Throws when it was refused or there was no line. */
export function must<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.offline ? 'no line to the node' : JSON.stringify(outcome.refusal));
}

/** The drawer after an entry was acknowledged. Throws for every other result. */
function appended(result: Appended): OpenDrawer {
  if (result.kind === 'appended' && result.drawer !== null) return result.drawer;
  throw new Error(JSON.stringify({ ...result, drawer: null }));
}
