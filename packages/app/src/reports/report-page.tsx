/** One conversation: what the person wrote, how it is safe to answer, and what can be asked of them. */
import { useCallback, useState } from 'react';
import type { Conversation } from '@amparo/casework/reports';
import { openDrawer, readConversation } from '../client/index.ts';
import type { OpenDrawer } from '../client/index.ts';
import { Button, ButtonLink, Note } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useLoaded } from '../shell/loaded.ts';
import { Page } from '../shell/page.tsx';
import { Show } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import { AskForm } from './ask-form.tsx';
import { CloseReport } from './close-report.tsx';
import { Messages, SafeContactCard } from './messages.tsx';
import { NextStep } from './next-step.tsx';
import { Questions } from './questions.tsx';
import { ReplyForm } from './reply-form.tsx';

export function ReportPage({ drawer }: { readonly drawer: string }) {
  const { t } = useWords();
  const { session } = useSession();
  const load = useCallback(() => openDrawer(session, drawer), [session, drawer]);
  const { loaded, again } = useLoaded(load);
  return (
    <Page
      title={t('report.title')}
      lead={t('report.lead')}
      actions={
        <Button
          onPress={() => {
            void again();
          }}
        >
          {t('act.look-again')}
        </Button>
      }
    >
      <Show loaded={loaded} again={again} loading={t('report.opening')}>
        {(opened) => <Opened opened={opened} again={again} />}
      </Show>
    </Page>
  );
}

interface OpenedProps {
  readonly opened: OpenDrawer;
  readonly again: () => Promise<void>;
}

function Opened({ opened, again }: OpenedProps) {
  const { t } = useWords();
  const { state, refused } = readConversation(opened);
  const unbelieved = refused.length + opened.unproved.length;
  return (
    <div className="report">
      <div className="stack-wide report-main">
        {opened.rewritten ? (
          <Note tone="due" icon="note">
            <p className="strong">{t('drawer.rewritten')}</p>
            <p>{t('drawer.rewritten.do')}</p>
          </Note>
        ) : null}
        {opened.fromCopy ? (
          <Note icon="offline">
            <p>{t('drawer.from-copy')}</p>
          </Note>
        ) : null}
        <Messages conversation={state} />
        {unbelieved === 0 ? null : (
          <Note tone="due" icon="note">
            <p>{t('drawer.refused', { count: unbelieved })}</p>
          </Note>
        )}
        <ReplyForm opened={opened} onSent={again} />
      </div>
      <Side opened={opened} again={again} conversation={state} />
    </div>
  );
}

function Side({
  opened,
  again,
  conversation,
}: OpenedProps & { readonly conversation: Conversation }) {
  const { t } = useWords();
  const [asking, setAsking] = useState(false);
  const { file, drawer } = opened.view;
  const isHotline = opened.access.desk.kind === 'hotline';
  return (
    <aside className="stack report-side">
      <SafeContactCard conversation={conversation} />
      <NextStep opened={opened} conversation={conversation} again={again} />
      <Questions conversation={conversation} />
      {file === null ? null : (
        <ButtonLink href={`/files/${file}`} icon="files" weight="act">
          {t('report.to-file')}
        </ButtonLink>
      )}
      {file !== null || !isHotline ? null : asking ? (
        <AskForm
          opened={opened}
          conversation={conversation}
          onDone={() => {
            setAsking(false);
            void again();
          }}
        />
      ) : (
        <Button
          icon="ask"
          onPress={() => {
            setAsking(true);
          }}
        >
          {t('ask.open')}
        </Button>
      )}
      {file === null && isHotline ? <CloseReport drawer={drawer} again={again} /> : null}
    </aside>
  );
}
