/**
 * Keeping and losing: acts that two members sign with their devices, a drawer opened in an emergency, and what
 * this device forgets because it was erased.
 */
import {
  fromBase64url,
  fromUtf8,
  openCard,
  openWithKey,
  randomBytes,
  sealWithKey,
  sha256,
  signStatement,
  toBase64url,
  unwrapWith,
  utf8,
  wrapTo,
} from '@amparo/seal';
import type { Bytes } from '@amparo/seal';
import {
  askAct as askActCall,
  breakGlass as breakGlassCall,
  endAct as endActCall,
  findErased,
  readDeskKeeping as readDeskKeepingCall,
  readFileKeeping as readFileKeepingCall,
  reviewAct as reviewActCall,
  secondAct as secondActCall,
} from '@amparo/casework/keeping';
import type { ActStatement, ActView, ReviewStatement, SealedWords } from '@amparo/casework/keeping';
import { CardContent } from '@amparo/casework/files';
import type { OpenedDrawer } from '@amparo/casework/files';
import type { z } from 'zod';
import type { OpenDrawer } from './drawers.ts';
import { openHeldGrant, openVersions, orUndefined } from './loans.ts';
import { discardWaiting, listOutbox } from './outbox.ts';
import { no, ok } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { isSignedGrant, readAuthors } from './presented.ts';
import { readEntries } from './reading.ts';
import { findDesk, refuseLocked } from './session.ts';
import type { Session } from './session.ts';

type Common = 'act' | 'wordsHash' | 'askedAt';
type WithoutCommon<S> = S extends ActStatement ? Omit<S, Common> : never;

/** What is asked for, by which desk, and why in words that only those who answer for it can read. */
export interface ActToAsk {
  readonly act: WithoutCommon<ActStatement>;
  /** The desk that leads the file, which may sign and review as well. */
  readonly leadDesk: string;
  readonly reason: string;
}

/**
 * Signs an act as its first member. Nothing happens until another member has signed it too.
 *
 * The reason is sealed to the asking desk, the desk that leads the file, and every oversight desk of the node.
 * Refuses: `certificate/refused` when none of these is proved, what the node refuses.
 */
export async function askAct(
  session: Session,
  { act, leadDesk, reason }: ActToAsk,
): Promise<Outcome<ActStatement>> {
  const locked = refuseLocked(session);
  if (locked !== undefined) return locked;
  const id = globalThis.crypto.randomUUID();
  const sealed = await sealWords(session, id, { text: reason, desks: [act.desk, leadDesk] });
  if (sealed === undefined) return no('certificate/refused', 'no desk here is proved');
  const common = { act: id, wordsHash: sealed.hash, askedAt: session.now() };
  const statement = { ...act, ...common } as ActStatement;
  const signature = await signStatement(session.device.signing, 'keeping', statement);
  const { words } = sealed;
  const asked = await session.caller.call(askActCall, { input: { statement, words, signature } });
  return asked.ok ? ok(statement) : asked;
}

/** Signs an act as the second member; from then on it holds. Refuses: what the node refuses. */
export async function secondAct(
  session: Session,
  { statement }: Pick<ActView, 'statement'>,
): Promise<Outcome<{ readonly signedAt: string; readonly until: string }>> {
  const locked = refuseLocked(session);
  if (locked !== undefined) return locked;
  const signature = await signStatement(session.device.signing, 'keeping-second', statement);
  const params = { act: statement.act };
  return session.caller.call(secondActCall, { params, input: { signature } });
}

/** Ends a hold or an opening now, or withdraws what has one signature. Refuses: what the node refuses. */
export async function endAct(
  session: Session,
  act: string,
): Promise<Outcome<{ readonly endedAt: string }>> {
  return refuseLocked(session) ?? session.caller.call(endActCall, { params: { act } });
}

/** Says whether an opening in an emergency was right, as a third member. Refuses: as {@link askAct}. */
export async function reviewAct(
  session: Session,
  { statement, leadDesk }: Pick<ActView, 'statement' | 'leadDesk'>,
  found: { readonly finding: ReviewStatement['finding']; readonly words: string },
): Promise<Outcome<{ readonly reviewedAt: string }>> {
  const locked = refuseLocked(session);
  if (locked !== undefined) return locked;
  const { act, desk } = statement;
  const sealed = await sealWords(session, act, { text: found.words, desks: [desk, leadDesk] });
  if (sealed === undefined) return no('certificate/refused', 'no desk here is proved');
  const reviewed: ReviewStatement = {
    act,
    finding: found.finding,
    wordsHash: sealed.hash,
    reviewedAt: session.now(),
  };
  const signature = await signStatement(session.device.signing, 'keeping-review', reviewed);
  const input = { statement: reviewed, words: sealed.words, signature };
  return session.caller.call(reviewActCall, { params: { act }, input });
}

/** What waits at a desk, with the chosen names by file, as far as the desk has cards that open. */
export type DeskKeeping = z.output<typeof readDeskKeepingCall.output> & {
  readonly names: ReadonlyMap<string, string>;
};

/** What waits at a desk: signatures, reviews, what is stopped and what is due. */
export async function readDeskKeeping(
  session: Session,
  desk: string,
): Promise<Outcome<DeskKeeping>> {
  const locked = refuseLocked(session);
  if (locked !== undefined) return locked;
  const answer = await session.caller.call(readDeskKeepingCall, { params: { desk } });
  if (!answer.ok) return answer;
  const index = findDesk(session, desk)?.keys.index;
  const names = new Map<string, string>();
  for (const { file, revision, sealed } of answer.value.cards) {
    if (index === undefined) break;
    const card = { file, revision, indexKey: index, sealed: fromBase64url(sealed) };
    const payload = await orUndefined(openCard(card));
    const content = payload && readCard(payload);
    if (content !== undefined) names.set(file, content);
  }
  return ok({ ...answer.value, names });
}

function readCard(payload: Bytes): string | undefined {
  try {
    const card = CardContent.safeParse(JSON.parse(fromUtf8(payload)));
    return card.success ? card.data.chosenName : undefined;
  } catch {
    return undefined;
  }
}

/** How long each drawer of a file is kept, what holds it, and what was erased. */
export async function readFileKeeping(
  session: Session,
  file: string,
): Promise<Outcome<z.output<typeof readFileKeepingCall.output>>> {
  return refuseLocked(session) ?? session.caller.call(readFileKeepingCall, { params: { file } });
}

/** Opens sealed words with the key of any desk of this member; undefined where none fits. */
export async function readActWords(
  session: Session,
  act: string,
  { sealed, wraps }: SealedWords,
): Promise<string | undefined> {
  if (session.locked) return undefined;
  for (const { desk, wrapped } of wraps) {
    const access = findDesk(session, desk);
    if (access === undefined) continue;
    const secret = access.keys.encryption;
    const key = await orUndefined(unwrapWith(secret, place(act, desk), fromBase64url(wrapped)));
    const text = key && (await orUndefined(openWithKey(key, place(act), fromBase64url(sealed))));
    if (text !== undefined) return fromUtf8(text);
  }
  return undefined;
}

/**
 * Opens the drawer of an emergency that two members signed: what was wrapped to the desk before, read only.
 * Nothing of it is kept on this device.
 *
 * Refuses: what the node refuses; `grant/none` when what was wrapped does not open.
 */
export async function openBreakGlass(session: Session, act: string): Promise<Outcome<OpenDrawer>> {
  const locked = refuseLocked(session);
  if (locked !== undefined) return locked;
  const answer = await session.caller.call(breakGlassCall, { params: { act } });
  return answer.ok ? readEmergency(session, answer.value) : answer;
}

async function readEmergency(session: Session, lent: OpenedDrawer): Promise<Outcome<OpenDrawer>> {
  const view = lent.drawer;
  const [own] = session.desks;
  const chain = own && { device: session.device.certificate, member: own.membership };
  const authors = readAuthors(lent.authors, chain);
  for (const grant of view.grants) {
    const { holder, drawer, version } = grant.statement;
    const access = findDesk(session, holder);
    if (access === undefined || drawer !== view.drawer) continue;
    const holderShare = await openHeldGrant(session, { access, grant }, async () =>
      isSignedGrant(grant, session.trust, authors.devices),
    );
    if (holderShare === undefined) continue;
    const keys = await openVersions(lent, { version, holderShare });
    const read = await readEntries(lent.entries, {
      drawer,
      file: view.file,
      trust: session.trust,
      ...authors,
      keys,
    });
    return ok({
      view,
      access,
      keys,
      entries: read.entries,
      unproved: read.unproved,
      seen: { position: read.position, head: read.head },
      // Nothing is added to it: only the ordinary way writes.
      rewritten: true,
      fromCopy: false,
      lentUntil: lent.lentUntil,
    });
  }
  return no('grant/none', 'nothing that was wrapped to this desk opens');
}

const MOST_ASKED = 500;

/**
 * Forgets what the node has erased: copies of drawers, their heads, what waits to be sent to them, and lists that
 * name them. Gives how many drawers. Without a line nothing happens.
 */
export async function dropErased(session: Session): Promise<number> {
  if (session.locked) return 0;
  const names = new Set([
    ...(await session.store.list('drawer')),
    ...(await session.store.list('head')),
    ...(await listOutbox(session)).map(({ drawer }) => drawer),
  ]);
  const drawers = [...names].slice(0, MOST_ASKED);
  if (drawers.length === 0) return 0;
  const answer = await session.caller.call(findErased, { input: { drawers } });
  if (!answer.ok || answer.value.erased.length === 0) return 0;
  const erased = new Set(answer.value.erased);
  for (const drawer of erased) {
    await session.store.delete('drawer', drawer);
    await session.store.delete('head', drawer);
  }
  for (const { drawer, entry } of await listOutbox(session)) {
    if (erased.has(drawer)) await discardWaiting(session, entry);
  }
  await dropLists(session, erased);
  return erased.size;
}

/** Lists of files and caseloads that this device kept may name what is gone. */
async function dropLists(session: Session, erased: ReadonlySet<string>): Promise<void> {
  for (const name of await session.store.list('profile')) {
    const isCaseload = name.startsWith('caseload/');
    if (!isCaseload && !name.startsWith('file/')) continue;
    const kept = JSON.stringify((await session.store.get<unknown>('profile', name)) ?? null);
    const namesErased = [...erased].some((drawer) => kept.includes(drawer));
    if (isCaseload || namesErased) await session.store.delete('profile', name);
  }
}

interface Sealed {
  readonly words: SealedWords;
  readonly hash: string;
}

async function sealWords(
  session: Session,
  act: string,
  { text, desks }: { readonly text: string; readonly desks: readonly string[] },
): Promise<Sealed | undefined> {
  const trusted = [...session.trust.desks.values()].filter(
    ({ desk }) => desks.includes(desk.desk) || desk.kind === 'oversight',
  );
  if (trusted.length === 0) return undefined;
  const key = randomBytes(32);
  const sealed = await sealWithKey(key, place(act), utf8(text));
  const wraps = await Promise.all(
    trusted.slice(0, 20).map(async ({ desk }) => {
      const publicKey = fromBase64url(desk.encryptionKey);
      const wrapped = await wrapTo(publicKey, place(act, desk.desk), key);
      return { desk: desk.desk, wrapped: toBase64url(wrapped) };
    }),
  );
  const hash = toBase64url(await sha256(sealed));
  return { words: { sealed: toBase64url(sealed), wraps }, hash };
}

/** What sealed words, and each wrap of their key, are bound to. */
function place(act: string, desk?: string): string {
  return desk === undefined ? `keeping ${act}` : `keeping ${act} ${desk}`;
}
