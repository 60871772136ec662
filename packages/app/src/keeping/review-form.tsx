/** Afterwards: whether it was right to open a drawer in an emergency, said by somebody who did not sign. */
import { useState } from 'react';
import { decideReview } from '@amparo/casework/keeping';
import type { ActView } from '@amparo/casework/keeping';
import { reviewAct } from '../client/index.ts';
import { Button, Form, OneOf, TextBox } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useWords } from '../words/index.ts';
import { useSigning } from './use-signing.ts';

const FINDINGS = ['justified', 'not-justified'] as const;

export function ReviewForm({
  act,
  onDone,
}: {
  readonly act: ActView;
  readonly onDone: () => void;
}) {
  const { t } = useWords();
  const { session } = useSession();
  const { busy, sign } = useSigning();
  const [finding, setFinding] = useState<(typeof FINDINGS)[number] | null>(null);
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const seats = session.desks.map(({ desk, role }) => ({ desk: desk.desk, kind: desk.kind, role }));
  const standing = { ...act, isEnded: false, isReviewed: false, isHeld: false };
  if (!decideReview(standing, { member: session.member, seats }).ok) return null;
  const save = async () => {
    setTried(true);
    if (finding === null || text.trim() === '') return;
    const found = { finding, words: text.trim() };
    if (await sign(() => reviewAct(session, act, found), 'keeping.reviewed')) onDone();
  };
  return (
    <Form onSubmit={save}>
      <OneOf
        label={t('keeping.review')}
        choices={FINDINGS.map((value) => ({ value, label: t(`keeping.review.${value}`) }))}
        value={finding}
        onChange={setFinding}
        fault={tried && finding === null ? t('keeping.fault.ground') : undefined}
      />
      <TextBox
        label={t('keeping.reason')}
        hint={t('keeping.reason.hint')}
        value={text}
        onChange={setText}
        fault={tried && text.trim() === '' ? t('keeping.fault.reason') : undefined}
        rows={2}
      />
      <div className="row">
        <Button type="submit" isDisabled={busy}>
          {t('keeping.review.do')}
        </Button>
      </div>
    </Form>
  );
}
