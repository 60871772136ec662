/** Appends an entry: position, head, leaf and entry in one transaction, then the node's signature. */
import type { Acknowledgement } from '@amparo/casework/files';
import { canonicalJson, chainHead, GENESIS_HEAD, type KeyPair, sign, utf8 } from '@amparo/seal';
import { toBuffer, toText } from '../bytes.ts';
import type { Runner } from '../db/handle.ts';
import { recordLeaf } from '../ledger/index.ts';
import { no, ok, type Outcome } from '../outcome.ts';
import { noteReportEntry } from './conversation-store.ts';
import { type CheckedEntry, decideAppend } from './entry-check.ts';
import {
  advanceDrawer,
  findEntry,
  findHeadAt,
  insertEntry,
  type LockedDrawer,
} from './drawer-store.ts';

/** What an acknowledgement says, before it is signed. */
export type Appended = Omit<Acknowledgement, 'signature'>;

/**
 * Appends to a drawer that the transaction has locked. The same bytes again give the same answer.
 *
 * Refuses: `entry/other-bytes` and what `decideAppend` refuses.
 */
export async function appendTo(
  tx: Runner,
  drawer: LockedDrawer,
  checked: CheckedEntry,
  now: Date,
): Promise<Outcome<Appended>> {
  const { header, hash, by } = checked;
  const known = await findEntry(tx, drawer.drawer, header.entry);
  if (known !== undefined) {
    if (toText(known.hash) !== hash) return no('entry/other-bytes');
    return ok(appended(drawer.drawer, header.entry, known));
  }
  const seenHead = await seenHeadOf(tx, drawer, header.seen.position);
  const head = toText(drawer.head);
  const allowed = decideAppend(checked, {
    file: drawer.file,
    isConversation: drawer.is_conversation,
    isClosed: drawer.closed_at !== null,
    version: drawer.version,
    stale: drawer.stale,
    position: drawer.position,
    head,
    seenHead,
  });
  if (!allowed.ok) return allowed;
  const position = drawer.position + 1;
  const next = toBuffer(await chainHead(head, position, hash));
  const row = { position, head: next, received_at: now };
  await insertEntry(tx, drawer.drawer, checked, row);
  await advanceDrawer(tx, drawer.drawer, { position, head: next });
  if (drawer.is_conversation) await noteReportEntry(tx, drawer, by.desk === null, now);
  await recordLeaf(tx, {
    kind: 'entry-appended',
    now,
    about: {
      actor: by.author,
      desk: by.desk,
      file: drawer.file,
      drawer: drawer.drawer,
      class: drawer.class,
      object: header.entry,
    },
  });
  return ok(appended(drawer.drawer, header.entry, row));
}

async function seenHeadOf(
  tx: Runner,
  drawer: LockedDrawer,
  position: number,
): Promise<string | undefined> {
  if (position === 0) return GENESIS_HEAD;
  if (position === drawer.position) return toText(drawer.head);
  const head = await findHeadAt(tx, drawer.drawer, position);
  return head === undefined ? undefined : toText(head);
}

function appended(
  drawer: string,
  entry: string,
  row: { readonly position: number; readonly head: Buffer; readonly received_at: Date },
): Appended {
  const { position, head } = row;
  return { entry, drawer, position, head: toText(head), receivedAt: row.received_at.toISOString() };
}

/** Signs what was committed, with the node's key, in context `acknowledgement`. */
export async function acknowledge(
  outcome: Outcome<Appended>,
  nodeSigning: KeyPair,
): Promise<Outcome<Acknowledgement>> {
  if (!outcome.ok) return outcome;
  const message = utf8(canonicalJson(outcome.value));
  const signature = toText(await sign(nodeSigning.secretKey, 'acknowledgement', message));
  return ok({ ...outcome.value, signature });
}
