import { giveGrant, revokeGrant, rewrapGrant } from '@amparo/casework/grants';
import { toBuffer } from '../bytes.ts';
import type { AppDeps } from '../deps.ts';
import { anyMember, desksOf } from '../http/member.ts';
import { type Route, route } from '../http/route.ts';
import { no, ok } from '../outcome.ts';
import { endHolding, letIn } from './give.ts';
import { findGrant, setRewrapped } from './store.ts';

/** The calls that let desks hold drawers, and end it. */
export function grantRoutes(deps: AppDeps): Route[] {
  return [
    route(giveGrant, { needs: anyMember, handle: (call) => letIn(deps, call) }),
    route(revokeGrant, { needs: anyMember, handle: (call) => endHolding(deps, call) }),
    route(rewrapGrant, {
      needs: anyMember,
      handle: async ({ actor, params, input, now }) => {
        const handle = deps.db.as(actor);
        const grant = await findGrant(handle, params.grant);
        const isHeld =
          grant?.revoked_at === null &&
          grant.expires_at > now &&
          desksOf(actor).includes(grant.holder);
        if (!isHeld) return no('not-available');
        await setRewrapped(handle, grant.grant_id, toBuffer(input.rewrapped));
        return ok({});
      },
    }),
  ];
}
