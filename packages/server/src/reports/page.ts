/** "My page": what receipt and second secret open together, tried slowly and never locked for ever. */
import { timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';
import type { openPage, setPage } from '@amparo/casework/reports';
import { fromBase64url } from '@amparo/seal';
import { hashOf, toBytes, toText } from '../bytes.ts';
import { acknowledge, appendTo, checkEntry, lockDrawer } from '../drawers/index.ts';
import { no, ok, type Outcome } from '../outcome.ts';
import { actingFor } from './mailbox.ts';
import { countTry, dropPage, lockPage, putPage } from './page-store.ts';
import { findHeldMailbox } from './portal-store.ts';
import type { PortalWork } from './send.ts';

/** This many wrong tries in a row cost nothing but the try. */
const FREE_TRIES = 5;
const FIRST_WAIT_MS = 60_000;
/** Nobody waits longer than this, however many tries there were. */
const LONGEST_WAIT_MS = 3_600_000;

/** How long after a number of wrong tries in a row no further one is taken, in milliseconds. Pure. */
export function waitAfter(wrong: number): number {
  if (wrong < FREE_TRIES) return 0;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(20, wrong - FREE_TRIES));
}

/**
 * Lends the sealed key of the page for its token.
 *
 * Shape: null for a wrong token, for no page, and while it waits; `waitsUntil` says that it waits.
 * Refuses: `mailbox/refused`.
 */
export async function open(
  { db }: PortalWork,
  asked: z.output<typeof openPage.input>,
  now: Date,
): Promise<Outcome<z.input<typeof openPage.output>>> {
  return actingFor(db, asked).commit<z.input<typeof openPage.output>>(async (tx) => {
    if ((await findHeldMailbox(tx)) === undefined) return no('mailbox/refused');
    const page = await lockPage(tx);
    if (page === undefined) return ok({ sealedSeed: null, waitsUntil: null });
    const waits = page.waits_until;
    if (waits !== null && waits > now) {
      return ok({ sealedSeed: null, waitsUntil: waits.toISOString() });
    }
    if (timingSafeEqual(hashOf(asked.pageToken), page.token_hash)) {
      await countTry(tx, { wrong: 0, waitsUntil: null });
      return ok({ sealedSeed: toText(page.sealed_seed), waitsUntil: null });
    }
    const wrong = page.wrong + 1;
    const wait = waitAfter(wrong);
    const waitsUntil = wait === 0 ? null : new Date(now.getTime() + wait);
    await countTry(tx, { wrong, waitsUntil });
    return ok({ sealedSeed: null, waitsUntil: waitsUntil?.toISOString() ?? null });
  });
}

/**
 * Chooses, changes or drops the second secret; the person's sealed choice commits with it.
 *
 * Shape: `set` is false when `current` is not the token of the page there is, and nothing was changed.
 * Refuses: `mailbox/refused`, `request/malformed`, and what an entry can be refused for.
 */
export async function set(
  { db, keys }: PortalWork,
  asked: z.output<typeof setPage.input>,
  now: Date,
): Promise<Outcome<z.input<typeof setPage.output>>> {
  const handle = actingFor(db, asked);
  const mailbox = await findHeldMailbox(handle);
  if (mailbox === undefined) return no('mailbox/refused');
  const { page, current, entry } = asked;
  if (entry === null) {
    if (page === null || current === null) return no('request/malformed');
    return handle.commit<z.input<typeof setPage.output>>(async (tx) => {
      const known = await lockPage(tx);
      const isTheirs = known && timingSafeEqual(hashOf(current), known.token_hash);
      if (isTheirs !== true) return ok({ set: false, acknowledged: null });
      await putPage(tx, mailbox, page);
      return ok({ set: true, acknowledged: null });
    });
  }
  const { drawer } = mailbox;
  const by = {
    author: mailbox.mailbox,
    device: mailbox.mailbox,
    key: toBytes(mailbox.signing_key),
    desk: null,
  };
  const checked = await checkEntry(fromBase64url(entry), { drawer, by, now });
  if (!checked.ok) return checked;
  const appended = await handle.commit(async (tx) => {
    const locked = await lockDrawer(tx, drawer);
    if (locked === undefined) return no('mailbox/refused');
    const outcome = await appendTo(tx, locked, checked.value, now);
    if (!outcome.ok) return outcome;
    await (page === null ? dropPage(tx) : putPage(tx, mailbox, page));
    return outcome;
  });
  const acknowledged = await acknowledge(appended, keys.nodeSigning);
  return acknowledged.ok ? ok({ set: true, acknowledged: acknowledged.value }) : acknowledged;
}
