import { giveGrant, revokeGrant, rewrapGrant } from '@amparo/casework/grants';
import { toBuffer, toText } from '../bytes.ts';
import { refuseTaken } from '../db/taken.ts';
import type { AppDeps } from '../deps.ts';
import { lockDrawer, type LockedDrawer } from '../files/drawer-store.ts';
import { findFile } from '../files/file-store.ts';
import type { Runner } from '../db/handle.ts';
import { type Route, route } from '../http/route.ts';
import { recordLeaf } from '../log/leaf.ts';
import { no, ok, type Outcome } from '../outcome.ts';
import { setHandedOver } from '../reports/report-store.ts';
import { anyMember, desksOf } from '../sessions/member.ts';
import { checkGrantSignature, judgeGrant } from './check.ts';
import {
  endGrant,
  findGrant,
  findLiveGrant,
  type GrantRow,
  insertGrant,
  setRewrapped,
  setStale,
} from './store.ts';

/** The conversation in which the person speaks about this drawer: itself, or that of its file. */
export async function conversationOf(tx: Runner, drawer: LockedDrawer): Promise<string> {
  if (drawer.is_conversation || drawer.file === null) return drawer.drawer;
  const file = await findFile(tx, drawer.file);
  return file?.conversation ?? drawer.drawer;
}

/** The calls that let desks hold drawers, and end it. */
export function grantRoutes({ db }: AppDeps): Route[] {
  return [
    route(giveGrant, {
      needs: anyMember,
      handle: async ({ actor, params, input: grant, now }) => {
        const signed = await checkGrantSignature(grant, params.drawer, actor);
        if (!signed.ok) return signed;
        const { statement } = grant;
        return refuseTaken(['not-available'], () =>
          db.as(actor).commit(async (tx) => {
            const drawer = await lockDrawer(tx, params.drawer);
            const desks = desksOf(actor);
            const isLead = drawer !== undefined && desks.includes(drawer.lead_desk);
            const held =
              isLead && (await findLiveGrant(tx, drawer.drawer, [drawer.lead_desk], now));
            if (!isLead || !held) return no('not-available');
            const known = await findGrant(tx, statement.grant);
            if (known !== undefined) return sameGrant(known, grant.signature);
            if (drawer.stale) return no('entry/stale-version');
            const conversation = await conversationOf(tx, drawer);
            const { version, file } = drawer;
            const judged = await judgeGrant(tx, grant, { drawer, version, conversation, now });
            if (!judged.ok) return judged;
            await insertGrant(tx, grant, { file, granted_by: actor.member, granted_at: now });
            const isToAnother = statement.holder !== drawer.lead_desk;
            if (drawer.is_conversation && isToAnother) await setHandedOver(tx, drawer.drawer, now);
            await recordGrant(tx, 'grant-given', { drawer, statement, member: actor.member, now });
            return ok({ grantedAt: now.toISOString() });
          }),
        );
      },
    }),
    route(revokeGrant, {
      needs: anyMember,
      handle: async ({ actor, params, now }) =>
        db.as(actor).commit(async (tx) => {
          const desks = desksOf(actor);
          const grant = await findGrant(tx, params.grant);
          const drawer = grant && (await lockDrawer(tx, grant.drawer));
          if (grant === undefined || drawer === undefined) return no('not-available');
          const isTheirs = desks.includes(drawer.lead_desk) || desks.includes(grant.holder);
          // A drawer that nobody leads with could never be opened, rotated or handed on again.
          if (!isTheirs || grant.holder === drawer.lead_desk) return no('not-available');
          // Seen again under the drawer's lock: somebody may have been faster.
          const fresh = await findGrant(tx, params.grant);
          if (fresh?.revoked_at) return ok({ revokedAt: fresh.revoked_at.toISOString() });
          // In this order: who gives up a grant of their own may not touch the drawer afterwards.
          await setStale(tx, drawer.drawer);
          await endGrant(tx, grant.grant_id, now);
          const { statement } = grant;
          await recordGrant(tx, 'grant-revoked', { drawer, statement, member: actor.member, now });
          return ok({ revokedAt: now.toISOString() });
        }),
    }),
    route(rewrapGrant, {
      needs: anyMember,
      handle: async ({ actor, params, input, now }) => {
        const handle = db.as(actor);
        const grant = await findGrant(handle, params.grant);
        const isHeld =
          grant !== undefined &&
          grant.revoked_at === null &&
          grant.expires_at > now &&
          desksOf(actor).includes(grant.holder);
        if (!isHeld) return no('not-available');
        await setRewrapped(handle, grant.grant_id, toBuffer(input.rewrapped));
        return ok({});
      },
    }),
  ];
}

function sameGrant(known: GrantRow, signature: string): Outcome<{ grantedAt: string }> {
  const isSame = known.signature !== null && toText(known.signature) === signature;
  return isSame ? ok({ grantedAt: known.granted_at.toISOString() }) : no('not-available');
}

/** Records a grant; the desk of the leaf is the one that holds. */
export async function recordGrant(
  tx: Runner,
  kind: 'grant-given' | 'grant-revoked',
  act: {
    readonly drawer: Pick<LockedDrawer, 'drawer' | 'file' | 'class'>;
    readonly statement: { readonly grant: string; readonly holder: string };
    readonly member: string;
    readonly now: Date;
  },
): Promise<void> {
  const { drawer, statement, member, now } = act;
  const about = {
    actor: member,
    desk: statement.holder,
    file: drawer.file,
    drawer: drawer.drawer,
    class: drawer.class,
    object: statement.grant,
  };
  await recordLeaf(tx, { kind, now, about });
}
