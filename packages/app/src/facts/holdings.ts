import { useMemo } from 'react';
import { useFile } from '../files/file-context.tsx';
import { useSession } from '../sessions/session-context.tsx';
import type { Holding } from './offer.ts';

/** The member's desks with the drawer classes that each has open on this screen. */
export function useHoldings(): readonly Holding[] {
  const { session } = useSession();
  const { drawers } = useFile();
  return useMemo(() => {
    const open = [...drawers.values()].flatMap((drawer) =>
      drawer.state === 'open' ? [drawer.opened] : [],
    );
    const now = session.now();
    return session.desks.map(({ desk }) => ({
      kind: desk.kind,
      classes: open
        .filter(({ view }) =>
          view.grants.some(
            ({ statement, revokedAt }) =>
              statement.holder === desk.desk && revokedAt === null && statement.expiresAt > now,
          ),
        )
        .map(({ view }) => view.class),
    }));
  }, [session, drawers]);
}
