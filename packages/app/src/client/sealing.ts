/** Sealing an event into an entry: which past it names, and under which key. */
import { sealEntry, toBase64url, utf8 } from '@amparo/seal';
import type { EntryHeader } from '@amparo/seal';
import { currentKey } from './drawers.ts';
import type { OpenDrawer } from './drawers.ts';
import type { Session } from './session.ts';
import { stateOf } from './session.ts';

/** What an entry says, before it is sealed. Events are JSON with a `kind`. */
export interface EventToSeal {
  readonly entry: string;
  readonly event: object;
  /** True when nothing else may have happened in the drawer meanwhile. */
  readonly exclusive: boolean;
}

/**
 * Seals and signs an event for a drawer, as base64url; undefined when this desk lacks the current key.
 *
 * The header names the position and head that this device saw, and the log's checkpoint, and is signed: no
 * later answer of the node can change what the author had in front of them.
 * Refuses (throws `SealRefusal`): `seal/too-large` over 65,532 bytes of JSON.
 */
export async function sealEvent(
  session: Session,
  opened: OpenDrawer,
  { entry, event, exclusive }: EventToSeal,
): Promise<string | undefined> {
  const current = currentKey(opened);
  if (current === undefined) return undefined;
  const { view, seen } = opened;
  const header: EntryHeader = {
    entry,
    file: view.file,
    drawer: view.drawer,
    version: view.version,
    author: session.member,
    device: session.device.device,
    time: session.now(),
    seen,
    checkpoint: stateOf(session).checkpoint,
    ...(exclusive && { expects: seen.head }),
  };
  const bytes = await sealEntry({
    key: current.key,
    header,
    payload: utf8(JSON.stringify(event)),
    signingKey: session.device.signing,
  });
  return toBase64url(bytes);
}
