/** What an opening in an emergency shows: the words of its entries, to be read and not kept. */
import { useState } from 'react';
import type { ActView } from '@amparo/casework/keeping';
import { openBreakGlass } from '../client/index.ts';
import type { OpenDrawer } from '../client/index.ts';
import { Button, Note } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { refusalWords } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';

export function EmergencyView({ act }: { readonly act: ActView }) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const [opened, setOpened] = useState<OpenDrawer | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const open = async () => {
    const answer = await openBreakGlass(session, act.statement.act);
    if (answer.ok) setOpened(answer.value);
    else setFault(answer.offline ? t('state.offline.title') : refusalWords(words, answer.refusal));
  };
  if (opened === null) {
    return (
      <div className="row">
        <Button
          weight="act"
          icon="danger"
          onPress={() => {
            void open();
          }}
        >
          {t('keeping.open')}
        </Button>
        {fault === null ? null : <span role="alert">{fault}</span>}
      </div>
    );
  }
  return (
    <div className="stack">
      <Note tone="danger">
        <p>{t('keeping.opened', { time: words.dateTime(opened.lentUntil) })}</p>
      </Note>
      {opened.entries.length === 0 ? <p>{t('keeping.opened.nothing')}</p> : null}
      {opened.unproved.length === 0 ? null : (
        <p className="soft">{t('drawer.refused', { count: opened.unproved.length })}</p>
      )}
      <ol className="rows" role="list">
        {opened.entries.map((entry) => (
          <li key={entry.entry} className="rows-item stack-tight">
            <span className="small soft">
              {entry.deskName} · {words.dateTime(entry.receivedAt)}
            </span>
            <Said payload={entry.payload} />
          </li>
        ))}
      </ol>
    </div>
  );
}

/** The text of an entry where it has one, else its fields as they are: in an emergency nothing is left out. */
function Said({ payload }: { readonly payload: unknown }) {
  const isNote = typeof payload === 'object' && payload !== null && 'text' in payload;
  return isNote ? (
    <p dir="auto">{String(payload.text)}</p>
  ) : (
    <pre className="small" dir="ltr">
      {JSON.stringify(payload, null, 2)}
    </pre>
  );
}
