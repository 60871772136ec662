import { useCallback } from 'react';
import type { Packs } from '@amparo/law';
import { useSession } from '../sessions/session-context.tsx';
import { useLoaded } from '../shell/loaded.ts';
import type { Loaded } from '../shell/loaded.ts';
import type { HeldLaw } from './held-law.ts';
import { keepRelease } from './kept-releases.ts';

let law: Promise<HeldLaw> | undefined;

/** Gives the bundled law, read once for the life of the page. */
export function loadLaw(): Promise<HeldLaw> {
  law ??= import('./bundled.ts').then(({ readBundledLaw }) => readBundledLaw());
  law.catch(() => {
    law = undefined;
  });
  return law;
}

/** The bundled law on a screen; the device keeps it, for files that stay under it when a newer one comes. */
export function useLaw(): {
  readonly loaded: Loaded<HeldLaw>;
  readonly again: () => Promise<void>;
} {
  const { session } = useSession();
  const load = useCallback(async () => {
    const value = await loadLaw();
    await keepRelease(session.store, value);
    return { ok: true, value } as const;
  }, [session]);
  return useLoaded(load);
}

/** The packs of the bundled law on a screen. */
export function usePacks(): {
  readonly loaded: Loaded<Packs>;
  readonly again: () => Promise<void>;
} {
  const load = useCallback(async () => ({ ok: true, value: (await loadLaw()).packs }) as const, []);
  return useLoaded(load);
}
