/** What is known, where it comes from, what to ask next, and what was believed before. */
import { useState } from 'react';
import type { RecordedFact } from '@amparo/casework/facts';
import { DRAWER_CLASSES } from '@amparo/casework/grants';
import { nextQuestion } from '@amparo/law';
import type { Finding, Packs } from '@amparo/law';
import { Button, LineField, Mark, Note, Reveal } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { Empty, Loading, Show } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import { useFile } from '../files/file-context.tsx';
import { useOpenDrawers } from '../files/use-drawers.ts';
import { LawText } from '../law/law-text.tsx';
import { useLawOfFile } from '../law/use-law-of-file.ts';
import { factLines } from './answer.ts';
import { FactCautions } from './fact-form.tsx';
import { FactLineRow } from './fact-line.tsx';
import { FactSheet } from './fact-sheet.tsx';
import type { FactToRecord } from './fact-sheet.tsx';
import { useHoldings } from './holdings.ts';
import { firstFieldOf, offeredFacts } from './offer.ts';
import type { Holding } from './offer.ts';
import { Unreadable } from './unreadable.tsx';
import { useAssessment } from './use-assessment.ts';

export function FactsPanel() {
  const { busy } = useOpenDrawers();
  return busy ? <Loading /> : <UnderItsLaw />;
}

/** Questions and answers follow the release of the law that the file stands under. */
function UnderItsLaw() {
  const { loaded, again } = useLawOfFile();
  return (
    <Show loaded={loaded} again={again}>
      {({ law }) => <Known packs={law.packs} />}
    </Show>
  );
}

function Known({ packs }: { readonly packs: Packs }) {
  const holdings = useHoldings();
  const [recording, setRecording] = useState<FactToRecord | null>(null);
  const record = (key: string) => {
    setRecording({ key: firstFieldOf(packs.vocabulary, key), item: null, replaces: null });
  };
  return (
    <div className="stack-wide">
      <NextQuestion packs={packs} holdings={holdings} onAnswer={record} />
      <Chooser packs={packs} holdings={holdings} onChoose={record} />
      <Recorded
        packs={packs}
        onCorrect={(fact) => {
          setRecording({ key: fact.event.key, item: fact.event.item, replaces: fact });
        }}
      />
      {recording === null ? null : (
        <FactSheet
          asked={recording}
          packs={packs}
          onClose={() => {
            setRecording(null);
          }}
        />
      )}
    </div>
  );
}

interface RecordedProps {
  readonly packs: Packs;
  readonly onCorrect: (fact: RecordedFact) => void;
}

/** What is known, drawer by drawer. */
function Recorded({ packs, onCorrect }: RecordedProps) {
  const { t } = useWords();
  const { state } = useFile();
  const lines = factLines(state.facts);
  const classOf = new Map(state.facts.map((fact) => [fact.event.fact, fact.class]));
  const classes = DRAWER_CLASSES.filter((each) => [...classOf.values()].includes(each));
  return (
    <section className="stack" aria-labelledby="known-title">
      <h2 id="known-title">{t('facts.known')}</h2>
      {lines.length === 0 ? <Empty title={t('facts.empty')} line={t('facts.empty.do')} /> : null}
      {classes.map((each) => (
        <section key={each} className="stack-tight">
          <h3 className="row">
            {t(`drawer.${each}`)}
            {each === 'privileged' ? <Mark tone="sealed">{t('facts.legal-only')}</Mark> : null}
          </h3>
          <ul className="rows">
            {lines
              .filter(({ fact }) => classOf.get(fact.event.fact) === each)
              .map((line) => (
                <FactLineRow
                  key={line.fact.event.fact}
                  line={line}
                  packs={packs}
                  onCorrect={onCorrect}
                />
              ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

interface NextProps {
  readonly packs: Packs;
  readonly holdings: readonly Holding[];
  readonly onAnswer: (key: string) => void;
}

/** One question: what it would settle, and what it costs the person to answer. */
function NextQuestion({ packs, holdings, onAnswer }: NextProps) {
  const { t } = useWords();
  const { session } = useSession();
  const { state } = useFile();
  const assessed = useAssessment(packs, state.facts, session.now().slice(0, 10));
  if (!assessed.ok) return <Unreadable errors={assessed.errors} />;
  const { assessment } = assessed;
  const question = holdings
    .filter(({ classes }) => classes.length > 0)
    .map(({ kind }) => nextQuestion(assessment, { role: kind, place: kind }))
    .find((each) => each !== undefined);
  if (question === undefined) {
    return (
      <Note tone="plain" icon="tick">
        <p>{t('facts.next.none')}</p>
      </Note>
    );
  }
  const { facts, lists } = packs.vocabulary;
  const definition = facts.get(question.fact) ?? lists.get(question.fact)?.asked;
  return (
    <section className="sheet stack" aria-labelledby="next-title">
      <h2 id="next-title">{t('facts.next')}</h2>
      <p className="read">
        <LawText>{question.text}</LawText>
      </p>
      {definition === undefined ? null : <FactCautions definition={definition} />}
      <Settles
        findings={assessment.findings.filter(({ missing }) => missing.includes(question.fact))}
      />
      <div className="row">
        <Button
          weight="act"
          onPress={() => {
            onAnswer(question.fact);
          }}
        >
          {t('facts.next.answer')}
        </Button>
      </div>
    </section>
  );
}

const MOST_NAMED = 8;

/** The laws that an answer would help to decide, each named once. */
function Settles({ findings }: { readonly findings: readonly Finding[] }) {
  const { t } = useWords();
  const titles = [...new Set(findings.map(({ title }) => title))];
  return (
    <Reveal label={t('facts.next.why', { count: findings.length })}>
      <ul className="lines">
        {titles.slice(0, MOST_NAMED).map((title) => (
          <li key={title}>
            <LawText>{title}</LawText>
          </li>
        ))}
      </ul>
    </Reveal>
  );
}

const MOST_OFFERED = 12;

/** Finds any fact that this desk may record, by its words. */
function Chooser({
  packs,
  holdings,
  onChoose,
}: {
  readonly packs: Packs;
  readonly holdings: readonly Holding[];
  readonly onChoose: (key: string) => void;
}) {
  const { t } = useWords();
  const [query, setQuery] = useState('');
  const offered = offeredFacts(packs.vocabulary, holdings, query);
  const isLegal = holdings.some(({ kind }) => kind === 'legal');
  return (
    <section className="stack" aria-labelledby="record-title">
      <h2 id="record-title">{t('facts.record')}</h2>
      {isLegal ? null : (
        <Note tone="sealed">
          <p>{t('facts.nexus')}</p>
        </Note>
      )}
      <LineField
        label={t('facts.search')}
        hint={t('facts.search.hint')}
        value={query}
        onChange={setQuery}
      />
      {query.trim() === '' ? null : offered.length === 0 ? (
        <p className="soft">{t('facts.search.none')}</p>
      ) : (
        <ul className="rows">
          {offered.slice(0, MOST_OFFERED).map((definition) => (
            <li key={definition.key} className="rows-item">
              <span className="stack-tight missing-words">
                <span className="strong">
                  <LawText>{definition.label}</LawText>
                </span>
                <span className="small soft">
                  <LawText>{definition.question}</LawText>
                </span>
              </span>
              <Button
                onPress={() => {
                  onChoose(definition.key);
                }}
              >
                {t('facts.record.this')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
