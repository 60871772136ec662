/** A person's complete copy: everything a desk can open of their file, in one file that needs no Amparo. */
import { sealFile, utf8 } from '@amparo/seal';
import type { Bytes } from '@amparo/seal';
import { OpenedDrawer } from '@amparo/casework/files';
import type { DrawerView } from '@amparo/casework/files';
import { readAccessLog } from '@amparo/casework/log';
import type { AccessRecord } from '@amparo/casework/log';
import {
  COPY_FILES,
  NEVER_COPIED,
  recordCopy,
  SHORTEST_COPY_PASSPHRASE,
} from '@amparo/casework/keeping';
import type {
  CopiedCertificates,
  CopiedDrawer,
  CopiedEntries,
  CopiedLog,
  MissingPart,
} from '@amparo/casework/keeping';
import { copyPage } from './copy-page.ts';
import type { CopyWords } from './copy-page.ts';
import { proveRecords } from './copy-proof.ts';
import { openDrawer } from './drawers.ts';
import { readFile } from './files.ts';
import { no, ok } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { refuseLocked } from './session.ts';
import type { Session } from './session.ts';

/** Whose copy, locked with which words, in which language. */
export interface CopyToMake {
  readonly file: string;
  /** Letter by letter as it will be typed; at least twelve characters. */
  readonly passphrase: string;
  readonly words: CopyWords;
}

/** An `age` file under a neutral name, which the ordinary `age` program opens to one HTML page. */
export interface MadeCopy {
  readonly name: string;
  readonly bytes: Bytes;
  readonly missing: readonly MissingPart[];
}

/**
 * Makes the copy of a file that one of the member's desks leads.
 *
 * It is recorded before anything is opened. Every entry goes in as it was sealed and signed together with what it
 * says; what cannot be proved is listed and its words are left out; where a shelter is never goes in, and what
 * other desks hold is named so that the person can ask them.
 * Refuses: `request/malformed` for a passphrase that is too short, what the node refuses.
 */
export async function makeCopy(session: Session, asked: CopyToMake): Promise<Outcome<MadeCopy>> {
  const { file, passphrase, words } = asked;
  const locked = refuseLocked(session);
  if (locked !== undefined) return locked;
  if (passphrase.length < SHORTEST_COPY_PASSPHRASE) {
    return no('request/malformed', 'the passphrase is too short');
  }
  const recorded = await session.caller.call(recordCopy, { params: { file } });
  if (!recorded.ok) return recorded;
  const view = await readFile(session, file);
  if (!view.ok) return view;
  const gathered = await gatherDrawers(session, view.value.value.drawers);
  const log = await gatherLog(session, file);
  if (!log.ok) return log;
  const { drawers, authorisations } = view.value.value;
  const entries: CopiedEntries = {
    v: 1,
    file,
    madeAt: recorded.value.madeAt,
    drawers: gathered.drawers,
    authorisations,
    missing: [...gathered.missing, ...listElsewhere(session, drawers, log.value)],
  };
  const deskNames = new Map(
    [...session.trust.desks].map(([id, { desk }]) => [id, desk.name] as const),
  );
  const files = {
    [COPY_FILES.readme]: words.say('keeping.copy.page.readme'),
    [COPY_FILES.entries]: JSON.stringify(entries),
    [COPY_FILES.certificates]: JSON.stringify(listCertificates(session, gathered.authors)),
    [COPY_FILES.log]: JSON.stringify(log.value),
  };
  const page = copyPage({ entries, log: log.value, deskNames, files }, words);
  const bytes = await sealFile({ passphrase }, utf8(page));
  const name = `papers-${entries.madeAt.slice(0, 10)}.age`;
  return ok({ name, bytes, missing: entries.missing });
}

interface Gathered {
  readonly drawers: CopiedDrawer[];
  readonly missing: MissingPart[];
  readonly authors: OpenedDrawer['authors'][number][];
}

async function gatherDrawers(session: Session, views: readonly DrawerView[]): Promise<Gathered> {
  const gathered: Gathered = { drawers: [], missing: [], authors: [] };
  for (const view of views) {
    if (NEVER_COPIED.has(view.class)) {
      gathered.missing.push({ class: view.class, why: 'location', desks: [] });
      continue;
    }
    const opened = await openDrawer(session, view.drawer);
    const kept = OpenedDrawer.safeParse(await session.store.get('drawer', view.drawer));
    const isWhole = opened.ok && kept.success && kept.data.entries.length === view.position;
    if (!opened.ok || !kept.success || !isWhole) {
      const desks = holdersOf(session, view);
      const why = desks.length > 0 && !opened.ok ? 'held' : 'closed';
      gathered.missing.push({ class: view.class, why, desks });
      continue;
    }
    const proved = new Map(opened.value.entries.map((entry) => [entry.position, entry]));
    gathered.authors.push(...kept.data.authors);
    gathered.drawers.push({
      drawer: view.drawer,
      class: view.class,
      position: opened.value.seen.position,
      head: opened.value.seen.head,
      entries: kept.data.entries.map((stored) => {
        const entry = proved.get(stored.position);
        return {
          ...stored,
          byPerson: entry?.byPerson ?? false,
          desk: entry?.deskName ?? '',
          says: entry?.payload ?? null,
          proved: entry !== undefined,
        };
      }),
    });
  }
  return gathered;
}

/** Who else can open a drawer, by the names that their certificates prove. */
function holdersOf(session: Session, { grants }: DrawerView): string[] {
  const now = session.now();
  const own = new Set(session.desks.map(({ desk }) => desk.desk));
  const live = grants.filter(
    ({ revokedAt, statement }) =>
      revokedAt === null && statement.expiresAt > now && !own.has(statement.holder),
  );
  const names = live.flatMap(
    ({ statement }) => session.trust.desks.get(statement.holder)?.desk.name ?? [],
  );
  return [...new Set(names)];
}

/** Drawers that only the log speaks of: other desks keep them, and this desk is not even shown them. */
function listElsewhere(
  session: Session,
  views: readonly DrawerView[],
  { records }: CopiedLog,
): MissingPart[] {
  const known = new Set(views.map(({ drawer }) => drawer));
  const erased = new Set(
    records
      .filter(({ record }) => record.kind === 'erased')
      .map(({ record }) => record.detail.drawer),
  );
  const elsewhere = new Map<string, MissingPart>();
  for (const { record } of records) {
    const { drawer, class: drawerClass, desk } = record.detail;
    if (drawer === null || drawerClass === null || known.has(drawer) || erased.has(drawer))
      continue;
    const name = desk === null ? undefined : session.trust.desks.get(desk)?.desk.name;
    const before = elsewhere.get(drawer);
    const desks = [...new Set([...(before?.desks ?? []), ...(name === undefined ? [] : [name])])];
    const why = NEVER_COPIED.has(drawerClass) ? 'location' : 'held';
    elsewhere.set(drawer, { class: drawerClass, why, desks: why === 'location' ? [] : desks });
  }
  return [...elsewhere.values()];
}

const TRIES = 5;
const BETWEEN_TRIES_MS = 700;

/** The access log, read again until the log has a place for what was just recorded. */
async function gatherLog(session: Session, file: string): Promise<Outcome<CopiedLog>> {
  let records: readonly AccessRecord[] = [];
  for (let tried = 1; tried <= TRIES; tried++) {
    const answer = await session.caller.call(readAccessLog, { params: { file } });
    if (!answer.ok) return answer;
    ({ records } = answer.value);
    if (records.slice(0, 20).every(({ index }) => index !== null)) break;
    await new Promise((resolve) => {
      globalThis.setTimeout(resolve, BETWEEN_TRIES_MS);
    });
  }
  return proveRecords(session, records);
}

function listCertificates(session: Session, authors: Gathered['authors']): CopiedCertificates {
  const [own] = session.desks;
  const presented = authors.filter((author) => author.kind === 'member');
  const members = new Map(
    [
      ...(own === undefined
        ? []
        : [{ device: session.device.certificate, member: own.membership }]),
      ...presented.map(({ device, member }) => ({ device, member })),
    ].map((author) => [author.device.subject.device, author]),
  );
  const desks = [...members.values()].flatMap(
    ({ member }) => session.trust.desks.get(member.subject.desk) ?? [],
  );
  const persons = new Map(
    authors.flatMap((author) => (author.kind === 'person' ? [[author.mailbox, author.key]] : [])),
  );
  return {
    v: 1,
    organisations: unique(
      desks.map(({ organisation }) => organisation),
      ({ organisation }) => organisation,
    ),
    desks: unique(
      desks.map(({ certificate }) => certificate),
      ({ subject }) => subject.desk,
    ),
    members: [...members.values()],
    persons: [...persons].map(([mailbox, key]) => ({ mailbox, key })),
  };
}

function unique<T>(items: readonly T[], idOf: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [idOf(item), item])).values()];
}
