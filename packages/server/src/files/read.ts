/** Reading: what a file consists of, and a drawer with the shares that open it. */
import type { z } from 'zod';
import type { DrawerView, OpenedDrawer, readFile } from '@amparo/casework/files';
import { toText } from '../bytes.ts';
import type { Runner } from '../db/handle.ts';
import type { AppDeps } from '../deps.ts';
import {
  findLiveGrant,
  type GrantRow,
  listAuthorisations,
  listGrants,
  viewOf,
} from '../grants/index.ts';
import { commitReading } from '../ledger/index.ts';
import { no, ok, type Outcome } from '../outcome.ts';
import type { Rate } from '../http/limiter.ts';
import { desksOf, type MemberActor } from '../http/member.ts';
import { listDrawerAuthors, listEntriesAfter, setReportOpened } from '../drawers/index.ts';
import { type DrawerRow, findDrawer, findFile, listDrawers, listVersions } from './file-store.ts';

/**
 * Shows the drawers of a file that the member's desks hold or lead. Refuses: `not-available`.
 */
export async function showFile(
  { db }: AppDeps,
  { actor, params }: { readonly actor: MemberActor; readonly params: { readonly file: string } },
): Promise<Outcome<z.input<typeof readFile.output>>> {
  const handle = db.as(actor);
  const file = await findFile(handle, params.file);
  if (file === undefined || file.opened_at === null) return no('not-available');
  const drawers = await listDrawers(handle, file.file, false);
  const grants = await listGrants(
    handle,
    drawers.map(({ drawer }) => drawer),
  );
  return ok({
    file: file.file,
    leadDesk: file.lead_desk,
    openedAt: file.opened_at.toISOString(),
    drawers: drawers.map((drawer) => drawerView(drawer, grants)),
    authorisations: await listAuthorisations(handle, file.conversation),
  });
}

function drawerView(row: DrawerRow, grants: readonly GrantRow[]): DrawerView {
  return {
    drawer: row.drawer,
    file: row.file,
    class: row.class,
    version: row.version,
    stale: row.stale,
    position: row.position,
    head: toText(row.head),
    grants: grants.filter(({ drawer }) => drawer === row.drawer).map(viewOf),
  };
}

interface OpeningDrawer {
  readonly actor: MemberActor;
  readonly params: { readonly drawer: string };
  readonly input: { readonly after: number };
  readonly now: Date;
}

/** Beyond this somebody does not work on files but reads a caseload. */
const MANY: Rate = { name: 'drawers opened', perMinute: 60 };
const TOLD_OF_MANY: Rate = { name: 'told of many', perMinute: 1 };

/**
 * Tells the operator, once a minute and without a name, that one member opens very many drawers. It is not
 * refused: in a flight at night it may be right. Oversight reads in the log who it was.
 */
function noticeMany({ limiter, log }: AppDeps, member: string): void {
  if (limiter.mayTry(MANY, member) || !limiter.mayTry(TOLD_OF_MANY, member)) return;
  log.warn({ event: 'many drawers opened by one member', count: MANY.perMinute });
}

/**
 * Lends the node's shares of a drawer and gives its entries after a position. The leaf of this reading is
 * durable before the keystore is asked.
 *
 * Refuses: `not-available`, whether the drawer is missing or not held.
 */
export async function openHeldDrawer(
  deps: AppDeps,
  { actor, params, input, now }: OpeningDrawer,
): Promise<Outcome<OpenedDrawer>> {
  const { db, keystore } = deps;
  const read = await commitReading(db.as(actor), async (tx) => {
    const found = await readDrawer(tx, { actor, drawer: params.drawer, after: input.after, now });
    if (!found.ok) return found;
    const { drawer, grant } = found.value;
    const act = {
      kind: 'drawer-opened',
      now,
      about: {
        actor: actor.member,
        desk: grant.holder,
        file: drawer.file,
        drawer: drawer.drawer,
        class: drawer.class,
      },
    } as const;
    return ok({ drawer: drawer.drawer, value: found.value, act });
  });
  if (!read.ok) return read;
  noticeMany(deps, actor.member);
  const { drawer, grant, grants, versions, entries, authors } = read.value.value;
  const lent = await keystore.lend(read.value.reading);
  // Destroyed, and the drawer came back with a backup of the database: it is dead, and erased again.
  if (lent.length === 0) return no('not-available');
  const shares = new Map(lent.map(({ version, share }) => [version, toText(share)]));
  return ok({
    drawer: drawerView(drawer, grants),
    versions: versions.map((version) => {
      const nodeShare = shares.get(version.version);
      if (nodeShare === undefined) throw new Error('The keystore has no share of a live drawer.');
      return { ...version, nodeShare };
    }),
    entries,
    authors,
    lentUntil: earlier(grant.expires_at, actor.expiresAt).toISOString(),
  });
}

async function readDrawer(
  tx: Runner,
  asked: {
    readonly actor: MemberActor;
    readonly drawer: string;
    readonly after: number;
    readonly now: Date;
  },
) {
  const { actor, after, now } = asked;
  const drawer = await findDrawer(tx, asked.drawer);
  const grant = drawer && (await findLiveGrant(tx, drawer.drawer, desksOf(actor), now));
  if (drawer === undefined || grant === undefined) return no('not-available');
  if (drawer.is_conversation) await setReportOpened(tx, drawer.drawer, now);
  return ok({
    drawer,
    grant,
    grants: await listGrants(tx, [drawer.drawer]),
    versions: await listVersions(tx, drawer.drawer),
    entries: await listEntriesAfter(tx, drawer.drawer, after),
    authors: await listDrawerAuthors(tx, drawer.drawer),
  });
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}
