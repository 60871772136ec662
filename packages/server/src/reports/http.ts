import { closeReport, type InboxItem, readInbox, reissueReceipt } from '@amparo/casework/reports';
import type { AppDeps } from '../deps.ts';
import { lockDrawer } from '../drawers/index.ts';
import { type Route, route } from '../http/route.ts';
import { recordLeaf } from '../ledger/index.ts';
import { no, ok } from '../outcome.ts';
import { anyMember, desksOf, seatedAtPath } from '../http/member.ts';
import { NEVER } from './mailbox.ts';
import { reissue } from './reissue.ts';
import { type InboxRow, listInbox, lockReport, setClosed } from './report-store.ts';

/** What a desk does with the conversations it holds. */
export function reportRoutes(deps: AppDeps): Route[] {
  const { db } = deps;
  return [
    route(reissueReceipt, { needs: anyMember, handle: (call) => reissue(deps, call) }),
    route(readInbox, {
      needs: seatedAtPath,
      handle: async ({ actor, params, now }) => {
        const rows = await listInbox(db.as(actor), params.desk, now);
        return ok({ items: rows.map(itemOf) });
      },
    }),
    route(closeReport, {
      needs: anyMember,
      handle: async ({ actor, params, now }) =>
        db.as(actor).commit(async (tx) => {
          const drawer = await lockDrawer(tx, params.drawer);
          const report = drawer && (await lockReport(tx, drawer.drawer, desksOf(actor)));
          if (drawer === undefined || report === undefined) return no('not-available');
          // What became a file is ended in the file.
          if (drawer.file !== null) return no('not-available');
          if (report.closed_at !== null) return ok({});
          await setClosed(tx, drawer.drawer, now);
          const about = {
            actor: actor.member,
            desk: report.desk,
            drawer: drawer.drawer,
            class: drawer.class,
          };
          await recordLeaf(tx, { kind: 'report-closed', now, about });
          return ok({});
        }),
    }),
  ];
}

function itemOf(row: InboxRow): InboxItem {
  return {
    drawer: row.drawer,
    desk: row.desk,
    receivedAt: row.received_at.toISOString(),
    sealedBy: row.sealed_by,
    state: stateOf(row),
    waiting: row.is_waiting,
    expiresAt: row.expires_at?.toISOString() ?? NEVER,
  };
}

function stateOf(row: InboxRow): InboxItem['state'] {
  if (row.closed_at !== null) return 'closed';
  if (row.handed_over_at !== null) return 'handed-over';
  return row.opened_at === null ? 'new' : 'opened';
}
