import { useEffect, useState } from 'react';
import type { LawRelease } from '@amparo/law';
import { Button } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useWords } from '../words/index.ts';
import { listChangedPacks } from './held-law.ts';
import { LawText } from './law-text.tsx';
import { useLaw } from './use-packs.ts';

const SEEN = 'law-seen';

/**
 * Which bodies of law changed since this member last looked. What that changes for one person is worked out
 * where their facts are open, on their plan; no file changes before somebody accepts it there.
 */
export function LawNews() {
  const { t } = useWords();
  const { session } = useSession();
  const { loaded } = useLaw();
  const [seen, setSeen] = useState<LawRelease | null | undefined>(undefined);
  useEffect(() => {
    void session.store.get<LawRelease>('profile', SEEN).then((kept) => {
      setSeen(kept ?? null);
    });
  }, [session]);
  const now = loaded.state === 'ready' ? loaded.value.of : undefined;
  useEffect(() => {
    // The first release that a device ever had is no news.
    if (now !== undefined && seen === null) void session.store.put('profile', SEEN, now);
  }, [session, now, seen]);
  if (loaded.state !== 'ready' || now === undefined || seen === undefined || seen === null) {
    return null;
  }
  const changed = new Set(listChangedPacks(seen, now));
  if (changed.size === 0) return null;
  const bodies = loaded.value.packs.packs.filter(({ id }) => changed.has(id));
  return (
    <section className="stack-tight">
      <h2 className="today-title">{t('today.law')}</h2>
      {bodies.map(({ id, title, version }) => (
        <p key={id} className="today-line">
          <LawText>{title}</LawText>: {t('today.law.version', { version })}
        </p>
      ))}
      <p className="small soft">{t('today.law.nothing-yet')}</p>
      <p>
        <Button
          onPress={() => {
            void session.store.put('profile', SEEN, now);
            setSeen(now);
          }}
        >
          {t('today.law.seen')}
        </Button>
      </p>
    </section>
  );
}
