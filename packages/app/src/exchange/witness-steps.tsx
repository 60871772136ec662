/** A yes that a worker took: it counts once the witness signed on their own device and both words are handed in. */
import type { PacketQuestion } from '@amparo/casework/packets';
import { Button, Fault, Note } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useWords } from '../words/index.ts';
import type { SharingActs } from './sharing-acts.ts';
import { useAct } from './use-act.ts';

interface Props {
  readonly question: PacketQuestion;
  readonly acts: SharingActs;
}

export function WitnessSteps({ question, acts }: Props) {
  const { t } = useWords();
  const { session } = useSession();
  const { refused, busy, run } = useAct();
  const { vouched, witnessed, asked } = question;
  if (vouched === null) return null;
  const name = session.trust.members.find(({ subject }) => subject.member === vouched.witness);
  const isWitness = vouched.witness === session.member;
  return (
    <Note tone="due">
      {witnessed === null ? (
        <p>
          {isWitness
            ? t('share.witness.you')
            : t('share.witness.waits', { name: name?.subject.name ?? t('desk.unknown') })}
        </p>
      ) : (
        <p>{t('share.witness.signed')}</p>
      )}
      <div className="row print-hide">
        {witnessed === null && isWitness ? (
          <Button
            weight="act"
            isDisabled={busy}
            onPress={() => {
              run(() => acts.witness(question));
            }}
          >
            {t('share.witness.sign')}
          </Button>
        ) : null}
        {witnessed !== null && asked.statement.askedBy === session.member ? (
          <Button
            weight="act"
            isDisabled={busy}
            onPress={() => {
              run(() => acts.deposit(question));
            }}
          >
            {t('share.deposit')}
          </Button>
        ) : null}
      </div>
      {refused === null ? null : <Fault>{refused}</Fault>}
    </Note>
  );
}
