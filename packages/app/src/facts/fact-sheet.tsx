/** Recording a fact in a sheet over whatever page asked for it. */
import { useState } from 'react';
import { decideFact, findOpenQuestion } from '@amparo/casework/facts';
import { DrawerClass } from '@amparo/casework/grants';
import type { RecordedFact } from '@amparo/casework/facts';
import type { FactDefinition, Packs } from '@amparo/law';
import { Fault, Sheet, useNotice } from '../look/index.ts';
import { useDraft } from '../sessions/drafts.tsx';
import { useSession } from '../sessions/session-context.tsx';
import { useFile } from '../files/file-context.tsx';
import { useTellWritten } from '../files/tell-written.ts';
import { refusalWords } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import { AnswerBody } from './answer-sheet.tsx';
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
  const question = findOpenQuestion(packs.provisions, asked.key);
  const definition = packs.vocabulary.facts.get(asked.key);
  const title = asked.replaces === null ? 'fact.record.title' : 'fact.correct.title';
  return (
    <Sheet isOpen title={words.t(question === undefined ? title : 'test.title')} onClose={onClose}>
      {question !== undefined ? (
        <AnswerBody asked={asked} question={question} packs={packs} onClose={onClose} />
      ) : definition === undefined ? (
        <p>{words.t('refusal.fact/unknown-key')}</p>
      ) : (
        <Body asked={asked} definition={definition} packs={packs} onClose={onClose} />
      )}
    </Sheet>
  );
}

interface BodyProps extends Props {
  readonly definition: FactDefinition;
}

function Body({ asked, definition, packs, onClose }: BodyProps) {
  const { t } = useWords();
  const { session } = useSession();
  const { file, state } = useFile();
  const today = session.now().slice(0, 10);
  const [first] = useState<FactDraft>(() =>
    asked.replaces === null ? newDraft(today) : { ...draftOf(asked.replaces), on: today },
  );
  const draft = useDraft<FactDraft>(`fact/${file}/${asked.key}/${asked.item ?? ''}`, first);
  const list = listOf(asked.key);
  const records = list === null ? [] : recordsOf(state.facts, list);
  const [item, setItem] = useState(asked.item ?? records[0]?.item ?? NEW);
  const close = () => {
    draft.clear();
    onClose();
  };
  const { save, refused } = useRecording({ asked, definition, packs, onSaved: close });
  const named: readonly RecordChoice[] = records.map(({ item: id, number, hint }) => ({
    item: id,
    label: t('fact.record.name', { number, hint }),
  }));
  const canChoose = list !== null && asked.replaces === null;
  return (
    <>
      <FactForm
        definition={definition}
        packs={packs}
        draft={draft.value}
        onDraft={draft.set}
        today={today}
        records={canChoose ? [...named, { item: NEW, label: t('fact.record.new') }] : []}
        item={item}
        onItem={setItem}
        onSave={(read) => save(read, draft.value, list === null ? null : item)}
        onCancel={close}
      />
      {refused === null ? null : <Fault>{refused}</Fault>}
    </>
  );
}

type Read = Extract<ReadDraft, { ok: true }>;

interface Recording {
  readonly save: (read: Read, draft: FactDraft, item: string | null) => Promise<void>;
  readonly refused: string | null;
}

/** Decides and writes a fact, and offers to take it back. */
function useRecording({
  asked,
  definition,
  packs,
  onSaved,
}: Pick<BodyProps, 'asked' | 'definition' | 'packs'> & {
  readonly onSaved: () => void;
}): Recording {
  const words = useWords();
  const { session } = useSession();
  const { state, write } = useFile();
  const tell = useNotice();
  const tellWritten = useTellWritten();
  const [refused, setRefused] = useState<string | null>(null);
  const to = DrawerClass.parse(definition.class);
  const save: Recording['save'] = async ({ answer, source }, draft, item) => {
    const fact = crypto.randomUUID();
    const command = {
      fact,
      key: asked.key,
      item: item === NEW ? crypto.randomUUID() : item,
      answer,
      source,
      by: draft.by.trim(),
      on: draft.on,
      ...(asked.replaces === null ? {} : { replaces: asked.replaces.event.fact }),
    };
    const asking = session.desks.find(({ desk }) => definition.mayAsk.includes(desk.kind));
    const decided = decideFact(command, {
      vocabulary: packs.vocabulary,
      provisions: packs.provisions,
      deskKind: asking?.desk.kind ?? 'casework',
      drawerClass: to,
      today: session.now().slice(0, 10),
      known: state.facts,
    });
    if (!decided.ok) {
      setRefused(refusalWords(words, decided.refusal));
      return;
    }
    const [event] = decided.events;
    if (event === undefined || !tellWritten(await write(to, event))) return;
    onSaved();
    tell(words.t('fact.saved'), () => {
      void write(to, { v: 1, kind: 'fact/withdrawn', fact });
    });
  };
  return { save, refused };
}
