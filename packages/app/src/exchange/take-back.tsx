/** A desk takes its own question back: pressed twice, because the person has seen it perhaps. */
import { useState } from 'react';
import type { PacketQuestion } from '@amparo/casework/packets';
import { Button, Fault, Note } from '../look/index.ts';
import { useWords } from '../words/index.ts';
import type { SharingActs } from './sharing-acts.ts';
import { useAct } from './use-act.ts';

export function TakenBack({ question }: { readonly question: PacketQuestion }) {
  const { t, dateTime } = useWords();
  const { takenBack } = question;
  if (takenBack === null) return null;
  return (
    <p className="small">
      {t('question-back.taken.by', { name: takenBack.byName, when: dateTime(takenBack.at) })}
    </p>
  );
}

interface Props {
  readonly question: PacketQuestion;
  readonly acts: SharingActs;
  /** A yes that has ended has nothing left to take back. */
  readonly isOver: boolean;
}

export function TakeBack({ question, acts, isOver }: Props) {
  const { t } = useWords();
  const [asking, setAsking] = useState(false);
  const { refused, busy, run } = useAct();
  if (question.takenBack !== null || question.answer === 'no' || isOver) return null;
  if (!asking) {
    return (
      <div className="row print-hide">
        <Button
          weight="plain"
          icon="undo"
          onPress={() => {
            setAsking(true);
          }}
        >
          {t('question-back.act')}
        </Button>
      </div>
    );
  }
  return (
    <Note tone="due" icon="note">
      <p>{t(question.answer === 'yes' ? 'question-back.yes' : 'question-back.open')}</p>
      <div className="row">
        <Button
          isDisabled={busy}
          onPress={() => {
            run(() => acts.takeBack(question));
          }}
        >
          {t('question-back.sure')}
        </Button>
        <Button
          weight="plain"
          onPress={() => {
            setAsking(false);
          }}
        >
          {t('question-back.keep')}
        </Button>
      </div>
      {refused === null ? null : <Fault>{refused}</Fault>}
    </Note>
  );
}
