/** The person's own page, written by their worker in plain words; and a new receipt for a lost one. */
import { useCallback, useState } from 'react';
import { LONGEST_SECTION, PAGE_SECTIONS } from '@amparo/casework/reports';
import type { Language, PageSection } from '@amparo/casework/reports';
import { readPageChoice, writePage } from '../client/index.ts';
import type { OpenDrawer, PageChoice } from '../client/index.ts';
import { useFile } from '../files/file-context.tsx';
import { useTellWritten } from '../files/tell-written.ts';
import { useOpenDrawers } from '../files/use-drawers.ts';
import { Button, Fault, Form, LineField, OneOf, TextBox, useNotice } from '../look/index.ts';
import { useDraft } from '../sessions/drafts.tsx';
import { useSession } from '../sessions/session-context.tsx';
import { useLoaded } from '../shell/loaded.ts';
import { Empty, Loading, Show } from '../shell/states.tsx';
import { chooseLocale, LOCALES, useWords } from '../words/index.ts';
import { NewReceipt } from './new-receipt.tsx';

export function TheirPagePanel() {
  const { t } = useWords();
  const { busy } = useOpenDrawers(['contact', 'cover']);
  const { drawers } = useFile();
  const contact = [...drawers.values()].find(
    (drawer) => drawer.state === 'open' && drawer.opened.view.class === 'contact',
  );
  if (busy) return <Loading />;
  if (contact?.state !== 'open') {
    return <Empty title={t('share.no-conversation')} line={t('their-page.no-conversation.do')} />;
  }
  return (
    <div className="stack-wide">
      <ThePage contact={contact.opened} />
      <NewReceipt contact={contact.opened} />
    </div>
  );
}

function ThePage({ contact }: { readonly contact: OpenDrawer }) {
  const { t } = useWords();
  const load = useCallback(
    async () => ({ ok: true, value: await readPageChoice(contact) }) as const,
    [contact],
  );
  const { loaded, again } = useLoaded(load);
  return (
    <section className="stack" aria-labelledby="their-page-title">
      <h2 id="their-page-title">{t('their-page.title')}</h2>
      <Show loaded={loaded} again={again}>
        {(choice) =>
          choice.choice === 'secret' ? (
            <Editor choice={choice} />
          ) : (
            <Empty
              title={t(`their-page.${choice.choice}`)}
              line={t(`their-page.${choice.choice}.do`)}
            />
          )
        }
      </Show>
    </section>
  );
}

interface Writing {
  readonly language: Language;
  readonly sections: Readonly<Record<PageSection, string>>;
}

const EMPTY = Object.fromEntries(PAGE_SECTIONS.map((section) => [section, ''])) as Record<
  PageSection,
  string
>;

function Editor({ choice }: { readonly choice: PageChoice }) {
  const words = useWords();
  const { t } = words;
  const { file, state } = useFile();
  const [first] = useState<Writing>(() => ({
    language: chooseLocale([state.conversation?.language ?? state.cover?.language ?? 'en']),
    sections: EMPTY,
  }));
  const draft = useDraft<Writing>(`their-page/${file}`, first);
  const [number, setNumber] = useState('');
  const { refused, busy, write } = useWritingPage();
  const { language, sections } = draft.value;
  return (
    <Form sheet onSubmit={() => write({ language, sections, number })}>
      <p className="soft">{t('their-page.lead')}</p>
      <p className="small soft">
        {choice.writtenAt === null
          ? t('their-page.never')
          : t('their-page.written', { when: words.dateTime(choice.writtenAt) })}
      </p>
      <p className="small soft">{t('their-page.kept')}</p>
      <OneOf
        across
        label={t('their-page.language')}
        choices={Object.entries(LOCALES).map(([code, { name }]) => ({
          value: code as Language,
          label: name,
        }))}
        value={language}
        onChange={(next) => {
          draft.set({ language: next, sections });
        }}
      />
      <Sections
        sections={sections}
        onChange={(next) => {
          draft.set({ language, sections: next });
        }}
      />
      <LineField
        code
        label={t('their-page.number')}
        hint={t('their-page.number.hint')}
        value={number}
        onChange={setNumber}
      />
      {refused === null ? null : <Fault>{refused}</Fault>}
      <div className="row">
        <Button weight="act" type="submit" isDisabled={busy}>
          {t('their-page.write')}
        </Button>
        <span className="small soft">{t('their-page.replaces')}</span>
      </div>
    </Form>
  );
}

interface SectionsProps {
  readonly sections: Writing['sections'];
  readonly onChange: (sections: Writing['sections']) => void;
}

function Sections({ sections, onChange }: SectionsProps) {
  const { t } = useWords();
  return PAGE_SECTIONS.map((section) => (
    <TextBox
      key={section}
      rows={3}
      label={t(`their-page.${section}`)}
      hint={t(`their-page.${section}.hint`)}
      value={sections[section]}
      onChange={(text) => {
        onChange({ ...sections, [section]: text });
      }}
      fault={
        sections[section].length > LONGEST_SECTION
          ? t('their-page.too-long', { most: LONGEST_SECTION })
          : undefined
      }
    />
  ));
}

interface WritingPage {
  readonly refused: string | null;
  readonly busy: boolean;
  readonly write: (page: Parameters<typeof writePage>[2]) => Promise<void>;
}

/** Seals the page to the person's own key, after the number that they read out was compared. */
function useWritingPage(): WritingPage {
  const { t } = useWords();
  const { session } = useSession();
  const { writeWith } = useFile();
  const tell = useNotice();
  const tellWritten = useTellWritten();
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const write: WritingPage['write'] = async (page) => {
    if (busy) return;
    setBusy(true);
    const outcome: { no: 'no-page' | 'other-number' | 'too-long' | null } = { no: null };
    const written = await writeWith('contact', async (opened) => {
      const done = await writePage(session, opened, page);
      switch (done.kind) {
        case 'no-page':
        case 'other-number':
        case 'too-long':
          outcome.no = done.kind;
          return { kind: 'refused', entry: '', refusal: { code: 'request/malformed' } };
        default:
          return done;
      }
    });
    setBusy(false);
    setRefused(outcome.no === null ? null : t(`their-page.fault.${outcome.no}`));
    if (outcome.no === null && tellWritten(written)) tell(t('their-page.done'));
  };
  return { refused, busy, write };
}
