/** What is being written and not sent yet: sealed on this device as it is typed, there again after a lock. */
import { createContext, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useSession } from './session-context.tsx';

const SAVE_AFTER_MS = 300;

interface Keeper {
  readonly load: (name: string) => Promise<unknown>;
  readonly save: (name: string, value: unknown) => void;
  readonly drop: (name: string) => Promise<void>;
}

const DraftContext = createContext<Keeper | null>(null);

/** Something that must be sealed before the keys are forgotten. */
export type Flush = () => Promise<void>;

/**
 * Keeps drafts under the member's key. `onFlush` is given the way to seal everything now, which
 * locking calls before the keys go.
 */
export function DraftProvider({
  children,
  onFlush,
}: {
  readonly children: ReactNode;
  readonly onFlush: (flush: Flush) => void;
}) {
  const { session } = useSession();
  const unsaved = useRef(new Map<string, unknown>());
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const flush = useCallback(async () => {
    clearTimeout(timer.current);
    const now = [...unsaved.current];
    unsaved.current.clear();
    if (session.locked) return;
    await Promise.all(
      now.map(([name, value]) => session.store.put('profile', `draft/${name}`, value)),
    );
  }, [session]);
  useEffect(() => {
    onFlush(flush);
    const leaving = () => {
      void flush();
    };
    window.addEventListener('pagehide', leaving);
    document.addEventListener('visibilitychange', leaving);
    return () => {
      window.removeEventListener('pagehide', leaving);
      document.removeEventListener('visibilitychange', leaving);
    };
  }, [flush, onFlush]);
  const keeper = useMemo(
    (): Keeper => ({
      load: async (name) =>
        unsaved.current.has(name)
          ? unsaved.current.get(name)
          : session.store.get<unknown>('profile', `draft/${name}`),
      save: (name, value) => {
        unsaved.current.set(name, value);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => {
          void flush();
        }, SAVE_AFTER_MS);
      },
      drop: async (name) => {
        unsaved.current.delete(name);
        await session.store.delete('profile', `draft/${name}`);
      },
    }),
    [session, flush],
  );
  return <DraftContext value={keeper}>{children}</DraftContext>;
}

export interface Draft<T> {
  readonly value: T;
  readonly set: (value: T) => void;
  /** Forgets the draft: it was sent, or given up. */
  readonly clear: () => void;
  /** True once what this device kept was read. */
  readonly ready: boolean;
}

/** A draft under a name that is unique to what it is about. `initial` must not change between renders. */
export function useDraft<T>(name: string, initial: T): Draft<T> {
  const keeper = use(DraftContext);
  if (keeper === null) throw new Error('useDraft outside DraftProvider');
  const [value, setValue] = useState(initial);
  const [ready, setReady] = useState(false);
  const first = useRef(initial);
  useEffect(() => {
    let current = true;
    setReady(false);
    void keeper.load(name).then((kept) => {
      if (!current) return;
      setValue(kept === undefined ? first.current : (kept as T));
      setReady(true);
    });
    return () => {
      current = false;
    };
  }, [keeper, name]);
  const set = useCallback(
    (next: T) => {
      setValue(next);
      keeper.save(name, next);
    },
    [keeper, name],
  );
  const clear = useCallback(() => {
    setValue(first.current);
    void keeper.drop(name);
  }, [keeper, name]);
  return { value, set, clear, ready };
}
