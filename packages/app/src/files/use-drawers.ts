import { useEffect } from 'react';
import type { DrawerClass } from '@amparo/casework/grants';
import { useSession } from '../sessions/session-context.tsx';
import { heldDrawers, useFile } from './file-context.tsx';

/**
 * Opens the held drawers of these classes (all, when none are named) when a page shows that needs
 * them. Gives whether something is still being opened.
 */
export function useOpenDrawers(classes?: readonly DrawerClass[]): { readonly busy: boolean } {
  const { session } = useSession();
  const { view, drawers, open } = useFile();
  const wanted = classes?.join(' ');
  const value = view.state === 'ready' ? view.value : undefined;
  useEffect(() => {
    if (value === undefined) return;
    const names = wanted?.split(' ');
    const held = heldDrawers(session, value).filter(
      (drawer) => names?.includes(drawer.class) ?? true,
    );
    void open(held.map(({ drawer }) => drawer));
  }, [session, value, wanted, open]);
  return { busy: [...drawers.values()].some(({ state }) => state === 'opening') };
}
