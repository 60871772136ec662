/** The caseload: small sealed cards, opened all at once under the desk's index key. */
import { fromBase64url, fromUtf8, openCards, SealRefusal } from '@amparo/seal';
import {
  CardContent,
  foldTimeline,
  putCard as putCardCall,
  readCaseload as readCaseloadCall,
} from '@amparo/casework/files';
import type { Card } from '@amparo/casework/files';
import type { z } from 'zod';
import { sealCardContent } from './card.ts';
import { openDrawer } from './drawers.ts';
import { readFile } from './files.ts';
import { askOrRecall } from './kept.ts';
import type { Kept } from './kept.ts';
import { no, ok } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { findDesk, refuseLocked } from './session.ts';
import type { DeskAccess, Session } from './session.ts';

/** One line of a caseload; `content` is null for a card that does not open, which is shown as such. */
export interface CaseloadLine {
  readonly file: string;
  readonly revision: number;
  readonly content: CardContent | null;
}

/**
 * Reads a desk's caseload with one leaf, and opens every card; this device's copy while there is no line.
 *
 * Refuses: `not-available` for a desk that is not the member's, what the node refuses.
 */
export async function readCaseload(
  session: Session,
  desk: string,
): Promise<Outcome<Kept<readonly CaseloadLine[]>>> {
  const access = findDesk(session, desk);
  if (access === undefined) return refuseLocked(session) ?? no('not-available');
  const asked = { params: { desk } };
  const answer = await askOrRecall(session, `caseload/${desk}`, readCaseloadCall, asked);
  if (!answer.ok) return answer;
  const { value, fromCopy } = answer.value;
  const lines = await openLines(access, value.cards);
  if (fromCopy) return ok({ value: lines, fromCopy });
  for (const file of value.uncarded) lines.push(await makeFirstCard(session, access, file));
  return ok({ value: lines, fromCopy });
}

/**
 * A desk that was let into a file has no card of it: only its own members have its index key. Whoever
 * reads the caseload first makes it from what the desk may open; without a cover it stays a line
 * without a name.
 */
async function makeFirstCard(
  session: Session,
  access: DeskAccess,
  file: string,
): Promise<CaseloadLine> {
  const nameless = { file, revision: 0, content: null };
  const content = await readCover(session, access, file);
  if (content === null) return nameless;
  const desk = access.desk.desk;
  const put = await putCard(session, { desk, file, revision: 1, content });
  return put.ok ? { file, revision: 1, content } : nameless;
}

async function readCover(
  session: Session,
  access: DeskAccess,
  file: string,
): Promise<CardContent | null> {
  const view = await readFile(session, file);
  if (!view.ok) return null;
  const held = view.value.value.drawers.find(
    (drawer) =>
      drawer.class === 'cover' &&
      drawer.grants.some(({ statement }) => statement.holder === access.desk.desk),
  );
  if (held === undefined) return null;
  const opened = await openDrawer(session, held.drawer);
  if (!opened.ok) return null;
  const { cover } = foldTimeline(opened.value.entries).state;
  if (cover === null) return null;
  const { chosenName, pronoun = '', language } = cover;
  return { v: 1, chosenName, pronoun, language, safe: '', nextClock: null };
}

/** What a card is to say; `revision` one higher than the card it replaces. */
export interface CardToPut {
  readonly desk: string;
  readonly file: string;
  readonly revision: number;
  readonly content: CardContent;
}

/** Replaces the card of a file. Refuses: `request/too-large` over 1,020 bytes of JSON, what the node refuses. */
export async function putCard(
  session: Session,
  { desk, file, revision, content }: CardToPut,
): Promise<Outcome<Record<string, never>>> {
  const access = findDesk(session, desk);
  const locked = refuseLocked(session);
  if (locked !== undefined) return locked;
  if (access === undefined) return no('not-available');
  try {
    const input = await sealCardContent(access, { file, revision, content });
    return await session.caller.call(putCardCall, { params: { desk, file }, input });
  } catch (error) {
    if (error instanceof SealRefusal) return no('request/too-large');
    throw error;
  }
}

async function openLines(
  { keys }: DeskAccess,
  cards: readonly z.infer<typeof Card>[],
): Promise<CaseloadLine[]> {
  const sealed = cards.map((card) => ({ ...card, sealed: fromBase64url(card.sealed) }));
  const opened = await openCards(keys.index, sealed);
  return cards.map(({ file, revision }, at) => {
    const payload = opened[at];
    const content = payload instanceof Uint8Array ? readContent(payload) : null;
    return { file, revision, content };
  });
}

function readContent(payload: Uint8Array<ArrayBuffer>): CardContent | null {
  try {
    const parsed = CardContent.safeParse(JSON.parse(fromUtf8(payload)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
