/** Asking for a yes to hand over: desks, parts, until when, and words that can be changed. */
import { useEffect, useState } from 'react';
import type { DeskSubject } from '@amparo/casework/directory';
import { mayHold } from '@amparo/casework/grants';
import type { Conversation } from '@amparo/casework/reports';
import { askHandover } from '../client/index.ts';
import type { OpenDrawer } from '../client/index.ts';
import { AnyOf, Form, FormEnd, LineField, Note, TextBox, useNotice } from '../look/index.ts';
import { useDraft } from '../sessions/drafts.tsx';
import { useSession } from '../sessions/session-context.tsx';
import { Loading, refusalWords } from '../shell/states.tsx';
import { useSync } from '../shell/sync.tsx';
import { loadWords, useWords } from '../words/index.ts';
import type { Words } from '../words/index.ts';
import {
  askableClasses,
  findAskFault,
  isAskable,
  questionOf,
  USUAL,
  usualUntil,
} from './asking.ts';
import type { AskFault, Asking } from './asking.ts';

interface Props {
  readonly opened: OpenDrawer;
  readonly conversation: Conversation;
  readonly onDone: () => void;
}

/** The question begins in the language of the person, not in that of the worker. */
export function AskForm(props: Props) {
  const { language } = props.conversation;
  const [theirs, setTheirs] = useState<Words | null>(null);
  useEffect(() => {
    void loadWords(language ?? 'en').then(setTheirs);
  }, [language]);
  return theirs === null ? <Loading /> : <Body {...props} theirs={theirs} />;
}

function Body({ opened, onDone, theirs }: Props & { readonly theirs: Words }) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const { refresh } = useSync();
  const tell = useNotice();
  const today = session.now().slice(0, 10);
  const [first] = useState(() => firstAsking(theirs, today));
  const draft = useDraft<Asking>(`ask/${opened.view.drawer}`, first);
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const asking = draft.value;
  const desks = [...session.trust.desks.values()].map(({ desk }) => desk).filter(isAskable);
  const fault = findAskFault(asking, today);
  const send = async () => {
    setTried(true);
    if (fault !== undefined) return;
    const sent = await askHandover(session, opened, questionOf(asking, desks));
    await refresh();
    if (sent.kind === 'refused') {
      setRefused(refusalWords(words, sent.refusal));
      return;
    }
    draft.clear();
    tell(sent.kind === 'waiting' ? t('reply.waiting') : t('ask.sent'));
    onDone();
  };
  const set = (change: Partial<Asking>) => {
    draft.set({ ...asking, ...change });
  };
  const part = { asking, set, fault: tried ? fault : undefined };
  return (
    <Form sheet onSubmit={send}>
      <h2>{t('ask.title')}</h2>
      <Whom {...part} desks={desks} />
      <What {...part} theirs={theirs} />
      <FormEnd refused={refused} act={t('ask.send')} onCancel={onDone} />
    </Form>
  );
}

interface PartProps {
  readonly asking: Asking;
  readonly set: (change: Partial<Asking>) => void;
  readonly fault: AskFault | undefined;
}

/** Which desks, and which parts of what they may hold. */
function Whom({
  asking,
  set,
  fault,
  desks,
}: PartProps & { readonly desks: readonly DeskSubject[] }) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const chosen = desks.filter(({ desk }) => asking.desks.includes(desk));
  const choose = (ids: readonly string[]) => {
    const may = askableClasses(desks.filter(({ desk }) => ids.includes(desk)));
    const kept = asking.classes.length === 0 ? USUAL : asking.classes;
    set({ desks: ids, classes: kept.filter((each) => may.includes(each)) });
  };
  return (
    <>
      <AnyOf
        label={t('ask.desks')}
        hint={t('ask.desks.hint')}
        choices={desks.map((desk) => ({
          value: desk.desk,
          label: desk.name,
          hint: deskHint(words, desk, session.trust.desks.get(desk.desk)?.organisation.name ?? ''),
        }))}
        values={asking.desks}
        onChange={choose}
        fault={fault === 'desks' ? t('ask.fault.desks') : undefined}
      />
      {chosen.some(({ enforces }) => enforces.immigration || enforces.police) ? (
        <Note tone="danger">
          <p>{t('ask.enforces')}</p>
        </Note>
      ) : null}
      {chosen.length === 0 ? null : (
        <AnyOf
          label={t('ask.classes')}
          hint={t('ask.classes.hint')}
          choices={askableClasses(chosen).map((each) => {
            const holders = chosen.filter(({ kind }) => mayHold(each, kind));
            const names = words.list(holders.map(({ name }) => name));
            return {
              value: each,
              label: t(`drawer.${each}`),
              hint: t('ask.classes.who', { desks: names }),
            };
          })}
          values={asking.classes}
          onChange={(classes) => {
            set({ classes });
          }}
          fault={fault === 'classes' ? t('ask.fault.classes') : undefined}
        />
      )}
    </>
  );
}

/** Until when, and in which words. */
function What({ asking, set, fault, theirs }: PartProps & { readonly theirs: Words }) {
  const { t, locale, languageName } = useWords();
  const language = languageName(theirs.locale);
  return (
    <>
      <LineField
        code
        width="short"
        label={t('ask.until')}
        hint={t('ask.until.hint')}
        value={asking.until}
        onChange={(until) => {
          set({ until });
        }}
        fault={fault === 'until' ? t('ask.fault.until') : undefined}
      />
      <TextBox
        label={t('ask.text')}
        hint={theirs.locale === locale ? t('ask.text.hint') : t('ask.text.theirs', { language })}
        value={asking.text}
        onChange={(text) => {
          set({ text });
        }}
        fault={fault === 'text' ? t('ask.fault.text') : undefined}
      />
      <TextBox
        rows={2}
        label={t('ask.if-yes')}
        value={asking.ifYes}
        onChange={(ifYes) => {
          set({ ifYes });
        }}
      />
      <TextBox
        rows={2}
        label={t('ask.if-no')}
        value={asking.ifNo}
        onChange={(ifNo) => {
          set({ ifNo });
        }}
      />
    </>
  );
}

function firstAsking(theirs: Words, today: string): Asking {
  return {
    desks: [],
    classes: [],
    until: usualUntil(today),
    text: theirs.t('ask.default.text'),
    ifYes: theirs.t('ask.default.yes'),
    ifNo: theirs.t('ask.default.no'),
  };
}

/** What the person must know of a desk: its function, its organisation, and whether it enforces. */
function deskHint(words: Words, desk: DeskSubject, organisation: string): string {
  const { immigration, police } = desk.enforces;
  return [
    words.t(`desk.${desk.kind}`),
    organisation,
    immigration ? words.t('desk.enforces.immigration') : '',
    police ? words.t('desk.enforces.police') : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
