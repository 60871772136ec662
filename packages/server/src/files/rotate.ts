/** Rotation: a new key for a drawer that somebody must not read on, wrapped for those who still hold it. */
import type { z } from 'zod';
import type { DrawerVersion, prepareRotation, rotateDrawer } from '@amparo/casework/files';
import { toText } from '../bytes.ts';
import type { Runner } from '../db/handle.ts';
import { refuseTaken } from '../db/taken.ts';
import type { AppDeps } from '../deps.ts';
import { checkGrantSignature } from '../grants/index.ts';
import {
  endVersion,
  findLiveGrant,
  type GrantRow,
  insertGrant,
  listLiveGrants,
} from '../grants/index.ts';
import { recordLeaf } from '../ledger/index.ts';
import { no, ok, type Outcome } from '../outcome.ts';
import { desksOf, type MemberActor } from '../http/member.ts';
import { lockDrawer, type LockedDrawer } from '../drawers/index.ts';
import { insertVersion } from './file-store.ts';

interface Asking {
  readonly actor: MemberActor;
  readonly params: { readonly drawer: string };
  readonly now: Date;
}

/** Makes the share of the next version, which locks nothing yet. Refuses: `not-available`. */
export async function prepareNextVersion(
  { db, keystore }: AppDeps,
  { actor, params, now }: Asking,
): Promise<Outcome<z.input<typeof prepareRotation.output>>> {
  const found = await db.as(actor).commit((tx) => lockRotating(tx, { actor, params, now }));
  if (!found.ok) return found;
  const version = found.value.version + 1;
  const share = await keystore.prepare(params.drawer, version);
  return share === undefined ? no('not-available') : ok({ version, nodeShare: toText(share) });
}

/**
 * Puts the next version in place. It changes the key, never who holds or how long.
 *
 * Refuses: `not-available`, `entry/stale-version` (somebody was faster), `entry/signature`,
 * `request/malformed` (not the same holders on the same terms).
 */
export async function putNextVersion(
  { db }: AppDeps,
  { actor, params, input, now }: Asking & { readonly input: DrawerVersion },
): Promise<Outcome<z.input<typeof rotateDrawer.output>>> {
  if (input.drawer !== params.drawer || input.sealedPrevious === null) {
    return no('request/malformed', 'A next version names its drawer and leads back.');
  }
  for (const grant of input.grants) {
    const signed = await checkGrantSignature(grant, params.drawer, actor);
    if (!signed.ok) return signed;
  }
  return refuseTaken(['not-available'], () =>
    db.as(actor).commit(async (tx) => {
      const found = await lockRotating(tx, { actor, params, now });
      if (!found.ok) return found;
      const drawer = found.value;
      if (input.version !== drawer.version + 1) return no('entry/stale-version');
      const live = await listLiveGrants(tx, drawer, now);
      if (!isSameHolding(input, live)) {
        return no('request/malformed', 'The holders or their terms are not those of before.');
      }
      const row = { file: drawer.file, granted_by: actor.member, granted_at: now };
      for (const grant of input.grants) await insertGrant(tx, grant, row);
      // After the new ones: without a live grant the database lets nobody touch the drawer.
      await endVersion(tx, drawer, now);
      await insertVersion(tx, input, now);
      const about = {
        actor: actor.member,
        desk: actor.seats.find(({ desk }) => isHolder(desk, live))?.desk ?? null,
        file: drawer.file,
        drawer: drawer.drawer,
        class: drawer.class,
      };
      await recordLeaf(tx, { kind: 'drawer-rotated', now, about });
      return ok({ rotatedAt: now.toISOString() });
    }),
  );
}

/**
 * The lead desk may rotate at any time; every other holder when the drawer is stale, because nobody could
 * write before somebody does. A conversation keeps its key: its person has no other.
 */
async function lockRotating(
  tx: Runner,
  { actor, params, now }: Asking,
): Promise<Outcome<LockedDrawer>> {
  const drawer = await lockDrawer(tx, params.drawer);
  const desks = desksOf(actor);
  const held = drawer && (await findLiveGrant(tx, drawer.drawer, desks, now));
  if (drawer === undefined || held === undefined) return no('not-available');
  const mayRotate = drawer.stale || desks.includes(drawer.lead_desk);
  const isRotating = !drawer.is_conversation && drawer.version > 0 && mayRotate;
  return isRotating ? ok(drawer) : no('not-available');
}

/** Every live holder once, on the same basis, and none for longer than before. */
function isSameHolding({ grants, version }: DrawerVersion, live: readonly GrantRow[]): boolean {
  const holders = new Set(grants.map(({ statement }) => statement.holder));
  if (holders.size !== grants.length) return false;
  if (live.some(({ holder }) => !holders.has(holder))) return false;
  return grants.every(({ statement }) =>
    live.some(
      (row) =>
        row.holder === statement.holder &&
        statement.version === version &&
        basisOf(row.statement) === basisOf(statement) &&
        new Date(statement.expiresAt) <= row.expires_at,
    ),
  );
}

function basisOf({ basis }: GrantRow['statement']): string {
  return basis.kind === 'consent' ? basis.authorisation : basis.kind;
}

function isHolder(desk: string, live: readonly GrantRow[]): boolean {
  return live.some(({ holder }) => holder === desk);
}
