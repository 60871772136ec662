/** Asking for a yes to hand over: desks, parts, until when, and words that can be changed. */
import { useState } from 'react';
import type { DeskSubject } from '@amparo/casework/directory';
import { mayHold } from '@amparo/casework/grants';
import { askHandover } from '../client/index.ts';
import type { OpenDrawer } from '../client/index.ts';
import { AnyOf, Button, LineField, Note, TextBox, useNotice } from '../look/index.ts';
import { useDraft } from '../sessions/drafts.tsx';
import { useSession } from '../sessions/session-context.tsx';
import { refusalWords } from '../shell/states.tsx';
import { useSync } from '../shell/sync.tsx';
import { useWords } from '../words/index.ts';
import type { Words } from '../words/index.ts';
import {
  askableClasses,
  findAskFault,
  isAskable,
  questionOf,
  USUAL,
  usualUntil,
} from './asking.ts';
import type { Asking } from './asking.ts';

interface Props {
  readonly opened: OpenDrawer;
  readonly onDone: () => void;
}

export function AskForm({ opened, onDone }: Props) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const { refresh } = useSync();
  const tell = useNotice();
  const today = session.now().slice(0, 10);
  const [first] = useState(() => firstAsking(words, today));
  const draft = useDraft<Asking>(`ask/${opened.view.drawer}`, first);
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const asking = draft.value;
  const desks = [...session.trust.desks.values()].map(({ desk }) => desk).filter(isAskable);
  const chosen = desks.filter(({ desk }) => asking.desks.includes(desk));
  const offered = askableClasses(chosen);
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
  return (
    <form
      className="sheet stack"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h2>{t('ask.title')}</h2>
      <AnyOf
        label={t('ask.desks')}
        hint={t('ask.desks.hint')}
        choices={desks.map((desk) => ({
          value: desk.desk,
          label: desk.name,
          hint: deskHint(words, desk, session.trust.desks.get(desk.desk)?.organisation.name ?? ''),
        }))}
        values={asking.desks}
        onChange={(ids) => {
          const next = desks.filter(({ desk }) => ids.includes(desk));
          const may = askableClasses(next);
          const kept = asking.classes.length === 0 ? USUAL : asking.classes;
          set({ desks: ids, classes: kept.filter((each) => may.includes(each)) });
        }}
        fault={tried && fault === 'desks' ? t('ask.fault.desks') : undefined}
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
          choices={offered.map((each) => ({
            value: each,
            label: t(`drawer.${each}`),
            hint: t('ask.classes.who', {
              desks: words.list(
                chosen.filter(({ kind }) => mayHold(each, kind)).map(({ name }) => name),
              ),
            }),
          }))}
          values={asking.classes}
          onChange={(classes) => {
            set({ classes });
          }}
          fault={tried && fault === 'classes' ? t('ask.fault.classes') : undefined}
        />
      )}
      <LineField
        code
        width="short"
        label={t('ask.until')}
        hint={t('ask.until.hint')}
        value={asking.until}
        onChange={(until) => {
          set({ until });
        }}
        fault={tried && fault === 'until' ? t('ask.fault.until') : undefined}
      />
      <TextBox
        label={t('ask.text')}
        hint={t('ask.text.hint')}
        value={asking.text}
        onChange={(text) => {
          set({ text });
        }}
        fault={tried && fault === 'text' ? t('ask.fault.text') : undefined}
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
      {refused === null ? null : (
        <Note tone="due" icon="note">
          <p>{refused}</p>
        </Note>
      )}
      <div className="row">
        <Button weight="act" type="submit">
          {t('ask.send')}
        </Button>
        <Button weight="plain" onPress={onDone}>
          {t('act.cancel')}
        </Button>
      </div>
    </form>
  );
}

function firstAsking(words: Words, today: string): Asking {
  return {
    desks: [],
    classes: [],
    until: usualUntil(today),
    text: words.t('ask.default.text'),
    ifYes: words.t('ask.default.yes'),
    ifNo: words.t('ask.default.no'),
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
