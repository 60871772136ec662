/** A member who unlocked: the keys in memory, whom they believe, and how to forget it all at once. */
import { fromBase64url, openDeskKeys, SealRefusal, toBase64url } from '@amparo/seal';
import type { Bytes, DeskKeys, MemberKeys } from '@amparo/seal';
import type { z } from 'zod';
import { endSession } from '@amparo/casework/sessions';
import type { readMe } from '@amparo/casework/sessions';
import type { MemberCertificate } from '@amparo/casework/directory';
import type { Caller } from './caller.ts';
import type { Device } from './device.ts';
import { no } from './outcome.ts';
import type { Refused } from './outcome.ts';
import { isEncryptionPair, publicHalf } from './seeds.ts';
import { sealedStore } from './store.ts';
import type { SealedStore, Store } from './store.ts';
import { isMemberOf } from './trust.ts';
import type { Trust, TrustedDesk } from './trust.ts';

/** A desk that the member works at, with its keys in memory. */
export interface DeskAccess extends TrustedDesk {
  readonly role: 'lead' | 'member';
  readonly membership: MemberCertificate;
  readonly keys: DeskKeys;
}

/**
 * An unlocked session. `online` is false after unlocking without a line, until `resume`.
 *
 * After `lock` every key is overwritten with zeros, and every act refuses with `session/none`.
 */
export interface Session {
  readonly caller: Caller;
  /** This member's sealed part of the device's store. */
  readonly store: SealedStore;
  readonly member: string;
  readonly name: string;
  readonly device: Device;
  readonly desks: readonly DeskAccess[];
  /** Desks whose certificates or keys did not hold: nothing of theirs is opened. */
  readonly unprovedDesks: readonly string[];
  readonly trust: Trust;
  readonly online: boolean;
  readonly locked: boolean;
  /** The node's time, as far as this device can tell, RFC 3339 to the millisecond. */
  now(): string;
  /** Forgets every key, and ends the session on the node if there is a line. */
  lock(): Promise<void>;
}

/** The parts that change while a session lasts; only `unlock` and `resume` write them. */
export interface SessionState {
  trust: Trust;
  online: boolean;
  locked: boolean;
  /** The node's clock minus ours, in milliseconds. */
  clockOffsetMs: number;
  /** Size and root (base64) of the last checkpoint that was consistent with all before it. */
  checkpoint: { readonly size: number; readonly root: string } | null;
  /** Two checkpoints of this node that cannot both be true, or null. */
  fork: Fork | null;
  /** True while the node shows an older or another log than before. */
  isLogBehind: boolean;
  /** Checkpoints that authors signed into entries, by size and root, until they were held against ours. */
  readonly heard: Map<string, HeardCheckpoint>;
  /** Entries of this device that the node acknowledged since unlocking. */
  readonly sent: Set<string>;
}

/** Size and root (base64) of a checkpoint that an author saw, and the signed entry (base64url) that says so. */
interface HeardCheckpoint {
  readonly size: number;
  readonly root: string;
  readonly entry: string;
}

/**
 * Proof that a node showed two histories: `shown` is a signed checkpoint; `remembered` another one, or the
 * signed entry of an author who saw another.
 */
export interface Fork {
  readonly remembered: string;
  readonly shown: string;
}

export type Me = z.infer<typeof readMe.output>;

/** What a session is made of, once everything was fetched and proved. */
export interface SessionParts {
  readonly caller: Caller;
  readonly store: Store;
  readonly me: Pick<Me, 'member' | 'desks'>;
  readonly keys: MemberKeys;
  readonly device: Device;
  readonly state: SessionState;
}

const states = new WeakMap<Session, SessionState>();

/** Makes the session and opens the keys of each desk whose chain holds. */
export async function makeSession(parts: SessionParts): Promise<Session> {
  const { caller, me, keys, device, state } = parts;
  const { desks, unprovedDesks, name } = await openDesks(me, keys, state);
  const session: Session = {
    caller,
    store: sealedStore(parts.store, me.member, device.storeKey),
    member: me.member,
    name,
    device,
    desks,
    unprovedDesks,
    get trust() {
      return state.trust;
    },
    get online() {
      return state.online;
    },
    get locked() {
      return state.locked;
    },
    now: () => new Date(Date.now() + state.clockOffsetMs).toISOString(),
    lock: async () => {
      if (state.locked) return;
      state.locked = true;
      for (const secret of secretsOf(keys, device, desks)) secret.fill(0);
      if (state.online) await caller.call(endSession, {});
    },
  };
  states.set(session, state);
  return session;
}

/** The changing parts of a session, for `resume`. */
export function stateOf(session: Session): SessionState {
  const state = states.get(session);
  if (state === undefined) throw new Error('This is not a session that unlock made.');
  return state;
}

/** Gives `session/none` for a locked session; every act asks first. */
export function refuseLocked(session: Session): Refused | undefined {
  return session.locked ? no('session/none', 'locked on this device') : undefined;
}

/** Finds the member's access to a desk. */
export function findDesk(session: Session, desk: string): DeskAccess | undefined {
  return session.desks.find((access) => access.desk.desk === desk);
}

function secretsOf(keys: MemberKeys, device: Device, desks: readonly DeskAccess[]): Bytes[] {
  const ofDesks = desks.flatMap(({ keys: { signing, encryption, keyring, index } }) => [
    ...(signing === undefined ? [] : [signing]),
    encryption,
    keyring,
    index,
  ]);
  return [keys.signing, keys.encryption, device.signing, device.storeKey, ...ofDesks];
}

interface OpenedDesks {
  readonly desks: DeskAccess[];
  readonly unprovedDesks: string[];
  readonly name: string;
}

async function openDesks(
  me: Pick<Me, 'member' | 'desks'>,
  keys: MemberKeys,
  state: SessionState,
): Promise<OpenedDesks> {
  const now = new Date(Date.now() + state.clockOffsetMs).toISOString();
  const own = toBase64url(await publicHalf(keys.signing));
  const opened: OpenedDesks = { desks: [], unprovedDesks: [], name: '' };
  let name = '';
  for (const { desk, membership } of me.desks) {
    const trusted = state.trust.desks.get(desk.subject.desk);
    const { subject } = membership.certificate;
    const proved =
      trusted !== undefined &&
      trusted.organisation.rootKey === state.trust.ownRoot &&
      subject.member === me.member &&
      subject.desk === trusted.desk.desk &&
      subject.signingKey === own &&
      (await isMemberOf(trusted, membership.certificate, now));
    const deskKeys = proved
      ? await openProvedKeys(trusted, { member: me.member, keys, wrapped: membership.wrappedKeys })
      : undefined;
    if (trusted === undefined || deskKeys === undefined) {
      opened.unprovedDesks.push(desk.subject.desk);
      continue;
    }
    opened.desks.push({
      ...trusted,
      role: subject.role,
      membership: membership.certificate,
      keys: deskKeys,
    });
    name = subject.name;
  }
  return { ...opened, name };
}

async function openProvedKeys(
  { desk }: TrustedDesk,
  { member, keys, wrapped }: { member: string; keys: MemberKeys; wrapped: string },
): Promise<DeskKeys | undefined> {
  try {
    const opened = await openDeskKeys({
      desk: desk.desk,
      member,
      secretKey: keys.encryption,
      wrapped: fromBase64url(wrapped),
    });
    return (await isEncryptionPair(desk.encryptionKey, opened.encryption)) ? opened : undefined;
  } catch (error) {
    if (error instanceof SealRefusal) return undefined;
    throw error;
  }
}
