import { useCallback } from 'react';
import { useSession } from '../sessions/session-context.tsx';
import { useLoaded } from '../shell/loaded.ts';
import { loadPinState } from './pin-of-node.ts';
import type { PinState } from './pin-of-node.ts';
import { loadLaw } from './use-packs.ts';

/** Whether the node has pinned the law of this app; null until that is known. */
export function usePinState(): PinState | null {
  const { session } = useSession();
  const load = useCallback(async () => {
    const value = await loadPinState(session, await loadLaw());
    return { ok: true, value } as const;
  }, [session]);
  const { loaded } = useLoaded(load);
  return loaded.state === 'ready' ? loaded.value : null;
}
