import { listUndelivered } from '@amparo/casework/federation';
import type { AppDeps } from '../deps.ts';
import { seatedAtPath } from '../http/member.ts';
import { type Route, route } from '../http/route.ts';
import { ok } from '../outcome.ts';
import { listOfDesk } from './outgoing-store.ts';
import { describeUndelivered } from './undelivered.ts';

/** The calls of the app about messages between nodes. */
export function federationRoutes({ db, federation }: AppDeps): Route[] {
  return [
    route(listUndelivered, {
      needs: seatedAtPath,
      handle: async ({ actor, params }) => {
        const rows = await listOfDesk(db.as(actor), params.desk);
        return ok({ items: rows.map((row) => describeUndelivered(row, federation)) });
      },
    }),
  ];
}
