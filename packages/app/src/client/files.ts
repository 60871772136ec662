/** Files: opened on the word of a person out of a conversation, and the drawers added to them later. */
import {
  lockDrawers,
  openFile,
  prepareDrawers,
  prepareFile,
  readFile as readFileCall,
} from '@amparo/casework/files';
import type { CardContent, DrawerVersion } from '@amparo/casework/files';
import { LONGEST_GRANT_DAYS, mayHold, needToKnow } from '@amparo/casework/grants';
import type { AuthorisationStatement, DrawerClass } from '@amparo/casework/grants';
import type { z } from 'zod';
import { sealCardContent } from './card.ts';
import type { OpenDrawer } from './drawers.ts';
import { giveGrant, refuseWrapping } from './granting.ts';
import type { GrantTerms } from './granting.ts';
import { askOrRecall } from './kept.ts';
import type { Kept } from './kept.ts';
import { no, ok } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { lockVersion } from './rotation.ts';
import { findDesk } from './session.ts';
import type { DeskAccess, Session } from './session.ts';

/** What opening a file takes. `statement` is the authorisation that the person gave in the conversation. */
export interface FileToOpen {
  readonly desk: string;
  readonly conversation: OpenDrawer;
  readonly statement: AuthorisationStatement;
  /** One new drawer for each; the conversation itself becomes the `contact` drawer. */
  readonly classes: readonly DrawerClass[];
  readonly card: CardContent;
}

export interface NewDrawer {
  readonly drawer: string;
  readonly class: DrawerClass;
}

export interface NewFile {
  readonly file: string;
  readonly drawers: readonly NewDrawer[];
  /** Desks that the person allowed the conversation and that could not be given it yet: `giveGrant` again. */
  readonly unshared: readonly string[];
}

type FileView = z.infer<typeof readFileCall.output>;

/** A little less than the longest grant, so that no rounding of days makes it too long. */
const OWN_GRANT_MS = (LONGEST_GRANT_DAYS - 5) * 24 * 60 * 60 * 1000;

/**
 * Opens a file from a conversation whose person said yes.
 *
 * Each drawer is held by the opening desk, and by every desk of the authorisation that may hold its class and
 * was allowed it; nobody else. Those desks are given the conversation last, because it is the opening desk's
 * to give only once the file exists.
 * Refuses: `grant/no-authorisation` (a class that this desk holds only with consent and nobody gave),
 * `grant/need-to-know`, `certificate/refused`, `not-available` for a desk that is not the member's, what the
 * node refuses.
 */
export async function openFileFromConversation(
  session: Session,
  { desk, conversation, statement, classes, card }: FileToOpen,
): Promise<Outcome<NewFile>> {
  const access = findDesk(session, desk);
  const refused = refuseWrapping(session);
  if (refused !== undefined) return refused;
  if (access === undefined) return no('not-available');
  const wanted = classes.map((each) => ({ drawer: globalThis.crypto.randomUUID(), class: each }));
  const holders = listHolders(session, access, { drawers: wanted, statement });
  if (!holders.ok) return holders;

  const file = globalThis.crypto.randomUUID();
  const prepared = await session.caller.call(prepareFile, {
    input: {
      file,
      desk,
      conversation: conversation.view.drawer,
      authorisation: statement.authorisation,
      drawers: wanted,
    },
  });
  if (!prepared.ok) return prepared;
  const drawers = await lockAll(session, prepared.value.shares, holders.value);
  if (!drawers.ok) return drawers;
  const sealed = await sealCardContent(access, { file, revision: 1, content: card });
  const opened = await session.caller.call(openFile, {
    params: { file },
    input: { drawers: drawers.value, card: sealed },
  });
  if (!opened.ok) return opened;
  const unshared = await shareConversation(session, access, { conversation, statement });
  return ok({ file, drawers: wanted, unshared });
}

/**
 * Adds drawers to a file, such as a legal desk its `privileged` one. `statement` is the authorisation on
 * which classes that need one rest, or null.
 *
 * Refuses: as {@link openFileFromConversation}.
 */
export async function addDrawers(
  session: Session,
  file: string,
  added: {
    readonly desk: string;
    readonly classes: readonly DrawerClass[];
    readonly statement: AuthorisationStatement | null;
  },
): Promise<Outcome<readonly NewDrawer[]>> {
  const access = findDesk(session, added.desk);
  const refused = refuseWrapping(session);
  if (refused !== undefined) return refused;
  if (access === undefined) return no('not-available');
  const { desk, classes, statement } = added;
  const wanted = classes.map((each) => ({ drawer: globalThis.crypto.randomUUID(), class: each }));
  const holders = listHolders(session, access, { drawers: wanted, statement });
  if (!holders.ok) return holders;
  const prepared = await session.caller.call(prepareDrawers, {
    params: { file },
    input: { desk, drawers: wanted },
  });
  if (!prepared.ok) return prepared;
  const drawers = await lockAll(session, prepared.value.shares, holders.value);
  if (!drawers.ok) return drawers;
  const locked = await session.caller.call(lockDrawers, {
    params: { file },
    input: { drawers: drawers.value },
  });
  return locked.ok ? ok(wanted) : locked;
}

/** A file's drawers with their holders and authorisations; this device's copy while there is no line. */
export async function readFile(session: Session, file: string): Promise<Outcome<Kept<FileView>>> {
  return askOrRecall(session, `file/${file}`, readFileCall, { params: { file } });
}

type Holders = ReadonlyMap<string, readonly GrantTerms[]>;

interface Sharing {
  readonly drawers: readonly NewDrawer[];
  readonly statement: AuthorisationStatement | null;
}

function listHolders(
  session: Session,
  access: DeskAccess,
  { drawers, statement }: Sharing,
): Outcome<Holders> {
  const holders = new Map<string, readonly GrantTerms[]>();
  for (const { drawer, class: drawerClass } of drawers) {
    const own = ownTerms(session, access, { drawerClass, statement });
    if (!own.ok) return own;
    const others = consentTerms(session, drawerClass, statement);
    const isOther = ({ desk }: GrantTerms): boolean => desk !== access.desk.desk;
    holders.set(drawer, [own.value, ...others.filter(isOther)]);
  }
  return ok(holders);
}

function ownTerms(
  session: Session,
  { desk }: DeskAccess,
  { drawerClass, statement }: { drawerClass: DrawerClass; statement: Sharing['statement'] },
): Outcome<GrantTerms> {
  const { right, grant } = needToKnow(drawerClass, desk.kind);
  if (!grant) return no('grant/need-to-know');
  if (right === 'own') {
    const expiresAt = new Date(Date.parse(session.now()) + OWN_GRANT_MS).toISOString();
    return ok({ desk: desk.desk, basis: { kind: 'own' }, expiresAt });
  }
  const given = consentTerms(session, drawerClass, statement).find((t) => t.desk === desk.desk);
  return given === undefined ? no('grant/no-authorisation') : ok(given);
}

/** Terms for every desk that the person allowed this class and that may hold it. */
function consentTerms(
  session: Session,
  drawerClass: DrawerClass,
  statement: AuthorisationStatement | null,
): GrantTerms[] {
  if (!statement?.classes.includes(drawerClass)) return [];
  const { authorisation, expiresAt, desks } = statement;
  return desks
    .filter((desk) => {
      const trusted = session.trust.desks.get(desk);
      return trusted === undefined || mayHold(drawerClass, trusted.desk.kind);
    })
    .map((desk) => ({ desk, basis: { kind: 'consent', authorisation }, expiresAt }));
}

/** Gives the conversation to the desks that were allowed it; gives those that could not be served. */
async function shareConversation(
  session: Session,
  access: DeskAccess,
  { conversation, statement }: Pick<FileToOpen, 'conversation' | 'statement'>,
): Promise<string[]> {
  const holding = new Set(
    conversation.view.grants
      .filter(({ revokedAt }) => revokedAt === null)
      .map(({ statement: { holder } }) => holder),
  );
  const unshared: string[] = [];
  for (const terms of consentTerms(session, 'contact', statement)) {
    if (holding.has(terms.desk) || terms.desk === access.desk.desk) continue;
    const given = await giveGrant(session, conversation, terms);
    if (!given.ok) unshared.push(terms.desk);
  }
  return unshared;
}

async function lockAll(
  session: Session,
  shares: z.infer<typeof prepareFile.output>['shares'],
  holders: Holders,
): Promise<Outcome<DrawerVersion[]>> {
  const versions: DrawerVersion[] = [];
  for (const [drawer, terms] of holders) {
    const lent = shares.find((share) => share.drawer === drawer);
    if (lent === undefined) return no('node/busy', 'the node lent no share for a drawer');
    const locked = await lockVersion(session, { ...lent, previous: null, holders: terms });
    if (!locked.ok) return locked;
    versions.push(locked.value);
  }
  return ok(versions);
}
