import type { AccessRecord } from '@amparo/casework/log';
import { readAccessLog, readOpenings } from '@amparo/casework/log';
import { toText } from '../bytes.ts';
import type { AppDeps } from '../deps.ts';
import { type Route, route } from '../http/route.ts';
import { no, ok } from '../outcome.ts';
import { anyMember, seatedAtKind } from '../http/member.ts';
import { type AccessRow, findLedFile, listAccess, listOpenings } from './access-store.ts';
import { recordLeaf } from '../ledger/index.ts';
import { findLogState } from './store.ts';

const PAGE = 1000;

/** The calls that read what was recorded. Reading it is recorded as well. */
export function logRoutes({ db }: AppDeps): Route[] {
  return [
    route(readAccessLog, {
      needs: anyMember,
      handle: async ({ actor, params, now }) =>
        db.as(actor).commit(async (tx) => {
          const desks = actor.seats.map(({ desk }) => desk);
          const led = await findLedFile(tx, params.file, desks);
          const state = await findLogState(tx);
          if (led === undefined || state === undefined) return no('not-available');
          const { conversation, lead_desk: desk } = led;
          const { file } = params;
          const { generation } = state;
          const rows = await listAccess(tx, { file, conversation, generation });
          const about = { actor: actor.member, desk, file };
          await recordLeaf(tx, { kind: 'log-read', now, about });
          return ok({ records: rows.map(recordOf), checkpoint: state.checkpoint ?? '' });
        }),
    }),
    route(readOpenings, {
      needs: seatedAtKind('oversight'),
      handle: async ({ actor, input, now }) =>
        db.as(actor).commit(async (tx) => {
          const state = await findLogState(tx);
          if (state === undefined) return no('not-available');
          const { generation } = state;
          const rows = await listOpenings(tx, { from: input.from, limit: PAGE, generation });
          const about = { actor: actor.member, desk: actor.seat.desk };
          await recordLeaf(tx, { kind: 'log-read', now, about });
          const records = rows.map((row) => ({ ...recordOf(row), actorName: null }));
          const last = records.at(-1)?.index;
          const next = records.length === PAGE && typeof last === 'number' ? last + 1 : null;
          return ok({ records, next });
        }),
    }),
  ];
}

function recordOf(row: AccessRow): AccessRecord {
  const { kind, actor, desk, file, drawer, object } = row;
  return {
    kind,
    time: row.at.toISOString(),
    detail: { actor, desk, file, drawer, class: row.class, object },
    actorName: row.actor_name,
    deskName: row.desk_name,
    byPerson: row.by_person,
    index: row.leaf_index,
    salt: toText(row.salt),
  };
}
