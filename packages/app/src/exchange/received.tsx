/** A received packet after the third check: who sent it, on which ground, what it says, and our own law for it. */
import { useState } from 'react';
import type { PacketView } from '@amparo/casework/packets';
import { findCapabilityAnswer, findCapabilityQuery } from '@amparo/casework/packets';
import type { CapabilityAnswer } from '@amparo/casework/packets';
import { answerPacket, openReceivedPacket, sealAndSend } from '../client/index.ts';
import type { Outcome, ReceivedPacket } from '../client/index.ts';
import { Button, Fault, Icon, Mark, Note, useNotice } from '../look/index.ts';
import { placeName } from '../plan/view.ts';
import { useSession } from '../sessions/session-context.tsx';
import { toLoaded } from '../shell/loaded.ts';
import type { Loaded } from '../shell/loaded.ts';
import { refusalWords, Show } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import type { WordKey } from '../words/index.ts';
import { AnswerForm, AnswerWords, QueryWords } from './capability-answer.tsx';
import { HoldPacket } from './hold-packet.tsx';
import type { DeskDirectory } from './load.ts';
import { daysAfter } from './offering.ts';
import { OwnLaw } from './own-law.tsx';
import { toneOf } from './packet-lines.tsx';
import { TakeOver } from './take-over.tsx';
import { receiptOf } from './standing.ts';
import { useAct } from './use-act.ts';

interface Props {
  readonly packet: PacketView;
  readonly thread: readonly PacketView[];
  readonly directory: DeskDirectory;
  readonly desk: string;
  readonly again: () => Promise<void>;
}

const OPENABLE: ReadonlySet<PacketView['state']> = new Set(['delivered', 'read']);

export function Received(props: Props) {
  const { packet, again } = props;
  const { t } = useWords();
  const { session } = useSession();
  const [opened, setOpened] = useState<Loaded<ReceivedPacket> | null>(null);
  const isHere = OPENABLE.has(packet.state) && packet.recalledAt === null;
  const isGone = opened?.state === 'refused' && opened.refusal.code === 'packet/gone';
  const open = async () => {
    setOpened({ state: 'loading' });
    setOpened(toLoaded(await openReceivedPacket(session, packet.statement.packet)));
    await again();
  };
  if (packet.heldFor !== null && packet.recalledAt !== null) {
    return (
      <Note tone="due" icon="note">
        <p className="strong">{t('received.kept', { what: packet.heldFor })}</p>
        <p>{t('received.kept.do')}</p>
      </Note>
    );
  }
  // What was recalled while it was on the screen leaves it at once.
  if (isGone || !isHere) {
    return (
      <Note tone="due" icon="note">
        <p className="strong">{t('received.gone')}</p>
        <p>{t('received.gone.do')}</p>
      </Note>
    );
  }
  if (opened === null) {
    return (
      <div className="row print-hide">
        <Button
          weight="act"
          icon="sealed"
          onPress={() => {
            void open();
          }}
        >
          {t('received.open')}
        </Button>
        <span className="small soft">{t('received.open.logged')}</span>
      </div>
    );
  }
  return (
    <Show loaded={opened} again={open} loading={t('received.opening')}>
      {(received) => <Content {...props} received={received} />}
    </Show>
  );
}

interface ContentProps extends Props {
  readonly received: ReceivedPacket;
}

function Content(props: ContentProps) {
  const { received, directory } = props;
  const { t } = useWords();
  const { kind } = received.statement;
  const text = (code: string) => received.fields.find((field) => field.code === code)?.words ?? '';
  if (kind === 'capability-query') return <Query {...props} text={text('capability.needs')} />;
  if (kind === 'capability-answer') {
    const answer = findCapabilityAnswer(text('capability.answer'));
    return (
      <div className="stack-wide">
        <Sender received={received} />
        <section className="sheet stack">
          {answer === undefined ? (
            <p>{t('received.unreadable')}</p>
          ) : (
            <AnswerWords answer={answer} />
          )}
        </section>
      </div>
    );
  }
  return (
    <div className="stack-wide">
      {received.fromCopy ? (
        <Note icon="offline">
          <p>{t('drawer.from-copy')}</p>
        </Note>
      ) : null}
      <Sender received={received} />
      <div className="received">
        <Items received={received} />
        <OwnLaw received={received} directory={directory} />
      </div>
      <Decide {...props} />
      <TakeOver received={received} />
      <HoldPacket {...props} />
    </div>
  );
}

/** Who sent it and who stands behind it, as far as this device proved it. */
function Sender({ received }: { readonly received: ReceivedPacket }) {
  const words = useWords();
  const { t } = words;
  const { sender, second, from, attestedBy, statement } = received;
  const { basis, expiresAt } = statement;
  return (
    <section className="sheet stack" aria-labelledby="sender-title">
      <h2 id="sender-title">{t('received.sender')}</h2>
      <p>
        <bdi>
          {[
            sender.memberName,
            sender.deskName,
            sender.organisationName,
            placeName(words.countryName(from.country), from.country),
            from.nodeName,
          ].join(' · ')}
        </bdi>
      </p>
      <p className="standing-line standing-act small">
        <Icon name="tick" size={16} /> {t('received.proved')}
      </p>
      <div className="row">
        <Mark tone={toneOf(basis.kind)} icon="sealed">
          {t(`basis.${basis.kind}`)}
        </Mark>
        {attestedBy === null ? null : <span>{t(`packet.attested.${attestedBy}`)}</span>}
        {second === null ? null : <span>{t('received.second', { name: second.memberName })}</span>}
      </div>
      {'provision' in basis ? (
        <p>
          <code>{basis.provision}</code>
        </p>
      ) : null}
      <p className="small soft">{t('received.until', { date: words.dateTime(expiresAt) })}</p>
    </section>
  );
}

function Items({ received }: { readonly received: ReceivedPacket }) {
  const { t } = useWords();
  return (
    <section className="sheet stack" aria-labelledby="items-title">
      <h2 id="items-title">{t('received.items')}</h2>
      <dl className="stack">
        {received.fields.map(({ code, words }) => (
          <div key={code} className="stack-tight">
            <dt className="small soft">{t(`code.${code}` as WordKey)}</dt>
            <dd dir="auto" className="said-words read">
              {words === '' ? t('received.unreadable') : words}
            </dd>
          </div>
        ))}
      </dl>
      <p className="small soft">
        {t(
          received.statement.basis.kind === 'consent'
            ? 'received.not-onward'
            : 'received.not-onward.other',
        )}
      </p>
    </section>
  );
}

const DECISIONS = ['accepted', 'more-needed', 'declined'] as const;

/** The answer that a member of this desk gives; the sender gets it as a signed receipt. */
function Decide({ packet, again }: ContentProps) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const tell = useNotice();
  const { refused, busy, run } = useAct();
  const said = receiptOf(packet, 'decision')?.decision;
  if (said !== undefined && said !== 'more-needed') return null;
  const decide = (decision: 'accepted' | 'declined' | 'more-needed') => async () => {
    const outcome = await answerPacket(session, packet.statement.packet, decision);
    if (!outcome.ok) return noOf(outcome, words);
    tell(t(`received.decided.${decision}`));
    await again();
    return null;
  };
  return (
    <section className="stack print-hide" aria-labelledby="decide-title">
      <h2 id="decide-title">{t('received.decide')}</h2>
      <div className="row">
        {DECISIONS.filter((decision) => decision !== said).map((decision) => (
          <Button
            key={decision}
            weight={decision === 'accepted' ? 'act' : 'quiet'}
            isDisabled={busy}
            onPress={() => {
              run(decide(decision));
            }}
          >
            {t(`received.decide.${decision}`)}
          </Button>
        ))}
      </div>
      <p className="small soft">{t('received.decide.what')}</p>
      {refused === null ? null : <Fault>{refused}</Fault>}
    </section>
  );
}

function noOf(
  outcome: Extract<Outcome<unknown>, { ok: false }>,
  words: ReturnType<typeof useWords>,
): string {
  return outcome.offline ? words.t('share.offline') : refusalWords(words, outcome.refusal);
}

/** An answer is kept so long where it was asked for. */
const ANSWER_DAYS = 30;

/** A question about nobody, and this desk's answer to it. */
function Query({
  received,
  thread,
  directory,
  desk,
  again,
  text,
}: ContentProps & { readonly text: string }) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const tell = useNotice();
  const query = findCapabilityQuery(text);
  const { from, packet, thread: matter } = received.statement;
  const isAnswered = thread.some(({ statement }) => statement.inReplyTo === packet);
  const answer = async (given: CapabilityAnswer) => {
    const to = directory.desks.find(
      ({ node, subject }) => node === from.node && subject.desk === from.desk,
    );
    if (to === undefined) return t('share.unknown-desk');
    const sent = await sealAndSend(session, {
      ...{ from: desk, to, kind: 'capability-answer', basis: { kind: 'no-person' } },
      fields: [{ code: 'capability.answer', words: JSON.stringify(given) }],
      conversation: null,
      expiresAt: `${daysAfter(session.now().slice(0, 10), ANSWER_DAYS)}T23:59:59.000Z`,
      answers: { packet, thread: matter },
    });
    if (!sent.ok) return noOf(sent, words);
    tell(t('capability.answered'));
    await again();
    return null;
  };
  return (
    <div className="stack-wide">
      <Sender received={received} />
      <section className="sheet stack">
        {query === undefined ? <p>{t('received.unreadable')}</p> : <QueryWords query={query} />}
      </section>
      {query === undefined || isAnswered ? null : <AnswerForm query={query} onAnswer={answer} />}
      {isAnswered ? (
        <Note tone="act">
          <p>{t('capability.answered')}</p>
        </Note>
      ) : null}
    </div>
  );
}
