/** Acts that two members sign: what each is, why, how far it is, and what this member can do about it. */
import { useState } from 'react';
import { maySecond } from '@amparo/casework/keeping';
import type { ActView } from '@amparo/casework/keeping';
import { endAct, readActWords, secondAct } from '../client/index.ts';
import type { Session } from '../client/index.ts';
import { Button, Mark, Reveal } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useWords } from '../words/index.ts';
import type { Words } from '../words/index.ts';
import { EmergencyView } from './emergency-view.tsx';
import { ReviewForm } from './review-form.tsx';
import { useSigning } from './use-signing.ts';

interface Props {
  readonly acts: readonly ActView[];
  readonly onChange: () => void;
}

export function ActList({ acts, onChange }: Props) {
  return (
    <ul className="rows" role="list">
      {acts.map((act) => (
        <li key={act.statement.act} className="rows-item stack-tight">
          <Act act={act} onChange={onChange} />
        </li>
      ))}
    </ul>
  );
}

function Act({ act, onChange }: { readonly act: ActView } & Omit<Props, 'acts'>) {
  const words = useWords();
  const { t } = words;
  const { statement } = act;
  const packets = statement.kind === 'hold' ? statement.packets.length : 0;
  const drawers = words.list([
    ...act.classes.map((each) => t(`drawer.${each}`)),
    ...(packets === 0 ? [] : [t('keeping.packets', { count: packets })]),
  ]);
  const provision = statement.kind === 'hold' ? statement.provision : '';
  return (
    <>
      <p className="strong">{t(`keeping.act.${statement.kind}`, { drawers, provision })}</p>
      <p>
        <State act={act} words={words} />
      </p>
      <Reason act={act} />
      <Do act={act} onChange={onChange} />
    </>
  );
}

function State({ act, words }: { readonly act: ActView; readonly words: Words }) {
  const { t } = words;
  const date = words.dateTime(act.until);
  const isUnreviewed =
    act.statement.kind === 'break-glass' && act.secondAt !== null && act.review === null;
  if (act.review !== null) {
    const { finding } = act.review.statement;
    const tone = finding === 'justified' ? 'act' : 'danger';
    return <Mark tone={tone}>{t(`keeping.reviewed.${finding}`)}</Mark>;
  }
  if (act.state === 'asked') return <Mark tone="due">{t('keeping.state.asked', { date })}</Mark>;
  if (isUnreviewed) return <Mark tone="due">{t('keeping.review.waits')}</Mark>;
  if (act.state === 'signed') return <Mark tone="act">{t('keeping.state.signed', { date })}</Mark>;
  return <Mark>{t(`keeping.state.${act.state}`)}</Mark>;
}

function Reason({ act }: { readonly act: ActView }) {
  const { t } = useWords();
  return (
    <Reveal label={t('keeping.reason')}>
      <ReasonWords act={act} />
    </Reveal>
  );
}

/** Opened only when somebody unfolds it. */
function ReasonWords({ act }: { readonly act: ActView }) {
  const { t } = useWords();
  const { session } = useSession();
  const [text, setText] = useState<string | null>(null);
  const [asked, setAsked] = useState(false);
  if (!asked) {
    setAsked(true);
    void readActWords(session, act.statement.act, act.words).then((opened) => {
      setText(opened ?? t('keeping.reason.closed'));
    });
  }
  return text === null ? null : (
    <blockquote className="small" dir="auto">
      {text}
    </blockquote>
  );
}

/** This member as the decision knows them; the node decides by what it knows itself. */
function seated({ member, desks }: Session) {
  return {
    member,
    seats: desks.map(({ desk, role }) => ({ desk: desk.desk, kind: desk.kind, role })),
  };
}

function Do({ act, onChange }: { readonly act: ActView; readonly onChange: () => void }) {
  const { t } = useWords();
  const { session } = useSession();
  const { busy, sign } = useSigning();
  const { statement } = act;
  const own = session.desks.find(({ desk }) => desk.desk === statement.desk);
  const isAsker = act.askedBy === session.member;
  const after = async (work: () => Promise<boolean>) => {
    if (await work()) onChange();
  };
  if (act.state === 'asked') {
    return (
      <div className="row">
        {isAsker || !maySecond(seated(session), act) ? (
          <span className="small soft">{t('keeping.sign.other')}</span>
        ) : (
          <Button
            icon="tick"
            isDisabled={busy}
            onPress={() => {
              void after(() => sign(() => secondAct(session, act), 'keeping.signed'));
            }}
          >
            {t('keeping.sign')}
          </Button>
        )}
        {isAsker ? <End act={act} onChange={onChange} label={t('keeping.withdraw')} /> : null}
      </div>
    );
  }
  const isLive = act.state === 'signed';
  const mayEnd = isLive && statement.kind !== 'erasure' && own?.role === 'lead';
  return (
    <>
      {isLive && statement.kind === 'break-glass' && own !== undefined ? (
        <EmergencyView act={act} />
      ) : null}
      {mayEnd ? <End act={act} onChange={onChange} label={t('keeping.end')} /> : null}
      {statement.kind === 'break-glass' && act.secondAt !== null && act.review === null ? (
        <ReviewForm act={act} onDone={onChange} />
      ) : null}
    </>
  );
}

function End({
  act,
  label,
  onChange,
}: {
  readonly act: ActView;
  readonly label: string;
  readonly onChange: () => void;
}) {
  const { session } = useSession();
  const { busy, sign } = useSigning();
  const end = async () => {
    if (await sign(() => endAct(session, act.statement.act), 'keeping.ended')) onChange();
  };
  return (
    <div className="row">
      <Button
        weight="plain"
        isDisabled={busy}
        onPress={() => {
          void end();
        }}
      >
        {label}
      </Button>
    </div>
  );
}
