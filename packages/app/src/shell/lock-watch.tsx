/** Watches for somebody at the screen; blurs, warns and locks when nobody is. */
import { useEffect, useRef, useState } from 'react';
import { Button } from '../look/index.ts';
import { useWords } from '../words/index.ts';
import { attentionAfter, secondsLeft } from './idle.ts';
import type { Attention } from './idle.ts';

const SIGNS = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;
const LOOK_EVERY_MS = 1000;

/** Covers the page when idle. A hidden page blurs at once; `onGone` locks. */
export function LockWatch({ onGone }: { readonly onGone: () => void }) {
  const { t } = useWords();
  const [attention, setAttention] = useState<Attention>('here');
  const [left, setLeft] = useState(0);
  const seen = useRef(Date.now());
  useEffect(() => {
    const sign = () => {
      seen.current = Date.now();
      setAttention('here');
    };
    const look = () => {
      const idle = Date.now() - seen.current;
      const now = attentionAfter(idle);
      setAttention(now);
      setLeft(secondsLeft(idle));
      if (now === 'gone') onGone();
    };
    const away = () => {
      if (document.visibilityState === 'hidden') setAttention('blurred');
      else look();
    };
    for (const kind of SIGNS) window.addEventListener(kind, sign, { passive: true });
    document.addEventListener('visibilitychange', away);
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => {
      for (const kind of SIGNS) window.removeEventListener(kind, sign);
      document.removeEventListener('visibilitychange', away);
      clearInterval(timer);
    };
  }, [onGone]);
  if (attention === 'here') return null;
  return (
    <div className="away" role={attention === 'warned' ? 'alert' : 'status'}>
      <div className="stack">
        <p className="read strong">
          {attention === 'warned' ? t('lock.warning') : t('lock.blurred')}
        </p>
        {attention === 'warned' ? (
          <p>{t('lock.warning.left', { minutes: Math.ceil(left / 60) })}</p>
        ) : null}
        <div className="row">
          <Button
            weight="act"
            onPress={() => {
              seen.current = Date.now();
              setAttention('here');
            }}
          >
            {t('lock.stay')}
          </Button>
        </div>
      </div>
    </div>
  );
}
