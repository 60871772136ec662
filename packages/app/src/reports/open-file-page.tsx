/** A casework desk opens a file on the person's word: which drawers, who holds them, how they want to be called. */
import { useCallback, useState } from 'react';
import { useLocation } from 'wouter';
import type { ContactSet } from '@amparo/casework/files';
import type { Conversation } from '@amparo/casework/reports';
import { DRAWER_CLASSES, mayHold, needToKnow } from '@amparo/casework/grants';
import type { AuthorisationStatement, DrawerClass } from '@amparo/casework/grants';
import {
  appendTo,
  openDrawer,
  openFileFromConversation,
  readConversation,
} from '../client/index.ts';
import type { DeskAccess, OpenDrawer, Session } from '../client/index.ts';
import { AnyOf, Button, Fault, Form, useNotice } from '../look/index.ts';
import { useDraft } from '../sessions/drafts.tsx';
import { useSession } from '../sessions/session-context.tsx';
import { useLoaded } from '../shell/loaded.ts';
import { Page } from '../shell/page.tsx';
import { Empty, refusalWords, Show } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import { useCaseload } from '../files/caseload.tsx';
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
        {(opened) => <Chosen opened={opened} />}
      </Show>
    </Page>
  );
}

interface Draft {
  readonly cover: CoverDraft;
  readonly classes: readonly DrawerClass[];
}

function Chosen({ opened }: { readonly opened: OpenDrawer }) {
  const { t } = useWords();
  const { session } = useSession();
  const { state } = readConversation(opened);
  const yes = state.questions.findLast(
    (question) => question.answer === 'yes' && question.asked.statement.opensFile,
  );
  const statement = yes?.asked.statement;
  const desk = session.desks.find(
    (access) => access.desk.kind === 'casework' && statement?.desks.includes(access.desk.desk),
  );
  if (statement === undefined || desk === undefined) {
    return <Empty title={t('open-file.no-yes')} line={t('open-file.no-yes.do')} />;
  }
  return <OpenForm opened={opened} statement={statement} desk={desk} conversation={state} />;
}

interface FormProps {
  readonly opened: OpenDrawer;
  readonly statement: AuthorisationStatement;
  readonly desk: DeskAccess;
  readonly conversation: Conversation;
}

function OpenForm(props: FormProps) {
  const { opened, statement, conversation } = props;
  const { t } = useWords();
  const [first] = useState<Draft>(() => ({
    cover: {
      chosenName: conversation.safe.name ?? '',
      howToSayIt: '',
      pronoun: '',
      language: conversation.language ?? 'en',
      safe: conversation.safe,
    },
    classes: openableClasses(statement),
  }));
  const draft = useDraft<Draft>(`open/${opened.view.drawer}`, first);
  const [tried, setTried] = useState(false);
  const { open, busy, refused } = useOpening(props);
  const fault = coverFault(draft.value.cover);
  const submit = async () => {
    setTried(true);
    if (fault === null && !busy && (await open(draft.value))) draft.clear();
  };
  return (
    <Form wide onSubmit={submit}>
      <CoverFields
        draft={draft.value.cover}
        onChange={(cover) => {
          draft.set({ ...draft.value, cover });
        }}
        fault={tried ? fault : null}
      />
      <Which
        {...props}
        classes={draft.value.classes}
        onChange={(classes) => {
          draft.set({ ...draft.value, classes });
        }}
      />
      {refused === null ? null : (
        <Fault>
          <p className="strong">{refused}</p>
          <p>{t('open-file.refused.safe')}</p>
        </Fault>
      )}
      <div className="row">
        <Button weight="act" type="submit" isDisabled={busy}>
          {busy ? t('open-file.busy') : t('open-file.do')}
        </Button>
      </div>
    </Form>
  );
}

interface WhichProps extends FormProps {
  readonly classes: readonly DrawerClass[];
  readonly onChange: (classes: readonly DrawerClass[]) => void;
}

/** Which drawers, and which desks would hold each by need to know and by the person's word. */
function Which({ statement, desk, classes, onChange }: WhichProps) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  return (
    <section className="sheet stack">
      <h2>{t('open-file.drawers')}</h2>
      <AnyOf
        label={t('open-file.drawers.which')}
        hint={t('open-file.drawers.hint')}
        choices={openableClasses(statement).map((each) => {
          const others = otherHolders(session, statement, {
            drawerClass: each,
            own: desk.desk.desk,
          });
          const desks = words.list([desk.desk.name, ...others]);
          return {
            value: each,
            label: t(`drawer.${each}`),
            hint: t('open-file.holders', { desks }),
          };
        })}
        values={classes}
        onChange={onChange}
      />
      <p>
        {t('open-file.until')} <strong>{words.date(statement.expiresAt)}</strong>
      </p>
    </section>
  );
}

interface Opening {
  /** True when the file is open and the page has gone to it. */
  readonly open: (draft: Draft) => Promise<boolean>;
  readonly busy: boolean;
  readonly refused: string | null;
}

function useOpening({ opened, statement, desk }: FormProps): Opening {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const caseload = useCaseload();
  const tell = useNotice();
  const [, go] = useLocation();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const open = async ({ cover, classes }: Draft): Promise<boolean> => {
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
      return false;
    }
    const { file, drawers } = opening.value;
    const coverDrawer = drawers.find(({ class: each }) => each === 'cover')?.drawer;
    if (coverDrawer !== undefined) await append(session, coverDrawer, coverEvent(cover));
    const contact: ContactSet = { v: 1, kind: 'contact/set', safe: cover.safe };
    await append(session, opened.view.drawer, contact);
    await caseload.again();
    tell(t('open-file.done'));
    go(`/files/${file}`);
    return true;
  };
  return { open, busy, refused };
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
  { desks, classes }: AuthorisationStatement,
  { drawerClass, own }: { readonly drawerClass: DrawerClass; readonly own: string },
): readonly string[] {
  if (!classes.includes(drawerClass)) return [];
  return desks.flatMap((id) => {
    const desk = session.trust.desks.get(id)?.desk;
    return desk !== undefined && id !== own && mayHold(drawerClass, desk.kind) ? [desk.name] : [];
  });
}

/** Opens a drawer of the new file and adds its first event; without a line it waits in the outbox. */
async function append(session: Session, drawer: string, event: object): Promise<void> {
  const opened = await openDrawer(session, drawer);
  if (opened.ok) await appendTo(session, opened.value, event);
}
