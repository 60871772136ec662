/** Letting a desk hold a drawer, and ending it. */
import type { Grant } from '@amparo/casework/grants';
import { toText } from '../bytes.ts';
import type { Runner } from '../db/handle.ts';
import { refuseTaken } from '../db/taken.ts';
import type { AppDeps } from '../deps.ts';
import {
  findConversationOf,
  lockDrawer,
  type LockedDrawer,
  setHandedOver,
} from '../drawers/index.ts';
import { desksOf, type MemberActor } from '../http/member.ts';
import { no, ok, type Outcome } from '../outcome.ts';
import { checkGrantSignature, judgeGrant } from './check.ts';
import { recordGrant } from './record.ts';
import {
  endGrant,
  findGrant,
  findLiveGrant,
  type GrantRow,
  insertGrant,
  setStale,
} from './store.ts';

interface Giving {
  readonly actor: MemberActor;
  readonly params: { readonly drawer: string };
  readonly input: Grant;
  readonly now: Date;
}

/**
 * Lets a desk hold a drawer, as the desk that leads it. The same grant again gets the same answer.
 *
 * Refuses: `not-available`, `entry/signature`, `entry/stale-version`, and what `decideGrant` refuses.
 */
export async function letIn(
  { db }: AppDeps,
  { actor, params, input: grant, now }: Giving,
): Promise<Outcome<{ grantedAt: string }>> {
  const signed = await checkGrantSignature(grant, params.drawer, actor);
  if (!signed.ok) return signed;
  const { statement } = grant;
  return refuseTaken(['not-available'], () =>
    db.as(actor).commit(async (tx) => {
      const drawer = await lockLed(tx, params.drawer, actor, now);
      if (drawer === undefined) return no('not-available');
      const known = await findGrant(tx, statement.grant);
      if (known !== undefined) return sameGrant(known, grant.signature);
      if (drawer.stale) return no('entry/stale-version');
      const conversation = await findConversationOf(tx, drawer);
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
}

/** Locks a drawer that one of the member's desks leads and holds. */
async function lockLed(
  tx: Runner,
  id: string,
  actor: MemberActor,
  now: Date,
): Promise<LockedDrawer | undefined> {
  const drawer = await lockDrawer(tx, id);
  if (drawer === undefined || !desksOf(actor).includes(drawer.lead_desk)) return undefined;
  const held = await findLiveGrant(tx, drawer.drawer, [drawer.lead_desk], now);
  return held === undefined ? undefined : drawer;
}

function sameGrant(known: GrantRow, signature: string): Outcome<{ grantedAt: string }> {
  const isSame = known.signature !== null && toText(known.signature) === signature;
  return isSame ? ok({ grantedAt: known.granted_at.toISOString() }) : no('not-available');
}

interface Ending {
  readonly actor: MemberActor;
  readonly params: { readonly grant: string };
  readonly now: Date;
}

/**
 * Ends a grant, as the desk that leads the drawer or as the one that holds it. Ended already: the same
 * answer.
 *
 * Refuses: `not-available`, also for the leading desk's own: nobody could open, rotate or hand on that
 * drawer again.
 */
export async function endHolding(
  { db }: AppDeps,
  { actor, params, now }: Ending,
): Promise<Outcome<{ revokedAt: string }>> {
  return db.as(actor).commit(async (tx) => {
    const desks = desksOf(actor);
    const grant = await findGrant(tx, params.grant);
    const drawer = grant && (await lockDrawer(tx, grant.drawer));
    if (grant === undefined || drawer === undefined) return no('not-available');
    const isTheirs = desks.includes(drawer.lead_desk) || desks.includes(grant.holder);
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
  });
}
