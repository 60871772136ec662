/** Whether the law of this app is the release that its node has pinned; judged here, with the signature. */
import { decidePin, readLawPin } from '@amparo/casework/law-pins';
import type { LawPin } from '@amparo/casework/law-pins';
import { parseRelease } from '@amparo/law';
import type { LawRelease } from '@amparo/law';
import { openSignedNote } from '../client/index.ts';
import type { Session } from '../client/index.ts';
import type { HeldLaw } from './held-law.ts';

/** What is known of a release whose signature holds. */
interface Signed {
  readonly version: string;
  /** The names in the signatures that hold. */
  readonly signers: readonly string[];
  readonly pinnedAt: string;
}

export type PinState =
  /** The law of this app is the release that the node has pinned. */
  | ({ readonly state: 'pinned' } & Signed)
  /** The node has pinned another law than the one of this app. */
  | ({ readonly state: 'other' } & Signed)
  /** The node names no release: nobody answers for this law here. */
  | { readonly state: 'none' }
  /** What the node names is not signed as it says, cannot be read, or is older than what it named before. */
  | { readonly state: 'unproved' }
  /** No line, and this device never saw what the node has pinned. */
  | { readonly state: 'unreached' };

/** True where somebody signed this law, or this device cannot tell just now: nothing has to be warned of. */
export function isAnsweredFor({ state }: PinState): boolean {
  return state === 'pinned' || state === 'unreached';
}

const SHELF = 'law-pin';

/** Asks the node, or remembers without a line, and judges the law of this app by it. Throws never for what a node says. */
export async function loadPinState(session: Session, law: HeldLaw): Promise<PinState> {
  const remembered = await session.store.get<LawPin>('profile', SHELF);
  const answer = await session.caller.call(readLawPin, {});
  if (!answer.ok) {
    return remembered === undefined ? { state: 'unreached' } : judgePin(law, remembered, null);
  }
  const { pin } = answer.value;
  if (pin === null) return { state: 'none' };
  const before = remembered === undefined ? undefined : await openPin(remembered);
  const judged = await judgePin(law, pin, before?.release ?? null);
  if (judged.state === 'pinned' || judged.state === 'other') {
    await session.store.put('profile', SHELF, pin);
  }
  return judged;
}

/** Judges what a node names. `before` is the release that it named before, or null. */
export async function judgePin(
  law: Pick<HeldLaw, 'of'>,
  pin: LawPin,
  before: LawRelease | null,
): Promise<PinState> {
  const opened = await openPin(pin);
  if (opened === undefined) return { state: 'unproved' };
  const { release, signers } = opened;
  const decision = decidePin({ signed: release, here: law.of.files, before });
  if (decision.state === 'older') return { state: 'unproved' };
  const said = { version: release.version, signers, pinnedAt: pin.pinnedAt };
  return { state: decision.state === 'same' ? 'pinned' : 'other', ...said };
}

async function openPin({
  note,
  keys,
}: LawPin): Promise<{ release: LawRelease; signers: readonly string[] } | undefined> {
  const opened = await openSignedNote(note, keys);
  if (opened === undefined) return undefined;
  const read = parseRelease(opened.text);
  return read.ok ? { release: read.release, signers: opened.signers } : undefined;
}
