import { useState } from 'react';
import { closeReport } from '@amparo/casework/reports';
import { Button, Note, useNotice } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { refusalWords } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';

interface Props {
  readonly drawer: string;
  readonly again: () => Promise<void>;
}

/** Closing a conversation that became no file; asked twice, because it cannot be undone. */
export function CloseReport({ drawer, again }: Props) {
  const words = useWords();
  const { session } = useSession();
  const tell = useNotice();
  const [sure, setSure] = useState(false);
  const close = async () => {
    const answer = await session.caller.call(closeReport, { params: { drawer } });
    if (answer.ok) tell(words.t('report.closed'));
    else
      tell(answer.offline ? words.t('state.offline.title') : refusalWords(words, answer.refusal));
    await again();
  };
  if (!sure) {
    return (
      <Button
        weight="plain"
        onPress={() => {
          setSure(true);
        }}
      >
        {words.t('report.close')}
      </Button>
    );
  }
  return (
    <Note>
      <p>{words.t('report.close.what')}</p>
      <div className="row">
        <Button
          onPress={() => {
            void close();
          }}
        >
          {words.t('report.close.do')}
        </Button>
        <Button
          weight="plain"
          onPress={() => {
            setSure(false);
          }}
        >
          {words.t('act.cancel')}
        </Button>
      </div>
    </Note>
  );
}
