/** Recording the answer to a legal test: what was decided, why, by whom and when. */
import { useState } from 'react';
import { decideFact } from '@amparo/casework/facts';
import type { OpenQuestion } from '@amparo/casework/facts';
import type { OpenTest, Packs } from '@amparo/law';
import { Fault, Form, FormEnd, LineField, Note, OneOf, TextBox, useNotice } from '../look/index.ts';
import { useDraft } from '../sessions/drafts.tsx';
import type { Draft } from '../sessions/drafts.tsx';
import { useSession } from '../sessions/session-context.tsx';
import { useFile } from '../files/file-context.tsx';
import { useTellWritten } from '../files/tell-written.ts';
import { LawText } from '../law/law-text.tsx';
import { refusalWords } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import type { FactToRecord } from './fact-sheet.tsx';
import { answerAgain, newAnswer, readAnswer } from './open-answer.ts';
import type { AnswerDraft, AnswerField, ReadAnswer } from './open-answer.ts';
import { useCheckedForm } from './use-checked-form.ts';

interface Props {
  readonly asked: FactToRecord;
  readonly question: OpenQuestion;
  readonly packs: Packs;
  readonly onClose: () => void;
}

export function AnswerBody({ asked, question, packs, onClose }: Props) {
  const { session } = useSession();
  const { file } = useFile();
  const today = session.now().slice(0, 10);
  const [first] = useState<AnswerDraft>(() =>
    asked.replaces === null
      ? newAnswer(session.name, today)
      : { ...answerAgain(asked.replaces), on: today },
  );
  const draft = useDraft<AnswerDraft>(`fact/${file}/${asked.key}/${asked.item ?? ''}`, first);
  const close = () => {
    draft.clear();
    onClose();
  };
  const { save, refused } = useAnswering({ asked, question, packs, onSaved: close });
  return (
    <>
      <AnswerForm question={question} draft={draft} today={today} onSave={save} onCancel={close} />
      {refused === null ? null : <Fault>{refused}</Fault>}
    </>
  );
}

interface FormProps {
  readonly question: OpenQuestion;
  readonly draft: Draft<AnswerDraft>;
  readonly today: string;
  readonly onSave: (read: Extract<ReadAnswer, { ok: true }>) => Promise<void>;
  readonly onCancel: () => void;
}

function AnswerForm({ question, draft, today, onSave, onCancel }: FormProps) {
  const { t } = useWords();
  const read = readAnswer(draft.value, today);
  const { busy, faultAt, save } = useCheckedForm(read, onSave);
  return (
    <Form onSubmit={save}>
      <p className="read">
        <LawText>{question.test.ask}</LawText>
      </p>
      <p className="soft small">{t('plan.open-tests.of', { who: question.test.of })}</p>
      <TestBurden test={question.test} />
      <Note tone="plain" icon="law">
        <p>{t('test.about')}</p>
        <p>{t('test.sealed', { drawer: t(`drawer.${question.class}`) })}</p>
      </Note>
      <Fields draft={draft} faultAt={faultAt} />
      <FormEnd act={t('fact.save')} isBusy={busy} onCancel={onCancel} />
    </Form>
  );
}

interface FieldsProps {
  readonly draft: Draft<AnswerDraft>;
  readonly faultAt: (field: AnswerField) => string | undefined;
}

function Fields(props: FieldsProps) {
  const { draft, faultAt } = props;
  const { value, set } = draft;
  const { t } = useWords();
  return (
    <>
      <OneOf
        label={t('test.answer')}
        choices={(['yes', 'no', 'open'] as const).map((each) => ({
          value: each,
          label: t(`test.answer.${each}`),
        }))}
        value={value.answer}
        onChange={(answer) => {
          set({ ...value, answer });
        }}
        fault={faultAt('answer')}
      />
      <TextBox
        label={t('test.reasons')}
        hint={t('test.reasons.hint')}
        rows={4}
        value={value.reasons}
        onChange={(reasons) => {
          set({ ...value, reasons });
        }}
        fault={faultAt('reasons')}
      />
      <AnsweredBy {...props} />
    </>
  );
}

/** Who answered, how that is known, and when. */
function AnsweredBy({ draft: { value, set }, faultAt }: FieldsProps) {
  const { t } = useWords();
  return (
    <>
      <LineField
        label={t('test.by')}
        hint={t('test.by.hint')}
        value={value.by}
        onChange={(by) => {
          set({ ...value, by });
        }}
        fault={faultAt('by')}
      />
      <OneOf
        across
        label={t('test.source')}
        choices={(['said', 'document'] as const).map((each) => ({
          value: each,
          label: t(`test.source.${each}`),
        }))}
        value={value.source}
        onChange={(source) => {
          set({ ...value, source });
        }}
      />
      <LineField
        code
        width="short"
        label={t('test.on')}
        hint={t('test.on.hint')}
        value={value.on}
        onChange={(on) => {
          set({ ...value, on });
        }}
        fault={faultAt('on')}
      />
    </>
  );
}

/** Who has to prove it and how surely, or that the law read here does not say so. */
export function TestBurden({ test }: { readonly test: OpenTest }) {
  const { t } = useWords();
  const rows = [
    [t('test.burden'), test.burden],
    [t('test.standard'), test.standard],
  ].flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const]));
  if (rows.length === 0) return <p className="small soft">{t('test.burden.unsaid')}</p>;
  return (
    <dl className="facts small">
      {rows.map(([name, text]) => (
        <div key={name} className="facts-pair">
          <dt>{name}</dt>
          <dd>
            <LawText>{text}</LawText>
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface Answering {
  readonly save: FormProps['onSave'];
  readonly refused: string | null;
}

/** Decides and writes an answer, and offers to take it back. */
function useAnswering({
  asked,
  question,
  packs,
  onSaved,
}: Omit<Props, 'onClose'> & { readonly onSaved: () => void }): Answering {
  const words = useWords();
  const { session } = useSession();
  const { state, write } = useFile();
  const tell = useNotice();
  const tellWritten = useTellWritten();
  const [refused, setRefused] = useState<string | null>(null);
  const save: Answering['save'] = async ({ recorded }) => {
    const fact = crypto.randomUUID();
    const desk = session.desks.find(({ desk: { kind } }) => question.desks.includes(kind));
    const decided = decideFact(
      {
        fact,
        key: question.key,
        item: asked.item,
        ...recorded,
        ...(asked.replaces === null ? {} : { replaces: asked.replaces.event.fact }),
      },
      {
        vocabulary: packs.vocabulary,
        provisions: packs.provisions,
        deskKind: desk?.desk.kind ?? 'casework',
        drawerClass: question.class,
        today: session.now().slice(0, 10),
        known: state.facts,
      },
    );
    if (!decided.ok) {
      setRefused(refusalWords(words, decided.refusal));
      return;
    }
    const [event] = decided.events;
    if (event === undefined || !tellWritten(await write(question.class, event))) return;
    onSaved();
    tell(words.t('fact.saved'), () => {
      void write(question.class, { v: 1, kind: 'fact/withdrawn', fact });
    });
  };
  return { save, refused };
}
