/**
 * Leaves: what the log keeps of an act for ever, and the opening that says who and what it was.
 * A leaf is written in the transaction of its effect; nothing is lent before that commits.
 */
import { randomBytes } from 'node:crypto';
import type { LeafDetail, LeafKind } from '@amparo/casework/log';
import { formatLeaf, makeLeaf } from '@amparo/ledger';
import { sha256 } from '../bytes.ts';
import type { Handle, Runner } from '../db/handle.ts';
import type { Outcome } from '../outcome.ts';
import { insertLeaf } from './leaf-store.ts';

/** An act to be recorded; what is not named in `about` is null in the detail. */
export interface Act {
  readonly kind: LeafKind;
  readonly now: Date;
  readonly about: Partial<LeafDetail>;
}

/**
 * Records an act in the running transaction.
 *
 * The leaf shows the hour only: a small shelter's rhythm is nobody's business, and the exact time in
 * the opening becomes coarse after 30 days without breaking the proof.
 */
export async function recordLeaf(tx: Runner, { kind, now, about }: Act): Promise<void> {
  const detail: LeafDetail = {
    actor: about.actor ?? null,
    desk: about.desk ?? null,
    file: about.file ?? null,
    drawer: about.drawer ?? null,
    class: about.class ?? null,
    object: about.object ?? null,
  };
  const salt = randomBytes(32);
  const time = `${now.toISOString().slice(0, 13)}:00:00Z`;
  const leaf = Buffer.from(formatLeaf(makeLeaf(sha256, { kind, time }, salt, detail)));
  await insertLeaf(tx, leaf, { kind, at: now, salt, ...detail });
}

const durable = Symbol('durable');

/** Proof that the leaf of one reading of one drawer is committed. Only `commitReading` makes it. */
export interface DurableReading {
  readonly [durable]: true;
  readonly drawer: string;
}

/** What a reading found, before its leaf is durable. */
export interface Reading<T> {
  readonly drawer: string;
  readonly value: T;
  readonly act: Act;
}

/**
 * Commits a reading of a drawer with its leaf, and only then gives what it takes to borrow the node's
 * share: no leaf, no key.
 */
export async function commitReading<T>(
  handle: Handle,
  read: (tx: Runner) => Promise<Outcome<Reading<T>>>,
): Promise<Outcome<{ readonly value: T; readonly reading: DurableReading }>> {
  const outcome = await handle.commit(async (tx) => {
    const found = await read(tx);
    if (found.ok) await recordLeaf(tx, found.value.act);
    return found;
  });
  if (!outcome.ok) return outcome;
  const { drawer, value } = outcome.value;
  return { ok: true, value: { value, reading: { [durable]: true, drawer } } };
}
