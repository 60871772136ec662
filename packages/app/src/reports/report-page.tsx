/** One conversation: what the person wrote, how it is safe to answer, and what can be asked of them. */
import { useCallback, useState } from 'react';
import { closeReport } from '@amparo/casework/reports';
import type { Conversation } from '@amparo/casework/reports';
import { giveGrant, openDrawer, readConversation } from '../client/index.ts';
import type { OpenDrawer } from '../client/index.ts';
import { mayHold } from '@amparo/casework/grants';
import { Button, ButtonLink, Note, useNotice } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useLoaded } from '../shell/loaded.ts';
import { Page } from '../shell/page.tsx';
import { refusalWords, Show } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import { AskForm } from './ask-form.tsx';
import { Messages, SafeContactCard } from './messages.tsx';
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

function Opened({
  opened,
  again,
}: {
  readonly opened: OpenDrawer;
  readonly again: () => Promise<void>;
}) {
  const { t } = useWords();
  const { state, refused } = readConversation(opened);
  const [asking, setAsking] = useState(false);
  const { file } = opened.view;
  const isHotline = opened.access.desk.kind === 'hotline';
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
        {refused.length + opened.unproved.length === 0 ? null : (
          <Note tone="due" icon="note">
            <p>{t('drawer.refused', { count: refused.length + opened.unproved.length })}</p>
          </Note>
        )}
        <ReplyForm opened={opened} onSent={again} />
      </div>
      <aside className="stack report-side">
        <SafeContactCard conversation={state} />
        <Questions conversation={state} />
        <NextStep opened={opened} conversation={state} again={again} />
        {file === null ? null : (
          <ButtonLink href={`/files/${file}`} icon="files" weight="act">
            {t('report.to-file')}
          </ButtonLink>
        )}
        {file === null && isHotline ? (
          <>
            {asking ? (
              <AskForm
                opened={opened}
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
            <Close drawer={opened.view.drawer} again={again} />
          </>
        ) : null}
      </aside>
    </div>
  );
}

/** After a yes: hand over, or open the file, whichever this desk can do. */
function NextStep({
  opened,
  conversation,
  again,
}: {
  readonly opened: OpenDrawer;
  readonly conversation: Conversation;
  readonly again: () => Promise<void>;
}) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const tell = useNotice();
  const [busy, setBusy] = useState(false);
  const yes = conversation.questions.findLast(({ answer }) => answer === 'yes');
  if (yes === undefined || opened.view.file !== null) return null;
  const { statement } = yes.asked;
  if (statement.expiresAt <= session.now()) return null;
  const holders = new Set(
    opened.view.grants.filter((g) => g.revokedAt === null).map((g) => g.statement.holder),
  );
  const waiting = statement.desks.flatMap((id) => {
    const desk = session.trust.desks.get(id)?.desk;
    return desk === undefined || holders.has(id) || !mayHold('contact', desk.kind) ? [] : [desk];
  });
  const handOver = async () => {
    setBusy(true);
    for (const { desk } of waiting) {
      const given = await giveGrant(session, opened, {
        desk,
        basis: { kind: 'consent', authorisation: statement.authorisation },
        expiresAt: statement.expiresAt,
      });
      if (!given.ok) {
        tell(given.offline ? t('state.offline.title') : refusalWords(words, given.refusal));
        setBusy(false);
        return;
      }
    }
    tell(t('handover.done'));
    setBusy(false);
    await again();
  };
  const mine = session.desks.find(
    ({ desk }) => desk.kind === 'casework' && statement.desks.includes(desk.desk),
  );
  return (
    <Note tone="act">
      <p className="strong">{t('handover.yes')}</p>
      {waiting.length === 0 ? (
        <p>{t('handover.reached')}</p>
      ) : (
        <>
          <p>{t('handover.waiting', { desks: words.list(waiting.map(({ name }) => name)) })}</p>
          <div>
            <Button
              weight="act"
              isDisabled={busy}
              onPress={() => {
                void handOver();
              }}
            >
              {t('handover.do')}
            </Button>
          </div>
        </>
      )}
      {mine === undefined || !statement.opensFile ? null : (
        <div>
          <ButtonLink href={`/inbox/${opened.view.drawer}/open`} icon="files" weight="act">
            {t('open-file.title')}
          </ButtonLink>
        </div>
      )}
    </Note>
  );
}

function Close({
  drawer,
  again,
}: {
  readonly drawer: string;
  readonly again: () => Promise<void>;
}) {
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
