/** What the law leaves to somebody's judgement: to whom, with what burden, and what was answered by whom. */
import { findOpenQuestion, testKey } from '@amparo/casework/facts';
import type { OpenQuestion, RecordedFact } from '@amparo/casework/facts';
import type { Finding, OpenTest, Provision } from '@amparo/law';
import { Button, Mark, useNotice } from '../look/index.ts';
import { useFile } from '../files/file-context.tsx';
import { useTellWritten } from '../files/tell-written.ts';
import { TestBurden } from '../facts/answer-sheet.tsx';
import type { FactToRecord } from '../facts/fact-sheet.tsx';
import { useHoldings } from '../facts/holdings.ts';
import { itemOfAbout } from '../facts/offer.ts';
import { answering, answerOf, listAnswers } from '../facts/open-answer.ts';
import { LawText } from '../law/law-text.tsx';
import { useWords } from '../words/index.ts';
import { Lines } from './lines.tsx';

export interface TestActs {
  readonly provisions: ReadonlyMap<string, Provision>;
  /** Opens the sheet in which an answer is recorded. */
  readonly onAnswerTest: (asked: FactToRecord) => void;
}

interface Props extends TestActs {
  readonly finding: Finding;
}

export function OpenTests({ finding, ...acts }: Props) {
  const { t } = useWords();
  const tests = [...finding.openTests, ...finding.answeredTests];
  if (tests.length === 0) return null;
  return (
    <section className="stack-tight">
      <h3 className="finding-part">{t('plan.open-tests')}</h3>
      {tests.map((test) => (
        <OneTest key={test.id} test={test} finding={finding} {...acts} />
      ))}
    </section>
  );
}

function OneTest({ test, finding, ...acts }: Props & { readonly test: OpenTest }) {
  const { t } = useWords();
  const provision = acts.provisions.get(finding.provision);
  const question = provision && findOpenQuestion(acts.provisions, testKey(provision, test.id));
  return (
    <div className="stack-tight legal-test">
      <p>
        <LawText>{test.ask}</LawText>{' '}
        <span className="soft small">{t('plan.open-tests.of', { who: test.of })}</span>
      </p>
      <TestBurden test={test} />
      {test.authorityFor.length === 0 ? null : (
        <Side title={t('plan.authority.for')} of={test.authorityFor} />
      )}
      {test.authorityAgainst.length === 0 ? null : (
        <Side title={t('plan.authority.against')} of={test.authorityAgainst} />
      )}
      {question === undefined ? null : <Answers question={question} finding={finding} {...acts} />}
    </div>
  );
}

function Side({ title, of }: { readonly title: string; readonly of: readonly string[] }) {
  return (
    <div>
      <p className="small strong">{title}</p>
      <Lines of={of} />
    </div>
  );
}

/** The answers that stand, and the way to give one; others read who may. */
function Answers({ question, finding, onAnswerTest }: Props & { readonly question: OpenQuestion }) {
  const { t } = useWords();
  const { state } = useFile();
  const item = question.list === null ? null : itemOfAbout(state.facts, finding.about);
  if (question.list !== null && item === null) {
    return <p className="small soft">{t('test.record-first')}</p>;
  }
  const answers = listAnswers(state.facts, question.key, item);
  const newest = answers[0] ?? null;
  return (
    <>
      {answers.map((answer) => (
        <Given
          key={answer.event.fact}
          answer={answer}
          isPrivileged={answer.class === 'privileged'}
        />
      ))}
      <Acts
        question={question}
        newest={newest}
        onAnswer={() => {
          onAnswerTest({ key: question.key, item, replaces: newest });
        }}
      />
    </>
  );
}

interface GivenProps {
  readonly answer: RecordedFact;
  readonly isPrivileged: boolean;
}

/** One answer with its reasons: who gave it, when, and who wrote it down. */
function Given({ answer: { event, authorName }, isPrivileged }: GivenProps) {
  const { t, date } = useWords();
  return (
    <div className="legal-answer stack-tight">
      <p className="strong">{t(`test.answer.${answerOf(event.answer)}`)}</p>
      {event.reasons === undefined ? null : (
        <p className="read" dir="auto">
          {event.reasons}
        </p>
      )}
      <p className="row small soft">
        {t('test.said', { by: event.by, date: date(event.on), name: authorName })}
        {isPrivileged ? <Mark tone="sealed">{t('drawer.privileged')}</Mark> : null}
      </p>
    </div>
  );
}

interface ActsProps {
  readonly question: OpenQuestion;
  readonly newest: RecordedFact | null;
  readonly onAnswer: () => void;
}

function Acts({ question, newest, onAnswer }: ActsProps) {
  const { t, either } = useWords();
  const may = answering(question, useHoldings());
  const withdraw = useWithdrawing(question);
  if (may !== 'may') {
    const desks = either(question.desks.map((kind) => t(`desk.${kind}`)));
    const drawer = t(`drawer.${question.class}`);
    return (
      <p>
        <Mark icon="lock">
          {may === 'closed' ? t('test.closed', { drawer }) : t('test.may', { desks })}
        </Mark>
      </p>
    );
  }
  return (
    <div className="row print-hide">
      <Button onPress={onAnswer}>{t(newest === null ? 'test.do' : 'test.again')}</Button>
      {newest === null ? null : (
        <Button
          weight="plain"
          icon="undo"
          onPress={() => {
            void withdraw(newest.event.fact);
          }}
        >
          {t('fact.withdraw')}
        </Button>
      )}
    </div>
  );
}

/** Takes an answer back; it stays readable as withdrawn, and taking back can itself be undone. */
function useWithdrawing({ class: own }: OpenQuestion): (fact: string) => Promise<void> {
  const { t } = useWords();
  const { state, write } = useFile();
  const tell = useNotice();
  const tellWritten = useTellWritten();
  return async (fact) => {
    const placed = state.facts.find(({ event }) => event.fact === fact);
    if (!tellWritten(await write(own, { v: 1, kind: 'fact/withdrawn', fact }))) return;
    if (placed === undefined) return;
    tell(t('fact.withdrawn'), () => {
      const again: Record<string, unknown> = { ...placed.event, fact: crypto.randomUUID() };
      delete again['replaces'];
      void write(own, again);
    });
  };
}
