/** What is on this device and not yet with the node; conflicts and refusals wait for a person here. */
import { useState } from 'react';
import { kindOf } from '@amparo/casework/kernel';
import { appendTo, discardWaiting, openDrawer } from '../client/index.ts';
import type { Waiting } from '../client/index.ts';
import { Button, Mark, Note, Reveal, useNotice } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useWords } from '../words/index.ts';
import { Page } from './page.tsx';
import { Empty, refusalWords } from './states.tsx';
import { useSync } from './sync.tsx';

export function WaitingPage() {
  const { t } = useWords();
  const { online, outbox, sendNow } = useSync();
  return (
    <Page
      title={t('waiting.title')}
      lead={t('waiting.lead')}
      actions={
        <Button
          onPress={() => {
            void sendNow();
          }}
        >
          {t('waiting.send')}
        </Button>
      }
    >
      {online ? null : (
        <Note icon="offline">
          <p className="strong">{t('state.offline.title')}</p>
          <p>{t('waiting.offline.safe')}</p>
        </Note>
      )}
      {outbox.length === 0 ? (
        <Empty title={t('waiting.empty')} line={t('waiting.empty.do')} />
      ) : (
        <ul className="rows">
          {outbox.map((item) => (
            <li key={item.entry} className="rows-item">
              <Item item={item} />
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}

function Item({ item }: { readonly item: Waiting }) {
  const words = useWords();
  const { t } = words;
  return (
    <>
      <div className="stack-tight missing-words">
        <span className="rows-name">{t('waiting.kind', { kind: kindWords(words, item) })}</span>
        <span className="small soft">
          {t('waiting.written', { when: words.dateTime(item.time) })}
        </span>
        {item.refusal === null ? null : <p>{refusalWords(words, item.refusal)}</p>}
        {item.state === 'conflict' ? <p>{t('waiting.conflict.do')}</p> : null}
        <Reveal label={t('waiting.show')}>
          <pre className="small" dir="auto">
            {JSON.stringify(item.event, null, 2)}
          </pre>
        </Reveal>
      </div>
      {item.state === 'waiting' ? (
        <Mark tone="due">{t('waiting.state.waiting')}</Mark>
      ) : (
        <Decide item={item} state={item.state} />
      )}
    </>
  );
}

/** A conflict or a refusal: a person keeps their version, or lets it go. */
function Decide({
  item,
  state,
}: {
  readonly item: Waiting;
  readonly state: 'conflict' | 'refused';
}) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const { refresh } = useSync();
  const tell = useNotice();
  const [busy, setBusy] = useState(false);
  const keep = async () => {
    setBusy(true);
    const opened = await openDrawer(session, item.drawer);
    if (!opened.ok) {
      setBusy(false);
      tell(opened.offline ? t('state.offline.title') : refusalWords(words, opened.refusal));
      return;
    }
    const { exclusive } = item;
    const sent = await appendTo(session, opened.value, item.event, { exclusive });
    if (sent.kind === 'refused') tell(refusalWords(words, sent.refusal));
    else if (sent.kind !== 'conflict') await discardWaiting(session, item.entry);
    await refresh();
    setBusy(false);
  };
  const drop = async () => {
    await discardWaiting(session, item.entry);
    await refresh();
    tell(t('waiting.dropped'));
  };
  return (
    <div className="row">
      <Mark tone="due" icon="note">
        {t(`waiting.state.${state}`)}
      </Mark>
      <Button
        isDisabled={busy}
        onPress={() => {
          void keep();
        }}
      >
        {t('waiting.keep')}
      </Button>
      <Button
        weight="plain"
        onPress={() => {
          void drop();
        }}
      >
        {t('waiting.drop')}
      </Button>
    </div>
  );
}

const KINDS = {
  'note/added': 'waiting.kind.note',
  'note/withdrawn': 'waiting.kind.note',
  'fact/recorded': 'waiting.kind.fact',
  'fact/withdrawn': 'waiting.kind.fact',
  'cover/set': 'waiting.kind.cover',
  'contact/set': 'waiting.kind.cover',
  'plan/marked': 'waiting.kind.plan',
  'law/accepted': 'waiting.kind.plan',
  'clock/set': 'waiting.kind.plan',
  'message/replied': 'waiting.kind.reply',
  'handover/asked': 'waiting.kind.reply',
  'representations/saved': 'waiting.kind.letter',
} as const;

function kindWords({ t }: ReturnType<typeof useWords>, item: Waiting): string {
  const kind = kindOf(item.event);
  return kind in KINDS ? t(KINDS[kind as keyof typeof KINDS]) : kind;
}
