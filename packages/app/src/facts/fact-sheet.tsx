/** Recording a fact in a sheet over whatever page asked for it. */
import { useState } from 'react';
import { decideFact } from '@amparo/casework/facts';
import type { RecordedFact } from '@amparo/casework/facts';
import type { FactDefinition, Packs } from '@amparo/law';
import { Note, Sheet, useNotice } from '../look/index.ts';
import { useDraft } from '../sessions/drafts.tsx';
import { useSession } from '../sessions/session-context.tsx';
import { useFile } from '../files/file-context.tsx';
import { useTellWritten } from '../files/tell-written.ts';
import { refusalWords } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import { draftOf, newDraft } from './answer.ts';
import type { FactDraft, ReadDraft } from './answer.ts';
import { FactForm } from './fact-form.tsx';
import type { RecordChoice } from './fact-form.tsx';
import { listOf, recordsOf } from './offer.ts';

/** What is being recorded: a key, perhaps of one record, perhaps in place of an earlier fact. */
export interface FactToRecord {
  readonly key: string;
  readonly item: string | null;
  readonly replaces: RecordedFact | null;
}

interface Props {
  readonly asked: FactToRecord;
  readonly packs: Packs;
  readonly onClose: () => void;
}

const NEW = 'new';

export function FactSheet({ asked, packs, onClose }: Props) {
  const words = useWords();
  const definition = packs.vocabulary.facts.get(asked.key);
  return (
    <Sheet
      isOpen
      title={asked.replaces === null ? words.t('fact.record.title') : words.t('fact.correct.title')}
      onClose={onClose}
    >
      {definition === undefined ? (
        <p>{words.t('refusal.fact/unknown-key')}</p>
      ) : (
        <Body asked={asked} definition={definition} packs={packs} onClose={onClose} />
      )}
    </Sheet>
  );
}

function Body({
  asked,
  definition,
  packs,
  onClose,
}: Props & { readonly definition: FactDefinition }) {
  const words = useWords();
  const { t } = words;
  const { session } = useSession();
  const { file, state, write } = useFile();
  const tell = useNotice();
  const tellWritten = useTellWritten();
  const today = session.now().slice(0, 10);
  const [first] = useState<FactDraft>(() =>
    asked.replaces === null ? newDraft(today) : { ...draftOf(asked.replaces), on: today },
  );
  const draft = useDraft<FactDraft>(`fact/${file}/${asked.key}/${asked.item ?? ''}`, first);
  const list = listOf(asked.key);
  const records = list === null ? [] : recordsOf(state.facts, list);
  const [item, setItem] = useState(asked.item ?? records[0]?.item ?? NEW);
  const [refused, setRefused] = useState<string | null>(null);
  const choices: readonly RecordChoice[] =
    list === null || asked.replaces !== null
      ? []
      : [
          ...records.map((record) => ({ item: record.item, label: recordWords(record) })),
          { item: NEW, label: t('fact.record.new') },
        ];
  const save = async ({ answer, source }: Extract<ReadDraft, { ok: true }>) => {
    const fact = crypto.randomUUID();
    const command = {
      fact,
      key: asked.key,
      item: list === null ? null : item === NEW ? crypto.randomUUID() : item,
      answer,
      source,
      by: draft.value.by.trim(),
      on: draft.value.on,
      ...(asked.replaces === null ? {} : { replaces: asked.replaces.event.fact }),
    };
    const decided = decideFact(command, {
      vocabulary: packs.vocabulary,
      deskKind: deskKindFor(definition),
      drawerClass: definition.class as Parameters<typeof write>[0],
      today,
      known: state.facts,
    });
    if (!decided.ok) {
      setRefused(refusalWords(words, decided.refusal));
      return;
    }
    const [event] = decided.events;
    const to = definition.class as Parameters<typeof write>[0];
    if (event === undefined || !tellWritten(await write(to, event))) return;
    draft.clear();
    onClose();
    tell(t('fact.saved'), () => {
      void write(to, { v: 1, kind: 'fact/withdrawn', fact });
    });
  };
  const deskKindFor = ({ mayAsk }: FactDefinition) =>
    session.desks.find(({ desk }) => mayAsk.includes(desk.kind))?.desk.kind ?? 'casework';
  const recordWords = ({ number, hint }: { readonly number: number; readonly hint: string }) =>
    t('fact.record.name', { number, hint });
  return (
    <>
      <FactForm
        definition={definition}
        packs={packs}
        draft={draft.value}
        onDraft={draft.set}
        today={today}
        records={choices}
        item={item}
        onItem={setItem}
        onSave={save}
        onCancel={() => {
          draft.clear();
          onClose();
        }}
      />
      {refused === null ? null : (
        <Note tone="due" icon="note">
          <p>{refused}</p>
        </Note>
      )}
    </>
  );
}
