/** A session without a node behind it: for tests of what a device does on its own. */
import { randomBytes } from '@amparo/seal';
import type { Caller } from '../caller.ts';
import { makeSession } from '../session.ts';
import type { Session } from '../session.ts';
import { createMemoryStore } from '../store.ts';
import type { Store } from '../store.ts';
import { makeAuthor } from './drawer.ts';

/** A member without desks, on a device of their own, with a line that the test gives. */
export async function makeTestSession(
  caller: Caller,
  store: Store = createMemoryStore(),
): Promise<Session> {
  const { device } = await makeAuthor();
  return makeSession({
    caller,
    store,
    me: { member: device.subject.member, desks: [] },
    keys: { signing: randomBytes(32), encryption: randomBytes(32), root: randomBytes(32) },
    device: {
      device: device.subject.device,
      signing: randomBytes(32),
      storeKey: randomBytes(32),
      certificate: device,
    },
    state: {
      trust: { ownRoot: '', desks: new Map(), members: [], unproved: [] },
      online: true,
      locked: false,
      clockOffsetMs: 0,
      checkpoint: null,
      fork: null,
      isLogBehind: false,
      heard: new Map(),
      sent: new Set(),
    },
  });
}
