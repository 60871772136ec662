import { useEffect, useState } from 'react';
import { useSession } from '../sessions/session-context.tsx';
import { useWords } from '../words/index.ts';
import { LawText } from './law-text.tsx';
import { usePacks } from './use-packs.ts';

type Versions = Readonly<Record<string, string>>;

/** Which bodies of law changed since this member last looked; plans are worked out anew when opened. */
export function LawNews() {
  const { t } = useWords();
  const { session } = useSession();
  const { loaded } = usePacks();
  const [seen, setSeen] = useState<Versions | null>(null);
  useEffect(() => {
    void session.store.get<Versions>('profile', 'packs-seen').then((kept) => {
      setSeen(kept ?? {});
    });
  }, [session]);
  if (loaded.state !== 'ready' || seen === null) return null;
  const { packs } = loaded.value;
  const now: Versions = Object.fromEntries(packs.map(({ id, version }) => [id, version]));
  const isFirst = Object.keys(seen).length === 0;
  const changed = packs.filter(({ id, version }) => seen[id] !== version);
  if (isFirst) {
    void session.store.put('profile', 'packs-seen', now);
    return null;
  }
  if (changed.length === 0) return null;
  return (
    <section className="stack-tight">
      <h2 className="today-title">{t('today.law')}</h2>
      {changed.map(({ id, title, version }) => (
        <p key={id} className="today-line">
          <LawText>{title}</LawText>: {t('today.law.version', { version })}
        </p>
      ))}
      <p>
        <button
          type="button"
          className="button"
          onClick={() => {
            void session.store.put('profile', 'packs-seen', now);
            setSeen(now);
          }}
        >
          {t('today.law.seen')}
        </button>
      </p>
    </section>
  );
}
