/** A report arrives: first an empty drawer with its share, then the sealed parcel that fills it. */
import { randomUUID } from 'node:crypto';
import type { Acknowledgement } from '@amparo/casework/files';
import { type GrantStatement, LONGEST_GRANT_DAYS } from '@amparo/casework/grants';
import type { ReportParcel, ReportStart } from '@amparo/casework/reports';
import { fromBase64url } from '@amparo/seal';
import { sha256, toBuffer, toText } from '../bytes.ts';
import type { Database, Runner } from '../db/handle.ts';
import { refuseTaken } from '../db/taken.ts';
import { acknowledge, type Appended, appendTo } from '../drawers/index.ts';
import { lockDrawer, type LockedDrawer } from '../drawers/index.ts';
import { type CheckedEntry, checkEntry } from '../drawers/index.ts';
import type { PortalKeys } from '../keys/index.ts';
import type { Keystore } from '../keystore/index.ts';
import { recordLeaf } from '../ledger/index.ts';
import { no, ok, type Outcome } from '../outcome.ts';
import { findHotline, insertConversation, insertReport } from './portal-store.ts';

/** What the portal's calls work with; the database as `amparo_portal`. */
export interface PortalWork {
  readonly db: Database;
  readonly keystore: Keystore;
  readonly keys: PortalKeys;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Makes a drawer that locks nothing yet. Refuses: `node/busy` when no hotline desk is on this node. */
export async function begin(
  { db, keystore }: PortalWork,
  now: Date,
): Promise<Outcome<ReportStart>> {
  const drawer = randomUUID();
  const handle = db.as({ kind: 'drawer', drawer });
  const reader = await findHotline(handle, now);
  if (reader === undefined) return no('node/busy');
  await insertConversation(handle, { drawer, desk: reader.desk.subject.desk, now });
  const share = await keystore.prepare(drawer, 1);
  if (share === undefined) return no('node/busy');
  return ok({ drawer, version: 1, nodeShare: toText(share), ...reader, time: now.toISOString() });
}

/**
 * Takes a sealed report. The same parcel again gets the same acknowledgement.
 *
 * Refuses: `not-available` (no such start, or it was too long ago), `mailbox/locator-taken`, and what
 * an entry can be refused for.
 */
export async function receive(
  { db, keys }: PortalWork,
  { parcel, sealedBy }: { readonly parcel: ReportParcel; readonly sealedBy: 'browser' | 'node' },
  now: Date,
): Promise<Outcome<Acknowledgement>> {
  const { drawer, mailbox } = parcel;
  const by = {
    author: mailbox.mailbox,
    device: mailbox.mailbox,
    key: fromBase64url(mailbox.signingKey),
    desk: null,
  };
  const checked = await checkEntry(fromBase64url(parcel.entry), { drawer, by, now });
  if (!checked.ok) return checked;
  const tokenHash = toBuffer(mailbox.tokenHash);
  const { locator } = mailbox;
  const handle = db.as({ kind: 'parcel', drawer, locator, tokenHash });
  const work = { parcel, sealedBy, checked: checked.value, now };
  const received = await refuseTaken(['mailbox/locator-taken'], () =>
    handle.commit((tx) => fill(tx, work)),
  );
  return acknowledge(received, keys.nodeSigning);
}

interface Filling {
  readonly parcel: ReportParcel;
  readonly sealedBy: 'browser' | 'node';
  readonly checked: CheckedEntry;
  readonly now: Date;
}

async function fill(
  tx: Runner,
  { parcel, sealedBy, checked, now }: Filling,
): Promise<Outcome<Appended>> {
  // Asked twice: who waited for the lock while the same parcel was taken sees it with the next look.
  const drawer = (await lockDrawer(tx, parcel.drawer)) ?? (await lockDrawer(tx, parcel.drawer));
  if (drawer === undefined) return no('not-available');
  // Once filled, it is seen here only by whoever has its receipt: the same parcel again.
  if (drawer.version > 0) return appendTo(tx, drawer, checked, now);
  const desk = drawer.lead_desk;
  const statement = firstGrant(parcel, desk, now);
  await insertReport(tx, parcel, { desk, sealedBy, statement, now });
  const filled: LockedDrawer = { ...drawer, version: 1 };
  const outcome = await appendTo(tx, filled, checked, now);
  if (!outcome.ok) return outcome;
  const about = {
    actor: parcel.mailbox.mailbox,
    desk,
    drawer: parcel.drawer,
    class: drawer.class,
    object: statement.grant,
  };
  await recordLeaf(tx, { kind: 'report-received', now, about });
  return outcome;
}

/** The reporting browser wraps the share itself; the node writes down that this desk now holds it. */
function firstGrant(parcel: ReportParcel, holder: string, now: Date): GrantStatement {
  return {
    grant: randomUUID(),
    drawer: parcel.drawer,
    version: 1,
    holder,
    basis: { kind: 'own' },
    expiresAt: new Date(now.getTime() + LONGEST_GRANT_DAYS * DAY_MS).toISOString(),
    wrappedHash: toText(sha256(toBuffer(parcel.wrapped))),
  };
}
