/** Sharing from a file: what was asked and sent, the state of each question, and asking for more. */
import { useCallback, useEffect, useState } from 'react';
import type { PacketAuthorisationView, PacketQuestion, PacketView } from '@amparo/casework/packets';
import type { Packs } from '@amparo/law';
import { listPacketAuthorisations } from '../client/index.ts';
import type { OpenDrawer, Outcome, Session } from '../client/index.ts';
import { Button, Note } from '../look/index.ts';
import { useFile } from '../files/file-context.tsx';
import { safeContact } from '../files/file-model.ts';
import { safeWords } from '../files/safe-words.ts';
import { useOpenDrawers } from '../files/use-drawers.ts';
import { factValue } from '../plan/finding-detail.tsx';
import { Unreadable } from '../facts/unreadable.tsx';
import { useAssessment } from '../facts/use-assessment.ts';
import { usePacks } from '../law/use-packs.ts';
import { useSession } from '../sessions/session-context.tsx';
import { useLoaded } from '../shell/loaded.ts';
import { Empty, Loading, Show } from '../shell/states.tsx';
import { chooseLocale, loadWords, useWords } from '../words/index.ts';
import type { Words } from '../words/index.ts';
import { markSeen } from './called-back.ts';
import { loadDirectory, loadPackets } from './load.ts';
import type { DeskDirectory } from './load.ts';
import { firstWords } from './offering.ts';
import { OtherGroundCard } from './other-ground-card.tsx';
import { OtherBasisForm } from './other-basis-form.tsx';
import { PacketPrint } from './packet-print.tsx';
import { ShareForm } from './share-form.tsx';
import { Handed } from './handed.tsx';
import { SharingCard } from './sharing-card.tsx';
import { useSharingActs } from './sharing-acts.ts';
import { recordsOf } from './record-lines.ts';
import { useRecording } from './use-recording.ts';
import { useLookingAgain } from './use-looking-again.ts';

interface Sharings {
  readonly directory: DeskDirectory;
  readonly packets: readonly PacketView[];
  readonly authorisations: readonly PacketAuthorisationView[];
}

async function loadSharings(session: Session, contact: OpenDrawer): Promise<Outcome<Sharings>> {
  const [directory, packets, authorisations] = await Promise.all([
    loadDirectory(session),
    loadPackets(session, contact.access.desk.desk),
    listPacketAuthorisations(session, contact.view.drawer),
  ]);
  if (!directory.ok) return directory;
  if (!packets.ok) return packets;
  if (!authorisations.ok) return authorisations;
  return {
    ok: true,
    value: {
      directory: directory.value,
      packets: packets.value,
      authorisations: authorisations.value,
    },
  };
}

export function SharePanel() {
  const { t } = useWords();
  const { busy } = useOpenDrawers();
  const { loaded, again } = usePacks();
  const { drawers } = useFile();
  const contact = [...drawers.values()].find(
    (drawer) => drawer.state === 'open' && drawer.opened.view.class === 'contact',
  );
  if (busy) return <Loading what={t('share.opening')} />;
  if (contact?.state !== 'open') {
    return <Empty title={t('share.no-conversation')} line={t('share.no-conversation.do')} />;
  }
  return (
    <Show loaded={loaded} again={again} loading={t('share.opening')}>
      {(packs) => <Opened packs={packs} contact={contact.opened} />}
    </Show>
  );
}

interface OpenedProps {
  readonly packs: Packs;
  readonly contact: OpenDrawer;
}

function Opened({ packs, contact }: OpenedProps) {
  const { t } = useWords();
  const { session } = useSession();
  const { drawer } = contact.view;
  const load = useCallback(
    () => loadSharings(session, contact),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- because what is loaded hangs on which conversation it is, not on what is written in it
    [session, drawer],
  );
  const { loaded, again } = useLoaded(load);
  useLookingAgain(again);
  const theirs = useTheirWords();
  if (theirs === null) return <Loading what={t('share.opening')} />;
  return (
    <Show loaded={loaded} again={again} loading={t('share.opening')}>
      {(sharings) => (
        <Sharing
          packs={packs}
          contact={contact}
          sharings={sharings}
          theirs={theirs}
          again={again}
        />
      )}
    </Show>
  );
}

/** The words of the language in which the person is spoken with. */
function useTheirWords(): Words | null {
  const { state } = useFile();
  const language = state.conversation?.language ?? state.cover?.language ?? 'en';
  const [theirs, setTheirs] = useState<Words | null>(null);
  useEffect(() => {
    void loadWords(chooseLocale([language])).then(setTheirs);
  }, [language]);
  return theirs;
}

interface SharingProps extends OpenedProps {
  readonly sharings: Sharings;
  readonly theirs: Words;
  readonly again: () => Promise<void>;
}

function Sharing(props: SharingProps) {
  const { packs, contact, sharings, theirs, again } = props;
  const offer = useOffer(packs, theirs);
  const { session } = useSession();
  const { file, state, reread } = useFile();
  const [making, setMaking] = useState<'none' | 'ask' | 'other' | PacketQuestion>('none');
  const acts = useSharingActs({ contact, directory: sharings.directory, again });
  useEffect(() => {
    void markSeen(session, sharings.packets, file);
  }, [session, sharings, file]);
  const assessed = useAssessment(packs, state.facts, session.now().slice(0, 10));
  if (!assessed.ok) return <Unreadable errors={assessed.errors} />;
  const done = () => {
    setMaking('none');
  };
  const { directory } = sharings;
  const form = { file, directory, packs, facts: assessed.facts, theirs, ...offer };
  if (making === 'ask') return <ShareForm {...form} ask={acts.ask} onDone={done} />;
  if (making === 'other')
    return (
      <OtherBasisForm
        {...form}
        from={contact.access.desk.desk}
        send={acts.sendOther}
        onDone={done}
      />
    );
  if (making !== 'none') return <PacketPrint question={making} onDone={done} />;
  return (
    <div className="stack-wide">
      <Begin
        onMake={setMaking}
        onAgain={() => {
          void Promise.all([reread('contact'), again()]);
        }}
      />
      <List {...props} acts={acts} onPrint={setMaking} />
    </div>
  );
}

/** What this desk holds open, and the words with which each field begins. */
function useOffer(packs: SharingProps['packs'], theirs: Words) {
  const words = useWords();
  const { state, drawers } = useFile();
  const open = [...drawers.values()].flatMap((drawer) =>
    drawer.state === 'open' ? [drawer.opened.view.class] : [],
  );
  const label = (key: string) => packs.vocabulary.facts.get(key)?.label ?? key;
  const begin = (code: string) =>
    firstWords(code, state, {
      fact: ({ event }) => `${label(event.key)}: ${factValue(words, event.answer)}`,
      language: theirs.languageName,
      safe: safeWords(theirs, safeContact(state)),
    });
  return { open, begin };
}

interface BeginProps {
  readonly onMake: (making: 'ask' | 'other') => void;
  readonly onAgain: () => void;
}

/** Asking comes first; sending without a yes is there, and is no shortcut. */
function Begin({ onMake, onAgain }: BeginProps) {
  const { t } = useWords();
  return (
    <div className="row print-hide">
      <Button
        weight="act"
        icon="ask"
        onPress={() => {
          onMake('ask');
        }}
      >
        {t('share.title')}
      </Button>
      <Button
        onPress={() => {
          onMake('other');
        }}
      >
        {t('other.open')}
      </Button>
      <Button weight="plain" onPress={onAgain}>
        {t('act.look-again')}
      </Button>
    </div>
  );
}

interface ListProps extends SharingProps {
  readonly acts: ReturnType<typeof useSharingActs>;
  readonly onPrint: (question: PacketQuestion) => void;
}

/** Every question and every packet about this person, the newest first. */
function List({ contact, sharings, acts, onPrint }: ListProps) {
  const { t } = useWords();
  const { state } = useFile();
  const { packets, authorisations } = sharings;
  const { questions, records } = state.packets;
  const failed = useRecording({
    contact,
    directory: sharings.directory,
    words: authorisations,
  });
  const own = new Set(
    records.flatMap((record) => (record.kind === 'basis' ? [record.packet] : [])),
  );
  const others = packets.filter(({ statement }) => own.has(statement.packet));
  return (
    <section className="stack" aria-labelledby="sharings-title">
      <h2 id="sharings-title">{t('share.list')}</h2>
      {questions.length + others.length === 0 ? (
        <Empty title={t('share.none')} line={t('share.none.do')} />
      ) : null}
      {failed ? <Note tone="due">{t('record.failed')}</Note> : null}
      {questions.toReversed().map((question) => (
        <Asked
          key={question.asked.statement.authorisation}
          {...{ question, sharings, acts, onPrint }}
        />
      ))}
      {others.map((packet) => (
        <OtherGroundCard
          key={packet.statement.packet}
          packet={packet}
          records={recordsOf(records, { packet: packet.statement.packet })}
          acts={acts}
        />
      ))}
    </section>
  );
}

type AskedProps = Pick<ListProps, 'sharings' | 'acts' | 'onPrint'> & {
  readonly question: PacketQuestion;
};

/** One question with what rests on it; what is given outside goes by the yes as it is now. */
function Asked({ question, sharings, acts, onPrint }: AskedProps) {
  const { session } = useSession();
  const { state } = useFile();
  const { records, handed } = state.packets;
  const { authorisation, to } = question.asked.statement;
  const word = sharings.authorisations.find(
    ({ statement }) => statement.authorisation === authorisation,
  );
  const standing = { ...question, codes: word?.statement.codes ?? question.codes };
  const isLive = word?.withdrawnAt === null && word.statement.expiresAt > session.now();
  return (
    <SharingCard
      question={question}
      authorisation={word}
      packets={sharings.packets.filter(
        ({ statement: { basis } }) =>
          basis.kind === 'consent' && basis.authorisation === authorisation,
      )}
      records={recordsOf(records, { authorisation })}
      acts={acts}
    >
      <Handed
        question={standing}
        handed={handed.filter(({ given }) => given.authorisation === authorisation)}
        mayHand={isLive && session.desks.some(({ desk }) => desk.desk === to.desk)}
        onPrint={() => {
          onPrint(standing);
        }}
      />
    </SharingCard>
  );
}
