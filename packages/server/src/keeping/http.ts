import {
  askAct,
  breakGlass,
  endAct,
  findErased,
  readDeskKeeping,
  readFileKeeping,
  recordCopy,
  reviewAct,
  secondAct,
} from '@amparo/casework/keeping';
import type { AppDeps } from '../deps.ts';
import { findFile } from '../files/index.ts';
import type { Rate } from '../http/limiter.ts';
import { anyMember, desksOf, seatedAtPath } from '../http/member.ts';
import { type Route, route } from '../http/route.ts';
import { recordLeaf } from '../ledger/index.ts';
import { no, ok } from '../outcome.ts';
import { ask, end, review, second } from './acts.ts';
import { openSigned } from './break-glass.ts';
import { listErasedAmong } from './file-store.ts';
import { showDeskKeeping, showFileKeeping } from './read.ts';

/** Somebody who hands people their papers makes a few copies; who makes many takes a caseload away. */
const COPIES: Rate = { name: 'copies', perMinute: 3 };

/** The calls of keeping and losing. */
export function keepingRoutes(deps: AppDeps): Route[] {
  return [
    route(askAct, { needs: anyMember, handle: (call) => ask(deps, call) }),
    route(secondAct, { needs: anyMember, handle: (call) => second(deps, call) }),
    route(endAct, { needs: anyMember, handle: (call) => end(deps, call) }),
    route(breakGlass, { needs: anyMember, handle: (call) => openSigned(deps, call) }),
    route(reviewAct, { needs: anyMember, handle: (call) => review(deps, call) }),
    route(readDeskKeeping, { needs: seatedAtPath, handle: (call) => showDeskKeeping(deps, call) }),
    route(readFileKeeping, { needs: anyMember, handle: (call) => showFileKeeping(deps, call) }),
    route(findErased, {
      needs: anyMember,
      handle: async ({ actor, input }) =>
        ok({ erased: await listErasedAmong(deps.db.as(actor), input.drawers) }),
    }),
    copyRoute(deps),
  ];
}

function copyRoute({ db, limiter }: AppDeps): Route {
  return route(recordCopy, {
    needs: anyMember,
    handle: async ({ actor, params, now }) => {
      if (!limiter.mayTry(COPIES, actor.member)) return no('request/too-many');
      return db.as(actor).commit(async (tx) => {
        const file = await findFile(tx, params.file);
        const isLed = file?.opened_at != null && desksOf(actor).includes(file.lead_desk);
        if (file === undefined || !isLed) return no('not-available');
        const about = { actor: actor.member, desk: file.lead_desk, file: file.file };
        await recordLeaf(tx, { kind: 'copy-made', now, about });
        return ok({ madeAt: now.toISOString() });
      });
    },
  });
}
