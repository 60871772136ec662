/** Drafting a letter: which, about what, to whom; saved as its first revision. */
import { useState } from 'react';
import { useLocation } from 'wouter';
import {
  draftDeadlineSheet,
  draftReconsideration,
  draftRepresentations,
  draftRightsLetter,
  listAccusations,
  readRightsLetterPerson,
} from '@amparo/casework/representations';
import type {
  Accusation,
  AccusationFacts,
  LetterDocument,
  RightsLetterFacts,
} from '@amparo/casework/representations';
import type { Packs } from '@amparo/law';
import { Form, FormEnd, LineField, OneOf } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { chooseLocale, useWords } from '../words/index.ts';
import type { WordKey, Words } from '../words/index.ts';
import { useFile } from '../files/file-context.tsx';
import { useTellWritten } from '../files/tell-written.ts';
import { Unreadable } from '../facts/unreadable.tsx';
import { useAssessment } from '../facts/use-assessment.ts';
import type { Assessed } from '../facts/use-assessment.ts';
import { AccusationChoice } from './accusation-choice.tsx';
import { loadRightsLetterWords } from './rights-words.ts';

interface DraftProps {
  readonly packs: Packs;
  readonly onCancel: () => void;
}

const DRAFT_KINDS = ['representations', 'reconsideration', 'rights', 'dates'] as const;
type DraftKind = (typeof DRAFT_KINDS)[number];

/** What goes to an authority is drafted in the language of the law packs; what goes to the person, in theirs. */
async function draftLetter(
  kind: DraftKind,
  facts: AccusationFacts & RightsLetterFacts,
  theirs: Words['locale'],
): Promise<LetterDocument> {
  switch (kind) {
    case 'representations':
      return draftRepresentations(facts);
    case 'reconsideration':
      return draftReconsideration(facts);
    case 'dates':
      return draftDeadlineSheet(facts);
    case 'rights':
      return draftRightsLetter(facts, await loadRightsLetterWords(theirs));
  }
}

interface Letterhead {
  readonly kind: DraftKind;
  /** The record of the accusation; without one, the first. */
  readonly about?: string;
  readonly name: string;
  readonly to: string;
  readonly from: string;
  readonly reference: string;
}

export function DraftForm({ packs, onCancel }: DraftProps) {
  const { t } = useWords();
  const { session } = useSession();
  const { state } = useFile();
  const [head, setHead] = useState<Letterhead>({
    kind: 'representations',
    name: state.cover?.chosenName ?? '',
    to: '',
    from: session.desks.find(({ desk }) => desk.kind === 'legal')?.desk.name ?? '',
    reference: '',
  });
  const assessed = useAssessment(packs, state.facts, session.now().slice(0, 10));
  const { draft, busy } = useDrafting(packs);
  if (!assessed.ok) return <Unreadable errors={assessed.errors} />;
  const line = (
    part: Exclude<keyof Letterhead, 'kind' | 'about'>,
    label: WordKey,
    hint?: WordKey,
  ) => (
    <LineField
      label={t(label)}
      hint={hint === undefined ? undefined : t(hint)}
      value={head[part]}
      onChange={(text) => {
        setHead({ ...head, [part]: text });
      }}
    />
  );
  return (
    <Form sheet onSubmit={() => draft(assessed, head)}>
      <h3>{t('letters.draft')}</h3>
      <p className="soft">{t('letters.draft.lead')}</p>
      <Subject
        packs={packs}
        accusations={listAccusations(assessed.facts)}
        head={head}
        onChange={setHead}
      />
      {line('name', 'letters.name', 'letters.name.hint')}
      {line('to', 'letters.to', 'letters.to.hint')}
      {line('from', 'letters.from')}
      {line('reference', 'letters.reference')}
      <FormEnd act={t('letters.draft.do')} isBusy={busy} onCancel={onCancel} />
    </Form>
  );
}

interface SubjectProps {
  readonly packs: Packs;
  readonly accusations: readonly Accusation[];
  readonly head: Letterhead;
  readonly onChange: (head: Letterhead) => void;
}

/** Which letter and, where there are several, about which accusation. */
function Subject({ packs, accusations, head, onChange }: SubjectProps) {
  const { t } = useWords();
  return (
    <>
      <OneOf
        label={t('letters.kind')}
        choices={DRAFT_KINDS.map((kind) => ({
          value: kind,
          label: t(`letters.kind.${kind}`),
          hint: t(`letters.kind.${kind}.hint`),
        }))}
        value={head.kind}
        onChange={(kind) => {
          onChange({ ...head, kind });
        }}
      />
      {head.kind === 'representations' ? (
        <AccusationChoice
          packs={packs}
          accusations={accusations}
          chosen={head.about}
          onChoose={(about) => {
            onChange({ ...head, about });
          }}
        />
      ) : null}
    </>
  );
}

interface Drafting {
  readonly draft: (
    assessed: Extract<Assessed, { readonly ok: true }>,
    head: Letterhead,
  ) => Promise<void>;
  readonly busy: boolean;
}

/** Drafts a letter, saves it as its first revision, and goes to it. */
function useDrafting(packs: Packs): Drafting {
  const { file, state, write } = useFile();
  const tellWritten = useTellWritten();
  const [, go] = useLocation();
  const [busy, setBusy] = useState(false);
  const draft: Drafting['draft'] = async ({ assessment, facts: known }, head) => {
    if (busy) return;
    setBusy(true);
    const { facts, lists } = packs.vocabulary;
    const theirs = chooseLocale([state.cover?.language ?? '']);
    const letterFacts: AccusationFacts & RightsLetterFacts = {
      assessment,
      recorded: known,
      about: head.about,
      place: (code) => packs.extents.places.get(code)?.name ?? code,
      name: head.name.trim(),
      reference: head.reference.trim(),
      to: head.to.trim(),
      from: head.from.trim(),
      label: (key) => facts.get(key)?.label ?? lists.get(key)?.label ?? key,
      person: readRightsLetterPerson(known, packs.extents.places, assessment.asOf),
    };
    const document = await draftLetter(head.kind, letterFacts, theirs);
    const letter = crypto.randomUUID().slice(0, 8);
    const event = { v: 1, kind: 'representations/saved', letter, revision: 1, document };
    const written = await write('privileged', event);
    setBusy(false);
    if (tellWritten(written)) go(`/files/${file}/letters/${letter}`);
  };
  return { draft, busy };
}
