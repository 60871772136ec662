/** Unlocking: card and passphrase open the member's keys here; the node only ever sees a signature. */
import { openMemberKeys, lookupToken, parseSignInCard, fromBase64url } from '@amparo/seal';
import { sign, SealRefusal, toBase64url, utf8 } from '@amparo/seal';
import type { MemberKeys } from '@amparo/seal';
import { nodeInformation } from '@amparo/casework/directory';
import { fetchChallenge, fetchSealedKeys, readMe, startSession } from '@amparo/casework/sessions';
import type { Caller } from './caller.ts';
import { findCard, forgetMember, keepCard, loadDevice } from './device.ts';
import type { Device, KeptCard } from './device.ts';
import { dropEndedLoans } from './drawers.ts';
import { dropErased } from './keeping.ts';
import { watchLog } from './log-watch.ts';
import { no, ok } from './outcome.ts';
import type { Outcome, Refused } from './outcome.ts';
import { makeSession, refuseLocked, stateOf } from './session.ts';
import type { Fork, Me, Session, SessionState } from './session.ts';
import { sealedStore } from './store.ts';
import type { SealedStore, Store } from './store.ts';
import { isPinned, loadTrust } from './trust.ts';

/** What unlocking takes. `store` is where this device keeps what it needs; `card` as typed. */
export interface UnlockInput {
  readonly card: string;
  readonly passphrase: string;
  readonly caller: Caller;
  readonly store: Store;
}

/**
 * Unlocks: fetches the sealed keys by the card's token, opens them with the passphrase, signs in with this
 * device's key and opens the keys of each desk whose certificates hold.
 *
 * Without a line it opens from what this device kept at the last unlocking; the session is then `online:
 * false` until {@link resume}. Passphrase and card never leave this function.
 * Refuses: `sign-in/refused` (mistyped card, unknown card, or wrong passphrase: nobody learns which),
 * `device/revoked` (everything kept for the member here is deleted), `certificate/refused`, what the node
 * refuses; `offline` when this device never unlocked before.
 */
export async function unlock(input: UnlockInput): Promise<Outcome<Session>> {
  const { caller, store } = input;
  const opened = await openKeys(input);
  if (!opened.ok) return opened;
  const { keys, member } = opened.value;
  const node = await caller.call(nodeInformation, {});
  const now = node.ok ? node.value.time : new Date().toISOString();
  const device = await loadDevice(store, { member, keys, now });
  const signedIn = await signIn(caller, member, device);
  if (!signedIn.ok && !signedIn.offline) return afterRefusal(signedIn, store, member);

  const sealed = sealedStore(store, member, device.storeKey);
  if (node.ok && !(await isPinned(sealed, 'node', node.value.nodeKey))) {
    return no('certificate/refused', 'this device knows another key of this node');
  }
  const trust = await loadTrust(caller, sealed, { now, ownRoot: toBase64url(keys.root) });
  if (!trust.ok) return trust;
  const asked = signedIn.ok ? await caller.call(readMe, {}) : signedIn;
  if (!asked.ok && !asked.offline) return asked;
  const me = asked.ok ? asked.value : await sealed.get<Me>('profile', 'me');
  if (me === undefined) return asked as Exclude<typeof asked, { ok: true }>;
  if (me.member !== member) return no('certificate/refused', 'another member was answered');
  if (asked.ok) await sealed.put('profile', 'me', me);
  const clockOffsetMs = Date.parse(now) - Date.now();
  const state = await freshState(sealed, { trust: trust.value, online: asked.ok, clockOffsetMs });
  const session = await makeSession({ caller, store, me, keys, device, state });
  await dropEndedLoans(session);
  if (session.online) {
    await watchLog(session);
    await dropErased(session);
  }
  return ok(session);
}

async function freshState(
  store: SealedStore,
  known: Pick<SessionState, 'trust' | 'online' | 'clockOffsetMs'>,
): Promise<SessionState> {
  return {
    ...known,
    locked: false,
    checkpoint: null,
    fork: (await store.get<Fork>('checkpoint', 'fork')) ?? null,
    isLogBehind: false,
    heard: new Map(),
    sent: new Set(),
  };
}

/**
 * Signs in again with the keys in memory: after working without a line, or when the node ended the session.
 *
 * Refuses as {@link unlock} does after the keys were opened; after `device/revoked` the session is locked and
 * everything kept here is deleted.
 */
export async function resume(session: Session, store: Store): Promise<Outcome<Session>> {
  const locked = refuseLocked(session);
  if (locked !== undefined) return locked;
  const state = stateOf(session);
  const signedIn = await signIn(session.caller, session.member, session.device);
  if (!signedIn.ok) {
    if (signedIn.offline) return signedIn;
    if (signedIn.refusal.code === 'device/revoked') await session.lock();
    return afterRefusal(signedIn, store, session.member);
  }
  const trust = await loadTrust(session.caller, session.store, {
    now: session.now(),
    ownRoot: state.trust.ownRoot,
  });
  if (!trust.ok) return trust;
  state.trust = trust.value;
  state.online = true;
  await watchLog(session);
  await dropErased(session);
  return ok(session);
}

interface OpenedKeys {
  readonly member: string;
  readonly keys: MemberKeys;
}

async function openKeys({
  card,
  passphrase,
  caller,
  store,
}: UnlockInput): Promise<Outcome<OpenedKeys>> {
  const refused = no('sign-in/refused');
  try {
    const cardSecret = parseSignInCard(card);
    const lookup = toBase64url(await lookupToken(cardSecret));
    const found = await fetchCard(caller, store, lookup);
    if (!found.ok) return found;
    const { member, sealedKeys } = found.value;
    const sealed = fromBase64url(sealedKeys);
    const keys = await openMemberKeys({ passphrase, cardSecret, member, sealed });
    await keepCard(store, lookup, { member, sealedKeys });
    return ok({ member, keys });
  } catch (error) {
    if (error instanceof SealRefusal) return refused;
    throw error;
  }
}

async function fetchCard(caller: Caller, store: Store, lookup: string): Promise<Outcome<KeptCard>> {
  const fetched = await caller.call(fetchSealedKeys, { input: { lookup } });
  if (fetched.ok || !fetched.offline) return fetched;
  const kept = await findCard(store, lookup);
  return kept === undefined ? fetched : ok(kept);
}

async function signIn(caller: Caller, member: string, device: Device): Promise<Outcome<true>> {
  const asked = await caller.call(fetchChallenge, { input: { member } });
  if (!asked.ok) return asked;
  const { challenge } = asked.value;
  const message = utf8(`${caller.origin}|${challenge}|${device.device}`);
  const signature = toBase64url(await sign(device.signing, 'session', message));
  const started = await caller.call(startSession, {
    input: { challenge, certificate: device.certificate, signature },
  });
  if (!started.ok) return started;
  const { member: signedIn, device: used } = started.value;
  const isOurs = signedIn === member && used === device.device;
  return isOurs ? ok(true) : no('certificate/refused', 'another session was answered');
}

async function afterRefusal(refused: Refused, store: Store, member: string): Promise<Refused> {
  if (refused.refusal.code === 'device/revoked') await forgetMember(store, member);
  return refused;
}
