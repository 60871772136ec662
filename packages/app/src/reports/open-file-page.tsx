/** A casework desk opens a file on the person's word: which drawers, who holds them, how they want to be called. */
import { useCallback, useState } from 'react';
import { useLocation } from 'wouter';
import type { ContactSet } from '@amparo/casework/files';
import { DRAWER_CLASSES, mayHold, needToKnow } from '@amparo/casework/grants';
import type { AuthorisationStatement, DrawerClass } from '@amparo/casework/grants';
import {
  appendTo,
  openDrawer,
  openFileFromConversation,
  readConversation,
} from '../client/index.ts';
import type { OpenDrawer, Session } from '../client/index.ts';
import { AnyOf, Button, LineField, Note, useNotice } from '../look/index.ts';
import { useDraft } from '../sessions/drafts.tsx';
import { useSession } from '../sessions/session-context.tsx';
import { useLoaded } from '../shell/loaded.ts';
import { Page } from '../shell/page.tsx';
import { Empty, refusalWords, Show } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import { cardOf, coverEvent } from '../files/cover-events.ts';
import { CoverFields, coverFault } from '../files/cover-fields.tsx';
import type { CoverDraft } from '../files/cover-fields.tsx';
import { safeWords } from '../files/safe-words.ts';

export function OpenFilePage({ drawer }: { readonly drawer: string }) {
  const { t } = useWords();
  const { session } = useSession();
  const load = useCallback(() => openDrawer(session, drawer), [session, drawer]);
  const { loaded, again } = useLoaded(load);
  return (
    <Page title={t('open-file.title')} lead={t('open-file.lead')}>
      <Show loaded={loaded} again={again}>
        {(opened) => <Form opened={opened} />}
      </Show>
    </Page>
  );
}

interface Draft {
  readonly cover: CoverDraft;
  readonly classes: readonly DrawerClass[];
}

function Form({ opened }: { readonly opened: OpenDrawer }) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const tell = useNotice();
  const [, go] = useLocation();
  const { state } = readConversation(opened);
  const statement = state.questions.findLast(
    (q) => q.answer === 'yes' && q.asked.statement.opensFile,
  )?.asked.statement;
  const desk = session.desks.find(
    (access) => access.desk.kind === 'casework' && statement?.desks.includes(access.desk.desk),
  );
  const [first] = useState<Draft>(() => ({
    cover: {
      chosenName: state.safe.name ?? '',
      howToSayIt: '',
      pronoun: '',
      language: state.language ?? 'en',
      safe: state.safe,
    },
    classes: statement === undefined ? [] : openableClasses(statement),
  }));
  const draft = useDraft<Draft>(`open/${opened.view.drawer}`, first);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  if (statement === undefined || desk === undefined) {
    return <Empty title={t('open-file.no-yes')} line={t('open-file.no-yes.do')} />;
  }
  const { cover, classes } = draft.value;
  const fault = coverFault(cover);
  const open = async () => {
    setTried(true);
    if (fault !== null) return;
    setBusy(true);
    setRefused(null);
    const opening = await openFileFromConversation(session, {
      desk: desk.desk.desk,
      conversation: opened,
      statement,
      classes: classes.includes('cover') ? classes : ['cover', ...classes],
      card: cardOf(cover, safeWords(words, cover.safe)),
    });
    if (!opening.ok) {
      setBusy(false);
      setRefused(opening.offline ? t('open-file.offline') : refusalWords(words, opening.refusal));
      return;
    }
    const { file, drawers } = opening.value;
    const coverDrawer = drawers.find(({ class: each }) => each === 'cover')?.drawer;
    if (coverDrawer !== undefined) await writeCover(session, coverDrawer, cover);
    await appendContact(session, opened.view.drawer, cover);
    draft.clear();
    tell(t('open-file.done'));
    go(`/files/${file}`);
  };
  return (
    <form
      className="stack-wide"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void open();
      }}
    >
      <CoverFields
        draft={cover}
        onChange={(next) => {
          draft.set({ ...draft.value, cover: next });
        }}
        fault={tried ? fault : null}
      />
      <section className="sheet stack">
        <h2>{t('open-file.drawers')}</h2>
        <AnyOf
          label={t('open-file.drawers.which')}
          hint={t('open-file.drawers.hint')}
          choices={openableClasses(statement).map((each) => ({
            value: each,
            label: t(`drawer.${each}`),
            hint: t('open-file.holders', {
              desks: words.list([
                desk.desk.name,
                ...otherHolders(session, desk.desk.desk, { statement, each }),
              ]),
            }),
          }))}
          values={classes}
          onChange={(next) => {
            draft.set({ ...draft.value, classes: next });
          }}
        />
        <LineField
          isReadOnly
          label={t('open-file.until')}
          value={words.date(statement.expiresAt)}
          onChange={() => undefined}
        />
      </section>
      {refused === null ? null : (
        <Note tone="due" icon="note">
          <p className="strong">{refused}</p>
          <p>{t('open-file.refused.safe')}</p>
        </Note>
      )}
      <div className="row">
        <Button weight="act" type="submit" isDisabled={busy}>
          {busy ? t('open-file.busy') : t('open-file.do')}
        </Button>
      </div>
    </form>
  );
}

/** What a casework desk may open on this word: its own classes, and those it was allowed. */
function openableClasses({ classes }: AuthorisationStatement): readonly DrawerClass[] {
  return DRAWER_CLASSES.filter((each) => {
    if (each === 'contact') return false;
    const { right, grant } = needToKnow(each, 'casework');
    return grant && (right === 'own' || classes.includes(each));
  });
}

/** The desks beside the opening one that will hold a class by the person's word. */
function otherHolders(
  session: Session,
  opener: string,
  { statement, each }: { readonly statement: AuthorisationStatement; readonly each: DrawerClass },
): readonly string[] {
  if (!statement.classes.includes(each)) return [];
  return statement.desks.flatMap((id) => {
    const desk = session.trust.desks.get(id)?.desk;
    const isOther = desk !== undefined && id !== opener && mayHold(each, desk.kind);
    return isOther ? [desk.name] : [];
  });
}

async function writeCover(session: Session, drawer: string, cover: CoverDraft): Promise<void> {
  const opened = await openDrawer(session, drawer);
  if (!opened.ok) return;
  await appendTo(session, opened.value, coverEvent(cover));
}

async function appendContact(session: Session, drawer: string, cover: CoverDraft): Promise<void> {
  const opened = await openDrawer(session, drawer);
  if (!opened.ok) return;
  const event: ContactSet = { v: 1, kind: 'contact/set', safe: cover.safe };
  await appendTo(session, opened.value, event);
}
