import { useState } from 'react';
import { LONGEST_MESSAGE } from '@amparo/casework/reports';
import { reply } from '../client/index.ts';
import type { OpenDrawer } from '../client/index.ts';
import { Button, Form, Note, TextBox, useNotice } from '../look/index.ts';
import { useDraft } from '../sessions/drafts.tsx';
import { useSession } from '../sessions/session-context.tsx';
import { refusalWords } from '../shell/states.tsx';
import { useSync } from '../shell/sync.tsx';
import { useWords } from '../words/index.ts';

/** Answering in the mailbox. What is written here is kept sealed until it is sent. */
export function ReplyForm({
  opened,
  onSent,
}: {
  readonly opened: OpenDrawer;
  readonly onSent: () => Promise<void>;
}) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const { refresh } = useSync();
  const tell = useNotice();
  const draft = useDraft(`reply/${opened.view.drawer}`, '');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | undefined>(undefined);
  const text = draft.value.trim();
  const tooLong = text.length > LONGEST_MESSAGE;
  const send = async () => {
    if (busy || tooLong) return;
    if (text === '') {
      setFault(t('reply.empty'));
      return;
    }
    setBusy(true);
    const sent = await reply(session, opened, text);
    setBusy(false);
    await refresh();
    if (sent.kind === 'refused') {
      setFault(refusalWords(words, sent.refusal));
      return;
    }
    draft.clear();
    setFault(undefined);
    tell(sent.kind === 'waiting' ? t('reply.waiting') : t('reply.sent'));
    await onSent();
  };
  return (
    <Form sheet onSubmit={send}>
      <TextBox
        label={t('reply.label')}
        hint={t('reply.hint')}
        value={draft.value}
        onChange={draft.set}
        fault={tooLong ? t('reply.too-long', { count: text.length, most: LONGEST_MESSAGE }) : fault}
      />
      <Note tone="plain" icon="note">
        <p className="small">{t('reply.caution')}</p>
      </Note>
      <div className="row">
        <Button weight="act" type="submit" isDisabled={busy || tooLong}>
          {t('reply.send')}
        </Button>
        {draft.value === '' ? null : <span className="soft small">{t('draft.kept')}</span>}
      </div>
    </Form>
  );
}
