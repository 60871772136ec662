import {
  endSession,
  fetchChallenge,
  fetchSealedKeys,
  readMe,
  startSession,
} from '@amparo/casework/sessions';
import { sha256, toBuffer, toText } from '../bytes.ts';
import type { AppDeps } from '../deps.ts';
import { listOwnSeats } from '../directory/index.ts';
import { type Route, route } from '../http/route.ts';
import { ok } from '../outcome.ts';
import { anybody, anyMember, type MemberActor } from '../http/member.ts';
import { beginSession, giveChallenge, giveSealedKeys } from './sign-in.ts';
import { deleteSession, findSession, listDevices, touchSession } from './store.ts';

const IDLE_MS = 30 * 60 * 1000;
const TOUCH_MS = 60 * 1000;

/** Finds the member whose session token this is, if the session is live and not idle. */
export async function findMemberByToken(
  { db }: Pick<AppDeps, 'db'>,
  token: string,
  now: Date,
): Promise<MemberActor | undefined> {
  const tokenHash = sha256(toBuffer(token));
  const handle = db.as({ kind: 'session', tokenHash });
  const found = await findSession(handle, now, new Date(now.getTime() - IDLE_MS));
  if (found === undefined) return undefined;
  if (now.getTime() - found.seen_at.getTime() > TOUCH_MS)
    await touchSession(handle, tokenHash, now);
  return {
    kind: 'member',
    member: found.member,
    device: found.device,
    deviceKey: found.device_key,
    tokenHash,
    expiresAt: found.expires_at,
    seats: found.seats,
  };
}

/** The calls of signing in and out. */
export function sessionRoutes(deps: AppDeps): Route[] {
  return [
    route(fetchSealedKeys, { needs: anybody, handle: (call) => giveSealedKeys(deps, call) }),
    route(fetchChallenge, { needs: anybody, handle: (call) => giveChallenge(deps, call) }),
    route(startSession, { needs: anybody, handle: (call) => beginSession(deps, call) }),
    route(endSession, {
      needs: anyMember,
      handle: async (call) => {
        await deleteSession(deps.db.as(call.actor), call.actor.tokenHash);
        call.dropToken();
        return ok({});
      },
    }),
    route(readMe, {
      needs: anyMember,
      handle: async ({ actor, now }) => {
        const db = deps.db.as(actor);
        const seats = await listOwnSeats(db, actor.member, now);
        const devices = await listDevices(db, actor.member);
        return ok({
          member: actor.member,
          device: actor.device,
          expiresAt: actor.expiresAt.toISOString(),
          desks: seats.map((seat) => ({
            desk: seat.desk,
            membership: { certificate: seat.member, wrappedKeys: toText(seat.wrapped_keys) },
          })),
          devices: devices.map((row) => ({
            device: row.device,
            certifiedAt: row.certified_at.toISOString(),
            revokedAt: row.revoked_at?.toISOString() ?? null,
          })),
          time: now.toISOString(),
        });
      },
    }),
  ];
}
