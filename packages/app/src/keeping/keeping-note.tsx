/** On today's page: one line when somebody must sign or review something, or something is soon erased. */
import { useEffect, useState } from 'react';
import { useSession } from '../sessions/session-context.tsx';
import { useWords } from '../words/index.ts';
import { loadKeeping } from './keeping-page.tsx';

export function KeepingNote() {
  const { t } = useWords();
  const { session } = useSession();
  const [waits, setWaits] = useState(false);
  useEffect(() => {
    let current = true;
    void loadKeeping(session).then((answer) => {
      const some = answer.ok && answer.value.acts.length + answer.value.due.length > 0;
      if (current) setWaits(some);
    });
    return () => {
      current = false;
    };
  }, [session]);
  if (!waits) return null;
  return (
    <p className="today-line">
      <a href="#/keeping">{t('keeping.waits')}</a>
    </p>
  );
}
