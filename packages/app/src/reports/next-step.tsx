/** After a yes: hand over, or open the file, whichever this desk can do. */
import { useState } from 'react';
import { mayHold } from '@amparo/casework/grants';
import type { AuthorisationStatement } from '@amparo/casework/grants';
import type { Conversation } from '@amparo/casework/reports';
import { giveGrant } from '../client/index.ts';
import type { OpenDrawer } from '../client/index.ts';
import { Button, ButtonLink, Note, useNotice } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { refusalWords } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';

interface Props {
  readonly opened: OpenDrawer;
  readonly conversation: Conversation;
  readonly again: () => Promise<void>;
}

export function NextStep({ opened, conversation, again }: Props) {
  const { t } = useWords();
  const { session } = useSession();
  const yes = conversation.questions.findLast(({ answer }) => answer === 'yes');
  if (yes === undefined || opened.view.file !== null) return null;
  const { statement } = yes.asked;
  if (statement.expiresAt <= session.now()) return null;
  const mine = session.desks.find(
    ({ desk }) => desk.kind === 'casework' && statement.desks.includes(desk.desk),
  );
  return (
    <Note tone="act">
      <p className="strong">{t('handover.yes')}</p>
      <HandOver opened={opened} statement={statement} again={again} />
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

interface HandOverProps {
  readonly opened: OpenDrawer;
  readonly statement: AuthorisationStatement;
  readonly again: () => Promise<void>;
}

function HandOver({ opened, statement, again }: HandOverProps) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const tell = useNotice();
  const [busy, setBusy] = useState(false);
  const holders = new Set(
    opened.view.grants.filter((g) => g.revokedAt === null).map((g) => g.statement.holder),
  );
  const waiting = statement.desks.flatMap((id) => {
    const desk = session.trust.desks.get(id)?.desk;
    return desk === undefined || holders.has(id) || !mayHold('contact', desk.kind) ? [] : [desk];
  });
  const handOver = async () => {
    setBusy(true);
    const basis = { kind: 'consent', authorisation: statement.authorisation } as const;
    for (const { desk } of waiting) {
      const terms = { desk, basis, expiresAt: statement.expiresAt };
      const given = await giveGrant(session, opened, terms);
      if (given.ok) continue;
      tell(given.offline ? t('state.offline.title') : refusalWords(words, given.refusal));
      setBusy(false);
      return;
    }
    tell(t('handover.done'));
    setBusy(false);
    await again();
  };
  if (waiting.length === 0) return <p>{t('handover.reached')}</p>;
  return (
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
  );
}
