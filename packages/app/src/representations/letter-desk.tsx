/** One letter on the desk: written into a sealed draft at once, saved as an entry in pauses, never lost. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { LetterDocument, SavedLetter } from '@amparo/casework/representations';
import { Button, ButtonLink, Mark, Note, useNotice } from '../look/index.ts';
import { useDraft } from '../sessions/drafts.tsx';
import { useSession } from '../sessions/session-context.tsx';
import { Empty } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import type { Words } from '../words/index.ts';
import { useFile } from '../files/file-context.tsx';
import { useTellWritten } from '../files/tell-written.ts';
import { Conflict } from './conflict.tsx';
import { Editor } from './editor.tsx';
import { isSameLetter, neutralFileName, openChecks } from './letter.ts';
import { LetterPrint } from './letter-print.tsx';
import { saveFile } from '../shell/save-file.ts';

const SAVE_AFTER_MS = 8000;

interface Writing {
  readonly document: LetterDocument;
  /** The revision this was written on top of. */
  readonly base: number;
}

export function LetterDesk({ name }: { readonly name: string }) {
  const { t } = useWords();
  const { file, state } = useFile();
  const saved = state.letters.get(name);
  if (saved === undefined) {
    return (
      <Empty
        title={t('letters.gone')}
        line={t('letters.gone.do')}
        action={<ButtonLink href={`/files/${file}/letters`}>{t('letters.back')}</ButtonLink>}
      />
    );
  }
  return <Open name={name} saved={saved} />;
}

function Open({ name, saved }: { readonly name: string; readonly saved: SavedLetter }) {
  const { t } = useWords();
  const { file } = useFile();
  const [first] = useState<Writing>(() => ({
    document: saved.saved.document,
    base: saved.saved.revision,
  }));
  const draft = useDraft<Writing>(`letter/${file}/${name}`, first);
  const { document, base } = draft.value;
  const { revision } = saved.saved;
  const unsaved = !isSameLetter(document, saved.saved.document);
  const { save, saving } = useSaving({ name, saved, draft: draft.value, set: draft.set });
  const overtaken = unsaved && base < revision && !saving;

  useEffect(() => {
    if (!unsaved || overtaken || !draft.ready) return undefined;
    const timer = setTimeout(() => {
      void save();
    }, SAVE_AFTER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [unsaved, overtaken, draft.ready, document, save]);

  if (overtaken) {
    return (
      <Conflict
        mine={document}
        theirs={saved}
        onMine={() => {
          draft.set({ document, base: revision });
        }}
        onTheirs={() => {
          draft.set({ document: saved.saved.document, base: revision });
        }}
      />
    );
  }
  return (
    <>
      <div className="stack print-hide">
        <div className="row-apart">
          <a href={`#/files/${file}/letters`}>{t('letters.back')}</a>
          <Standing saved={saved} unsaved={unsaved} saving={saving} />
        </div>
        <Acts document={document} unsaved={unsaved} save={save} />
        <Editor
          letter={document}
          onChange={(next) => {
            draft.set({ document: next, base: unsaved ? base : revision });
          }}
        />
      </div>
      <LetterPrint letter={document} />
    </>
  );
}

interface StandingProps {
  readonly saved: SavedLetter;
  readonly unsaved: boolean;
  readonly saving: boolean;
}

/** Whether what is on the screen is an entry yet. */
function Standing({ saved, unsaved, saving }: StandingProps) {
  const { t, time } = useWords();
  return (
    <span className="row" role="status">
      {saving ? (
        <Mark icon="clock">{t('letter.saving')}</Mark>
      ) : unsaved ? (
        <Mark tone="due" icon="dot">
          {t('letter.unsaved')}
        </Mark>
      ) : (
        <Mark tone="act">
          {t('letter.saved', { revision: saved.saved.revision, when: time(saved.at) })}
        </Mark>
      )}
    </span>
  );
}

function useSaving({
  name,
  saved,
  draft,
  set,
}: {
  readonly name: string;
  readonly saved: SavedLetter;
  readonly draft: Writing;
  readonly set: (writing: Writing) => void;
}): { readonly save: () => Promise<void>; readonly saving: boolean } {
  const { write } = useFile();
  const tellWritten = useTellWritten();
  const [saving, setSaving] = useState(false);
  const busy = useRef(false);
  const latest = useRef({ draft, saved });
  latest.current = { draft, saved };
  const save = useCallback(async () => {
    const { draft: writing, saved: before } = latest.current;
    const { revision, document } = before.saved;
    if (busy.current || isSameLetter(writing.document, document)) return;
    busy.current = true;
    setSaving(true);
    const event = {
      v: 1,
      kind: 'representations/saved',
      letter: name,
      revision: revision + 1,
      document: writing.document,
    };
    const done = tellWritten(await write('privileged', event, true));
    if (done) set({ document: latest.current.draft.document, base: revision + 1 });
    busy.current = false;
    setSaving(false);
  }, [name, write, tellWritten, set]);
  return { save, saving };
}

function Acts({
  document: letter,
  unsaved,
  save,
}: {
  readonly document: LetterDocument;
  readonly unsaved: boolean;
  readonly save: () => Promise<void>;
}) {
  const { t } = useWords();
  const { session } = useSession();
  const tell = useNotice();
  const exportDocx = async () => {
    const name = neutralFileName(session.now().slice(0, 10));
    await downloadDocx(letter, t, name);
    tell(t('letter.exported', { name }));
  };
  const checks = openChecks(letter);
  return (
    <div className="row">
      {checks === 0 ? null : (
        <Note tone="due" icon="note">
          <p>{t('letter.checks', { count: checks })}</p>
        </Note>
      )}
      <Button
        isDisabled={!unsaved}
        onPress={() => {
          void save();
        }}
      >
        {t('letter.save')}
      </Button>
      <Button
        icon="files"
        onPress={() => {
          void exportDocx();
        }}
      >
        {t('letter.export')}
      </Button>
      <Button
        icon="print"
        onPress={() => {
          window.print();
        }}
      >
        {t('act.print')}
      </Button>
      <span className="small soft">{t('letter.leaves')}</span>
    </div>
  );
}

async function downloadDocx(letter: LetterDocument, t: Words['t'], name: string): Promise<void> {
  const { letterDocx } = await import('./letter-docx.ts');
  const words = { check: t('letter.kind.check'), page: t('print.page'), of: t('print.of') };
  saveFile(await letterDocx(letter, words), name);
}
