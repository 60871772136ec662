import { type Clock, putClock, readClocks } from '@amparo/casework/clocks';
import type { Runner } from '../db/handle.ts';
import { refuseTaken } from '../db/taken.ts';
import type { AppDeps } from '../deps.ts';
import { holdsOfFile } from '../grants/index.ts';
import { type Route, route } from '../http/route.ts';
import { no, ok, type Outcome } from '../outcome.ts';
import { seatedAtInput, seatedAtPath } from '../http/member.ts';
import { countSeated, findClock, insertClock, listClocks, updateClock } from './store.ts';

/** The calls about clocks: the node knows a date and a desk, never what is due. */
export function clockRoutes({ db }: AppDeps): Route[] {
  return [
    route(putClock, {
      needs: seatedAtInput,
      handle: async ({ actor, params, input: clock, now }) => {
        if (clock.clock !== params.clock) return no('request/malformed', 'Another clock is named.');
        return refuseTaken(['not-available'], () =>
          db.as(actor).commit((tx) => keepClock(tx, clock, now)),
        );
      },
    }),
    route(readClocks, {
      needs: seatedAtPath,
      handle: async ({ actor, params, now }) =>
        ok({ clocks: await listClocks(db.as(actor), params.desk), time: now.toISOString() }),
    }),
  ];
}

async function keepClock(
  tx: Runner,
  clock: Clock,
  now: Date,
): Promise<Outcome<Record<string, never>>> {
  if (!(await holdsOfFile(tx, clock.file, clock.desk, now))) return no('not-available');
  const people = new Set([clock.owner, ...(clock.deputy === null ? [] : [clock.deputy])]);
  if ((await countSeated(tx, clock.desk, [...people])) !== people.size) {
    return no('request/malformed', 'Owner and deputy sit at the desk.');
  }
  const known = await findClock(tx, clock.clock);
  if (known === undefined) await insertClock(tx, clock);
  else if (known.file !== clock.file || known.desk !== clock.desk) return no('not-available');
  else await updateClock(tx, clock);
  return ok({});
}
