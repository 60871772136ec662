import { useCallback } from 'react';
import type { Packs } from '@amparo/law';
import { useLoaded } from '../shell/loaded.ts';
import type { Loaded } from '../shell/loaded.ts';

let packs: Promise<Packs> | undefined;

/** Gives the bundled law, read once for the life of the page. */
function loadPacks(): Promise<Packs> {
  packs ??= import('./bundled.ts').then(({ readBundledPacks }) => readBundledPacks());
  packs.catch(() => {
    packs = undefined;
  });
  return packs;
}

/** The bundled law on a screen. */
export function usePacks(): {
  readonly loaded: Loaded<Packs>;
  readonly again: () => Promise<void>;
} {
  const load = useCallback(async () => ({ ok: true, value: await loadPacks() }) as const, []);
  return useLoaded(load);
}
