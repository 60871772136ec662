/** Which release of the law a file is shown under: a new one changes nothing in it until somebody accepts it. */
import { useCallback } from 'react';
import { lawStanding } from '@amparo/casework/plan';
import type { AcceptedLaw, LawStanding } from '@amparo/casework/plan';
import { useFile } from '../files/file-context.tsx';
import { useSession } from '../sessions/session-context.tsx';
import { useLoaded } from '../shell/loaded.ts';
import type { Loaded } from '../shell/loaded.ts';
import type { Session } from '../client/index.ts';
import type { HeldLaw } from './held-law.ts';
import {
  findRelease,
  findStanding,
  keepRelease,
  keepStanding,
  listReleases,
} from './kept-releases.ts';
import { loadPinState } from './pin-of-node.ts';
import type { PinState } from './pin-of-node.ts';
import { loadLaw } from './use-packs.ts';

export interface LawOfFile {
  readonly standing: LawStanding;
  /** What the plan is worked out with. */
  readonly law: HeldLaw;
  /** What this app has; another than `law` only while it is offered. */
  readonly current: HeldLaw;
  readonly accepted: AcceptedLaw | null;
  /** Whether the node has pinned `current`; only then it can be accepted. */
  readonly pin: PinState;
}

/** The law of the file on this screen. */
export function useLawOfFile(): {
  readonly loaded: Loaded<LawOfFile>;
  readonly again: () => Promise<void>;
} {
  const { session } = useSession();
  const { file, state } = useFile();
  // As text: every entry folds the file anew, and only another acceptance is another law.
  const text = JSON.stringify(state.acceptedLaw);
  const load = useCallback(async () => {
    const accepted = JSON.parse(text) as AcceptedLaw | null;
    return { ok: true, value: await loadLawOf(session, file, accepted) } as const;
  }, [session, file, text]);
  return useLoaded(load);
}

async function loadLawOf(
  session: Session,
  file: string,
  accepted: AcceptedLaw | null,
): Promise<LawOfFile> {
  const { store } = session;
  const current = await loadLaw();
  await keepRelease(store, current);
  const pin = await loadPinState(session, current);
  const remembered = (await findStanding(store, file)) ?? null;
  const names = await listReleases(store);
  const held = names.map(({ digest }) => digest);
  const standing = lawStanding({ current, accepted, standing: remembered, held });
  if (standing === 'offered') {
    const under = await findRelease(store, accepted?.event.digest ?? remembered?.digest ?? '');
    if (under !== undefined) return { standing, law: under, current, accepted, pin };
    const lost = accepted === null ? 'unaccepted' : 'offered-unseen';
    return { standing: lost, law: current, current, accepted, pin };
  }
  if (standing === 'unaccepted') await keepStanding(store, file, current);
  return { standing, law: current, current, accepted, pin };
}
