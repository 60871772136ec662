/** Letters of a legal desk, in its privileged drawer: drafted from the findings, edited, exported. */
import { useState } from 'react';
import { useLocation } from 'wouter';
import {
  draftDeadlineSheet,
  draftReconsideration,
  draftRepresentations,
  draftRightsLetter,
  readRightsLetterPerson,
} from '@amparo/casework/representations';
import type {
  LetterDocument,
  LetterFacts,
  RightsLetterFacts,
} from '@amparo/casework/representations';
import type { Packs } from '@amparo/law';
import { Button, Form, LineField, Mark, OneOf } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { Empty, Loading, Show } from '../shell/states.tsx';
import { chooseLocale, useWords } from '../words/index.ts';
import type { WordKey, Words } from '../words/index.ts';
import { useFile } from '../files/file-context.tsx';
import { useTellWritten } from '../files/tell-written.ts';
import { useOpenDrawers } from '../files/use-drawers.ts';
import { Unreadable } from '../facts/unreadable.tsx';
import { useAssessment } from '../facts/use-assessment.ts';
import type { Assessed } from '../facts/use-assessment.ts';
import { useLawOfFile } from '../law/use-law-of-file.ts';
import { LetterDesk } from './letter-desk.tsx';
import { loadRightsLetterWords } from './rights-words.ts';

export function LettersPanel() {
  const { t } = useWords();
  const { session } = useSession();
  const { file, view, drawers } = useFile();
  const { busy } = useOpenDrawers();
  const { loaded, again } = useLawOfFile();
  const [path] = useLocation();
  if (!session.desks.some(({ desk }) => desk.kind === 'legal')) {
    return <Empty title={t('letters.legal-only')} line={t('letters.legal-only.do')} />;
  }
  if (busy) return <Loading />;
  const open = [...drawers.values()].some(
    (drawer) => drawer.state === 'open' && drawer.opened.view.class === 'privileged',
  );
  const exists =
    view.state === 'ready' && view.value.drawers.some((drawer) => drawer.class === 'privileged');
  if (!open) {
    return (
      <Empty
        title={exists ? t('letters.closed') : t('letters.no-drawer')}
        line={exists ? t('letters.closed.do') : t('letters.no-drawer.do')}
      />
    );
  }
  const letter = path.slice(`/files/${file}/letters/`.length);
  return (
    <Show loaded={loaded} again={again}>
      {({ law }) =>
        letter === '' ? <List packs={law.packs} /> : <LetterDesk key={letter} name={letter} />
      }
    </Show>
  );
}

function List({ packs }: { readonly packs: Packs }) {
  const { t, dateTime } = useWords();
  const { file, state } = useFile();
  const [drafting, setDrafting] = useState(false);
  return (
    <div className="stack-wide">
      <div className="row-apart">
        <h2>{t('letters.title')}</h2>
        <Mark tone="sealed">{t('letters.sealed')}</Mark>
      </div>
      {state.letters.size === 0 ? (
        <Empty title={t('letters.empty')} line={t('letters.empty.do')} />
      ) : (
        <ul className="rows">
          {[...state.letters].map(([name, letter]) => (
            <li key={name}>
              <a className="rows-item" href={`#/files/${file}/letters/${name}`}>
                <span className="rows-name" dir="auto">
                  {letter.saved.document.title}
                </span>
                <span className="small soft">
                  {t('letters.saved', {
                    name: letter.by,
                    when: dateTime(letter.at),
                    revision: letter.saved.revision,
                  })}
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
      {drafting ? (
        <DraftForm
          packs={packs}
          onCancel={() => {
            setDrafting(false);
          }}
        />
      ) : (
        <div>
          <Button
            weight="act"
            icon="add"
            onPress={() => {
              setDrafting(true);
            }}
          >
            {t('letters.draft')}
          </Button>
        </div>
      )}
    </div>
  );
}

interface DraftProps {
  readonly packs: Packs;
  readonly onCancel: () => void;
}

const DRAFT_KINDS = ['representations', 'reconsideration', 'rights', 'dates'] as const;
type DraftKind = (typeof DRAFT_KINDS)[number];

/** What goes to an authority is drafted in the language of the law packs; what goes to the person, in theirs. */
async function draftLetter(
  kind: DraftKind,
  facts: LetterFacts & RightsLetterFacts,
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
  readonly name: string;
  readonly to: string;
  readonly from: string;
  readonly reference: string;
}

function DraftForm({ packs, onCancel }: DraftProps) {
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
  const line = (part: Exclude<keyof Letterhead, 'kind'>, label: WordKey, hint?: WordKey) => (
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
      <OneOf
        label={t('letters.kind')}
        choices={DRAFT_KINDS.map((kind) => ({
          value: kind,
          label: t(`letters.kind.${kind}`),
          hint: t(`letters.kind.${kind}.hint`),
        }))}
        value={head.kind}
        onChange={(kind) => {
          setHead({ ...head, kind });
        }}
      />
      {line('name', 'letters.name', 'letters.name.hint')}
      {line('to', 'letters.to', 'letters.to.hint')}
      {line('from', 'letters.from')}
      {line('reference', 'letters.reference')}
      <div className="row">
        <Button weight="act" type="submit" isDisabled={busy}>
          {t('letters.draft.do')}
        </Button>
        <Button weight="plain" onPress={onCancel}>
          {t('act.cancel')}
        </Button>
      </div>
    </Form>
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
    const letterFacts: LetterFacts & RightsLetterFacts = {
      assessment,
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
