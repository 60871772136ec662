import { findOpenQuestion, isTestKey } from '@amparo/casework/facts';
import type { RecordedFact } from '@amparo/casework/facts';
import type { Packs } from '@amparo/law';
import { Button, Mark, Reveal, useNotice } from '../look/index.ts';
import { useFile } from '../files/file-context.tsx';
import { useTellWritten } from '../files/tell-written.ts';
import { LawText } from '../law/law-text.tsx';
import { factValue } from '../plan/finding-detail.tsx';
import { useWords } from '../words/index.ts';
import type { Words } from '../words/index.ts';
import type { FactLine } from './answer.ts';
import { answerOf } from './open-answer.ts';
import { listOf, recordsOf } from './offer.ts';

interface Props {
  readonly line: FactLine;
  readonly packs: Packs;
  readonly onCorrect: (fact: RecordedFact) => void;
}

/** One fact with its source, and what was believed before. */
export function FactLineRow({ line, packs, onCorrect }: Props) {
  const words = useWords();
  const { t } = words;
  const { state } = useFile();
  const { fact, history } = line;
  const { event } = fact;
  const question = findOpenQuestion(packs.provisions, event.key);
  const definition = packs.vocabulary.facts.get(event.key);
  const list = listOf(event.key);
  const record =
    list === null
      ? undefined
      : recordsOf(state.facts, list).find(({ item }) => item === event.item);
  return (
    <li className="fact">
      <div className="fact-words">
        <p>
          <span className="soft">
            {question === undefined ? null : `${t('fact.test')}: `}
            <LawText>{question?.test.ask ?? definition?.label ?? event.key}</LawText>
            {record === undefined ? '' : ` · ${t('fact.record.number', { number: record.number })}`}
          </span>
        </p>
        <p className={fact.state === 'withdrawn' ? 'fact-gone' : 'strong read'} dir="auto">
          {answerWords(words, fact)}
        </p>
        {event.reasons === undefined ? null : <p dir="auto">{event.reasons}</p>}
        <p className="small soft">{origin(words, fact)}</p>
        <History history={history} />
      </div>
      {fact.state === 'current' ? (
        <Acts fact={fact} onCorrect={onCorrect} />
      ) : (
        <Mark icon="dash">{t('timeline.state.withdrawn')}</Mark>
      )}
    </li>
  );
}

/** What was recorded: a value of the vocabulary, or the answer to a legal test. */
function answerWords(words: Words, { event }: RecordedFact): string {
  if (!isTestKey(event.key)) return factValue(words, event.answer);
  return words.t(`test.answer.${answerOf(event.answer)}`);
}

function History({ history }: { readonly history: readonly RecordedFact[] }) {
  const words = useWords();
  if (history.length === 0) return null;
  return (
    <Reveal label={words.t('fact.history', { count: history.length })}>
      <ul className="lines">
        {history.map((old) => (
          <li key={old.event.fact}>
            <span className="fact-gone" dir="auto">
              {answerWords(words, old)}
            </span>{' '}
            <span className="small soft">
              {origin(words, old)} · {words.t(`timeline.state.${old.state}`)}
            </span>
          </li>
        ))}
      </ul>
    </Reveal>
  );
}

function Acts({ fact, onCorrect }: { readonly fact: RecordedFact } & Pick<Props, 'onCorrect'>) {
  const { t } = useWords();
  const { state, write } = useFile();
  const tell = useNotice();
  const tellWritten = useTellWritten();
  const { event } = fact;
  const withdraw = async () => {
    const placed = state.facts.find((each) => each.event.fact === event.fact);
    if (placed === undefined) return;
    const withdrawn = { v: 1, kind: 'fact/withdrawn', fact: event.fact };
    if (!tellWritten(await write(placed.class, withdrawn))) return;
    tell(t('fact.withdrawn'), () => {
      const again: Record<string, unknown> = { ...event, fact: crypto.randomUUID() };
      delete again['replaces'];
      void write(placed.class, again);
    });
  };
  return (
    <div className="row print-hide">
      <Button
        weight="plain"
        onPress={() => {
          onCorrect(fact);
        }}
      >
        {t('fact.correct')}
      </Button>
      <Button
        icon="undo"
        weight="plain"
        onPress={() => {
          void withdraw();
        }}
      >
        {t('fact.withdraw')}
      </Button>
    </div>
  );
}

function origin(words: Words, { event, authorName, at }: RecordedFact): string {
  const { t } = words;
  const isKnown = 'value' in event.answer;
  return [
    isKnown && !isTestKey(event.key) ? t(`fact.source.${event.source}`) : '',
    event.by,
    words.day(event.on),
    t('fact.recorded-by', { name: authorName, when: words.day(at) }),
    event.disputedBy === undefined ? '' : t('fact.disputed', { by: event.disputedBy }),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
