/** Short notices with an undo, spoken once and gone after a while. */
import { createContext, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../words/index.ts';
import { Button } from './button.tsx';

interface Notice {
  readonly id: number;
  readonly text: string;
  readonly undo: (() => void) | null;
}

type Tell = (text: string, undo?: () => void) => void;

const NoticeContext = createContext<Tell | null>(null);
const SHOWN_MS = 12_000;

/** Holds the notices; the newest replaces the one before, so that nothing piles up. */
export function Notices({ children }: { readonly children: ReactNode }) {
  const { t } = useWords();
  const [notice, setNotice] = useState<Notice | null>(null);
  const count = useRef(0);
  const tell = useCallback<Tell>((text, undo) => {
    count.current += 1;
    setNotice({ id: count.current, text, undo: undo ?? null });
  }, []);
  useEffect(() => {
    if (notice === null) return undefined;
    const timer = setTimeout(() => {
      setNotice((shown) => (shown?.id === notice.id ? null : shown));
    }, SHOWN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [notice]);
  const value = useMemo(() => tell, [tell]);
  return (
    <NoticeContext value={value}>
      {children}
      <div className="notices" role="status" aria-live="polite">
        {notice === null ? null : (
          <div className="notice" key={notice.id}>
            <span>{notice.text}</span>
            {notice.undo === null ? null : (
              <Button
                icon="undo"
                onPress={() => {
                  notice.undo?.();
                  setNotice(null);
                }}
              >
                {t('notice.undo')}
              </Button>
            )}
          </div>
        )}
      </div>
    </NoticeContext>
  );
}

/** Tells what was done, with a way to undo it. */
export function useNotice(): Tell {
  const tell = use(NoticeContext);
  if (tell === null) throw new Error('useNotice outside Notices');
  return tell;
}
