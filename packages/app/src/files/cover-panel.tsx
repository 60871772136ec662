/** How the person is called and reached: changing it adds to cover and contact, and to the card. */
import { useState } from 'react';
import { putCard } from '../client/index.ts';
import { Button, useNotice } from '../look/index.ts';
import { cardOf, coverEvent } from './cover-events.ts';
import { useDraft } from '../sessions/drafts.tsx';
import { useSession } from '../sessions/session-context.tsx';
import { useWords } from '../words/index.ts';
import { useCaseload } from './caseload.tsx';
import { CoverFields, coverFault } from './cover-fields.tsx';
import type { CoverDraft } from './cover-fields.tsx';
import { useFile } from './file-context.tsx';
import { safeContact } from './file-model.ts';
import type { FileState } from './file-model.ts';
import { safeWords } from './safe-words.ts';
import { useTellWritten } from './tell-written.ts';
import { useOpenDrawers } from './use-drawers.ts';
import { Loading } from '../shell/states.tsx';

export function CoverPanel() {
  const { busy } = useOpenDrawers(['cover', 'contact']);
  const { state, drawers } = useFile();
  const opened = [...drawers.values()].some(({ state: each }) => each === 'open');
  if (busy || !opened) return <Loading />;
  return <Form state={state} />;
}

function draftOf(state: FileState): CoverDraft {
  return {
    chosenName: state.cover?.chosenName ?? '',
    howToSayIt: state.cover?.howToSayIt ?? '',
    pronoun: state.cover?.pronoun ?? '',
    language: state.cover?.language ?? state.conversation?.language ?? '',
    safe: safeContact(state) ?? {},
  };
}

function Form({ state }: { readonly state: FileState }) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const { file, write } = useFile();
  const caseload = useCaseload();
  const tell = useNotice();
  const tellWritten = useTellWritten();
  const [first] = useState(() => draftOf(state));
  const draft = useDraft<CoverDraft>(`cover/${file}`, first);
  const [tried, setTried] = useState(false);
  const fault = coverFault(draft.value);
  const save = async () => {
    setTried(true);
    if (fault !== null) return;
    if (!tellWritten(await write('cover', coverEvent(draft.value)))) return;
    const contact = { v: 1, kind: 'contact/set', safe: draft.value.safe };
    if (!tellWritten(await write('contact', contact))) return;
    await updateCards();
    draft.clear();
    tell(t('cover.saved'));
  };
  const updateCards = async () => {
    if (caseload.loaded.state !== 'ready') return;
    const cards = caseload.loaded.value.find((each) => each.file === file)?.cards ?? [];
    for (const card of cards) {
      const content = cardOf(draft.value, safeWords(words, draft.value.safe));
      const nextClock = card.content?.nextClock ?? null;
      const { desk, revision } = card;
      await putCard(session, {
        desk,
        file,
        revision: revision + 1,
        content: { ...content, nextClock },
      });
    }
    await caseload.again();
  };
  return (
    <form
      className="stack-wide"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <CoverFields draft={draft.value} onChange={draft.set} fault={tried ? fault : null} />
      <div className="row">
        <Button weight="act" type="submit">
          {t('cover.save')}
        </Button>
      </div>
    </form>
  );
}
