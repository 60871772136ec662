/** One question about a packet: what was asked, what the person said, and what has gone since. */
import { useState } from 'react';
import type { ComponentProps, ReactNode } from 'react';
import { isOpenQuestion } from '@amparo/casework/packets';
import type { PacketAuthorisationView, PacketQuestion, PacketView } from '@amparo/casework/packets';
import { Button, Fault, Mark, Note, Reveal } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useWords } from '../words/index.ts';
import type { WordKey } from '../words/index.ts';
import { placeName } from '../plan/view.ts';
import { Standing } from './packet-lines.tsx';
import { hasOnlyNarrowed, Narrowed } from './narrowed.tsx';
import { RecordView } from './record-view.tsx';
import type { SharingActs } from './sharing-acts.ts';
import { TakeBack, TakenBack } from './take-back.tsx';
import { useAct } from './use-act.ts';
import { VouchedMark } from './vouched-mark.tsx';
import { VouchForm } from './vouch-form.tsx';
import { WitnessSteps } from './witness-steps.tsx';

interface Props {
  readonly question: PacketQuestion;
  /** What the node holds of the yes, or undefined while there is none. */
  readonly authorisation: PacketAuthorisationView | undefined;
  readonly packets: readonly PacketView[];
  /** What is written down about it, the newest last. */
  readonly records: ComponentProps<typeof RecordView>['records'];
  readonly acts: SharingActs;
  /** What was given outside on this yes. */
  readonly children: ReactNode;
}

export function SharingCard(props: Props) {
  const { question, authorisation, packets } = props;
  const words = useWords();
  const { t } = words;
  const { asked } = question;
  const withdrawnAt = authorisation?.withdrawnAt ?? null;
  return (
    <article className="sheet stack sharing" aria-label={asked.deskName}>
      <div className="row-apart">
        <h3>
          <bdi>{asked.deskName}</bdi>
        </h3>
        <Answer question={question} withdrawnAt={withdrawnAt} />
      </div>
      <p className="small soft">
        {[
          t(`desk.${asked.deskKind}`),
          asked.organisationName,
          placeName(words.countryName(asked.country), asked.country),
          t('share.asked-on', { when: words.dateTime(question.at) }),
        ].join(' · ')}
      </p>
      {withdrawnAt === null ||
      question.takenBack !== null ||
      hasOnlyNarrowed(authorisation) ? null : (
        <Stopped safe={props.acts.safe} withdrawnAt={withdrawnAt} />
      )}
      <TakenBack question={question} />
      <Narrowed {...props} />
      <Asked question={question} />
      <InOwnWords question={question} />
      {packets.map((packet) => (
        <Standing key={packet.statement.packet} packet={packet} />
      ))}
      <Next {...props} />
      <TakeBack question={question} acts={props.acts} isOver={withdrawnAt !== null} />
      <RecordView records={props.records} />
      {props.children}
    </article>
  );
}

function Answer({
  question,
  withdrawnAt,
}: {
  readonly question: PacketQuestion;
  readonly withdrawnAt: string | null;
}) {
  const { t } = useWords();
  if (question.takenBack !== null) return <Mark icon="dash">{t('question-back.taken')}</Mark>;
  if (withdrawnAt !== null) return <Mark tone="danger">{t('share.stopped')}</Mark>;
  switch (question.answer) {
    case 'yes':
      return (
        <Mark tone="act">
          {t('share.answer.yes', {
            count: question.codes.length,
            all: question.asked.statement.codes.length,
          })}
        </Mark>
      );
    case 'no':
      return <Mark icon="dash">{t('ask.answer.no')}</Mark>;
    case 'later':
    case 'talk':
      return <Mark tone="due">{t(`ask.answer.${question.answer}`)}</Mark>;
    case null:
      return <Mark tone="due">{t('ask.answer.open')}</Mark>;
  }
}

/** The person pressed Stop, or somebody who holds their phone did: somebody checks, and safely. */
function Stopped({ withdrawnAt, safe }: { readonly withdrawnAt: string; readonly safe: string }) {
  const { t, dateTime } = useWords();
  return (
    <Note tone="danger">
      <p className="strong">{t('share.stopped.on', { when: dateTime(withdrawnAt) })}</p>
      <p>{t('share.stopped.check')}</p>
      <p className="strong" dir="auto">
        {safe}
      </p>
    </Note>
  );
}

/** The fields with their words; after a yes only those that were ticked are more than a name. */
function Asked({ question }: { readonly question: PacketQuestion }) {
  const { t, date } = useWords();
  const { asked, answer, codes } = question;
  return (
    <Reveal label={t('share.what', { count: asked.fields.length })} open={answer === null}>
      <dl className="facts">
        {asked.fields.map(({ code, words }) => {
          const ticked = answer === 'yes' && codes.includes(code);
          return (
            <div key={code} className="facts-pair">
              <dt>
                {t(`code.${code}` as WordKey)}
                {answer === 'yes' ? (
                  <span className="small block">
                    {t(ticked ? 'share.ticked' : 'share.not-ticked')}
                  </span>
                ) : null}
              </dt>
              <dd dir="auto" className={answer === 'yes' && !ticked ? 'soft' : 'said-words'}>
                {words}
              </dd>
            </div>
          );
        })}
      </dl>
      <blockquote className="small" dir="auto">
        {asked.why}
      </blockquote>
      <p className="small soft">{t('share.until', { date: date(asked.statement.expiresAt) })}</p>
    </Reveal>
  );
}

function InOwnWords({ question }: { readonly question: PacketQuestion }) {
  const { t } = useWords();
  const { inOwnWords, vouched } = question;
  return (
    <>
      {inOwnWords === null || inOwnWords === '' ? null : (
        <div className="stack-tight">
          <p className="small soft">{t('share.own-words')}</p>
          <blockquote dir="auto">{inOwnWords}</blockquote>
        </div>
      )}
      {vouched === null ? null : <VouchedMark vouched={vouched} />}
    </>
  );
}

/** What can be done now: send what was ticked, take the yes with a witness, or nothing. */
function Next({ question, authorisation, packets, acts }: Props) {
  const { t } = useWords();
  const { session } = useSession();
  const [vouching, setVouching] = useState(false);
  const now = session.now();
  const isOpen = isOpenQuestion(question);
  const isAskable = question.asked.statement.expiresAt > now;
  const isLive = authorisation?.withdrawnAt === null && authorisation.statement.expiresAt > now;
  if (question.takenBack !== null) return null;
  if (question.answer === 'yes' && authorisation === undefined) {
    return <WitnessSteps question={question} acts={acts} />;
  }
  if (isLive) {
    return <SendNow {...{ question, authorisation, packets, acts }} />;
  }
  if (!isOpen || !isAskable) return null;
  return vouching ? (
    <VouchForm
      question={question}
      onVouch={(given) => acts.vouch(question, given)}
      onDone={() => {
        setVouching(false);
      }}
    />
  ) : (
    <div className="row print-hide">
      <Button
        icon="person"
        onPress={() => {
          setVouching(true);
        }}
      >
        {t('share.vouch')}
      </Button>
    </div>
  );
}

const NOT_GONE: ReadonlySet<PacketView['state']> = new Set(['refused', 'undeliverable', 'expired']);

/** The ticked fields once more, and the one button that sends exactly these. */
function SendNow({
  question,
  authorisation,
  packets,
  acts,
}: Omit<Props, 'children' | 'authorisation' | 'records'> & {
  readonly authorisation: PacketAuthorisationView;
}) {
  const { t } = useWords();
  const { session } = useSession();
  const { refused, busy, run } = useAct();
  const isOwnDesk = session.desks.some(({ desk }) => desk.desk === authorisation.statement.to.desk);
  const hasGone = packets.some(({ state }) => !NOT_GONE.has(state));
  if (hasGone || isOwnDesk) return null;
  const { codes } = authorisation.statement;
  const fields = question.asked.fields.filter(({ code }) => codes.includes(code));
  return (
    <section className="stack send-now" aria-label={t('share.send', { count: codes.length })}>
      <dl className="facts">
        {fields.map(({ code, words }) => (
          <div key={code} className="facts-pair">
            <dt>{t(`code.${code}` as WordKey)}</dt>
            <dd dir="auto" className="said-words">
              {words}
            </dd>
          </div>
        ))}
      </dl>
      <div className="row print-hide">
        <Button
          weight="act"
          icon="sealed"
          isDisabled={busy}
          onPress={() => {
            run(() => acts.send(question, authorisation));
          }}
        >
          {t('share.send', { count: codes.length })}
        </Button>
        <span className="small soft">{t('share.send.only')}</span>
      </div>
      {refused === null ? null : <Fault>{refused}</Fault>}
    </section>
  );
}
