/** The unlocked session, for every screen behind the door. */
import { createContext, use } from 'react';
import type { Session, Store } from '../client/index.ts';

export interface OpenSession {
  readonly session: Session;
  readonly store: Store;
  /** Locks now: drafts are sealed first. */
  readonly lock: () => void;
}

const SessionContext = createContext<OpenSession | null>(null);

export const SessionProvider = SessionContext;

/** The session. Throws on a screen that is not behind the door. */
export function useSession(): OpenSession {
  const open = use(SessionContext);
  if (open === null) throw new Error('useSession outside an unlocked session');
  return open;
}
