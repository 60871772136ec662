/** What this device has sent and what waits; goes online again by itself when there is a line. */
import { createContext, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { listOutbox, resume, syncOutbox } from '../client/index.ts';
import type { Waiting } from '../client/index.ts';
import { useSession } from '../sessions/session-context.tsx';

export interface Sync {
  readonly online: boolean;
  /** Everything not acknowledged, oldest first; conflicts and refusals wait for a person. */
  readonly outbox: readonly Waiting[];
  readonly lastSync: string | null;
  /** Reads the outbox again. */
  readonly refresh: () => Promise<void>;
  /** Tries to send now. */
  readonly sendNow: () => Promise<void>;
}

const SyncContext = createContext<Sync | null>(null);
const TRY_EVERY_MS = 20_000;

/** Keeps trying quietly: on the browser's word that there is a line, and every twenty seconds. */
export function SyncProvider({ children }: { readonly children: ReactNode }) {
  const { session, store } = useSession();
  const [online, setOnline] = useState(session.online && navigator.onLine);
  const [outbox, setOutbox] = useState<readonly Waiting[]>([]);
  const [lastSync, setLastSync] = useState<string | null>(session.online ? session.now() : null);
  const sending = useRef(false);

  const refresh = useCallback(async () => {
    if (!session.locked) setOutbox(await listOutbox(session));
  }, [session]);

  const sendNow = useCallback(async () => {
    if (sending.current || session.locked) return;
    sending.current = true;
    try {
      const reached = session.online || (await resume(session, store)).ok;
      if (!reached) {
        setOnline(false);
        return;
      }
      const results = await syncOutbox(session);
      const stuck = results.some(({ kind }) => kind === 'waiting');
      const ended = results.some(
        (result) => result.kind === 'refused' && result.refusal.code === 'session/none',
      );
      if (ended) await resume(session, store);
      setOnline(!stuck);
      if (!stuck) setLastSync(session.now());
    } finally {
      sending.current = false;
      await refresh();
    }
  }, [session, store, refresh]);

  useEffect(() => {
    void refresh();
    const back = () => {
      void sendNow();
    };
    const gone = () => {
      setOnline(false);
    };
    window.addEventListener('online', back);
    window.addEventListener('offline', gone);
    const timer = setInterval(() => {
      void sendNow();
    }, TRY_EVERY_MS);
    return () => {
      window.removeEventListener('online', back);
      window.removeEventListener('offline', gone);
      clearInterval(timer);
    };
  }, [refresh, sendNow]);

  const value = useMemo(
    () => ({ online, outbox, lastSync, refresh, sendNow }),
    [online, outbox, lastSync, refresh, sendNow],
  );
  return <SyncContext value={value}>{children}</SyncContext>;
}

export function useSync(): Sync {
  const sync = use(SyncContext);
  if (sync === null) throw new Error('useSync outside SyncProvider');
  return sync;
}
