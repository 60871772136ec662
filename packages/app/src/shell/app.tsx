/** The app: joining, the door, and what is behind it. */
import { useCallback, useRef, useState } from 'react';
import type { Session, Store } from '../client/index.ts';
import { Notices } from '../look/index.ts';
import { CaseloadProvider } from '../files/caseload.tsx';
import { DraftProvider } from '../sessions/drafts.tsx';
import type { Flush } from '../sessions/drafts.tsx';
import { JoinPage } from '../sessions/join-page.tsx';
import { SessionProvider } from '../sessions/session-context.tsx';
import { UnlockPage } from '../sessions/unlock-page.tsx';
import { PreferencesProvider } from './preferences.tsx';
import { SyncProvider } from './sync.tsx';
import { Workspace } from './workspace.tsx';

interface Props {
  readonly store: Store;
  /** The invitation of `#join=…`, or null. */
  readonly invitation: string | null;
}

export function App({ store, invitation }: Props) {
  const [token, setToken] = useState(invitation);
  const [session, setSession] = useState<Session | null>(null);
  const [wasOpen, setWasOpen] = useState(false);
  const flush = useRef<Flush | null>(null);
  const locking = useRef(false);

  const lock = useCallback(() => {
    if (session === null || locking.current) return;
    locking.current = true;
    void (async () => {
      try {
        await flush.current?.();
      } finally {
        setSession(null);
        setWasOpen(true);
        locking.current = false;
        await session.lock();
      }
    })();
  }, [session]);
  const keepFlush = useCallback((next: Flush) => {
    flush.current = next;
  }, []);

  if (token !== null) {
    return (
      <JoinPage
        token={token}
        onDone={() => {
          setToken(null);
        }}
      />
    );
  }
  if (session === null) {
    return <UnlockPage store={store} wasOpen={wasOpen} onOpen={setSession} />;
  }
  return (
    <PreferencesProvider>
      <SessionProvider value={{ session, store, lock }}>
        <DraftProvider onFlush={keepFlush}>
          <Notices>
            <SyncProvider>
              <CaseloadProvider>
                <Workspace />
              </CaseloadProvider>
            </SyncProvider>
          </Notices>
        </DraftProvider>
      </SessionProvider>
    </PreferencesProvider>
  );
}
