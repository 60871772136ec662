/** Preparing drawers: rows that lock nothing yet, and the node's share for each. */
import type { z } from 'zod';
import type { prepareDrawers, prepareFile } from '@amparo/casework/files';
import { type DrawerClass, isLive, needToKnow } from '@amparo/casework/grants';
import { toText } from '../bytes.ts';
import type { Runner } from '../db/handle.ts';
import { refuseTaken } from '../db/taken.ts';
import type { AppDeps } from '../deps.ts';
import { findAuthorisation, findLiveGrant, holdsOfFile } from '../grants/index.ts';
import type { Keystore } from '../keystore/index.ts';
import { no, ok, type Outcome } from '../outcome.ts';
import type { SeatedActor } from '../http/member.ts';
import { lockDrawer } from '../drawers/index.ts';
import { findFile, insertFile, insertPrepared, listDrawers } from './file-store.ts';

interface Wanted {
  readonly drawer: string;
  readonly class: DrawerClass;
}
type Shares = z.input<typeof prepareFile.output>;

interface PreparingFile {
  readonly actor: SeatedActor;
  readonly input: z.output<typeof prepareFile.input>;
  readonly now: Date;
}

/**
 * Prepares a file on the word of the person. Repeating it gives the same shares.
 *
 * Refuses: `not-available` (the desk does not hold the conversation, or it belongs to a file),
 * `authorisation/refused` (not given, run out, withdrawn, or not for opening a file with this desk),
 * `grant/need-to-know` (a class that this desk may not hold), `request/malformed`.
 */
export async function prepareNewFile(
  { db, keystore }: AppDeps,
  { actor, input, now }: PreparingFile,
): Promise<Outcome<Shares>> {
  const { file, drawers } = input;
  const fitting = checkClasses(drawers, (wanted) => needToKnow(wanted, actor.seat.kind).grant);
  if (!fitting.ok) return fitting;
  const prepared = await refuseTaken(['not-available'], () =>
    db.as(actor).commit(async (tx) => {
      const known = await findFile(tx, file);
      if (known !== undefined) {
        const isSame =
          known.prepared_by === actor.member &&
          known.lead_desk === input.desk &&
          known.conversation === input.conversation &&
          known.opened_at === null;
        return isSame ? isPrepared(tx, file, drawers) : no('not-available');
      }
      const allowed = await mayOpen(tx, actor, input, now);
      if (!allowed.ok) return allowed;
      const { conversation, authorisation, desk } = input;
      await insertFile(tx, {
        file,
        lead_desk: desk,
        conversation,
        authorisation,
        prepared_by: actor.member,
        prepared_at: now,
        opened_at: null,
      });
      await insertPrepared(tx, drawers, { file, lead_desk: desk, made_at: now });
      return ok(null);
    }),
  );
  return prepared.ok ? makeShares(keystore, drawers) : prepared;
}

/**
 * Says whether this desk may open a file from this conversation now: it holds it, it is a casework desk,
 * and the person's live word names the desk and says so.
 */
export async function mayOpen(
  tx: Runner,
  actor: SeatedActor,
  asked: { readonly conversation: string; readonly authorisation: string },
  now: Date,
): Promise<Outcome<null>> {
  const { desk, kind } = actor.seat;
  const conversation = await lockDrawer(tx, asked.conversation);
  const held = conversation && (await findLiveGrant(tx, conversation.drawer, [desk], now));
  if (!conversation?.is_conversation || conversation.file !== null || held === undefined) {
    return no('not-available');
  }
  const given = await findAuthorisation(tx, asked.authorisation, asked.conversation);
  const isAllowed =
    kind === 'casework' &&
    given !== undefined &&
    isLive(given, now.toISOString()) &&
    given.statement.opensFile &&
    given.statement.desks.includes(desk);
  return isAllowed ? ok(null) : no('authorisation/refused');
}

interface PreparingDrawers {
  readonly actor: SeatedActor;
  readonly params: { readonly file: string };
  readonly input: z.output<typeof prepareDrawers.input>;
  readonly now: Date;
}

/**
 * Prepares more drawers of an open file: any class it may hold for the lead desk, its own classes for a
 * desk that holds something of the file.
 *
 * Refuses: `not-available`, `grant/need-to-know`, `request/malformed`.
 */
export async function prepareMoreDrawers(
  { db, keystore }: AppDeps,
  { actor, params, input, now }: PreparingDrawers,
): Promise<Outcome<Shares>> {
  const { file } = params;
  const { desk, drawers } = input;
  const prepared = await refuseTaken(['not-available'], () =>
    db.as(actor).commit(async (tx) => {
      const known = await findFile(tx, file);
      const isOpen = known !== undefined && known.opened_at !== null;
      if (!isOpen || !(await holdsOfFile(tx, file, desk, now))) return no('not-available');
      const isLead = known.lead_desk === desk;
      const fitting = checkClasses(drawers, (wanted) => {
        const { right, grant } = needToKnow(wanted, actor.seat.kind);
        return isLead ? grant : right === 'own';
      });
      if (!fitting.ok) return fitting;
      const repeated = await isPrepared(tx, file, drawers);
      if (repeated.ok) return repeated;
      await insertPrepared(tx, drawers, { file, lead_desk: desk, made_at: now });
      return ok(null);
    }),
  );
  return prepared.ok ? makeShares(keystore, drawers) : prepared;
}

function checkClasses(
  drawers: readonly Wanted[],
  mayHave: (wanted: DrawerClass) => boolean,
): Outcome<null> {
  const ids = new Set(drawers.map(({ drawer }) => drawer));
  const classes = new Set(drawers.map((wanted) => wanted.class));
  // The conversation becomes the contact drawer; a file has no second one.
  const isSet =
    ids.size === drawers.length && classes.size === drawers.length && !classes.has('contact');
  if (!isSet) return no('request/malformed', 'Each drawer and each class is named once.');
  return [...classes].every(mayHave) ? ok(null) : no('grant/need-to-know');
}

/** Says whether exactly these drawers wait for their locks. */
async function isPrepared(
  tx: Runner,
  file: string,
  drawers: readonly Wanted[],
): Promise<Outcome<null>> {
  const waiting = new Map(
    (await listDrawers(tx, file, true)).map((row) => [row.drawer, row.class]),
  );
  const isSame = drawers.every((wanted) => waiting.get(wanted.drawer) === wanted.class);
  return isSame ? ok(null) : no('not-available');
}

/** Shares that lock nothing yet: there is nothing to read with them, so no leaf is needed. */
async function makeShares(
  keystore: Keystore,
  drawers: readonly Wanted[],
): Promise<Outcome<Shares>> {
  const shares: Shares['shares'] = [];
  for (const { drawer } of drawers) {
    const share = await keystore.prepare(drawer, 1);
    if (share === undefined) return no('not-available');
    shares.push({ drawer, version: 1, nodeShare: toText(share) });
  }
  return ok({ shares });
}
